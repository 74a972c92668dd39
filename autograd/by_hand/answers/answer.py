"""A learner's number with the digits that were given, and whether another number agrees with it."""

from __future__ import annotations

import math
from typing import NamedTuple

EXACT = 1e-9
"""The relative error allowed in an answer without decimals, such as 1/3 or 2*7, and in an exact number of a program."""


class Reading(NamedTuple):
    """How answers are read: the significant `digits` that must be right, unless the true number has fewer, or instead
    the `decimals`; whether digits may be cut off, not rounded (`truncation`); and whether the decimal sign is a comma
    (`comma`), which a file may tell where it is None."""

    digits: int = 3
    truncation: bool = False
    comma: bool | None = None
    decimals: int | None = None


USUAL = Reading()


class Unworked(str):
    """The formula of a cell, as `=1/2`, which no program has worked out: a text alone would be read as its number."""


class Answer(NamedTuple):
    """The `text` of an answer, its `number` (None if it has none), and half a unit of its last digit.

    `coarse` is half a unit of its last digit that is not 0, in a whole number with zeros at its end: they may be
    rounding. `problem` says why the text is no number. `reading` says how many digits must be right.
    """

    text: str
    number: float | None = None
    half_unit: float = 0.0
    problem: str = ""
    coarse: float = 0.0
    reading: Reading = USUAL

    @property
    def blank(self) -> bool:
        return self.number is None and not self.problem


def agrees(answer: Answer, number: float, slack: float = 0.0) -> bool:
    """Whether the answer is `number`, rounded to the digits of the answer, which must be as many as were asked for. A
    number that is not finite has no right answer.

    `slack` is the uncertainty of `number` itself.

    >>> from autograd.by_hand.answers.read import read
    >>> [agrees(read(text), 2 / 3) for text in ("0.667", "0.66667", "2/3", "0.67", "0.666", "0.6668")]
    [True, True, True, False, False, False]
    >>> agrees(read("2.2"), 2.2), agrees(read("0.5"), 0.49996), agrees(read("1230000"), 1234567.0)
    (True, True, True)
    >>> agrees(read("0.67", Reading(digits=2)), 2 / 3), agrees(read("0.666", Reading(truncation=True)), 2 / 3)
    (True, True)
    >>> [agrees(read(text, Reading(decimals=3)), 0.00412) for text in ("0.004", "0.0041", "0.00", "0.005")]
    [True, True, False, False]
    """
    if answer.number is None or not math.isfinite(number):
        return False
    far = abs(answer.number - number)
    # Most numbers that are compared are far from the answer. A unit of the third digit is at most 1 % of the number.
    digits, decimals = answer.reading.digits, answer.reading.decimals
    last = POWERS_OF_TEN[(1 - digits if decimals is None else -decimals) - LEAST_EXPONENT]
    if far > last * (abs(number) if decimals is None else 1.0) + slack + ROUNDING * abs(number):
        return False
    if far <= tolerance(answer, number) + slack:
        return True
    if not answer.reading.truncation or not answer.number * number > 0:
        return False
    unit = min(2.0 * max(answer.half_unit, answer.coarse), unit_asked(number, answer.reading))
    return 0.0 <= abs(number) - abs(answer.number) + slack < unit + 2.0 * slack


def reach(answer: Answer, slack: float = 0.0) -> float:
    """A distance from the answer at which no number agrees with it any more: for cheap tests before `agrees`.

    >>> from autograd.by_hand.answers.read import read
    >>> 0.006 < reach(read("0.667")) < 0.007
    True
    """
    assert answer.number is not None
    digits, decimals = answer.reading.digits, answer.reading.decimals
    # A unit of the third digit is at most 1 % of the number, and so at most 1.02 % of what agrees with it.
    relative, unit = (power_of_ten(1 - digits), 0.0) if decimals is None else (0.0, power_of_ten(-decimals))
    relative += 2.0 * ROUNDING
    if relative >= 1.0:
        return math.inf
    return (1.0 + EXACT) * (relative * abs(answer.number) + unit + slack) / (1.0 - relative)


def tolerance(answer: Answer, number: float) -> float:
    """How far an answer may be from a finite `number`: half a unit of its last digit, or of the last that was asked
    for if that is less."""
    rounding = ROUNDING * abs(number)  # 0.125 is as far from 0.12 as from 0.13, and binary numbers are not always so
    given = max(answer.half_unit, answer.coarse, EXACT * abs(number) * (answer.half_unit == 0.0))
    return min(given, unit_asked(number, answer.reading) / 2) * (1 + 1e-9) + rounding


def unit_asked(number: float, reading: Reading) -> float:
    """One unit of the last digit of the number that is asked for."""
    if reading.decimals is not None:
        return power_of_ten(-reading.decimals)
    return unit_of_digit(number, reading.digits)


def unit_of_digit(number: float, digits: int) -> float:
    """One unit of this significant digit of the number."""
    return power_of_ten(math.floor(math.log10(abs(number))) - digits + 1) if number else 0.0


def power_of_ten(exponent: int) -> float:
    return POWERS_OF_TEN[max(0, min(exponent - LEAST_EXPONENT, len(POWERS_OF_TEN) - 1))]


ROUNDING = 4e-16
"""The relative error of a float and of its decimals."""
LEAST_EXPONENT = -330
POWERS_OF_TEN = [float(f"1e{exponent}") for exponent in range(LEAST_EXPONENT, 309)]
