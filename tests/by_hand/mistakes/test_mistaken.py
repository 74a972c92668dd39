"""A typed derivative that is a mistake of hand calculation is called by its name."""

import pytest

from autograd import check_claim
from tests.conftest import PROFILE, thinned


@pytest.mark.parametrize(
    ("function", "claim", "name"),
    [
        ("x * w", "x", "swapped"),
        ("tanh(x)", "1 - x**2", "at the input"),
        ("sigmoid(x)", "x * (1 - x)", "at the input"),
        ("log(x)", "1 / y", "at the output"),
        ("sin(w * x)", "w * cos(w * x * pi / 180)", "degrees"),
        ("(x - t)**2 / 2", "x + t", "lost the minus"),
    ],
)
def test_a_mistake_is_named(function: str, claim: str, name: str) -> None:
    found = check_claim(function, claim, "x")
    assert name in found.codes
    assert not found


@pytest.mark.parametrize(
    ("function", "claim"), [("exp(x)", "x * y + 3"), ("sigmoid(x)", "y**2 / 3"), ("x * w", "x + w + 1")]
)
def test_an_unrelated_formula_has_no_name(function: str, claim: str) -> None:
    assert check_claim(function, claim, "x").codes == ()


def test_the_side_on_which_a_claim_is_right_comes_before_what_might_explain_it() -> None:
    assert check_claim("sqrt(x**2)", "1", "x").reasons == ("the claim is right where x is above 0, and wrong below",)


def test_rounding_makes_no_side() -> None:
    """Far away both formulas are nearly 0, which makes the wrong one no better."""
    assert check_claim("log10(x)", "1 / x", "x").codes == ("factor",)


REASONS = [
    ("abs(y - p)", "p", "y - p", "there is a factor z too many, and the sign is flipped: claimed = -true * z"),
    ("abs(y - p)", "p", "p - y", "there is a factor z too many: claimed = true * z"),
    ("abs(y - p)", "p", "(y - p)/abs(y - p)", "the sign is flipped: claimed = -true"),
    ("hypot(x, y)", "x", "x", "there is a factor z too many: claimed = true * z"),
    ("exp(-x)", "x", "-x*exp(-x)", "there is a factor x too many: claimed = true * x"),
    ("1/(1 + x**2)", "x", "-2*x/(1 + x**2)", "the factor y is missing: claimed = true / y"),
    ("sqrt(x)", "x", "0.5*sqrt(x)", "there is a factor x too many: claimed = true * x"),
    ("x*w", "x", "x", "the operands' gradients are swapped"),
    (
        "abs(y - p)",
        "p",
        "1",
        "the local gradient was ignored",
    ),  # where p > y, neither turned round nor a lost minus
    ("sin(x)", "x", "sin(x)", "the forward value was given for the gradient"),
    ("x**2", "x", "x**2", "the forward value was given for the gradient"),
    ("x + sin(x)", "x", "x + sin(x)", "the forward value was given for the gradient"),
    ("sin(x)**2", "x", "2*sin(x)**2", "the value of a function was given for its derivative"),
    ("exp(x)", "x", "x*exp(x-1)", "the power rule was misapplied: the derivative of x**n is n x**(n-1)"),
]


@pytest.mark.parametrize(("function", "wrt", "claim", "reason"), thinned(REASONS))
def test_one_reason_is_given_and_it_is_true(function: str, wrt: str, claim: str, reason: str) -> None:
    assert check_claim(function, claim, wrt).reasons == (reason,)


def test_a_mistake_at_other_units_for_each_point_is_one_mistake() -> None:
    layer = {"W": "2,2", "x": "2", "v": "2"} if PROFILE == "default" else {"W": "n,m", "x": "m", "v": "n"}
    assert "dead relu" in check_claim("sum(relu(W @ x)*v)", "T(W) @ v", "x", shapes=layer).codes


WITHOUT_REASON = [
    ("gelu(x)", "x"),  # neither the value of gelu, nor for its gradient
    ("silu(x)", "sigmoid(x)"),  # whose derivative is not written in its result alone
    ("1/x", "log(x)"),
    ("sigmoid(x)", "(1-y)**2"),
    ("tanh(x)", "1/cosh(x)"),
    ("x**2 + 3*x", "maximum(2*x, 3)"),  # here one path is forgotten, there the other
]


@pytest.mark.usefixtures("all_points")
@pytest.mark.parametrize(("function", "claim"), thinned(WITHOUT_REASON))
def test_no_reason_is_better_than_a_false_one(function: str, claim: str) -> None:
    assert check_claim(function, claim, "x").reasons == ()
