"""Lecture 001: backpropagation as layers, each with a forward and a backward pass."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograd import Value, dot, exp, grad, log_softmax, relu, sigmoid, softmax, tanh, total
from autograd.testing import assert_gradient
from tests.conftest import fewer
from tests.lectures.plain import (
    NUMBER,
    SIZE,
    Matrix,
    Vector,
    logistic,
    matrix,
    minus,
    one_hot,
    product,
    refuted,
    shares,
    transposed,
    vector,
)


def test_multiplication_layer() -> None:
    """001, 乗算レイヤの実装: dout times the other input."""

    def layer(x: Any, y: Any, dout: Any) -> Any:
        return dout * (x * y)

    assert_gradient(layer, lambda x, y, dout: (dout * y, dout * x, None), [NUMBER] * 3)


def test_addition_layer() -> None:
    """001, 加算レイヤの実装: dout as it is, to both inputs."""

    def layer(x: Any, y: Any, dout: Any) -> Any:
        return dout * (x + y)

    assert_gradient(layer, lambda x, y, dout: (dout * 1, dout * 1, None), [NUMBER] * 3)


def test_apples() -> None:
    """001, 順伝播の実装の方針, 逆伝播の実装の方針, りんごの値段: 200, then 2.2 and 110, and 220 with tax.

    2.2 and 110 are what flows back for dout = 1.1, the tax; in floats 110 is 1.1 * 100 = 110.00000000000001.
    """
    apple, apple_num, tax = Value(100), Value(2), Value(1.1)
    assert (apple * apple_num).data == 200
    price = apple * apple_num * tax
    dapple, dapple_num, dtax = (g.data for g in grad(price, [apple, apple_num, tax]))
    assert price.data == pytest.approx(220, rel=1e-15)
    assert (dapple, dapple_num) == (1.1 * 2, 1.1 * 100) == (2.2, 110.00000000000001)
    assert dtax == 200


def test_relu_layer() -> None:
    """001, ReLUレイヤの勾配: the upstream value for x > 0, else nothing. At 0 this is a convention."""

    def layer(x: Any, dout: Any) -> Any:
        return dout * relu(x)

    assert_gradient(layer, lambda x, dout: (dout if x > 0 else 0.0, None), [NUMBER, NUMBER])
    x = Value(0.0)
    assert grad(relu(x), [x])[0].data == 0.0


@pytest.mark.parametrize(
    "slide",
    [
        lambda x: logistic(x) ** 2 * math.exp(-x),
        lambda x: 1 / (1 + math.exp(-x)) ** 2 * math.exp(-x),
        lambda x: 1 / (1 + math.exp(-x)) * (math.exp(-x) / (1 + math.exp(-x))),
        lambda x: logistic(x) * (1 - logistic(x)),
    ],
)
def test_sigmoid_layer(slide: Any) -> None:
    """001, Sigmoidレイヤの勾配 and its 簡略化: y² exp(-x), and every line down to y(1 - y)."""

    def layer(x: Any) -> Any:
        return sigmoid(x)

    assert_gradient(layer, slide, st.floats(-20, 20))


def test_sigmoid_layer_with_its_sign_flipped() -> None:
    """001, the second slide headed Sigmoidレイヤの勾配: y(y - 1), against y(1 - y) on the slide before."""

    def layer(x: Any) -> Any:
        return sigmoid(x)

    wrong = refuted(layer, lambda x: logistic(x) * (logistic(x) - 1), NUMBER)
    assert (wrong.arguments, wrong.claimed, wrong.true, wrong.reasons) == ((0.0,), (-0.25,), (0.25,), ("sign",))


# Affine


def affine(X: Any, W: Any) -> Any:
    """X W, for the rows of X."""
    return [[dot(x, column) for column in zip(*W, strict=True)] for x in X]


def affine_then_loss(X: Any, W: Any) -> Any:
    """A loss whose gradient by Y is exp(Y)."""
    return total([exp(y) for row in affine(X, W) for y in row])


def affine_slide(X: Matrix, W: Matrix) -> Any:
    dY = [[math.exp(y) for y in row] for row in product(X, W)]
    return product(dY, transposed(W)), product(transposed(X), dY)


@pytest.mark.parametrize("N", [1, 2, 4])
def test_affine_layer(N: int) -> None:
    """001, Affineレイヤの逆伝播 (N = 1) and 「バッチ版」: dX = dY Wᵀ, dW = Xᵀ dY."""
    shapes = st.tuples(SIZE, SIZE).flatmap(lambda n: st.tuples(matrix(N, n[0]), matrix(*n)))
    assert_gradient(affine_then_loss, affine_slide, shapes, examples=fewer(100))


def test_affine_layer_needs_a_row_and_no_vector() -> None:
    """001, 重み付きの和の計算 has X of shape (2). Then Xᵀ is X, and Xᵀ dY is no matrix: X must be 1 × 2."""
    X, dY = np.array([2.0, 3.0]), np.array([1.0, 10.0, 100.0])
    with pytest.raises(ValueError, match="not aligned"):
        np.dot(X.T, dY)
    assert np.ndim(np.dot(X.T, dY[:2])) == 0
    assert np.dot(X[None].T, dY[None]).tolist() == [[2.0, 20.0, 200.0], [3.0, 30.0, 300.0]]


def test_bias_of_a_batch() -> None:
    """001, バッチ版Affineレイヤの実装, whose code is not in the text: with N data, db adds up the rows of dY."""

    def layer(X: Any, W: Any, b: Any) -> Any:
        return total([exp(y + b_j) for row in affine(X, W) for y, b_j in zip(row, b, strict=True)])

    def rows(X: Matrix, W: Matrix, b: Vector) -> Any:
        dY = [[math.exp(y + b_j) for y, b_j in zip(row, b, strict=True)] for row in product(X, W)]
        return None, None, [sum(column) for column in zip(*dY, strict=True)]

    shapes = st.tuples(SIZE, SIZE, SIZE)
    drawn = shapes.flatmap(lambda n: st.tuples(matrix(n[0], n[1]), matrix(n[1], n[2]), vector(n[2])))
    assert_gradient(layer, rows, drawn, examples=fewer(100))


# Softmax


def test_softmax_with_its_printed_numbers() -> None:
    """001, Softmax関数について: all eight decimals of the five outputs are right."""
    inputs = [4.96578994, 4.60163166, 3.22858034, 4.39713805, 0.3080219]
    outputs = [share.data for share in softmax([Value(x) for x in inputs])]
    assert [f"{y:.8f}" for y in outputs] == ["0.40873582", "0.28398197", "0.07194194", "0.23146233", "0.00387793"]
    assert sum(outputs) == pytest.approx(1.0, rel=1e-15)


@given(st.integers(1, 6).flatmap(vector))
def test_inference_needs_no_softmax(scores: Vector) -> None:
    """001, Softmaxレイヤ導入のモチベーション: the largest score is the largest share."""
    outputs = [share.data for share in softmax([Value(score) for score in scores])]
    assert outputs[scores.index(max(scores))] == max(outputs)


def test_softmax_with_loss_layer() -> None:
    """001, Softmax-with-Lossレイヤの逆伝播: dL/dA = Y - T, for one datum and targets of sum 1."""

    def loss(A: Any, T: Any) -> Any:
        return -dot(T, log_softmax(A))

    def slide(A: Vector, T: Vector) -> Any:
        return minus(shares(A), T), None

    assert_gradient(loss, slide, st.integers(1, 5).flatmap(lambda n: st.tuples(vector(n), one_hot(n))))


def test_softmax_with_loss_layer_of_a_batch() -> None:
    """001, the same: if L is the mean over N data, as in the book's figure 5-29, dL/dA is (Y - T) / N."""

    def loss(A: Any, T: Any) -> Any:
        return -total([dot(t, log_softmax(a)) for a, t in zip(A, T, strict=True)]) / len(A)

    def slide(A: Matrix, T: Matrix) -> Any:
        return [minus(shares(a), t) for a, t in zip(A, T, strict=True)], None

    def divided(A: Matrix, T: Matrix) -> Any:
        return [[d / len(A) for d in row] for row in slide(A, T)[0]], None

    batches = st.tuples(st.integers(2, 3), st.integers(1, 3)).flatmap(
        lambda n: st.tuples(matrix(*n), st.lists(one_hot(n[1]), min_size=n[0], max_size=n[0]))
    )
    assert_gradient(loss, divided, batches)
    assert refuted(loss, slide, batches).reasons == ("1/n",)


def test_squared_error_suits_the_identity() -> None:
    """001, Softmax-with-Lossレイヤの逆伝播, the last slide of that name: Y - T again, for ½ Σ (y - t)²."""

    def loss(A: Any, T: Any) -> Any:
        return 0.5 * total([(a - t) ** 2 for a, t in zip(A, T, strict=True)])

    def slide(A: Vector, T: Vector) -> Any:
        return minus(A, T), None

    assert_gradient(loss, slide, SIZE.flatmap(lambda n: st.tuples(vector(n), vector(n))))


# Learning


@given(st.tuples(SIZE, SIZE).flatmap(lambda n: st.tuples(matrix(2, n[0]), matrix(*n))))
def test_gradient_check(drawn: tuple[Matrix, Matrix]) -> None:
    """001, 勾配確認: numerical differentiation and backpropagation agree, as far as differences can tell."""
    X, W = drawn

    def numbers(W: Matrix) -> float:
        return sum(math.log1p(math.tanh(y) ** 2) for row in product(X, W) for y in row)

    weights = [[Value(w) for w in row] for row in W]
    out = total([(tanh(y) ** 2).log1p() for row in affine(X, weights) for y in row])
    h = 1e-4
    for i, row in enumerate(weights):
        for j, gradient in enumerate(grad(out, row)):
            right, left = ([[w + s * h * ((i, j) == (k, l)) for l, w in enumerate(of)] for k, of in enumerate(W)]
                           for s in (1, -1))  # fmt: skip
            assert gradient.data == pytest.approx((numbers(right) - numbers(left)) / (2 * h), abs=1e-5)


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_the_step_goes_against_the_gradient(w: float, t: float) -> None:
    """001, 学習のステップ 3, says 勾配方向, in the direction of the gradient. There the loss rises.

    The smallest example: w = 1, L = w², a step of 0.1 · 2w: 1.44 along the gradient, 0.64 against it.
    """

    def loss(w: Value) -> Value:
        return (w - t) ** 2

    assume(abs(w - t) > 0.01)
    weight = Value(w)
    [gradient] = grad(loss(weight), [weight])
    along, against = (loss(Value(w + sign * 0.1 * gradient.data)).data for sign in (1, -1))
    assert along == pytest.approx(1.44 * (w - t) ** 2)
    assert against == pytest.approx(0.64 * (w - t) ** 2)
