"""Lecture 000: activations, losses and their derivatives, and the numbers that are printed."""

import math
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, dot, grad, log, log_softmax, relu, softmax, total
from autograd.testing import assert_gradient
from tests.conftest import fewer
from tests.lectures.plain import (
    NUMBER,
    SIZE,
    Activation,
    Matrix,
    Vector,
    every_activation,
    logistic,
    matrix,
    minus,
    one_hot,
    refuted,
    shares,
    times,
    vector,
)  # fmt: skip


@every_activation
def test_derivatives_of_the_activations(activation: Activation) -> None:
    """000, 活性化関数の例 and 活性化関数の微分の例."""

    def f(x: Any) -> Any:
        return activation.of_value(x)

    assert_gradient(f, activation.derivative, NUMBER)


@given(NUMBER)
def test_the_activations_themselves(x: float) -> None:
    """000, 活性化関数の例: tanh is (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ); the first minus is not in the extracted text."""
    up, down = math.exp(x), math.exp(-x)
    assert Value(x).tanh().data == pytest.approx((up - down) / (up + down), rel=1e-12, abs=1e-15)
    assert Value(x).sigmoid().data == pytest.approx(1 / (1 + down), rel=1e-14)
    assert Value(x).relu().data == max(0.0, x)


def test_the_derivative_of_relu_at_0_is_a_convention() -> None:
    """000, 活性化関数の微分の例: there is none at 0, and 0 is taken; the slopes on both sides are 0 and 1."""
    x = Value(0.0)
    assert grad(relu(x), [x])[0].data == 0.0
    assert [relu(Value(h)).data / h for h in (-1e-9, 1e-9)] == [0.0, 1.0]


@given(SIZE.flatmap(vector))
def test_softmax_gives_probabilities(x: Vector) -> None:
    """000, 活性化関数の例: e^{x_j} / Σ e^{x_k}, between 0 and 1, of sum 1."""
    outputs = [share.data for share in softmax([Value(x_i) for x_i in x])]
    assert outputs == pytest.approx(shares(x), rel=1e-14)
    assert sum(outputs) == pytest.approx(1.0, rel=1e-14)
    assert all(0.0 <= share <= 1.0 for share in outputs)


@given(NUMBER, NUMBER, st.integers(0, 1))
def test_two_classes_are_logistic_regression(u0: float, u1: float, y: int) -> None:
    """000, 誤差関数の例: for m = 2 the cross-entropy is that of one sigmoid, which is of the difference u₁ - u₀."""
    p = logistic(u1 - u0)
    of_softmax = -dot([1 - y, y], log_softmax([Value(u0), Value(u1)]))
    assert of_softmax.data == pytest.approx(-y * math.log(p) - (1 - y) * math.log(1 - p), rel=1e-12)


def test_the_derivative_of_a_trace() -> None:
    """000, 勾配降下法: J = tr(WᵀW) = Σ w_ij² has ∂J/∂W = 2W, in the layout of W."""

    def trace(W: Any) -> Any:
        return total([dot(column, column) for column in zip(*W, strict=True)])

    matrices = st.tuples(SIZE, SIZE).flatmap(lambda n: matrix(*n))
    assert_gradient(trace, lambda W: [[2 * w for w in row] for row in W], matrices)


@pytest.mark.parametrize(("m", "j"), [(m, j) for m in (1, 2, 4) for j in range(m)])
def test_derivatives_of_softmax(m: int, j: int) -> None:
    """000, 参考 2: ∂f_j/∂w_k is (1 - f_k) f_k z for j = k, and -f_j f_k z for j ≠ k."""

    def f(W: Any, z: Any) -> Any:
        return softmax([dot(w, z) for w in W])[j]

    def slide(W: Matrix, z: Vector) -> Any:
        f = shares(times(W, z))
        return [[((1 - f[k]) * f[k] if j == k else -f[j] * f[k]) * z_i for z_i in z] for k in range(m)], None

    assert_gradient(f, slide, SIZE.flatmap(lambda q: st.tuples(matrix(m, q), vector(q))), examples=fewer(60))


def test_softmax_with_cross_entropy_needs_targets_that_add_up_to_1() -> None:
    """000, 補足 1: g_k - y_k, if Σ_i y_i = 1. The note beside the last line has Σ_{i≠k} y_i = 1, which is not so.

    The line above it, -y_k + y_k g_k + (Σ_{i≠k} y_i) g_k, holds for all targets.
    """

    def loss(u: Any, y: Any) -> Any:
        return -total([y_i * log(g_i) for y_i, g_i in zip(y, softmax(u), strict=True)])

    def last_line(u: Vector, y: Vector) -> Any:
        return minus(shares(u), y), None

    def line_above(u: Vector, y: Vector) -> Any:
        g, classes = shares(u), range(len(u))
        return [-y[k] + y[k] * g[k] + sum(y[i] for i in classes if i != k) * g[k] for k in classes], None

    def line_above_with_the_note(u: Vector, y: Vector) -> Any:
        return [-y_k + y_k * g_k + 1 * g_k for y_k, g_k in zip(y, shares(u), strict=True)], None

    labelled = SIZE.flatmap(lambda m: st.tuples(vector(m), one_hot(m)))
    any_targets = SIZE.flatmap(lambda m: st.tuples(vector(m), vector(m)))
    assert_gradient(loss, line_above, any_targets)
    assert_gradient(loss, last_line, labelled)

    wrong = refuted(loss, last_line, any_targets)  # all targets 0: E is 0, and so is its gradient
    assert (wrong.arguments, wrong.claimed[0], wrong.true[0]) == (([0.0], [0.0]), [1.0], [0.0])
    wrong = refuted(loss, line_above_with_the_note, labelled)
    assert (wrong.arguments, wrong.claimed[0], wrong.true[0]) == (([0.0], [1.0]), [1.0], [0.0])


# Numbers


def test_the_number_of_parameters_leaves_out_the_constants() -> None:
    """000, ディープニューラルネットワーク: 3102, for 1024-3-4-3-2.

    The matrices of パラメータ, q_{k+1} × (q_k + 1), hold 12 more: those of the constants.
    """
    q = [1024, 3, 4, 3, 2]
    assert sum(before * after for before, after in pairwise(q)) == 3102
    assert sum((before + 1) * after for before, after in pairwise(q)) == 3102 + (3 + 4 + 3 + 2) == 3114


def test_the_confusion_matrix() -> None:
    """000, 課題のための準備: each datum goes to its largest share; 42 of 80 are right, which is 52.5 %."""
    printed = [[10, 3, 3, 4], [2, 8, 5, 5], [0, 5, 12, 3], [3, 2, 3, 12]]
    counted = [[0] * 4 for _ in range(4)]
    for actual, row in enumerate(printed):
        for predicted, data in enumerate(row):
            for i in range(data):
                logits = [Value(math.sin(3 * i + k) + 3 * (k == predicted)) for k in range(4)]
                outputs = [share.data for share in softmax(logits)]
                counted[actual][outputs.index(max(outputs))] += 1
    assert counted == printed
    correct, data = sum(counted[k][k] for k in range(4)), sum(map(sum, counted))
    assert (correct, data, Fraction(correct, data)) == (42, 80, Fraction("0.525"))


def test_the_example_of_an_output() -> None:
    """000, 課題のための準備: [0.8, 0.04, 0.1, 0.06] are shares, and class 0 has the largest."""
    outputs = [Fraction(share) for share in ("0.8", "0.04", "0.1", "0.06")]
    assert sum(outputs) == 1
    assert outputs.index(max(outputs)) == 0


# Linear regions of d inputs, made by r layers of q ReLU units each


def folded(q: int, d: int, exponent: int) -> int:
    copies: int = (q // d) ** exponent
    return copies * sum(math.comb(q, j) for j in range(d + 1))


@given(st.integers(1, 4), st.integers(2, 5), st.integers(1, 20))
def test_the_number_of_regions_lacks_an_exponent(d: int, times_wider: int, r: int) -> None:
    """000, なぜ層を深くするのか?: (q/d)^{r-1} Σ_{j≤d} C(q, j) is said to be about (q/d)^{(r-1)d} q^d.

    For d > 1 the two part with every layer. With (r-1)d on the left too they do not. (The left side is that of Pascanu
    et al., 2013; the right side, and the mended left one, that of Montúfar et al., 2014, which the slide cites.)
    """
    q = times_wider * d
    right = (q // d) ** ((r - 1) * d) * q**d
    left, mended = folded(q, d, r - 1), folded(q, d, (r - 1) * d)
    assert mended <= 2 * right <= 2 * d**d * mended
    assert mended == left * times_wider ** ((r - 1) * (d - 1))


def test_the_smallest_network_whose_regions_are_miscounted() -> None:
    """Two layers of four units, two inputs: the sides are 22 and 64, and should be 44 and 64."""
    assert (folded(4, 2, 1), folded(4, 2, 2), 2**2 * 4**2) == (22, 44, 64)


@pytest.mark.parametrize("r", [1, 2, 3, 4, 5])
def test_regions_of_a_network_of_one_input(r: int) -> None:
    """000, the same slide, for d = 1 and q = 2: r - 1 layers fold, the last one bends: 2^{r-1} · 3 regions."""

    def slope(x: float) -> float:
        leaf = h = Value(x)
        for _ in range(r - 1):
            h = 2 * relu(h) - 4 * relu(h - 0.5)
        return grad(relu(h - 1 / 3) + 2 * relu(2 / 3 - h), [leaf])[0].data

    regions = 3 * 2 ** (r - 1)
    slopes = [slope((i + 0.5) / regions) for i in range(regions)]
    assert all(a != b for a, b in pairwise(slopes))
    assert regions == folded(2, 1, r - 1)
