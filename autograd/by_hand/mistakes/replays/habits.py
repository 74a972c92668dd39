"""Mistakes made out of habit: everywhere, or at all nodes of one kind.

A learner who does not know the derivative of tanh forgets it at every tanh, or at every tanh of one layer. A learner
who takes weights for 1 does so at every product with a weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from autograd.by_hand.mistakes.kinds.misconceptions import At
from autograd.by_hand.mistakes.kinds.table import Mistake, changed
from autograd.by_hand.sheet.work import Row, Work
from autograd.calculus.row import MANY
from autograd.graph.value import Value


class Habit(NamedTuple):
    """A mistake that is made at all the rows `at`. `ways` is the number of ways in which it can be made. `of` is the
    sign or the name of the operation if all these rows have the same one."""

    mistake: Mistake
    at: frozenset[int]
    ways: int
    of: str = ""


class Made:
    """The numbers that each of the `mistakes` gives in a row, in each way, if the work has the numbers `base`."""

    def __init__(self, work: Work, mistakes: Sequence[Mistake], base: Sequence[float]) -> None:
        self.work, self.mistakes, self.base = work, mistakes, base
        self._found: dict[int, dict[Mistake, list[float]]] = {}
        self._possible: dict[tuple[str, str], list[Mistake]] = {}  # by the kind of row and its operation

    def __call__(self, i: int) -> dict[Mistake, list[float]]:
        if i not in self._found:
            row = self.work.rows[i]
            at = At(self.work, row, [self.base[j] for j in row.takes], self.base)
            self._found[i] = {mistake: changed(mistake, at) for mistake in self.possible(row)}
        return self._found[i]

    def possible(self, row: Row) -> list[Mistake]:
        """The mistakes that can be made in such a row."""
        key = row.kind, row.node.op.name if row.node.op else ""
        if key not in self._possible:
            self._possible[key] = [mistake for mistake in self.mistakes if mistake.at_all(row)]
        return self._possible[key]


class Habits:
    """The sets of rows at which each of the `mistakes` may be made together: many rows, or the rows of one node.

    They are found when they are first asked for, which is never if all rows were answered.
    """

    def __init__(self, work: Work, mistakes: Iterable[Mistake], least: int = 2) -> None:
        self.mistakes, self.least = tuple(mistakes), least
        self.made = Made(work, self.mistakes, work.numbers)

    @cached_property
    def everywhere(self) -> list[Habit]:
        return list(habits(self.made, self.least))

    @cached_property
    def of_a_node(self) -> dict[int, dict[tuple[Mistake, frozenset[int]], None]]:
        return of_a_node(self.made)


MOST_WAYS = 8
"""The most ways in which a mistake is tried at many rows. It is made in the same way at all of them."""


def habits(made: Made, least: int = 2) -> Iterator[Habit]:
    """Every mistake, with every set of rows at which it may be made out of habit. Larger sets come first; no set has
    less than `least` rows."""
    work = made.work
    layer, parameters = layers(work), set(work.parameters)
    of_operations = cache(lambda i: list(_alike(work.rows[i], layer, parameters)))
    of_sums = cache(lambda i: list(_of_a_sum(work.rows[i])))
    ways: dict[Mistake, dict[int, int]] = {mistake: {} for mistake in made.mistakes}
    for i, row in enumerate(work.rows):
        for mistake, numbers in made(i).items():
            if numbers and (row.node is work.record.output or not mistake.of_the_output):
                ways[mistake][i] = min(len(numbers), MOST_WAYS)
    for mistake in made.mistakes:
        found: dict[frozenset[int], str] = {}
        alike = of_operations if mistake.of_an_operation else of_sums
        for kinds in mistake.habits:
            sets: dict[tuple[object, ...], set[int]] = {(): set()}
            for i in ways[mistake]:
                if work.rows[i].kind in kinds:
                    sets[()].add(i)
                    for key in alike(i):
                        sets.setdefault(key, set()).add(i)
            for key, rows in sets.items():
                if len(rows) >= least:
                    op = work.rows[min(rows)].node.op if key and key[0] != "gradient" else None
                    found.setdefault(frozenset(rows), (op.symbol or op.name) if op else "")
        yield from (Habit(mistake, at, max(ways[mistake][i] for i in at), of) for at, of in found.items())


def of_a_node(made: Made) -> dict[int, dict[tuple[Mistake, frozenset[int]], None]]:
    """For each row, the mistakes that may be made at this row and at other rows of its node, with these rows: for
    example at all local gradients of a product, or in both forward passes."""
    found: dict[int, dict[tuple[Mistake, frozenset[int]], None]] = {}
    rows: dict[Value, list[int]] = {}
    for i, row in enumerate(made.work.rows):
        if row.kind in ("value", "after", "local", "contribution"):
            rows.setdefault(row.node, []).append(i)
    whole = {mistake: mistake.habits[0] for mistake in made.mistakes if mistake.habits}
    for at in rows.values():
        together: dict[Mistake, list[int]] = {}
        for i in at:
            for mistake in made.possible(made.work.rows[i]):
                if made.work.rows[i].kind in whole.get(mistake, ()):
                    together.setdefault(mistake, []).append(i)
        for mistake, some in together.items():
            here = frozenset(some)
            for i in here if len(here) > 1 else ():
                found.setdefault(i, {})[mistake, here] = None
    return found


def _alike(row: Row, layer: dict[Value, int], parameters: set[Value]) -> Iterator[tuple[object, ...]]:
    """The property that a row shares with others of its operation."""
    op = row.node.op
    if op is None:
        return
    yield (op.name,)
    yield op.name, "in layer", layer[row.node]
    if op.arity in (2, MANY):
        yield op.name, "by a parameter", row.to in parameters
        yield op.name, "beside a parameter", row.to not in parameters and not parameters.isdisjoint(row.node.inputs)


def _of_a_sum(row: Row) -> Iterator[tuple[object, ...]]:
    """Whether a sum of contributions is the gradient of a leaf, or of a unit on the way, and of which kind."""
    if row.kind == "gradient":
        yield "gradient", row.to.op is None
        yield "gradient", row.to.op.name if row.to.op else ""


def layers(work: Work) -> dict[Value, int]:
    """For each node, how many nodes of the same operation lie on the longest way from it to a leaf."""
    counts: dict[Value, dict[str, int]] = {}
    for node in work.record.order:
        below: dict[str, int] = {}
        for x in node.inputs:
            for name, count in counts[x].items():
                below[name] = max(count, below.get(name, 0))
        if node.op is not None:
            below[node.op.name] = below.get(node.op.name, 0) + 1
        counts[node] = below
    return {node: counts[node][node.op.name] for node in work.record.order if node.op is not None}
