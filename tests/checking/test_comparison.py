"""The verdict on one derivative follows from a few numbers: each of them is moved up to where the verdict turns."""

import math
from typing import Any

import pytest

from autograd import DomainError
from autograd.checking.comparison import Way
from autograd.checking.differences import NOTHING, ROUNDING, Estimate
from autograd.checking.measured.claimed import MisfitError
from autograd.checking.measured.independent import UNSEEN
from autograd.language.errors import TooLargeError
from tests.checking.told import RULE, Side, estimate, verdict


def smooth(engine: float, value: float, error: float = 0.0, **more: Any) -> str:
    """The verdict where both sides have the same derivative, known up to `error`."""
    return verdict(engine, value, value, best=Estimate(value, error), **more).verdict


def after(x: float) -> float:
    return math.nextafter(x, math.inf)


def test_two_numbers_may_lie_as_far_apart_as_both_may_err() -> None:
    for sign in (1.0, -1.0):
        assert smooth(sign * 100.75, sign * 100.0, 0.25, slack=0.5) == "right"
        assert smooth(sign * after(100.75), sign * 100.0, 0.25, slack=0.5) == "wrong"
        assert smooth(sign * 99.25, sign * 100.0, 0.25, slack=0.5) == "right"
    found = verdict(3.0, 1.0, 1.0, best=Estimate(1.0, 0.5), slack=0.25)
    assert (found.engine, found.independent, found.error, found.tolerance) == (3.0, 1.0, 2.0, 0.75)
    assert found.sentence == "∂f/∂x is wrong: the engine gives 3, the differences 1 ± 0.5; they are 2 apart."


@pytest.mark.parametrize(
    ("engine", "value", "largest", "more"),
    [
        (100.0, 100.0, 1.0, {}),  # a hundredth of the larger one
        (-100.0, -100.0, 1.0, {}),
        (100.0, 101.0, 1.01, {}),
        (101.0, 100.0, 1.01, {}),
        (100.0, 100.0, 2.0, {"slack": 2e-6}),  # a million times what the engine may err by
        (0.0, 0.0, 1e-10, {"steepness": 1.0}),  # next to what f changes by, where the engine says 0
        (0.0, 0.0, UNSEEN, {}),
        (1e-12, 0.0, 1e-14, {"steepness": 1e10, "error": 0.0}),
    ],
)
def test_an_error_too_large_to_tell_anything_is_said(
    engine: float, value: float, largest: float, more: dict[str, Any]
) -> None:
    if "error" in more:  # what is next to f counts for a 0 alone
        assert smooth(engine, value, 1e-11, steepness=more["steepness"]) == "unknown"
        return
    assert smooth(engine, value, largest, **more) == "right"
    assert smooth(engine, value, largest * 1.0000001, **more) == "unknown"


def test_rounding_errors_of_the_engine_as_large_as_its_number_are_said() -> None:
    assert smooth(100.0, 100.0, slack=1.0) == "right"
    assert smooth(100.0, 100.0, slack=1.5) == "unknown"
    assert smooth(0.0, 0.0, slack=1.5) == "right"
    assert smooth(100.0, 100.0, slack=1.5, steepness=1.5e10) == "right"
    assert smooth(100.0, 100.0, slack=1.5, steepness=1.4e10) == "unknown"
    assert smooth(100.0, 100.0, slack=1.5, steepness=1e-3) == "unknown"


@pytest.mark.parametrize(
    ("engine", "value", "error", "reach", "expected"),
    [
        (1.0, 0.0, 0.0, (0.0, 1.0), "kink"),
        (1.0, 0.0, 0.0, (0.0, 0.5), "wrong"),
        (1.0, 0.0, 0.5, (0.0, 0.5), "kink"),
        (1.0, 0.0, 0.5, (0.5, 1.0), "kink"),
        (1.0, 0.0, 0.5, (0.75, 1.0), "wrong"),
        (0.5, 2.0, 0.0, (0.0, 1.0), "wrong"),
        (-0.5, 0.5, 0.0, (0.0, 1.0), "wrong"),
    ],
)
def test_conventions_on_the_way_explain_what_lies_in_their_reach(
    engine: float, value: float, error: float, reach: tuple[float, float], expected: str
) -> None:
    assert smooth(engine, value, error, way=Way(False, True, reach)) == expected


def test_both_numbers_of_the_engine_have_to_agree() -> None:
    assert smooth(1.0, 1.0, slack=0.5, by_backward=1.5, steepness=1e10) == "right"
    found = verdict(1.0, 1.0, 1.0, slack=0.25, by_backward=1.5)
    assert found.sentence == "∂f/∂x is wrong: the engine gives 1 by grad(), and 1.5 by backward()."
    assert smooth(1.0, 1.0, by_backward=math.nan) == "wrong"


def overflowed() -> DomainError:
    refusal = DomainError("log", "no number")
    refusal.__context__ = OverflowError()
    return refusal


PLAIN, TOO_LARGE = DomainError("no number"), TooLargeError("too large")
UNCLEAR = Estimate(1.0, math.inf)
EDGE = Way(True, False)


@pytest.mark.parametrize(
    ("refused", "left", "right", "more", "expected", "said"),
    [
        (MisfitError("no tuple"), 1.0, 1.0, {}, "wrong", "∂f/∂x is wrong: no tuple."),
        (PLAIN, math.inf, -math.inf, {}, "kink", "grows without bound"),
        (PLAIN, math.inf, 1.0, {}, "edge", "f has no derivative along x: growing without bound on the left, 1 from"),
        (PLAIN, 1.0, 1.0, {"way": EDGE}, "edge", "f is smooth along x, 1 from the left, 1 from the right; only an"),
        (PLAIN, 1.0, 1.0, {"way": EDGE, "about": RULE}, "edge", "but it is at an edge of its domain, where the rule"),
        (PLAIN, 1.0, 2.0, {"way": EDGE}, "edge", "f has no derivative along x"),
        (PLAIN, None, None, {}, "edge", "not defined on the left, not defined on the right, so the engine refuses."),
        (TOO_LARGE, None, None, {}, "edge", "not defined on the right; the engine refuses, for too large"),
        (PLAIN, None, 1.0, {}, "edge", "not defined on the left, 1 from the right; the engine"),
        (PLAIN, None, UNCLEAR, {}, "edge", "not defined on the left, unclear from the right; the engine"),
        (PLAIN, 1.0, 2.0, {}, "edge", "1 from the left, 2 from the right; the engine"),
        (PLAIN, UNCLEAR, UNCLEAR, {}, "unknown", "∂f/∂x cannot be told"),
        (PLAIN, UNCLEAR, 2.0, {"best": Estimate(2.0, 0.0)}, "wrong", "∂f/∂x is wrong: it is 2, and the engine refuses"),
        (PLAIN, 1.0, 1.0, {}, "wrong", "∂f/∂x is wrong: it is 1, and the engine refuses, for no number"),
        (PLAIN, 1.0, 1.0, {"best": NOTHING}, "unknown", "cannot be told"),
        (TOO_LARGE, 1.0, 1.0, {}, "unknown", "cannot be told"),
        (overflowed(), 1.0, 1.0, {}, "unknown", "cannot be told"),
    ],
)
def test_a_refusal_is_right_where_no_derivative_is(
    refused: DomainError, left: Side, right: Side, more: dict[str, Any], expected: str, said: str
) -> None:
    found = verdict(refused, left, right, **more)
    assert (found.verdict, found.engine, found.error) == (expected, None, None)
    assert said in found.sentence
    best = more.get("best") or estimate(left) or NOTHING
    assert (found.method == "one-sided") == (expected in ("edge", "kink") or not best.finite)


HALF = Estimate(-1.0, 0.25), Estimate(1.0, 0.25)


@pytest.mark.parametrize(
    ("engine", "left", "right", "more", "expected"),
    [
        (0.5, -1.0, 1.0, {}, "kink"),
        (1.0, -1.0, 1.0, {}, "kink"),
        (-1.0, -1.0, 1.0, {}, "kink"),
        (after(1.0), -1.0, 1.0, {}, "wrong"),
        (-after(1.0), -1.0, 1.0, {}, "wrong"),
        (1.5, *HALF, {}, "kink"),
        (1.75, *HALF, {"slack": 0.25}, "kink"),
        (after(1.75), *HALF, {"slack": 0.25}, "wrong"),
        (1.75, -1.0, 1.0, {"way": Way(False, True, (-2.0, 2.0))}, "kink"),
        (0.5, -1.0, 1.0, {"way": Way(False, True, (0.0, 1.0))}, "wrong"),
        (1.0, None, 1.0, {}, "edge"),
        (2.0, 1.0, None, {}, "wrong"),
        (1.0, None, None, {}, "unknown"),
        (1.0, UNCLEAR, None, {}, "unknown"),
        (1.0, 1.0, 1.0, {"jump": True}, "kink"),
        (1.0, NOTHING, NOTHING, {"jump": True}, "kink"),
        (1.0, 1.0, NOTHING, {"jump": True}, "unknown"),
        (1.0, None, None, {"jump": True}, "unknown"),
    ],
)
def test_between_two_sides_any_convention_will_do(
    engine: float, left: Side, right: Side, more: dict[str, Any], expected: str
) -> None:
    found = verdict(engine, left, right, **more)
    assert (found.verdict, found.method, found.independent) == (expected, "one-sided", None)
    assert ("jumps" in found.sentence) == (more.get("jump", False) and expected == "kink")


def quotients(*values: float, error: float = 0.0) -> list[Estimate]:
    return [Estimate(value, error) for value in values]


DIGIT = 8.0 * ROUNDING


@pytest.mark.parametrize(
    ("engine", "left", "right", "more", "expected"),
    [
        # the nearest numbers and a complex step speak for the engine, against differences of 20
        (10.0, 20.0, 20.0, {"step": 10.0, "quotients": quotients(10.0, 10.0, 10.0)}, "right"),
        (10.0, 20.0, 20.0, {"step": 10.0, "quotients": quotients(12.25, 7.75, 12.25)}, "right"),
        (10.0, 20.0, 20.0, {"step": 10.0, "quotients": quotients(12.25, 7.75, 12.25, error=0.25)}, "wrong"),
        (10.0, 20.0, 20.0, {"step": 10.0, "quotients": quotients(12.5, 12.5, 12.5)}, "wrong"),
        (10.0, 14.0, 14.0, {"step": 10.0, "quotients": quotients(11.0, 11.0, 11.0)}, "wrong"),
        (8.0 - DIGIT, 20.0, 20.0, {"step": 8.0, "quotients": quotients(8.0, 8.0, 8.0)}, "right"),
        (8.0 - 2.0 * DIGIT, 20.0, 20.0, {"step": 8.0, "quotients": quotients(8.0, 8.0, 8.0)}, "unknown"),
        (10.0, 20.0, 20.0, {"step": 10.0, "quotients": quotients(10.0, 99.0, 10.0, 10.0, 99.0)}, "wrong"),
        (10.0, 20.0, 20.0, {"step": 10.0, "quotients": quotients(99.0, 10.0, 10.0, 10.0)}, "right"),
        (10.0, 20.0, 20.0, {"quotients": quotients(10.0, 10.0, 10.0)}, "unknown"),
        # a complex step speaks for the engine where f ends on one side
        (10.0, None, 20.0, {"step": 10.0}, "unknown"),
        (10.0, 20.0, None, {"step": 10.0}, "unknown"),
        (10.0, None, 20.0, {"step": 12.0}, "wrong"),
        (10.0, 30.0, 20.0, {"step": 10.0}, "wrong"),
        # growth that the nearest numbers know nothing of
        (10.0, None, 20.0, {"quotients": quotients(1.0, 1.0)}, "wrong"),
        (10.0, None, math.inf, {"quotients": quotients(-20.0, 20.0)}, "unknown"),
        (10.0, None, math.inf, {"quotients": quotients(20.25, 20.25, error=0.25)}, "unknown"),
        (10.0, None, math.inf, {"quotients": quotients(20.0, 20.5)}, "wrong"),
        (10.0, None, math.inf, {}, "wrong"),
        # noise alone, unless the nearest numbers agree with each other
        (10.0, 20.0, 20.0, {"resolved": False}, "unknown"),
        (10.0, 20.0, 20.0, {"resolved": False, "quotients": quotients(90.0, 100.0, 110.0, 120.0)}, "wrong"),
        (10.0, 20.0, 20.0, {"resolved": False, "quotients": quotients(-90.0, -100.0, -110.0, -120.0)}, "wrong"),
        (10.0, 20.0, 20.0, {"resolved": False, "quotients": quotients(88.0, 100.0, 110.0, 120.0)}, "unknown"),
    ],
)
def test_what_differences_step_over_is_doubted(
    engine: float, left: Side, right: Side, more: dict[str, Any], expected: str
) -> None:
    found = verdict(engine, left, right, **more)
    assert found.verdict == expected
    if expected == "right":
        assert (found.method, found.independent) == ("complex step", more["step"])
    if expected == "unknown":
        assert found.method == "differences"


def test_what_jumps_or_ends_is_not_doubted() -> None:
    near = quotients(10.0, 10.0, 10.0)
    assert verdict(10.0, 20.0, 30.0, jump=True, step=10.0, quotients=near).verdict == "wrong"
    assert verdict(10.0, 10.0, None, way=EDGE, step=10.0, quotients=near).verdict == "edge"
    assert verdict(10.0, 10.0, None, step=10.0, quotients=near).verdict == "right"


def test_a_complex_step_needs_no_sides_unless_a_kink_is_on_the_way() -> None:
    step: dict[str, Any] = {"best": Estimate(1.0, 0.0), "method": "complex step"}
    assert verdict(1.0, 0.0, 2.0, **step).verdict == "right"
    assert verdict(1.0, 0.0, 2.0, way=Way(False, True), **step).verdict == "kink"
    assert verdict(1.0, 1.0, 1.0, way=Way(False, True), **step).verdict == "right"
    assert verdict(1.0, 0.0, 2.0, jump=True, **step).verdict == "kink"
