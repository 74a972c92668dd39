"""A row of the work: one number, with the rule that gives it.

The kinds of row are

- "given": a number that stands on the sheet
- "value": the value of a node, and "after": its value when parameters in it were updated
- "local": a local gradient, and "contribution": the upstream gradient times a local gradient
- "gradient": the sum of several contributions
- "updated": a parameter after a step of gradient descent
- "velocity", "squares", "mean", "corrected": the state of an optimizer for a parameter (v; h or s; m; m̂ and ŝ), and
  "moved": a parameter after a step that is told by this state
- "improvement": the output before, less the output after the update
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import mul, sub
from typing import Any

from autograd.by_hand.sheet.work.optimizers import Constants, Line
from autograd.by_hand.sheet.work.textbook import one_factor
from autograd.calculus.row import Op
from autograd.graph.value import Value


@dataclass(eq=False, slots=True)
class Row:
    """One number of the work. Its `rule` calculates it from the rows at the positions `takes`.

    A "value" row holds the value of `node`, an "after" row its value after the update. A "local" gradient and a
    "contribution" belong to the edge from `node` to its input number `slot`, which is `to`. Other rows belong to
    `node`, and `to` is `node` as well. `step` is the pass that the row belongs to: values after the first update are
    those of pass 2. A row of an update has the `line` of its optimizer, and the `constants` in it.
    """

    kind: str
    key: str
    takes: tuple[int, ...]
    node: Value
    to: Value
    slot: int = 0
    step: int = 1
    line: Line | None = None
    constants: Constants | None = None
    rule: Callable[..., Any] = field(init=False)

    def __post_init__(self) -> None:
        self.rule = RULES[self.kind](self) if self.line is None else self.line.with_constants(self.constants)

    def number(self, numbers: Sequence[float]) -> float:
        """The row worked out from `numbers`. Raises `ValueError` or `ArithmeticError` where it has no value."""
        worked_out: float = self.rule(*[numbers[j] for j in self.takes])
        if worked_out - worked_out:  # NaN unless finite
            raise ArithmeticError(f"{self.key} has no finite value")
        return worked_out

    @property
    def op(self) -> Op:
        """The operation whose value or local gradient this is."""
        assert self.node.op is not None
        return self.node.op

    @property
    def rate(self) -> float:
        """The learning rate of the update to which this row belongs; 0 where there is none."""
        return 0.0 if self.constants is None else float(self.constants.rate)


def _local(row: Row) -> Callable[..., Any]:
    """The rule of a local gradient."""
    factor = one_factor(row.node, row.slot) if len(row.takes) < 2 else None  # else it needs the result and its inputs
    return factor.number if factor else lambda *numbers: row.op.partials(*numbers)[row.slot]


RULES: dict[str, Callable[[Row], Callable[..., Any]]] = {
    "given":        lambda row: float,
    "value":        lambda row: row.op.value,
    "local":        _local,
    "contribution": lambda row: mul,
    "gradient":     lambda row: lambda *contributions: sum(contributions),
    "after":        lambda row: row.op.value,
    "improvement":  lambda row: sub,
}  # fmt: skip
"""The chain rule, as done by hand: the rule of each kind of row, from the numbers that it takes."""

STATE = ("velocity", "squares", "mean", "corrected")
"""The kinds of row that hold the state of an optimizer."""
