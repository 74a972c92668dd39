"""Why a typed derivative is wrong: what is said holds at every point, and in mathematics, not by rounding alone."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import check_claim
from tests.by_hand.claims.test_claim import CLASSES, CROSS_ENTROPY, nested
from tests.conftest import takes_long, thinned

# Where a claim is right: on a side, for some sizes, for shares

PUBLISHED = "(-t/x + (sum(t/x) - t/x)) * x*(1 - x)"


def test_the_softmax_with_cross_entropy_of_the_lecture_holds_for_two_classes_only() -> None:
    assert check_claim(CROSS_ENTROPY, PUBLISHED, "a", shapes={"a": "2", "t": "2"})
    three = check_claim(CROSS_ENTROPY, PUBLISHED, "a", shapes={"a": "3", "t": "3"}, onehot=["t"])
    assert three.counterexample is not None
    assert three.counterexample["a"] == [0.0, 0.0, 0.0]
    any_number = check_claim(CROSS_ENTROPY, PUBLISHED, "a", shapes=CLASSES, onehot=["t"])
    assert any_number.counterexample is not None
    assert len(any_number.counterexample["a"]) == 3
    assert any_number.reasons[0] == "the claim is right for n = 1, 2, and wrong for n = 3, 4"


def test_shares_of_one_are_not_named_where_the_size_alone_decides() -> None:
    """All points tried whose numbers of a add up to 1 had one number or two, for which the formula is right anyway."""
    claim = check_claim(CROSS_ENTROPY, "(sum(t/x) - 2*t/x) * x*(1 - x)", "a", shapes=CLASSES, onehot=["t"])
    assert claim.reasons == ("the claim is right for n = 1, 2, and wrong for n = 3, 4",)


@pytest.mark.usefixtures("all_points")
def test_a_formula_for_shares_of_one_is_wrong_for_other_vectors_and_says_so() -> None:
    claim = check_claim(CROSS_ENTROPY, "x - t", "a", shapes=CLASSES)
    assert claim.counterexample == {"a": [0.0], "t": [0.0]}
    assert "only where the numbers of t add up to 1" in claim.reasons[0]


def test_the_side_on_which_a_wrong_claim_is_right_is_told() -> None:
    assert check_claim("x**2", "2*abs(x)", "x").reasons == ("the claim is right where x is above 0, and wrong below",)
    for function, claim, side in [
        ("abs(x)", "1", "where x is above 0, and wrong below"),
        ("maximum(x, 3)", "0", "where x is below 3, and wrong above"),
        ("relu(x - 100)", "0", "where x is below 100, and wrong above"),
    ]:
        assert check_claim(function, claim, "x").reasons == (f"the claim is right {side}",)


@pytest.mark.parametrize(
    ("function", "formula"),
    [
        ("log(x)", "-1/x**2"),  # for large x both are as good as 0
        ("exp(x)", "-exp(x)"),  # for small x both are 0
        ("x**2.5", "2.5*x**1.5 + x"),  # right at 0 alone, where the domain ends
    ],
)
def test_a_claim_that_happens_to_be_right_at_an_end_is_not_called_one_sided(function: str, formula: str) -> None:
    assert "is right where" not in " ".join(check_claim(function, formula, "x").reasons)


def test_shares_of_one_are_named_only_where_some_were_tried() -> None:
    claim = check_claim("sum(log(x - 2))", "x", "x", shapes={"x": "n"})  # all numbers are above 2
    assert not claim
    assert "add up to 1" not in str(claim)


ANALYTIC = ["exp(x)", "exp(-x)", "sigmoid(x)", "tanh(x)", "softplus(x)", "silu(x)", "gelu(x)", "erf(x)", "atan(x)"]
ANALYTIC += [
    "x*exp(x)",
    "exp(-x**2)",
    "1/(1 + x**2)",
    "sqrt(1 + x**2)",
    "log(1 + exp(x))",
    "x/(1 + exp(-x))",
    "cosh(x)",
]
FACTORS = ["x", "y", "exp(x)", "exp(-x)", "(1 - y)", "sigmoid(-x)", "1/(1 + x**2)", "exp(-x**2)", "(1 + exp(2*x))", "0"]


@nested(25)
@given(st.sampled_from(ANALYTIC), st.lists(st.sampled_from(FACTORS), min_size=1, max_size=3))
def test_no_side_is_named_where_two_analytic_formulas_are_compared(function: str, factors: list[str]) -> None:
    """If they were equal on one side, they would be equal everywhere; floats that underflow tell nothing."""
    assert "is right where" not in str(check_claim(function, " * ".join(factors), "x"))


LEVEL = [
    ("exp(x)", "x*exp(x - 1)"),
    ("exp(x)", "exp(x) + exp(2*x)"),
    ("exp(2*x)", "2*x*exp(x)"),
    ("sigmoid(x)", "exp(-x)/(1 + exp(-x))"),
    ("softplus(x)", "exp(x)"),
    ("softplus(x)", "exp(x)/(1 - exp(x))"),
    ("sqrt(1 + x**2)", "1"),
    ("exp(x) + x", "1"),
    ("log(1 + exp(x))", "0"),
    ("tanh(1000*x)", "0"),
    ("erf(x)", "2/sqrt(pi)*exp(-x)"),
    ("atan(x)", "1/x**2"),
    ("x**(-60.5)", "-60.5*x**(-61.5) + x**(-62.5)"),
]


@pytest.mark.parametrize(("function", "claim"), thinned(LEVEL))
@pytest.mark.usefixtures("all_points")
def test_floats_that_underflow_or_level_off_make_no_side(function: str, claim: str) -> None:
    found = check_claim(function, claim, "x")
    assert not found
    assert "is right where" not in str(found)


PIECES = [  # a formula, its derivative, and another whose derivative is never that
    ("x**3", "3*x**2", "-x"),
    ("sin(x)", "cos(x)", "3*x"),
    ("exp(x)", "exp(x)", "-3*x"),
    ("log(1 + x**2)", "2*x/(1 + x**2)", "x**3 + 5*x"),
    ("x", "1", "exp(x) + 3*x"),
]


@takes_long
@pytest.mark.usefixtures("all_points")
@nested(12)
@given(st.sampled_from(PIECES), st.sampled_from([0.0, 1.0, -2.0, 0.5, 3.0, -7.25, 100.0, 12.5]), st.sampled_from("<>"))
def test_the_side_of_a_function_in_two_pieces_is_told_with_its_border(
    pieces: tuple[str, str, str], border: float, sign: str
) -> None:
    piece, derivative, other = pieces
    sides = ("above", "below") if sign == ">" else ("below", "above")
    claim = check_claim(f"where(x {sign} {border}, {piece}, {other})", derivative, "x")
    assert claim.reasons == (f"the claim is right where x is {sides[0]} {border:g}, and wrong {sides[1]}",)


ONE_SIDED = [
    ("sqrt(x**2)", "-1", "below 0"),
    ("sqrt(x**2)", "1", "above 0"),
    ("log(abs(x))", "1/abs(x)", "above 0"),
    ("x*abs(x)", "2*x", "above 0"),
    ("elu(x, 1)", "1", "above 0"),  # whose other side is nearly 1 near 0
    ("where(x > 0, x, x + x**4)", "1", "above 0"),
    ("relu(x - 1000000)", "1", "above 1e+06"),
    ("x*relu(x - 3)", "0", "below 3"),
]


@pytest.mark.usefixtures("all_points")
@pytest.mark.parametrize(("function", "claim", "side"), thinned(ONE_SIDED))
def test_a_side_is_named_where_it_truly_holds(function: str, claim: str, side: str) -> None:
    found = check_claim(function, claim, "x")
    assert f"the claim is right where x is {side}, and wrong" in found.reasons[0]


# What a claim is times the truth


def only(x: Any) -> float:
    """The number of a gradient that is farthest from 0."""
    return max(map(only, x), key=abs) if isinstance(x, list) else float(x)


def told(claim: Any, **known: float) -> float:
    """The claimed number by the equation in the only reason, worked out from the true one at the counterexample."""
    [reason] = claim.reasons
    equation = re.search("claimed = ([^,]+)", reason)
    assert equation, reason
    return float(eval(equation[1], {"sqrt": math.sqrt}, known | claim.counterexample | {"true": only(claim.true)}))


@takes_long
@nested(15)
@given(
    st.sampled_from([0.5, 1.0, 2.0, -0.5, -1.0, -2.0]),
    st.sampled_from([-1.0, -0.5, 0.0, 0.5]),
    st.sampled_from([1.0, -1.0, 2.0, -3.0, 0.5]),
)
def test_a_factor_that_a_length_makes_is_told_as_one(power: float, own: float, constant: float) -> None:
    lists = {"x": "n", "k": "n"}
    claim: Any = check_claim(f"dot(x, k) * n**({own})", f"({constant}) * n**({own + power}) * k", "x", shapes=lists)
    n = len(claim.counterexample["k"])
    assert only(claim.claimed) == pytest.approx(constant * n**power * only(claim.true))
    assert told(claim, n=n) == pytest.approx(only(claim.claimed))
    assert "1/n" in claim.codes
    assert claim.reasons[0].endswith("where n is the length of x")


@pytest.mark.parametrize(
    ("factor", "equation"), [("1", "true * sqrt(n)"), ("-2", "-2 * true * sqrt(n)"), ("1/3", "true / sqrt(n)")]
)
def test_the_square_root_of_a_length_that_never_changes_is_no_constant(factor: str, equation: str) -> None:
    """1/3 of k is 1.73205/3 of the truth, which is 1/sqrt(3) of it."""
    claim = check_claim("dot(x, k) / sqrt(3)", f"{factor} * k", "x", shapes={"x": "3", "k": "3"})
    assert re.search(re.escape(f"claimed = {equation}, where n is the length of ") + "[xk]$", claim.reasons[0])
    assert "1.73205" not in str(claim)


def test_the_root_of_a_number_that_is_no_length_is_written_as_a_root() -> None:
    assert check_claim("x*sqrt(2)", "1", "x").reasons == ("the factor sqrt(2) is missing: claimed = sqrt(1/2) * true",)


VARIANCE = "sum((x - mean(x))**2)"


@pytest.mark.parametrize(
    ("function", "claim", "equation"),
    [
        (f"{VARIANCE}/n", "2*(x - mean(x))/(n - 1)", "true * n / (n - 1)"),
        (f"{VARIANCE}/n", "2*(x - mean(x))*(1 - 1/n)/n", "true * (n - 1) / n"),
        (f"{VARIANCE}/(n - 1)", "2*(x - mean(x))", "true * (n - 1)"),
        ("mean(x)", "1", "true * n"),
    ],
)
def test_the_factors_of_a_variance(function: str, claim: str, equation: str) -> None:
    found = check_claim(function, claim, "x", shapes={"x": "n"})
    assert f"claimed = {equation}, where n is the length of x" in found.reasons[0]


def test_the_numbers_of_a_matrix_are_counted() -> None:
    found = check_claim("mean(X)", "1", "X", shapes={"X": "n,m"})
    assert found.reasons == ("the factor 1/n is missing: claimed = true * n, where n is the number of numbers in X",)
    attention = "a = K @ q / sqrt(d); sum(a*v)"
    found = check_claim(attention, "T(K) @ v", "q", shapes={"K": "n,d", "q": "d", "v": "n"})
    assert "1/sqrt(n) is missing" in found.reasons[0]
    assert "where n is the number of columns of K" in found.reasons[0]


ROWS: dict[str, tuple[str, Callable[[float], float]]] = {
    "sigmoid(x)": ("y*(1-y)", lambda x: 1.0 / (1.0 + math.exp(-x))),
    "atan(x)": ("1/(1+x**2)", math.atan),
    "log(x)": ("1/x", math.log),
    "x**5 + 2": ("5*x**4", lambda x: x**5 + 2.0),
}


@nested(15)
@given(
    st.sampled_from(sorted(ROWS)),
    st.sampled_from(["x", "y"]),
    st.sampled_from([1, -1, 2, -2]),
    st.sampled_from([1.0, -1.0, 3.0, -0.5]),
)
def test_a_factor_that_is_a_value_is_told(function: str, value: str, power: int, constant: float) -> None:
    derivative, of_x = ROWS[function]
    claim: Any = check_claim(function, f"({constant}) * {derivative} * {value}**({power})", "x")
    assert claim.codes
    if "factor" in claim.codes:  # 1 for log(x) is a local gradient that is missing
        y = of_x(claim.counterexample["x"])
        assert told(claim, y=y) == pytest.approx(claim.claimed)


def test_a_function_whose_formula_is_too_long_to_be_written() -> None:
    definitions = ["a1 = x + x", *(f"a{i} = a{i - 1} + a{i - 1}" for i in range(2, 18))]
    claim = check_claim("; ".join(definitions), "1", "x")
    assert (claim.true, claim.claimed, claim.codes) == (2.0**17, 1.0, ("factor",))


def test_a_slip_at_one_multiplication_is_found_among_lists_of_many_lengths() -> None:
    claim = check_claim("h = tanh(W @ x); L = sum(h**2)", "outer(2*h, x)", "W", shapes={"W": "n,m", "x": "m"})
    assert "missing factor" in claim.codes
