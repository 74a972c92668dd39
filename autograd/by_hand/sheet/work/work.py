"""Every number of a calculation by hand, in the order of work, each with the rule that gives it.

A row knows the rows that it is worked out from. So the work can be done again from a learner's own numbers, or with a
changed rule.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from functools import cached_property, partial

from autograd.by_hand.sheet.roles import adds, penalties, put_together
from autograd.by_hand.sheet.work.passes import Pass, together
from autograd.by_hand.sheet.work.rows import Row
from autograd.by_hand.sheet.work.steps import Steps
from autograd.by_hand.sheet.work.textbook import evaluated, forms, in_the_result
from autograd.by_hand.sheet.work.update import Update
from autograd.graph.value import Value
from autograd.record.record import Record

UNIT = 2.0**-51
"""The relative rounding error of one operation, with the rounding of its inputs."""


class Work:
    """All rows of one output, and their true numbers.

    `passes` has the positions of the rows of each pass, by node. `value`, `gradient` and `updated` are those of the
    first pass, and `after` is the position of the output's value after the last update. `trained` is the set of the
    parameters, and `biases` are those that are only added to something. `loss` are the nodes that add up the errors of
    the outputs, and `factors` the numbers that may be misplaced there.

    With several records, the steps take them in turn, as in online learning.
    """

    def __init__(
        self,
        records: Record | Sequence[Record],
        update: Update | float | None = None,
        parameters: Collection[Value] = (),
    ) -> None:
        self.records = [records] if isinstance(records, Record) else list(records)
        self.record, self.parameters = together(self.records), tuple(dict.fromkeys(parameters))
        self.trained = frozenset(self.parameters)  # whether a node is in a tuple is asked by its number
        self.update = Update(dict.fromkeys(self.parameters, update)) if isinstance(update, int | float) else update
        made = Steps(self.record, self.records, self.parameters, self.update)
        self.rows, self.numbers, self.passes, self.after = made.rows, made.numbers, made.passes, made.after
        first = self.passes[0]
        self.value, self.gradient, self.updated = first.value, first.gradient, first.updated
        self._slopes: dict[int, list[float]] = {}  # from the true numbers
        put = [put_together(record.output) for record in self.records]
        self.loss = {node for nodes, _ in put for node in nodes}
        self.factors = sorted({factor for _, factors in put for factor in factors})
        edges = Counter((c.input, adds(c)) for record in self.records for c in record.backward)
        self.biases = {p for p in self.parameters if not edges[p, False]}

    @property
    def rate(self) -> float | None:
        """The learning rate, or of several the first; None without an update."""
        return None if self.update is None else next(iter(self.update.rates.values()), 0.0)

    @property
    def given(self) -> frozenset[int]:
        """The positions of the rows that nobody has to work out."""
        return frozenset(i for i, row in enumerate(self.rows) if row.kind == "given")

    def pass_of(self, row: Row) -> Pass:
        """The pass to which a row belongs."""
        return self.passes[row.step - 1]

    def reads(self, row: Row) -> tuple[int, ...]:
        """The rows with the values of the row's node and its inputs, which a local gradient may be worked out from."""
        return tuple(self.pass_of(row).value[x] for x in (row.node, *row.node.inputs))

    def is_gradient(self, i: int) -> bool:
        """Whether row number i is the whole gradient of a node."""
        row = self.rows[i]
        return row.kind in ("contribution", "gradient") and self.pass_of(row).gradient.get(row.to) == i

    def number(self, i: int, numbers: Sequence[float]) -> float:
        """Row number i worked out from `numbers`. Raises `ValueError` or `ArithmeticError` where it has no value."""
        return self.rows[i].number(numbers)

    def ways(self, i: int, numbers: Sequence[float]) -> list[float]:
        """Row number i, worked out from `numbers` in all ways that give the same result for the true numbers."""
        row, op = self.rows[i], self.rows[i].node.op
        found = []
        ways: Iterable[Callable[[], float]] = [partial(self.number, i, numbers)]
        if row.kind == "local" and op and len(row.takes) > 1:
            beside = self.shares.get((row.node.inputs, row.slot)) if op.name == "softmax" else None
            z, *xs = (numbers[j] for j in row.takes)
            ways = forms(op, row.slot, z, xs, None if beside is None else numbers[self.value[beside]])
        for way in ways:
            with suppress(ValueError, ArithmeticError):
                found.append(way())
        return [number for number in found if math.isfinite(number)]

    @cached_property
    def penalties(self) -> set[Value]:
        """The squares by which a loss draws parameters to 0."""
        return {node for record in self.records for node in penalties(record.output)}

    @cached_property
    def shares(self) -> dict[tuple[Sequence[Value], int], Value]:
        """The outputs of softmax, by their inputs and by their position."""
        softmax = [node for node in self.record.order if node.op and node.op.name == "softmax"]
        return {(node.inputs, int(node.op.bound["j"])): node for node in softmax if node.op}

    @cached_property
    def noise(self) -> list[float]:
        """The rounding error of each true number. Where terms cancel, nothing but rounding is left.

        An estimate beyond the largest float is useless. Then only the rounding of the number itself counts.
        """
        noise = [UNIT * abs(number) for number in self.numbers]
        for i, row in enumerate(self.rows):
            if row.kind != "given":
                noise[i] += self.spread(i, self.numbers, noise)
        return noise

    def spread(self, i: int, numbers: Sequence[float], off: Sequence[float]) -> float:
        """The error of row number i, to first order, if the numbers that it takes have the errors `off`; 0 if no float
        can hold it."""
        takes = self.rows[i].takes
        if not any(off[j] for j in takes):
            return 0.0
        slopes = self.slopes(i, numbers)
        far = sum(abs(slope) * off[j] for slope, j in zip(slopes, takes, strict=True) if slope)
        return far if far < math.inf else 0.0

    def slopes(self, i: int, numbers: Sequence[float]) -> list[float]:
        """The derivatives of row number i, as a textbook writes it, with respect to the numbers that it takes; 0 where
        there is no derivative."""
        if numbers is self.numbers:
            if i not in self._slopes:
                self._slopes[i] = self._worked_out_slopes(i, numbers)
            return self._slopes[i]
        return self._worked_out_slopes(i, numbers)

    def _worked_out_slopes(self, i: int, numbers: Sequence[float]) -> list[float]:
        row = self.rows[i]
        if row.kind in ("value", "after"):
            with suppress(ValueError, ArithmeticError):
                xs = [numbers[j] for j in row.takes]
                return [float(slope) for slope in row.op.partials(row.op.value(*xs), *xs)]
            return [0.0] * len(row.takes)
        if row.kind == "contribution":
            return [numbers[j] for j in reversed(row.takes)]
        if row.kind == "gradient" or (row.kind == "local" and len(row.takes) < 2):
            return [1.0] * len(row.takes)
        taken = [Value(numbers[j]) for j in row.takes]
        formula = in_the_result(row.node.op) if row.kind == "local" and row.node.op else None
        try:
            result = evaluated(formula, dict(zip("zx", taken, strict=True))) if formula else row.rule(*taken)
            if not isinstance(result, Value):  # a constant local gradient
                return [0.0] * len(taken)
            result.backward()
        except (ValueError, ArithmeticError):
            return [0.0] * len(taken)
        return [x.grad for x in taken]
