"""What every part of a network has: parameters in order, parts at any depth, and a mode that reaches all of them."""

import copy
import pickle
import random
from typing import Any

import pytest

from autograd import Value, relu, tanh
from nn import MLP, BatchNorm, Conv2D, Dropout, Flatten, Layer, MaxPool2D, Module, Residual, Sequential
from tests.nn.agreement import data, numbers


class Attention(Module):
    """A network of one's own: a Value alone, Values in lists, modules alone, in nested lists, and beside functions."""

    def __init__(self) -> None:
        self.scale = Value(2.0, name="scale")
        self.grid = [[Value(float(i + j), name=f"g{i}{j}") for j in range(2)] for i in range(2)]
        self.first = Layer(2, 2)
        self.heads: list[list[Module]] = [[Layer(2, 1), Layer(2, 1)], [Residual(Layer(2, 2))]]
        self.stack: list[Any] = [Layer(2, 2), relu, (Dropout(0.5, seed=1), tanh)]
        self.label, self.size, self.nothing = "attention", 3, list[Value]()
        self.constants = [1.0, 2.0]

    def __call__(self, x: Any) -> Any:
        return self.scale * self.first(x)[0]


def test_a_part_learns_from_the_start_and_keeps_no_numbers_unless_it_says_so() -> None:
    assert Attention().training
    assert Attention().buffers() == {}
    assert {*BatchNorm(2).buffers()} == {"running_mean", "running_var"}


def test_parameters_are_found_wherever_they_are() -> None:
    model = Attention()
    own = [model.scale, *model.grid[0], *model.grid[1]]
    parts = [model.first, *model.heads[0], *model.heads[1], model.stack[0]]
    assert model.own() == own
    assert list(model.tensors()) == ["scale", "grid"]  # an empty list is none
    assert model.parameters() == own + [p for part in parts for p in part.parameters()]
    assert list(model.parts()) == ["first", "heads.0", "heads.1", "heads.2", "stack.0", "stack.2"]


class Mixed(Module):
    """Values beside numbers and in dicts, and parts in dicts, at any depth."""

    def __init__(self) -> None:
        self.beside = [1.0, Value(2.0), [Value(3.0), "x", Value(4.0)]]
        self.named = {"a": Value(5.0), "grid": [[Value(6.0)], [Value(7.0)]], "n": 3, "calculated": Value(1.0) * 2.0}
        self.heads = {"left": Layer(1, 1), "deep": [relu, {"right": (Layer(1, 1), 0)}]}


def test_nothing_is_lost_in_mixed_lists_and_dicts() -> None:
    model = Mixed()
    assert [p.data for p in model.own()] == [2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    assert list(model.tensors()) == ["beside.1", "beside.2.0", "beside.2.2", "named.a", "named.grid"]
    assert list(model.parts()) == ["heads.left", "heads.deep.1.right.0"]
    assert [path for path, _ in model.modules()] == ["", "heads.left", "heads.deep.1.right.0"]
    assert len(model.parameters()) == 6 + 2 + 2


def test_shared_parts_and_shared_values_count_once() -> None:
    layer = Layer(2, 2)
    model = Sequential(layer, relu, layer, layer.transposed(), Residual(layer))
    expected = [*layer.parameters(), *(neuron.b for neuron in model.layers[3].neurons)]  # type: ignore[attr-defined]
    assert model.parameters() == expected
    paths = [path for path, module in model.modules()]
    assert paths == ["", "0", "3", "4"]


def test_a_part_that_contains_itself_is_no_endless_walk() -> None:
    model = Sequential(Layer(1, 1))
    model.layers.append(model)
    assert len(model.parameters()) == 2


def test_calculated_values_are_no_parameters() -> None:
    model = Attention()
    before = model.parameters()
    model.last = model([1.0, 2.0])  # type: ignore[attr-defined]
    model.states = [model([1.0, 2.0])]  # type: ignore[attr-defined]
    assert model.parameters() == before


@pytest.mark.parametrize("mode", [True, False])
def test_the_mode_reaches_every_part(mode: bool) -> None:
    model = Attention()
    model.deep = [Sequential(Residual(Sequential(BatchNorm(2), Dropout(0.1))))]  # type: ignore[attr-defined]
    for _, module in model.modules():
        module.training = not mode
    assert (model.train() if mode else model.eval()) is model
    kinds = [type(module).__name__ for _, module in model.modules() if module.training is mode]
    assert len(kinds) == len(list(model.modules()))
    assert {"BatchNorm", "Dropout", "Layer", "Attention"} < set(kinds)


def test_gradients_are_zeroed_everywhere() -> None:
    model = Attention()
    for parameter in model.parameters():
        parameter.grad = 1.0
    model.zero_grad()
    assert {parameter.grad for parameter in model.parameters()} == {0.0}


def test_generators_are_found_in_order() -> None:
    one, other = random.Random(1), random.Random(2)
    model = Sequential(Dropout(0.5, one), Residual(Dropout(0.5, other)), Dropout(0.5))
    assert model.randoms() == [one, other]


def test_a_module_that_says_nothing_of_an_example() -> None:
    with pytest.raises(TypeError, match="Module does not say in __call__"):
        Module()([1.0])


def everything() -> Sequential:
    convolution = [Conv2D(1, 2, 2, activation=tanh), BatchNorm(2), MaxPool2D(2), Flatten()]
    return Sequential(*convolution, Dropout(0.5, seed=2), Dropout(0.1), Residual(Layer(2, 2)), MLP(2, [3, 1]))


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_copies_are_alike_and_apart(copied: Any) -> None:
    """As they go to another process."""
    model, xs = everything(), numbers(0, 3, 1, 3, 3)
    twin = copied(model)
    random.seed(1)
    ours = data(model.batch(xs))
    random.seed(1)
    assert data(twin.batch(xs)) == ours
    assert [p.name for p in twin.parameters()] == [p.name for p in model.parameters()]
    twin.parameters()[0].data = 9.0
    assert model.parameters()[0].data != 9.0
