"""Neurons and networks: the same numbers as the formula written out, and micrograd's interface."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value
from nn import MLP, Layer, Neuron


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=1, max_size=8), st.booleans())
def test_a_neuron_is_the_chain_of_products_and_sums(pairs: list[tuple[float, float]], nonlin: bool) -> None:
    neuron = Neuron(len(pairs), nonlin)
    for weight, (number, _) in zip(neuron.w, pairs, strict=True):
        weight.data = number
    neuron.b.data = 0.25
    x = [Value(number) for _, number in pairs]
    out = neuron(x)
    out.backward()
    fast = [v.grad for v in [*neuron.parameters(), *x]]
    for v in [*neuron.parameters(), *x]:
        v.grad = 0.0
    chain = sum((w * xi for w, xi in zip(neuron.w, x, strict=True)), neuron.b)
    assert isinstance(chain, Value)
    expanded = chain.relu() if nonlin else chain
    expanded.backward()
    assert out.data == pytest.approx(expanded.data, rel=1e-12, abs=1e-12)
    if abs(chain.data) > 1e-9:
        assert fast == pytest.approx([v.grad for v in [*neuron.parameters(), *x]], rel=1e-12, abs=1e-12)


def test_one_node_per_neuron_and_one_edge_per_weight_input_and_bias() -> None:
    neuron = Neuron(3, nonlin=False)
    x = [Value(1.0), Value(2.0), Value(3.0)]
    assert neuron(x).inputs == (*neuron.w, *x, neuron.b)


def test_a_layer_lifts_its_inputs_once() -> None:
    outputs = Layer(2, 3)([1.0, 2.0])
    dots = [out.inputs[0] for out in outputs]
    assert len({id(x) for d in dots for x in d.inputs[2:4]}) == 2


def test_shapes_and_parameters_as_in_micrograd() -> None:
    model = MLP(3, [4, 4, 1])
    assert len(model.parameters()) == 41
    assert isinstance(model([1.0, 2.0, 3.0]), Value)
    assert len(MLP(3, [4, 2])([1.0, 2.0, 3.0])) == 2
    assert [neuron.nonlin for layer in model.layers for neuron in layer.neurons] == [True] * 8 + [False]
    assert repr(Neuron(2)) == "ReLUNeuron(2)"
    model([1.0, 2.0, 3.0]).backward()
    model.zero_grad()
    assert all(parameter.grad == 0 for parameter in model.parameters())


def test_parameters_have_names_of_their_own() -> None:
    names = [parameter.name for parameter in MLP(2, [2, 1]).parameters()]
    assert names[:3] == ["l1.n1.w1", "l1.n1.w2", "l1.n1.b"]
    assert len(set(names)) == len(names)


def test_a_seed_repeats_a_network() -> None:
    def numbers() -> list[float]:
        random.seed(3)
        return [parameter.data for parameter in MLP(2, [3, 1]).parameters()]

    assert numbers() == numbers()


def test_too_few_inputs_are_said() -> None:
    with pytest.raises(ValueError, match="l1 takes 2 numbers, and was given 3"):
        MLP(2, [3, 1])([1.0, 2.0, 3.0])


@pytest.mark.parametrize("wrong", ["ab", [None, 1.0]])
def test_inputs_that_are_no_numbers_are_said(wrong: Any) -> None:
    with pytest.raises(TypeError, match="holds one real number"):
        MLP(2, [1])(wrong)
