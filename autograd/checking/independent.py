"""Derivatives of a function by moving its inputs, which no rule of the engine can spoil.

A complex step has no error to speak of, but not every function takes complex numbers. Differences work for every
function.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from autograd.calculus.number import Number, overload
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op
from autograd.checking.differences import ROUNDING, SMALLEST, Estimate, Sides, differences, jumps, nearest
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

Point = tuple[float, ...]


def _imaginary(x: float) -> float:
    return max(STEP * (abs(x) or 1.0), STEP**3)


class Independent:
    """The derivatives of a function of several numbers with several outputs, of any order, without its rules.

    `outputs(*at)` gives the outputs for floats, each with its rounding error; `complex_outputs(*at)` gives them for
    complex numbers, and may raise anything where the function does not take them.
    """

    def __init__(
        self, outputs: Callable[..., Sequence[Estimate]], complex_outputs: Callable[..., Sequence[complex]]
    ) -> None:
        # Several outputs, and differences of differences, ask for the same points again.
        self.outputs = lru_cache(maxsize=1024)(outputs)
        self.complex_outputs = lru_cache(maxsize=1024)(complex_outputs)
        self.accepted: dict[tuple[int, int], float] = {}  # and what they may be wrong by

    def complex_step(self, k: int, at: Point, i: int) -> float | None:
        """The derivative of output `k` along argument `i`; None where complex numbers cannot tell it."""
        h = _imaginary(at[i])
        try:
            moved = self.complex_outputs(*at[:i], complex(at[i], h), *at[i + 1 :])
        except Exception:  # whatever a function does that was not written for complex numbers
            return None
        derivative = moved[k].imag / h
        return derivative if math.isfinite(derivative) else None

    def best(self, k: int, at: Point, along: Sequence[int], sides: Sides, rounding: float) -> tuple[Estimate, str]:
        """The better of `sides` and a complex step, and what it is called. `rounding` is what the complex step may be
        wrong by.

        Not every function continues to complex numbers as itself: Python's `abs` of one is its modulus, and a number
        that the function reads by `float()` stays behind. So the complex step has to agree with the differences. Once
        it does, it is the first derivative whose differences are those of higher order.
        """
        if len(along) > 1:
            return sides.best, "differences" + " of complex steps" * ((k, along[0]) in self.accepted)
        step = self.complex_step(k, at, along[0])
        if step is not None and sides.both.finite:
            # what the step itself leaves goes with its square, or with the step where f is no smooth one
            left = 1e3 * STEP * sides.steepness + ROUNDING * SMALLEST / _imaginary(at[along[0]])
            estimate = Estimate(step, rounding + ROUNDING * abs(step) + left)
            if estimate.agrees(sides.both):
                self.accepted[k, along[0]] = estimate.error
                return estimate, "complex step"
        return sides.best, "differences"

    def sides(self, k: int, at: Point, along: Sequence[int]) -> Sides:
        """The derivative of output `k` along the arguments `along`, by differences along the last of them."""
        *inner, last = along
        return differences(lambda x: self.derivative(k, (*at[:last], x, *at[last + 1 :]), inner), at[last])

    def jumps(self, k: int, at: Point, i: int) -> bool:
        """Whether output `k` jumps along argument `i`."""
        return jumps(lambda x: self.outputs(*at[:i], x, *at[i + 1 :])[k], at[i])

    def nearest(self, k: int, at: Point, along: Sequence[int]) -> list[Estimate]:
        """The quotients over the numbers nearest to `at`; see `autograd.differences.nearest`."""
        *inner, last = along
        return nearest(lambda x: self.derivative(k, (*at[:last], x, *at[last + 1 :]), inner), at[last])

    def derivative(self, k: int, at: Point, along: Sequence[int]) -> Estimate:
        """The same as one number, by a complex step along the first of them where `best` accepted that."""
        if not along:
            return self.outputs(*at)[k]
        if len(along) == 1 and (k, along[0]) in self.accepted:
            step = self.complex_step(k, at, along[0])
            if step is None:
                raise ValueError(f"no complex step at {at}")
            return Estimate(step, max(self.accepted[k, along[0]], ROUNDING * abs(step)))
        return self.sides(k, at, along).both
