"""Kinks and jumps are explained: both sides, the convention, and who answers otherwise."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd
from autograd import cbrt, check_grad, clamp, maximum, minimum, relu, sqrt, where
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op, nowhere
from autograd.checking.engines import known
from autograd.checking.engines.engine import engine
from autograd.graph.functions import apply
from autograd.testing.strategies import inputs_for, rows
from tests.checking.checked import checked, explained, plant
from tests.conftest import thinned


@pytest.mark.parametrize("row", thinned(row for row in TABLE if row.kink is not nowhere), ids=lambda row: row.name)
@settings(max_examples=settings().max_examples // 4)
@given(data=st.data())
def test_every_kink_is_explained(row: Op, data: st.DataObject) -> None:
    bound = data.draw(rows(row).filter(lambda bound: not (bound.bound and 1.0 in bound.bound.values())))
    report = checked(lambda *leaves: apply(bound, leaves), list(data.draw(inputs_for(bound, kinks=True))))
    assert report
    assert {c.name for c in report.operations} == {row.name}
    assert "kink" in {r.verdict for r in report.rows}


@pytest.mark.parametrize(
    ("f", "convention", "sentence"),
    [
        (relu, 0.0, "x = 0 has no derivative: 0 from the left, 1 from the right; by convention the rule gives 0"),
        (abs, 0.0, "x = 0 has no derivative: -1 from the left, 1 from the right; by convention the rule gives 0"),
        (lambda x: x.leaky_relu(), 0.01, "0.01 from the left, 1 from the right; by convention the rule gives 0.01"),
        (lambda x: maximum(x, 0.0), 0.5, "x: 0 from the left, 1 from the right; by convention the rule gives 0.5"),
    ],
)
def test_a_kink_is_explained(f: Any, convention: float, sentence: str) -> None:
    report, operations = explained(f, [0.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("kink", convention)
    assert sentence in operations[0].sentence
    assert report.rows[0].left is not None
    assert report.rows[0].right is not None


@pytest.mark.parametrize(
    ("f", "at", "others"),
    [
        (abs, [0.0], {"jax": "1"}),
        (relu, [0.0], {"torch": "0.5"}),
        (maximum, [2.0, 2.0], {"tensorflow": "1"}),
        (lambda x: x.leaky_relu(0.125), [0.0], {"jax": "1", "casadi": "0.5625"}),
        (lambda x: clamp(x, 0.0, 1.0), [0.0], {"jax": "0.5"}),
        (lambda *xs: autograd.max(xs), [3.0, 3.0, 1.0], {"torch": "1"}),
    ],
)
def test_the_sentence_at_a_kink_names_who_answers_otherwise(f: Any, at: list[float], others: dict[str, str]) -> None:
    """Each other number once, with an engine, its version and the call; and nobody who answers as here."""
    sentence = checked(f, at).operations[0].sentence
    for name, number in others.items():
        title = f"{engine(name).title} {known.measured()['engines'][name]['version']}"
        assert re.search(
            rf"; {re.escape(title)} \([^;]+\) (gives|and [0-9]+ more give) {re.escape(number)}[.;]", sentence
        )
    told = re.findall(r"gives? (-?[0-9.]*[0-9])", sentence)
    assert len(told) == len(set(told)) > 1, sentence


def test_a_kink_of_a_row_of_ones_own_has_no_engines() -> None:
    assert known.answers("relu6", [0.0])
    own = autograd.operation("relu6", value=lambda x: abs(x), partials=lambda z, x: (0.5,), kink=lambda x: x == 0.0)
    assert checked(own, [0.0]).operations[0].sentence.endswith("by convention the rule gives 0.5.")


def test_kinks_and_edges_of_the_function_itself() -> None:
    report, operations = explained(lambda x: x if x > 0 else -x, [0.0])
    assert (report.rows[0].verdict, report.rows[0].engine, operations) == ("kink", -1.0, [])
    report, _ = explained(lambda x: x**2.5, [0.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("edge", 0.0)
    report, _ = explained(lambda x: sqrt(x * x), [0.0])
    assert report.rows[0].verdict == "edge"
    report, _ = explained(lambda x, y: x**y, [0.0, 2.0])
    assert [row.verdict for row in report.rows] == ["right", "edge"]


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (lambda x: where(x > 0, x + 1, x), 0.0),
        (lambda x: where(x > 1, 5.0, x), 1.0),
        (lambda x: where(x >= 1, 5.0, x), 1.0),
        (lambda x: where(x > 0, x + 1e-9, x), 0.0),
    ],
)
def test_a_jump_is_told(f: Any, x: float) -> None:
    report = checked(f, [x])
    assert report.rows[0].verdict == "kink"
    assert "f jumps along x: " in report.rows[0].sentence


def test_what_grows_without_bound_is_no_edge_of_the_domain() -> None:
    report = checked(cbrt, [0.0])
    assert report.rows[0].verdict == "kink"
    assert "its derivative along x0 grows without bound" in report.rows[0].sentence
    assert "f is smooth along x" in checked(lambda x: sqrt(x**4), [0.0]).rows[0].sentence


# Several inputs.


def test_the_same_value_twice_is_smooth() -> None:
    report, operations = explained(lambda a: maximum(a, a), [2.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("right", 1.0)
    assert [c.verdict for c in operations] == ["kink", "kink"]
    assert "one and the same Value" in operations[0].sentence


@pytest.mark.parametrize(
    ("f", "missed"),
    [
        (lambda x: maximum(x, x) + 0.1 * x.data, 0.1),
        (lambda x: maximum(x, 1.0 * x) * x + x.data * maximum(x, x), 4.0 - 2.0),
        (lambda x: 0.9 * minimum(3.0 * x, x + x + x) + 0.3 * x.data, 0.3),
        (lambda x: maximum(maximum(x, x), x) - 0.05 * x.data, -0.05),
    ],
)
def test_a_fault_beside_a_kink_of_both_inputs_is_wrong(f: Any, missed: float) -> None:
    """Conventions of both inputs add up to the derivative along the way that both move: no fault fits in between."""
    report = checked(f, [2.0])
    [row] = report.rows
    assert (bool(report), row.verdict) == (False, "wrong")
    assert row.independent is not None
    assert row.engine is not None
    assert row.independent - row.engine == pytest.approx(missed)


def test_a_kink_of_both_inputs_that_move_apart_is_one() -> None:
    report, _ = explained(lambda x: maximum(x, 2.0 * x - 3.0) * x, [3.0])
    assert (report.rows[0].verdict, report.rows[0].engine) == ("kink", 7.5)


@pytest.mark.parametrize(
    ("name", "partials", "at"),
    [
        ("maximum", lambda z, x, y: (1.0, 1.0), [1.0, 1.0]),
        ("maximum", lambda z, x, y: (0.0, 0.0), [1e8, 1e8]),
        ("minimum", lambda z, x, y: (1.0, 0.5), [-3.0, -3.0]),
        ("hypot", lambda z, x, y: (1.0, 1.0), [0.0, 0.0]),
        ("hypot", lambda z, x, y: (-1.0, 1.0), [0.0, 0.0]),
    ],
)
def test_a_convention_is_one_of_all_inputs(
    name: str, partials: Any, at: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_grad(lambda x, y: getattr(x, name)(y), at)
    plant(monkeypatch, name, partials)
    report = checked(lambda x, y: getattr(x, name)(y), at)
    assert {c.name for c in report.operations if c.verdict == "wrong"} == {name}
    assert "has a wrong convention: together" in str(report)


@pytest.mark.parametrize("partials", [lambda z, x, y: (1.0, 0.0), lambda z, x, y: (0.25, 0.75)])
def test_another_convention_is_right_too(partials: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "maximum", partials)
    assert checked(lambda x: maximum(x, x), [1.0])


def test_conventions_may_not_add_up_to_the_derivative() -> None:
    report, _ = explained(lambda x: x.relu() - (-x).relu(), [0.0])  # this is x
    assert report.rows[0].verdict == "kink"
    assert report.rows[0].sentence == "∂f/∂x is 1; conventions at kinks on the way make it 0."


def test_a_kink_whose_inputs_are_out_of_range_is_no_error_of_python() -> None:
    report = check_grad(lambda x: maximum(1e200 * x * 1e200, 2e200 * x * 1e200), [0.0])
    assert "the engine refuses, for the derivative that flows through 2e+200 * x at x = 0 is too large" in str(report)


# Second derivatives.


def test_second_derivatives_at_a_kink_are_not_compared() -> None:
    report, _ = explained(relu, [0.0])
    second = checked(relu, [0.0], order=2).rows[1]
    assert (second.verdict, second.independent) == ("kink", None)
    assert "∂f/∂x0 is at a kink" in second.sentence or "∂f/∂x is at a kink" in second.sentence
    smooth_at_first = checked(lambda x: x * x.relu(), [0.0], order=3)
    assert [row.verdict for row in smooth_at_first.rows] == ["right", "kink", "kink"]
    assert "not compared, for ∂²f/∂x² is at a kink" in smooth_at_first.rows[2].sentence
    assert report


def test_a_second_derivative_at_a_kink_is_told_along_its_last_argument() -> None:
    row = next(row for row in checked(lambda x, y: x * abs(y), [2.0, 0.0], order=2).rows if row.name == "∂²f/∂x∂y")
    assert row.verdict == "kink"
    assert "∂f/∂x has no derivative along y: -1 from the left, 1 from the right" in row.sentence
