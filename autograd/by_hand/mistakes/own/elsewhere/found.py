"""The ways of other software that give a learner's number: the whole sheet is calculated in each of them."""

from __future__ import annotations

import math
from functools import cache
from weakref import WeakKeyDictionary, ref

from autograd.by_hand.answers.answer import EXACT, Answer, agrees, unit_asked
from autograd.by_hand.mistakes.chance import distinct, unlikely
from autograd.by_hand.mistakes.own.elsewhere import single
from autograd.by_hand.mistakes.own.elsewhere.ways import IN_TURN, SINGLE, Way
from autograd.by_hand.sheet.work import Work

SEEN = 2.0**-17
"""Less than this, in relation to the number, single precision may move a number that is not said to be wrong by it."""
FEW = 5e-7
"""Half a unit of the last digit, in relation to the number: more means fewer than seven digits."""
LAST = 2.0**-22
"""Two to four units in the last place of a float32, in relation to the number."""
ORDER = 2.0**29 / 8.0
"""How far another order of additions moves a number of single precision, in relation to the bound on the rounding error
in double precision. Of 3800 numbers of small networks in PyTorch, 98 % lie within; the bound itself is 8 times as wide.
"""
MOST = 2.0**-13
"""The most of it that is believed, in relation to the number."""


class Elsewhere:
    """One work, as other software calculates it."""

    def __init__(self, work: Work) -> None:
        self._work = ref(work)  # which is let go as long as nobody else holds it: this is kept by its work
        operations = {node.op.name for node in work.record.order if node.op}
        self.ways = [way for way in IN_TURN if not way.of or operations.intersection(way.of)]
        self.numbers = cache(self._numbers)

    @property
    def work(self) -> Work:
        work = self._work()
        assert work is not None  # whoever asks for its numbers has it
        return work

    def _numbers(self, way: Way) -> list[float]:
        """All numbers of the work in this way; NaN where it has none."""
        work, numbers = self.work, list(self.work.numbers)
        f = single.single if way.single else float
        for i, row in enumerate(work.rows):
            if row.kind == "given":
                numbers[i] = f(numbers[i])
                continue
            try:
                other = way.row(work, row, numbers, f)
                if other is None and not (way.single or any(numbers[j] != work.numbers[j] for j in row.takes)):
                    continue
                own = (
                    single.row if way.single else lambda work, row, numbers: row.rule(*[numbers[j] for j in row.takes])
                )
                numbers[i] = own(work, row, numbers) if other is None else other
            except (ValueError, ArithmeticError):
                numbers[i] = math.nan
        return numbers

    def of(self, i: int, answer: Answer) -> list[Way]:
        """The ways that give the answer in row number i, and not the right number; of those in single precision none if
        others do, unless it is 0."""
        found = [way for way in self.ways if self._gives(way, i, answer)]
        first = [way for way in found if not way.single] or [way for way in found if way == SINGLE] or found
        if answer.number == 0.0 and SINGLE not in found:  # of which no digit tells who lost it
            first = list({way.name: way for way in reversed(found)}.values())[::-1]
        return first if first and self._surely(i, answer) else []

    def _gives(self, way: Way, i: int, answer: Answer) -> bool:
        number, right = self.numbers(way)[i], self.work.numbers[i]
        if abs(number - right) <= 1e-9 * abs(right) and not way.single:
            return False
        if way.single and not self._is_single(answer):
            return False
        few = way.single and answer.half_unit > FEW * abs(number)  # digits, which no rounding of float32 changes
        return agrees(answer, number, 0.0 if few else self._slack(way, i, number))

    def _is_single(self, answer: Answer) -> bool:
        """Whether the answer is a float32, as far as its digits tell: a number of ten digits rarely is."""
        assert answer.number is not None
        return abs(single.single(answer.number) - answer.number) <= answer.half_unit + EXACT**2 * abs(answer.number)

    def _slack(self, way: Way, i: int, number: float) -> float:
        """How far the number of other software may be from the one that is worked out here."""
        noise = self.work.noise[i]
        if way.single:
            return max(LAST * abs(number), min(ORDER * noise, MOST * abs(number)))
        return min(noise, EXACT * abs(number))

    def _surely(self, i: int, answer: Answer) -> bool:
        """Whether the answer is unlikely to be one of all these numbers by chance. A 0 is no rounded number."""
        right = self.work.numbers[i]
        if answer.number == 0.0:
            return True
        numbers = (self.numbers(way)[i] for way in self.ways)
        possible = [n for n in numbers if math.isfinite(n) and abs(n - right) > 1e-9 * abs(right)]
        return unlikely(answer, right, distinct(possible))

    def beyond(self, i: int, number: float) -> list[Way]:
        """The way that gives this infinity or NaN in row number i: single precision, if it does."""
        there = self.numbers(SINGLE)[i]
        return [SINGLE] if there == number or (math.isnan(there) and math.isnan(number)) else []

    def in_single(self, i: int) -> tuple[float, float]:
        """Row number i in single precision, and how far the number of an engine may be from that; 0, 0 for no number.

        >>> from autograd import Value
        >>> from autograd.record.record import Record
        >>> work = Work(Record(Value(0.1, name="x") * 3.0))
        >>> Elsewhere(work).in_single(2)[0]
        0.30000001192092896
        """
        number = self.numbers(SINGLE)[i]
        return (number, self._slack(SINGLE, i, number)) if math.isfinite(number) else (0.0, 0.0)

    def right(self, i: int, answer: Answer, right: float) -> bool:
        """Whether the answer is right to the digits that are asked for, and wrong only in those that single precision
        does not have.

        `right` is the right number of the row, by the learner's convention.
        """
        if answer.number is None or answer.half_unit > FEW * abs(right):
            return False
        far = abs(answer.number - right)
        if not 0.0 < far <= min(0.5 * unit_asked(right, answer.reading), SEEN * abs(right)):
            return False
        return self._gives(SINGLE, i, answer)


_OF_WORK: WeakKeyDictionary[Work, Elsewhere] = WeakKeyDictionary()


def elsewhere(work: Work) -> Elsewhere:
    """The work as other software calculates it: the same object as long as the work exists."""
    if work not in _OF_WORK:
        _OF_WORK[work] = Elsewhere(work)
    return _OF_WORK[work]
