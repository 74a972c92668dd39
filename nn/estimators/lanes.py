"""The outputs of a network for many rows: a compiled program takes them, and is kept for the next rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

import autograd
from autograd import Value
from autograd.calculus.order import inputs_first

LANES = 1024
"""So many rows at a time keep the numbers in the processor's cache."""

KEPT = 2
"""So many programs are kept: that of the logits, and that of the probabilities."""


class Programs:
    """The programs of a network, those used last. The weights of the moment are given to a program at each call. With
    another operation or another constant in the graph, a new program is compiled.

    While a thread uses a program, it is taken out, since two threads must not run it at once. Pickles and copies begin
    without programs.

    >>> w, x = Value(2.0), Value(0.0)
    >>> programs = Programs()
    >>> programs.outputs([w * x], [x], [w], np.array([[1.0], [3.0]]))[0].tolist()
    [2.0, 6.0]
    """

    def __init__(self) -> None:
        self.idle: dict[Any, autograd.program.Program] = {}

    def outputs(self, outputs: Sequence[Value], inputs: list[Value], weights: list[Value], rows: Any) -> list[Any]:
        """For each output a number for each row. `inputs` stand for the numbers of a row."""
        form = _form(outputs, [*inputs, *weights])
        program = self.idle.pop(form, None) or autograd.compile(outputs, weights, inputs, backend="numpy")
        try:
            program.parameters.data = [weight.data for weight in weights]
            found = [program(rows[start : start + LANES]) for start in range(0, len(rows), LANES)]
        finally:
            self.idle[form] = program
            for older in list(self.idle)[:-KEPT]:
                self.idle.pop(older, None)
        return [np.concatenate(column) for column in zip(*found, strict=True)]

    def __reduce__(self) -> Any:
        return Programs, ()


def _form(outputs: Sequence[Value], leaves: list[Value]) -> Any:
    """All that two graphs have in common if they differ in the numbers of these leaves alone."""
    place = {leaf: i for i, leaf in enumerate(leaves)}
    form: list[Any] = [len(leaves)]
    for node in inputs_first(outputs):
        if node not in place:
            place[node] = len(place)
            form.append(repr(node.data) if node.op is None else (node.op, *[place[x] for x in node.inputs]))
    return tuple(form), tuple(place[node] for node in outputs)
