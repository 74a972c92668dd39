"""Where a wrong claim is right all the same: on one side of a number, for some sizes, for shares of a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograd.by_hand.formulas import Function
from autograd.language import say
from autograd.testing.points import Point
from autograd.text import number

FEW = 3
"""So many points at least must have been right there."""


def where_it_holds(function: Function, points: Sequence[Point], tolerance: float) -> list[str]:
    """A sentence for each condition that tells all points at which the claim is right from all at which it is not."""
    wrong, right = _parted(points, tolerance)
    return [*_sizes(function, wrong, right), *_shares(function, wrong, right)]


def one_sided(function: Function, points: Sequence[Point], tolerance: float) -> list[str]:
    """A sentence if the claim is right on one side of a number, and wrong on the other.

    Where a gradient levels off, as 1/x for large x, its negation is as good as it: such points tell nothing.
    """
    wrong, right = _parted(points, tolerance)
    return list(_sides(function, wrong, [point for point in right if point.tells(tolerance)]))


def _parted(points: Sequence[Point], tolerance: float) -> tuple[list[Point], list[Point]]:
    wrong = [point for point in points if point.wrong(tolerance)]
    return wrong, [point for point in points if not point.wrong(tolerance)]


def _sizes(function: Function, wrong: Sequence[Point], right: Sequence[Point]) -> Iterator[str]:
    for letter in function.letters:
        refuted = {_size(function, letter, point) for point in wrong}
        held = {_size(function, letter, point) for point in right} - refuted
        if held and refuted:
            right_for, wrong_for = (", ".join(map(str, sorted(of))) for of in (held, refuted))
            yield say("right for sizes", what=letter, right=right_for, wrong=wrong_for)


def _size(function: Function, letter: str, point: Point) -> int:
    for shape, argument in zip(function.shapes.values(), point.arguments, strict=True):
        if letter in shape:
            return len(argument if shape[0] == letter else argument[0])
    raise KeyError(letter)


def _shares(function: Function, wrong: Sequence[Point], right: Sequence[Point]) -> Iterator[str]:
    for i, (name, shape) in enumerate(function.shapes.items()):
        if len(shape) == 1:
            whole = [point for point in right if _is_whole(point, i)]
            if len(whole) >= FEW and not any(_is_whole(point, i) for point in wrong):
                yield say("right for shares", name=name)


def _is_whole(point: Point, argument: int) -> bool:
    return bool(abs(sum(point.arguments[argument]) - 1.0) < 1e-9)


def _sides(function: Function, wrong: Sequence[Point], right: Sequence[Point]) -> Iterator[str]:
    """For a scalar input: right on one side of a number, wrong on the other."""
    for i, (name, shape) in enumerate(function.shapes.items()):
        if shape or len(right) < FEW:
            continue
        refuted, held = ([point.arguments[i] for point in of] for of in (wrong, right))
        if max(held) <= min(refuted):
            yield say("right below", name=name, border=number(_between(max(held), min(refuted))))
        elif min(held) >= max(refuted):
            yield say("right above", name=name, border=number(_between(max(refuted), min(held))))


def _between(low: float, high: float) -> float:
    """The number between these that has the fewest digits."""
    middle = (low + high) / 2
    rounded = (round(middle, digits) for digits in range(-12, 13))
    return next((x for x in rounded if low <= x <= high), middle)
