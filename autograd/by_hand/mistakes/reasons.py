"""The named mistake behind a learner's number: each mistake is made again, and its result is compared with the answer.

Between a row and the answers before it there may be blank rows. Then a mistake is tried in each blank row alone, and at
all nodes of one kind. It must also agree with the answers in all other rows that it changes.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from autograd.by_hand.answers.answer import agrees
from autograd.by_hand.answers.pen import differing, slips
from autograd.by_hand.mistakes.chance import distinct, unlikely
from autograd.by_hand.mistakes.fits import Fits, Reasons
from autograd.by_hand.mistakes.kinds.table import MISTAKES, ONE_ROUNDED, RARER, ROUNDED, Mistake
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.own.elsewhere.found import elsewhere
from autograd.by_hand.mistakes.own.elsewhere.ways import SINGLE
from autograd.by_hand.mistakes.replays.replays import Candidate, Span
from autograd.by_hand.sheet.shown.names import name
from autograd.language import language, say

NEAR = 0.1
"""The relative distance from the right number within which an answer is probably inexact, and not the number of another
row."""
ROUGH = 0.5
"""The largest relative distance to which rounded numbers lead."""


class Reason(NamedTuple):
    """`name` is the name of the mistake. `place` names the row where it was made: empty for the explained row itself,
    None for many rows. `of` is the operation of these many rows, or empty if they have several. `single` tells that the
    number is one of single precision besides."""

    name: str
    place: str | None
    of: str = ""
    single: bool = False

    def __str__(self) -> str:
        if self.single:
            return say("in single precision", way=say(self.name))
        if self.place == "":
            return say(self.name)
        if self.name == "another row":
            return say(self.name, row=self.place)
        where = say("at the row", row=self.place) if self.place else say("at every", operation=self.of)
        return say("mistake at", mistake=say(self.name), where=where if self.place or self.of else say("everywhere"))


class Explanations:
    """The mistakes that explain one learner's answers."""

    def __init__(self, reasons: Reasons, own: Own) -> None:
        self.work, self.own, self.answers = reasons.work, own, own.answers
        self.fits = Fits(reasons, own)
        self._of = cache(lambda i, lang: self._found(i))  # which names places in the language of the moment

    def of(self, i: int) -> list[Reason]:
        """The mistakes that give the answer in row number i, those first that give most of the wrong answers; none if
        the answer is unexplained."""
        found = self._of(i, language())
        return sorted(found, key=lambda reason: -self._given[reason.name]) if len(found) > 1 else found

    @cached_property
    def _given(self) -> Counter[str]:
        """How many wrong answers each mistake gives. What gives them all is no coincidence."""
        wrong = [i for i, verdict in self.own.verdict.items() if verdict == "wrong"]
        return Counter(reason.name for i in wrong for reason in self._of(i, language()))

    def _found(self, i: int) -> list[Reason]:
        """The mistakes that give the answer in row number i, in the order in which they are looked for."""
        if self.answers[i].number is None:
            return []
        expected = self.fits.expected(i)
        found, others = self._by(i, MISTAKES, expected)
        if others < self.fits.wrong_beside(i) or others < 0:
            rare, more = self._by(i, RARER, expected)
            found = rare if more > others else found
        found = _and(self._elsewhere(i) | found, self._of_the_pen(i, expected))
        return list((found or self._another_row(i, expected) or self._rounded(i, expected)).values())

    def exactly(self, i: int) -> list[Reason]:
        """The mistakes in an update that give the very number of the answer, however few its digits are: a parameter of
        two digits that was kept."""
        answer = self.answers[i].number
        if answer is None or self.work.rows[i].kind not in ("updated", "moved"):
            return []
        near = 1e-12 * abs(answer)
        return list(self._named(i, self.fits.here(i, MISTAKES)((answer - near, answer + near))).values())

    def _by(self, i: int, mistakes: tuple[Mistake, ...], expected: Sequence[float]) -> tuple[dict[str, Reason], int]:
        """The reasons that are one of these mistakes; and the most other wrong answers that one of them explains, or -1
        if there is no reason."""
        sorts = [self.fits.here]
        if len(self.fits.shown.region(i)) > 1:
            sorts += [self.fits.out_of_habit, self.fits.within]
        pools = [sort(i, mistakes) for sort in sorts]
        found, doubtful, others = dict[str, Reason](), dict[str, Reason](), -1
        for pool in pools:
            fits = self.fits.fitting(i, pool, expected)
            surely = (pool is pools[0] and mistakes is MISTAKES) or self.fits.sure(i, fits, pool, expected)
            if surely:
                found = _and(found, self._named(i, fits))
                others = max([others, *(len(self.fits.explained(i, c)) for c in fits)])
            else:
                doubtful = _and(doubtful, self._named(i, fits))
        # What may fit by chance is not named alone; but beside another mistake that fits it may be the one.
        return _and(found, doubtful) if found else found, others

    def _rounded(self, i: int, expected: Sequence[float]) -> dict[str, Reason]:
        """The reason that numbers were rounded, unless one digit was misread or mistyped."""
        if any(len(differing(self.answers[i], number)) == 1 for number in expected):
            return {}
        if not any(self.fits.near(i, number, ROUGH) for number in expected):
            return {}
        pools = [self.fits.here(i, ROUNDED), self.fits.here(i, ONE_ROUNDED), self.fits.out_of_habit(i, ROUNDED)]

        def pool(span: Span) -> Iterator[Candidate]:
            return itertools.chain.from_iterable(each(span) for each in pools)

        fits = self.fits.fitting(i, pool, expected)
        return self._named(i, fits) if self.fits.sure(i, fits, pool, expected) else {}

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

    def _elsewhere(self, i: int) -> dict[str, Reason]:
        """The ways of other software that give the number."""
        ways = elsewhere(self.work).of(i, self.answers[i])
        return {way.name: Reason(way.name, "", single=way.single and way is not SINGLE) for way in ways}

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
        if any(self.fits.near(i, number, NEAR) for number in expected):
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
