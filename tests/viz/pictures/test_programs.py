"""Pictures of programs: a box for each formula, and no name that Graphviz obeys."""

from __future__ import annotations

from pathlib import Path

import pytest

import autograd
import nn
import viz
from autograd import Value, exp, tanh
from autograd.program import Program


def network(name: str = "x") -> Program:
    xs = [Value(0.5, name=f"{name}{i}") for i in range(2)]
    model = nn.MLP(2, [3, 2], activation=tanh)
    return autograd.compile(model(xs), wrt=model.parameters(), inputs=xs)


def test_a_box_for_each_formula(tmp_path: Path) -> None:
    program = network()
    dot = viz.draw(program).dot
    assert dot == viz.draw(program.explain()).dot
    for line in ("A1 = W1 X + b1", "Δ1 = (W2ᵀ Δ2) ⊙ tanh′(A1)", "∂L/∂W1 = Δ1 Xᵀ", "3 × lanes"):
        assert line in dot
    assert dot.count("->") == 7  # three of W1, X and b1; one of A1; three of W2, Z1 and b2
    assert viz.draw(program).save(tmp_path / "network.png").stat().st_size > 1000


def test_names_are_shown_and_not_obeyed() -> None:
    w = Value(2.0, name='"]; evil [label="<b>')
    svg = viz.draw(autograd.compile(w * w, wrt=[w])).svg
    assert "<b>" not in svg
    assert "evil" in svg


def test_a_picture_that_nobody_could_read_is_refused() -> None:
    x = w = Value(0.1)
    for _ in range(201):
        x = exp(x) if x.data < 1 else tanh(x)
    with pytest.raises(ValueError, match="201 groups could not be read"):
        viz.draw(autograd.compile(x, wrt=[w]))
