"""What happened: every forward step and every multiplication of the chain rule, as data.

Tables, pictures, pages and worksheets all show this record, so none of them can disagree with the engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from autograd.calculus.order import inputs_first
from autograd.graph.backward import Contribution, contributions
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import number, printable
from autograd.notation.formulas import refuse_namesakes, written


class ForwardStep(NamedTuple):
    """One number of the forward pass: a given leaf, or the result of an operation.

    `formula` is the operation in names, `numbers` is the operation in numbers. Both are empty for a leaf.
    """

    label: str
    formula: str
    numbers: str
    value: float
    node: Value


class Record:
    """The record of one output.

    `forward` holds a `ForwardStep` per node, inputs first. `backward` holds a `Contribution` per edge, in the order in
    which the chain rule is applied. `value` is the number of each node at that time, `gradient` the derivative of the
    output with respect to the node, and `label` the word for it: its name, the number of an unnamed leaf, or v1, v2, …

    Raises `ChangedDataError` if some `.data` was changed after use, `DomainError` where a local gradient is infinite,
    `ValueError` for two operations of one name.
    """

    def __init__(self, output: Value) -> None:
        if not isinstance(output, Value):
            raise TypeError(say("steps of no Value", kind=type(output).__name__))
        self.output = output
        self.order = tuple(inputs_first([output]))
        self.value = {node: node.data for node in self.order}  # the record stays as it is if .data is set later
        self.backward: tuple[Contribution, ...] = tuple(contributions(self.order, 1.0, lambda node: node.data))
        self.label = labels(self.order)
        refuse_namesakes(self.order)

    @cached_property
    def forward(self) -> tuple[ForwardStep, ...]:
        return tuple(self.forward_step(node) for node in self.order)

    @cached_property
    def gradient(self) -> dict[Value, float]:
        return {self.output: 1.0} | {step.input: step.total_so_far for step in self.backward}

    def forward_step(self, node: Value) -> ForwardStep:
        """How `node` was calculated."""
        formula = numbers = ""
        if node.op is not None:
            formula = written(node.op, [self.label[x] for x in node.inputs])
            numbers = written(node.op, [number(self.value[x]) for x in node.inputs])
        return ForwardStep(self.label[node], formula, numbers, self.value[node], node)


def labels(order: Iterable[Value]) -> dict[Value, str]:
    """A label for each node. No two nodes share one.

    >>> x, y = Value(1.0, name="x"), Value(2.0, name="x")
    >>> list(labels(inputs_first([x * y + 3])).values())
    ['x', 'x#2', 'v1', '3', 'v2']
    """
    order = list(order)
    own = [printable(v.name) if v.name else number(v.data) if v.op is None else "" for v in order]
    times = Counter(own)
    taken, seen, label = set(own), Counter[str](), {}
    unnamed = 0
    for node, text in zip(order, own, strict=True):
        if not text or (not node.name and times[text] > 1):  # a result, or one of several equal constants
            unnamed += 1
            while f"v{unnamed}" in taken:
                unnamed += 1
            text = f"v{unnamed}"
        elif times[text] > 1:
            seen[text] += 1
            if seen[text] > 1:
                while f"{text}#{seen[text]}" in taken:
                    seen[text] += 1
                text = f"{text}#{seen[text]}"
        label[node] = text
    return label
