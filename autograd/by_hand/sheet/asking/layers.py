"""The nodes of a network that have a role, and a name: sums of layers, activations, and what has a name of its own.

A sum is a bias and products with parameters, as a `dot` or as a chain of `*` and `+`. What is calculated from a sum by
one function is an activation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from autograd.by_hand.sheet.roles import parameters as parameters_of
from autograd.graph.value import Value
from autograd.record.record import Record

ADDS = ("add", "total", "sub", "dot")


class Layers(NamedTuple):
    """The `parameters`, the `sums` of the layers, the activations of each sum, if there are any (`activated`), and all
    `nodes` with a role: these, nodes with a name of their own, and the outputs."""

    parameters: Collection[Value]
    sums: tuple[Value, ...]
    activated: dict[Value, list[Value]]
    nodes: tuple[Value, ...]

    def is_sum(self, node: Value) -> bool:
        """Whether this node is the sum of a layer, and not only as large as one: `==` compares numbers."""
        return node in self.activated


def layers_of(record: Record, parameters: Collection[Value], outputs: Collection[Value]) -> Layers:
    """The nodes that have a role in a calculation: those with these parameters, or with what the names suggest.

    >>> from autograd import sigmoid
    >>> w, x, b = Value(2.0, name="w"), Value(0.5, name="x"), Value(0.0, name="b")
    >>> z = w * x + b
    >>> layers = layers_of(Record(sigmoid(z) ** 2), [w, b], [])
    >>> layers.sums == (z,), [node.op.name for node in layers.nodes]
    (True, ['add', 'sigmoid'])
    """
    parameters = {*parameters, *parameters_of(record)}
    affine, within = {*parameters}, set[Value]()
    for node in record.order:
        name = node.op.name if node.op else ""
        if name in ("mul", "add", "total", "dot"):
            moves = any(x in affine for x in node.inputs)
        else:
            moves = name == "sub" and node.inputs[0] in affine and node.inputs[1] in parameters
        if moves:
            affine.add(node)
            within |= {x for x in node.inputs if name in ADDS and name != "dot"}
    sums = tuple(node for node in record.order if node.op and node in affine and node not in within)
    activated: dict[Value, list[Value]] = {node: [] for node in sums}
    for node in record.order:
        if node.op and not node.op.symbol and (node.op.arity == 1 or "softmax" in node.op.name):
            for x in node.inputs:
                if x in activated:
                    activated[x].append(node)
    roles = {*sums, *outputs, *(node for found in activated.values() for node in found)}
    nodes = tuple(node for node in record.order if node.op and (node in roles or node.name))
    return Layers(parameters, sums, activated, nodes)


def found_names(record: Record, layers: Layers) -> dict[Value, str]:
    """Names for nodes with a role that have none: `l1.n2.z` and `l1.n2.h` for the sum of a neuron whose weights are
    `l1.n2.w1`, … and for its activation; else `h.z` for the sum of h, and `z.h` for the activation of z. An output
    without a name is L.
    """
    found, taken, times = dict[Value, str](), set(record.label.values()), Counter[str]()

    def call(node: Value, name: str) -> None:
        unused = name
        while unused in taken:
            times[name] += 1
            unused = f"{name}#{times[name] + 1}"
        taken.add(unused)
        found[node] = unused

    for z in layers.sums:
        activations = [node for node in layers.activated[z] if node.op and node.op.arity == 1]
        neuron = _neuron(z, layers.parameters) or (z.name or next((h.name for h in activations if h.name), None))
        if neuron and not z.name:
            call(z, f"{neuron}.z")
        for h in activations if neuron else ():
            if not h.name:
                call(h, f"{neuron}.h")
    output = record.output
    if output.op and not output.name and output not in found and "L" not in taken:
        call(output, "L")
    return found


def _neuron(z: Value, parameters: Collection[Value]) -> str:
    """The name before the point of all parameters in a sum, such as l1.n2 of l1.n2.w1; empty if they have none."""
    found, todo = set[str](), [z]
    while todo:
        node = todo.pop()
        for x in node.inputs:
            if x in parameters:
                found.add(str(x.name or "").rpartition(".")[0])
            elif x.op and node.op and node.op.name in ADDS and node.op.name != "dot" and x.op.name in ("mul", *ADDS):
                todo.append(x)
    return found.pop() if len(found) == 1 else ""
