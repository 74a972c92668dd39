"""A typed derivative is accepted if it is right wherever the function has one, and refuted by clean numbers if not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograd import check_claim
from autograd.by_hand.claims import posed
from autograd.by_hand.sheet.work.textbook import in_the_result
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, nowhere
from autograd.notation.formulas import formula, partials, text
from autograd.testing.gradients.search import Search
from tests.conftest import PROFILE, takes_long, thinned

CROSS_ENTROPY = "x = softmax(a); L = -sum(t*log(x))"
CLASSES = {"a": "n", "t": "n"}
AFFINE = "L = sum(g * (x @ W + b))"
LAYER = {"x": "n", "W": "n,m", "b": "m", "g": "m"}
BATCH, BATCH_SHAPES = "L = sum(G * (X @ W + b))", {"X": "N,n", "W": "n,m", "b": "m", "G": "N,m"}
TIED = "h = sigmoid(W @ x); y = T(W) @ h; L = sum((y - x)**2)/2"
THROUGH_OUTPUT, THROUGH_HIDDEN = "outer(h, y - x)", "outer((W @ (y - x)) * h * (1 - h), x)"


def nested(examples: int) -> settings:
    """Settings for a test of `given` in which claims are searched with examples of their own."""
    checks = [HealthCheck.nested_given, HealthCheck.too_slow]
    return settings(max_examples=3 if PROFILE == "default" else examples, suppress_health_check=checks)


# Every row of the table

SMOOTH = [row for row in TABLE if row.arity < MANY and row.kink is nowhere and row.name not in ("where", "power")]


@pytest.mark.parametrize("row", thinned(SMOOTH), ids=lambda row: row.name)
def test_what_a_row_says_of_itself_is_accepted_and_its_negation_refuted(row: Any) -> None:
    """The row as text, with its own text of its derivative."""
    for letter, partial in zip("xy", partials(row), strict=False):
        function, derivative = f"z = {text(formula(row))}", text(partial)
        assert check_claim(function, derivative, letter), (function, derivative)
        refuted = check_claim(function, f"-({derivative})", letter)
        assert not refuted
        assert refuted.codes == ("sign",)


@nested(6)
@given(st.sampled_from([-2, -1, 2, 3, 4]), st.sampled_from(["sin(x)", "exp(x)", "x**2 + 1", "tanh(x)"]))
def test_the_power_of_a_function(n: int, inner: str) -> None:
    derivative = {"sin(x)": "cos(x)", "exp(x)": "u", "x**2 + 1": "2*x", "tanh(x)": "(1 - u**2)"}[inner]
    function = f"u = {inner}; z = u**({n})"
    assert check_claim(function, f"({n}) * u**({n - 1}) * {derivative}", "x")
    assert not check_claim(function, f"({n}) * u**({n - 1})", "x")  # without the inner derivative


def numbers(x: Any) -> list[float]:
    return [number for part in x for number in numbers(part)] if isinstance(x, list) else [x]


@nested(5)
@given(st.integers(-9, 9), st.integers(1, 9), st.integers(-9, 9))
def test_a_wrong_coefficient_is_refuted_by_a_clean_number(a: int, off: int, b: int) -> None:
    wrong = check_claim(f"({a})*x**2 + ({b})*x", f"2*({a + off})*x + ({b})", "x")
    assert wrong.counterexample == {"x": 1.0}
    assert wrong.true == 2 * a + b
    assert wrong.claimed == wrong.true + 2 * off


# Textbooks and lectures

RIGHT: list[tuple[str, str, str, dict[str, Any]]] = [
    ("sigmoid(x)", "x", "y*(1-y)", {}),
    ("tanh(x)", "x", "1 - tanh(x)**2", {}),
    ("sigmoid(x)", "x", "exp(-x)/(1+exp(-x))**2", {}),
    ("softplus(x)", "x", "exp(x)*sigmoid(-x)", {}),
    ("log(1+exp(x))", "x", "sigmoid(x)", {}),
    ("abs(x)", "x", "x/abs(x)", {}),
    ("relu(x)", "x", "x > 0", {}),
    ("clamp(x, 0, 1)", "x", "(x > 0)*(x < 1)", {}),
    ("leaky_relu(x, 0.1)", "x", "where(x >= 0, 1, 0.1)", {}),
    ("where(x <= 0, -x**2, x**2)", "x", "2*abs(x)", {}),
    ("where(x > 0, x, 2*x)", "x", "where(x >= 0, 1, 2)", {}),  # at 0 there is no gradient
    ("sigmoid(x)", "x", "y**2*(1-y)/y", {}),  # 0/0 where y underflows, far away
    ("x", "x", "cosh(x)**2 - sinh(x)**2", {}),
    ("x**x", "x", "y*(log(x) + 1)", {}),
    ("sqrt(x - 1000)", "x", "0.5/y", {}),
    ("sqrt(x - 20)*sqrt(21 - x)", "x", "(41 - 2*x)/(2*y)", {}),
    ("x/y", "y", "-z/y", {}),
    ("-(t*log(p) + (1-t)*log(1-p))", "p", "(p-t)/(p*(1-p))", {}),
    ("softmax(x, y)[0]", "x", "z*(1-z)", {}),
    ("exp(x)", "x", "exp(x - 1)*exp(1)", {}),
    ("exp(x)", "x", "cosh(x) + sinh(x)", {}),
    ("sigmoid(x)", "x", "1/4 - (y - 1/2)**2", {}),
    ("sigmoid(x)", "x", "(1 - tanh(x/2)**2)/4", {}),
    ("tanh(x)", "x", "4*sigmoid(2*x)*sigmoid(-2*x)", {}),
    ("tanh(x)", "x", "4/(exp(x) + exp(-x))**2", {}),
    ("softplus(x)", "x", "1 - exp(-y)", {}),
    ("silu(x)", "x", "sigmoid(x)*(1 + x*sigmoid(-x))", {}),
    ("abs(y - p)", "p", "where(p > y, 1, -1)", {}),
    ("sqrt(x**2)", "x", "x/y", {}),
    ("atan(x)", "x", "cos(y)**2", {}),
    ("exp(-1/x)", "x", "y/x**2", {}),
    ("mean(abs(y-p))", "p", "(p-y)/abs(p-y)/n", {"shapes": {"y": "n", "p": "n"}}),
    ("erf(x)", "x", "2*exp(-x*x)/sqrt(pi)", {}),
    ("dot(q, k)/sqrt(d)", "q", "k*d**(-1/2)", {"shapes": {"q": "d", "k": "d"}}),
    ("mean(X)", "X", "1/(n*m)", {"shapes": {"X": "n,m"}}),
    ("sqrt(sum(x**2))", "x", "x/y", {"shapes": {"x": "n"}}),
    ("sum(x)", "x", "1", {"shapes": {"x": "n"}}),
    ("logsumexp(x)", "x", "softmax(x)", {"shapes": {"x": "n"}}),
    ("sum((y-t)**2)/n", "y", "2*(y-t)/n", {"shapes": {"y": "n", "t": "n"}}),
    (AFFINE, "W", "outer(x, g)", {"shapes": LAYER}),
    (AFFINE, "x", "W @ g", {"shapes": LAYER}),
    (AFFINE, "b", "g", {"shapes": LAYER}),
    (BATCH, "W", "T(X) @ G", {"shapes": BATCH_SHAPES}),
    (BATCH, "X", "G @ T(W)", {"shapes": BATCH_SHAPES}),
    (BATCH, "b", "sum(G, 0)", {"shapes": BATCH_SHAPES}),
    (CROSS_ENTROPY, "a", "x - t", {"shapes": CLASSES, "onehot": ["t"]}),
    (CROSS_ENTROPY, "a", "x*sum(t) - t", {"shapes": CLASSES}),
    ("L = -dot(t, log_softmax(a))", "a", "softmax(a) - t", {"shapes": CLASSES, "shares": ["t"]}),
    (TIED, "W", f"{THROUGH_OUTPUT} + {THROUGH_HIDDEN}", {"shapes": {"W": "n,m", "x": "m"}}),
]


@pytest.mark.parametrize(("function", "wrt", "formula", "options"), thinned(RIGHT))
def test_right(function: str, wrt: str, formula: str, options: dict[str, Any]) -> None:
    claim = check_claim(function, formula, wrt, **options)
    assert claim, str(claim)
    assert (claim.counterexample, claim.reasons, claim.codes) == (None, (), ())
    assert claim.points >= 6  # in a domain of width 1 far out, it depends on what Hypothesis has seen imported
    assert f"at all {claim.points} points" in str(claim)


WRONG: list[tuple[str, str, str, dict[str, Any], dict[str, Any] | None, str | None]] = [
    ("abs(x)", "x", "1", {}, {"x": -1.0}, None),
    ("maximum(x, 3)", "x", "0", {}, {"x": 4.0}, None),
    ("relu(x - 100)", "x", "0", {}, {"x": 101.0}, None),
    ("relu(x - 12345.678)", "x", "0", {}, None, None),
    ("x**2", "x", "2*abs(x)", {}, {"x": -1.0}, None),
    ("x**2", "x", "x", {}, {"x": 1.0}, "factor"),
    ("x*sin(x)", "x", "sin(x)", {}, {"x": 1.0}, "missing term"),
    ("sin(x**2)", "x", "cos(x**2)", {}, {"x": 0.0}, "missing factor"),
    ("sin(x)", "x", "y/tan(x)", {}, {"x": 0.0}, "no value"),
    ("mean((y-t)**2)", "y", "2*(y-t)", {"shapes": {"y": "n", "t": "n"}}, None, "1/n"),
    (BATCH, "b", "mean(G, 0)", {"shapes": BATCH_SHAPES}, None, "1/n"),
    (AFFINE, "W", "outer(g, x)", {"shapes": LAYER}, None, "transposed"),
    (TIED, "W", THROUGH_OUTPUT, {"shapes": {"W": "n,m", "x": "m"}}, None, "missing term"),
    (TIED, "W", THROUGH_HIDDEN, {"shapes": {"W": "n,m", "x": "m"}}, None, "missing term"),
]


@pytest.mark.parametrize(("function", "wrt", "formula", "options", "where", "code"), thinned(WRONG))
def test_wrong(
    function: str, wrt: str, formula: str, options: dict[str, Any], where: dict[str, Any] | None, code: str | None
) -> None:
    claim = check_claim(function, formula, wrt, **options)
    assert not claim
    assert claim.counterexample is not None
    if where is not None:
        assert claim.counterexample == where
    if code:
        assert code in claim.codes
    assert claim.reasons
    assert all(abs(x) <= 100_000 for argument in claim.counterexample.values() for x in numbers(argument))
    assert claim.reasons[0] in str(claim)


def test_the_sigmoid_of_the_lecture(shared: Path) -> None:
    errors = {error["id"]: error for error in json.loads((shared / "published_errors.json").read_text("utf-8"))}
    error = errors["lecture_sigmoid_sign"]
    claim = check_claim("sigmoid(x)", error["published"].partition("=")[2], "x")
    assert (claim.counterexample, claim.claimed, claim.true) == ({"x": 0.0}, -0.25, 0.25)
    assert claim.reasons == ("the sign is flipped: claimed = -true",)
    assert check_claim("sigmoid(x)", error["correct"].partition("=")[2], "x")


def test_a_counterexample_shows_the_difference_in_the_digits_that_are_printed() -> None:
    claim = check_claim("x**2 + x", "2*x + 1.0000001", "x")
    assert claim.true == 0.0
    assert claim.claimed == pytest.approx(1e-7)


def test_a_counterexample_is_made_clean_whatever_the_search_has_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """x for y is wrong at (3, 7), and at (0, 1) already."""
    monkeypatch.setattr(Search, "counterexample", lambda search: search.point((3.0, 7.0)))
    assert check_claim("x*y", "x", "x").counterexample == {"x": 0.0, "y": 1.0}


def test_differences_confirm_the_truth() -> None:
    assert "Differences of y nearby confirm the true gradient." in str(check_claim("x**2", "x", "x"))


@pytest.mark.usefixtures("all_points")
def test_the_ranges_are_those_of_the_points_that_count() -> None:
    low, high = check_claim("x**3", "3*x**2", "x").ranges["x"]  # negative numbers too: the exponent is a whole number
    assert low < -1000
    assert high > 1000
    low, high = check_claim("log(x)", "1/x", "x").ranges["x"]
    assert 0.0 < low < 0.01
    assert high > 1000


@takes_long
def test_a_domain_of_width_1_far_out_is_met() -> None:
    assert check_claim("sqrt(x - 20)*sqrt(21 - x)", "(41 - 2*x)/(2*y)", "x").points >= 6  # of 1200 that were tried


# The tests of the tests


def test_an_engine_with_a_wrong_rule_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OPS["tanh"], "partials", lambda z, x: (1.0 + z * z,))
    assert not check_claim("tanh(x)", "1 - y**2", "x")
    in_the_result.cache_clear()


def test_a_checker_that_sees_clean_numbers_only_would_accept_what_is_wrong_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    function, formula = "x**3", "3*x**2 + x*(x - 1)*(x - 2)"
    assert not check_claim(function, formula, "x")
    monkeypatch.setattr(posed, "drawn", lambda *_: lambda choose: (choose.one_of([0.0, 1.0, 2.0]),))
    assert check_claim(function, formula, "x")
