"""Mistakes with the matrix of a layer: transposed, turned, shifted, or of another layer.

A layer is found in the calculation itself: neurons that weigh the same inputs, as a dot or as a sum of products.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from autograd.by_hand.mistakes.kinds.misconceptions import At, Numbers
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
        for node in work.record.order:
            name = node.op.name if node.op else ""
            if name == "dot":
                yield node, *_of_a_dot(node, parameters)
            elif name == "mul" and (node.inputs[0] in parameters) != (node.inputs[1] in parameters):
                slot = int(node.inputs[1] in parameters)
                chains[self._top(node)][0].append((node.inputs[slot], node.inputs[1 - slot], node, slot, 1 - slot))
            elif name in ("add", "total"):
                chains[self._top(node)][1].extend((node, slot) for slot, x in enumerate(node.inputs) if x in parameters)
        yield from ((node, terms, biases) for node, (terms, biases) in chains.items() if terms)

    def _top(self, node: Value) -> Value:
        """The last sum to which the node is added."""
        while len(above := self.consumers[node]) == 1 and above[0].op and above[0].op.name in ("add", "total"):
            node = above[0]
        return node

    def after(self, neuron: Neuron) -> Value:
        """The neuron's output, behind its activation if it has one."""
        above = self.consumers[neuron.node]
        return above[0] if len(above) == 1 and len(above[0].inputs) == 1 else neuron.node


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


def place(at: At) -> Place | None:
    return layers(at.work).place.get((at.row.node, at.row.slot))


def _square(p: Place) -> bool:
    return len(p.layer) > 1 and all(len(neuron.weights) == len(p.layer) for neuron in p.layer)


def transposed(at: At) -> Numbers:
    """W for Wᵀ, where a gradient flows back through a square matrix; or Wᵀ for W in the forward pass."""
    if at.row.kind == "local":
        p = place(at)
        if p and p.i is not None and not p.weight and _square(p):
            yield at.of(p.layer[p.i].weights[p.j])
    else:
        yield from _turned_forward(at)


def _turned_forward(at: At) -> Numbers:
    """The forward value of a neuron, or of one of its products, with the matrix transposed."""
    new = at.work.updated if at.row.kind == "after" else {}

    def number(x: Value) -> float:
        return at.numbers[new.get(x, at.work.value[x])]

    if at.op.name == "dot":
        neuron = layers(at.work).neuron.get(at.row.node)
        p = place(at) if neuron else None
        if neuron and p and _square(p):
            right = at.again(*at.xs)
            yield right + sum(
                (number(p.layer[i].weights[p.j]) - number(w)) * at.xs[_slot(at.row.node, x)]
                for i, (w, x) in enumerate(zip(neuron.weights, neuron.inputs, strict=True))
            )
    elif at.op.name == "mul":
        for slot in (0, 1):
            p = layers(at.work).place.get((at.row.node, slot))
            if p and p.weight and p.i is not None and _square(p):
                yield number(p.layer[p.i].weights[p.j]) * at.xs[1 - slot]


def _slot(node: Value, x: Value) -> int:
    return next(slot for slot, other in enumerate(node.inputs) if other is x)


def outer_product_turned(at: At) -> Numbers:
    """∂L/∂W[i,j] for ∂L/∂W[j,i]: x δᵀ for δ xᵀ."""
    p = place(at)
    if p and p.weight and p.i is not None and _square(p):
        yield at.gradient(p.layer[p.i].node) * at.of(p.neuron.inputs[p.j])


def index_shifted(at: At) -> Numbers:
    """The next input of the neuron, or the one before."""
    p = place(at)
    if p and p.weight and p.i is not None and len(p.neuron.inputs) > 1:
        for step in (-1, 1) if len(p.neuron.inputs) > 2 else (1,):
            yield at.of(p.neuron.inputs[(p.i + step) % len(p.neuron.inputs)])


def of_another_unit(at: At) -> Numbers:
    """The δ of the next neuron of the layer, or of the one before."""
    p = place(at)
    if p and p.weight and len(p.layer) > 1:
        for step in (-1, 1) if len(p.layer) > 2 else (1,):
            yield at.gradient(p.layer[(p.j + step) % len(p.layer)].node) * at.xs[1]


def own_output(at: At) -> Numbers:
    """The output of the neuron itself for the input that the weight multiplies."""
    p = place(at)
    if p and p.weight and p.i is not None:
        yield at.of(layers(at.work).after(p.neuron))


def before_the_activation(at: At) -> Numbers:
    """The weighted sum z of the layer before for its activation a."""
    p = place(at)
    if p and p.weight and p.i is not None:
        x = p.neuron.inputs[p.i]
        if len(x.inputs) == 1:
            yield at.of(x.inputs[0])


def bias_times_input(at: At) -> Numbers:
    """The gradient of a bias, multiplied by an input of its neuron, or by the bias itself."""
    p = place(at)
    if p and p.i is None:
        yield from map(at.of, (*p.neuron.inputs[:4], at.row.to))


def kernel_turned(at: At) -> Numbers:
    """Weights that slide over their inputs, taken from the last to the first: a convolution for a correlation."""
    found = layers(at.work)
    if at.row.kind != "local":
        neuron = found.neuron.get(at.row.node)
        if neuron and neuron.weights in found.tied and at.op.name == "dot":
            xs = [at.xs[_slot(at.row.node, x)] for x in neuron.inputs]
            ws = [at.xs[_slot(at.row.node, w)] for w in neuron.weights]
            turned = sum(w * (back - x) for w, x, back in zip(ws, xs, reversed(xs), strict=True))
            yield at.again(*at.xs) + turned
        return
    p = place(at)
    if p and p.i is not None and p.neuron.weights in found.tied:
        beside = p.neuron.inputs if p.weight else p.neuron.weights
        yield at.of(beside[-1 - p.i])


def online(at: At) -> Numbers:
    """Parameters that made a step after each example, where the batch was to make one."""
    rate, found = at.work.rate, layers(at.work)
    if rate is None:
        return
    if at.row.kind == "updated":
        times = len(at.work.rows[at.row.takes[1]].takes)
        yield from (at.xs[0] - rate * factor * at.xs[1] for factor in (times, 1))
        return
    node = at.row.node
    if at.row.kind == "local":
        p = place(at)
        if p and p.i is not None and not p.weight and p.neuron.turn:
            w = p.neuron.weights[p.i]
            yield from (_after_examples(at, w, p.neuron.turn, rate, whole) for whole in (True, False))
        return
    there = {x: p for slot, x in enumerate(node.inputs) if (p := found.place.get((node, slot))) and p.weight}
    if any(p.neuron.turn for p in there.values()):
        for whole in (True, False):
            new = {x: _after_examples(at, x, p.neuron.turn, rate, whole) for x, p in there.items()}
            yield at.again(*(new.get(x, number) for x, number in zip(node.inputs, at.xs, strict=True)))


def _after_examples(at: At, x: Value, turn: int, rate: float, whole: bool) -> float:
    """A parameter after the steps of the examples before number `turn`; `whole` if the loss is a mean, and each example
    makes a step by its own loss."""
    gradient = at.work.rows[at.work.gradient[x]]
    if x.op is not None or gradient.kind != "gradient":
        return at.of(x)
    takes = list(reversed(gradient.takes))  # the backward pass meets the last example first
    step = sum(at.numbers[i] for i in takes[:turn]) * (len(takes) if whole else 1)
    return at.of(x) - rate * step
