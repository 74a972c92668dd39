"""Derivatives by differences and by complex steps: their error estimates hold what they promise."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

from autograd import Value, erf, sin
from autograd.checking.differences import NOTHING, ROUNDING, Estimate, differences, jumps, nearest
from autograd.checking.measured.independent import Complex, Independent

Function = Callable[[Any], Any]

# In floats, and the same in mpmath's numbers.
FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "sin": (math.sin, mp.sin),
    "exp": (lambda x: math.exp(x / 10), lambda x: mp.exp(x / 10)),
    "erf": (math.erf, mp.erf),
    "rational": (lambda x: 1.0 / (1.0 + 25.0 * x * x), lambda x: 1 / (1 + 25 * x * x)),
    "waves": (lambda x: math.sin(1000.0 * x), lambda x: mp.sin(1000 * x)),
    "periods of the steps": (lambda x: math.sin(64.0 * math.pi * x), lambda x: mp.sin(mpf(64.0 * math.pi) * x)),
    "cubic": (lambda x: x * x * x - x, lambda x: x**3 - x),
    "offset": (lambda x: 1e6 + x, lambda x: 10**6 + x),
    "tanh": (math.tanh, mp.tanh),
}


STEEPEST = {"waves": 1000.0, "periods of the steps": 64.0 * math.pi}
"""Of functions that lose digits inside, even where they are flat themselves."""


def noisy(f: Function, slope: float) -> Callable[[float], Estimate]:
    """`f` with the error of its value: that of rounding, and of the last digit of x."""
    return lambda x: Estimate(f(x), ROUNDING * (abs(f(x)) + abs(slope * x)))


def slope_of(f: Function, x: float) -> Any:
    return mp.diff(f, mpf(x))


@pytest.mark.parametrize("name", FUNCTIONS)
@given(x=st.floats(-8, 8))
def test_the_error_estimate_is_honest(name: str, x: float) -> None:
    in_floats, in_mp = FUNCTIONS[name]
    truth = slope_of(in_mp, x)
    sides = differences(noisy(in_floats, abs(float(truth)) + STEEPEST.get(name, 1.0)), x)
    for estimate in (sides.both, sides.left, sides.right):
        assert estimate is not None
        assert abs(estimate.value - truth) <= estimate.error
    assert sides.agree


@pytest.mark.parametrize("x", [0.0, 1e-100, 1e-20, 1e-8, 1e-3, 1.0, -1e8])
def test_any_size_of_x(x: float) -> None:
    cases: list[tuple[Function, float]] = [
        (lambda t: t * t, 2.0 * x),
        (lambda t: t + 1.0, 1.0),
        (math.sin, math.cos(x)),
    ]
    if x > 0.0:
        cases += [(math.log, 1.0 / x), (math.sqrt, 0.5 / math.sqrt(x))]
    for f, truth in cases:
        estimate = differences(noisy(f, truth), x).both
        assert abs(estimate.value - truth) <= estimate.error
        if f is not math.sin:
            assert estimate.error <= 1e-7 * max(abs(truth), abs(f(x)), 1e-12)


@pytest.mark.parametrize("name", ["sin", "exp", "erf", "tanh", "cubic"])
def test_the_error_is_small_where_the_function_is_tame(name: str) -> None:
    in_floats, in_mp = FUNCTIONS[name]
    for x in (-1.3, 0.1, 0.5, 2.0):
        estimate = differences(noisy(in_floats, float(slope_of(in_mp, x))), x).both
        assert estimate.error < 1e-10


@given(st.floats(1e-9, 1e-2), st.sampled_from([-1, 1]))
def test_a_kink_nearby_is_not_stepped_over(distance: float, sign: int) -> None:
    sides = differences(lambda x: Estimate(max(x, 0.0), ROUNDING * abs(x)), sign * distance)
    assert abs(sides.both.value - (sign > 0)) <= sides.both.error < 1e-9
    assert sides.agree


def test_the_better_side_where_second_derivatives_differ() -> None:
    sides = differences(lambda x: Estimate(math.cos(max(x, 0.0)), ROUNDING), 0.0)
    assert sides.best.error < 1e-9 < sides.both.error
    tame = differences(lambda x: Estimate(math.hypot(x, 3e-10), ROUNDING * abs(x)), 1e-3)
    assert abs(tame.best.value - (1.0 - 4.5e-14)) <= tame.best.error


def exact(f: Function) -> Callable[[float], Estimate]:
    return lambda x: Estimate(f(x), ROUNDING * abs(f(x)))


def test_one_sided_derivatives_at_a_kink() -> None:
    sides = differences(exact(abs), 0.0)
    assert sides.left == pytest.approx((-1.0, 0.0), abs=1e-12)
    assert sides.right == pytest.approx((1.0, 0.0), abs=1e-12)
    assert not sides.agree


@pytest.mark.parametrize(
    ("f", "x", "left", "right"),
    [
        (math.sqrt, 0.0, None, math.inf),
        (math.asin, 1.0, math.inf, None),
        (math.acos, 1.0, -math.inf, None),
        (math.cbrt, 0.0, math.inf, math.inf),
        (lambda x: math.pow(x, 1.5), 0.0, None, 0.0),
        (lambda x: math.log(x) * x if x else 0.0, 0.0, None, -math.inf),
        (lambda x: math.atan2(x, -2.0), 0.0, math.inf, -0.5),
        (lambda x: 1e6 * (x >= 3.0), 3.0, math.inf, 0.0),
    ],
)
def test_edges_and_jumps(f: Function, x: float, left: float | None, right: float | None) -> None:
    sides = differences(exact(f), x)
    for side, expected in ((sides.left, left), (sides.right, right)):
        if side is None or expected is None:
            assert side is None
            assert expected is None
        else:
            assert side.value == pytest.approx(expected, abs=1e-6)


def test_what_converges_too_slowly_is_not_told() -> None:
    assert differences(exact(lambda x: math.pow(x, 1.05)), 0.0).right == NOTHING


@pytest.mark.parametrize("width", [1e-4, 1e-5, 1e-6])
def test_larger_steps_that_agree_are_not_believed_against_smaller_ones(width: float) -> None:
    """Beyond this width the function is a straight line, to the last digit."""
    slope = differences(lambda x: Estimate(2.0 * x + x * math.exp(-((x / width) ** 2)), 1e-17), 0.0)
    assert slope.both.value == pytest.approx(3.0, rel=1e-6)
    assert abs(slope.both.value - 3.0) <= slope.both.error


def test_from_one_side_the_digits_are_nearly_as_many() -> None:
    sides = differences(noisy(math.exp, math.e), 1.0)
    for side in sides.left, sides.right:
        assert side is not None
        assert abs(side.value - math.e) <= side.error < 1e-9


def test_where_nothing_is_known_nothing_is_steep() -> None:
    def nowhere(x: float) -> Estimate:
        if x != 1.0:
            raise ValueError
        return Estimate(2.0, 0.0)

    sides = differences(nowhere, 1.0)
    assert (sides.steepness, sides.left, sides.right, sides.both) == (0.0, None, None, NOTHING)
    assert nearest(nowhere, 1.0) == []


def test_the_nearest_numbers_end_where_one_is_refused() -> None:
    def with_a_hole(x: float) -> Estimate:
        if x == 1.0 + 2.0 * math.ulp(1.0):
            raise ValueError
        return Estimate(3.0 * x, 0.0)

    assert len(nearest(with_a_hole, 1.0)) == 1


def test_noise_widens_the_error() -> None:
    quiet = differences(lambda x: Estimate(math.sin(x), 1e-16), 1.0).both
    loud = differences(lambda x: Estimate(math.sin(x) + 1e-6 * math.sin(1e9 * x), 1e-6), 1.0).both
    assert quiet.error < 1e-11 < 1e-6 < loud.error
    assert abs(loud.value - math.cos(1.0)) <= loud.error


def test_noise_that_nobody_told_leaves_nothing_or_a_wide_error() -> None:
    sides = differences(lambda x: Estimate(math.sin(x) + 1e-6 * math.sin(1e9 * x), 0.0), 1.0)
    assert sides.both == NOTHING or sides.both.error > 1e-4


# The complex step.


@given(st.floats(-5, 5).map(lambda x: round(x, 9)), st.floats(-5, 5).map(lambda x: round(x, 9)))
def test_complex_steps_are_exact(x: float, y: float) -> None:
    truth = Independent((x, y), lambda *xs: [], lambda a, b: [(Complex(a) * Complex(b) + sin(Complex(a)) / 3.0).raw])
    assert truth.complex_step(0, 0) == pytest.approx(y + math.cos(x) / 3.0, rel=1e-14, abs=1e-14)
    assert truth.complex_step(0, 1) == pytest.approx(x, rel=1e-14, abs=1e-300)


def test_complex_numbers_stand_for_their_real_part() -> None:
    z = Complex(2.0 + 1e-30j)
    assert float(z) == 2.0
    assert z > 1
    assert z < Value(3.0)
    assert float(Complex.lift(Value(3.0))) == 3.0
    assert float(2.0 * z + Value(3.0)) == 7.0
    assert float(z**2) == 4.0
    with pytest.raises(TypeError):
        Complex.lift("2")


@pytest.mark.parametrize("name", ["log1p", "expm1"])
def test_the_real_part_keeps_all_digits(name: str) -> None:
    assert float(getattr(Complex(1e-12 + 1e-42j), name)()) == getattr(math, name)(1e-12)


def test_without_complex_numbers_there_is_no_complex_step() -> None:
    truth = Independent((0.5,), lambda x: [Estimate(math.erf(x), 1e-16)], lambda x: [erf(Complex(x)).raw])
    assert truth.complex_step(0, 0) is None
    estimate, method, *_ = truth.measured(0, (0,), 0.0)
    assert method == "differences"
    assert abs(estimate.value - 2.0 / math.sqrt(math.pi) * math.exp(-0.25)) <= estimate.error


def test_a_complex_step_that_differences_contradict_is_not_believed() -> None:
    """The modulus of a complex number is no continuation of `abs`."""
    truth = Independent((2.0,), lambda x: [Estimate(abs(x), 1e-16)], lambda x: [complex(abs(x))])
    assert truth.complex_step(0, 0) == 0.0
    estimate, method, *_ = truth.measured(0, (0,), 0.0)
    assert method == "differences"
    assert estimate.value == pytest.approx(1.0)


# The nearest numbers.


def test_the_nearest_numbers_see_short_waves() -> None:
    quotients = nearest(exact(math.sin), 1e13)
    assert quotients[0].value == pytest.approx(math.cos(1e13), abs=1e-2)
    assert nearest(exact(math.sin), 0.15)[0].error > 0.2  # a digit of the sine is all that it can tell
    assert nearest(exact(math.log1p), math.nextafter(-1.0, 0.0)) == []


@pytest.mark.parametrize(
    ("f", "x", "jump"),
    [
        (lambda x: float(x > 0.0), 0.0, True),
        (lambda x: 1e-9 * (x >= 3.0), 3.0, True),
        (lambda x: 1e6 + 1e-12 * (x >= 3.0), 3.0, False),  # lost in rounding
        (math.cbrt, 0.0, False),
        (abs, 0.0, False),
        (lambda x: math.sqrt(abs(x - 1.0)), 1.0, False),
        (lambda x: math.tanh(1e20 * x), 0.0, False),
        (math.sin, 1e15, False),
        (lambda x: math.pow(x, 0.01), 0.0, False),
    ],
)
def test_a_jump_stays_however_close(f: Function, x: float, jump: bool) -> None:
    assert jumps(exact(f), x) is jump


def test_what_changes_less_than_its_noise_is_not_resolved() -> None:
    assert not differences(lambda x: Estimate(math.sin(x), 1.0), 1e17).resolved
    assert differences(lambda x: Estimate(math.sin(x), 1e-16), 1.0).resolved
    assert differences(lambda x: Estimate(5.0, 1e-16), 1.0).resolved
