"""The passes of the work: forward, backward and update, once or several times, through one output or several."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, NamedTuple

from autograd.calculus.order import inputs_first
from autograd.graph.value import Value
from autograd.language import say
from autograd.notation.formulas import refuse_namesakes
from autograd.record.record import Record, labels


class Pass(NamedTuple):
    """One pass through the output of `record`: the positions of the rows with the value and the gradient of each node,
    and of those with each parameter after the update that follows."""

    record: Record
    value: dict[Value, int]
    gradient: dict[Value, int]
    updated: dict[Value, int]

    @property
    def output(self) -> int:
        """The position of the output's value."""
        return self.value[self.record.output]


def records_of(out: Value | Sequence[Value]) -> list[Record]:
    """The record of each output, once for each output that is there several times.

    Raises `TypeError` for anything but Values.
    """
    outputs = [out] if isinstance(out, Value) else list(out) if isinstance(out, Sequence) else []
    wrong: list[Any] = [each for each in outputs if not isinstance(each, Value)] or ([] if outputs else [out])
    if wrong:  # or nothing, such as None or an empty list
        raise TypeError(say("worksheet of no Value", kind=type(wrong[0]).__name__))
    known = {output: Record(output) for output in outputs}
    return [known[output] for output in outputs]


def together(records: Sequence[Record]) -> Record:
    """The first record, with the nodes of all. In all of them each node has one label.

    Raises `ValueError` for two operations of one name.
    """
    if len(records) == 1:
        return records[0]
    whole = copy(records[0])
    whole.order = tuple(inputs_first([record.output for record in records]))
    whole.value = {node: number for record in records for node, number in record.value.items()}
    alike = all(record.label is whole.label for record in records)  # as if they were put together before
    whole.label = whole.label if alike and len({*records}) > 1 else labels(whole.order)
    refuse_namesakes(whole.order)
    for record in records:
        record.label = whole.label
    return whole
