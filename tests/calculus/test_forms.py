"""Forms of local gradients: what mathematics says of each, in its value and its derivative, to the last digits."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mpmath import mp, mpf

from autograd import Value, grad, jvp
from autograd.calculus import forms
from autograd.calculus.elementary import hypot, largest, log_softmax, logsumexp, sigmoid, smallest, softmax, tanh
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol

SPECIAL = [0.0, 1e-300, 1e-160, 1e-20, 1e-9, 0.25, 0.49, 0.5, 0.51, 0.75, 0.99, 1.0, 1.01, 1.5, 2.0, 5.0, 20.0, 29.0]
SPECIAL += [30.0, 31.0, 40.0, 350.0, 1e9, 1e154, 1e160]
NUMBERS = [sign * x for x in SPECIAL for sign in (1.0, -1.0)]


def mp_sigmoid(x: Any) -> Any:
    return 1 / (1 + mp.exp(-x))


# The form in numbers of any system, its value and its derivative in mpmath, and where it is used.
OF_ONE: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any], Callable[[Any], Any], float]] = {
    "1 - x²": (forms.one_minus_square, lambda x: 1 - x * x, lambda x: -2 * x, 1.0),
    "tanh": (
        lambda x: forms.tanh_slope(tanh(x), x),
        lambda x: mp.sech(x) ** 2,
        lambda x: -2 * mp.sech(x) ** 2 * mp.tanh(x),
        300.0,
    ),
    "sigmoid": (
        lambda x: forms.sigmoid_slope(sigmoid(x), x),
        lambda x: mp_sigmoid(x) * mp_sigmoid(-x),
        lambda x: -mp_sigmoid(x) * mp_sigmoid(-x) * mp.tanh(x / 2),
        600.0,
    ),
    "bell": (forms.bell, lambda x: mp.exp(-x * x), lambda x: -2 * x * mp.exp(-x * x), 1e300),
}


def close(found: Any, true: Any, digits: float = 1e-13) -> bool:
    return bool(abs(float(found) - true) <= digits * abs(true) + mpf("1e-305"))


@pytest.mark.parametrize("name", OF_ONE)
@given(x=st.sampled_from(NUMBERS) | st.floats(-40, 40))
def test_forms_of_one_number(name: str, x: float) -> None:
    form, value, slope, largest = OF_ONE[name]
    if abs(x) <= largest:
        with mp.workdps(700):
            true, true_slope = value(mpf(x)), slope(mpf(x))
        digits = 1e-12 if name == "bell" else 1e-13  # x² has an error of its own
        assert close(form(x), true, digits)
        assert close(jvp(form, [x], [1.0])[1], true_slope, digits)


@pytest.mark.parametrize("x", [1e200, -1e200, 1e160])
def test_the_bell_is_0_where_the_square_is_no_float(x: float) -> None:
    assert forms.bell(x) == 0.0
    assert jvp(forms.bell, [x], [1.0]) == (0.0, 0.0)
    assert forms.bell(27.0) > 0.0


SIZES = st.sampled_from([x for x in NUMBERS if x]) | st.floats(-40, 40).filter(lambda x: abs(x) > 1e-9)


@given(SIZES, SIZES)
@example(1e160, 1e160)
@example(1e-160, 1e-160)
@example(3.0, -4.0)
@example(-4.0, 3.0)
def test_forms_of_a_sum_of_squares(x: float, y: float) -> None:
    with mp.workdps(700):
        X, Y = mpf(x), mpf(y)
        square = X * X + Y * Y
        root = mp.sqrt(square)
        if 1e-300 < 1 / square < 1e300:
            assert close(forms.inverse_square(x, y), 1 / square)
            for numerator in (x, y, -x, -y):
                assert close(forms.over_square(x, y, numerator), mpf(numerator) / square)
        assert close(forms.cosine(x, y, math.hypot(x, y)), X / root)
        slope = Y * Y / square / root
        if slope < 1e300 and min(abs(x), abs(y)) > 1e-150:
            found = jvp(lambda t: forms.cosine(t, y, hypot(t, y)), [x], [1.0])[1]
            assert abs(float(found) - slope) <= 1e-12 * slope + 1e-300


def test_at_0_a_cosine_is_0() -> None:
    assert forms.cosine(0.0, 0.0, 0.0) == 0.0
    assert (forms.cosine(2.0, 0.0, 2.0), forms.cosine(-2.0, 0.0, 2.0), forms.cosine(0.0, 2.0, 2.0)) == (1.0, -1.0, 0.0)
    assert (forms.not_0(0.0), forms.not_0(-1.0), forms.not_0(0.5)) == (1.0, 1.0, 0.5)


@given(st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0]), st.sampled_from([-2.0, 0.0, 1.0, 2.0, 2.5]))
def test_the_derivative_of_a_power_by_its_base(x: float, y: float) -> None:
    if x == 0.0 and y == 0.0:
        assert forms.power_by_base(x, y) == 0.0
        by_x, by_y = Value(x), Value(y)
        assert grad(forms.power_by_base(by_x, by_y), [by_x])[0].data == 0.0
        with pytest.raises(ArithmeticError):
            grad(forms.power_by_base(by_x, by_y), [by_y])
    elif x or y >= 1.0:
        assert close(forms.power_by_base(x, y), y * mpf(x) ** (y - 1))


# Of a list.

LISTS = st.lists(st.sampled_from([0.0, 1.0, -2.0, 0.5, 40.0, 1e6]), min_size=1, max_size=5)


@given(LISTS)
@example([1e6, 1e6 + 1.0])
@example([40.0, 0.0, 0.0])
def test_local_gradients_of_lists(xs: list[float]) -> None:
    n = len(xs)
    with mp.workdps(60):
        weights = [mp.exp(mpf(x) - mpf(max(xs))) for x in xs]
        p = [weight / sum(weights) for weight in weights]
        rest = [sum(p[:i]) + sum(p[i + 1 :]) for i in range(n)]
        middle = sum(map(mpf, xs)) / n
    for found, true in zip(forms.logsumexp_partials(logsumexp(xs), *xs), p, strict=True):
        assert close(found, true)
    for j in range(n):
        of_softmax = forms.softmax_partials(softmax(xs)[j], *xs, j=float(j))
        of_logarithm = forms.log_softmax_partials(log_softmax(xs)[j], *xs, j=float(j))
        for i in range(n):
            assert close(of_softmax[i], p[j] * rest[j] if i == j else -p[j] * p[i])
            assert close(of_logarithm[i], rest[j] if i == j else -p[i])
    largest = max(abs(x - middle) for x in xs)
    for i, far in enumerate(forms.deviations(tuple(xs))):
        assert abs(far - (xs[i] - middle)) <= 1e-15 * largest * n
    assert forms.variance(*xs) == pytest.approx(float(sum((x - middle) ** 2 for x in xs) / n), rel=1e-13)
    for x, found in zip(xs, forms.variance_partials(0.0, *xs), strict=True):
        assert abs(found - 2 * (x - middle) / n) <= 1e-14 * largest


@given(st.sampled_from([1e15, -1e300, 0.1]), st.integers(1, 5))
def test_equal_numbers_have_no_deviation_at_all(x: float, count: int) -> None:
    assert forms.deviations((x,) * count) == [0.0] * count
    assert forms.variance(*[x] * count) == 0.0


def test_a_reader_is_shown_the_formulas_of_textbooks() -> None:
    x, y, z = Symbol("x"), Symbol("y"), Symbol("z")
    assert [text(one) for one in forms.logsumexp_partials(z, x, y)] == ["exp(x - z)", "exp(y - z)"]
    own, other = map(text, forms.softmax_partials(z, x, y, j=0.0))
    assert (own, other) == ("z * (1 - z)", "-z * softmax(x, y)[1]")
    own, other = map(text, forms.log_softmax_partials(z, x, y, j=0.0))
    assert (own, other) == ("1 - softmax(x, y)[0]", "-softmax(x, y)[1]")
    assert [text(one) for one in forms.variance_partials(z, x)] == ["2 * (x - mean(x))"]


@given(st.floats(-1, 1) | st.floats(1e-16, 0.5).map(lambda small: 1.0 - small))
def test_one_minus_a_square_is_right_to_two_units_of_the_last_place(x: float) -> None:
    """Also next to 1, where the relative error of x² alone would be too much."""
    true = 1 - Fraction(x) ** 2
    assert abs(Fraction(forms.one_minus_square(x)) - true) <= true * Fraction(2) ** -51


TIES = [([1.0], [1.0]), ([2.0, 1.0], [1.0, 0.0]), ([1.0, 1.0], [0.5, 0.5]), ([1.0, 2.0, 2.0], [0.0, 0.5, 0.5])]
TIES += [([2.0, 1.0, 2.0], [0.5, 0.0, 0.5]), ([2.0, 2.0, 1.0], [0.5, 0.5, 0.0]), ([4.0] * 4, [0.25] * 4)]


@pytest.mark.parametrize(("xs", "shares"), TIES)
def test_the_largest_share_1_in_equal_parts_and_more_than_one_are_tied(xs: list[float], shares: list[float]) -> None:
    for top, numbers in (largest, xs), (smallest, [-x for x in xs]):
        for kind in (lambda x: x), (lambda x: np.array([x, x])):
            of_kind = [kind(x) for x in numbers]
            found = forms.sharing(top)(top(of_kind), *of_kind)
            assert [np.broadcast_to(one, (2,)).tolist() for one in found] == [[share] * 2 for share in shares]
            assert bool(np.all(forms.tied(top)(*of_kind))) is (max(shares) < 1.0)
