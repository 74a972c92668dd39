"""A learner's answer, read as it was meant. Only arithmetic and the functions of `parse` are carried out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from numbers import Real
from typing import Any

from autograd.by_hand.answers.answer import EXACT, USUAL, Answer, Reading, Unworked, agrees, power_of_ten
from autograd.by_hand.answers.dates import fraction_of, is_date, is_time
from autograd.by_hand.answers.forms import expression, in_signs, ungrouped
from autograd.by_hand.answers.pen import MOST_DIGITS
from autograd.by_hand.answers.words import nothing, words_beside
from autograd.graph.expression import parse
from autograd.language import say
from autograd.language.errors import DomainError, ExpressionError
from autograd.language.text import printable

LONGEST = 1000
"""The most characters of an answer that is read."""

DECIMAL = re.compile(r"[+-]?(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))(?:[eE]([+-]?[0-9]+))?")
SCALED = re.compile(r"(.*?)(?: ?[*xX] ?10 ?(?:\*\*|\^) ?\(?([+-]?[0-9]+)\)?)?( ?%)?")
"""A decimal, its power of ten, and whether it is per cent."""
EQUAL = re.compile(r"[=≈≒≃]")
NAME = re.compile(r"(?:∂[^ =]+|[^\W0-9][^ =()]*)(?: */ *∂[^ =]+)?")
TWO_MEANINGS = re.compile(r"([+-]?[0-9]+)・([0-9]+)")
WITH_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
ERROR = re.compile(r"#[¡¿]?[^\W\d_a-z]{1,12}(?:/[^\W_a-z])?[!?]|#[^\W\d_a-z]/[^\W\d_a-z]|#NV|Err:[0-9]{3}")
"""What a spreadsheet shows instead of a number that it cannot work out: #NAME?, #DIV/0!, #WERT!, #N/A, Err:502."""
MOST_REMARKS = 20
"""So many parentheses are tried, each of which may begin a remark."""


def in_short(number: float, reading: Reading = USUAL) -> str:
    """The number in ten digits, as nobody writes 2.1999999999999997; in all of them where ten are too few for marking.

    >>> in_short(2.1999999999999997), in_short(2 / 3), in_short(2 / 3, Reading(digits=12))
    ('2.2', '0.6666666667', '0.6666666666666666')
    """
    text = f"{number or 0.0:.10g}"  # no "-0"
    full = repr(number)
    return text if len(text) < len(full) and agrees(read(text, reading), number) else full


def without_noise(number: float) -> str:
    """The number with all its digits, but not with those that rounding on the way has left: in 12 digits where these
    are right to however many digits are asked for.

    >>> without_noise(3.5999999999999996), without_noise(99.00000000000001), without_noise(2 / 3)
    ('3.6', '99.0', '0.6666666666666666')
    """
    short = float(f"{number:.12g}") or 0.0  # no "-0.0"
    written = read(repr(short))
    most = Reading(MOST_DIGITS), Reading(decimals=MOST_DIGITS)
    return repr(short if all(agrees(written._replace(reading=reading), number) for reading in most) else number)


def read(given: Any, reading: Reading = USUAL) -> Answer:
    """The answer to a row, given as a text, as a number, or as None for a blank row.

    A decimal is as exact as its digits, and a number of Python is as exact as the digits that it prints. A typed answer
    without decimals is exact. A typed expression with decimals counts as given to the fewest digits that must be right.
    Of several parts, as in "1/2 = 0.5", all must agree.

    >>> read("０．５")[:3], read("1/3").number, read("2*1.1").number
    (('０．５', 0.5, 0.05), 0.3333333333333333, 2.2)
    >>> read("=cmd()").problem != "" and read("").blank
    True
    >>> [read(text).number for text in ("1.23×10⁻³", "√(1/4)", "1½", "50%", "３分の１", "1/2=0.5", "ー0.25")]
    [0.00123, 0.5, 1.5, 0.5, 0.3333333333333333, 0.5, -0.25]
    >>> read("3-Jan").problem
    "a spreadsheet turned a fraction into the date '3-Jan': type the fraction with an = before it, such as =1/3"
    """
    if given is None:
        return Answer("", reading=reading)
    if isinstance(given, Real) and given is not True and given is not False:
        return _of_number(given)._replace(reading=reading)
    if not isinstance(given, str):
        raise TypeError(say("answer is no text", kind=type(given).__name__, given=given))
    text = given.strip()
    if not text:
        return Answer("", reading=reading)
    if len(text) > LONGEST:
        return Answer(printable(text, LONGEST), problem=say("answer too long", length=len(text), most=LONGEST))
    if isinstance(given, Unworked):
        return Answer(text, problem=say("answer is a formula", answer=printable(text)), reading=reading)
    return _of_text(text, reading)._replace(text=text, reading=reading)


def _of_number(given: Real) -> Answer:
    try:
        number = float(given)
    except OverflowError:
        return Answer("> 1.8e308", problem=say("answer too large", answer="> 1.8e308"))
    if isinstance(given, Fraction):
        return Answer(str(given), number)
    answer = _part(repr(number), comma=False)
    return answer._replace(text=repr(number), half_unit=max(answer.half_unit, EXACT * abs(number)), coarse=0.0)


def _of_text(text: str, reading: Reading) -> Answer:
    if not reading.comma and (decimal := DECIMAL.fullmatch(text)):  # as most answers are
        return _scaled(decimal, 0, text)
    if nothing(text):
        return Answer("")
    if ERROR.fullmatch(text):
        return Answer("", problem=say("answer is an error", answer=printable(text)))
    plain = in_signs(text).removeprefix("=").strip()  # a sign by which a spreadsheet is told that 1/3 is no date
    if not plain:
        return Answer("", problem=say("answer without number", answer=printable(text)))
    if "(" not in plain and not EQUAL.search(plain):
        return _part(plain, bool(reading.comma), text)
    for head, inside in _remarks(plain):
        number = _equal(head, bool(reading.comma))
        if number.number is not None:
            beside = _equal(inside, bool(reading.comma))
            return number if beside.number is None else _one(plain, [number, beside])
    return _equal(plain, bool(reading.comma), text)


def _remarks(plain: str) -> Iterator[tuple[str, str]]:
    """The ways to take the end of the text for a remark in parentheses: what is before it, and what is in it."""
    for opened in list(re.finditer(r"(?<=[^ (]) ?\(", plain))[:MOST_REMARKS] if plain.endswith(")") else ():
        yield plain[: opened.start()], plain[opened.end() : -1]


def _equal(plain: str, comma: bool, text: str = "") -> Answer:
    """The number of which all parts between signs such as = are forms, perhaps behind a name."""
    parts = [part.strip() for part in EQUAL.split(plain) if part.strip()]
    named = len(parts) > 1 and NAME.fullmatch(parts[0])
    if len(parts) == 1:
        return _part(parts[0], comma, text)
    return _one(plain, [_part(part, comma) for part in parts[bool(named) :] or [plain]])


def _one(plain: str, answers: Sequence[Answer]) -> Answer:
    """The most exact of the answers, if all of them agree."""
    if unread := next((answer for answer in answers if answer.number is None), None):
        return unread
    best = min(answers, key=lambda answer: answer.half_unit)
    assert best.number is not None
    if not all(agrees(answer._replace(reading=Reading(1)), best.number) for answer in answers):
        return Answer("", problem=say("answer of two numbers", answer=printable(plain)))
    return best


def _part(written: str, comma: bool, text: str = "") -> Answer:
    """The number of one part of an answer, which is the whole `text` if that is given."""
    shown, plain = printable(text or written), ungrouped(in_signs(written), comma)
    if decimal := _decimal(plain, shown):
        return decimal
    if is_time(plain):
        return Answer("", problem=say("answer is a time", answer=shown))
    if is_date(plain):
        return Answer("", problem=say("answer is a date", answer=shown, fraction=fraction_of(plain) or "1/3"))
    if not comma and WITH_COMMA.fullmatch(plain):
        return Answer("", problem=say("answer with a comma", answer=shown))
    try:
        number = parse(expression(plain), {"e": math.e}).data
    except (ExpressionError, DomainError) as error:
        if beside := words_beside(plain):
            words, number_alone = map(printable, beside)
            return Answer("", problem=say("answer with words", answer=shown, words=words, number=number_alone))
        if two := TWO_MEANINGS.fullmatch(plain):
            point, product = f"{two[1]}.{two[2]}", f"{two[1]}*{two[2]}"
            return Answer("", problem=say("answer of two meanings", answer=shown, one=point, other=product))
        missing = getattr(error, "missing", "")
        reason = say("no value here", name=printable(missing)) if missing else getattr(error, "message", str(error))
        return Answer("", problem=say("answer unreadable", answer=shown, reason=reason))
    return Answer("", number, math.inf if "." in plain else 0.0)


def _decimal(plain: str, shown: str) -> Answer | None:
    """The answer if it is a decimal, perhaps with a power of ten or as per cent."""
    scaled = SCALED.fullmatch(plain)
    assert scaled
    decimal = DECIMAL.fullmatch(re.sub(r" ?([+-]|[eE](?=[+-]?[0-9]+$)) ?", r"\1", scaled[1]))
    return decimal and _scaled(decimal, int(scaled[2] or 0) - 2 * bool(scaled[3]), shown)


def _scaled(decimal: re.Match[str], power: int, shown: str) -> Answer:
    """The decimal times this power of ten."""
    decimals, exponent = decimal[2] or decimal[3] or "", int(decimal[4] or 0) + power
    mantissa = decimal[0].partition("e")[0].partition("E")[0]
    number = float(f"{mantissa}e{exponent}") if exponent else float(mantissa)
    if math.isinf(number):
        return Answer("", problem=say("answer too large", answer=printable(shown)))
    zeros = 0 if decimals else len(mantissa) - len(mantissa.rstrip("0"))
    least = exponent - len(decimals)
    return Answer("", number, 0.5 * power_of_ten(least), coarse=0.5 * power_of_ten(least + zeros) if zeros else 0.0)
