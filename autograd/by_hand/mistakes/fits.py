"""Whether a mistake fits a learner's answers: in one row, in all others that it changes, and not by chance."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from weakref import WeakKeyDictionary

from autograd.by_hand.answers.answer import agrees, reach, tolerance
from autograd.by_hand.mistakes.chance import LARGEST_CHANCE, LARGEST_CHANCE_OF_THE_RARE, distinct, unlikely
from autograd.by_hand.mistakes.kinds.table import MISTAKES, ONE_ROUNDED, RARER, ROUNDED, Mistake
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.replays.habits import Habits
from autograd.by_hand.mistakes.replays.replays import ANYWHERE, Candidate, Replays, Span
from autograd.by_hand.mistakes.replays.shown import Part, Shown
from autograd.by_hand.sheet.sheet import Sheet
from autograd.by_hand.sheet.work import UNIT, Work

APART = 0.01
"""Two answers are explained apart from each other if they are changed by factors that differ at least so much."""
MOST_ALIKE = 20
"""The most other rows in which one mistake is looked for."""

Pool = Callable[[Span], Iterator[Candidate]]
"""The mistakes of one sort that may stand behind a row, whose numbers lie in a span."""


REMEMBERED = 8
"""The most sets of answered rows whose parts are kept for the next learner."""


class Reasons:
    """The search for reasons on one sheet. `told` are the positions of the rows whose numbers stand on the sheet.

    The results of mistakes made with the true numbers are kept for the next learner who left the same rows blank.
    """

    def __init__(self, work: Work, told: frozenset[int]) -> None:
        self.work, self.told = work, told
        self.habits = cache(lambda mistakes: Habits(work, mistakes))
        self.from_truth = cache(lambda mistakes: self.replays(mistakes, work.numbers))
        self.shown = lru_cache(REMEMBERED)(lambda answered: Shown(work, told | answered))

    @cached_property
    def nobody(self) -> Own:
        """The numbers of a learner who has answered nothing yet."""
        return Own(self.work, {})

    def replays(self, mistakes: tuple[Mistake, ...], base: Sequence[float]) -> Replays:
        return Replays(self.work, self.habits(mistakes), base)


_OF_A_SHEET: WeakKeyDictionary[Sheet, Reasons] = WeakKeyDictionary()


def reasons_of(sheet: Sheet) -> Reasons:
    """The reasons of a sheet: the same object as long as the sheet exists."""
    return _OF_A_SHEET.setdefault(sheet, Reasons(sheet.work, sheet.told))


class Fits:
    """The answers of one learner, to which mistakes may fit."""

    def __init__(self, reasons: Reasons, own: Own) -> None:
        self.work, self.reasons, self.own, self.answers = reasons.work, reasons, own, own.answers
        self._answered = frozenset(i for i, answer in self.answers.items() if answer.number is not None)
        self.shown: Shown = reasons.shown(self._answered)
        self._entered = cache(self._slip_enters)
        self.from_own = cache(lambda mistakes: reasons.replays(mistakes, own.exact))
        self._parts: dict[Part, frozenset[int]] = {}
        self._moved = cache(lambda mistake, at, way: self.from_own(_table(mistake)).moved(mistake, at, way, self.shown))
        self._against: dict[tuple[Mistake, frozenset[int], int], list[int]] = {}
        self._seen: dict[int, tuple[Mapping[int, float], bool]] = {}

    def expected(self, i: int) -> list[float]:
        """The right numbers for the row: from the learner's own numbers, and from the true numbers."""
        ways = self.work.ways(i, self.own.exact)[:1] + self.work.ways(i, self.own.numbers)[:1]
        return list(dict.fromkeys([*ways, self.work.numbers[i]]))

    def replays(self, i: int, mistakes: tuple[Mistake, ...]) -> Replays:
        """Mistakes made with the true numbers, or with the learner's own numbers if an earlier slip enters the rows
        that row number i stands for."""
        return self.from_own(mistakes) if self._entered(i) else self.reasons.from_truth(mistakes)

    def _slip_enters(self, i: int) -> bool:
        slips, rows = self._slips, self.work.rows
        return bool(slips) and not all(slips.isdisjoint(rows[k].takes) for k in self.shown.region(i))

    @cached_property
    def _slips(self) -> frozenset[int]:
        """The rows in which the learner's numbers are not the true ones."""
        truth = self.work.numbers
        return frozenset(i for i, number in enumerate(self.own.exact) if number != truth[i])

    def here(self, i: int, mistakes: tuple[Mistake, ...]) -> Pool:
        """Mistakes made in this row itself, with the learner's own numbers or with the true numbers."""
        both = dict.fromkeys([self.replays(i, mistakes), self.reasons.from_truth(mistakes)])
        return lambda span: (c for replays in both for c in replays.here(i, span))

    def out_of_habit(self, i: int, mistakes: tuple[Mistake, ...]) -> Pool:
        """Mistakes made out of habit in the rows that row number i stands for."""
        return lambda span: self.replays(i, mistakes).out_of_habit(i, self.shown, span)

    def within(self, i: int, mistakes: tuple[Mistake, ...]) -> Pool:
        """Mistakes made once in the rows that row number i stands for."""
        return lambda span: self.replays(i, mistakes).within(i, self.shown, span)

    def near(self, i: int, number: float, far: float) -> bool:
        answer = self.answers[i].number
        assert answer is not None
        return abs(answer - number) <= far * max(abs(number), abs(answer))

    def fitting(self, i: int, pool: Pool, expected: Sequence[float]) -> list[Candidate]:
        """The candidates that give the answer in row number i, and the answers in all other rows that they change."""
        answer, noise = self.answers[i], self.work.noise[i]
        assert answer.number is not None
        far = reach(answer, noise)
        there = pool((answer.number - far, answer.number + far))
        fits = [c for c in there if agrees(answer, c.number, noise) and not _right(c.number, expected)]
        # Another slip may stand in a row that is wrong as well. What fits that one too comes before what does not.
        kept = [(c, self._disagreeing(i, c)) for c in fits]
        return [c for c, rows in kept if not rows] or [
            c for c, rows in kept if all(self.own.verdict.get(j) == "wrong" for j in rows)
        ]

    def _disagreeing(self, i: int, c: Candidate) -> list[int]:
        """The other rows in which the mistake gives something else than the answer."""
        if c.at == {i} or self._answered == {i}:
            return []
        key = c.mistake, c.at, c.way
        if key not in self._against:
            moved = self._moved(*key)
            rounding = 8 * UNIT * max(map(abs, moved.values()), default=0.0)  # what is left where large numbers cancel
            there = [(j, number) for j, number in moved.items() if j in self.shown.rows and not self._before(j, c)]
            self._against[key] = [
                j for j, number in there if not agrees(self.answers[j], number, self._off(j) + rounding)
            ]
        return [j for j in self._against[key] if j != i]

    def _before(self, j: int, c: Candidate) -> bool:
        """Whether the row takes the loss before the update, and the mistake is made after it: in a second forward pass
        that has no rows."""
        return c.mistake.looks_ahead and self.work.rows[j].kind == "improvement"

    def _off(self, j: int) -> float:
        """The possible error of the number that follows in row number j."""
        return self.work.noise[j] + self.work.spread(j, self.own.exact, self.own.unsure)

    def sure(self, i: int, fits: Sequence[Candidate], pool: Pool, expected: Sequence[float]) -> bool:
        """Whether the fitting candidates are unlikely to fit by chance: because one of them gives another wrong answer
        as well, or given the number of all candidates."""
        if not fits:
            return False
        if any(self._elsewhere(i, c) for c in fits):
            return True
        numbers = {c.number for c in pool(ANYWHERE) if self._possible(c)}
        possible = distinct(number for number in numbers if not _right(number, expected))
        rare = fits[0].mistake in RARER
        most = LARGEST_CHANCE_OF_THE_RARE if rare else LARGEST_CHANCE
        return unlikely(self.answers[i], self.work.numbers[i], possible, most)

    def _elsewhere(self, i: int, c: Candidate) -> bool:
        """Whether the mistake gives the wrong answer in another row too, and not for the sake of a common factor."""
        truth, answer = self.work.numbers, self.answers[i].number
        assert answer is not None
        for j, number in self.explained(i, c).items():
            one, other = answer * truth[j], number * truth[i]
            if abs(one - other) > APART * max(abs(one), abs(other)):
                return True
        return False

    def explained(self, i: int, c: Candidate) -> dict[int, float]:
        """Some of the other rows with wrong answers which this mistake gives."""
        moved, wrong, noise = self._of_all(c) if c.moved else self._alike(i, c), self._wrong, self.work.noise
        there = ((j, n) for j, n in moved.items() if j != i and j in wrong and agrees(self.answers[j], n, noise[j]))
        return dict(itertools.islice(there, MOST_ALIKE))

    def _of_all(self, c: Candidate) -> Mapping[int, float]:
        """The numbers of a mistake that lies before its row: a habit shows in other parts of the sheet as well."""
        return {**self._moved(c.mistake, c.at, c.way), **c.moved} if len(c.at) > 1 else c.moved

    def _alike(self, i: int, c: Candidate) -> dict[int, float]:
        """The numbers of the same mistake in the other wrong rows of this kind, each made there."""
        found, mistakes = dict[int, float](), _table(c.mistake)
        for j in self._by_kind.get(self.work.rows[i].kind, ()):
            numbers = self.replays(j, mistakes).made(j).get(c.mistake, [])
            if c.way < len(numbers):
                found[j] = numbers[c.way]
        return found

    def wrong_beside(self, i: int) -> int:
        """How many other wrong answers hang together with row number i or are of its kind, if they are few."""
        part = self.shown.part.get(i)
        there = self._in_part(part) if part else frozenset[int]()
        return min(len(there.union(self._by_kind[self.work.rows[i].kind])) - 1, MOST_ALIKE)

    def _in_part(self, part: Part) -> frozenset[int]:
        if part not in self._parts:
            self._parts[part] = self._wrong.intersection(part.rows)
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

    def _possible(self, c: Candidate) -> bool:
        """Whether the mistake could have been made there without changing a row that is right."""
        if len(c.at) > 1 or not self._right_rows:
            return True
        moved, possible = self._seen.get(id(c.moved), ({}, False))  # one object for all rows that the mistake changes
        if moved is not c.moved:
            right, numbers = self._right_rows, self.work.numbers
            possible = all(abs(number - numbers[j]) <= right[j] for j, number in c.moved.items() if j in right)
            self._seen[id(c.moved)] = c.moved, possible
        return possible

    @cached_property
    def _right_rows(self) -> dict[int, float]:
        """The rows that are right, and how far a mistake may move each of them."""
        numbers, noise = self.work.numbers, self.work.noise
        return {
            j: 2.0 * tolerance(self.answers[j], numbers[j]) + noise[j]
            for j, verdict in self.own.verdict.items()
            if verdict == "right" and not self.own.slipped[j]
        }


def _table(mistake: Mistake) -> tuple[Mistake, ...]:
    return next(table for table in (MISTAKES, RARER, ROUNDED, ONE_ROUNDED) if mistake in table)


def _right(number: float, expected: Sequence[float]) -> bool:
    return any(abs(number - right) <= 1e-9 * abs(right) for right in expected)
