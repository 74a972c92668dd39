"""A formula that is wrong on a piece of width 0.001 alone is refuted, wherever the piece lies."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograd import Value, check_claim
from autograd.testing import WrongGradient, assert_gradient
from autograd.testing.certainty.pieces.beside import beside
from tests.conftest import fewer, thinned

NEEDLES = st.tuples(st.integers(-9_000, 9_000).map(lambda n: n / 1000), st.sampled_from([0.001, 0.002, 0.05, 1.0]))
nested = settings(max_examples=fewer(40), suppress_health_check=[HealthCheck.nested_given, HealthCheck.too_slow])


def cubic(x: Value) -> Value:
    return x**3 - 6 * x**2 + 11 * x


FUNCTION, RIGHT = "x**3 - 6*x**2 + 11*x", "3*x**2 - 12*x + 11"
TYPED = [
    "where((x > {low})*(x < {high}), 0, {right})",
    "0 if {low} < x < {high} else {right}",
    "where(x > {low}, where(x < {high}, 7, {right}), {right})",
    "{right} + (x >= {low})*(x < {high})",
    "{right} + relu({half} - |x - {middle}|)",
    "where(2*x - 1 > 2*{low} - 1, where(3 - x > 3 - {high}, 7, {right}), {right})",
]


@nested
@given(NEEDLES, st.sampled_from(TYPED))
def test_of_a_typed_claim(needle: tuple[float, float], written: str) -> None:
    low, width = needle
    pieces = {"low": f"({low})", "high": f"({round(low + width, 6)})", "half": width / 2, "right": f"({RIGHT})"}
    wrong = check_claim(FUNCTION, written.format(middle=f"({low + width / 2})", **pieces), "x")
    assert wrong.counterexample is not None
    assert low - 1e-9 <= wrong.counterexample["x"] <= low + width + 1e-9


@nested
@given(NEEDLES, st.booleans())
def test_of_a_python_function(needle: tuple[float, float], early: bool) -> None:
    low, width = needle

    def claimed(x: float) -> float:
        if x > low and (x < low + width if early else abs(x - low) < width):
            return 0.0
        return 3 * x**2 - 12 * x + 11

    with pytest.raises(WrongGradient) as caught:
        assert_gradient(cubic, claimed, st.floats(-10, 10))
    assert claimed(caught.value.arguments[0]) == 0.0


@pytest.mark.usefixtures("all_points")
@nested
@given(NEEDLES, NEEDLES)
def test_where_two_numbers_meet(first: tuple[float, float], second: tuple[float, float]) -> None:
    (a, wide), (b, high) = first, second

    def claimed(v: list[float]) -> list[float]:
        x, y = v
        inside = a < x < a + wide and b < x + y < b + high
        return [y, x + 1.0 if inside else x]

    with pytest.raises(WrongGradient):
        assert_gradient(lambda v: v[0] * v[1], claimed, st.lists(st.floats(-20, 20), min_size=2, max_size=2))


def test_of_the_function_itself() -> None:
    def needle(x: Value) -> Any:
        return 0.0 * x if 4.999 < x < 5.001 else x * x

    with pytest.raises(WrongGradient):
        assert_gradient(needle, lambda x: 2 * x, st.floats(-10, 10))
    assert not check_claim("where(|x - 5| < 0.0005, 0, x**2)", "2*x", "x")


def test_of_a_single_number() -> None:
    assert check_claim("x**2", "2*x + (x == 5.73)", "x").counterexample == {"x": 5.73}
    with pytest.raises(WrongGradient):
        assert_gradient(lambda x: x * x, lambda x: 2 * x + (x == 1 / 3), st.floats(-1, 1))


def test_of_a_border_that_is_no_straight_line() -> None:
    assert not check_claim(FUNCTION, f"where(|x**2 - 17| < 0.001, 1, {RIGHT})", "x")
    assert not check_claim(FUNCTION, f"where(exp(x) > 150, where(exp(x) < 150.1, 1, {RIGHT}), {RIGHT})", "x")


@pytest.mark.usefixtures("all_points")
@pytest.mark.parametrize(
    "claim",
    thinned(
        [
            "2*x + ((x - 5.3)**2 + (y - 6.1)**2 < 0.0001)",  # along no axis does it turn
            "2*x + (x > 5.1)*(x < 5.101)*(y > 3.2)*(y < 3.201)*(w > 7)*(w < 7.001)",
            "where(|x + y - 12.34| < 0.0005, where(|x - y - 1.1| < 0.0005, 0, 2*x), 2*x)",
            "where(|x*y - 37| < 0.001, where(|x - y - 2| < 0.001, 0, 2*x), 2*x)",
            "where(|exp(x) - 15000| < 15, 0, 2*x)",
            "where(|tanh(x) - 0.9| < 0.0001, 0, 2*x)",
            "where(sin(x) > 0.9999999, 0, 2*x)",
            "2*x + max(0, min(x - 5.3, 5.301 - x, y - 2.2, 2.201 - y))",
            "2*x + " + "+".join(f"0*(x > {a})" for a in range(-6, 6)) + "+ (x > 5.3)*(x < 5.301)",
        ],
        5,
    ),
)
def test_of_several_conditions(claim: str) -> None:
    assert not check_claim("x**2 + y*w", claim, "x", seconds=0)


# What is right stays right


def test_numbers_that_the_strategy_does_not_draw_are_not_tried() -> None:
    def claimed(x: float) -> float:
        return 1.0 if x > 3.0 else 2 * x

    def counted(n: int) -> float:
        return 0.0 if 2 < n < 3 else 2.0 * n

    assert_gradient(lambda x: x * x, claimed, st.floats(-2, 3))
    assert_gradient(lambda x: x * x, counted, st.integers(-9, 9))
    assert_gradient(lambda x: x * x, claimed, st.floats(-9, 9).filter(lambda x: x < 3))


def test_a_kink_of_the_function_is_no_place_to_judge() -> None:
    def bent(x: Value) -> Any:
        return x if x > 0.3 else 2 * x

    assert_gradient(bent, lambda x: 1.0 if x >= 0.3 else 2.0, st.floats(1, 2) | st.floats(-9, 0.2))
    assert_gradient(lambda x: (x - 0.3).relu() ** 2, lambda x: 2 * (x - 0.3) if x > 0.1 * 3 else 0.0, st.floats(-9, 9))


def test_two_ways_of_writing_one_border() -> None:
    """0.1 * 3 is the next float after 0.3: a claim is not refuted by the one float between."""
    assert check_claim("where(x > 0.3, x, 2*x)", "where(x > 0.1*3, 1, 2)", "x")
    assert check_claim("where(x**2 < 2, x, -x)", "where(|x| < sqrt(2), 1, -1)", "x")
    assert check_claim("abs(x - 0.3)", "where(x - 0.1*3 > 0, 1, -1)", "x")
    assert check_claim("where(x + y > 1, x, y)", "x > 1 - y", "x")


def test_a_run_that_ends_with_an_error_tells_what_it_met() -> None:
    def run(numbers: Any) -> None:
        if numbers[0] > 2.5:
            raise TypeError("floats alone")

    assert (2.5,) in list(beside([run], [(0.0,)], [0]))


def test_the_work_is_bounded() -> None:
    calls = []

    def run(numbers: Any) -> None:
        calls.append(sum(x > i for x in numbers for i in range(40)))

    list(beside([run], [(0.5, 1.5, 2.5)], [0, 1, 2]))
    assert len(calls) <= 2000
