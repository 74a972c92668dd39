"""The effect of a mistake in rows that a learner does not show on the rows that the learner shows.

Between a row and the answers before it there may be rows that were left blank or not asked for. A mistake there changes
all that follows, up to the answered rows, where the learner's own numbers stand. So each mistake is played once for all
the rows that hang together, and every answer among them is compared with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from autograd.by_hand.mistakes.kinds.misconceptions import At
from autograd.by_hand.mistakes.kinds.table import Mistake, changed
from autograd.by_hand.mistakes.replays.habits import Habit, Habits, Made
from autograd.by_hand.mistakes.replays.shown import Part, Shown
from autograd.by_hand.mistakes.replays.steps import quick
from autograd.by_hand.sheet.work import Work

WAYS = 6
"""The most ways in which one mistake is tried in a row that is not shown."""
PASSES = 20
"""How often the work is repeated at most if a mistake uses later numbers, until these no longer change."""
MOST_PLACES = 600
"""The most rows that one row stands for and that are tried one by one. The time may grow with the square of their
number."""
REMEMBERED = 256
"""The most parts of a sheet whose candidates are kept for the next learner."""

NOT_MOVED: Mapping[int, float] = {}
Span = tuple[float, float]
"""The least and the largest number that is looked for. Most numbers of mistakes are far from an answer."""
ANYWHERE: Span = -math.inf, math.inf


class Candidate(NamedTuple):
    """One mistake, made in way number `way` at all the rows `at`, and the `number` that it gives in the row in
    question.

    `moved` are the numbers that it gives in all shown rows of the same part of the work. `of` names the operation of
    many rows, if they have one in common.
    """

    mistake: Mistake
    at: frozenset[int]
    way: int
    number: float
    moved: Mapping[int, float] = NOT_MOVED
    of: str = ""


class Replays:
    """The work with mistakes in it. The shown rows have the numbers `base`, and the other rows follow from them."""

    def __init__(self, work: Work, habits: Habits, base: Sequence[float]) -> None:
        self.work, self.habits, self.base = work, habits, base
        self.made = habits.made if base is work.numbers else Made(work, habits.mistakes, base)
        self.played = lru_cache(REMEMBERED)(lambda part: Played(self, part))

    def here(self, i: int, span: Span = ANYWHERE) -> Iterator[Candidate]:
        """Each mistake at row number i, in each way."""
        low, high = span
        for mistake, numbers in self.made(i).items():
            for way, number in enumerate(numbers):
                if low <= number <= high:
                    yield Candidate(mistake, frozenset([i]), way, number)

    def at(self, i: int, numbers: Sequence[float]) -> At:
        row = self.work.rows[i]
        return At(self.work, row, [numbers[j] for j in row.takes], numbers)

    def within(self, i: int, shown: Shown, span: Span = ANYWHERE) -> Iterator[Candidate]:
        """Each mistake in one of the rows that row number i stands for, or at several rows of one node."""
        region, (low, high) = shown.region(i), span
        if not 1 < len(region) <= MOST_PLACES:
            return
        played, nodes = self.played(shown.part[i]), dict[tuple[Mistake, frozenset[int]], None]()
        for j in region[:-1]:
            for mistake, way, moved in played.single(j):
                if i in moved and low <= moved[i] <= high:
                    yield Candidate(mistake, frozenset([j]), way, moved[i], moved)
            nodes |= self.habits.of_a_node.get(j, {})
        for mistake, at in nodes:
            for _, way, moved in played.ways(mistake, at):
                if i in moved and low <= moved[i] <= high:
                    yield Candidate(mistake, at, way, moved[i], moved)

    def out_of_habit(self, i: int, shown: Shown, span: Span = ANYWHERE) -> Iterator[Candidate]:
        """Each habit that makes some of the rows wrong that row number i stands for, in each way."""
        low, high = span
        if i in shown.part and len(shown.region(i)) > 1:
            for habit, way, moved in self.played(shown.part[i]).out_of_habit:
                if i in moved and low <= moved[i] <= high:
                    yield Candidate(habit.mistake, habit.at, way, moved[i], moved, habit.of)

    def moved(self, mistake: Mistake, at: frozenset[int], way: int, shown: Shown) -> dict[int, float]:
        """The shown rows that the mistake changes; empty if it leads out of a domain."""
        found: dict[int, float] = {}
        for part in dict.fromkeys(shown.part[i] for i in at if i in shown.part):
            moved = self.played(part).moved(mistake, at.intersection(part.rows), way)
            if not moved:
                return {}
            found |= moved
        return found


Outcome = tuple[Mistake, int, Mapping[int, float]]
"""A mistake, the way in which it is made, and the numbers that it gives in the shown rows."""


class Played:
    """One part of the work with mistakes in it, each played once."""

    def __init__(self, replays: Replays, part: Part) -> None:
        self.replays, self.part, self.steps = replays, part, quick(replays.work)
        self.moved = cache(self._moved)
        self.single = cache(lambda place: list(self._single(place)))
        self.ways = cache(lambda mistake, at: list(self._ways(mistake, at)))
        self.downstream = cache(self._downstream)

    def _single(self, place: int) -> Iterator[Outcome]:
        for mistake, numbers in self.replays.made(place).items():
            for way in range(len(numbers[:WAYS])):
                yield mistake, way, self.moved(mistake, frozenset([place]), way)

    def _ways(self, mistake: Mistake, at: frozenset[int]) -> Iterator[Outcome]:
        """The mistake at several rows, in each way."""
        here = at.intersection(self.part.rows)
        for way in range(max(len(self.replays.made(i).get(mistake, ())[:WAYS]) for i in here)):
            yield mistake, way, self.moved(mistake, here, way)

    @cached_property
    def out_of_habit(self) -> list[tuple[Habit, int, Mapping[int, float]]]:
        """Each habit that changes some shown row of the part, in each way."""
        rows = frozenset(self.part.rows)
        there = [(habit, habit.at & rows) for habit in self.replays.habits.everywhere]
        played = [(h, way, self.moved(h.mistake, at, way)) for h, at in there if at for way in range(h.ways)]
        return [each for each in played if each[2]]

    @cached_property
    def _followers(self) -> dict[int, list[int]]:
        """For each hidden row, the rows that take it."""
        found: dict[int, list[int]] = {i: [] for i in self.part.hidden}
        for i in self.part.rows:
            for j in set(self.replays.work.rows[i].takes).intersection(self.part.hidden):
                found[j].append(i)
        return found

    def _downstream(self, at: frozenset[int]) -> tuple[list[int], frozenset[int], list[int]]:
        """The hidden rows that a change at these rows may change, with these rows; which of these follow from others;
        and the other shown rows that may change."""
        follows, todo = set[int](), list(at)
        while todo:
            for i in self._followers.get(todo.pop(), ()):
                if i not in follows:
                    follows.add(i)
                    todo.append(i)
        first = follows & self.part.hidden | at
        return sorted(first), at & follows, sorted(follows - first)

    def _moved(self, mistake: Mistake, at: frozenset[int], way: int) -> dict[int, float]:
        """The numbers of the shown rows, with the mistake made in this way at all the rows `at`; empty if it leads out
        of a domain."""
        numbers, moved, hidden = list(self.replays.base), dict[int, float](), self.part.hidden
        forward = mistake.looks_ahead or not {"value", "after"}.isdisjoint(mistake.kinds)
        made, steps = self.replays.made, self.steps
        first, follow, shown = self.downstream(at)
        for _ in range(PASSES if mistake.looks_ahead else 1):  # what it took from later rows must have changed too
            before = list(numbers) if mistake.looks_ahead else []
            try:
                for i in first:
                    if i not in at:
                        numbers[i] = steps[i](numbers)
                        continue
                    fresh = forward or i in follow
                    ways = changed(mistake, self.replays.at(i, numbers)) if fresh else made(i).get(mistake, [])
                    number = ways[way] if way < len(ways) else steps[i](numbers)
                    if i in hidden:
                        numbers[i] = number
                    else:
                        moved[i] = number
                for i in shown:
                    moved[i] = steps[i](numbers)
            except (ValueError, ArithmeticError):
                return {}
            if before == numbers:
                break
        return moved if all(map(math.isfinite, moved.values())) else {}
