"""The third pass: nodes of one depth that are calculated in the same way form a group.

The depth of a node is one more than that of its deepest input, so a group needs only groups before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from autograd.calculus.row import Op
from autograd.program.passes.fusing import Sum
from autograd.program.passes.reading import Graph

FEW = 4
"""A sum of so few terms is calculated term by term; a longer one from a table of members × terms."""


class Bucket(NamedTuple):
    """Nodes of one depth and one kind: `sums`, or `members` of a row. All outputs of a row with several outputs are of
    one kind. Members without a row are copies of single numbers into lanes."""

    op: Op | None
    members: list[int]
    sums: list[Sum]


def is_short(one: Sum) -> bool:
    return len(one.first) + len(one.singles) <= FEW


def levels(graph: Graph, fused: Sequence[Sum | int]) -> list[Bucket]:
    """The groups to be, in an order in which they can be calculated.

    A long sum of single numbers and of numbers with lanes takes copies of the single numbers, and so does a choice
    among such, and a row with several outputs. They are new nodes, at the end of the graph, and so are its outputs that
    nobody uses.

    >>> from autograd import Value, exp, relu
    >>> from autograd.program.passes.fusing import fuse
    >>> xs = [Value(1.0), Value(2.0)]
    >>> graph = Graph([relu(exp(x)) for x in xs], xs, [])
    >>> [(bucket.op, bucket.members) for bucket in levels(graph, fuse(graph))]
    [(<op exp>, [1, 4]), (<op relu>, [2, 5])]
    """
    sorting = _Levels(graph)
    for one in fused:
        if isinstance(one, int):
            sorting.add_row(one)
        else:
            sorting.add_sum(one)
    for bucket in sorting.buckets.values():
        if bucket.op is not None and bucket.op.outputs:
            _complete(graph, bucket)
    return [sorting.buckets[key] for key in sorted(sorting.buckets, key=lambda key: key[0])]


def _complete(graph: Graph, bucket: Bucket) -> None:
    """Add the outputs of a row that nobody uses, if different ones are used: one group then gives all of them."""
    ops, inputs, unbound = graph.ops, graph.inputs, bucket.op
    assert unbound is not None
    there = {(inputs[i], ops[i]) for i in bucket.members}
    if len({ops[i] for i in bucket.members}) > 1 and len(there) == len(bucket.members):
        lists = {inputs[i]: i for i in bucket.members}
        for xs, i in lists.items():
            outputs = [unbound.bind(float(j)) for j in range(len(xs))]
            bucket.members.extend([graph.add_output(i, op) for op in outputs if (xs, op) not in there])


class _Levels:
    """Buckets by depth and kind, filled with nodes, inputs first."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.depth = [0] * len(graph.ops)
        self.buckets: dict[Any, Bucket] = {}
        self.copies: dict[int, int] = {}
        self.depths: dict[tuple[int, ...], int] = {(): 0}

    def bucket(self, node: int, depth: int, op: Op | None, kind: object) -> Bucket:
        self.depth[node] = depth
        key = depth, op, self.graph.needs[node], kind
        found = self.buckets.get(key)
        if found is None:
            self.buckets[key] = found = Bucket(op, [], [])
        return found

    def add_row(self, node: int) -> None:
        graph = self.graph
        xs, op = graph.inputs[node], graph.ops[node]
        assert op is not None
        if op.index:
            graph.inputs[node] = xs = (*self.homogeneous(xs[:-1]), xs[-1])
        elif op.outputs:
            graph.inputs[node] = xs = self.homogeneous(xs)
            op = op.unbound
        depth = self.depth[xs[0]] if len(xs) == 1 else max(map(self.depth.__getitem__, xs))
        kind = tuple(map(graph.lanes.__getitem__, xs)) if graph.lanes[node] else len(xs)
        self.bucket(node, depth + 1, op, kind).members.append(node)

    def add_sum(self, one: Sum) -> None:
        node, coefs, first, second, weights, singles = one
        of_lanes = None
        if self.graph.lanes[node]:
            operands = [first, second, singles]
            if not is_short(one):  # its operands are tables, of one kind each
                first, second, singles = operands = list(map(self.homogeneous, operands))
                one = Sum(node, coefs, first, second, weights, singles)
                operands = [xs[:1] for xs in operands]
            of_lanes = tuple([tuple(map(self.graph.lanes.__getitem__, xs)) for xs in operands])
        depth = 0
        for xs in (first, second, singles):
            deepest = self.depth[xs[0]] if len(xs) == 1 else self.depths.get(xs)
            if deepest is None:  # a layer asks for each row of its weights, and for its inputs, many times
                self.depths[xs] = deepest = max(map(self.depth.__getitem__, xs))
            if deepest > depth:
                depth = deepest
        kind = coefs, weights, len(first), len(singles), of_lanes
        self.bucket(node, depth + 1, None, kind).sums.append(one)

    def homogeneous(self, xs: tuple[int, ...]) -> tuple[int, ...]:
        """Copies in place of single numbers, if they stand beside numbers with lanes."""
        lanes = self.graph.lanes
        with_lanes = sum(map(lanes.__getitem__, xs))
        return tuple([x if lanes[x] else self.copy(x) for x in xs]) if 0 < with_lanes < len(xs) else xs

    def copy(self, x: int) -> int:
        if x not in self.copies:
            self.copies[x] = node = self.graph.add_copy(x)
            self.depth.append(0)
            self.bucket(node, self.depth[x] + 1, None, None).members.append(node)
        return self.copies[x]
