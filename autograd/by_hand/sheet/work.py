"""Every number of a calculation by hand, in the order of work, each with the rule that gives it.

The work is the record with one row per number: forward values, local gradients, contributions, their sums, and with a
learning rate the updated parameters and the loss after the update. A row knows the rows that it is worked out from. So
the work can be done again from a learner's own numbers, or with a changed rule.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import mul, sub
from typing import Any

from autograd.by_hand.sheet.roles import adds, has_own_name, put_together
from autograd.by_hand.sheet.textbook import evaluated, forms, in_the_result, one_factor
from autograd.calculus.row import Op
from autograd.graph.backward import Contribution
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.language.text import number
from autograd.record.record import Record


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One number of the work. Its `rule` calculates it from the rows at the positions `takes`.

    A "value" row holds the value of `node`, an "after" row its value after the update. A "local" gradient and a
    "contribution" belong to the edge from `node` to its input number `slot`, which is `to`. A "gradient" and an
    "updated" number belong to `node`, and `to` is `node` as well. "given" numbers stand on the sheet.
    """

    kind: str
    key: str
    takes: tuple[int, ...]
    node: Value
    to: Value
    slot: int = 0
    rate: float = 0.0
    rule: Callable[..., Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rule", RULES[self.kind](self))

    @property
    def op(self) -> Op:
        """The operation whose value or local gradient this is."""
        assert self.node.op is not None
        return self.node.op


def _local(row: Row) -> Callable[..., Any]:
    """The rule of a local gradient."""
    factor = one_factor(row.node, row.slot)
    return factor.number if factor else lambda *numbers: row.op.partials(*numbers)[row.slot]


RULES: dict[str, Callable[[Row], Callable[..., Any]]] = {
    "given":        lambda row: float,
    "value":        lambda row: row.op.value,
    "local":        _local,
    "contribution": lambda row: mul,
    "gradient":     lambda row: lambda *contributions: sum(contributions),
    "updated":      lambda row: lambda number, gradient: number - row.rate * gradient,
    "after":        lambda row: row.op.value,
    "improvement":  lambda row: sub,
}  # fmt: skip
"""The chain rule and the update, as done by hand: the rule of each kind of row, from the numbers that it takes."""


UNIT = 2.0**-51
"""The relative rounding error of one operation, with the rounding of its inputs."""


class Work:
    """All rows of one output, and their true numbers.

    `gradient` and `updated` give the positions of these rows for a node, and `after` the position of the output's value
    after the update. `biases` are the parameters that are only added to something. `loss` are the nodes that add up the
    errors of the outputs, and `factors` the numbers that may be misplaced there.
    """

    def __init__(self, record: Record, rate: float | None = None, parameters: Collection[Value] = ()) -> None:
        self.record, self.rate, self.parameters = record, rate, tuple(dict.fromkeys(parameters))
        self.rows: list[Row] = []
        self.numbers: list[float] = []
        self.value: dict[Value, int] = {}
        self.gradient: dict[Value, int] = {}
        self.updated: dict[Value, int] = {}
        self._slopes: dict[int, list[float]] = {}  # from the true numbers
        self._taken, self._times = set[str](), Counter[str]()  # keys, and how often each was wanted again
        self._forward()
        self.after = self.value[record.output]
        named = any(map(has_own_name, (x for x in record.order if x.op is None)))  # then no plain number is asked about
        asked = {x for x in record.order if x.op or has_own_name(x) or not named} | set(self.parameters)
        self._backward([c for c in record.backward if c.input in asked])
        if rate is not None:
            self._update(rate)
        self.loss, self.factors = put_together(record.output)
        edges = Counter((c.input, adds(c)) for c in record.backward)
        self.biases = {p for p in self.parameters if not edges[p, False]}

    @property
    def given(self) -> frozenset[int]:
        """The positions of the rows that nobody has to work out."""
        return frozenset(i for i, row in enumerate(self.rows) if row.kind == "given")

    def reads(self, node: Value) -> tuple[int, ...]:
        """The rows with the value of a node and of its inputs, which a local gradient may be worked out from."""
        return tuple(self.value[x] for x in (node, *node.inputs))

    def _add(self, kind: str, key: str, takes: Iterable[int], node: Value, known: float | None = None) -> int:
        """The position of a new row of a node; its number is worked out unless it is known."""
        return self._append(Row(kind, self._unused(key), tuple(takes), node, node, rate=self.rate or 0.0), known)

    def _add_of_edge(self, kind: str, key: str, takes: Iterable[int], edge: Contribution, known: float) -> int:
        """The position of a new row of an edge."""
        row = Row(kind, self._unused(key), tuple(takes), edge.output, edge.input, edge.slot, self.rate or 0.0)
        return self._append(row, known)

    def _unused(self, key: str) -> str:
        """The key, or if another row has it, the key with a number."""
        of_this_name = key = key.strip()  # as it comes back from a file, whatever blanks a name begins or ends with
        while key in self._taken:
            self._times[of_this_name] += 1
            key = f"{of_this_name} #{self._times[of_this_name] + 1}"
        self._taken.add(key)
        return key

    def _append(self, row: Row, known: float | None) -> int:
        self.rows.append(row)
        self.numbers.append(self.number(len(self.rows) - 1, self.numbers) if known is None else known)
        return len(self.rows) - 1

    def _forward(self) -> None:
        for node in self.record.order:
            takes = [self.value[x] for x in node.inputs]
            kind = "value" if node.op else "given"
            self.value[node] = self._add(kind, self.record.label[node], takes, node, known=self.record.value[node])

    def _backward(self, edges: Sequence[Contribution]) -> None:
        label, output = self.record.label, self.record.output
        self.gradient[output] = self._add("given", f"grad {label[output]}", (), output, known=1.0)
        left = Counter(edge.input for edge in edges)
        arrived: dict[Value, list[int]] = {input: [] for input in left}
        reads = {node: self.reads(node) for node in self.record.order}
        for edge in edges:
            node, to = edge.output, edge.input
            edge_name = f"{label[to]} from {label[node]}"
            takes = reads[node]
            if factor := one_factor(node, edge.slot):
                takes = () if factor.beside is None else (self.value[factor.beside],)
            local = self._add_of_edge("local", f"local {edge_name}", takes, edge, edge.local)
            key = f"grad {label[to]}" if left[to] == 1 else f"grad {edge_name}"
            takes = self.gradient[node], local
            arrived[to].append(self._add_of_edge("contribution", key, takes, edge, edge.product))
            if len(arrived[to]) == left[to]:
                self.gradient[to] = (
                    arrived[to][0]
                    if left[to] == 1
                    else self._add("gradient", f"grad {label[to]}", arrived[to], to, known=edge.total_so_far)
                )

    def _update(self, rate: float) -> None:
        try:
            self._after_update(rate)
        except (ValueError, ArithmeticError) as error:
            raise DomainError(say("no value after the update", rate=number(rate), error=error)) from None

    def _after_update(self, rate: float) -> None:
        label, output = self.record.label, self.record.output
        for parameter in self.parameters:
            if parameter in self.gradient:
                takes = self.value[parameter], self.gradient[parameter]
                self.updated[parameter] = self._add("updated", f"new {label[parameter]}", takes, parameter)
        after = self.value | self.updated
        for node in self.record.order:
            inputs = [after[x] for x in node.inputs]
            if any(x != self.value[y] for x, y in zip(inputs, node.inputs, strict=True)):
                after[node] = self._add("after", f"new {label[node]}", inputs, node)
        self.after = after[output]
        if self.after != self.value[output]:
            self._add("improvement", "improvement", (self.value[output], self.after), output)

    def number(self, i: int, numbers: Sequence[float]) -> float:
        """Row number i worked out from `numbers`. Raises `ValueError` or `ArithmeticError` where it has no value."""
        row = self.rows[i]
        worked_out: float = row.rule(*[numbers[j] for j in row.takes])
        if worked_out - worked_out:  # NaN unless finite
            raise ArithmeticError(f"{row.key} has no finite value")
        return worked_out

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
