"""Where a wrong claim is right: on one side of a number, for some sizes, or for shares of a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograd.by_hand.claims.formulas import Function
from autograd.language import say
from autograd.language.text import number
from autograd.testing.gradients.points import Point

LEAST_RIGHT = 3
"""The fewest points that must be right there."""
CLOSER = (1.0, 1 / 30, 1 / 1000)
"""Factors that make a tolerance smaller, to see how the border of a side moves."""
CONVERGES = 0.8
"""From each tolerance to the next, the border of a side must move less by this factor."""
NEXT = 0.382
"""The place where an interval is divided. It gives numbers less clean than the ends, which are hardly kinks."""

At = Callable[[tuple[Any, ...]], Point | None]
"""The function and the claim at other arguments; None where they do not count."""


def where_it_holds(function: Function, points: Sequence[Point], tolerance: float) -> list[str]:
    """A sentence for each condition that holds at all points where the claim is right, and at no point where it is
    wrong."""
    wrong, right = _parted(points, tolerance)
    return [*_sizes(function, wrong, right), *_shares(function, wrong, right)]


def one_sided(function: Function, points: Sequence[Point], tolerance: float, at: At) -> list[str]:
    """A sentence if the claim is right on one side of a number, and wrong on the other.

    The claim must be right to the digits of the gradient itself. Where a gradient becomes tiny, as exp(x) does far
    below 0, any tiny number differs from it by less than rounding.
    """
    wrong, right = _parted(points, tolerance)
    return list(_sides(function, wrong, [point for point in right if _exact(point, tolerance)], tolerance, at))


def _parted(points: Sequence[Point], tolerance: float) -> tuple[list[Point], list[Point]]:
    wrong = [point for point in points if point.wrong(tolerance)]
    return wrong, [point for point in points if not point.wrong(tolerance)]


def _sizes(function: Function, wrong: Sequence[Point], right: Sequence[Point]) -> Iterator[str]:
    for letter in function.letters:
        refuted = _sizes_of(function, letter, wrong)
        held = _sizes_of(function, letter, right) - refuted
        if held and refuted:
            right_for, wrong_for = (", ".join(map(str, sorted(of))) for of in (held, refuted))
            yield say("right for sizes", what=letter, right=right_for, wrong=wrong_for)


def _sizes_of(function: Function, letter: str, points: Sequence[Point]) -> set[int]:
    return {_size(function, letter, point) for point in points}


def _size(function: Function, letter: str, point: Point) -> int:
    for shape, argument in zip(function.shapes.values(), point.arguments, strict=True):
        if letter in shape:
            return len(argument if shape[0] == letter else argument[0])
    raise KeyError(letter)


def _shares(function: Function, wrong: Sequence[Point], right: Sequence[Point]) -> Iterator[str]:
    """Only points of a size at which the claim is wrong somewhere count: at other sizes it is right for any numbers."""
    for letter in function.letters:
        refuted = _sizes_of(function, letter, wrong)
        right = [point for point in right if _size(function, letter, point) in refuted]
    for i, (name, shape) in enumerate(function.shapes.items()):
        if len(shape) == 1:
            whole = [point for point in right if _is_whole(point, i)]
            if len(whole) >= LEAST_RIGHT and not any(_is_whole(point, i) for point in wrong):
                yield say("right for shares", name=name)


def _is_whole(point: Point, argument: int) -> bool:
    return bool(abs(sum(point.arguments[argument]) - 1.0) < 1e-9)


def _exact(point: Point, tolerance: float) -> bool:
    return all(abs(e.claimed - e.true) <= tolerance * abs(e.true) for e in point.entries)


def _sides(
    function: Function, wrong: Sequence[Point], right: Sequence[Point], tolerance: float, at: At
) -> Iterator[str]:
    """For a scalar input: right on one side of a number, wrong on the other."""
    for i, (name, shape) in enumerate(function.shapes.items()):
        if shape or len(right) < LEAST_RIGHT:
            continue
        held = sorted(point.arguments[i] for point in right)
        well_inside = held[len(held) // 2]  # at the border the other formula may be as good as right
        for key, sign in ("right below", 1), ("right above", -1):
            nearest = held[-1] if sign > 0 else held[0]
            first = min(wrong, key=lambda point: sign * point.arguments[i])
            if sign * nearest <= sign * first.arguments[i]:
                border = _border(first, i, well_inside, tolerance, at)
                if border is not None:
                    yield say(key, name=name, border=number(border))


def _border(wrong: Point, i: int, held: float, tolerance: float, at: At) -> float | None:
    """The border between `held` and argument number i of `wrong` at which the claim stops being right; None if there is
    none.

    As x falls, exp(x) + exp(2*x) comes closer and closer to exp(x): with a smaller tolerance, it is right only farther
    away. Where a formula truly holds on one side, the border moves less with each smaller tolerance, or not at all.
    """

    def moved(x: float) -> Point | None:
        return at((*wrong.arguments[:i], x, *wrong.arguments[i + 1 :]))

    borders = [_parting(moved, held, wrong.arguments[i], tolerance * closer) for closer in CLOSER]
    (_, first), (_, second), (last, third) = borders
    near, rounding = moved(last), 1e-9 * max(1.0, abs(third))
    step = third - second
    if near is None or not _exact(near, tolerance) or abs(step) > max(CONVERGES * abs(second - first), rounding):
        return None
    ends = last, third, third + step / (1.0 - CONVERGES)
    return _between(min(ends) - rounding, max(ends) + rounding)


def _parting(
    moved: Callable[[float], Point | None], right: float, wrong: float, tolerance: float
) -> tuple[float, float]:
    """A number where the claim is right and one where it is wrong. They are close, or no point between them counts."""
    while abs(wrong - right) > 1e-13 * max(1.0, abs(wrong)):
        for middle in right + NEXT * (wrong - right), wrong + NEXT * (right - wrong):
            if point := moved(middle):
                break
        else:
            break
        if point.no_value or point.wrong(tolerance):
            wrong = middle
        else:
            right = middle
    return right, wrong


def _between(low: float, high: float) -> float:
    """The number with the fewest digits between these two."""
    middle = (low + high) / 2
    rounded = (round(middle, digits) + 0.0 for digits in range(-12, 13))  # + 0.0: -0 is 0
    return next((x for x in rounded if low <= x <= high), middle)
