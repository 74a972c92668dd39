"""The layers of a network, found in the calculation itself: neurons that weigh the same inputs, as a dot or as a sum of
products.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from autograd.by_hand.sheet.roles import factor_beside
from autograd.by_hand.sheet.work import Work
from autograd.graph.value import Value


class Neuron(NamedTuple):
    """A weighted sum: the node that has its value, the weights, the inputs, and the `turn`: 0 in the first pass that
    these weights are used in, 1 in the second, as for the second example of a batch."""

    node: Value
    weights: tuple[Value, ...]
    inputs: tuple[Value, ...]
    turn: int


class Place(NamedTuple):
    """Where an edge lies: in neuron number j of a layer, at its weight and input number i; a bias has no i. `weight`
    tells whether the edge leads to the weight, and not to the input."""

    layer: tuple[Neuron, ...]
    j: int
    i: int | None
    weight: bool

    @property
    def neuron(self) -> Neuron:
        return self.layer[self.j]


class Layers:
    """The places of all edges of layers, by node and slot; and the neurons by their nodes and products."""

    def __init__(self, work: Work) -> None:
        self.place: dict[tuple[Value, int], Place] = {}
        self.consumers: dict[Value, list[Value]] = defaultdict(list)
        for node in work.record.order:
            for x in node.inputs:
                self.consumers[x].append(node)
        parameters = set(work.parameters)
        sums = list(self._sums(work, parameters))
        turns, layers = defaultdict[tuple[Value, ...], int](int), defaultdict[object, list[Neuron]](list)
        edges = {}
        for node, terms, biases in sums:
            weights, inputs = tuple(w for w, *_ in terms), tuple(x for _, x, *_ in terms)
            neuron = Neuron(node, weights, inputs, turns[weights])
            layers[tuple(map(_same, inputs)), turns[weights]].append(neuron)
            turns[weights] += 1
            edges[node] = terms, biases
        self.layers = [tuple(layer) for layer in layers.values()]
        self.tied = _sliding(neuron for layer in self.layers for neuron in layer)
        for layer in self.layers:
            for j, neuron in enumerate(layer):
                terms, biases = edges[neuron.node]
                for i, (_, _, product, slot, beside) in enumerate(terms):
                    self.place[product, slot] = Place(layer, j, i, True)
                    self.place[product, beside] = Place(layer, j, i, False)
                for node, slot in biases:
                    self.place[node, slot] = Place(layer, j, None, True)
        self.neuron = {neuron.node: neuron for layer in self.layers for neuron in layer}

    def _sums(self, work: Work, parameters: set[Value]) -> Iterator[tuple[Value, list[_Term], list[tuple[Value, int]]]]:
        """Each weighted sum: its node, its terms in order, and its biases with their slots."""
        chains: dict[Value, tuple[list[_Term], list[tuple[Value, int]]]] = defaultdict(lambda: ([], []))
        dots: dict[Value, list[Value]] = defaultdict(list)
        for node in work.record.order:
            name = node.op.name if node.op else ""
            if name == "dot":
                dots[self._top(node)].append(node)
            elif name == "mul" and (node.inputs[0] in parameters) != (node.inputs[1] in parameters):
                slot = int(node.inputs[1] in parameters)
                chains[self._top(node)][0].append((node.inputs[slot], node.inputs[1 - slot], node, slot, 1 - slot))
            elif name in ("add", "total"):
                chains[self._top(node)][1].extend((node, slot) for slot, x in enumerate(node.inputs) if x in parameters)
        for top, nodes in dots.items():
            terms, added = chains[top]
            alone = len(nodes) == 1 and not terms  # then what is added to the dot is the neuron's bias
            for node in nodes:
                terms_of_dot, biases = _of_a_dot(node, parameters)
                yield node, terms_of_dot, biases + (added if alone else [])
        yield from ((node, terms, biases) for node, (terms, biases) in chains.items() if terms)

    def _top(self, node: Value) -> Value:
        """The last sum to which the node is added."""
        while len(above := self.consumers[node]) == 1 and above[0].op and above[0].op.name in ("add", "total"):
            node = above[0]
        return node

    def after(self, neuron: Neuron) -> Value:
        """The neuron's output, behind its activation if it has one."""
        node = self._top(neuron.node)
        above = self.consumers[node]
        return above[0] if len(above) == 1 and len(above[0].inputs) == 1 else node


_Term = tuple[Value, Value, Value, int, int]
"""A weight, its input, the node that multiplies them, and the slots of both there."""


def _of_a_dot(node: Value, parameters: set[Value]) -> tuple[list[_Term], list[tuple[Value, int]]]:
    terms, n = list[_Term](), len(node.inputs) // 2
    biases = [(node, 2 * n)] if len(node.inputs) % 2 else []
    for first in range(n):
        slot, beside = first, factor_beside(node, first)
        assert beside is not None
        if node.inputs[slot] not in parameters:
            slot, beside = beside, slot
        terms.append((node.inputs[slot], node.inputs[beside], node, slot, beside))
    return terms, biases


def _same(x: Value) -> object:
    """What makes two inputs one: the node, or of plain numbers, which each neuron has for itself, the number."""
    return x if x.op is not None or x.name else x.data


def _sliding(neurons: Iterable[Neuron]) -> set[tuple[Value, ...]]:
    """The weights that are used at several places of one list of inputs, which overlap."""
    seen: dict[tuple[Value, ...], set[object]] = {}
    found = set[tuple[Value, ...]]()
    for neuron in neurons:
        inputs = set(map(_same, neuron.inputs))
        if not seen.setdefault(neuron.weights, set()).isdisjoint(inputs):
            found.add(neuron.weights)
        seen[neuron.weights] |= inputs
    return found


_OF_WORK: WeakKeyDictionary[Work, Layers] = WeakKeyDictionary()


def layers(work: Work) -> Layers:
    """The layers of a work: the same object as long as the work exists."""
    if work not in _OF_WORK:
        _OF_WORK[work] = Layers(work)
    return _OF_WORK[work]
