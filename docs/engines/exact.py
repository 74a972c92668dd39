"""What is mathematically there: values and derivatives from each side, by difference quotients in mpmath's numbers.

A quotient over a step of 1e-120 has over a hundred right digits where the function is smooth, and tells the two sides
apart where it is not. So no formula of any derivative is used, neither ours nor that of another engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from mpmath import mp, mpf

from autograd.checking.engines.questions.question import Question
from docs.engines.meanings import MEANINGS

DIGITS = (600, 1400, 1600, 5200)
"""Working precisions. Two that follow each other have to agree: far out, a function changes in a late digit alone."""
SLOW = ("erf", "erfc", "gelu", "log_erf", "log_erfc")
"""Functions that would take minutes in thousands of digits: their derivatives below 1e-1000 are written as 0."""
NEAR, NEARER = 60, 120
"""Steps are 1e-60 and 1e-120 times the input, or times 1 where it is 0."""
LEAST = mpf("1e-5000")
"""What is smaller is written as 0."""
NONE = "none"

Side = Any
"""A number, infinite where the derivative grows without bound, or None where the function has no value on that side."""


def truth(question: Question) -> dict[str, Any]:
    """The value as decimal text; and for each derivative its text, or the texts of both sides where they differ. "none"
    is what does not exist.

    >>> truth(Question("abs", (0.0,)))
    {'value': '0.0', 'derivatives': [['-1.0', '1.0']]}
    >>> truth(Question("sqrt", (0.0,)))
    {'value': '0.0', 'derivatives': [['none', 'inf']]}
    >>> truth(Question("tanh", (15.0,)))
    {'value': '0.99999999999981284754', 'derivatives': ['3.7430491875353693211e-13']}
    """
    value = _settled(lambda f, xs: f(xs), question)
    if question.order == 0 or value is None:
        return {"value": _text(value), "derivatives": [NONE] * _count(question)}
    found = []
    for moved in _slots(question):
        left, right = (_settled(_side(moved, sign), question) for sign in (-1, 1))
        found.append(_text(left) if _same(left, right) else [_text(left), _text(right)])
    return {"value": _text(value), "derivatives": found}


def _count(question: Question) -> int:
    return len(question.xs) ** question.order if question.order else 0


def _slots(question: Question) -> list[tuple[int, ...]]:
    many = range(len(question.xs))
    return [(i,) for i in many] if question.order == 1 else [(i, j) for i in many for j in many]


def _settled(asked: Callable[[Callable[[Sequence[Any]], Any], list[Any]], Any], question: Question) -> Any:
    """What is asked of the function, with as many digits as it takes."""
    before: Any = "nothing yet"
    precisions = DIGITS[:-1] if question.op in SLOW else DIGITS
    for digits in precisions:
        with mp.workdps(digits):
            f = partial(_meant, MEANINGS[question.op], {name: mpf(x) for name, x in question.constants.items()})
            now = asked(f, list(map(mpf, question.xs)))
        if before != "nothing yet" and _same(before, now) and (now or digits == precisions[-1]):
            return now
        before = now
    return before


def _meant(meaning: Callable[..., Any], constants: dict[str, Any], xs: Sequence[Any]) -> Any:
    return meaning(*xs, **constants)


def _side(moved: tuple[int, ...], sign: int) -> Callable[[Callable[[Sequence[Any]], Any], list[Any]], Side]:
    of_step = _slope if len(moved) == 1 else _curvature

    def side(f: Callable[[Sequence[Any]], Any], xs: list[Any]) -> Side:
        return _limit(*[of_step(f, xs, moved, sign, power) for power in (NEAR, NEARER)])

    return side


def _slope(f: Callable[[Sequence[Any]], Any], xs: list[Any], moved: tuple[int, ...], sign: int, power: int) -> Side:
    """The difference quotient from the point itself."""
    step = sign * _step(xs, moved[0], power)
    end, start = f(_at(xs, {moved[0]: step})), f(xs)
    return None if end is None or start is None else _sum(end, -start) / step


def _curvature(f: Callable[[Sequence[Any]], Any], xs: list[Any], moved: tuple[int, ...], sign: int, power: int) -> Side:
    """The second difference quotient, at a point beside this one along the last input.

    Beside a kink the third derivatives are as large as the distance is small: the step is shorter than its square
    root cubed, so that they do not count."""
    i, j = moved
    beside = _at(xs, {j: sign * _step(xs, j, power)})
    steps = {slot: _step(xs, slot, power * 7 // 4) for slot in moved}
    terms = []
    for a in (-1, 1):
        for b in (-1, 1):
            by = {i: a * steps[i], j: b * steps[j]} if i != j else {i: (a + b) * steps[i]}
            value = f(_at(beside, by))
            if value is None:
                return None
            terms.append(a * b * value)
    return _sum(*terms) / (4 * steps[i] * steps[j])


def _sum(*terms: Any) -> Any:
    """The sum, which is 0 where no more is left than rounding."""
    total, largest = mp.fsum(terms), max(map(abs, terms))
    return total if largest > LEAST and abs(total) > largest * mpf(10) ** (10 - mp.dps) else mpf(0)


def _step(xs: Sequence[Any], slot: int, power: int) -> Any:
    return (abs(xs[slot]) or 1) * mpf(10) ** -power


def _at(xs: Sequence[Any], by: dict[int, Any]) -> list[Any]:
    return [x + by.get(slot, 0) for slot, x in enumerate(xs)]


def _limit(near: Side, nearer: Side) -> Side:
    """What the quotients tend to. Steps that are shorter by 1e-60 make an infinite limit larger, be it a logarithm,
    and a limit of 0 smaller."""
    if near is None or nearer is None:
        return None
    if 1e3 * abs(nearer) < abs(near):
        return mpf(0)
    return nearer if abs(nearer - near) <= 1e-6 * abs(nearer) else mp.sign(nearer) * mp.inf


def _same(left: Side, right: Side) -> bool:
    if left is None or right is None or mp.isinf(left) or mp.isinf(right):
        return bool(left == right) if None not in (left, right) else left is right
    return bool(abs(left - right) <= mpf(10) ** -40 * max(abs(left), abs(right)))


def _text(number: Side) -> str:
    """Twenty digits. The exponent is taken off first: a number of thousands of digits is no quick text."""
    if number is None:
        return NONE
    if mp.isinf(number):
        return "inf" if number > 0 else "-inf"
    with mp.workdps(40):
        if abs(number) < LEAST:
            return "0.0"
        if mpf("1e-300") < abs(number) < mpf("1e300"):
            return str(mp.nstr(+number, 20)).replace("e+", "e")
        exponent = int(mp.floor(mp.log10(abs(number))))
        return f"{mp.nstr(number / mpf(10) ** exponent, 20)}e{exponent}"
