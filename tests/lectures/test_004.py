"""Lecture 004: the chain rule, and the output layer."""

import math
from typing import Any

import pytest
from hypothesis import strategies as st

from autograd import dot, log, sigmoid, sin, softmax, tanh, total
from autograd.testing import assert_gradient
from tests.conftest import fewer
from tests.lectures.plain import (
    NUMBER,
    SIZE,
    Matrix,
    Vector,
    hadamard,
    logistic,
    matrix,
    minus,
    one_hot,
    outer,
    refuted,
    shares,
    times,
    vector,
)

# 偏微分: exercises of the chain rule


def test_a_linear_function() -> None:
    """004, 偏微分-演習: z = ax + by has ∂z/∂x = a (and ∂z/∂y = b)."""

    def z(a: Any, b: Any, x: Any, y: Any) -> Any:
        return a * x + b * y

    assert_gradient(z, lambda a, b, x, y: (None, None, a, b), [NUMBER] * 4)


def test_chain_rule_of_one_variable() -> None:
    """004, 連鎖律 1変数: ∂z/∂x = ∂z/∂y ∂y/∂x; here y = tanh x, z = sin y."""

    def z(x: Any) -> Any:
        return sin(tanh(x))

    assert_gradient(z, lambda x: math.cos(math.tanh(x)) * (1 - math.tanh(x) ** 2), NUMBER)


def test_chain_rule_of_two_variables() -> None:
    """004, 連鎖律 2変数: ∂z/∂x = ∂z/∂u ∂u/∂x + ∂z/∂v ∂v/∂x; here z = u² v, u = xy, v = x + sin y."""

    def z(x: Any, y: Any) -> Any:
        u, v = x * y, x + sin(y)
        return u * u * v

    def slide(x: float, y: float) -> Any:
        u, v = x * y, x + math.sin(y)
        return 2 * u * v * y + u * u * 1, 2 * u * v * x + u * u * math.cos(y)

    assert_gradient(z, slide, [NUMBER, NUMBER])


def test_chain_rule_of_many_variables() -> None:
    """004, 連鎖律 多変数: ∂z/∂x_k = Σ_i ∂z/∂u_i ∂u_i/∂x_k; here u = tanh(Ax), and z = Σ u_i u_{i+1} in a ring."""

    def z(A: Any, x: Any) -> Any:
        u = [tanh(dot(row, x)) for row in A]
        return dot(u, [*u[1:], u[0]])

    def slide(A: Matrix, x: Vector) -> Any:
        u = [math.tanh(s) for s in times(A, x)]
        n = len(u)
        dz_du = [u[i - 1] + u[(i + 1) % n] for i in range(n)]
        return None, [sum(dz_du[i] * (1 - u[i] ** 2) * A[i][k] for i in range(n)) for k in range(len(x))]

    assert_gradient(z, slide, st.tuples(SIZE, SIZE).flatmap(lambda n: st.tuples(matrix(*n), vector(n[1]))))


# 誤差逆伝播: w_ij leads from unit i to unit j, so a = xW + b. The output is a softmax, its loss L = -Σ t_i ln x_i.


def sums(x: Any, W: Any, b: Any) -> Any:
    return [dot(column, x, b_j) for column, b_j in zip(zip(*W, strict=True), b, strict=True)]


def cross_entropy(x: Any, t: Any) -> Any:
    return -total([t_i * log(x_i) for t_i, x_i in zip(t, x, strict=True)])


def output_layer(x: Any, W: Any, b: Any, t: Any) -> Any:
    return cross_entropy(softmax(sums(x, W, b)), t)


def plain_sums(x: Vector, W: Matrix, b: Vector) -> Vector:
    return [sum(x[i] * W[i][j] for i in range(len(x))) + b[j] for j in range(len(b))]


def by_the_outputs(x: Vector, t: Vector) -> Vector:
    """The slides': -t_j/x_j + Σ_{i≠j} t_i/x_i."""
    n = range(len(x))
    return [-t[j] / x[j] + sum(t[i] / x[i] for i in n if i != j) for j in n]


def printed(x: Vector, W: Matrix, b: Vector, t: Vector) -> Any:
    """Slides, weights and exercise ①: dL/dx_j · x_j (1 - x_j), times x_i for a weight, times 1 for a bias."""
    out = shares(plain_sums(x, W, b))
    delta = hadamard(by_the_outputs(out, t), [x_j * (1 - x_j) for x_j in out])
    return None, outer(x, delta), [delta_j * 1 for delta_j in delta], None


def mended(x: Vector, W: Matrix, b: Vector, t: Vector) -> Any:
    """The sum over all outputs, Σ_i (-t_i/x_i) ∂x_i/∂a_j, is x_j - t_j."""
    delta = minus(shares(plain_sums(x, W, b)), t)
    return None, outer(x, delta), delta, None


def layers(classes: Any) -> st.SearchStrategy[Any]:
    return st.tuples(SIZE, classes).flatmap(
        lambda n: st.tuples(vector(n[0]), matrix(*n), vector(n[1]), one_hot(n[1]))
    )  # fmt: skip


def test_output_layer_and_exercise_1() -> None:
    """004, 出力層の重みの更新, 演習①: right for two classes, wrong for three, and the sum over the outputs is lost."""
    assert_gradient(output_layer, printed, layers(st.just(2)))
    assert_gradient(output_layer, mended, layers(st.integers(1, 4)))
    wrong = refuted(output_layer, printed, layers(st.integers(2, 4)))
    assert [len(argument) for argument in wrong.arguments] == [1, 1, 3, 3]
    assert wrong.claimed[2] == pytest.approx([2 / 3 - 4 / 3 * t_j for t_j in wrong.arguments[3]])
    assert wrong.true[2] == pytest.approx([1 / 3 - t_j for t_j in wrong.arguments[3]])
    assert "right wherever the number of columns of W was 2, and wrong for 3, 4" in str(wrong)


def test_derivative_of_the_cross_entropy() -> None:
    """004, ∂L/∂x_j and 公式まとめ: ∂x_i/∂x_j is taken for -1. As ∂L/∂x_j this is wrong for n = 2 too.

    There x_j alone moves, and ∂L/∂x_j = -t_j/x_j. Where Σ x_i = 1 is kept, -1 is one of many ways to keep it for n > 2.
    """

    def mended(x: Vector, t: Vector) -> Any:
        return [-t_j / x_j for t_j, x_j in zip(t, x, strict=True)], None

    points = st.integers(1, 3).flatmap(
        lambda n: st.tuples(st.lists(st.floats(0.1, 1), min_size=n, max_size=n), one_hot(n))
    )
    assert_gradient(cross_entropy, mended, points)
    wrong = refuted(cross_entropy, lambda x, t: (by_the_outputs(x, t), None), points)
    assert wrong.arguments == ([1.0, 1.0], [1.0, 0.0])
    assert (wrong.claimed[0], wrong.true[0]) == ([-1.0, 1.0], [-1.0, 0.0])


def test_derivative_of_softmax() -> None:
    """004, 公式まとめ: x_j (1 - x_j) is ∂x_j/∂a_j, and no more than the diagonal: ∂x_i/∂a_j = -x_i x_j is not 0."""
    for j in range(3):

        def x_j(a: Any, j: int = j) -> Any:
            return softmax(a)[j]

        def all_of_it(a: Vector, j: int = j) -> Any:
            x = shares(a)
            return [x[j] * (1 - x[j]) if i == j else -x[i] * x[j] for i in range(3)]

        def diagonal(a: Vector, j: int = j) -> Any:
            x = shares(a)
            return [x[j] * (1 - x[j]) if i == j else 0.0 for i in range(3)]

        assert_gradient(x_j, all_of_it, vector(3), examples=fewer(60))
        assert refuted(x_j, diagonal, vector(3), examples=60).arguments == ([0.0, 0.0, 0.0],)


def test_three_factors_are_enough_where_outputs_are_independent() -> None:
    """004, ∂L/∂w_ij = ∂L/∂x_j ∂x_j/∂a_j ∂a_j/∂w_ij, without Σ, and Δ = ∂f_L/∂X ⊙ ∂h/∂A: right for sigmoid outputs."""

    def independent(x: Any, W: Any, b: Any, t: Any) -> Any:
        return cross_entropy([sigmoid(a) for a in sums(x, W, b)], t)

    def slide(h: Any) -> Any:
        def gradients(x: Vector, W: Matrix, b: Vector, t: Vector) -> Any:
            out = h(plain_sums(x, W, b))
            delta = hadamard([-t_j / x_j for t_j, x_j in zip(t, out, strict=True)], [x_j * (1 - x_j) for x_j in out])
            return None, outer(x, delta), delta, None

        return gradients

    assert_gradient(independent, slide(lambda a: list(map(logistic, a))), layers(st.integers(1, 3)))
    wrong = refuted(output_layer, slide(shares), layers(st.integers(1, 3)))
    assert len(wrong.arguments[3]) == 2
