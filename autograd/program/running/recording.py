"""The graph that a program was made from, packed, to say which of its nodes is refused.

A program runs groups, and knows no single node. Where some number is not finite, the graph is calculated once more,
node by node, and refuses the first guilty one in its own words. So the graph itself need not be kept.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
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
        import numpy as np

        self.leaves, self.outputs = [*graph.parameters, *graph.placeholders], graph.outputs
        order = graph.order
        ops = [node.op for node in order]
        marked = range(len(order)) if Value._marked else [i for i, op in enumerate(ops) if op is None]
        # `_name`, because the property takes three times as long
        self.names = {i: name for i in marked if (name := getattr(order[i], "_name", None)) is not None}
        self.places = {i: place for i in marked if (place := getattr(order[i], "_made_at", None)) is not None}
        kinds = {op: kind for kind, op in enumerate(dict.fromkeys([None, *ops]))}
        self.kinds = list(kinds)
        lengths = np.fromiter(map(len, graph.inputs), np.intc, len(ops))
        is_list = np.array([op is not None and op.arity == MANY for op in ops])
        others = graph.edges[~is_list.repeat(lengths)]
        columns = (
            array("i", map(kinds.__getitem__, ops)),
            lengths[is_list],
            _differences(graph.edges, lengths, is_list),
            np.diff(others, prepend=np.intc(0)),
            array("d", [datum for datum, op in zip(graph.data, ops, strict=True) if op is None]),
        )
        self.columns = [zlib.compress(column.tobytes(), 1) for column in columns]

    def again(self, numbers: Sequence[float]) -> list[Value]:
        """The graph calculated again, node by node, with these numbers of its leaves in their order.

        Raises `DomainError` at the first node that has no finite value.
        """
        ops, counts, in_lists, in_others, data = map(_unpacked, self.columns, "iiiid")
        others, lists = accumulate(in_others), _lists(list(counts), in_lists)
        given: Mapping[int, float] = dict(zip(self.leaves, numbers, strict=True))
        evaluators: dict[Op, Callable[..., Any]] = {op: Value.evaluator(op) for op in self.kinds if op is not None}
        nodes = list[Value]()
        for i, kind in enumerate(ops):
            op = self.kinds[kind]
            if op is None:
                recorded = next(data)
                node = Value(given.get(i, recorded))
            else:
                numbers_of = next(lists) if op.arity == MANY else list(islice(others, op.arity))
                xs = [nodes[x] for x in numbers_of]
                node = evaluators[op](tuple(xs)) if op.arity == MANY else evaluators[op](*xs)
            node.name = self.names.get(i)
            if i in self.places:
                node._made_at = self.places[i]
            nodes.append(node)
        return nodes


def _differences(edges: Any, lengths: Any, is_list: Any) -> Any:
    """Each list less the one of that length before it, length by length. Those of a layer differ in the same way,
    example by example."""
    import numpy as np

    found, starts = [np.empty(0, np.intc)], lengths.cumsum() - lengths
    for n in dict.fromkeys(lengths[is_list].tolist()):
        table = edges[starts[is_list & (lengths == n), None] + np.arange(n)]
        table[1:] = np.diff(table, axis=0)
        found.append(table.reshape(-1))
    return np.concatenate(found)


def _lists(lengths: Sequence[int], differences: Iterator[int]) -> Iterator[list[int]]:
    """The lists again, in their order, from the differences of those of one length, length by length."""
    import numpy as np

    of_length = {}
    for n, count in Counter(lengths).items():
        table = np.array([*islice(differences, n * count)], np.intc).reshape(count, n)
        of_length[n] = iter(table.cumsum(axis=0).tolist())
    for n in lengths:
        yield next(of_length[n])


def _unpacked(column: bytes, kind: str) -> Any:
    return iter(array(kind, zlib.decompress(column)))
