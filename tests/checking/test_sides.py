"""What differences tell: two sides and what follows from them, the nearest numbers, and jumps."""

import math
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mpf

from autograd.checking.differences import LARGEST, NOTHING, ROUNDING, Estimate, Sides, differences, jumps, nearest
from tests.checking.test_differences import exact, noisy

# What is told of two sides.


def told(left: Estimate | None, right: Estimate | None, both: Estimate = NOTHING) -> Sides:
    sides = Sides([], [], [])
    vars(sides).update(left=left, right=right, both=both)
    return sides


def test_the_better_side_is_taken_where_it_is_a_hundred_times_better() -> None:
    coarse, fine = Estimate(1.0, 0.5), Estimate(1.25, 0.25)
    for left, right in ((coarse, fine), (fine, coarse)):
        assert told(left, right, Estimate(1.1, 26.0)).best == fine
        assert told(left, right, Estimate(1.1, 25.0)).best == Estimate(1.1, 25.0)
    both = Estimate(1.1, 1e9)
    for sides in (told(None, fine, both), told(fine, None, both), told(Estimate(2.0, 0.1), fine, both)):
        assert sides.best == both


def test_sides_agree_up_to_their_errors_and_where_neither_is_missing() -> None:
    assert told(Estimate(1.0, 0.25), Estimate(1.5, 0.25)).agree
    assert not told(Estimate(1.0, 0.25), Estimate(math.nextafter(1.5, 2.0), 0.25)).agree
    assert told(Estimate(math.inf, 0.0), Estimate(math.inf, 0.0)).agree
    assert not told(None, Estimate(1.0, 0.0)).agree
    assert not told(Estimate(1.0, 0.0), None).agree


def test_one_side_that_grows_without_bound_is_enough() -> None:
    steep = Estimate(-math.inf, 0.0)
    assert told(steep, None).infinite
    assert told(Estimate(1.0, 0.0), steep).infinite
    assert not told(Estimate(1.0, math.inf), NOTHING).infinite
    assert not told(None, None).infinite


def test_a_number_that_may_be_0_is_shown_as_0() -> None:
    assert (Estimate(0.5, 0.5).shown, Estimate(-0.5, 0.5).shown, Estimate(0.5, 0.25).shown) == ("0", "0", "0.5")
    assert [Estimate(*pair).finite for pair in ((1.0, 1.0), (math.inf, 0.0), (1.0, math.inf))] == [True, False, False]


def test_a_change_counts_where_it_is_ten_times_the_noise() -> None:
    """Of f(x) = x at 0: the largest step changes f most."""
    most = LARGEST / 20.0
    assert differences(lambda x: Estimate(x, 0.99 * most), 0.0).resolved
    assert not differences(lambda x: Estimate(x, 1.01 * most), 0.0).resolved
    assert differences(lambda x: Estimate(0.0, 1.0), 0.0).resolved
    only_left = differences(lambda x: Estimate(math.sqrt(-x), 1e-16), 0.0)
    assert only_left.resolved


@given(st.integers(-9, 9), st.floats(1e-9, 1.0))
def test_steepness_is_the_largest_slope_or_what_noise_may_hide(slope: int, noise: float) -> None:
    assert differences(lambda x: Estimate(float(slope) * x, 0.0), 0.0).steepness == pytest.approx(abs(slope))
    hidden = differences(lambda x: Estimate(0.0, noise), 0.0).steepness
    assert hidden == pytest.approx(2.0 * noise / LARGEST / ROUNDING)
    assert differences(lambda x: Estimate(math.sqrt(x), noise), 0.0).steepness >= hidden


def times_power(sign: float, power: float, x: float, to_the_left: bool = False) -> float:
    return sign * math.pow(-x if to_the_left else x, power)


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (0.01, math.inf),
        (0.5, math.inf),
        (0.99, math.inf),
        (1.03, None),
        (1.2, None),
        (1.36, None),
        (1.37, 0.0),
        (2.0, 0.0),
    ],
)
def test_a_power_grows_without_bound_or_falls_too_slowly_or_has_a_derivative(
    power: float, expected: float | None
) -> None:
    for sign in (1.0, -1.0):
        right = differences(exact(partial(times_power, sign, power)), 0.0).right
        left = differences(exact(partial(times_power, sign, power, to_the_left=True)), 0.0).left
        assert right is not None
        assert left is not None
        if expected is None:
            assert left == right == NOTHING
        elif expected:
            assert (left.value, right.value) == (-sign * math.inf, sign * math.inf)
        else:
            assert abs(right.value) <= right.error < 0.01
            assert abs(left.value) <= left.error < 0.01


def test_what_grows_less_than_its_noise_does_not_grow_without_bound() -> None:
    assert differences(lambda x: Estimate(math.sqrt(x), 1e-3 * math.sqrt(x)), 0.0).infinite
    assert not differences(lambda x: Estimate(math.sqrt(x), math.sqrt(x)), 0.0).infinite


@given(st.floats(-1e3, 1e3).filter(lambda x: abs(x) > 1e-3), st.integers(1, 4))
def test_polynomials_have_their_derivatives_to_many_digits(x: float, degree: int) -> None:
    truth = degree * mpf(x) ** (degree - 1)
    size = max(abs(x), 1.0) ** (degree - 1) * degree
    estimate = differences(noisy(lambda t: t**degree, float(truth)), x).both
    assert abs(estimate.value - truth) <= estimate.error <= 1e-8 * size


# The nearest numbers, one by one.


@pytest.mark.parametrize(("x", "unit"), [(1.0, math.ulp(1.0)), (-3.0, math.ulp(3.0)), (0.0, 1e-150)])
def test_the_nearest_numbers_are_powers_of_2_of_last_digits_away(x: float, unit: float) -> None:
    asked = list[float]()
    found = nearest(lambda t: asked.append(t - x) or Estimate(5.0 + 2.0 * (t - x), 1.0), x)  # type: ignore[func-returns-value]
    assert asked == [sign * unit * 2.0**k for k in range(12) for sign in (1.0, -1.0)]
    for k, quotient in enumerate(found):
        assert quotient.error == pytest.approx(math.ulp(5.0) / (unit * 2.0**k))
        assert abs(quotient.value - 2.0) <= quotient.error


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_the_nearest_numbers_end_with_the_domain_on_either_side(side: float) -> None:
    def ends(t: float) -> Estimate:
        if side * (t - 1.0) > 3.0 * math.ulp(1.0):
            raise ValueError
        return Estimate(t, 0.0)

    assert [quotient.value for quotient in nearest(ends, 1.0)] == [1.0, 1.0]


def step(at: float, size: float, noise: float = 0.0, on: float = 1.0) -> Callable[[float], Estimate]:
    """A function that is 0 up to `at`, and `size` beyond it, to the right or to the left."""
    return lambda x: Estimate(size * (on * (x - at) > 0.0), noise)


@pytest.mark.parametrize("at", [0.0, 2.0, -1e9])
@pytest.mark.parametrize("on", [1.0, -1.0])
def test_a_jump_is_one_on_either_side_of_either_sign_and_beyond_its_noise(at: float, on: float) -> None:
    for size in (1.0, -1.0):
        assert jumps(step(at, size, on=on), at)
        assert jumps(step(at, size, 0.049, on), at)
        assert not jumps(step(at, size, 0.05, on), at)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_jump_stays_at_one_distance_and_is_defined_beside_it(sign: float) -> None:
    def two_steps(more: float) -> Callable[[float], Estimate]:
        return lambda x: Estimate(sign * ((x > 0.0) + more * (x > 1e-120)), 0.0)

    assert jumps(two_steps(0.0009), 0.0)
    assert not jumps(two_steps(0.0011), 0.0)

    def with_a_gap(x: float) -> Estimate:
        if x > 1e-120:
            raise ValueError
        return Estimate(sign * (x > 0.0), 0.0)

    assert not jumps(with_a_gap, 0.0)
