"""Lecture 003: an autoencoder whose decoder has the encoder's weights (Tied Weight AutoEncoder)."""

from itertools import product
from typing import Any

import pytest
from hypothesis import strategies as st

from autograd import dot, softmax, total
from autograd.testing import assert_gradient
from tests.conftest import fewer, thinned
from tests.lectures.plain import (
    ACTIVATIONS,
    SIZE,
    Activation,
    Matrix,
    Vector,
    every_activation,
    matrix,
    refuted,
    shares,
    vector,
)

# w[j][i] is the lecture's w_{j,i}: between unit i of the hidden layer, 1 to I, and unit j of the first and of the third
# layer, 1 to J. The thresholds θ stand beside the weights, as w_{i,J+1} = -θ_i and w_{j,I+1} = -θ_j.


def hidden(w: Any, x: Any, theta: Any, activation: Activation) -> Any:
    columns = zip(*w, strict=True)
    return [activation.of_value(dot([*column, -t], [*x, 1.0])) for column, t in zip(columns, theta, strict=True)]


def sums(w: Any, o: Any, theta: Any) -> Any:
    return [dot([*row, -t], [*o, 1.0]) for row, t in zip(w, theta, strict=True)]


def autoencoder(activation: Activation) -> Any:
    def error(w: Any, x: Any, theta_2: Any, theta_3: Any) -> Any:
        o_2 = hidden(w, x, theta_2, activation)
        o_3 = [activation.of_value(net) for net in sums(w, o_2, theta_3)]
        return total([(o - x_k) ** 2 for o, x_k in zip(o_3, x, strict=True)]) / 2

    return error


class Slide:
    """The lecture's numbers, for one input."""

    def __init__(self, activation: Activation, w: Matrix, x: Vector, theta_2: Vector, theta_3: Vector) -> None:
        self.w, self.o_1, f = w, x, activation.f
        self.J, self.I = range(len(w)), range(len(theta_2))
        net_2 = [sum(x[j] * w[j][i] for j in self.J) + 1 * -theta_2[i] for i in self.I]
        self.o_2 = [f(net) for net in net_2]
        net_3 = [sum(self.o_2[i] * w[j][i] for i in self.I) + 1 * -theta_3[j] for j in self.J]
        self.slope_2, self.slope_3 = ([activation.derivative(net) for net in nets] for nets in (net_2, net_3))
        self.dE_do = [f(net) - x_k for net, x_k in zip(net_3, x, strict=True)]

    def do_dw(self, j: int, i: int) -> float:
        """∂o_i/∂w_{j,i} of the hidden layer."""
        return self.slope_2[i] * self.o_1[j]

    def dnet_dw(self, k: int, j: int, i: int) -> float:
        """∂net_k/∂w_{j,i} of the third layer."""
        return self.do_dw(j, i) * self.w[k][i] + (self.o_2[i] if k == j else 0.0)

    def struck_out(self, j: int, i: int) -> float:
        return self.dE_do[j] * self.slope_3[j] * self.dnet_dw(j, j, i)

    def chain_rule(self, j: int, i: int) -> float:
        return sum(self.dE_do[k] * self.slope_3[k] * self.dnet_dw(k, j, i) for k in self.J)

    def result(self, j: int, i: int) -> float:
        through_the_hidden_layer = sum(
            self.dE_do[k] * self.slope_3[k] * self.w[k][i] * self.slope_2[i] * self.o_1[j] for k in self.J
        )
        return through_the_hidden_layer + self.dE_do[j] * self.slope_3[j] * self.o_2[i]


def claim(formula: Any, activation: Activation) -> Any:
    def slide(*drawn: Any) -> Any:
        numbers = Slide(activation, *drawn)
        return [[formula(numbers, j, i) for i in numbers.I] for j in numbers.J], None, None, None

    return slide


def drawn(J: Any = SIZE) -> Any:
    """w, x and both θ, for networks of all sizes."""
    return st.tuples(J, SIZE).flatmap(lambda n: st.tuples(matrix(*n), vector(n[0]), vector(n[1]), vector(n[0])))


@every_activation
@pytest.mark.parametrize("formula", [Slide.chain_rule, Slide.result])
def test_the_sum_over_all_outputs(formula: Any, activation: Activation) -> None:
    """003, 偏微分(1), the second slide of that name, and 偏微分(5): dE/dw_{j,i}, in both forms."""
    assert_gradient(autoencoder(activation), claim(formula, activation), drawn(), examples=fewer(100))


def test_the_chain_rule_of_one_output_alone() -> None:
    """003, 偏微分(1), struck out there: ∂E/∂net_j · ∂net_j/∂w_{j,i}. Right for one output, wrong for two."""
    f, slide = autoencoder(ACTIVATIONS["tanh"]), claim(Slide.struck_out, ACTIVATIONS["tanh"])
    assert_gradient(f, slide, drawn(st.just(1)))
    wrong = refuted(f, slide, drawn())
    assert len(wrong.arguments[0]) == 2


@pytest.mark.parametrize(("k", "j", "activation"), thinned(product(range(3), range(3), ACTIVATIONS.values())))
def test_one_sum_of_the_third_layer(k: int, j: int, activation: Activation) -> None:
    """003, 偏微分(3), (4): ∂net_k/∂w_{j,i} has the term o_i for k = j alone; ∂o_i/∂w_{j,i} · w_{k,i} always."""

    def net(w: Any, x: Any, theta_2: Any, theta_3: Any) -> Any:
        return sums(w, hidden(w, x, theta_2, activation), theta_3)[k]

    def slide(*drawn: Any) -> Any:
        numbers = Slide(activation, *drawn)
        return [[numbers.dnet_dw(k, j, i) for i in numbers.I] for j in numbers.J], None, None, None

    assert_gradient(net, slide, drawn(st.just(3)), examples=fewer(30))


@pytest.mark.parametrize("h", [0, 1])
def test_a_hidden_unit_depends_on_its_own_weights(h: int) -> None:
    """003, 偏微分(3), (5): ∂o_h/∂w_{j,i} is f'(net_i) o_j for h = i, and 0 for h ≠ i."""
    activation = ACTIVATIONS["sigmoid"]

    def o(w: Any, x: Any, theta_2: Any, theta_3: Any) -> Any:
        return hidden(w, x, theta_2, activation)[h]

    def slide(*drawn: Any) -> Any:
        numbers = Slide(activation, *drawn)
        return [[numbers.do_dw(j, i) if h == i else 0.0 for i in numbers.I] for j in numbers.J], None, None, None

    shapes = SIZE.flatmap(lambda J: st.tuples(matrix(J, 2), vector(J), vector(2), vector(J)))
    assert_gradient(o, slide, shapes, examples=fewer(100))


def test_an_activation_of_all_outputs_together_is_left_out() -> None:
    """003, 偏微分(2): ∂E/∂net_k = ∂E/∂o_k f'(net_k), for an f of one number. Softmax is none."""

    def error(net: Any, x: Any) -> Any:
        return total([(o - x_k) ** 2 for o, x_k in zip(softmax(net), x, strict=True)]) / 2

    def slide(net: Vector, x: Vector) -> Any:
        return [(o - x_k) * o * (1 - o) for o, x_k in zip(shares(net), x, strict=True)], None

    wrong = refuted(error, slide, SIZE.flatmap(lambda J: st.tuples(vector(J), vector(J))))
    assert wrong.arguments[0] == [0.0, 0.0]


@pytest.mark.parametrize("I", [1, 2, 3])
def test_the_thresholds(I: int) -> None:
    """003, 偏微分(2): -θ_j is the weight of a constant 1, so that dE/dθ_j = -∂E/∂net_j (not on the slides)."""
    activation = ACTIVATIONS["sigmoid"]

    def slide(*drawn: Any) -> Any:
        numbers = Slide(activation, *drawn)
        return None, None, None, [-numbers.dE_do[j] * numbers.slope_3[j] for j in numbers.J]

    shapes = SIZE.flatmap(lambda J: st.tuples(matrix(J, I), vector(J), vector(I), vector(J)))
    assert_gradient(autoencoder(activation), slide, shapes, examples=fewer(60))
