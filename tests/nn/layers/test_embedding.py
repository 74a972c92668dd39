"""An embedding against torch's: its rows, their gradients, in a program, and in files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograd
import nn
from autograd import DomainError, Value, mean, tanh
from nn import Embedding, Layer, Sequential
from nn.layers import init, losses

torch = pytest.importorskip("torch")


def drawn(count: int, size: int) -> Embedding:
    return Embedding(count, size, "words.", init=init.normal(seed=3))


def test_rows_are_the_parameters() -> None:
    words = drawn(5, 3)
    assert (len(words.parameters()), words.weight[4][2].name, str(words)) == (15, "words.e4_3", "Embedding(5, 3)")
    assert words(2) == words.weight[2]
    assert [x.data for x in words(Value(2.0))] == [x.data for x in words.weight[2]]
    assert Embedding(2, 2, init=lambda count, size: count + 10.0 * size)(1)[1].data == 22.0


@pytest.mark.parametrize("x", [5, -1, 0.5, None, "a", [1]])
def test_a_row_that_is_not_there_is_refused(x: Any) -> None:
    with pytest.raises(ValueError, match="the number of a row, from 0 to 4, and was given"):
        drawn(5, 3)(x)


def test_a_value_that_counts_no_row_is_refused() -> None:
    with pytest.raises(DomainError, match="of 5 numbers the index is a whole number from 0 to 4"):
        drawn(5, 3)(Value(5.0))


@pytest.mark.parametrize(("sizes", "sentence"), [((0, 3), "rows of an embedding"), ((3, 1.5), "size of an embedding")])
def test_sizes_are_whole_numbers(sizes: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Embedding(*sizes)


def test_a_word_and_a_class_as_inputs_of_a_program() -> None:
    """A model of the next word, with several words and classes, against torch."""
    model = Sequential(drawn(7, 4), tanh_of_each, Layer(4, 7, activation=None, init=init.normal(seed=4)))
    word, following = Value(1.0, name="word"), Value(2.0, name="following")
    loss = losses.cross_entropy_from_logits(model(word), following)
    program = autograd.compile(loss, model.parameters(), [word, following])
    pairs = np.array([[0, 1], [6, 6], [3, 0], [3, 2]])
    found, gradients = program(pairs), program.gradients()
    table, there = torch.nn.Embedding(7, 4).double(), torch.nn.Linear(4, 7).double()
    state = nn.to_torch(model)
    table.load_state_dict({"weight": state["0.weight"]})
    there.load_state_dict({name: state[f"2.{name}"] for name in ("weight", "bias")})
    words, classes = torch.tensor(pairs).T
    expected = torch.nn.functional.cross_entropy(there(torch.tanh(table(words))), classes, reduction="none")
    expected.sum().backward()
    assert found == pytest.approx(expected.detach().numpy(), rel=1e-13)
    assert gradients[:28] == pytest.approx(table.weight.grad.numpy().ravel(), rel=1e-12, abs=1e-15)
    with pytest.raises(DomainError, match=r"in lane 1, .*following"):
        program([[0, 1], [0, 7]])


def tanh_of_each(xs: list[Any]) -> list[Any]:
    return [tanh(x) for x in xs]


def test_an_embedding_learns() -> None:
    words = drawn(3, 2)
    model = Sequential(words, mean)
    examples = nn.data.Dataset([0, 1, 2], [0.5, -1.0, 2.0])
    optimizer = nn.optim.SGD(model.parameters(), 0.5)
    nn.train(model, examples, losses.mean_squared_error, optimizer, epochs=60, progress=False)
    assert [model(i).data for i in range(3)] == pytest.approx([0.5, -1.0, 2.0], abs=1e-3)


def test_it_is_saved_and_loaded(tmp_path: Path) -> None:
    words, other = drawn(4, 2), Embedding(4, 2)
    nn.save(tmp_path / "words.safetensors", words)
    nn.load(tmp_path / "words.safetensors", other)
    assert [p.data for p in other.parameters()] == [p.data for p in words.parameters()]


def test_torch_gives_the_same_rows() -> None:
    words, there = drawn(4, 2), torch.nn.Sequential(torch.nn.Embedding(4, 2)).double()
    there.load_state_dict(nn.to_torch(words), strict=True)
    assert there(torch.tensor([3, 0])).tolist() == [[x.data for x in words(i)] for i in (3, 0)]


def test_onnx_refuses_it(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="part 0 of the model is an Embedding, whose input is the number of a row"):
        nn.to_onnx(Sequential(drawn(4, 2)), tmp_path / "words.onnx", (1,))
    assert not list(tmp_path.iterdir())
