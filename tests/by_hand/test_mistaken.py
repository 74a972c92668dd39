"""A typed derivative that is a mistake of hand calculation is called by its name."""

import pytest

from autograd import check_claim


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
