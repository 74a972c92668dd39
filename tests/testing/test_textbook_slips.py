"""Slips from textbooks are named: a flipped sign, a wrong factor, a lost term."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from autograd import Value, dot, exp, mean, sigmoid, sqrt, tanh, total
from autograd.testing import assert_gradient
from tests.testing.claims import NUMBER, failure, sig, vector


def test_a_flipped_sign() -> None:
    def layer(x: Value) -> Any:
        return sigmoid(x)

    wrong = failure(layer, lambda x: sig(x) * (sig(x) - 1.0), NUMBER)
    assert (wrong.arguments, wrong.claimed, wrong.true, wrong.reasons) == ((0.0,), (-0.25,), (0.25,), ("sign",))
    assert "layer(x=0.0)" in str(wrong)


def squared_error(y: list[Value], t: list[Value]) -> Any:
    return mean([(y_i - t_i) ** 2 for y_i, t_i in zip(y, t, strict=True)])


def slope(factor: Callable[[int], float]) -> Callable[..., Any]:
    return lambda y, t: ([factor(len(y)) * (y_i - t_i) for y_i, t_i in zip(y, t, strict=True)], None)


@pytest.mark.parametrize(
    ("factor", "reasons"),
    [
        (lambda n: 2.0, {"1/n"}),
        (lambda n: 2.0 / n**2, {"1/n"}),
        (lambda n: 1.0, {"1/n", "factor"}),
        (lambda n: -2.0, {"1/n", "sign"}),
        (lambda n: 1.0 / n, {"factor"}),
        (lambda n: -2.0 / n, {"sign"}),
        (lambda n: -1.0 / n, {"sign", "factor"}),
    ],
)
def test_the_factors_of_a_mean_squared_error(factor: Any, reasons: set[str]) -> None:
    pairs = st.integers(1, 4).flatmap(lambda n: st.tuples(vector(n), vector(n)))
    assert_gradient(squared_error, slope(lambda n: 2.0 / n), pairs)
    wrong = failure(squared_error, slope(factor), pairs)
    assert set(wrong.reasons) == reasons
    assert str(wrong).count("The reason: ") == 1  # what is wrong together is told together


@pytest.mark.usefixtures("all_points")
@pytest.mark.parametrize("least", [1, 2])
@pytest.mark.parametrize(
    ("sign", "told"),
    [
        (1, "1/n is missing: claimed = true * n, where n is the length of p."),
        (-1, "1/n is missing, and the sign is flipped: claimed = -true * n, where n is the length of p."),
    ],
)
def test_a_factor_that_counts_a_list_is_read_off_where_it_is_not_1(least: int, sign: int, told: str) -> None:
    def mse(p: list[Value]) -> Any:
        return total([a**2 for a in p]) / len(p)

    lists = st.lists(st.floats(-3, 3), min_size=least, max_size=4)
    wrong = failure(mse, lambda p: [sign * 2 * a for a in p], lists)
    assert f"The reason: the factor {told}" in str(wrong)
    assert wrong.reasons == ("1/n", "sign")[: 1 + (sign < 0)]


def test_a_length_that_never_changes_is_named_as_a_number_and_as_a_length() -> None:
    wrong = failure(squared_error, slope(lambda n: 2.0), [vector(3), vector(3)])
    assert wrong.reasons == ("factor", "1/n")
    assert "a factor 3 too many: claimed = 3 * true" in str(wrong)
    assert "n = 3 is the length of y" in str(wrong)


def test_the_square_root_of_a_length_is_told_whether_the_length_changes_or_not() -> None:
    def score(k: list[Value]) -> Any:
        return total(k) / sqrt(float(len(k)))

    told = "the factor 1/sqrt(n) is missing: claimed = true * sqrt(n), where n is the length of k."
    for lists in vector(2), st.lists(NUMBER, min_size=1, max_size=4):
        wrong = failure(score, lambda k: [1.0 for _ in k], lists)
        assert wrong.reasons == ("1/n",)
        assert told in str(wrong)


@pytest.mark.usefixtures("all_points")
def test_a_value_as_a_gradient_and_as_a_factor_of_one() -> None:
    def wave(x: Value) -> Any:
        return sigmoid(x)

    value = failure(wave, sig, NUMBER)
    assert value.reasons == ("value for the gradient",)
    assert "the forward value was given for the gradient" in str(value)
    times = failure(wave, lambda x: -(sig(x) ** 2) * (1 - sig(x)), NUMBER)
    assert times.reasons == ("factor", "sign")
    assert "claimed = -true * wave." in str(times)
    assert "claimed = true * x." in str(failure(wave, lambda x: x * sig(x) * (1 - sig(x)), NUMBER))


def test_factors_are_written_as_a_person_would() -> None:
    cube = lambda x: x * x * x
    assert "claimed = 2 * true / 3" in str(failure(cube, lambda x: 2 * x * x, NUMBER))
    assert "claimed = 1.0472 * true" in str(failure(cube, lambda x: math.pi * x * x, NUMBER))
    assert "always 0" in str(failure(cube, lambda x: 0.0, NUMBER))


def test_the_sign_of_single_numbers() -> None:
    f = lambda x: x[0] * x[1] - x[2] ** 2
    wrong = failure(f, lambda x: [x[1], x[0], 2 * x[2]], vector(3))
    assert wrong.reasons == ("sign",)
    assert "flipped in x[2], and in no other" in str(wrong)


def test_one_of_two_contributions_lost() -> None:
    assert failure(lambda x: x * x, lambda x: x, NUMBER).reasons == ("factor", "missing term")


def test_a_branch_lost() -> None:
    def branch(a: Value, b: Value) -> Value:
        return a * b + a

    wrong = failure(branch, lambda a, b: (b, a), [NUMBER, NUMBER])
    assert wrong.reasons == ("missing term",)
    assert "in the gradient of a, a term is missing: a is used 2 times, and its use in a * b + a" in str(wrong)
    assert wrong.true[1] == wrong.claimed[1]


def test_only_one_of_three_branches_kept() -> None:
    wrong = failure(lambda x: sigmoid(x) + x * 3 + exp(x), lambda x: math.exp(x), NUMBER)
    assert wrong.reasons == ("missing term",)
    assert "only its use in exp(x) is counted" in str(wrong)


def test_a_factor_of_the_chain_lost() -> None:
    def slope(z: float) -> float:
        return sig(z) * (1 - sig(z))

    inner = failure(lambda x: sigmoid(x * x), lambda x: slope(x * x), NUMBER)
    assert inner.reasons == ("missing factor",)
    assert "this is the gradient by x * x" in str(inner)
    upstream = failure(lambda w, x: sigmoid(w * x) ** 2, lambda w, x: (slope(w * x) * x, None), [NUMBER, NUMBER])
    assert upstream.reasons == ("missing factor",)
    middle = failure(lambda x: exp(sigmoid(x * x)), lambda x: math.exp(sig(x * x)) * 2 * x, NUMBER)
    assert middle.reasons == ("missing factor",)
    assert "the local gradient of sigmoid(x * x) by x * x" in str(middle)


def test_what_is_right_at_most_points_and_at_the_smallest_is_wrong() -> None:
    assert failure(tanh, lambda x: 1 - math.tanh(x) ** 2 if x < 3 else 0.0, NUMBER).arguments[0] >= 3.0


def test_a_shorter_counterexample_that_was_met_is_the_one_shown() -> None:
    longest_first = st.integers(1, 6).map(lambda i: 7 - i).flatmap(vector)
    wrong = failure(lambda x: dot(x, x), lambda x: [2 * a if len(x) < 2 else a + 1.0 for a in x], longest_first)
    assert len(wrong.arguments[0]) == 2
