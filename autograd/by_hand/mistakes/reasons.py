"""The named mistake behind a learner's number: each mistake is made again, and its result is compared with the answer.

Between a row and the answers before it there may be blank rows. Then a mistake is tried in each blank row alone, and at
all nodes of one kind. It must also agree with the answers in all other rows that it changes.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from autograd.by_hand.answers.answer import agrees, tolerance
from autograd.by_hand.answers.pen import differing, slips
from autograd.by_hand.mistakes.chance import distinct, unlikely
from autograd.by_hand.mistakes.habits import Habits
from autograd.by_hand.mistakes.replays import Candidate, Region, Replays, Shown
from autograd.by_hand.mistakes.table import MISTAKES, ROUNDED, Mistake
from autograd.by_hand.own import Own
from autograd.by_hand.sheet.sheet import Sheet
from autograd.by_hand.sheet.shown.names import name
from autograd.by_hand.sheet.work import UNIT, Work
from autograd.language import say

NEAR = 0.1
"""The relative distance from the right number within which an answer is probably inexact, and not the number of another
row."""
ROUGH = 0.5
"""The largest relative distance to which rounded numbers lead."""


class Reason(NamedTuple):
    """`name` is the name of the mistake. `place` names the row where it was made: empty for the explained row itself,
    None for many rows. `of` is the operation of these many rows, or empty if they have several."""

    name: str
    place: str | None
    of: str = ""

    def __str__(self) -> str:
        if self.place == "":
            return say(self.name)
        if self.name == "another row":
            return say(self.name, row=self.place)
        where = say("at the row", row=self.place) if self.place else say("at every", operation=self.of)
        return say("mistake at", mistake=say(self.name), where=where if self.place or self.of else say("everywhere"))


class Reasons:
    """The search for reasons on one sheet. `told` are the positions of the rows whose numbers stand on the sheet.

    The results of mistakes made with the true numbers are kept for the next learner who left the same rows blank.
    """

    def __init__(self, work: Work, told: frozenset[int]) -> None:
        self.work, self.told = work, told
        self.habits = cache(lambda mistakes: Habits(work, mistakes))
        self.from_truth = cache(lambda mistakes: self.replays(mistakes, work.numbers))

    def replays(self, mistakes: tuple[Mistake, ...], base: Sequence[float]) -> Replays:
        return Replays(self.work, self.habits(mistakes), base)


_OF_A_SHEET: WeakKeyDictionary[Sheet, Reasons] = WeakKeyDictionary()


def reasons_of(sheet: Sheet) -> Reasons:
    """The reasons of a sheet: the same object as long as the sheet exists."""
    return _OF_A_SHEET.setdefault(sheet, Reasons(sheet.work, sheet.told))


class Explanations:
    """The mistakes that explain one learner's answers."""

    def __init__(self, reasons: Reasons, own: Own) -> None:
        self.work, self.reasons, self.own, self.answers = reasons.work, reasons, own, own.answers
        answered = {i for i, answer in self.answers.items() if answer.number is not None}
        self.shown = Shown(self.work, reasons.told | answered)
        self.from_own = cache(lambda mistakes: reasons.replays(mistakes, own.exact))

    def of(self, i: int) -> list[Reason]:
        """The mistakes that give the answer in row number i; none if the answer is unexplained."""
        if self.answers[i].number is None:
            return []
        expected = self._expected(i)
        region = self.shown.region(i)
        replays = self._replays(region, MISTAKES)
        here = self._fitting(i, self._here(i, region, MISTAKES), expected)
        found = self._named(i, here) | self._of_the_pen(i, expected)
        doubtful = dict[str, Reason]()
        for pool in (replays.out_of_habit(region), replays.within(region)) if len(region) > 1 else ():
            fits = self._fitting(i, pool, expected)
            if self._sure(i, fits, pool, expected):
                found = _and(found, self._named(i, fits))
            else:
                doubtful = _and(doubtful, self._named(i, fits))
        # What may fit by chance is not named alone; but beside another mistake that fits it may be the one.
        found = _and(found, doubtful) if found else self._another_row(i, expected) or self._rounded(i, expected)
        return list(found.values())

    def _rounded(self, i: int, expected: Sequence[float]) -> dict[str, Reason]:
        """The reason that numbers were rounded, unless one digit was misread or mistyped."""
        if any(len(differing(self.answers[i], number)) == 1 for number in expected):
            return {}
        if not any(self._near(i, number, ROUGH) for number in expected):
            return {}
        region = self.shown.region(i)
        habit = self._replays(region, ROUNDED).out_of_habit(region) if len(region) > 1 else []
        pool = [*self._here(i, region, ROUNDED), *habit]
        fits = self._fitting(i, pool, expected)
        return self._named(i, fits) if self._sure(i, fits, pool, expected) else {}

    def _expected(self, i: int) -> list[float]:
        """The right numbers for the row: from the learner's own numbers, and from the true numbers."""
        ways = self.work.ways(i, self.own.exact)[:1] + self.work.ways(i, self.own.numbers)[:1]
        return list(dict.fromkeys([*ways, self.work.numbers[i]]))

    def _replays(self, region: Region, mistakes: tuple[Mistake, ...]) -> Replays:
        """Mistakes made with the true numbers, or with the learner's own numbers if an earlier slip enters the
        region."""
        exact, truth = self.own.exact, self.work.numbers
        slipped = any(exact[j] != truth[j] for k in region for j in self.work.rows[k].takes)
        return self.from_own(mistakes) if slipped else self.reasons.from_truth(mistakes)

    def _here(self, i: int, region: Region, mistakes: tuple[Mistake, ...]) -> list[Candidate]:
        """Mistakes made in this row itself, with the learner's own numbers or with the true numbers."""
        both = dict.fromkeys([self._replays(region, mistakes), self.reasons.from_truth(mistakes)])
        return [c for replays in both for c in replays.here(i)]

    def _near(self, i: int, number: float, far: float) -> bool:
        answer = self.answers[i].number
        assert answer is not None
        return abs(answer - number) <= far * max(abs(number), abs(answer))

    def _fitting(self, i: int, pool: Iterable[Candidate], expected: Sequence[float]) -> list[Candidate]:
        """The candidates that give the answer in row number i, and the answers in all other rows that they change."""
        answer, noise = self.answers[i], self.work.noise[i]
        fits = [c for c in pool if agrees(answer, c.number, noise) and not _right(c.number, expected)]
        # Another slip may stand in a row that is wrong as well. What fits that one too comes before what does not.
        kept = [(c, self._disagreeing(i, c)) for c in fits]
        return [c for c, rows in kept if not rows] or [
            c for c, rows in kept if all(self.own.verdict.get(j) == "wrong" for j in rows)
        ]

    def _disagreeing(self, i: int, c: Candidate) -> list[int]:
        """The other rows in which the mistake gives something else than the answer."""
        if c.at == {i}:
            return []
        moved = self.from_own(MISTAKES).moved(c, self.shown)
        rounding = 8 * UNIT * max(map(abs, moved.values()), default=0.0)  # what is left where large numbers cancel
        there = [(j, number) for j, number in moved.items() if j != i and j in self.shown.rows]
        return [j for j, number in there if not agrees(self.answers[j], number, self._off(j) + rounding)]

    def _off(self, j: int) -> float:
        """The possible error of the number that follows in row number j."""
        return self.work.noise[j] + self.work.spread(j, self.own.exact, self.own.unsure)

    def _sure(self, i: int, fits: Sequence[Candidate], pool: Sequence[Candidate], expected: Sequence[float]) -> bool:
        """Whether the fitting candidates are unlikely to fit by chance, given the number of all candidates."""
        if not fits:
            return False
        possible = distinct(c.number for c in pool if not _right(c.number, expected) and self._possible(c))
        return unlikely(self.answers[i], self.work.numbers[i], possible)

    def _possible(self, c: Candidate) -> bool:
        """Whether the mistake could have been made there without changing a row that is right."""
        if len(c.at) > 1:
            return True
        [place] = c.at
        return all(abs(gain * c.step) <= most for gain, most in self._limits.get(place, ()))

    @cached_property
    def _limits(self) -> dict[int, list[tuple[float, float]]]:
        """For each row that is not shown: how far it moves the rows that are right, and how far these may move."""
        found: dict[int, list[tuple[float, float]]] = {}
        truth, numbers = self.reasons.from_truth(MISTAKES), self.work.numbers
        for j, verdict in self.own.verdict.items():
            region = self.shown.region(j) if verdict == "right" and not self.own.slipped[j] else ()
            if len(region) > 1:
                most = 2.0 * tolerance(self.answers[j], numbers[j]) + self.work.noise[j]
                for place, gain in truth.gains(region).items():
                    found.setdefault(place, []).append((gain, most))
        return found

    def _named(self, i: int, fits: Iterable[Candidate]) -> dict[str, Reason]:
        found: dict[str, Reason] = {}
        for c in fits:
            nodes = {self.work.rows[j].node for j in c.at}
            if c.at == {i}:
                place: str | None = ""
            elif len(c.at) == 1:
                place = name(self.work, min(c.at))
            else:
                place = self.work.record.label[nodes.pop()] if len(nodes) == 1 else None
            found.setdefault(c.mistake.name, Reason(c.mistake.name, place, c.of))
        return found

    def _of_the_pen(self, i: int, expected: Sequence[float]) -> dict[str, Reason]:
        found = [
            slip
            for number in expected
            for slip, written in slips(self.answers[i], number)
            if agrees(self.answers[i], written, self.work.noise[i]) and number
        ]
        return {slip: Reason(slip, "") for slip in found}

    def _another_row(self, i: int, expected: Sequence[float]) -> dict[str, Reason]:
        """The reason that the number of another row was given, unless that number is common or near the right one."""
        answer = self.answers[i]
        if any(self._near(i, number, NEAR) for number in expected):
            return {}
        assert answer.number is not None
        reach = 0.01 * abs(answer.number) + self.work.noise[i]
        if not unlikely(answer, self.work.numbers[i], self._numbers_of_others):
            return {}
        first = bisect_left(self._others, (answer.number - reach, -1))
        rows = []
        for number, j in itertools.islice(self._others, first, None):
            if number > answer.number + reach:
                break
            seen = j < i or (j > i and number == self.work.numbers[j])  # one's own later number may follow from here
            if seen and agrees(answer, number, self.work.noise[i]):
                rows.append(j)
        return {"another row": Reason("another row", name(self.work, min(rows)))} if rows else {}

    @cached_property
    def _others(self) -> list[tuple[float, int]]:
        """The true and the learner's own numbers of all rows that are asked for, sorted by size, each with its first
        row."""
        first = dict[float, int]()
        for j in sorted(self.answers):
            for number in (self.work.numbers[j], self.own.exact[j]):
                first.setdefault(number, j)
        return sorted((number, j) for number, j in first.items() if abs(number) not in (0.0, 1.0))

    @cached_property
    def _numbers_of_others(self) -> list[float]:
        return distinct(number for number, _ in self._others)


def _and(found: dict[str, Reason], more: dict[str, Reason]) -> dict[str, Reason]:
    """The reasons of both, in this order. Of two reasons with the same name, the first stays."""
    return found | {name: reason for name, reason in more.items() if name not in found}


def _right(number: float, expected: Sequence[float]) -> bool:
    return any(abs(number - right) <= 1e-9 * abs(right) for right in expected)
