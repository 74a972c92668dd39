"""Claims as they are written on paper: x[0], W.T, choices, convolutions, and gradients by one number of a vector."""

from __future__ import annotations

from typing import Any

import pytest

from autograd import ExpressionError, check_claim
from tests.conftest import thinned

RIGHT: list[tuple[str, str, str, dict[str, Any]]] = [
    ("x.T @ A @ x", "A @ x + A.T @ x", "x", {"x": "n", "A": "n,n"}),
    ("x.T @ A @ x", "outer(x, x)", "A", {"x": "n", "A": "n,n"}),
    ("x[0]**2 * x[1]", "2*x[0]*x[1]", "x[0]", {"x": "2"}),
    ("x[0]**2 * x[1]", "x[0]**2", "x[1]", {"x": "n"}),
    ("sum(W @ x)", "x[1]", "W[0, 1]", {"W": "m,n", "x": "n"}),
    ("sum(W @ x)", "x[1]", "Ｗ［０］[1]", {"W": "2,2", "x": "2"}),
    ("sum(W @ x)", "x", "W[0]", {"W": "2,3", "x": "3"}),
    ("softmax(a)[0]", "-softmax(a)[0] * softmax(a)[1]", "a[1]", {"a": "n"}),
    ("W.T[0, 1]", "1", "W[1, 0]", {"W": "2,2"}),
    ("sum(x)", "1", "x[1]", {"x": "n"}),
    ("max(x)", "1 if x[0] > max(x[1], x[2]) else 0", "x[0]", {"x": "3"}),
    ("min(x, y, z)", "1 if x < min(y, z) else 0", "x", {}),
    ("x**2 if x > 0 else -x", "2*x if x > 0 else -1", "x", {}),
    ("|x|", "1 if x > 0 else -1", "x", {}),
    ("|x + |y||", "where(x + |y| > 0, 1, -1) * where(y > 0, 1, -1)", "y", {}),
    ("√(1 + x**2)", "x / √(1 + x**2)", "x", {}),
    ("√x", "1/(2*√x)", "x", {}),
    ("e**(-x**2/2)", "-x * e**(-x**2/2)", "x", {}),
    ("Σ(|x|)", "where(x > 0, 1, -1)", "x", {"x": "n"}),
    ("x if 0 < x < 1 else 0", "1 if 0 < x < 1 else 0", "x", {}),
    ("x*log(x) if x > 0 else 0", "1 + log(x) if x > 0 else 0", "x", {}),
    ("sum(g * conv(x, w))", "conv(x, g)", "w", {"x": "5", "w": "3", "g": "3"}),
    ("sum(g * conv(X, W))", "conv(X, g)", "W", {"X": "3,4", "W": "2,2", "g": "2,3"}),
    ("z = conv(x, w); sum(z*z)/2", "conv(x, z)", "w", {"x": "n", "w": "k"}),
    ("conv(x, w)[1]", "w[0]", "x[1]", {"x": "4", "w": "2"}),
    ("sum(conv(x, w))", "sum(w)", "x[1]", {"x": "3", "w": "2"}),
    ("sum(conv(x, w))", "sum(x) - x[2]", "w[0]", {"x": "3", "w": "2"}),
    # the condition is about another input, so its border counts
    ("-log(y) if t == 1 else -log(1 - y)", "-1/y if t == 1 else 1/(1 - y)", "y", {}),
    ("x if t != 0 else 2*x", "2 - (t != 0)", "x", {}),
    # e is an input where it is the one by which is differentiated, or declared
    ("e**2 * x", "2*e*x", "e", {}),
    ("e**2 * x", "e**2", "x", {}),
    ("sum(e**2)/2", "e", "e", {"e": "n"}),
    ("e = y - t; e**2/2", "e", "y", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("function", "claim", "wrt", "shapes"), thinned(RIGHT), ids=thinned(f"{f} by {w}" for f, _, w, _ in RIGHT)
)
def test_what_is_right_is_right(function: str, claim: str, wrt: str, shapes: dict[str, Any]) -> None:
    verdict = check_claim(function, claim, wrt, shapes=shapes)
    assert verdict, str(verdict)


WRONG: list[tuple[str, str, str, dict[str, Any], tuple[str, ...]]] = [
    ("x[0]**2 * x[1]", "-2*x[0]*x[1]", "x[0]", {"x": "2"}, ("sign",)),
    ("x[0]**2 * x[1]", "x[0]*x[1]", "x[0]", {"x": "2"}, ("factor",)),
    ("sum(W @ x)", "x[0]", "W[0, 1]", {"W": "2,2", "x": "2"}, ()),
    ("max(x)", "1 if x[0] < x[1] else 0", "x[0]", {"x": "2"}, ()),
    # the window turned round, as mathematics has it
    ("conv(x, w)[0]", "w[1]", "x[0]", {"x": "2", "w": "2"}, ()),
    ("-log(y) if t == 1 else -log(1 - y)", "1/(1 - y)", "y", {}, ()),
    ("x if t != 0 else 2*x", "1", "x", {}, ()),
    ("1/x if x > 1 else x", "1/x", "x", {}, ()),
]  # fmt: skip


@pytest.mark.parametrize(("function", "claim", "wrt", "shapes", "codes"), thinned(WRONG, 1))
def test_what_is_wrong_is_refuted(
    function: str, claim: str, wrt: str, shapes: dict[str, Any], codes: tuple[str, ...]
) -> None:
    verdict = check_claim(function, claim, wrt, shapes=shapes)
    assert not verdict
    assert set(codes) <= set(verdict.codes), str(verdict)


def test_a_claim_about_one_number_is_shown_as_one_number() -> None:
    verdict = check_claim("W[0, 1] * x[0]", "-x[0]", "W[0, 1]", shapes={"W": "n,2", "x": "n"})
    assert verdict.wrt == "W[0, 1]"
    assert (verdict.claimed, verdict.true) == (-1.0, 1.0)
    assert "∂y/∂W[0, 1] = -x[0]" in str(verdict)
    assert str(verdict).count("W[0][1]") == 1  # in the table, and no other number of W
    assert "W[0][0]" not in str(verdict)


MISTAKES = [
    ("sum(x)", "1", "x[3]", {"x": "3"}, "there is no number [3] of 3: they are counted from 0"),
    ("sum(x)", "1", "x[0, 1]", {"x": "3"}, "[1] chooses from a vector or a matrix, and this is a scalar"),
    ("x**2", "1", "x[0]", {}, "x is a scalar: give it numbers, such as x=[1, 2], or declare its shape"),
    ("x[0]*x[1]", "x[1]", "x[0]", {}, "[0] chooses from a vector or a matrix, and x is a scalar"),
    ("dot(x, w)", "x", "w", {"x": "2", "w": "n"}, "dot takes two vectors of one length"),
    ("sum(x)", "1", "x[n]", {"x": "n"}, "the function has no input x[n]: its inputs are x"),
    (
        "sum(x)",
        "x",
        "x[0]",
        {"x": "n"},
        "the gradient by x[0] is a scalar, like x[0] itself, but the claim is a vector",
    ),
    ("x[2]", "1", "x[2]", {"x": "2"}, "there is no number [2] of 2: they are counted from 0\n  x[2]\n  ^"),
    ("x[9]", "1", "x", {"x": "n"}, "there is no number [9] of 4"),
    ("sum(conv(x, w))", "1", "x", {"x": "2", "w": "3"}, "the window of conv lies inside"),
    ("sum(conv(x, W))", "1", "x", {"x": "2", "W": "1,1"}, "conv takes a vector and a vector as window"),
    ("sum(x^2)", "1", "x", {"x": "n"}, "a power is written **"),
    ("√x**2", "1", "x", {}, "write (√x)**2, √(x**2) or √(-x)"),
    ("x if x > 0", "1", "x", {}, "an else is missing for this if"),
    ("x if x > 0 and x < 1 else 0", "1", "x", {}, "write 0 < x < 1"),
    ("max(x, 0)", "1", "x", {"x": "n"}, "number by number it is maximum(x, y)"),
    ("sum(x[1:])", "1", "x", {"x": "n"}, "a number is chosen by whole numbers counted from 0"),
    ("sum(x[-1])", "1", "x", {"x": "n"}, "a number is chosen by whole numbers counted from 0"),
]


@pytest.mark.parametrize(("function", "claim", "wrt", "shapes", "sentence"), MISTAKES)
def test_a_mistake_is_a_sentence(function: str, claim: str, wrt: str, shapes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_claim(function, claim, wrt, shapes=shapes)
    assert sentence in str(caught.value)


def test_a_border_counts_only_where_the_function_cannot_jump() -> None:
    """At x = 0 the function jumps, so the claim is not judged there; in t it may."""
    assert check_claim("x if x != 0 else 5", "1", "x")
    assert check_claim("(x if x > 0 else 3*x + 1) * t", "1*t if x > 0 else 3*t", "x")
    assert not check_claim("x if t > 0 else 3*x", "1 if t >= 0 else 3", "x")  # they differ at t = 0 alone
