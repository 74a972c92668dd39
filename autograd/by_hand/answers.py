"""A learner's answer, read as it was meant: a number, and the number of its digits."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from numbers import Real
from typing import Any, NamedTuple

from autograd.graph.expression import parse
from autograd.language import say
from autograd.language.errors import DomainError, ExpressionError
from autograd.language.text import printable
from autograd.notation.signs import in_plain_signs

LEAST_DIGITS = 3
"""The significant digits that must be right, unless the true number has fewer."""
EXACT = 1e-9
"""The relative error allowed in an answer without decimals, such as 1/3 or 2*7, and in an exact number of a program."""
LONGEST = 1000
"""The most characters of an answer that is read."""

DECIMAL = re.compile(r"[+-]?(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))(?:[eE]([+-]?[0-9]+))?")


DATE = re.compile(
    "[0-9]+月[0-9]+日|[0-9]+-[A-Z][a-z]+|[A-Z][a-z]+-[0-9]+|[0-9]+[-/][0-9]+[-/][0-9]{4}|[0-9]{4}[-/][0-9]+[-/][0-9]+"
)
"""The dates into which spreadsheets turn a fraction such as 1/3."""


class Answer(NamedTuple):
    """The `text` of an answer, its `number` (None if it has none), and half a unit of its last digit.

    `problem` says why the text is no number.
    """

    text: str
    number: float | None = None
    half_unit: float = 0.0
    problem: str = ""

    @property
    def blank(self) -> bool:
        return self.number is None and not self.problem


def read(given: Any) -> Answer:
    """The answer to a row, given as a text, as a number, or as None for a blank row.

    A decimal is as exact as its digits, and a number of Python is as exact as the digits that it prints. A typed answer
    without decimals is exact. A typed expression with decimals counts as given to the fewest digits that must be right.
    Only arithmetic and the functions of `parse` are evaluated.

    >>> read("０．５"), read("1/3").number, read("2*1.1").number
    (Answer(text='０．５', number=0.5, half_unit=0.05, problem=''), 0.3333333333333333, 2.2)
    >>> read("=cmd()").problem != "" and read("").blank
    True
    >>> read("3-Jan").problem
    "a spreadsheet turned a fraction into the date '3-Jan': type it as =1/3"
    """
    if given is None:
        return Answer("")
    if isinstance(given, Real) and given is not True and given is not False:
        try:
            number = float(given)
        except OverflowError:
            return Answer("> 1.8e308", problem=say("answer too large", answer="> 1.8e308"))
        if isinstance(given, Fraction):
            return Answer(str(given), number)
        answer = read(repr(number))
        return answer._replace(half_unit=max(answer.half_unit, EXACT * abs(number)))
    if not isinstance(given, str):
        raise TypeError(f"an answer is a text or a number, such as '2.2', not {type(given).__name__} ({given!r})")
    text = given.strip()
    written = in_plain_signs(text).removeprefix("=")  # a sign by which a spreadsheet is told that 1/3 is no date
    plain = written.replace(" ", "")
    if not text:
        return Answer("")
    if len(text) > LONGEST:
        return Answer(printable(text, LONGEST), problem=say("answer too long", length=len(text), most=LONGEST))
    if decimal := DECIMAL.fullmatch(plain):
        number = float(plain)
        if math.isinf(number):
            return Answer(text, problem=say("answer too large", answer=printable(text)))
        decimals, exponent = decimal[2] or decimal[3] or "", int(decimal[4] or 0)
        return Answer(text, number, 0.5 * power_of_ten(exponent - len(decimals)))
    if DATE.fullmatch(plain):
        return Answer(text, problem=say("answer is a date", answer=printable(text)))
    try:
        number = parse(written).data
    except (ExpressionError, DomainError) as error:
        missing = getattr(error, "missing", "")
        reason = say("no value here", name=printable(missing)) if missing else getattr(error, "message", str(error))
        return Answer(text, problem=say("answer unreadable", answer=printable(text), reason=reason))
    return Answer(text, number, math.inf if "." in plain else 0.0)


def agrees(answer: Answer, number: float, slack: float = 0.0) -> bool:
    """Whether the answer is `number`, rounded to the digits of the answer, which must be at least three. A number that
    is not finite has no right answer.

    `slack` is the uncertainty of `number` itself.

    >>> [agrees(read(text), 2 / 3) for text in ("0.667", "0.66667", "2/3", "0.67", "0.666", "0.6668")]
    [True, True, True, False, False, False]
    >>> agrees(read("2.2"), 2.2), agrees(read("0.5"), 0.49996)
    (True, True)
    """
    if answer.number is None or not math.isfinite(number):
        return False
    far = abs(answer.number - number)
    # Most numbers that are compared are far from the answer, and half a unit of the third digit is at most 0.5 %.
    return far <= 0.006 * abs(number) + slack and far <= tolerance(answer, number) + slack


def tolerance(answer: Answer, number: float) -> float:
    """How far an answer may be from a finite `number`: half a unit of its last digit, or of the third if that is
    less."""
    unit = power_of_ten(math.floor(math.log10(abs(number))) - LEAST_DIGITS + 1) if number else 0.0
    rounding = 4e-16 * abs(number)  # 0.125 is as far from 0.12 as from 0.13, and binary numbers are not always so
    return min(max(answer.half_unit, EXACT * abs(number) * (answer.half_unit == 0.0)), unit / 2) * (1 + 1e-9) + rounding


def power_of_ten(exponent: int) -> float:
    return POWERS_OF_TEN[max(0, min(exponent - LEAST_EXPONENT, len(POWERS_OF_TEN) - 1))]


LEAST_EXPONENT = -330
POWERS_OF_TEN = [float(f"1e{exponent}") for exponent in range(LEAST_EXPONENT, 309)]
