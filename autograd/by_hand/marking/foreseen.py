"""The wrong numbers that one mistake gives in a row, and those that are right by another convention; and what marking
says of each, before anybody has answered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from autograd.by_hand.answers.answer import Answer, unit_of_digit
from autograd.by_hand.answers.read import read
from autograd.by_hand.marking.marking import Marking
from autograd.by_hand.marking.marks import Marked
from autograd.by_hand.mistakes.fits import reasons_of
from autograd.by_hand.mistakes.kinds.table import MISTAKES, RARER
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.own.elsewhere.found import elsewhere
from autograd.by_hand.mistakes.reasons import Explanations
from autograd.by_hand.sheet.files.moodle import Foreseen
from autograd.by_hand.sheet.sheet import Asked, Sheet

MOST, TRIED = 20, 120
"""The most wrong numbers of a row, and the most that are tried. Mistakes in the row itself come first, habits next, and
mistakes in an earlier row after them. Numbers of other software are last."""


def foreseen(sheet: Sheet, asked: Asked) -> tuple[Sequence[Foreseen], str]:
    """The wrong numbers of a row, the other rows being blank, each with its reasons and a hint, after the numbers that
    are right by another convention at a kink; and how the row is worked out.

    >>> from autograd import Value, worksheet
    >>> x, c = Value(3.0, name="x"), Value(2.0, name="c")
    >>> sheet = worksheet(x * c)
    >>> wrong, how = foreseen(sheet, sheet.rows[1])
    >>> for number, says, _ in wrong:
    ...     print(number, says[0])
    3.0 the operands' gradients are swapped
    1.0 the local gradient was ignored
    6.0 the forward value was given for the gradient
    -2.0 the sign is wrong
    >>> how
    'Differentiate v1 = x * c with respect to x. Here x = 3, c = 2. The number is 2.'
    """
    reasons = reasons_of(sheet)
    right = {numbers[asked.position] for numbers in _by_conventions(sheet)} - {asked.answer}
    found = [Foreseen(number, _said(sheet, asked, number), right=True) for number in sorted(right)]

    def marked(answer: Answer, reveal: bool) -> Marked:
        own = reasons.nobody.until(asked.position, answer)
        return Marking(sheet, own.answers, reveal, Explanations(reasons, own)).row(asked)

    for number in _distinct([asked.answer, *right], _candidates(sheet, asked.position)):
        row = marked(read(f"{number:#.6g}"), reveal=False)
        if row.verdict == "wrong" and row.mistakes:
            found.append(Foreseen(number, (*row.reasons, row.hint)))
        if len(found) >= MOST:
            break
    return found, marked(read(""), reveal=True).hint


@lru_cache(maxsize=1)
def _by_conventions(sheet: Sheet) -> list[list[float]]:
    """All numbers of the sheet by each choice of conventions. The rows of a sheet are asked for one after the other."""
    return [numbers for _, numbers in reasons_of(sheet).nobody.by_conventions()]


def _said(sheet: Sheet, asked: Asked, number: float) -> tuple[str, ...]:
    """What is said of a number that is right by a convention."""
    answers = {asked.position: read(repr(number))}
    explanations = Explanations(reasons_of(sheet), Own(sheet.work, answers))
    return Marking(sheet, answers, False, explanations).row(asked).reasons


def _distinct(right: Sequence[float], candidates: Iterable[float]) -> Iterator[float]:
    """The candidates, each once to three digits, and none that would be taken for a right one."""
    taken, tried = list(right), 0
    for number in candidates:
        if all(abs(number - other) > unit_of_digit(other, 3) for other in taken):
            taken.append(number)
            yield number
            tried += 1
        if tried == TRIED:
            return


def _candidates(sheet: Sheet, i: int) -> Iterator[float]:
    reasons = reasons_of(sheet)
    truth, rare = (reasons.from_truth(mistakes) for mistakes in (MISTAKES, RARER))
    shown = reasons.shown(frozenset([i]))
    for pool in truth.here(i), rare.here(i), truth.out_of_habit(i, shown), truth.within(i, shown):
        yield from (c.number for c in pool if math.isfinite(c.number))
    there = elsewhere(sheet.work)
    yield from (number for way in there.ways if math.isfinite(number := there.numbers(way)[i]))
