"""Numbers that note the borders of a formula: where a comparison would turn, and where a rule has a kink.

A formula that is wrong on a small piece alone is right at nearly all arguments that chance proposes. But the comparison
that chooses the piece is carried out at each of them. The rows are read in numbers that know how fast they change with
each argument, so that the border follows by Newton's method, in one step where the comparison is linear.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from autograd.calculus.numbers.number import Number, calculated, overload
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op, nowhere

Noted = list["Border"]


class Border(NamedTuple):
    """A comparison: the left side minus the right side, and how fast this changes with each argument."""

    apart: float
    slopes: tuple[float, ...]


class Watched(Number):
    """A number, its slopes along the arguments, and the list in which its comparisons are noted.

    >>> noted = []
    >>> x, y = (Watched(3.0, (1.0, 0.0), noted), Watched(1.0, (0.0, 1.0), noted))
    >>> 2 * x - y > 4
    True
    >>> noted
    [Border(apart=1.0, slopes=(2.0, -1.0))]
    """

    __slots__ = ("noted", "primal", "slopes")
    rank = 2

    def __init__(self, primal: float, slopes: tuple[float, ...], noted: Noted) -> None:
        self.primal, self.slopes, self.noted = primal, slopes, noted

    @classmethod
    def lift(cls, number: object) -> Watched:
        """A constant, which has no slopes."""
        return number if isinstance(number, Watched) else Watched(float(number), (), [])  # type: ignore[arg-type]

    @property
    def data(self) -> float:
        """The number, as of a Value."""
        return self.primal

    def __float__(self) -> float:
        return self.primal

    def is_integer(self) -> bool:
        return self.primal.is_integer()

    def against(self, other: Any) -> float:
        """This number minus the other one. That they are compared is noted."""
        other = Watched.lift(other)
        apart: float = self.primal - other.primal
        slopes = _added([(1.0, self.slopes), (-1.0, other.slopes)])
        if any(slopes):
            (self.noted if self.slopes else other.noted).append(Border(apart, slopes))
        return apart

    def __eq__(self, other: object) -> bool:
        return self.against(other) == 0.0

    def __lt__(self, other: Any) -> bool:
        return self.against(other) < 0.0

    def __le__(self, other: Any) -> bool:
        return self.against(other) <= 0.0

    def __gt__(self, other: Any) -> bool:
        return self.against(other) > 0.0

    def __ge__(self, other: Any) -> bool:
        return self.against(other) >= 0.0

    def __bool__(self) -> bool:
        return self.against(0.0) != 0.0

    __hash__ = Number.__hash__


def _added(terms: Sequence[tuple[float, tuple[float, ...]]]) -> tuple[float, ...]:
    """The sum of these factors times these slopes."""
    count = max((len(slopes) for _, slopes in terms), default=0)
    return tuple(sum(factor * slopes[i] for factor, slopes in terms if slopes) for i in range(count))


def _watched(row: Op) -> Callable[..., Watched]:
    """A row in these numbers: its kink is a border, and its slopes follow by the chain rule."""

    def evaluate(*inputs: Any) -> Watched:
        xs = [Watched.lift(x) for x in (inputs[0] if row.arity == MANY else inputs)]
        noted = next((x.noted for x in xs if x.slopes), [])
        primals = [x.primal for x in xs]
        z = float(calculated(row, primals))
        if not any(x.slopes for x in xs):
            return Watched(z, (), noted)
        if row.kink is not nowhere:
            _note_kinks(row, xs)
        local = row.partials(z, *primals)
        return Watched(z, _added([(d, x.slopes) for d, x in zip(local, xs, strict=True)]), noted)

    return evaluate


def _note_kinks(row: Op, xs: list[Watched]) -> None:
    """Ask the row whether it has a kink here: the answer is a comparison. A list has one where the first changes places
    with another."""
    if row.arity < MANY:
        row.kink(*xs)
    elif len(xs) > 1:
        first, *others = sorted(xs, key=lambda x: x.primal, reverse=row.name != "min")
        for other in others:
            first.against(other)


overload(Watched, TABLE, _watched)


def watched(numbers: Sequence[float], free: Sequence[int]) -> tuple[list[Any], Noted]:
    """The numbers, watched along those at the places `free`, and the list in which comparisons will be noted."""
    noted: Noted = []
    places = {place: i for i, place in enumerate(free)}
    return [
        Watched(x, tuple(float(places[j] == i) for i in range(len(free))), noted) if j in places else x
        for j, x in enumerate(numbers)
    ], noted
