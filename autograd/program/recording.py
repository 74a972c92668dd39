"""The graph that a program was made from, packed, to say which of its nodes is refused.

A program runs groups, and knows no single node. Where some number is not finite, the graph is calculated once more,
node by node, and refuses the first guilty one in its own words. So the graph itself need not be kept.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from operator import sub
from typing import Any

from autograd.calculus.row import MANY, Op
from autograd.graph.value import Value
from autograd.program.passes.reading import Graph


class Recording:
    """A graph of Values, inputs first, in a small part of their memory. Neighbours in a graph are alike, so that lists
    of their differences can be packed.

    >>> x = Value(3.0, name="x")
    >>> recording = Recording(Graph([1 / (x - 2)], [x], []))
    >>> recording.again([4.0])[-1].data
    0.5
    >>> recording.again([2.0])
    Traceback (most recent call last):
    autograd.DomainError: 1 / (x - 2) at x = 2, x - 2 = 0 is not defined: x / y needs y != 0
    """

    def __init__(self, graph: Graph) -> None:
        self.leaves, self.outputs = [*graph.parameters, *graph.placeholders], graph.outputs
        self.names = {i: node.name for i, node in enumerate(graph.order) if node.name is not None}
        self.places = {i: node.made_at for i, node in enumerate(graph.order) if node.made_at is not None}
        kinds: dict[Op | None, int] = {None: 0}
        ops, counts, distances, data = columns = array("i"), array("i"), array("i"), array("d")
        for i, (node, xs) in enumerate(zip(graph.order, graph.inputs, strict=True)):
            op = node.op
            ops.append(kinds.setdefault(op, len(kinds)))
            if op is None:
                data.append(node.data)
                continue
            if op.arity == MANY:
                counts.append(len(xs))
            distances.extend(map(sub, (i, *xs), xs))
        self.kinds = list(kinds)
        self.columns = [zlib.compress(column.tobytes(), 1) for column in columns]

    def again(self, numbers: Sequence[float]) -> list[Value]:
        """The graph calculated again, node by node, with these numbers of its leaves in their order.

        Raises `DomainError` at the first node that has no finite value.
        """
        ops, counts, distances, data = map(_unpacked, self.columns, "iiid")
        given: Mapping[int, float] = dict(zip(self.leaves, numbers, strict=True))
        evaluators: dict[Op, Callable[..., Any]] = {op: Value.evaluator(op) for op in self.kinds if op is not None}
        nodes = list[Value]()
        for i, kind in enumerate(ops):
            op = self.kinds[kind]
            if op is None:
                recorded = next(data)
                node = Value(given.get(i, recorded))
            else:
                xs, j = list[Value](), i
                for _ in range(next(counts) if op.arity == MANY else op.arity):
                    j -= next(distances)
                    xs.append(nodes[j])
                node = evaluators[op](tuple(xs)) if op.arity == MANY else evaluators[op](*xs)
            node.name = self.names.get(i)
            if i in self.places:
                node._made_at = self.places[i]
            nodes.append(node)
        return nodes


def _unpacked(column: bytes, kind: str) -> Any:
    return iter(array(kind, zlib.decompress(column)))
