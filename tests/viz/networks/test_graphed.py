"""The layers of a graph, and which of its nodes belong to each neuron."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

import nn
from autograd import Value, relu, softmax, softplus, steps, tanh, total
from autograd.graph.expression import parse
from viz.networks.graphed import Members, graphed
from viz.networks.unfolding import unfolding


def network(hidden: list[int], points: int = 1) -> tuple[nn.MLP, Value]:
    model = nn.MLP(2, hidden, activation=tanh)
    outputs = [model.batch([[Value(1.0 + k), Value(-2.0)]])[0] for k in range(points)]
    rows = [one if isinstance(one, list) else [one] for one in outputs]
    return model, total([(x - 1.0) ** 2 for row in rows for x in row])


def shapes(found: Members) -> list[tuple[str, int, int, str, bool]]:
    return [(one.title, len(one.sources), len(one.weights), one.activation, one.joined) for one in found.layers]


@pytest.mark.parametrize("by_model", [False, True])
@pytest.mark.parametrize("expand", [False, True])
def test_a_network_is_found_by_its_names_and_by_its_model(by_model: bool, expand: bool) -> None:
    model = nn.MLP(2, [3, 2], activation=tanh, expand=expand)
    out = model([Value(1.0), Value(-2.0)])
    found = graphed(steps(out[0] * out[1]), model if by_model else None)
    assert shapes(found) == [("l1", 2, 3, "tanh", False), ("l2", 3, 2, "", True)]
    for layer, own in zip(found.layers, model.layers, strict=True):
        assert layer.weights == [neuron.w for neuron in own.neurons]
        assert layer.biases == [neuron.b for neuron in own.neurons]
    assert [one.results for one in found.layers][-1] == [{0: out[0]}, {0: out[1]}]


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("sum(tanh(W1 @ x + b1))", {"W1": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], "x": [1.0, 2.0], "b1": [0.0] * 3},
         [("W1", 2, 3, "tanh", False)]),
        ("sum((X @ W + b)**2)", {"W": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], "X": [[1.0, -1.0]] * 2, "b": [0.0] * 3},
         [("W", 2, 3, "", False)]),
        ("h = relu(W1 @ x); sum(W2 @ h)", {"W1": [[1.0, 2.0]] * 2, "W2": [[1.0, 2.0]], "x": [1.0, 2.0]},
         [("W1", 2, 2, "relu", False), ("W2", 2, 1, "", True)]),
        ("sum(A @ x)", {"A": [[1.0, 2.0]] * 2, "x": [1.0, 2.0]}, []),  # the name is none of weights
        ("sum(conv(x, w))", {"x": [1.0, 2.0, 3.0], "w": [1.0, -1.0]}, [("w", 2, 1, "", False)]),
        ("sum(W * W)", {"W": [[1.0, 2.0]] * 2}, []),
        ("w * x", {"w": 2.0, "x": 3.0}, []),
    ],
)  # fmt: skip
def test_matrices_of_definitions_are_layers(text: str, given: dict[str, Any], expected: Any) -> None:
    assert shapes(graphed(steps(parse(text, given)))) == expected


def test_each_node_belongs_to_its_neuron_and_its_example() -> None:
    model, loss = network([3, 1], points=2)
    record = steps(loss)
    found = graphed(record)
    assert [len(one.results[0]) for one in found.layers] == [2, 2]
    for k, layer in enumerate(found.layers):
        for j, results in enumerate(layer.results):
            for example, node in results.items():
                assert (found.neuron[node], found.example[node]) == ((k, j), example)
    outside = [node for node in record.order if node not in found.neuron]
    assert {node.op.name for node in outside if node.op} == {"sub", "power", "total"}
    assert {node.data for node in outside if not node.op} == {1.0}
    weight = model.layers[0].neurons[1].w[0]
    assert found.line[weight] == ((0, 1), 0)


def test_a_regularised_weight_is_read_as_a_weight_alone() -> None:
    model, loss = network([2, 1])
    found = graphed(steps(loss + total([w * w for w in model.parameters()])))
    assert shapes(found) == [("l1", 2, 2, "tanh", False), ("l2", 2, 1, "", True)]


def test_a_convolution_and_a_softmax_have_no_neurons() -> None:
    model = nn.Conv2D(1, 1, 2)
    out = model([[[Value(1.0), Value(2.0)], [Value(3.0), Value(4.0)]]])
    record = steps(softmax([out[0][0][0], Value(1.0)])[0])
    assert unfolding(record, graphed(record, model)) is None


@pytest.mark.parametrize("hidden", [[3, 2], [16, 1], [30, 1]])
def test_the_picture_has_each_look_of_each_layer(hidden: list[int]) -> None:
    _, loss = network(hidden)
    record = steps(loss)
    found = unfolding(record, graphed(record))
    assert found
    drawn = ET.fromstring(found.svg)
    ids = [each.get("id", "") for each in drawn.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    shown = [min(count, 4 if count > 24 else count) for count in (2, *hidden)]
    assert len([one for one in ids if re.fullmatch(r"net-n\d+", one)]) == sum(shown)
    assert len([one for one in ids if re.fullmatch(r"net-l\d+", one)]) == shown[0] * shown[1] + shown[1] * shown[2]
    assert len(found.data["lines"]) == shown[0] * shown[1] + shown[1] * shown[2]
    assert [column["open"] for column in found.data["columns"]] == [count <= 8 for count in (2, *hidden)]


def test_a_line_is_the_weight_of_its_two_ends() -> None:
    model, loss = network([3, 1])
    record = steps(loss)
    found = unfolding(record, graphed(record))
    assert found
    where = {(tuple(found.data["neurons"][i][:2]), tuple(found.data["neurons"][j][:2])): record.order[node]
             for node, i, j in found.data["lines"]}  # fmt: skip
    for k, layer in enumerate(model.layers):
        for j, neuron in enumerate(layer.neurons):
            for i, weight in enumerate(neuron.w):
                assert where[(k, i), (k + 1, j)] is weight


def test_a_hostile_title_is_text() -> None:
    rows = [[Value(1.0, name=f'<b>&".n{i}.w{j}') for j in (1, 2)] for i in (1, 2)]
    x = [Value(1.0), Value(2.0)]
    record = steps(total([w * v for row in rows for w, v in zip(row, x, strict=True)]))
    found = unfolding(record, graphed(record))
    assert found
    assert "<b>" not in found.svg
    assert '<b>&"' in [text.text for text in ET.fromstring(found.svg).iter() if text.tag.endswith("text")]


def test_a_loss_is_no_activation_of_the_last_neuron() -> None:
    """softplus(z) is the loss of a logit z for class 0, and no part of the model has it."""
    model = nn.MLP(2, [3, 1], activation=relu)
    logit = model([Value(1.0), Value(-2.0)])
    last = graphed(steps(softplus(logit)), model).layers[-1]
    assert last.activation == ""
    assert last.results == [{0: logit}]
    other = nn.MLP(2, [3, 1], activation=tanh)
    assert graphed(steps(other([Value(1.0), Value(-2.0)])), other).layers[0].activation == "tanh"
