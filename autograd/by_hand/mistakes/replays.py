"""The effect of a mistake in rows that a learner does not show on the rows that the learner shows.

Between a row and the answers before it there may be rows that were left blank or not asked for. A mistake there changes
all that follows, up to the answered rows, where the learner's own numbers stand.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from autograd.by_hand.mistakes.habits import Habits
from autograd.by_hand.mistakes.misconceptions import At
from autograd.by_hand.mistakes.table import Mistake, changed
from autograd.by_hand.sheet.work import Work

WAYS = 6
"""The most ways in which one mistake is tried in a row that is not shown."""
PASSES = 20
"""How often the work is repeated at most if a mistake uses later numbers, until these no longer change."""
MOST_PLACES = 600
"""The most rows that one row stands for and that are tried one by one. The time may grow with the square of their
number."""
REMEMBERED = 256
"""The most rows whose candidates are kept for the next learner."""
LINEAR = ("local", "contribution", "gradient", "updated")
"""The rows of the backward pass. A change in one of them changes later ones in proportion."""

Region = tuple[int, ...]
"""A row and, before it, the rows that it stands for: those that lead to it and are not shown, in their order."""


class Candidate(NamedTuple):
    """One mistake, made in way number `way` at all the rows `at`, and the `number` that it gives in the row in
    question.

    `step` is the change of the row `at`, if that is a single row. `of` names the operation of many rows, if they have
    one in common.
    """

    mistake: Mistake
    at: frozenset[int]
    way: int
    number: float
    step: float = 0.0
    of: str = ""


class Shown:
    """The rows that a reader sees: given rows and answered rows."""

    def __init__(self, work: Work, rows: Iterable[int]) -> None:
        self.work, self.rows = work, frozenset(rows)
        self._regions: dict[int, Region] = {}

    def region(self, i: int) -> Region:
        """Row number i, with the rows that it stands for."""
        if i not in self._regions:
            self._regions[i] = self._region(i)
        return self._regions[i]

    def _region(self, i: int) -> Region:
        found, todo = {i}, [i]
        while todo:
            for j in self.work.rows[todo.pop()].takes:
                if j not in self.rows and j not in found:
                    found.add(j)
                    todo.append(j)
        return tuple(sorted(found))

    @cached_property
    def leading(self) -> list[int]:
        """The rows that are not shown but lead to a shown row, and the rows that stand for others, in their order."""
        found = set[int]()
        for i in range(len(self.work.rows) - 1, -1, -1):
            if i in found or i in self.rows:
                hidden = [j for j in self.work.rows[i].takes if j not in self.rows]
                found.update(hidden, [i] if hidden else [])
        return sorted(found)


class Replays:
    """The work with mistakes in it. The shown rows have the numbers `base`, and the other rows follow from them."""

    def __init__(self, work: Work, habits: Habits, base: Sequence[float]) -> None:
        self.work, self.habits, self.base = work, habits, base
        self.made = cache(self._made)
        self.gains = lru_cache(REMEMBERED)(self._gains)
        self.within = lru_cache(REMEMBERED)(self._within)
        self.out_of_habit = lru_cache(REMEMBERED)(self._out_of_habit)

    def here(self, i: int) -> Iterator[Candidate]:
        """Each mistake at row number i, in each way."""
        for mistake, numbers in self.made(i).items():
            for way, number in enumerate(numbers):
                yield Candidate(mistake, frozenset([i]), way, number)

    def _made(self, place: int) -> dict[Mistake, list[float]]:
        """The numbers that each mistake gives in the row `place`, in each way."""
        at, kind = self._at(place, self.base), self.work.rows[place].kind
        return {mistake: changed(mistake, at) for mistake in self.habits.mistakes if kind in mistake.kinds}

    def _at(self, i: int, numbers: Sequence[float]) -> At:
        row = self.work.rows[i]
        return At(self.work, row, [numbers[j] for j in row.takes], numbers)

    def _gains(self, region: Region) -> dict[int, float]:
        """The change of the last row of the region with each of the others, to first order."""
        gains, hidden = {region[-1]: 1.0}, set(region)
        for k in reversed(region):
            takes = self.work.rows[k].takes
            if gains.get(k) and not hidden.isdisjoint(takes):
                for j, slope in zip(takes, self.work.slopes(k, self.base), strict=True):
                    if j in hidden:
                        gains[j] = gains.get(j, 0.0) + gains[k] * slope
        return gains

    def _within(self, region: Region) -> list[Candidate]:
        """Each mistake in one of the rows that the last row of the region stands for."""
        if len(region) > MOST_PLACES:
            return []
        rows, found = self.work.rows, list[Candidate]()
        follows, gains = self._in_proportion(region)
        for n, place in enumerate(region[:-1]):
            at, gain = frozenset([place]), gains.get(place, 0.0)
            linear = bool(gains) and rows[place].kind in LINEAR and rows[place].step == rows[region[-1]].step
            for mistake, numbers in self.made(place).items():
                for way, number in enumerate(numbers[:WAYS]):
                    step = number - self.base[place]
                    there = follows + gain * step if linear else self._followed(place, number, region[n + 1 :])
                    found += [] if there is None else [Candidate(mistake, at, way, there, step)]
        return [c for c in found + self._at_nodes(region) if math.isfinite(c.number)]

    def _in_proportion(self, region: Region) -> tuple[float, Mapping[int, float]]:
        """The number that follows in the last row of the region, and its change with each of the other rows. There are
        no changes if it has no value or does not belong to the backward pass."""
        if self.work.rows[region[-1]].kind in LINEAR:
            with suppress(ValueError, ArithmeticError):
                return self.work.number(region[-1], self.base), self.gains(region)
        return 0.0, {}

    def _at_nodes(self, region: Region) -> list[Candidate]:
        """Each mistake at several rows of one node."""
        rows, found = self.work.rows, []
        follows, gains = self._in_proportion(region)
        for mistake, at in dict.fromkeys(each for i in region for each in self.habits.of_a_node.get(i, ())):
            here = at.intersection(region[:-1])
            made = {i: self.made(i)[mistake][:WAYS] for i in here}
            step = rows[region[-1]].step
            linear = bool(gains) and all(rows[i].kind in LINEAR and rows[i].step == step for i in here)
            for way in range(max(map(len, made.values()), default=0)):
                if linear:
                    steps = [gains.get(i, 0.0) * (made[i][way] - self.base[i]) for i in here if way < len(made[i])]
                    there: float | None = follows + sum(steps)
                else:
                    there = self._replayed(mistake, here, way, region, ()).get(region[-1])
                found += [] if there is None else [Candidate(mistake, at, way, there)]
        return found

    def _followed(self, place: int, number: float, rows: Sequence[int]) -> float | None:
        """The last of these rows, with another number in the row `place`; None if it does not change."""
        numbers, moving = list(self.base), {place}
        numbers[place] = number
        try:
            for j in rows:
                if not moving.isdisjoint(self.work.rows[j].takes):
                    numbers[j] = self.work.number(j, numbers)
                    moving.add(j)
        except (ValueError, ArithmeticError):
            return None
        return numbers[rows[-1]] if rows[-1] in moving else None

    def _out_of_habit(self, region: Region) -> list[Candidate]:
        """Each habit that makes some rows of the region wrong, in each way."""
        known = dict[tuple[Mistake, frozenset[int], int], float | None]()
        found = []
        for habit in self.habits.everywhere:
            at = habit.at.intersection(region)
            for way in range(habit.ways if at else 0):
                key = habit.mistake, at, way  # habits that are one in this region are worked out once
                if key not in known:
                    known[key] = self._replayed(*key, region, ()).get(region[-1])
                number = known[key]
                found += [] if number is None else [Candidate(habit.mistake, habit.at, way, number, of=habit.of)]
        return found

    def moved(self, c: Candidate, shown: Shown) -> dict[int, float]:
        """The rows that the mistake changes, up to the shown rows; empty if the mistake leads out of a domain."""
        first = min(c.at)
        return self._replayed(c.mistake, c.at, c.way, [i for i in shown.leading if i >= first], shown.rows)

    def _replayed(
        self, mistake: Mistake, at: Collection[int], way: int, among: Sequence[int], shown: Collection[int]
    ) -> dict[int, float]:
        """The changed numbers of the rows `among`, with the mistake made in this way at all the rows `at`."""
        numbers, moved, moving = list(self.base), dict[int, float](), set[int]()
        for _ in range(PASSES if mistake.looks_ahead else 1):  # what it took from later rows must have changed too
            before = dict(moved)
            try:
                for i in among:
                    ways = changed(mistake, self._at(i, numbers), way + 1) if i in at else ()
                    if way < len(ways):
                        moved[i] = ways[way]
                    elif i in moved or not moving.isdisjoint(self.work.rows[i].takes):
                        moved[i] = self.work.number(i, numbers)
                    else:
                        continue
                    if i not in shown:
                        numbers[i] = moved[i]
                        moving.add(i)
            except (ValueError, ArithmeticError):
                return {}
            if moved == before:
                break
        return moved
