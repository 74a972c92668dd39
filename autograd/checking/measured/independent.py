"""Derivatives of a function by moving its inputs, which no rule of the engine can spoil.

A complex step has no error to speak of, but not every function takes complex numbers. Differences work for every
function.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from autograd.calculus.numbers.number import Number, overload
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op
from autograd.checking.differences import NOTHING, ROUNDING, SMALLEST, Estimate, Sides, differences, jumps, nearest
from autograd.checking.measured.claimed import Point, estimate, estimates, returned
from autograd.language.errors import real

STEP = 1e-30
"""The imaginary step, in proportion to the argument. It is no smaller than its cube, for what is left of a derivative
times the step has to be a float."""


class Complex(Number):
    """A complex number that stands for its real part: the imaginary part is a step too small to be felt by it.

    f(x + ih) = f(x) + ih f′(x) - h² f″(x)/2 - …, so the imaginary part over h is the derivative, and no digit cancels
    (W. Squire and G. Trapp, Using complex variables to estimate derivatives of real functions, SIAM Review 40, 1998).
    """

    __slots__ = ("raw",)

    def __init__(self, raw: complex) -> None:
        self.raw = raw

    @classmethod
    def lift(cls, number: object) -> Complex:
        if isinstance(number, Complex):
            return number
        return Complex(complex(float(number) if isinstance(number, Number) else real(number, "a calculation")))

    def __float__(self) -> float:
        return self.raw.real


def _complex(row: Op) -> Callable[..., Complex]:
    def evaluate(*inputs: Any) -> Complex:
        raws = [Complex.lift(x).raw for x in (inputs[0] if row.arity == MANY else inputs)]
        # the real part as floats give it: functions of complex numbers, such as log1p, may have lost its last digits
        return Complex(complex(row.value(*[raw.real for raw in raws]), complex(row.value(*raws)).imag))

    return evaluate


overload(Complex, TABLE, _complex)

UNSEEN = SMALLEST / STEP**3
"""A derivative below this may be lost in the imaginary part; it counts as 0."""


def imaginary(x: float) -> float:
    """The imaginary step of an argument."""
    return max(STEP * (abs(x) or 1.0), STEP**3)


class Measured(NamedTuple):
    """One derivative without the engine: the `best` number, by which `method`, and what the `sides` say of it."""

    best: Estimate
    method: str
    sides: Sides
    jump: bool


class Seen(Sides):
    """What lanes see of the sides: the estimates alone. That from both sides has to be known; each side may be left
    out where a complex step tells the derivative."""

    def __init__(self, steepness: float, both: Estimate, left: Estimate = NOTHING, right: Estimate = NOTHING) -> None:
        super().__init__([], [], [])
        self._steepness = steepness
        vars(self).update(both=both, left=left, right=right)  # in the place of what would be worked out

    @property
    def steepness(self) -> float:
        return self._steepness


class Screened(NamedTuple):
    """A derivative that was measured in lanes: by differences, and by a complex `step` if there is one. `rest` is what
    that leaves, a part of its error."""

    step: float | None
    rest: float
    sides: Seen

    def measured(self, slack: float) -> Measured | None:
        """As `Independent.measured` says it; None where a complex step and differences do not agree."""
        if self.step is None:
            return Measured(self.sides.best, "differences", self.sides, False)
        exact = Estimate(self.step, slack + ROUNDING * abs(self.step) + self.rest)
        return Measured(exact, "complex step", self.sides, False) if exact.agrees(self.sides.both) else None


class Independent:
    """The derivatives at `at` of a function of several numbers with several outputs, of any order, without its rules.

    `outs(*xs)` gives the outputs for floats, each with its rounding error; `complex_outs(*xs)` gives them for complex
    numbers, and may raise anything where the function does not take them.
    """

    def __init__(
        self, at: Point, outs: Callable[..., Sequence[Estimate]], complex_outs: Callable[..., Sequence[complex]]
    ) -> None:
        self.at = at
        # Several outputs, and differences of differences, ask for the same points again.
        self.outs = lru_cache(maxsize=1024)(outs)
        self.complex_outs = lru_cache(maxsize=1024)(complex_outs)
        self.accepted: dict[tuple[int, int], float] = {}  # and what they may be wrong by
        self.screened: dict[tuple[int, int], Screened] = {}  # in lanes, where that was possible

    @classmethod
    def of_function(cls, f: Callable[..., Any], at: Point) -> Independent:
        """The derivatives of a function of Values."""
        return cls(
            at,
            lambda *xs: estimates(f, xs),
            lambda *xs: [Complex.lift(out).raw for out in returned(f, [Complex(x) for x in xs])],
        )

    @classmethod
    def of_operation(cls, op: Op, at: Point) -> Independent:
        """The derivatives of an operation in its inputs."""
        return cls(at, lambda *xs: [estimate(op, xs)], lambda *xs: [complex(op.value(*xs))])

    def measured(self, k: int, along: Sequence[int], slack: float) -> Measured:
        """The derivative of output `k` along the arguments `along`: the better of differences and a complex step.
        `slack` is what rounding may have done to the complex step.

        Not every function continues to complex numbers as itself: Python's `abs` of one is its modulus, and a number
        that the function reads by `float()` stays behind. So the complex step has to agree with the differences. Once
        it does, it is the first derivative whose differences are those of higher order.
        """
        g, x = self._along(k, self.at, along)
        sides = differences(g, x)
        if len(along) > 1:
            method = "differences of complex steps" if (k, along[0]) in self.accepted else "differences"
            return Measured(sides.best, method, sides, False)
        jump = jumps(g, x)
        step = self.complex_step(k, along[0])
        if step is not None and sides.both.finite:
            # what the step itself leaves goes with its square, or with the step where f is no smooth one
            left = 1e3 * STEP * sides.steepness + ROUNDING * SMALLEST / imaginary(x)
            exact = Estimate(step, slack + ROUNDING * abs(step) + left)
            if exact.agrees(sides.both):
                self.accepted[k, along[0]] = exact.error
                return Measured(exact, "complex step", sides, jump)
        return Measured(sides.best, "differences", sides, jump)

    def known(self, k: int, along: Sequence[int], slack: float) -> Measured | None:
        """What lanes have measured of this derivative, if they have and the complex step is accepted."""
        found = self.screened.get((k, along[0])) if len(along) == 1 else None
        measured = found.measured(slack) if found else None
        if measured and measured.method == "complex step":
            self.accepted[k, along[0]] = measured.best.error
        return measured

    def closer(self, k: int, along: Sequence[int]) -> tuple[float | None, list[Estimate]]:
        """What is left to ask where differences may step over what the function does: a complex step of the first
        derivative, and the quotients over the nearest numbers."""
        step = self.complex_step(k, along[0]) if len(along) == 1 else None
        return step, nearest(*self._along(k, self.at, along))

    def complex_step(self, k: int, i: int, at: Point | None = None) -> float | None:
        """The derivative of output `k` along argument `i`, here or at another point; None where complex numbers cannot
        tell it."""
        at = at or self.at
        h = imaginary(at[i])
        try:
            moved = self.complex_outs(*at[:i], complex(at[i], h), *at[i + 1 :])
        except Exception:  # whatever a function does that was not written for complex numbers
            return None
        derivative = moved[k].imag / h
        return derivative if math.isfinite(derivative) else None

    def together(self, direction: Point) -> list[Estimate]:
        """The derivatives from the left and from the right along a direction of all inputs, where there are any."""
        size = max(*map(abs, self.at)) or 1.0
        speed = max(*map(abs, direction)) or 1.0

        def along(t: float) -> Estimate:
            [out] = self.outs(*[x + t * size * (far / speed) for x, far in zip(self.at, direction, strict=True)])
            return Estimate(out.value / size, out.error / size)

        sides = differences(along, 0.0)
        known = [side for side in (sides.left, sides.right) if side is not None]
        return [Estimate(side.value * speed, side.error * speed) for side in known]

    def _along(self, k: int, at: Point, along: Sequence[int]) -> tuple[Callable[[float], Estimate], float]:
        """The derivative along all arguments but the last, as a function of the last; and where that one stands."""
        *inner, last = along
        return lambda x: self._derivative(k, (*at[:last], x, *at[last + 1 :]), inner), at[last]

    def _derivative(self, k: int, at: Point, along: Sequence[int]) -> Estimate:
        """The derivative as one number: by a complex step along the first argument if `measured` accepted one there."""
        if not along:
            return self.outs(*at)[k]
        if len(along) == 1 and (k, along[0]) in self.accepted:
            step = self.complex_step(k, along[0], at)
            if step is None:
                raise ValueError(f"no complex step at {at}")
            return Estimate(step, max(self.accepted[k, along[0]], ROUNDING * abs(step)))
        return differences(*self._along(k, at, along)).both
