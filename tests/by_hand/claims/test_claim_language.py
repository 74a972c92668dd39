"""What functions and claims are written in: names, shapes, products; and what cannot be judged, in a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import ExpressionError, check_claim
from autograd.by_hand.claims.formulas import Function, as_shapes
from autograd.graph.expression import vectors
from autograd.graph.value import Value
from autograd.language import speaking


def test_a_size_may_be_written_with_zeros() -> None:
    assert as_shapes({"x": "03", "W": "n, 003"}) == {"x": ("3",), "W": ("n", "3")}


def test_an_output_without_a_name() -> None:
    assert Function("x**2").output == "y"
    assert Function("y**2").output == "z"
    assert Function("y + z").output == "out"
    assert Function("E = y**2").output == "E"


def test_inputs_are_the_names_that_are_not_defined_in_their_order() -> None:
    assert Function("h = りんご * w; ｈ + pi + w").inputs == ("りんご", "w")
    assert Function("sum(x)/n", {"x": "n"}).inputs == ("x",)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_products_are_those_of_matrices(n: int, m: int, k: int) -> None:
    def matrix(rows: int, columns: int, start: int) -> list[list[Value]]:
        return [[Value(start + i * columns + j) for j in range(columns)] for i in range(rows)]

    left, right = matrix(n, m, 1), matrix(m, k, -2)
    product = vectors.product(vectors.Array(("n", "m"), left), vectors.Array(("m", "k"), right)).items
    for i in range(n):
        for j in range(k):
            assert product[i][j].data == sum(left[i][l].data * right[l][j].data for l in range(m))


def test_the_report_in_both_languages() -> None:
    english, japanese = (str(check_claim("sigmoid(x)", "y*(y-1)", "x", lang=lang)) for lang in ("en", "ja"))
    assert "The reason: the sign is flipped: claimed = -true." in english
    assert "理由: 符号が逆です: 主張 = -正しい値。" in japanese
    assert "x = 0" in english
    assert "x = 0" in japanese
    assert "正しくありません" in japanese
    assert "すべて正しい値でした" in str(check_claim("x**2", "2*x", "x", lang="ja"))


# What cannot be judged

MISTAKES: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("", "1", "x", {}, "there is nothing to calculate"),
    ("x +* 2", "1", "x", {}, "a number or a name is missing before *\n  x +* 2\n     ^"),
    (
        "x**2",
        "2x",
        "x",
        {},
        "a function with parentheses, as in sin(x)\n  2x\n   ^",
    ),
    ("x**2", "2*u", "x", {}, "the function has no name 'u': its names are x, y\n  2*u\n    ^"),
    ("x**2", "2*x", "u", {}, "the function has no input u: its inputs are x"),
    ("5", "0", "x", {}, "the function has no input x, nor any other: it is a number"),
    ("5", "0", "x", {"shapes": {"x": "n"}}, "the function has no input x, nor any other"),
    ("h = 2; 3*h", "0", "h", {}, "the function has no input h, nor any other"),
    ("h = x; h**2", "2*h", "h", {}, "h is calculated from x: to claim the gradient by h"),
    ("x**2", "__import__('os')", "x", {}, "is no part of an expression"),
    ("x.real", "1", "x", {}, "is no part of an expression"),
    ("foo(x)", "1", "x", {}, "'foo' is no function here"),
    ("sin + x", "1", "x", {}, "sin is a function"),
    ("h = 1; h = 2; x", "1", "x", {}, "h is defined twice"),
    ("h + x; h = 2", "1", "x", {}, "only the last part has no name"),
    ("k = h; h = x", "1", "x", {}, "h is used before it is defined"),
    ("x = x + 1", "1", "x", {}, "x is defined by itself"),
    ("2 = x", "1", "x", {}, "equality is =="),
    ("h = x;; h", "1", "x", {}, "there is nothing before this ;"),
    ("x < 2 < 3 < 4 <", "1", "x", {}, "missing after <"),
    ("x = = 2", "1", "x", {}, "= is no part of an expression"),
    ("x @ w", "w", "x", {}, "declare its shape, such as x=n"),
    ("softmax(a)", "1", "a", {}, "declare its shape, such as a=n"),
    ("softmax(a)", "1", "a", {"shapes": {"a": "n"}}, "the output y is a vector of n"),
    ("softmax(a)[4]", "1", "a", {"shapes": {"a": "n"}}, "there is no number [4] of 4"),
    ("sum(W @ x)", "x", "W", {"shapes": {"W": "n,m", "x": "n"}}, "a matrix of n x m @ a vector of n does not fit"),
    ("sum(x * y)", "y", "x", {"shapes": {"x": "n", "y": "m"}}, "a vector of n and a vector of m"),
    ("sum(x)", "outer(x, x)", "x", {"shapes": {"x": "n"}}, "the gradient by x is a vector of n"),
    ("sum(x)", "1", "x", {"shapes": {"x": "n,m,k"}}, "the shape of x is one or two sizes"),
    ("sum(x)", "1", "x", {"shapes": {"x": "0"}}, "the shape of x is one or two sizes"),
    ("sum(x)", "1", "x", {"shapes": {"u": "n"}}, "the function has no input u"),
    ("h = 2; h*sum(v)", "1", "v", {"shapes": {"v": "h"}}, "h is a size, and the name of something else"),
    ("x*t", "t", "x", {"onehot": ["t"]}, "declare its shape, such as t=n"),
    ("outer(x)", "1", "x", {}, "outer takes 2 arguments, and was given 1"),
    ("outer(x, x)", "1", "x", {}, "outer takes two vectors, and was given a scalar"),
    ("sin()", "1", "x", {}, "sin takes 1 number, and was given 0"),
    ("sum(X, 2)", "1", "X", {"shapes": {"X": "n,m"}}, "the second argument is 0 or 1"),
    ("sum(sum(X, y))", "1", "X", {"shapes": {"X": "n,m"}}, "the second argument is 0 or 1"),
    ("log(-1) + x", "1", "x", {}, "log(-1) is not defined"),
    ("log(-1 - x**2)", "1", "x", {}, "has a gradient at none of the"),
]


@pytest.mark.parametrize(("function", "claim", "wrt", "options", "sentence"), MISTAKES)
def test_a_mistake_is_a_sentence(function: str, claim: str, wrt: str, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_claim(function, claim, wrt, **options)
    assert sentence in str(caught.value)
    with speaking("ja"), pytest.raises(ExpressionError):
        check_claim(function, claim, wrt, **options)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="function is a text, not int"):
        check_claim(3, "1", "x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no language 'fr'"):
        check_claim("x", "1", "x", lang="fr")
