"""The names of a program's numbers: plain words, no two alike, and those of the layers."""

from __future__ import annotations

import keyword
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import autograd
import nn
from autograd import Value, dot, tanh
from tests.program.readings.written import gradients_of, names, run_code

NAMES = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(
        [
            "w",
            "w1",
            "A1",
            "L",
            "dW1",
            "delta1",
            "at_1",
            "np",
            "lambda",
            "int",
            "l1.n1.w1",
            "W[0][1]",
            "θ",
            "Z1",
            "sigmoid",
            "results",
            "lanes",
            "U1",
        ]
    ),
)


@given(st.lists(NAMES, min_size=4, max_size=4))
@example([None, "A", None, None])
def test_names_are_plain_words_and_none_comes_twice(given_names: list[str | None]) -> None:
    a, b, c, d = (Value(float(i), name=name) for i, name in enumerate(given_names))
    program = autograd.compile(tanh(a * c + b) * d, wrt=[a, b], inputs=[c, d])
    found = names(program).tensors
    assert all(t.name.isidentifier() and not keyword.iskeyword(t.name) for t in found)
    assert len({t.name for t in found}) == len(found)
    assert len({t.shown for t in found}) == len(found)
    program()
    _, _, gradients = run_code(program)
    assert gradients_of(program, gradients) == pytest.approx(program.gradients())


def of(model: Any, nin: int) -> dict[str, tuple[int, ...]]:
    xs = [Value(0.5) for _ in range(nin)]
    out = model(xs)
    program = autograd.compile(out, wrt=model.parameters(), inputs=xs)
    return {t.name: t.shape for t in names(program).tensors}


def test_the_names_of_layers() -> None:
    assert of(nn.MLP(2, [3, 2], activation=tanh), 2) == {
        "W1": (3, 2), "b1": (3,), "W2": (2, 3), "b2": (2,), "X": (2,), "A1": (3,), "Z1": (3,), "A2": (2,)
    }  # fmt: skip
    assert "W1" in of(nn.Sequential(nn.Layer(2, 3), nn.Layer(3, 2)), 2)


def test_parameters_stand_in_the_order_of_their_layers() -> None:
    """Also where a constant makes a formula of gamma2 alone the first one, as batch normalization in use does."""
    model = nn.Sequential(nn.Layer(2, 3, activation=None), nn.BatchNorm(3, activation=tanh), nn.Layer(3, 1))
    model.batch([[1.0, 2.0], [3.0, -1.0]])
    assert [*of(model.eval(), 2)][:6] == ["W1", "b1", "gamma2", "beta2", "W3", "b3"]


def test_a_matrix_has_the_rows_of_its_neurons() -> None:
    """The first row of W1 has the weights of the first neuron."""
    model = nn.MLP(2, [3, 4])
    program = autograd.compile(model([Value(1.0), Value(2.0)]), wrt=model.parameters())
    space: dict[str, Any] = {"__name__": "code"}
    exec(program.source("numpy"), space)
    assert space["W1"].tolist() == [[w.data for w in neuron.w] for neuron in model.layers[0].neurons]


@pytest.mark.parametrize("name", ["layers[0].neurons[{j}].w[{i}]", "l1.n{j}.w{i}", "W[{j}][{i}]"])
def test_names_in_other_forms(name: str) -> None:
    w = [[Value(1.0, name=name.format(i=i, j=j)) for i in range(3)] for j in range(2)]
    x = [Value(2.0, name=f"x[{i}]") for i in range(3)]
    program = autograd.compile([dot(row, x) for row in w], wrt=[v for row in w for v in row], inputs=x)
    shapes = {t.name: t.shape for t in names(program).tensors}
    assert shapes["W1" if "w" in name else "W"] == (2, 3)
    assert shapes["X"] == (3,)
