"""Edges of a domain are explained: what there is on each side, and whether the engine or a rule refuses."""

import math
from typing import Any

import pytest

from autograd import DomainError, cbrt, sin, sqrt
from tests.checking.checked import checked, explained, plant


@pytest.mark.parametrize(("f", "written"), [(sqrt, "sqrt(x)"), (lambda x: x**0.5, "x ** 0.5")])
def test_an_edge_is_explained(f: Any, written: str) -> None:
    report, operations = explained(f, [0.0])
    row = report.rows[0]
    assert (row.verdict, row.engine, row.left) == ("edge", None, None)
    assert row.right is not None
    assert row.right.value == math.inf
    assert "not defined on the left, growing without bound on the right" in row.sentence
    assert "infinite or not defined" in row.sentence
    assert operations[0].sentence.startswith(f"{written} at x = 0")


def from_a_half_on(x: Any) -> Any:
    if x < 0.5:
        raise DomainError("x is at least 0.5")
    return sin(x)


@pytest.mark.parametrize(
    ("f", "x", "sides"),
    [
        (from_a_half_on, 0.5, "not defined on the left, 0.877583 from the right"),
        (lambda x: sin(x) + (cbrt(x) if x > 0 else x), 0.0, "2 from the left, growing without bound on the right"),
        (lambda x: sin(x) + (cbrt(x) if x < 0 else x), 0.0, "growing without bound on the left, 2 from the right"),
        (lambda x: sin(x) + (x if x > 0 else -x), 0.0, "0 from the left, 2 from the right"),
    ],
)
def test_a_refusal_where_f_has_no_derivative_is_an_edge_of_f(
    f: Any, x: float, sides: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule that refuses is wrong even so, and no operation on the way is at an edge."""
    plant(monkeypatch, "sin", lambda z, x: (1.0 / (x - x),))
    report = checked(f, [x])
    assert {(c.name, c.verdict) for c in report.operations} == {("sin", "wrong")}
    assert report.rows[0].verdict == "edge"
    assert sides in report.rows[0].sentence


def test_a_refusal_at_an_edge_where_nothing_is_clear_is_an_edge() -> None:
    def alone(x: Any) -> Any:
        """At 0 there is a number, and around it a gap that leaves too few steps for differences."""
        if 0.0 < abs(x.real) < 0.1:
            raise DomainError("x is 0, or at least 0.1 away from it")
        return sqrt(x * x)

    report = checked(alone, [0.0])
    assert report.rows[0].verdict == "edge"
    assert "unclear from the left, unclear from the right" in report.rows[0].sentence


def test_a_point_alone_in_its_domain_is_an_edge() -> None:
    """Nobody is told to differentiate a little away from there: there is nothing."""
    report = checked(lambda x, y: x**y, [-2.0, 2.0])
    assert report
    told = "has no derivative along y: not defined on the left, not defined on the right, so the"
    assert (report.rows[1].verdict, report.rows[1].sentence) == ("edge", f"f {told} engine refuses.")
    assert report.operations[0].sentence == f"x ** y at x = -2, y = 2 {told} rule refuses."


def test_a_rule_that_refuses_at_the_edge_of_its_other_input_is_not_called_smooth_and_infinite() -> None:
    report = checked(lambda x, y: x**y, [0.0, 2.0])
    smooth = "is smooth along y, 0 from the left, 0 from the right"
    [operation] = report.operations
    assert operation.sentence == (
        f"x ** y at x = 0, y = 2 {smooth}; but it is at an edge of its domain, where the rule refuses."
    )
    assert report.rows[1].sentence.startswith(
        f"f {smooth}; only an operation on the way has no local gradient: the engine refuses, for the local gradient of"
    )
