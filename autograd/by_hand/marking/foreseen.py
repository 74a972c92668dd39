"""The wrong numbers that one mistake gives in a row, and what marking says of each, before anybody has answered."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from autograd.by_hand.answers.answer import Answer, unit_of_digit
from autograd.by_hand.answers.read import read
from autograd.by_hand.marking.marking import Marking
from autograd.by_hand.marking.marks import Marked
from autograd.by_hand.mistakes.fits import reasons_of
from autograd.by_hand.mistakes.kinds.table import MISTAKES, RARER
from autograd.by_hand.mistakes.reasons import Explanations
from autograd.by_hand.sheet.files.moodle import Foreseen
from autograd.by_hand.sheet.sheet import Asked, Sheet

MOST, TRIED = 20, 120
"""The most wrong numbers of a row, and the most that are tried. Mistakes in the row itself come first, habits next, and
mistakes in an earlier row last."""


def foreseen(sheet: Sheet, asked: Asked) -> tuple[Sequence[Foreseen], str]:
    """The wrong numbers of a row, the other rows being blank, each with its reasons and a hint; and how the row is
    worked out.

    >>> from autograd import Value, worksheet
    >>> x, c = Value(3.0, name="x"), Value(2.0, name="c")
    >>> sheet = worksheet(x * c)
    >>> wrong, how = foreseen(sheet, sheet.rows[1])
    >>> for number, says in wrong:
    ...     print(number, says[0])
    3.0 the operands' gradients are swapped
    1.0 the local gradient was ignored
    6.0 the forward value was given for the gradient
    -2.0 the sign is wrong
    >>> how
    'Differentiate v1 = x * c with respect to x. Here x = 3, c = 2. The number is 2.'
    """
    found: list[Foreseen] = []
    reasons = reasons_of(sheet)

    def marked(answer: Answer, reveal: bool) -> Marked:
        own = reasons.nobody.until(asked.position, answer)
        return Marking(sheet, own.answers, reveal, Explanations(reasons, own)).row(asked)

    for number in _distinct(sheet, asked):
        row = marked(read(f"{number:#.6g}"), reveal=False)
        if row.verdict == "wrong" and row.mistakes:
            found.append(Foreseen(number, (*row.reasons, row.hint)))
        if len(found) == MOST:
            break
    return found, marked(read(""), reveal=True).hint


def _distinct(sheet: Sheet, asked: Asked) -> Iterator[float]:
    """The numbers, each once to three digits, and none that would be taken for the right one."""
    taken, tried = [asked.answer], 0
    for number in _candidates(sheet, asked.position):
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


Sheet.foresees = foreseen
