"""The third pass: nodes of one depth that are calculated in the same way form a group.

The depth of a node is one more than that of its deepest input, so a group needs only groups before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from autograd.calculus.row import Op
from autograd.program.passes.fusing import Sum
from autograd.program.passes.reading import Nodes

FEW = 4
"""A sum of so few terms is calculated term by term; a longer one from a table of members × terms."""


class Bucket(NamedTuple):
    """Nodes of one level and one kind: `sums`, or `members` of a row; of no row, copies of single numbers into lanes.

    `inputs` has the inputs of each member of a row.
    """

    op: Op | None
    members: list[int]
    inputs: list[tuple[int, ...]]
    sums: list[Sum]


def is_short(one: Sum) -> bool:
    return len(one.first) + len(one.singles) <= FEW


def levels(nodes: Nodes, fused: Sequence[Sum | int]) -> list[Bucket]:
    """The groups to be, in an order in which they can be calculated.

    A long sum of single numbers and of numbers with lanes takes copies of the single numbers. They are new nodes, at the
    end of `nodes`.

    >>> from autograd import Value, exp, relu
    >>> from autograd.program.passes.fusing import fuse
    >>> from autograd.program.passes.reading import Graph, read
    >>> xs = [Value(1.0), Value(2.0)]
    >>> nodes = read(Graph([relu(exp(x)) for x in xs], xs, []))
    >>> [(bucket.op, bucket.members) for bucket in levels(nodes, fuse(nodes))]
    [(<op exp>, [1, 4]), (<op relu>, [2, 5])]
    """
    level = [0] * len(nodes.ops)
    copies: dict[int, int] = {}
    found: dict[Any, Bucket] = {}
    for one in fused:
        if isinstance(one, Sum):
            one = _homogeneous(nodes, one, level, copies, found)
            depth = _deepest(level, one.first, one.second, one.singles)
            level[one.node] = depth
            key: Any = (depth, one.coefs, len(one.first), one.weights, _kinds(nodes, one), nodes.needs[one.node])
            found.setdefault(key, Bucket(None, [], [], [])).sums.append(one)
        else:
            op, xs = nodes.ops[one], nodes.inputs[one]
            level[one] = depth = _deepest(level, xs)
            key = (depth, op, len(xs), *[nodes.lanes[x] for x in xs], nodes.needs[one])
            bucket = found.setdefault(key, Bucket(op, [], [], []))
            bucket.members.append(one)
            bucket.inputs.append(xs)
    return [found[key] for key in sorted(found, key=lambda key: key[0])]


def _deepest(level: Sequence[int], *inputs: Sequence[int]) -> int:
    return 1 + max([max(map(level.__getitem__, xs)) for xs in inputs if xs])


def _kinds(nodes: Nodes, one: Sum) -> tuple[bool, ...]:
    """Which operands have lanes; those of a long sum as wholes."""
    lanes = nodes.lanes
    if is_short(one):
        return tuple([lanes[x] for xs in (one.first, one.second, one.singles) for x in xs])
    return tuple([bool(xs) and lanes[xs[0]] for xs in (one.first, one.second, one.singles)]) + (len(one.singles) > 0,)


def _homogeneous(nodes: Nodes, one: Sum, level: list[int], copies: dict[int, int], found: dict[Any, Bucket]) -> Sum:
    """The sum with copies in place of single numbers, wherever they are mixed with numbers that have lanes."""
    if not nodes.lanes[one.node] or is_short(one):
        return one

    def copied(xs: tuple[int, ...]) -> tuple[int, ...]:
        if all([nodes.lanes[x] for x in xs]) or not any([nodes.lanes[x] for x in xs]):
            return xs
        return tuple([x if nodes.lanes[x] else copy(x) for x in xs])

    def copy(x: int) -> int:
        if x not in copies:
            copies[x] = i = len(nodes.ops)
            for column, entry in zip(nodes[:5], (None, (x,), nodes.data[x], True, nodes.needs[x]), strict=True):
                column.append(entry)  # type: ignore[arg-type]
            level.append(level[x] + 1)
            bucket = found.setdefault((level[i], None, nodes.needs[x]), Bucket(None, [], [], []))
            bucket.members.append(i)
            bucket.inputs.append((x,))
        return copies[x]

    return one._replace(first=copied(one.first), second=copied(one.second), singles=copied(one.singles))
