"""The first pass: the nodes that an output depends on, by number, with all constants folded.

A node that depends on constants alone is a constant too, with the number that was recorded. What only constants were
made of is left out, and so is the 0 with which Python's `sum` begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.backward import refuse_changed_data
from autograd.graph.value import Value

ADD = OPS["add"]


class Nodes(NamedTuple):
    """Nodes by number, inputs first. `ops` is None for a leaf.

    `lanes` tells what depends on a placeholder, and `needs` what depends on a parameter. `parameters`, `placeholders`
    and `outputs` are numbers of nodes, -1 for a leaf on which no output depends.
    """

    ops: list[Op | None]
    inputs: list[tuple[int, ...]]
    data: list[float]
    lanes: list[bool]
    needs: list[bool]
    parameters: list[int]
    placeholders: list[int]
    outputs: list[int]


class Graph:
    """The recorded graph: `order` has its Values, inputs first, and `inputs` their inputs by number."""

    def __init__(self, outputs: Sequence[Value], parameters: Sequence[Value], placeholders: Sequence[Value]) -> None:
        self.order = inputs_first(outputs)
        number = {node: i for i, node in enumerate(self.order)}
        self.inputs = [tuple([number[x] for x in node.inputs]) for node in self.order]
        self.parameters = [number.get(leaf, -1) for leaf in parameters]
        self.placeholders = [number.get(leaf, -1) for leaf in placeholders]
        self.outputs = [number[output] for output in outputs]


def read(graph: Graph) -> Nodes:
    """The live nodes of the graph.

    Raises `ChangedDataError` if a constant was calculated from data that was changed since.

    >>> from autograd import exp
    >>> x, c = Value(3.0), Value(0.0)
    >>> nodes = read(Graph([x * exp(c) + 0], [x], []))
    >>> [op.name if op else number for op, number in zip(nodes.ops, nodes.data)]
    [3.0, 1.0, 'mul']
    """
    order = graph.order
    on = [0] * len(order)  # what a node depends on: 1 for a placeholder, 2 for a parameter, 3 for both
    for kind, leaves in (1, graph.placeholders), (2, graph.parameters):
        for i in leaves:
            if i >= 0:
                on[i] = kind
    same = list(range(len(order)))  # the node itself, or the one that it adds 0 to
    folded = list[Value]()
    for i, xs in enumerate(graph.inputs):
        if xs:
            depends = 0
            for x in xs:
                depends |= on[x]
            on[i] = depends
            if not depends:
                folded.append(order[i])
            elif order[i].op is ADD:
                x, y = xs
                if not on[x] and order[x].data == 0.0:
                    same[i] = same[y]
                elif not on[y] and order[y].data == 0.0:
                    same[i] = same[x]
    refuse_changed_data(folded)
    return _live(graph, on, same)


def _live(graph: Graph, on: list[int], same: list[int]) -> Nodes:
    """The nodes that the outputs depend on, numbered anew."""
    order, inputs = graph.order, graph.inputs
    number = [-1] * (len(order) + 1)  # so that -1 stays -1
    for i in graph.outputs:
        number[same[i]] = 0
    for i in range(len(order) - 1, -1, -1):
        if number[i] == 0 and on[i]:
            for x in inputs[i]:
                number[same[x]] = 0
    kept = [i for i, live in enumerate(number) if live == 0]
    for new, old in enumerate(kept):
        number[old] = new
    return Nodes(
        [order[i].op if on[i] else None for i in kept],
        [tuple([number[same[x]] for x in inputs[i]]) if on[i] else () for i in kept],
        [order[i].data for i in kept],
        [bool(on[i] & 1) for i in kept],
        [bool(on[i] & 2) for i in kept],
        *[[number[i] for i in leaves] for leaves in (graph.parameters, graph.placeholders)],
        [number[same[i]] for i in graph.outputs],
    )
