"""Derivatives without rules: the better of differences and complex steps, of any order, and along a direction."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import DomainError, erf, logsumexp, mean, sin, softmax, total
from autograd.calculus.ops import OPS
from autograd.checking.differences import ROUNDING
from autograd.checking.measured.independent import STEP, UNSEEN, Independent

HERE = 0.7, 1.3


def smooth(x: Any, y: Any) -> list[Any]:
    return [sin(x) * y * y, x * y]


def test_first_derivatives_are_complex_steps_and_those_of_higher_order_differences_of_them() -> None:
    truth = Independent.of_function(smooth, HERE)
    x, y = HERE
    for k, along, value, error in (
        (0, (0,), math.cos(x) * y * y, 1e-14),
        (0, (1,), 2.0 * math.sin(x) * y, 1e-14),
        (1, (0,), y, 1e-14),
        (0, (0, 1), 2.0 * math.cos(x) * y, 1e-10),
        (0, (1, 1), 2.0 * math.sin(x), 1e-10),
        (0, (0, 0), -math.sin(x) * y * y, 1e-10),
    ):
        best, method, sides, jump = truth.measured(k, along, 0.0)
        assert abs(best.value - value) <= best.error < error
        assert method == ("complex step" if len(along) == 1 else "differences of complex steps")
        assert sides.agree
        assert not jump


def test_differences_of_differences_where_no_complex_step_was_accepted() -> None:
    truth = Independent.of_function(lambda x, y: erf(x) * y, HERE)
    slope = 2.0 / math.sqrt(math.pi) * math.exp(-(HERE[0] ** 2))
    for along, value, error in (((0,), slope * HERE[1], 1e-9), ((0, 1), slope, 1e-5)):
        best, method, _, _ = truth.measured(0, along, 0.0)
        assert method == "differences"
        assert abs(best.value - value) <= best.error < error
    assert truth.measured(0, (1,), 0.0).method == "complex step"
    assert truth.measured(0, (1, 1), 0.0).method == "differences of complex steps"
    fresh = Independent.of_function(smooth, HERE)
    assert fresh.measured(0, (0, 1), 0.0).method == "differences"


def test_a_complex_step_may_err_by_the_rounding_of_the_engine_and_its_own() -> None:
    for slack in (0.0, 1e-9, 0.5):
        best = Independent.of_function(lambda x, y: x * y, HERE).measured(0, (0,), slack).best
        assert slack + ROUNDING * HERE[1] <= best.error < slack + 4.0 * ROUNDING * HERE[1]


def test_what_a_step_leaves_is_a_part_of_its_error() -> None:
    """Next to 0 a step is too small for all digits of what it moves."""
    best, method, _, _ = Independent.of_function(lambda x: [x * 1e-250], (0.0,)).measured(0, (0,), 0.0)
    assert method == "complex step"
    assert 0.0 < best.error < 1e-265


@pytest.mark.parametrize(("slope", "is_seen"), [(UNSEEN, True), (-9.0 * UNSEEN, True), (1e-17 * UNSEEN, False)])
def test_a_derivative_too_small_for_the_imaginary_part_is_lost(slope: float, is_seen: bool) -> None:
    """At the smallest step, which is that of a tiny argument."""
    found = Independent((1e-70,), lambda t: [], lambda t: [t * slope]).complex_step(0, 0)
    assert (found == pytest.approx(slope, rel=1e-12, abs=0.0)) is is_seen


@pytest.mark.parametrize("function", [total, mean, logsumexp, lambda xs: softmax(xs)[0]])
def test_rows_of_a_list_take_complex_numbers(function: Any) -> None:
    truth = Independent.of_function(lambda x, y: function([x, y]), HERE)
    assert [truth.measured(0, (i,), 0.0).method for i in range(2)] == ["complex step"] * 2


@given(st.integers(-9, 9).map(float))
def test_the_imaginary_step_is_in_proportion_to_the_argument(x: float) -> None:
    asked = list[complex]()
    truth = Independent((x,), lambda t: [], lambda t: [asked.append(t) or t])  # type: ignore[func-returns-value]
    assert truth.complex_step(0, 0) == pytest.approx(1.0, rel=1e-15)
    assert asked == [complex(x, STEP * (abs(x) or 1.0))]
    tiny = Independent((1e-300,), lambda t: [], lambda t: [t])
    assert tiny.complex_step(0, 0) == pytest.approx(1.0, rel=1e-15)


def test_complex_steps_are_of_the_argument_that_is_asked_for() -> None:
    truth = Independent((2.0, 3.0, 5.0), lambda *xs: [], lambda x, y, z: [x, x * y * y * z])
    assert [truth.complex_step(1, i) for i in range(3)] == pytest.approx([45.0, 60.0, 18.0])
    assert [truth.complex_step(0, i) for i in range(3)] == pytest.approx([1.0, 0.0, 0.0])
    assert truth.complex_step(1, 1, (1.0, 1.0, 1.0)) == pytest.approx(2.0)
    steep = Independent((1.0,), lambda t: [], lambda t: [complex(0.0, t.imag * 1e200) * 1e200])
    assert steep.complex_step(0, 0) is None


def test_a_closer_look_has_a_complex_step_for_first_derivatives_alone() -> None:
    truth = Independent.of_function(smooth, HERE)
    step, quotients = truth.closer(1, (0,))
    assert step == pytest.approx(HERE[1])
    assert quotients[-1].value == pytest.approx(HERE[1], rel=1e-2)
    assert truth.closer(0, (0, 1))[0] is None


@pytest.mark.parametrize("at", [0.0, 1.0, -3.0, 1e8, 1e-8])
@pytest.mark.parametrize("speed", [1.0, -2.0, 1e6])
def test_a_direction_of_all_inputs_has_a_derivative_on_each_side(at: float, speed: float) -> None:
    both = Independent.of_operation(OPS["maximum"], (at, at))
    for direction, expected in (
        ((speed, speed), [speed, speed]),
        ((speed, -speed), [-abs(speed), abs(speed)]),
        ((speed, 0.0), sorted([0.0, speed])),
    ):
        found = both.together(direction)
        assert [side.value for side in found] == pytest.approx(expected, abs=1e-9 * abs(speed))
        for side, true in zip(found, expected, strict=True):
            assert abs(side.value - true) <= side.error < 1e-9 * abs(speed)


def test_a_side_beyond_the_domain_has_no_derivative_along_a_direction() -> None:
    def defined(x: float, y: float) -> Any:
        if x + y < 0.0:
            raise DomainError("x + y is at least 0")
        return Independent.of_operation(OPS["add"], (x, y)).outs(x, y)

    [right] = Independent((0.0, 0.0), defined, lambda *xs: []).together((1.0, 1.0))
    assert right.value == pytest.approx(2.0)


def test_the_derivative_is_of_the_output_that_is_asked_for_and_where_it_stands() -> None:
    asked = list[tuple[float, ...]]()

    def outs(x: float, y: float) -> Any:
        asked.append((x, y))
        return Independent.of_function(smooth, HERE).outs(x, y)

    def refused(*_: complex) -> Any:
        raise TypeError("no complex numbers")

    truth = Independent(HERE, outs, refused)
    assert truth.measured(1, (1,), 0.0).best.value == pytest.approx(HERE[0])
    assert {x for x, _ in asked} == {HERE[0]}
    assert len(set(asked)) == len(asked)  # no point twice
