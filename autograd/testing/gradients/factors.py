"""Claims that are the truth times a factor: a sign, a constant, a factor that depends on a length, or a value.

A factor that is constant in one example may be the square root of a length. So it is read off from examples of several
lengths. If all have one length, the sentence says that sqrt(3) is the square root of the 3 numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import product
from typing import NamedTuple

from autograd.language import say
from autograd.language.text import number
from autograd.testing.gradients.points import Entry, Point

FEW = 4
"""The fewest points that a factor which is a value must fit."""

Pairs = Sequence[tuple[Point, Entry]]


class Slip(NamedTuple):
    """`reasons` are out of "sign", "factor", "1/n", "transposed", "missing term", "missing factor" and "value for the
    gradient"; "1/n" is any factor that depends on lengths."""

    reasons: tuple[str, ...]
    sentence: str


class Size(NamedTuple):
    """A factor that a length n may bring: without the `part`, the gradient is `factor` times too large."""

    part: str
    times: str
    over: str
    factor: Callable[[float], float]


COUNT = Size("1/n", " * n", " / n", lambda n: n)
ROOT = Size("1/sqrt(n)", " * sqrt(n)", " / sqrt(n)", math.sqrt)
SIZES = (
    COUNT,
    ROOT,
    Size("1/n**2", " * n**2", " / n**2", lambda n: n * n),
    Size("1/(n - 1)", " * (n - 1)", " / (n - 1)", lambda n: n - 1.0),
    Size("(n - 1)/n", " * n / (n - 1)", " * (n - 1) / n", lambda n: n / (n - 1.0) if n > 1 else math.inf),
)


def fit(pairs: Pairs, predicted: Callable[[Point, Entry], float], tolerance: float) -> bool:
    return all(point.agree(entry, predicted(point, entry), tolerance) for point, entry in pairs)


def lengths(point: Point) -> dict[str, int]:
    """The things that n may count, in words: the numbers of each list, and the rows, columns and numbers of each
    matrix."""
    found = {}
    for name, argument in zip(point.names, point.arguments, strict=True):
        if isinstance(argument, list):
            rows = {len(row) if isinstance(row, list) else -1 for row in argument}
            if rows == {-1}:
                found[say("the length of", name=name)] = len(argument)
            elif len(rows) == 1 and min(rows) > 0:
                found[say("the number of rows of", name=name)] = len(argument)
                found[say("the number of columns of", name=name)] = min(rows)
                found[say("the number of numbers in", name=name)] = len(argument) * min(rows)
    return found


def proportional(pairs: Pairs, tolerance: float) -> Iterator[Slip]:
    """A sign, a constant factor, or a factor that depends on a length, such as 1/n."""
    telling = _telling(pairs, tolerance)
    if not (clear := _clearest(telling, tolerance)):
        return
    ratio = _beside(lambda point: 1.0, clear, pairs, tolerance)
    if ratio is not None:
        yield from _constant(ratio, pairs, tolerance) if ratio == -1.0 or len(telling) > 1 else ()
        return  # a single number is some multiple of any other
    for where in lengths(clear[0]):
        for size in SIZES:
            for power in 1, -1:
                constant = _beside(partial(_made, size, where, power), clear, pairs, tolerance)
                if constant is not None:
                    yield _of_a_length(constant, size, power, where)
                    return


def by_a_value(pairs: Pairs, output: str, tolerance: float) -> Iterator[Slip]:
    """A factor that is the value of the function, called `output`, or one of the inputs that are numbers."""
    some = [pair for pair in _telling(pairs, tolerance) if pair[1].claimed]  # at 0 a factor x cannot be read off
    if len(some) < FEW or not (clear := _clearest(some, tolerance)):
        return
    for powers in (1, -1), (2, -2):
        for name, power in product(_values(output, clear[0]), powers):
            constant = _beside(partial(_value, output, name, power), clear, pairs, tolerance)
            if constant is not None:
                times = name + ("**2" if abs(power) == 2 else "")
                key, sign = ("a factor too many", "*") if power > 0 else ("a factor is missing", "/")
                parts = [("factor", say(key, factor=times)), *_size_and_sign(constant)]
                yield _joined(parts, _multiple(constant, f" {sign} {times}"))
                return


def _telling(pairs: Pairs, tolerance: float) -> Pairs:
    return [pair for pair in pairs if pair[0].clearness(pair[1]) > 1000.0 * tolerance]


def _clearest(telling: Pairs, tolerance: float) -> tuple[Point, Entry] | None:
    """The point where a factor is read off. In a list of one number a factor n is 1, and the claim is right."""
    wrong = [(point, e) for point, e in telling if not point.agree(e, e.true, 2 * tolerance)]
    return max(wrong, key=lambda pair: pair[0].clearness(pair[1]), default=None)


def _beside(
    factor: Callable[[Point], float], clear: tuple[Point, Entry], pairs: Pairs, tolerance: float
) -> float | None:
    """The constant c such that the claim is c times `factor` times the truth at all points; None if there is none."""
    point, entry = clear
    try:
        constant = _rounded(entry.claimed / entry.true / factor(point), tolerance)
        fits = fit(pairs, lambda point, e: constant * factor(point) * e.true, 2 * tolerance)
    except ArithmeticError:  # there is no such factor at some of the points
        return None
    return constant if fits else None


def _made(size: Size, where: str, power: int, point: Point) -> float:
    return float(size.factor(lengths(point).get(where, 1)) ** power)


def _value(output: str, name: str, power: int, point: Point) -> float:
    return float(_values(output, point)[name] ** power)


def _values(output: str, point: Point) -> dict[str, float]:
    given = {name: x for name, x in zip(point.names, point.arguments, strict=True) if not isinstance(x, list)}
    return {output: point.output.data, **given}


def _constant(ratio: float, pairs: Pairs, tolerance: float) -> Iterator[Slip]:
    """The slips for a claim that is `ratio` times the truth."""
    if abs(ratio) <= tolerance:
        yield Slip(("missing term",), say("always 0"))
        return
    size = abs(ratio)
    fixed = {
        where: n
        for where, n in lengths(pairs[0][0]).items()
        if n > 1 and all(lengths(point).get(where) == n for point, _ in pairs)
    }
    if not isinstance(_simple(size), Fraction):
        rest = [(_simple(size / n ** (power / 2)), power, where) for where, n in fixed.items() for power in (1, -1)]
        roots = [(x.numerator * x.denominator, power, where) for x, power, where in rest if isinstance(x, Fraction)]
        if roots:
            _, power, where = min(roots)
            yield _of_a_length(_rounded(ratio / fixed[where] ** (power / 2), tolerance), ROOT, power, where)
            return
    yield _joined(list(_size_and_sign(ratio)), _multiple(ratio))
    for where, n in fixed.items():
        if min(abs(size - n), abs(size - 1.0 / n)) <= tolerance * n:
            yield Slip(("1/n",), say("or 1/n", count=_count(COUNT, 1 if size > 1.0 else -1), n=n, length=where))
            return


def _count(size: Size, power: int) -> str:
    return say("a factor is missing" if power == 1 else "a factor is one too many", factor=size.part)


def _of_a_length(constant: float, size: Size, power: int, where: str) -> Slip:
    multiple = _multiple(constant, size.times if power == 1 else size.over)
    parts = [("1/n", _count(size, power)), *_size_and_sign(constant)]
    return _joined(parts, say("where n is", multiple=multiple, length=where))


def _size_and_sign(ratio: float) -> Iterator[tuple[str, str]]:
    """The reasons for a constant factor, each with its sentence."""
    if ratio < 0.0:
        yield "sign", say("the sign is flipped")
    if abs(ratio) > 1.0:
        yield "factor", say("a factor too many", factor=_simple(abs(ratio)))
    elif abs(ratio) < 1.0:
        yield "factor", say("a factor is missing", factor=_simple(1.0 / abs(ratio)))


def _joined(parts: Sequence[tuple[str, str]], formula: str) -> Slip:
    """One slip made of several that occur together. Each part alone would not explain the claim."""
    return Slip(tuple(reason for reason, _ in parts), f"{say(', and').join(said for _, said in parts)}: {formula}")


def _rounded(ratio: float, tolerance: float) -> float:
    """`ratio`, or exactly 1 or -1 if it differs from these by rounding alone: "a factor 1 too many" is no reason."""
    return math.copysign(1.0, ratio) if abs(abs(ratio) - 1.0) <= 2 * tolerance else ratio


def _simple(size: float) -> Fraction | str:
    """A factor as a person writes it: 3, 2/3 or sqrt(2)."""
    fraction, square = (Fraction(x).limit_denominator(20) for x in (size, size * size))
    if abs(fraction - size) <= 1e-8 * size:
        return fraction
    return f"sqrt({square})" if abs(square - size * size) <= 1e-8 * size * size else number(size)


def _multiple(ratio: float, more: str = "") -> str:
    """`claimed = -2 * true / 3`, followed by further factors."""
    claimed, true = say("claimed"), say("true")
    size = _simple(abs(ratio))
    over, under = (size.numerator, size.denominator) if isinstance(size, Fraction) else (size, 1)
    times = "" if over == 1 else f"{over} * "
    return f"{claimed} = {'-' * (ratio < 0.0)}{times}{true}" + ("" if under == 1 else f" / {under}") + more
