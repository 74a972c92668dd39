"""The derivative of a function of one number by differences, with an estimate of its error.

The error shows in how far the numbers of smaller and smaller steps disagree, so a comparison with these derivatives
needs no guessed tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from autograd.language.text import number

ROUNDING = 2.0**-51
"""How far a result of one operation may lie from the true one, in proportion: four times what Python's own + and *
may err, for the functions of mathematical libraries err more."""

SMALLEST = 2.0**-1022
"""Below this, floats have fewer digits: they err as this one does."""

LARGEST, RATIO, STEPS = 0.217, 0.15, 16
"""The largest step, from one step to the next, and how many of them. These are no round numbers, lest steps be
periods of the function."""

DEPTH = 6
"""How many times in a row quotients are extrapolated."""

REFUSED = (ValueError, ArithmeticError)
"""What functions of real numbers raise outside their domain; `DomainError` is both."""


class Estimate(NamedTuple):
    """A number and how far it may be from the true one. `error` is infinite where nothing is known, and `value` is
    infinite where quotients grow without bound."""

    value: float
    error: float

    def agrees(self, other: Estimate) -> bool:
        """Whether both may stand for the same number."""
        return self.value == other.value or abs(self.value - other.value) <= self.error + other.error

    @property
    def finite(self) -> bool:
        return math.isfinite(self.value) and math.isfinite(self.error)

    @property
    def shown(self) -> str:
        """The value as a reader needs it: a number that may be 0 is written as 0."""
        return number(0.0 if abs(self.value) <= self.error else self.value)


NOTHING = Estimate(math.nan, math.inf)

NEXT = range(12)
"""The nearest numbers that `nearest` looks at: 2 to these powers, in units of the last digit."""


class Sides:
    """The derivative at a point: from `both` sides, from the `left` and from the `right`. A side on which the function
    is refused at every step is None. Each is worked out from its quotients when it is asked for."""

    def __init__(self, both: list[_Quotient], left: list[_Quotient], right: list[_Quotient]) -> None:
        self._both, self._left, self._right = both, left, right

    @cached_property
    def both(self) -> Estimate:
        return _limit(self._both, 2)

    @cached_property
    def left(self) -> Estimate | None:
        return _one_sided(self._left)

    @cached_property
    def right(self) -> Estimate | None:
        return _one_sided(self._right)

    @property
    def agree(self) -> bool:
        """Whether the function is defined on both sides with one and the same derivative, as far as can be told."""
        return self.left is not None and self.right is not None and self.left.agrees(self.right)

    @property
    def best(self) -> Estimate:
        """That from both sides; or from one, if all agree and it is known far better, as where the second derivatives
        of the two sides differ. (Not whenever it is better: the best of three errors is more often too small.)"""
        if self.left is None or self.right is None or not self.left.agrees(self.right):
            return self.both
        one = min(self.left, self.right, key=lambda estimate: estimate.error)
        return one if one.error < 1e-2 * self.both.error else self.both

    @property
    def infinite(self) -> bool:
        """Whether the quotients grow without bound on some side."""
        return any(side is not None and math.isinf(side.value) for side in (self.left, self.right))

    @property
    def resolved(self) -> bool:
        """Whether the function changes by far more than its own noise, or not at all. Waves shorter than the last digit
        of x look like a constant to larger steps, and by their noise they are none."""
        changes = [(abs(q.value), 10.0 * q.noise) for q in self._left + self._right]
        return not any(change for change, _ in changes) or any(change > noise for change, noise in changes)

    @property
    def steepness(self) -> float:
        """How fast the function changes hereabouts: next to it, a small number counts as 0."""
        quotients = self._left + self._right
        return max([0.0, *[abs(q.value) for q in quotients], *[q.noise / ROUNDING for q in quotients[:1]]])


class _Quotient(NamedTuple):
    step: float
    value: float
    noise: float


def differences(g: Callable[[float], Estimate], x: float) -> Sides:
    """The derivative of `g` at `x` by Richardson-extrapolated differences, from both sides and from each.

    `g` gives each of its numbers with an error, which bounds how small a step is of use; where it raises `ValueError`
    or `ArithmeticError`, the step is left out. The extrapolation and its error estimate are those of C. Ridders,
    Accurate computation of F'(x) and F'(x)F''(x), Advances in Engineering Software 4(2), 1982.

    >>> slope = differences(lambda x: Estimate(math.sin(x), 1e-16), 0.5).both
    >>> abs(slope.value - math.cos(0.5)) <= slope.error < 1e-11
    True
    >>> edge = differences(lambda x: Estimate(math.sqrt(x), 1e-16), 0.0)
    >>> edge.left, edge.right
    (None, Estimate(value=inf, error=0.0))
    """
    middle = g(x)
    central, left, right = list[_Quotient](), list[_Quotient](), list[_Quotient]()
    for h in steps(x):
        above, below = x + h, x - h
        up, down = _or_none(g, above), _or_none(g, below)
        if up:
            right.append(_quotient(above - x, up, middle))
        if down:
            left.append(_quotient(x - below, middle, down))
        if up and down:
            central.append(_quotient(above - below, up, down))
    return Sides(central, left, right)


def nearest(g: Callable[[float], Estimate], x: float) -> list[Estimate]:
    """The quotients over the nearest numbers on both sides of x, next ones first; their errors are those of the last
    digit alone, without regard to the noise.

    They are coarse, yet they see what `differences` steps over: waves of a few last digits of a large x, and what is
    left of the domain close to its edge.
    """
    quotients = []
    for k in NEXT:
        h = max(math.ulp(x), 1e-150) * 2.0**k  # next to 0 as small as allows for division
        above, below = x + h, x - h
        up, down = _or_none(g, above), _or_none(g, below)
        if not up or not down:
            break
        last_digits = math.ulp(up.value) + math.ulp(down.value)
        quotients.append(Estimate((up.value - down.value) / (above - below), last_digits / (above - below)))
    return quotients


def beside(x: float) -> list[float]:
    """Steps to the nearest numbers, where a jump shows."""
    return [math.ulp(x) * n for n in (4.0, 2.0, 1.0)] if x else [1e-100, 1e-150, 1e-200]


def jumps(g: Callable[[float], Estimate], x: float) -> bool:
    """Whether `g` jumps at x: next to it on some side it stays at one distance, however close.

    >>> jumps(lambda x: Estimate(float(x > 0.0), 0.0), 0.0), jumps(lambda x: Estimate(math.cbrt(x), 0.0), 0.0)
    (True, False)
    """
    middle = g(x)
    for sign in (1.0, -1.0):
        near = [_or_none(g, x + sign * h) for h in beside(x)]
        changes = [(e.value - middle.value, e.error + middle.error) for e in near if e]
        if len(changes) == 3 and all(abs(change) > 10.0 * noise for change, noise in changes):
            least, most = min(c for c, _ in changes), max(c for c, _ in changes)
            if most - least < 1e-3 * abs(most):
                return True
    return False


def steps(x: float) -> list[float]:
    """Steps from the size of x, or 1 if that is larger, down to where nothing but rounding is left; and again from the
    size of a tiny x, for its function may live at that size."""
    hs = [LARGEST * max(abs(x), 1.0) * RATIO**k for k in range(STEPS)]
    hs += [h for k in range(STEPS) if (h := LARGEST * abs(x) * RATIO**k) < RATIO * hs[-1]]
    return [h for h in hs if h > 1e-290]  # the smallest floats have few digits


def _or_none(g: Callable[[float], Estimate], x: float) -> Estimate | None:
    try:
        return g(x)
    except REFUSED:
        return None


def _quotient(step: float, high: Estimate, low: Estimate) -> _Quotient:
    return _Quotient(step, (high.value - low.value) / step, (high.error + low.error) / step)


def _limit(quotients: Sequence[_Quotient], power: int) -> Estimate:
    """Where the quotients tend as the step goes to 0, if their error goes like the step to `power`, 2 · `power`, …

    Of all extrapolations the one of the smallest error is taken; one that the plain quotients of smaller steps
    contradict is not: a kink nearby, or waves shorter than the step, can make larger steps agree by chance.
    """
    found: list[tuple[Estimate, int]] = []
    before: list[tuple[float, float]] = []
    for k, (step, value, noise) in enumerate(quotients):
        column = [(value, noise)]
        for j, (old, old_noise) in enumerate(before[:DEPTH]):
            shrunk = (step / quotients[k - j - 1].step) ** power
            weight = shrunk / (1.0 - shrunk)
            value, noise = column[-1]
            better = value + (value - old) * weight
            noise += (noise + old_noise) * weight
            column.append((better, noise))
            if j + 1 < len(before):  # three neighbours: two may lie close by chance
                moved = max(abs(better - x) for x in (value, old, before[j + 1][0]))
                found.append((Estimate(better, 2.0 * moved + noise), k))
        before = column
    plain = [abs(q.value - p.value) + q.noise for p, q in pairwise(quotients)]
    for estimate, k in sorted(found, key=lambda candidate: candidate[0].error):
        smaller = range(k + 1, len(quotients))
        if all(abs(estimate.value - quotients[i].value) <= estimate.error + plain[i - 1] for i in smaller):
            return estimate
    return NOTHING


def _one_sided(quotients: Sequence[_Quotient]) -> Estimate | None:
    if not quotients:
        return None
    last = quotients[-6:]
    growth = [q.value - p.value for p, q in pairwise(last)]
    if len(growth) == 5 and all(abs(g) > 10.0 * q.noise for g, q in zip(growth, last[1:], strict=True)):
        shrinking = min(later / earlier for earlier, later in pairwise(growth))
        if shrinking > 0.95:  # at each step √h/h grows by a factor and log h by a summand
            return Estimate(math.copysign(math.inf, growth[-1]), 0.0)
        if shrinking > 0.5:  # a power of h so low that no extrapolation knows of it
            return NOTHING
    return _limit(quotients, 1)
