"""The graph that a program was made from, packed, to say which of its nodes is refused.

A program runs groups, and knows no single node. Where some number is not finite, the graph is calculated once more,
node by node, and refuses the first guilty one in its own words. So the graph itself need not be kept.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from autograd.calculus.row import MANY, Op
from autograd.graph.value import Value
from autograd.program.passes.reading import DOT, Graph


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
        leaves = np.flatnonzero((graph.kind == 0) & (graph.lengths == 0)).tolist()
        marked = range(len(order)) if Value._marked else leaves
        # `_name`, because the property takes three times as long
        self.names = {i: name for i in marked if (name := getattr(order[i], "_name", None)) is not None}
        self.places = {i: place for i in marked if (place := getattr(order[i], "_made_at", None)) is not None}
        tables = list(_tables(graph))
        self.kinds = [(op, table.shape[1]) for op, _, table in tables]
        kinds = np.empty(len(order), np.intc)
        for kind, (_, members, _) in enumerate(tables):
            kinds[members] = kind
        zero = np.intc(0)
        differences = [np.diff(np.diff(table, prepend=zero), axis=0, prepend=zero).reshape(-1) for *_, table in tables]
        data = [graph.data[i] for i in leaves]
        columns = kinds, np.concatenate(differences), array("d", data)
        self.columns = [zlib.compress(column.tobytes(), 1) for column in columns]

    def again(self, numbers: Sequence[float]) -> list[Value]:
        """The graph calculated again, node by node, with these numbers of its leaves in their order.

        Raises `DomainError` at the first node that has no finite value.
        """
        kinds, differences, data = map(_unpacked, self.columns, "iid")
        lists, recorded = _lists(self.kinds, kinds, differences), iter(data)
        given: Mapping[int, float] = dict(zip(self.leaves, numbers, strict=True))
        evaluators: dict[Op, Callable[..., Any]] = {op: Value.evaluator(op) for op, _ in self.kinds if op is not None}
        nodes = list[Any]()
        for i, kind in enumerate(kinds):
            op, n = self.kinds[kind]
            xs = [nodes[x] for x in next(lists[kind])]
            if op is None and n:  # a list of factors
                nodes.append(xs)
                continue
            if op is None:
                datum = next(recorded)
                node = Value(given.get(i, datum))
            elif op.arity != MANY:
                node = evaluators[op](*xs)
            else:
                node = evaluators[op]((*xs[0], *xs[1], *xs[2:]) if op is DOT and n > 1 else tuple(xs))
            node.name = self.names.get(i)
            if i in self.places:
                node._made_at = self.places[i]
            nodes.append(node)
        return nodes


def _tables(graph: Graph) -> Iterator[tuple[Op | None, Any, Any]]:
    """The nodes of each op and number of inputs: the op, their numbers, and a table of their inputs. Nodes of one kind
    are alike, example by example, so its lines have the same differences again and again."""
    import numpy as np

    for of_op in _alike(graph.kind, np.arange(len(graph.kind))):
        for members in _alike(graph.lengths, of_op):
            n = graph.lengths[members[0]]
            yield graph.kinds[graph.kind[members[0]]], members, graph.edges[graph.starts[members, None] + np.arange(n)]


def _alike(what: Any, members: Any) -> Any:
    """The members as lists, each of those for which `what` says the same."""
    import numpy as np

    members = members[what[members].argsort(kind="stable")]
    return np.split(members, np.flatnonzero(np.diff(what[members])) + 1)


def _lists(kinds: Sequence[tuple[Op | None, int]], column: Sequence[int], differences: Any) -> list[Iterator[Any]]:
    """For each kind the inputs of its nodes, in their order."""
    import numpy as np

    counts, start, found = Counter(column), 0, []
    for kind, (_, n) in enumerate(kinds):
        end = start + counts[kind] * n
        table = np.array(differences[start:end], np.intc).reshape(counts[kind], n)
        found.append(iter(table.cumsum(axis=0).cumsum(axis=1).tolist()))
        start = end
    return found


def _unpacked(column: bytes, kind: str) -> Any:
    return array(kind, zlib.decompress(column))
