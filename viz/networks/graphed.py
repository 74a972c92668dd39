"""The layers of neurons in a graph: which weights they have, what these are multiplied by, and which nodes of the graph
belong to each neuron.

The graph tells it, and not the names alone: weights are a layer only if all its neurons read the same numbers. So a
matrix that is no layer, such as that of inputs, is none here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograd.graph.value import Value
from autograd.language.text import printable
from autograd.record.steps import Steps
from viz.networks.parts import Stage, stages

NEURON = re.compile(r"(?:(?P<title>.*)\.)?n(?P<row>\d+)\.w(?P<column>\d+)")
"""The weights that nn names: `l1.n2.w3`."""
MATRIX = re.compile(r"(?P<title>(?:[wWUVθΘ]|weights?|theta)\w*)\[(?:(?P<row>\d+)(?:\]\[|, ?))?(?P<column>\d+)\]")
"""The weights of definitions: `W1[0][1]`, `W[0,1]`, or `w[0]` for one neuron."""
ACTIVATIONS = {"tanh", "sigmoid", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "clamp"}

Place = tuple[int, int]
"""A layer and a neuron of it, both counted from 0. Layer -1 - k has the inputs of layer k."""


@dataclass
class Layer:
    """Weights, a row for each neuron, and the nodes that each column of weights is multiplied by, one for an example.
    `results` are the numbers of each neuron, one for an example. `joined` says whether the neurons read the layer
    before it."""

    title: str
    weights: list[list[Value]]
    sources: list[list[Value]]
    biases: list[Value | None] = field(default_factory=list)
    results: list[dict[int, Value]] = field(default_factory=list)
    activation: str = ""
    joined: bool = False


@dataclass
class Members:
    """The layers, and for nodes of the graph: their neuron, the line of their weight (neuron and column), and the
    number of their example. A node that is `done` is the last one of its neuron. `uses` counts the uses of weights."""

    layers: list[Layer]
    neuron: dict[Value, Place] = field(default_factory=dict)
    line: dict[Value, tuple[Place, int]] = field(default_factory=dict)
    example: dict[Value, int] = field(default_factory=dict)
    done: set[Value] = field(default_factory=set)
    uses: dict[Value, int] = field(default_factory=dict)


def graphed(record: Steps, model: Any = None) -> Members:
    """The layers of a recorded graph, first things first. They are those of `model`, or are found by their names.

    >>> from autograd import steps
    >>> from nn import MLP
    >>> found = graphed(steps(MLP(2, [3, 1])([Value(1.0), Value(2.0)])))
    >>> [(one.title, len(one.weights), len(one.sources), one.activation, one.joined) for one in found.layers]
    [('l1', 3, 2, 'relu', False), ('l2', 1, 3, '', True)]
    """
    named = list(_of_model(model) if model is not None else _by_name(record))
    weights = {w for _, rows in named for row in rows for w in row}
    partners = defaultdict[Value, list[Value]](list)
    first = dict[Value, int]()
    for i, node in enumerate(record.order):
        for weight, other in _products(node):
            if weight in weights and other not in weights:
                partners[weight].append(other)
                first.setdefault(weight, i)
    layers = [layer for title, rows in named if (layer := _layer(title, rows, partners))]
    layers.sort(key=lambda layer: first[layer.weights[0][0]])
    members = Members(layers)
    for k, layer in enumerate(layers):
        layer.biases, layer.results = [None] * len(layer.weights), [{} for _ in layer.weights]
        layer.joined = k > 0 and len(layers[k - 1].weights) == len(layer.sources) and bool(layer.sources[0][0].op)
        for j, row in enumerate(layer.weights):
            for i, weight in enumerate(row):
                members.neuron[weight], members.line[weight] = (k, j), ((k, j), i)
    loss = record.output if model is not None and _is_loss(record.output, model) else None
    for node in record.order:
        if node is not loss:
            _assign(members, node)
    _join(members)
    return members


def _of_model(model: Any) -> Iterator[tuple[str, list[list[Value]]]]:
    """The weights of the layers of neurons of a model, wherever they stand in it."""

    def inside(chain: Sequence[Stage]) -> Iterator[tuple[str, list[list[Any]]]]:
        for stage in chain:
            if stage.rows:
                yield stage.title.partition(" ")[0], stage.rows
            yield from inside(stage.inside)

    for title, rows in inside(stages(model, "node")):
        if all(isinstance(weight, Value) for row in rows for weight in row):
            yield title, rows


def _is_loss(output: Value, model: Any) -> bool:
    """Whether the output is a function of one number that no part of the model has, such as softplus of a logit."""

    def functions(chain: Sequence[Stage]) -> Iterator[str]:
        for stage in chain:
            yield from (stage.activation, *stage.title.split())
            yield from functions(stage.inside)

    return output.op is not None and output.op.name in ACTIVATIONS - {*functions(stages(model, "node"))}


def _by_name(record: Steps) -> Iterator[tuple[str, list[list[Value]]]]:
    found = defaultdict[str, dict[Place, Value]](dict)
    for node in record.order:
        if node.op is None and node.name and (match := NEURON.fullmatch(node.name) or MATRIX.fullmatch(node.name)):
            found[match["title"] or ""][int(match["row"] or 0), int(match["column"])] = node
    for title, at in found.items():
        rows, columns = ([*dict.fromkeys(sorted(place[i] for place in at))] for i in (0, 1))
        if len(at) == len(rows) * len(columns):  # a matrix without gaps
            yield printable(title), [[at[i, j] for j in columns] for i in rows]


def _products(node: Value) -> Iterator[tuple[Value, Value]]:
    """The numbers that a node multiplies, each with its partner."""
    if node.op is None or node.op.name not in ("mul", "dot"):
        return
    half = len(node.inputs) // 2
    for one, other in zip(node.inputs[:half], node.inputs[half : 2 * half], strict=True):
        yield one, other
        yield other, one


def _layer(title: str, rows: list[list[Value]], partners: dict[Value, list[Value]]) -> Layer | None:
    """The layer that has these weights, whose rows or columns are its neurons; None if all its neurons do not read the
    same numbers."""
    for each in rows, [list(column) for column in zip(*rows, strict=True)]:
        sources = [partners.get(weight, []) for weight in each[0]]
        if all(sources) and all([partners.get(weight) for weight in row] == sources for row in each):
            return Layer(title, each, sources)
    return None


def _assign(members: Members, node: Value) -> None:
    """Give a calculated node to the neuron that it belongs to: a product with a weight of the neuron, a sum of those
    and of its bias, and one activation after it."""
    weights = [weight for weight, _ in _products(node) if weight in members.line]
    of = {members.neuron[weight] for weight in weights}
    if len(of) == 1:
        [here] = of
        if len(weights) == 1:
            members.line[node] = members.line[weights[0]]
        used = [members.uses.get(weight, -1) + 1 for weight in weights]
        members.uses.update(zip(weights, used, strict=True))
        _belongs(members, node, here, used[0])
        if len(node.inputs) % 2:
            _bias(members, here, node.inputs[-1])
        return
    inner = [x for x in node.inputs if x in members.example and x not in members.done]
    all_of = {(members.neuron[x], members.example[x]) for x in inner}
    if node.op is None or weights or len(all_of) != 1:
        return
    [(here, example)] = all_of
    others = [x for x in node.inputs if x not in inner]
    if node.op.name in ("add", "total") and all(_bias(members, here, x) for x in others):
        _belongs(members, node, here, example)
    elif node.op.name in ACTIVATIONS and not others:
        members.layers[here[0]].activation = node.op.name
        members.done.add(node)
        _belongs(members, node, here, example)


def _belongs(members: Members, node: Value, here: Place, example: int) -> None:
    members.neuron[node], members.example[node] = here, example
    members.layers[here[0]].results[here[1]][example] = node


def _bias(members: Members, here: Place, node: Value) -> bool:
    """Whether a node is the bias of the neuron: the first given number with a name that is added to its products."""
    biases = members.layers[here[0]].biases
    if biases[here[1]] is None and node.op is None and node.name and node not in members.neuron:
        biases[here[1]] = node
        members.neuron[node] = here
    return biases[here[1]] is node


def _join(members: Members) -> None:
    """The numbers that a layer reads are the results of the neurons before it, or inputs."""
    for k, layer in enumerate(members.layers):
        for i, sources in enumerate(layer.sources):
            here = (k - 1, i) if layer.joined else (-1 - k, i)
            if layer.joined:
                members.layers[k - 1].results[i] = dict(enumerate(sources))
            for example, node in enumerate(sources):
                members.neuron.setdefault(node, here)
                members.example.setdefault(node, example)
