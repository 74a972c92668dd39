"""Lecture 004: the hidden layers, by indices and by matrices, and the step that is taken."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograd import Value, dot, grad, log_softmax, relu, tanh
from autograd.testing import assert_gradient
from tests.conftest import PROFILE, fewer
from tests.lectures.plain import (
    ACTIVATIONS,
    NUMBER,
    SIZE,
    Activation,
    Matrix,
    Vector,
    every_activation,
    hadamard,
    matrix,
    minus,
    one_hot,
    outer,
    product,
    refuted,
    shares,
    times,
    transposed,
    vector,
)

# w_ij leads from unit i to unit j, so a = xW + b. The output is a softmax, its loss L = -Σ t_i ln x_i.


def network(h: Any, x: Any, W: Any, b: Any, t: Any) -> Any:
    for layer, bias in zip(W, b, strict=True):
        a = [dot(column, x, b_j) for column, b_j in zip(zip(*layer, strict=True), bias, strict=True)]
        x = [h(a_j) for a_j in a]
    return -dot(t, log_softmax(a))


def sums(x: Vector, W: Matrix, b: Vector) -> Vector:
    return [sum(x[i] * W[i][j] for i in range(len(x))) + b[j] for j in range(len(b))]


def by_indices(activation: Activation, x: Vector, W: list[Matrix], b: list[Vector], t: Vector) -> Any:
    """δ_j^l = Σ_k δ_k^{l+1} w_jk^{l+1} h'(a_j^l), dL/dw_ij^l = δ_j^l x_i^{l-1}, dL/db_j^l = δ_j^l."""
    a, z = list[Vector](), [x]
    for layer, bias in zip(W, b, strict=True):
        a.append(sums(z[-1], layer, bias))
        z.append(list(map(activation.f, a[-1])))
    delta = [minus(shares(a[-1]), t)]
    for l in reversed(range(len(W) - 1)):
        after, w = delta[0], W[l + 1]
        back = [sum(after[k] * w[j][k] for k in range(len(after))) for j in range(len(w))]
        delta.insert(0, hadamard(back, map(activation.derivative, a[l])))
    return None, [[[d * x_i for d in delta[l]] for x_i in z[l]] for l in range(len(W))], delta, None


def by_matrices(activation: Activation, x: Vector, W: list[Matrix], b: list[Vector], t: Vector) -> Any:
    """Δ^l = (Δ^{l+1} W^{(l+1)T}) ⊙ ∂h/∂A, dL/dW^l = X^{(l-1)T} Δ^l, dL/dB^l = Δ^l; all X, A, Δ are rows."""
    A, X = list[Matrix](), [[x]]
    for layer, bias in zip(W, b, strict=True):
        A.append([[s + b_j for s, b_j in zip(product(X[-1], layer)[0], bias, strict=True)]])
        X.append([list(map(activation.f, A[-1][0]))])
    Delta = [[minus(shares(A[-1][0]), t)]]
    for l in reversed(range(len(W) - 1)):
        back = product(Delta[0], transposed(W[l + 1]))
        Delta.insert(0, [hadamard(back[0], map(activation.derivative, A[l][0]))])
    return None, [product(transposed(X[l]), Delta[l]) for l in range(len(W))], [row for [row] in Delta], None


def networks(hidden: int) -> st.SearchStrategy[Any]:
    def of_sizes(n: list[int]) -> st.SearchStrategy[Any]:
        W = st.tuples(*[matrix(*pair) for pair in pairwise(n)]).map(list)
        return st.tuples(vector(n[0]), W, st.tuples(*map(vector, n[1:])).map(list), one_hot(n[-1]))

    return st.lists(SIZE, min_size=hidden + 2, max_size=hidden + 2).flatmap(of_sizes)


@every_activation
@pytest.mark.parametrize("hidden", [1, 2] if PROFILE == "default" else [1, 2, 3])
@pytest.mark.parametrize("slide", [by_indices, by_matrices])
def test_hidden_layers_and_exercise_2(slide: Any, hidden: int, activation: Activation) -> None:
    """004, 中間層, 演習②, 行列表現: all weights and biases, given a right δ^K, by indices and by matrices."""

    def loss(x: Any, W: Any, b: Any, t: Any) -> Any:
        return network(activation.of_value, x, W, b, t)

    assert_gradient(loss, lambda *drawn: slide(activation, *drawn), networks(hidden), examples=fewer(60))


def test_the_weights_before_their_update() -> None:
    """004, 更新前の重み: δ^l made with weights that took their step already is wrong."""

    def loss(x: Any, W: Any, b: Any, t: Any) -> Any:
        return network(tanh, x, W, b, t)

    def too_late(x: Vector, W: list[Matrix], b: list[Vector], t: Vector) -> Any:
        _, right, (_, d_out), _ = by_indices(ACTIVATIONS["tanh"], x, W, b, t)
        updated = [minus(row, [0.5 * d for d in step]) for row, step in zip(W[1], right[1], strict=True)]
        z = list(map(math.tanh, sums(x, W[0], b[0])))
        delta = hadamard(times(updated, d_out), [1 - z_j**2 for z_j in z])
        return None, [outer(x, delta), right[1]], [delta, d_out], None

    wrong = refuted(loss, too_late, networks(1), examples=60)
    (hidden, out), (true_hidden, true_out) = wrong.claimed[2], wrong.true[2]  # of the biases
    assert out == pytest.approx(true_out)
    assert hidden != pytest.approx(true_hidden)


def test_relu_and_its_derivative() -> None:
    """004, ReLU関数, 公式まとめ: x for x ≥ 0, else 0; its derivative 1 for a > 0, else 0, a convention at 0."""
    assert_gradient(lambda x: relu(x), lambda a: 1.0 if a > 0 else 0.0, NUMBER)
    assert [relu(Value(x)).data for x in (-1.5, 0.0, 1.5)] == [0.0, 0.0, 1.5]


@given(networks(1))
def test_the_update_lowers_the_loss(drawn: Any) -> None:
    """004, 勾配法: w - η dL/dw. For a small η the loss falls by η |dL/dw|², and by that alone to first order."""
    x, W, b, t = drawn
    weights = [[[Value(w) for w in row] for row in layer] for layer in W]
    flat = [w for layer in weights for row in layer for w in row]
    before = network(tanh, x, weights, b, t)
    gradient = [g.data for g in grad(before, flat)]
    square = sum(g * g for g in gradient)
    assume(square > 1e-3)
    for w, g in zip(flat, gradient, strict=True):
        w.data -= 1e-6 * g
    after = network(tanh, x, weights, b, t)
    assert (before.data - after.data) / 1e-6 == pytest.approx(square, rel=1e-3)
