"""Mistakes made out of habit: everywhere, or at all nodes of one kind.

A learner who does not know the derivative of tanh forgets it at every tanh, or at every tanh of one layer. A learner
who takes weights for 1 does so at every product with a weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

    def __call__(self, i: int) -> dict[Mistake, list[float]]:
        if i not in self._found:
            row = self.work.rows[i]
            at = At(self.work, row, [self.base[j] for j in row.takes], self.base)
            self._found[i] = {mistake: changed(mistake, at) for mistake in self.mistakes if row.kind in mistake.kinds}
        return self._found[i]


class Habits:
    """The sets of rows at which each of the `mistakes` may be made together: many rows, or the rows of one node."""

    def __init__(self, work: Work, mistakes: Iterable[Mistake], least: int = 2) -> None:
        self.mistakes = tuple(mistakes)
        self.made = Made(work, self.mistakes, work.numbers)
        self.everywhere = list(habits(self.made, least))
        self.of_a_node = of_a_node(work, self.mistakes)


MOST_WAYS = 8
"""The most ways in which a mistake is tried at many rows. It is made in the same way at all of them."""


def habits(made: Made, least: int = 2) -> Iterator[Habit]:
    """Every mistake, with every set of rows at which it may be made out of habit. Larger sets come first; no set has
    less than `least` rows."""
    work = made.work
    layer, parameters = layers(work), set(work.parameters)
    for mistake in made.mistakes:
        found: dict[frozenset[int], str] = {}
        ways = {
            i: min(len(made(i)[mistake]), MOST_WAYS)
            for i, row in enumerate(work.rows)
            if row.kind in mistake.kinds and (row.node is work.record.output or not mistake.of_the_output)
        }
        for kinds in mistake.habits:
            at = [i for i, n in ways.items() if n and work.rows[i].kind in kinds]
            sets: dict[tuple[object, ...], set[int]] = {(): set(at)}
            for i in at:
                alike = _alike(work.rows[i], layer, parameters) if mistake.of_an_operation else _of_a_sum(work.rows[i])
                for key in alike:
                    sets.setdefault(key, set()).add(i)
            for key, rows in sets.items():
                if len(rows) >= least:
                    op = work.rows[min(rows)].node.op if key and key[0] != "gradient" else None
                    found.setdefault(frozenset(rows), (op.symbol or op.name) if op else "")
        yield from (Habit(mistake, at, max(ways[i] for i in at), of) for at, of in found.items())


def of_a_node(work: Work, mistakes: Iterable[Mistake]) -> dict[int, dict[tuple[Mistake, frozenset[int]], None]]:
    """For each row, the mistakes that may be made at this row and at other rows of its node, with these rows: for
    example at all local gradients of a product, or in both forward passes."""
    found: dict[int, dict[tuple[Mistake, frozenset[int]], None]] = {}
    rows: dict[Value, list[int]] = {}
    for i, row in enumerate(work.rows):
        if row.kind in ("value", "after", "local", "contribution"):
            rows.setdefault(row.node, []).append(i)
    for mistake in mistakes:
        whole = mistake.habits[0] if mistake.habits else set[str]()
        for at in rows.values() if whole else ():
            here = frozenset(i for i in at if work.rows[i].kind in whole)
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
