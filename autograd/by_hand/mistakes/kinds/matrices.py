"""Mistakes with the matrix of a layer: transposed, turned, shifted, or of another layer."""

from __future__ import annotations

from autograd.by_hand.mistakes.kinds.layers import Place, layers
from autograd.by_hand.mistakes.kinds.misconceptions import At, Numbers
from autograd.graph.value import Value


def place(at: At) -> Place | None:
    return layers(at.work).place.get((at.row.node, at.row.slot))


def _square(p: Place) -> bool:
    return len(p.layer) > 1 and all(len(neuron.weights) == len(p.layer) for neuron in p.layer)


def transposed(at: At) -> Numbers:
    """W for Wᵀ, where a gradient flows back through a square matrix; or Wᵀ for W in the forward pass."""
    if at.row.kind == "local":
        p = place(at)
        if p and p.i is not None and not p.weight and _square(p):
            yield at.value(p.layer[p.i].weights[p.j])
    else:
        yield from _turned_forward(at)


def _turned_forward(at: At) -> Numbers:
    """The forward value of a neuron, or of one of its products, with the matrix transposed."""
    if at.op.name == "dot":
        neuron = layers(at.work).neuron.get(at.row.node)
        p = place(at) if neuron else None
        if neuron and p and _square(p):
            right = at.again(*at.xs)
            yield right + sum(
                (at.value(p.layer[i].weights[p.j]) - at.value(w)) * at.xs[_slot(at.row.node, x)]
                for i, (w, x) in enumerate(zip(neuron.weights, neuron.inputs, strict=True))
            )
    elif at.op.name == "mul":
        for slot in (0, 1):
            p = layers(at.work).place.get((at.row.node, slot))
            if p and p.weight and p.i is not None and _square(p):
                yield at.value(p.layer[p.i].weights[p.j]) * at.xs[1 - slot]


def _slot(node: Value, x: Value) -> int:
    return next(slot for slot, other in enumerate(node.inputs) if other is x)


def outer_product_turned(at: At) -> Numbers:
    """∂L/∂W with its rows and columns swapped: x δᵀ for δ xᵀ, or the other way round."""
    p = place(at)
    if p and p.weight and p.i is not None and _square(p):
        yield at.gradient(p.layer[p.i].node) * at.value(p.neuron.inputs[p.j])


def index_shifted(at: At) -> Numbers:
    """The next input of the neuron, or the one before."""
    p = place(at)
    if p and p.weight and p.i is not None and len(p.neuron.inputs) > 1:
        for step in (-1, 1) if len(p.neuron.inputs) > 2 else (1,):
            yield at.value(p.neuron.inputs[(p.i + step) % len(p.neuron.inputs)])


def of_another_unit(at: At) -> Numbers:
    """The δ of the next neuron of the layer, or of the one before."""
    p = place(at)
    if p and p.weight and p.i is not None and len(p.layer) > 1:
        for step in (-1, 1) if len(p.layer) > 2 else (1,):
            yield at.gradient(p.layer[(p.j + step) % len(p.layer)].node) * at.xs[1]


def own_output(at: At) -> Numbers:
    """The output of the neuron itself for the input that the weight multiplies."""
    p = place(at)
    if p and p.weight and p.i is not None:
        yield at.value(layers(at.work).after(p.neuron))


def before_the_activation(at: At) -> Numbers:
    """The weighted sum z of the layer before for its activation a."""
    p = place(at)
    if p and p.weight and p.i is not None:
        x = p.neuron.inputs[p.i]
        if len(x.inputs) == 1:
            yield at.value(x.inputs[0])


def bias_times_input(at: At) -> Numbers:
    """The gradient of a bias, multiplied by an input of its neuron, or by the bias itself."""
    p = place(at)
    if p and p.i is None:
        yield from map(at.value, (*p.neuron.inputs[:4], at.row.to))


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
        yield at.value(beside[-1 - p.i])


def online(at: At) -> Numbers:
    """Parameters that made a step after each example, where the batch was to make one."""
    rate, found = at.work.rate, layers(at.work)
    if rate is None:
        return
    if at.row.kind == "updated":
        gradient = at.work.rows[at.row.takes[1]]
        if gradient.kind == "gradient":  # a sum over examples; a single contribution is no batch
            yield from (at.xs[0] - rate * factor * at.xs[1] for factor in (len(gradient.takes), 1))
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
    gradient = at.work.rows[at.work.pass_of(at.row).gradient[x]]
    if x.op is not None or gradient.kind != "gradient":
        return at.value(x)
    takes = list(reversed(gradient.takes))  # the backward pass meets the last example first
    step = sum(at.numbers[i] for i in takes[:turn]) * (len(takes) if whole else 1)
    return at.value(x) - rate * step
