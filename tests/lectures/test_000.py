"""Lecture 000: backpropagation in networks of three layers, and in deep ones."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, dot, exp, grad, log_softmax, softmax, total
from autograd.testing import assert_gradient
from tests.conftest import fewer
from tests.lectures.plain import (
    ACTIVATIONS,
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
    refuted,
    shares,
    times,
    transposed,
    vector,
)  # fmt: skip

Weights = list[Matrix]
SIGMOID = ACTIVATIONS["sigmoid"]
deep = pytest.mark.parametrize("hidden_layers", [1, 2, 3])


# Row j of W_k holds the weights into unit j of the next layer, that of the constant 1 first.


def network(W: Any, x: Any, activation: Activation) -> Any:
    """順伝播の流れ: what the last matrix gives, before the activation of the output."""
    z = x
    for layer in W[:-1]:
        z = [activation.of_value(dot(row, [1.0, *z])) for row in layer]
    return [dot(row, [1.0, *z]) for row in W[-1]]


def cross_entropy(u: Any, y: Any) -> Any:
    return -dot(y, log_softmax(u))


def half_square(u: Any, y: Any) -> Any:
    return total([(y_j - u_j) ** 2 for y_j, u_j in zip(y, u, strict=True)]) / 2


def square(u: Any, y: Any) -> Any:
    return total([(y_j - u_j) ** 2 for y_j, u_j in zip(y, u, strict=True)])


def loss_of(error: Any, activation: Activation) -> Any:
    def loss(W: Any, x: Any, y: Any) -> Any:
        return error(network(W, x, activation), y)

    return loss


def forward(W: Weights, x: Vector, activation: Activation) -> tuple[list[Vector], list[Vector]]:
    """All z, each with its constant, and all u = W z."""
    z, u = [[1.0, *x]], [times(W[0], [1.0, *x])]
    for layer in W[1:]:
        z.append([1.0, *map(activation.f, u[-1])])
        u.append(times(layer, z[-1]))
    return z, u


def backpropagated(W: Weights, x: Vector, y: Vector, delta_r: Any, activation: Activation) -> Weights:
    """逆伝播の流れ: dE/dW_k = δ_k z_kᵀ for all k. The last δ is `delta_r`, of the last layer's sums and the targets."""
    z, u = forward(W, x, activation)
    delta = delta_r(u[-1], y)
    gradients = [outer(delta, z[-1])]
    for k in reversed(range(len(W) - 1)):
        without_constants = [row[1:] for row in W[k + 1]]
        delta = hadamard(times(transposed(without_constants), delta), map(activation.derivative, u[k]))
        gradients.insert(0, outer(delta, z[k]))
    return gradients


def claim(delta_r: Any, activation: Activation) -> Any:
    return lambda W, x, y: (backpropagated(W, x, y, delta_r, activation), None, None)


def of_softmax(u: Vector, y: Vector) -> Vector:
    return minus(shares(u), y)


def networks(hidden_layers: int, targets: Any = vector) -> st.SearchStrategy[tuple[Weights, Vector, Vector]]:
    """Weights, inputs and targets of networks of all sizes."""

    def of_sizes(q: list[int]) -> st.SearchStrategy[tuple[Weights, Vector, Vector]]:
        W = st.tuples(*[matrix(after, before + 1) for before, after in pairwise(q)]).map(list)
        return st.tuples(W, vector(q[0]), targets(q[-1]))

    return st.lists(SIZE, min_size=hidden_layers + 2, max_size=hidden_layers + 2).flatmap(of_sizes)


@every_activation
@deep
def test_delta_recurrences_with_softmax_and_cross_entropy(hidden_layers: int, activation: Activation) -> None:
    """000, 誤差逆伝播法 (one hidden layer) and 逆伝播の流れ (deep): δ_r = g - y, dE/dW_k = δ_k z_kᵀ."""
    f, slide = loss_of(cross_entropy, activation), claim(of_softmax, activation)
    assert_gradient(f, slide, networks(hidden_layers, one_hot), examples=fewer(100))


@every_activation
@deep
def test_delta_recurrences_with_half_the_squared_error(hidden_layers: int, activation: Activation) -> None:
    """000, 誤差関数, of deep networks: ½‖y - W_r z_r‖²."""
    f, slide = loss_of(half_square, activation), claim(minus, activation)
    assert_gradient(f, slide, networks(hidden_layers), examples=fewer(100))


def test_the_squared_error_of_three_layers_lacks_its_half() -> None:
    """000, 誤差関数の例 has Σ(y_j - g_j)² without ½; the δ₂ = g - y of 誤差逆伝播法 then gives half of the gradient."""
    f = loss_of(square, SIGMOID)
    wrong = refuted(f, claim(minus, SIGMOID), networks(1), examples=100)
    assert wrong.reasons == ("factor",)
    assert "the factor 2 is missing" in str(wrong)
    assert wrong.arguments == ([[[0.0, 0.0]], [[0.0, 0.0]]], [0.0], [1.0])
    assert (wrong.claimed[0][1], wrong.true[0][1]) == ([[-1.0, -0.5]], [[-2.0, -1.0]])
    assert_gradient(f, claim(lambda u, y: [2 * d for d in minus(u, y)], SIGMOID), networks(1), examples=fewer(100))


def test_a_general_error_function() -> None:
    """000, 参考 3: δ_k from δ_{k+1} whatever E is; here E = Σ exp(-y_j u_j), so that δ_r is -y_j exp(-y_j u_j)."""

    def exponential(u: Any, y: Any) -> Any:
        return total([exp(-y_j * u_j) for y_j, u_j in zip(y, u, strict=True)])

    def delta_r(u: Vector, y: Vector) -> Vector:
        return [-y_j * math.exp(-y_j * u_j) for y_j, u_j in zip(y, u, strict=True)]

    assert_gradient(loss_of(exponential, SIGMOID), claim(delta_r, SIGMOID), networks(2), examples=fewer(100))


@given(networks(1))
def test_the_sums_of_three_layers(drawn: tuple[Weights, Vector, Vector]) -> None:
    """000, 3層ニューラルネットワーク: z_j = f(w_j0 + w_j1 x_1 + … + w_jd x_d), and y_k likewise from z."""
    (W, V), x, _ = drawn
    z = [math.tanh(w[0] + sum(w[i + 1] * x[i] for i in range(len(x)))) for w in W]
    y = [v[0] + sum(v[j + 1] * z[j] for j in range(len(z))) for v in V]
    outputs = network([W, V], [Value(x_i) for x_i in x], ACTIVATIONS["tanh"])
    assert [u.data for u in outputs] == pytest.approx(y, rel=1e-12, abs=1e-12)


def test_the_shape_of_the_matrix_without_its_first_column() -> None:
    """000, W_k に関する微分: W̃_{k+1} is said to be q_{r+1} × q_r, which holds for k = r-1 alone.

    参考 3 has q_{k+2} × q_{k+1}, which is right.
    """
    q = [1, 1, 2, 1]  # r = 2; no layer but one needs two units
    W = [[[0.0] * (before + 1)] * after for before, after in pairwise(q)]
    r = len(W) - 1
    shapes = [(len(W[k + 1]), len(W[k + 1][0]) - 1) for k in range(r)]
    assert shapes == [(q[k + 2], q[k + 1]) for k in range(r)] == [(2, 1), (1, 2)]
    assert [shape == (q[r + 1], q[r]) for shape in shapes] == [False, True]


def test_columns_are_numbered_from_0() -> None:
    """000, 参考 2: (w_r1k, …, w_rmk) is column k of W_r, if the constants, called the first column, are column 0."""
    f = loss_of(cross_entropy, SIGMOID)

    def with_column(first: int) -> Any:
        def slide(W: Weights, x: Vector, y: Vector) -> Any:
            z, u = forward(W, x, SIGMOID)
            delta = minus(shares(u[-1]), y)
            columns = transposed(W[1])
            rows = [
                [sum(hadamard(columns[k - first], delta)) * z_k * (1 - z_k) * x_i for x_i in z[0]]
                for k, z_k in enumerate(z[1][1:], 1)
            ]
            return [rows, outer(delta, z[1])], None, None

        return slide

    assert_gradient(f, with_column(0), networks(1, one_hot), examples=fewer(100))
    assert refuted(f, with_column(1), networks(1, one_hot), examples=100).claimed[0][0] == [[0.0, 0.0]]


def test_both_matrices_are_updated_from_the_old_ones() -> None:
    """000, 勾配降下法: δ₁ is made with V⁽ᵗ⁾; with V⁽ᵗ⁺¹⁾ in its place the gradient of W, and that alone, is wrong."""

    def too_late(W: Weights, x: Vector, y: Vector) -> Any:
        [_, of_V] = backpropagated(W, x, y, of_softmax, SIGMOID)
        updated = [minus(row, [0.5 * d for d in step]) for row, step in zip(W[1], of_V, strict=True)]
        [z_0, z], [_, u] = forward(W, x, SIGMOID)
        back = times(transposed([row[1:] for row in updated]), minus(shares(u), y))
        return [outer(hadamard(back, [z_j * (1 - z_j) for z_j in z[1:]]), z_0), of_V], None, None

    wrong = refuted(loss_of(cross_entropy, SIGMOID), too_late, networks(1, one_hot), examples=100)
    (claimed_W, claimed_V), (true_W, true_V) = wrong.claimed[0], wrong.true[0]
    assert all(claimed == pytest.approx(true) for claimed, true in zip(claimed_V, true_V, strict=True))
    assert any(claimed != pytest.approx(true) for claimed, true in zip(claimed_W, true_W, strict=True))


def test_the_pseudo_code() -> None:
    """000, 疑似コード: an epoch by hand and an epoch of the engine end at the same weights."""
    data = [([0.5, -1.0], [0.0, 1.0, 0.0]), ([1.5, 2.0], [1.0, 0.0, 0.0])]
    sizes = [(2, 4), (4, 3), (3, 3)]
    W = [[[math.sin(i + 2 * j + 3 * k) for j in range(before + 1)] for i in range(q)]
         for k, (before, q) in enumerate(sizes)]  # fmt: skip
    learned = [[[Value(w) for w in row] for row in layer] for layer in W]
    weights = [w for layer in learned for row in layer for w in row]
    for x, y in data:
        steps = backpropagated(W, x, y, of_softmax, ACTIVATIONS["tanh"])
        W = [[minus(row, [0.3 * d for d in step]) for row, step in zip(*of_layer, strict=True)]
             for of_layer in zip(W, steps, strict=True)]  # fmt: skip
        gradients = grad(cross_entropy(network(learned, x, ACTIVATIONS["tanh"]), y), weights)
        for w, gradient in zip(weights, gradients, strict=True):
            w.data -= 0.3 * gradient.data
    assert [w.data for w in weights] == pytest.approx([w for layer in W for row in layer for w in row], rel=1e-12)


def test_hidden_activations_act_on_each_unit_alone() -> None:
    """000, footnote 1: a hidden softmax would couple its units, and the recurrence with ∇f alone is wrong for it."""

    def loss(v: Any, u: Any) -> Any:
        return dot(v, softmax(u))

    def slide(v: Vector, u: Vector) -> Any:
        return None, hadamard(v, [z * (1 - z) for z in shares(u)])

    def coupled(v: Vector, u: Vector) -> Any:
        z = shares(u)
        return None, [z_l * (v_l - sum(hadamard(v, z))) for v_l, z_l in zip(v, z, strict=True)]

    pairs = st.integers(1, 4).flatmap(lambda q: st.tuples(vector(q), vector(q)))
    assert refuted(loss, slide, pairs).arguments[1] == [0.0, 0.0]
    assert_gradient(loss, coupled, pairs)
