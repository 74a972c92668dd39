"""The functions of vectors and matrices in typed expressions: NumPy's numbers and shapes, what depends on an input, and
what is refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from autograd import DomainError, ExpressionError, Value, grad, parse
from autograd.by_hand.claims.formulas import Function
from autograd.calculus.order import inputs_first

T, V, MATRIX = 2.0, [1.0, 2.5], [[1.0, 2.0, 4.0], [0.5, -3.0, 3.0]]
GIVEN = {"t": T, "v": V, "u": [3.0, -1.0, 7.0], "W": MATRIX, "row": [[0.5, -1.0]]}


def softmax(x: Any) -> Any:
    powers = np.exp(x)
    return powers / powers.sum(-1, keepdims=True)


v, u, W, row = (np.array(GIVEN[name]) for name in ("v", "u", "W", "row"))
EQUAL: list[tuple[str, Any]] = [
    ("softmax(v)", softmax(v)),
    ("softmax(t, 1, 3)", softmax(np.array([2.0, 1.0, 3.0]))),
    ("softmax(W)", softmax(W)),
    ("softmax(row)", softmax(row)),
    ("log_softmax(W)", np.log(softmax(W))),
    ("logsumexp(v)", np.log(np.exp(v).sum())),
    ("logsumexp(t, 1)", np.log(np.exp(2.0) + np.exp(1.0))),
    ("logsumexp(W)", np.log(np.exp(W).sum(-1))),
    ("logsumexp(row)", np.log(np.exp(row).sum(-1))),
    ("sum(W)", W.sum()),
    ("sum(W, 0)", W.sum(0)),
    ("sum(W, 1)", W.sum(1)),
    ("sum(t, 1)", 3.0),
    ("mean(W)", W.mean()),
    ("mean(W, 0)", W.mean(0)),
    ("mean(W, 1)", W.mean(1)),
    ("total(W, 0)", W.sum(0)),
    ("max(W)", W.max()),
    ("T(W)", W.T),
    ("W.T", W.T),
    ("T(v)", v),
    ("outer(v, u)", np.outer(v, u)),
    ("outer(u, v)", np.outer(u, v)),
    ("dot(u, u)", u @ u),
    ("W @ u", W @ u),
    ("v @ W", v @ W),
    ("W @ W.T", W @ W.T),
    ("W * u + t", W * u + T),
    ("u - W", u - W),
    ("conv(u, v)", np.correlate(u, v)),
    ("conv(v, v)", np.correlate(v, v)),
    ("conv(W, row)", np.array([np.correlate(line, row[0]) for line in W])),
    ("conv(W, W)", np.array([[(W * W).sum()]])),
    ("where(W > t, W, u)", np.where(W > T, W, u)),
    ("|W|", abs(W)),
    ("W[1]", W[1]),
]


@pytest.mark.parametrize(("typed", "true"), EQUAL, ids=[typed for typed, _ in EQUAL])
def test_numbers_and_shapes_are_those_of_numpy(typed: str, true: Any) -> None:
    places = [("".join(f"[{i}]" for i in place), number) for place, number in np.ndenumerate(true)]
    for place, number in places:
        assert parse(f"h = {typed}; h{place}", GIVEN).data == pytest.approx(number, rel=1e-12)
    sizes = " x ".join(map(str, np.shape(true)))
    if sizes:
        with pytest.raises(ExpressionError, match=f"the result is a (vector|matrix) of {sizes}, "):
            parse(typed, GIVEN)
    last = places[-1][0]
    for beyond in (f"{last}[0]", *[f"[{n}]" for n in np.shape(true)[:1]]):  # one place too many, and one too far
        with pytest.raises(ExpressionError, match=r"chooses from a vector|there is no number"):
            parse(f"h = {typed}; h{beyond}", GIVEN)


DEPENDS: list[tuple[str, str, float, float]] = [
    # an exponent, the number that it depends on, its value and its slope by hand; c is [1/2, 1/2], C all 1/4
    ("t", "t", 2.0, 1.0),
    ("-t", "t", -2.0, -1.0),
    ("2*t - 1", "t", 3.0, 2.0),
    ("v[1]", "v[1]", 2.5, 1.0),
    ("W[0, 1]", "W[0][1]", 2.0, 1.0),
    ("W[0][1]", "W[0][1]", 2.0, 1.0),
    ("W.T[1, 0]", "W[0][1]", 2.0, 1.0),
    ("T(W)[1][0]", "W[0][1]", 2.0, 1.0),
    ("|W|[1, 1]", "W[1][1]", 3.0, -1.0),
    ("√v[0]", "v[0]", 1.0, 0.5),
    ("(c * v)[1]", "v[1]", 1.25, 0.5),
    ("(v * c)[1]", "v[1]", 1.25, 0.5),
    ("dot(c, v)", "v[0]", 1.75, 0.5),
    ("dot(v, c)", "v[0]", 1.75, 0.5),
    ("c @ v", "v[0]", 1.75, 0.5),
    ("(C @ v)[0]", "v[0]", 0.875, 0.25),
    ("(v @ C)[1]", "v[0]", 0.875, 0.25),
    ("(c @ W)[0]", "W[1][0]", 0.75, 0.5),
    ("(W.T @ c)[0]", "W[1][0]", 0.75, 0.5),
    ("(C @ W)[1, 0]", "W[1][0]", 0.375, 0.25),
    ("(W.T @ C)[0, 1]", "W[1][0]", 0.375, 0.25),
    ("outer(c, v)[0, 1]", "v[1]", 1.25, 0.5),
    ("outer(v, c)[1, 0]", "v[1]", 1.25, 0.5),
    ("conv(v, c)[0]", "v[0]", 1.75, 0.5),
    ("conv(c, v)[0]", "v[0]", 1.75, 0.5),
    ("sum(v)", "v[0]", 3.5, 1.0),
    ("sum(1, t)", "t", 3.0, 1.0),
    ("sum(W, 0)[1]", "W[0][1]", -1.0, 1.0),
    ("mean(W, 1)[0]", "W[0][1]", 7 / 3, 1 / 3),
    ("max(1, t)", "t", 2.0, 1.0),
    ("softmax(0, t - 2)[1]", "t", 0.5, 0.25),
    ("softmax(row - row)[0, 1]", "row[0][1]", 0.5, 0.0),
    ("logsumexp(row * 0 + outer(t * c, 2*c)[0] - 1)[0]", "t", math.log(2.0), 0.5),
    ("where(1 > 0, t, 3)", "t", 2.0, 1.0),
    ("where(1 > 2, 3, t)", "t", 2.0, 1.0),
    ("t if 1 > 0 else log(-1)", "t", 2.0, 1.0),
    ("log(-1) if 1 > 2 else t", "t", 2.0, 1.0),
    ("choose(v, 1)", "v[1]", 2.5, 1.0),
]


@pytest.mark.parametrize(("exponent", "by", "value", "slope"), DEPENDS, ids=[case[0] for case in DEPENDS])
def test_an_exponent_that_depends_on_an_input_is_no_constant(
    exponent: str, by: str, value: float, slope: float
) -> None:
    out = parse(f"c = softmax(0, 0); C = outer(c, c); 3 ** ({exponent})", GIVEN)
    [leaf] = [leaf for leaf in leaves(out) if leaf.name == by]
    assert out.data == pytest.approx(3.0**value, rel=1e-12)
    assert grad(out, [leaf])[0].data == pytest.approx(math.log(3.0) * 3.0**value * slope, rel=1e-12, abs=1e-12)


def leaves(out: Any) -> list[Any]:
    return [node for node in inputs_first([out]) if node.op is None]


REFUSED = [
    ("v + W", "do not go together: a vector of 2 and a matrix of 2 x 3"),
    ("W + v", "do not go together: a matrix of 2 x 3 and a vector of 2"),
    ("W / W.T", "do not go together: a matrix of 2 x 3 and a matrix of 3 x 2"),
    ("u < v", "do not go together: a vector of 3 and a vector of 2"),
    ("where(t, v, W)", "do not go together: a vector of 2 and a matrix of 2 x 3"),
    ("where(W, v, t)", "do not go together: a matrix of 2 x 3 and a vector of 2"),
    ("W @ W", "a matrix of 2 x 3 @ a matrix of 2 x 3 does not fit"),
    ("W @ v", "a matrix of 2 x 3 @ a vector of 2 does not fit"),
    ("u @ W", "a vector of 3 @ a matrix of 2 x 3 does not fit"),
    ("t @ v", "@ multiplies"),
    ("3 if t > 0 else v[2]", "there is no number [2] of 2"),
    ("W[0, 3]", "there is no number [3] of 3"),
    ("W[2, 0]", "there is no number [2] of 2"),
    ("3 if t > 0 else conv(v, u)[0]", "the window of conv lies inside, but it is a vector of 3"),
    ("conv(row, W)", "lies inside, but it is a matrix of 2 x 3, and the other is a matrix of 1 x 2"),
    ("conv(W, W.T)", "lies inside, but it is a matrix of 3 x 2, and the other is a matrix of 2 x 3"),
    ("conv(W, v)", "as window; it was given a matrix of 2 x 3 and a vector of 2"),
    ("conv(t, t)", "as window; it was given a scalar and a scalar"),
    ("sum(W, 2)", "sum(X, 0) adds over the rows, sum(X, 1) over the columns: the second argument is 0 or 1"),
    ("sum(W, -1)", "the second argument is 0 or 1"),
    ("mean(W, t - 1)", "the second argument is 0 or 1"),
    ("mean(W, 1 / t)", "the second argument is 0 or 1"),
    ("sum(W, v)", "the second argument is 0 or 1"),
    ("sum(W, softmax(1, 1))", "the second argument is 0 or 1"),
    ("sum(W, 0 if 0 < 1 < t else 1)", "the second argument is 0 or 1"),
    ("sum(W, 1 if 3 > t > 0 else 0)", "the second argument is 0 or 1"),
    ("sum(W, 1 if 3 > 2 > t else 0)", "the second argument is 0 or 1"),
    ("max(W, 1)", "max takes one vector or matrix, or several scalars"),
    ("outer(W, v)", "outer takes two vectors, and was given a matrix of 2 x 3"),
    ("outer(v, t)", "outer takes two vectors, and was given a scalar"),
    ("outer(v)", "outer takes 2 arguments, and was given 1"),
    ("T(W, W)", "T takes 1 argument, and was given 2"),
    ("T()", "T takes 1 argument, and was given 0"),
    ("dot(v, v, v)", "dot takes 2 arguments, and was given 3"),
    ("where(t, t)", "where takes 3 arguments, and was given 2"),
    ("softmax(v, t)", "softmax takes one vector or matrix, or several scalars"),
    ("choose(W, t)", "choose takes a vector and a scalar, and was given a matrix of 2 x 3 and a scalar"),
    ("choose(v, v)", "choose takes a vector and a scalar, and was given a vector of 2 and a vector of 2"),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED, ids=[typed for typed, _ in REFUSED])
def test_what_a_function_of_arrays_does_not_take_is_told(typed: str, sentence: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(typed, GIVEN)
    assert sentence in caught.value.message


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "logsumexp"])
def test_a_function_of_letters_declares_the_shape_of_what_a_softmax_takes(name: str) -> None:
    with pytest.raises(ExpressionError, match=f"{name} takes a vector, and this is a scalar: declare its shape"):
        Function(f"sum({name}(a))")
    for taken, shapes in ("a", {"a": "n"}), ("A", {"A": "n, m"}), ("a, b", {}):
        assert Function(f"sum({name}({taken})) + exp(t)", shapes).inputs == (*taken.split(", "), "t")


def test_a_place_that_no_size_has_is_a_mistake_and_one_that_these_sizes_lack_is_no_point() -> None:
    for typed in ("a[9]", "3 * x if x > 0 else a[9]"):
        with pytest.raises(ExpressionError, match=r"there is no number \[9\] of"):
            Function(typed, {"a": "n"})
    two, three = ([Value(float(i)) for i in range(n)] for n in (2, 3))
    third = Function("a[2]", {"a": "n"})
    assert third(three).data == 2.0
    with pytest.raises(DomainError, match=r"there is no number \[2\] of 2"):
        third(two)
    with pytest.raises(DomainError, match=r"there is no number \[2\] of 2"):
        Function("W[2, 0]", {"W": "n, 3"})([three, three])
    for shapes in ({"a": "n", "b": "k"}, {"a": "n", "b": "3"}):
        laid = Function("sum(conv(a, b))", shapes)
        assert laid(three, three).data == 5.0
        with pytest.raises(DomainError, match="the window of conv lies inside, but it is a vector of"):
            laid(two, three)


@pytest.mark.parametrize(
    "typed",
    [
        "3 * x if x > 0 else log(-1)",
        "log(-1) if x <= 0 else 3 * x",
        "log(-1) if -2 < x < 0 else 3 * x",
        "log(-1) if 1 < 2 < x - 3 else 3 * x",
        "3 * x if x else log(-1)",
    ],
)
def test_either_side_of_a_function_of_letters_may_lack_a_value(typed: str) -> None:
    assert Function(typed)(Value(2.0)).data == 6.0
    with pytest.raises(ExpressionError, match=r"log\(-1\) is not defined"):
        Function("log(-1) if x > 0 else log(-1) * x")


def test_a_place_where_both_sides_are_equal_is_no_point_if_it_depends_on_what_is_asked_for() -> None:
    by_x = Function("x if x > t else 2 * x", wrt="x")
    assert [by_x(Value(x), Value(0.5)).data for x in (3.0, -1.0)] == [3.0, -2.0]
    with pytest.raises(DomainError, match="both sides of > are equal: the function may jump there"):
        by_x(Value(0.5), Value(0.5))
    assert Function("x if t > 0 else 2 * x", wrt="x")(Value(3.0), Value(0.0)).data == 6.0
