"""Lectures 000 and 004: the formulas of backpropagation are those that a compiled network explains itself with."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograd
import nn
from autograd import Value, dot, log, relu, sigmoid, softmax, tanh
from autograd.program import Program
from tests.program.readings.written import run_code

OF_000 = [
    # 誤差逆伝播法の更新式, and 逆伝播の流れ: from the output layer back
    (
        r"$\delta_1 = (\tilde{V}^{(t) \top} \delta_2) \odot \nabla f(W^{(t)} \mathbf{x})",
        "Δ1 = (W2ᵀ Δ2) ⊙ tanh′(A1)",
    ),
    (r"\eta_t \delta_2 \mathbf{z}^{(t)^{\top}}", "∂L/∂W2 = Δ2 Z1ᵀ"),
    (r"\eta_t \delta_1 \mathbf{x}^{\top}", "∂L/∂W1 = Δ1 Xᵀ"),
]
"""Formulas of deck 000, and the same in the names of layers: V is W2 there, f is tanh, Wx is A1, and z is Z1. Biases
are a column of W in the deck, and Ṽ is V without it."""

OF_DERIVATIVES = [
    (r"f'(x) = f(x)(1 - f(x))", sigmoid, "sigmoid′(x) = z * (1 - z)"),
    (r"f'(x) = 1 - f(x)^2", tanh, "tanh′(x) = 1 - z * z"),
    (r"f'(x) = \begin{cases} 1 & x > 0 \\ 0 &", relu, "relu′(x) = where(x > 0, 1, 0)"),
]
"""活性化関数の微分の例, in deck 000; f(x) is z."""

OF_004 = [
    (r"\frac{\partial L}{\partial W^{l}} = X^{(l-1)T} \Delta^{l}", "∂L/∂W1 = Δ1 Xᵀ"),
    (r"\Delta^{l} = \Delta^{l+1} W^{(l+1)T} \odot \frac{\partial h_{l}}{\partial A^{l}}", "Δ1 = (W2ᵀ Δ2) ⊙ tanh′(A1)"),
]
"""公式 まとめ 行列表現, in deck 004. Its examples are rows, so that each of its formulas is the transposed one."""


def network(sizes: list[int], activation: Any = tanh) -> Program:
    """The lectures' network: cross-entropy of the softmax of the last layer, for one example."""
    random.seed(4)
    model = nn.MLP(sizes[0], sizes[1:], activation=activation)
    xs = [Value(0.3 * i - 0.2, name=f"x{i}") for i in range(sizes[0])]
    ys = [Value(float(i == 1), name=f"y{i}") for i in range(sizes[-1])]
    loss = -dot(ys, [log(p) for p in softmax(model(xs))])
    return autograd.compile(loss, wrt=model.parameters(), inputs=[*xs, *ys])


def lines(program: Program) -> list[str]:
    explained = program.explain()
    return explained.lines([*explained.forwards, *explained.backwards])


def deck(shared: Path, number: str) -> str:
    [path] = (shared / "lectures").glob(f"{number}_*.txt")
    return path.read_text("utf-8")


def test_a_network_explains_itself_as_the_lectures_do() -> None:
    found = lines(network([3, 4, 2]))
    for _, formula in [*OF_000, *OF_004]:
        assert formula in found, found
    assert found[:4] == ["A1 = W1 X + b1", "Z1 = tanh(A1)", "A2 = W2 Z1 + b2", "Y2 = softmax(A2)"]


def test_all_hidden_layers_have_one_formula() -> None:
    """000, 逆伝播の流れ: δ_k = (W̃_{k+1}ᵀ δ_{k+1}) ⊙ ∇f_k(W_k z_k), and ∂E/∂W_k = δ_k z_kᵀ."""
    found = lines(network([3, 5, 4, 3, 2]))
    for k in (1, 2, 3):
        below = f"Z{k - 1}" if k > 1 else "X"
        assert f"Δ{k} = (W{k + 1}ᵀ Δ{k + 1}) ⊙ tanh′(A{k})" in found
        assert f"∂L/∂W{k} = Δ{k} {below}ᵀ" in found


@pytest.mark.parametrize(("formula", "activation", "line"), OF_DERIVATIVES, ids=["sigmoid", "tanh", "relu"])
def test_the_derivatives_of_activations(formula: str, activation: Any, line: str) -> None:
    assert line in str(network([3, 4, 2], activation).explain())


def test_the_formulas_stand_in_the_decks(shared: Path) -> None:
    for number, facts in (("000", OF_000), ("004", OF_004)):
        text = deck(shared, number)
        for formula, _ in facts:
            assert formula in text, formula
    for formula, _, _ in OF_DERIVATIVES:
        assert formula in deck(shared, "000"), formula


def test_numbers_by_the_formulas_of_deck_000() -> None:
    """Δ of the last layer is g(Vz) - y. Nothing here is calculated by the engine."""
    program = network([3, 4, 2])
    _, _, gradients = run_code(program)
    space: dict[str, Any] = {}
    exec(program.source("numpy"), space)
    w, b, v, c, x, y = (space[name].reshape(space[name].shape[0], -1) for name in ("W1", "b1", "W2", "b2", "X", "Y"))
    z = np.tanh(w @ x + b)
    g = np.exp(v @ z + c) / np.exp(v @ z + c).sum()
    delta2 = g - y
    delta1 = (v.T @ delta2) * (1 - z**2)
    for name, by_hand in {"W2": delta2 @ z.T, "b2": delta2, "W1": delta1 @ x.T, "b1": delta1}.items():
        assert gradients[name].ravel() == pytest.approx(by_hand.ravel(), rel=1e-12, abs=1e-15)


def test_numbers_by_the_formulas_of_deck_004() -> None:
    """Examples are rows there: ∂L/∂W = Xᵀ Δ, and Δ = Δ₊₁ W₊₁ᵀ ⊙ ∂h/∂A, for weights from i to j."""
    program = network([2, 3, 2])
    _, _, gradients = run_code(program)
    space: dict[str, Any] = {}
    exec(program.source("numpy"), space)
    w1, w2 = space["W1"].T, space["W2"].T
    x0, t = space["X"].T, space["Y"].T
    x1 = np.tanh(x0 @ w1 + space["b1"])
    a2 = x1 @ w2 + space["b2"]
    delta2 = np.exp(a2) / np.exp(a2).sum() - t
    delta1 = delta2 @ w2.T * (1 - x1**2)
    assert pytest.approx(x1.T @ delta2, rel=1e-12) == gradients["W2"].T
    assert pytest.approx(x0.T @ delta1, rel=1e-12) == gradients["W1"].T
    assert gradients["b1"] == pytest.approx(delta1[0], rel=1e-12)
