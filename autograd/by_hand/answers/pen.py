"""Slips of the pen: the learner found the right number, and wrote another one."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

from autograd.by_hand.answers.answer import Answer, unit_asked, unit_of_digit
from autograd.by_hand.answers.forms import in_signs

LOST_POWER = re.compile(r"([+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)) ?[*xX] ?10(-?[0-9]{1,3})|10(-[0-9]{1,3})")
PLAIN = re.compile(r"[+-]?[0-9]*\.?[0-9]*(e[+-]?[0-9]+)?")
MIDDLE_DOT = re.compile(r"([+-]?[0-9]+)[·⋅∙•]([0-9]+)")
MOST_DIGITS = 15
"""The most digits of a number that are compared one by one. A float holds no more."""


def digits(answer: Answer, number: float) -> tuple[str, str] | None:
    """The digits of the answer, and as many digits of `number`; None if they cannot be compared.

    >>> from autograd.by_hand.answers.read import read
    >>> digits(read("0.5397"), 0.53788)
    ('5397', '5379')
    """
    if answer.number is None or not 0.0 < answer.half_unit < math.inf or answer.number * number <= 0.0:
        return None
    unit = 2.0 * answer.half_unit
    if not max(abs(answer.number), abs(number)) < unit * 10.0**MOST_DIGITS:
        return None
    written, right = str(round(abs(answer.number) / unit)), str(round(abs(number) / unit))
    width = max(len(written), len(right))
    return written.zfill(width), right.zfill(width)


def differing(answer: Answer, number: float) -> list[int]:
    """The places at which the answer and `number` have different digits; none if they cannot be compared."""
    found = digits(answer, number)
    return [i for i, (a, b) in enumerate(zip(*found, strict=True)) if a != b] if found else []


def slips(answer: Answer, number: float) -> Iterator[tuple[str, float]]:
    """The names of slips of the pen, each with the number that it makes from `number`."""
    yield "decimal point", number * 10.0
    yield "decimal point", number / 10.0
    places = differing(answer, number)
    if len(places) == 2 and places[1] == places[0] + 1:
        written, right = digits(answer, number) or ("", "")
        here, there = places
        swapped = (written[here], written[there]) == (right[there], right[here])
        moved = written.strip("0") == right.strip("0")  # as 20 for 2, which the decimal point alone explains
        if swapped and not moved and answer.number is not None:
            yield "digits interchanged", answer.number


def shortened(answer: Answer, number: float) -> tuple[str, ...]:
    """How the digits of `number` were lost, if the answer is `number` but for its digits; else nothing. "too few
    digits" are fewer than were asked for, but one at least, or one decimal where decimals are asked for; and digits
    that are "cut off" were not rounded. Where cutting is allowed, few digits that are cut off are too few and no more.

    >>> from autograd.by_hand.answers.read import Reading, read
    >>> shortened(read("0.7"), 0.6666), shortened(read("0.666"), 0.6666667), shortened(read("0.5"), 0.6666)
    (('too few digits',), ('cut off',), ())
    >>> shortened(read("0.66"), 0.6666667), shortened(read("0.66", Reading(truncation=True)), 0.6666667)
    (('too few digits', 'cut off'), ('too few digits',))
    """
    half = max(answer.half_unit, answer.coarse)
    unit = 2.0 * half  # of the last digit
    if not answer.number or not 0.0 < unit < math.inf or not abs(number / half) < math.inf:
        return ()  # a 0 has no digits
    first = unit_of_digit(number, 1)  # farther away no digit of `number` is left: 1 is short for 0.96, not for 0.5
    if answer.reading.decimals is not None:
        first = max(first, 0.1)
    if abs(answer.number - number) <= min(half, first / 2) * (1 + 1e-9):  # of 0.125, 0.12 and 0.13 are as near
        return ("too few digits",)
    units = number / unit
    exact = abs(units - round(units)) < 1e-6
    if exact or round(answer.number / unit) != math.trunc(units):
        return ()
    if answer.reading.truncation:  # else it would be right
        return ("too few digits",)
    few = unit > unit_asked(number, answer.reading) * (1 + 1e-9)
    return ("too few digits", "cut off") if few else ("cut off",)


def lost_sign(text: str) -> str:
    """What may have been meant by a product or a difference: a power of ten whose exponent fell onto the line, or a
    decimal with its point in the middle of the line. Empty if the text is neither.

    >>> lost_sign("1.5×103"), lost_sign("4.57×10−4"), lost_sign("10-4"), lost_sign("0·5"), lost_sign("3*5")
    ('1.5×10^3', '4.57×10^-4', '10^-4', '0.5', '')
    """
    if PLAIN.fullmatch(text):
        return ""
    if power := LOST_POWER.fullmatch(in_signs(text)):
        return f"{power[1]}×10^{power[2]}" if power[1] else f"10^{power[3]}"
    dot = MIDDLE_DOT.fullmatch(unicodedata.normalize("NFKC", text).replace("−", "-"))
    return f"{dot[1]}.{dot[2]}" if dot else ""
