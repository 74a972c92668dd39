"""The named mistake behind a learner's number: each mistake is made again, and its result is compared with the answer.

Between a row and the answers before it there may be blank rows. Then a mistake is tried in each blank row alone, and at
all nodes of one kind. It must also agree with the answers in all other rows that it changes.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from autograd.by_hand.answers.answer import agrees, tolerance
from autograd.by_hand.answers.pen import differing, slips
from autograd.by_hand.mistakes.chance import LARGEST_CHANCE, LARGEST_CHANCE_OF_THE_RARE, distinct, unlikely
from autograd.by_hand.mistakes.habits import Habits
from autograd.by_hand.mistakes.kinds.table import MISTAKES, RARER, ROUNDED, Mistake
from autograd.by_hand.mistakes.replays import Candidate, Part, Region, Replays, Shown
from autograd.by_hand.own import Own
from autograd.by_hand.sheet.names import name
from autograd.by_hand.sheet.sheet import Sheet
from autograd.by_hand.sheet.work import UNIT, Work
from autograd.language import say

NEAR = 0.1
"""The relative distance from the right number within which an answer is probably inexact, and not the number of another
row."""
APART = 0.01
"""Two answers are explained apart from each other if they are changed by factors that differ at least so much."""
MOST_ALIKE = 20
"""The most other rows in which one mistake is looked for."""
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
        self._parts: dict[Part, list[int]] = {}
        self._against: dict[tuple[Mistake, frozenset[int], int], list[int]] = {}
        self._seen: dict[int, tuple[Mapping[int, float], bool]] = {}

    def of(self, i: int) -> list[Reason]:
        """The mistakes that give the answer in row number i; none if the answer is unexplained."""
        if self.answers[i].number is None:
            return []
        expected = self._expected(i)
        found, others = self._by(i, MISTAKES, expected)
        if others < self._wrong_beside(i) or others < 0:
            rare, more = self._by(i, RARER, expected)
            found = rare if more > others else found
        found = _and(found, self._of_the_pen(i, expected))
        return list((found or self._another_row(i, expected) or self._rounded(i, expected)).values())

    def exactly(self, i: int) -> list[Reason]:
        """The mistakes in row number i itself that give the very number of the answer, however few its digits are."""
        answer = self.answers[i].number
        if answer is None:
            return []
        pool = self._here(i, self.shown.region(i), MISTAKES)
        return list(self._named(i, [c for c in pool if abs(c.number - answer) <= 1e-12 * abs(answer)]).values())

    def _by(self, i: int, mistakes: tuple[Mistake, ...], expected: Sequence[float]) -> tuple[dict[str, Reason], int]:
        """The reasons that are one of these mistakes; and the most other wrong answers that one of them explains, or -1
        if there is no reason."""
        region = self.shown.region(i)
        replays = self._replays(region, mistakes)
        pools = [self._here(i, region, mistakes)]
        if len(region) > 1:
            pools += [replays.out_of_habit(i, self.shown), replays.within(i, self.shown)]
        found, doubtful, others = dict[str, Reason](), dict[str, Reason](), -1
        for pool in pools:
            fits = self._fitting(i, pool, expected)
            surely = (pool is pools[0] and mistakes is MISTAKES) or self._sure(i, fits, pool, expected)
            if surely:
                found = _and(found, self._named(i, fits))
                others = max([others, *(len(self._explained(i, c)) for c in fits)])
            else:
                doubtful = _and(doubtful, self._named(i, fits))
        # What may fit by chance is not named alone; but beside another mistake that fits it may be the one.
        return _and(found, doubtful) if found else found, others

    def _rounded(self, i: int, expected: Sequence[float]) -> dict[str, Reason]:
        """The reason that numbers were rounded, unless one digit was misread or mistyped."""
        if any(len(differing(self.answers[i], number)) == 1 for number in expected):
            return {}
        if not any(self._near(i, number, ROUGH) for number in expected):
            return {}
        region = self.shown.region(i)
        habit = self._replays(region, ROUNDED).out_of_habit(i, self.shown) if len(region) > 1 else []
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
        slips = self._slips
        slipped = bool(slips) and not all(slips.isdisjoint(self.work.rows[k].takes) for k in region)
        return self.from_own(mistakes) if slipped else self.reasons.from_truth(mistakes)

    @cached_property
    def _slips(self) -> frozenset[int]:
        """The rows in which the learner's numbers are not the true ones."""
        truth = self.work.numbers
        return frozenset(i for i, number in enumerate(self.own.exact) if number != truth[i])

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
        key = c.mistake, c.at, c.way
        if key not in self._against:
            moved = self.from_own(_table(c.mistake)).moved(*key, self.shown)
            rounding = 8 * UNIT * max(map(abs, moved.values()), default=0.0)  # what is left where large numbers cancel
            there = [(j, number) for j, number in moved.items() if j in self.shown.rows]
            self._against[key] = [
                j for j, number in there if not agrees(self.answers[j], number, self._off(j) + rounding)
            ]
        return [j for j in self._against[key] if j != i]

    def _off(self, j: int) -> float:
        """The possible error of the number that follows in row number j."""
        return self.work.noise[j] + self.work.spread(j, self.own.exact, self.own.unsure)

    def _sure(self, i: int, fits: Sequence[Candidate], pool: Sequence[Candidate], expected: Sequence[float]) -> bool:
        """Whether the fitting candidates are unlikely to fit by chance: because one of them gives another wrong answer
        as well, or given the number of all candidates."""
        if not fits:
            return False
        if any(self._elsewhere(i, c) for c in fits):
            return True
        possible = distinct(c.number for c in pool if not _right(c.number, expected) and self._possible(c))
        rare = fits[0].mistake in RARER
        most = LARGEST_CHANCE_OF_THE_RARE if rare else LARGEST_CHANCE
        return unlikely(self.answers[i], self.work.numbers[i], possible, most)

    def _elsewhere(self, i: int, c: Candidate) -> bool:
        """Whether the mistake gives the wrong answer in another row too, and not for the sake of a common factor."""
        truth, answer = self.work.numbers, self.answers[i].number
        assert answer is not None
        for j, number in self._explained(i, c).items():
            one, other = answer * truth[j], number * truth[i]
            if abs(one - other) > APART * max(abs(one), abs(other)):
                return True
        return False

    def _explained(self, i: int, c: Candidate) -> dict[int, float]:
        """Some of the other rows with wrong answers which this mistake gives."""
        moved, wrong, noise = c.moved or self._alike(i, c), self._wrong, self.work.noise
        there = ((j, n) for j, n in moved.items() if j != i and j in wrong and agrees(self.answers[j], n, noise[j]))
        return dict(itertools.islice(there, MOST_ALIKE))

    def _wrong_beside(self, i: int) -> int:
        """How many other wrong answers hang together with row number i, or are of its kind, if they are few."""
        part = self.shown.part.get(i)
        there = self._in_part(part) if part else self._by_kind[self.work.rows[i].kind]
        return min(len(there) - 1, MOST_ALIKE)

    def _in_part(self, part: Part) -> list[int]:
        if part not in self._parts:
            self._parts[part] = sorted(self._wrong.intersection(part.rows))
        return self._parts[part]

    @cached_property
    def _by_kind(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for j in sorted(self._wrong):
            found.setdefault(self.work.rows[j].kind, []).append(j)
        return {kind: rows[: MOST_ALIKE + 1] for kind, rows in found.items()}

    @cached_property
    def _wrong(self) -> frozenset[int]:
        return frozenset(j for j, verdict in self.own.verdict.items() if verdict == "wrong")

    def _alike(self, i: int, c: Candidate) -> dict[int, float]:
        """The numbers of the same mistake in the other wrong rows of this kind, each made there."""
        found, mistakes = dict[int, float](), _table(c.mistake)
        for j in self._by_kind.get(self.work.rows[i].kind, ()):
            numbers = self._replays(self.shown.region(j), mistakes).made(j).get(c.mistake, [])
            if c.way < len(numbers):
                found[j] = numbers[c.way]
        return found

    def _possible(self, c: Candidate) -> bool:
        """Whether the mistake could have been made there without changing a row that is right."""
        if len(c.at) > 1:
            return True
        moved, possible = self._seen.get(id(c.moved), ({}, False))  # one object for all rows that the mistake changes
        if moved is not c.moved:
            right, numbers = self._right, self.work.numbers
            possible = all(abs(number - numbers[j]) <= right[j] for j, number in c.moved.items() if j in right)
            self._seen[id(c.moved)] = c.moved, possible
        return possible

    @cached_property
    def _right(self) -> dict[int, float]:
        """The rows that are right, and how far a mistake may move each of them."""
        numbers, noise = self.work.numbers, self.work.noise
        return {
            j: 2.0 * tolerance(self.answers[j], numbers[j]) + noise[j]
            for j, verdict in self.own.verdict.items()
            if verdict == "right" and not self.own.slipped[j]
        }

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


def _table(mistake: Mistake) -> tuple[Mistake, ...]:
    return next(table for table in (MISTAKES, RARER, ROUNDED) if mistake in table)


def _and(found: dict[str, Reason], more: dict[str, Reason]) -> dict[str, Reason]:
    """The reasons of both, in this order. Of two reasons with the same name, the first stays."""
    return found | {name: reason for name, reason in more.items() if name not in found}


def _right(number: float, expected: Sequence[float]) -> bool:
    return any(abs(number - right) <= 1e-9 * abs(right) for right in expected)
