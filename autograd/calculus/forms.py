"""Forms of local gradients that keep their digits over the whole range of floats, and whose derivatives do so too.

A textbook's formula may subtract two numbers that are nearly the same, or square a number whose square is no float. The
table shows a reader the textbook's formula, and calculates with the forms of this module.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograd.calculus.elementary import (
    Constant,
    either,
    erfc,
    exp,
    hypot,
    magnitude,
    maximum,
    mean,
    power,
    shown_as,
    sigmoid,
    softmax,
    sqrt,
    tanh,
    total,
    where,
)  # fmt: skip

SQRT_2 = Constant(math.sqrt(2.0), "sqrt(2)", r"\sqrt{2}")
SQRT_PI = Constant(math.sqrt(math.pi), "sqrt(pi)", r"\sqrt{\pi}")
SQRT_2PI = Constant(math.sqrt(2.0 * math.pi), "sqrt(2 * pi)", r"\sqrt{2 \pi}")


def one_minus_square(x: Any) -> Any:
    """1 - x². Near 1 this formula loses digits; near 0 the derivative of (1 - x)(1 + x) does."""
    return either(magnitude(x) < 0.5, lambda: 1.0 - x * x, lambda: (1.0 - x) * (1.0 + x))


def tanh_slope(z: Any, x: Any) -> Any:
    """1 - z² for z = tanh(x). Far from 0 it is calculated as (2 / (e^x + e^-x))²."""

    def far() -> Any:
        falling = exp(-magnitude(x))
        secant = (falling + falling) / (1.0 + falling * falling)
        return secant * secant

    return either(magnitude(x) < 0.5, lambda: 1.0 - z * z, far)


def sigmoid_slope(z: Any, x: Any) -> Any:
    """z (1 - z) for z = sigmoid(x)."""
    return either(magnitude(x) < 1.0, lambda: 0.25 * tanh_slope(tanh(0.5 * x), 0.5 * x), lambda: z * sigmoid(-x))


GRID = 3.0 * 2.0**31
"""A float of this size has a last digit of 2**-20: adding it to a number and taking it away again rounds the number."""


def _halves(x: Any) -> tuple[Any, Any]:
    """x as the sum of two numbers. The first has so few digits that its square is exact, where x is below 60."""
    high = (x + GRID) - GRID
    return high, x - high


def bell(x: Any, factor: float = 1.0) -> Any:
    """exp(-factor x²) for a factor of 1 or 1/2. It is 0 where x² would be too large for a float.

    Far out an error of x² in its last digit is an error of many digits of the exponential.
    """

    def far() -> Any:
        high, low = _halves(where(magnitude(x) < 40.0, x, 40.0))
        return exp(-factor * high * high) * exp(-factor * low * (high + high + low))

    return either(magnitude(x) < 4.0, lambda: exp(-factor * x * x), far)


def normal(x: Any) -> Any:
    """erfc(-x / √2) / 2, the share of a normal distribution that lies below x.

    Far below 0 it falls as exp(-u²) for u = -x / √2, and feels that u is rounded: u² is not quite x² / 2.
    """
    share = 0.5 * erfc(-x / SQRT_2)

    def far() -> Any:
        near = maximum(x, -40.0)
        u = -near / SQRT_2
        (u_high, u_low), (x_high, x_low) = _halves(u), _halves(near)
        missed = (u_high * u_high - 0.5 * x_high * x_high) + (u_low * (u_high + u) - 0.5 * x_low * (x_high + near))
        return share * (1.0 + missed)

    return either(x > -4.0, lambda: share, far)


def inverse_square(x: Any, y: Any) -> Any:
    """1 / (x² + y²)"""
    inverse = 1.0 / hypot(x, y)
    return inverse * inverse


def over_square(x: Any, y: Any, numerator: Any) -> Any:
    """numerator / (x² + y²). The numerator is x, y, -x or -y."""
    return numerator / hypot(x, y) / hypot(x, y)


def not_0(z: Any) -> Any:
    return where(z > 0.0, z, 1.0)


def cosine(x: Any, y: Any, z: Any) -> Any:
    """x / z for z = hypot(x, y). It is 0 where z is 0, and so is its derivative. Next to 1 the derivative of x / z
    loses digits, so it is calculated from y / z."""

    def next_to_1() -> Any:
        sine = y / not_0(z)
        root = sqrt(1.0 - sine * sine)
        return where(x > 0.0, root, -root)

    return either(magnitude(x) > magnitude(y), next_to_1, lambda: where(z > 0.0, x / not_0(z), 0.0))


def power_by_base(x: Any, y: Any) -> Any:
    """y x^(y-1). It is 0 where y is 0, also at x = 0. There it has a derivative by x, and none by y."""
    at_0 = (x == 0.0) & (y == 0.0)
    return where(at_0, sqrt(magnitude(y)), y * power(where(at_0, 1.0, x), y - 1.0))


def deviations(xs: tuple[Any, ...]) -> list[Any]:
    """The distance of each x from the mean. It is exactly 0 where all x are equal."""
    shifts = [x - xs[0] for x in xs]
    middle = mean(shifts)
    return [shift - middle for shift in shifts]


def softmax_partials(z: Any, *xs: Any, j: float) -> tuple[Any, ...]:
    shares = softmax(xs)
    own = shown_as(z, lambda: 1.0 - z, lambda: _one_minus_share(shares, int(j)))
    return tuple(z * own if i == j else -z * share for i, share in enumerate(shares))


def log_softmax_partials(z: Any, *xs: Any, j: float) -> tuple[Any, ...]:
    shares = softmax(xs)
    own = shown_as(z, lambda: 1.0 - shares[int(j)], lambda: _one_minus_share(shares, int(j)))
    return tuple(own if i == j else -share for i, share in enumerate(shares))


def softmax_pullback(zs: Any, xs: Any, upstream: Any) -> Any:
    """z_i (u_i - Σ z_j u_j)"""
    return _summing_to_0(zs, zs * (upstream - (zs * upstream).sum(0)))


def log_softmax_pullback(zs: Any, xs: Any, upstream: Any) -> Any:
    """u_i - p_i Σ u_j for p = softmax(xs)"""
    shares = exp(zs)
    return _summing_to_0(shares, upstream - shares * upstream.sum(0))


def _summing_to_0(shares: Any, gradients: Any) -> Any:
    """The gradients, of which the one of a share next to 1 has lost its digits. All of them sum to 0, because nothing
    changes where the same number is added to all inputs, so that this one follows from the others."""
    next_to_1 = shares > 0.5
    others = where(next_to_1, 0.0, gradients)
    return where(next_to_1, -others.sum(0), others)


def _one_minus_share(shares: list[Any], j: int) -> Any:
    """1 - share number j. Where the share is next to 1, this is the sum of the other shares."""
    return either(shares[j] > 0.5, lambda: total(shares[:j] + shares[j + 1 :]), lambda: 1.0 - shares[j])


def sharing(top: Callable[[Sequence[Any]], Any]) -> Callable[..., tuple[Any, ...]]:
    """The local gradients of the largest of xs, or of the smallest, which `top` finds: all that are equal to it share 1
    in equal parts.

    Two share it half and half, as in `maximum`. PyTorch's `amax` and `amin` have the same convention, and its `max`
    along a dimension another one: one index takes all (https://docs.pytorch.org/docs/stable/generated/torch.amax.html).
    """

    def partials(z: Any, *xs: Any) -> tuple[Any, ...]:
        equal = _equal(shown_as(z, lambda: z, lambda: top(xs)), xs)  # a z that was rounded is equal to none of them
        count = sum(equal[1:], equal[0])
        return tuple([one / count for one in equal])

    return partials


def tied(top: Callable[[Sequence[Any]], Any]) -> Callable[..., Any]:
    """Whether more than one of xs is the largest, or the smallest."""

    def kink(*xs: Any) -> Any:
        equal = _equal(top(xs), xs)
        return sum(equal[1:], equal[0]) > 1.0

    return kink


def _equal(top: Any, xs: Sequence[Any]) -> list[Any]:
    """1 for each x that is the largest, or the smallest, and 0 for each other."""
    conditions = [x == top for x in xs]
    if {*map(type, conditions)} == {bool}:
        return [float(condition) for condition in conditions]
    return [where(condition, 1.0, 0.0) for condition in conditions]


def variance(*xs: Any) -> Any:
    return mean([far * far for far in deviations(xs)])


def variance_partials(z: Any, *xs: Any) -> tuple[Any, ...]:
    middle = mean(xs)
    far = shown_as(xs[0], lambda: [x - middle for x in xs], lambda: deviations(xs))
    return tuple(2.0 / len(xs) * one for one in far)


def logsumexp_partials(z: Any, *xs: Any) -> tuple[Any, ...]:
    return tuple(shown_as(z, lambda: [exp(x - z) for x in xs], lambda: softmax(xs)))
