"""Lecture 002: the layers of a convolutional network, forwards, and what flows back through each."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, dot, log_softmax, sigmoid, total
from autograd.testing import assert_gradient
from tests.lectures.images import at, convolved, each, flat, inner, output_size, random_tensor, upto
from tests.lectures.plain import (
    SIZE,
    Activation,
    Matrix,
    Vector,
    every_activation,
    hadamard,
    logistic,
    matrix,
    minus,
    one_hot,
    product,
    refuted,
    shares,
    times,
    transposed,
    vector,
)


@given(st.tuples(SIZE, SIZE).flatmap(lambda n: st.tuples(matrix(*n), matrix(*n))))
def test_inner_product(drawn: tuple[Matrix, Matrix]) -> None:
    """002, 前回の復習: ⟨A, B⟩ = Σ a_ij b_ij = tr(AᵀB)."""
    A, B = drawn
    AtB = product(transposed(A), B)
    of_values = inner([[Value(a) for a in row] for row in A], B)
    assert of_values.data == pytest.approx(sum(AtB[i][i] for i in range(len(AtB))), rel=1e-12, abs=1e-12)


@given(st.integers(1, 9), st.integers(0, 3), st.integers(1, 4), st.integers(1, 4))
def test_output_sizes(p: int, alpha: int, H: int, beta: int) -> None:
    """002, プーリング層 I, 畳み込み層: d = p + 2α, d' = (d - H)/β + 1: as many as fit, if β divides d - H."""
    d = p + 2 * alpha
    fitting = len([start for start in range(0, d, beta) if start + H <= d])
    if d >= H and (d - H) % beta == 0:
        assert fitting == (d - H) / beta + 1 == output_size(d, H, beta)
    elif d >= H:
        assert fitting == math.floor((d - H) / beta) + 1 != (d - H) / beta + 1


# Forwards: a formula of the lecture against the engine's layer


def convolution(z: Any, w: Any, b: Any, beta: int, limit: int) -> Any:
    """u_ijm = Σ_k Σ_{p,q=1}^{limit} W_pqkm Z_{β(i-1)+p, β(j-1)+q, k} + b_m."""
    units, K = upto(output_size(len(z), len(w), beta)), len(z[0][0])
    return [[[b[m - 1] + sum(at(w, p, q, k, m) * at(z, beta * (i - 1) + p, beta * (j - 1) + q, k)
                             for k in upto(K) for p in upto(limit) for q in upto(limit))
              for m in upto(len(b))] for j in units] for i in units]  # fmt: skip


SHAPES = [(1, 1, 1, 1, 1), (3, 2, 1, 1, 2), (4, 2, 2, 2, 1), (5, 3, 2, 1, 2), (4, 3, 1, 2, 2), (3, 3, 1, 1, 1)]
every_shape = pytest.mark.parametrize(("d", "H", "beta", "K", "M"), SHAPES)


@every_shape
def test_convolution_sums_over_the_filter(d: int, H: int, beta: int, K: int, M: int) -> None:
    """002, 畳み込み層: p and q go to H. The slide has d', the size of the output.

    That is right for d' = H, and for a larger d' if what lies beyond the filter is read as 0, as it is here.
    (The parameters, too, are H × H × K × M, and not d × d × K × M as printed.)
    """
    z, w, b = (random_tensor(*shape) for shape in [(d, d, K), (H, H, K, M), (M,)])
    by_engine = each(lambda u: u.data, convolved(each(Value, z), w, b, beta))
    assert flat(convolution(z, w, b, beta, limit=H)) == pytest.approx(flat(by_engine), rel=1e-12, abs=1e-12)
    d_out = output_size(d, H, beta)
    as_printed = flat(convolution(z, w, b, beta, limit=d_out))
    assert (as_printed == pytest.approx(flat(by_engine))) == (d_out >= H)


def test_the_smallest_convolution_that_is_summed_wrongly() -> None:
    """An image and a filter of 2 × 2: d' = 1, so that one of four products is counted."""
    z = w = [[[1.0], [1.0]], [[1.0], [1.0]]]
    w = each(lambda x: [x], z)
    assert convolved(each(Value, z), w, [0.0])[0][0][0].data == convolution(z, w, [0.0], 1, limit=2)[0][0][0] == 4.0
    assert convolution(z, w, [0.0], 1, limit=1)[0][0][0] == 1.0


def test_fully_connected_layer_sums_over_three_indices() -> None:
    """002, 全結合層 I: u_i = Σ_k Σ_{j≤d'} w_ijk z_ijk + b_i has the unit's number i for an index of its input.

    So it reads row i of the image alone, up to column d'; ⟨W_i, Z⟩ + b_i, beside it, is right.
    """
    z = [[[1.0], [2.0]], [[3.0], [4.0]]]
    w = [[[[10.0], [10.0]], [[10.0], [10.0]]]]  # one unit: d' = 1
    of_engine = inner(each(Value, w[0]), z) + 0.5
    assert of_engine.data == sum(x * y for x, y in zip(flat(w[0]), flat(z), strict=True)) + 0.5 == 100.5
    assert sum(at(w[0], 1, j, k) * at(z, 1, j, k) for k in upto(1) for j in upto(1)) + 0.5 == 10.5


# Backwards through fully connected layers


def test_the_error_of_the_output_layer_is_for_suitable_losses() -> None:
    """002, 全結合層 I: δ = f(u) - y for a "suitable" (適当な) E and f. Softmax with cross-entropy is, and three more.

    A sigmoid with half the squared error is not suitable: there f'(u) is a factor too.
    """

    def softmax_entropy(u: Any, y: Any) -> Any:
        return -dot(y, log_softmax(u))

    def sigmoid_entropy(u: Any, y: Any) -> Any:
        return total([u_i.softplus() - y_i * u_i for u_i, y_i in zip(u, y, strict=True)])

    def identity_square(u: Any, y: Any) -> Any:
        return total([(u_i - y_i) ** 2 for u_i, y_i in zip(u, y, strict=True)]) / 2

    def sigmoid_square(u: Any, y: Any) -> Any:
        return identity_square([sigmoid(u_i) for u_i in u], y)

    drawn = SIZE.flatmap(lambda n: st.tuples(vector(n), one_hot(n)))
    assert_gradient(softmax_entropy, lambda u, y: (minus(shares(u), y), None), drawn)
    assert_gradient(sigmoid_entropy, lambda u, y: (minus(map(logistic, u), y), None), drawn)
    assert_gradient(identity_square, lambda u, y: (minus(u, y), None), drawn)
    wrong = refuted(sigmoid_square, lambda u, y: (minus(map(logistic, u), y), None), drawn)
    assert (wrong.arguments[0], wrong.claimed[0], wrong.true[0]) == ([0.0], [-0.5], [-0.125])


@every_activation
def test_hidden_error_of_fully_connected_layers(activation: Activation) -> None:
    """002, 全結合層, second slide: δ_r = W_{r+1}ᵀ δ_{r+1} ⊙ ∇f(u_r), where u_{r+1} = W_{r+1} f(u_r).

    The line above it has δ_{r,i} = Σ_j δ_{r+1,j} w_{r+1,ij} ∇f(u_{r,i}), which is W δ: it takes w_{r+1,ji}.
    """

    def loss(W: Any, u: Any) -> Any:
        sums = [dot(row, [activation.of_value(u_i) for u_i in u]) for row in W]
        return total([s * s for s in sums]) / 2

    def with_matrix(W: Matrix, u: Vector) -> Any:
        delta = times(W, list(map(activation.f, u)))
        return None, hadamard(times(transposed(W), delta), map(activation.derivative, u))

    def with_indices(W: Matrix, u: Vector) -> Any:
        n, delta = range(len(u)), times(W, list(map(activation.f, u)))
        return None, [sum(delta[j] * W[i][j] for j in n) * activation.derivative(u[i]) for i in n]

    assert_gradient(loss, with_matrix, st.tuples(SIZE, SIZE).flatmap(lambda n: st.tuples(matrix(*n), vector(n[1]))))
    refuted(loss, with_indices, [matrix(2, 2), vector(2)])
    assert_gradient(loss, with_indices, [matrix(1, 1), vector(1)])
