"""Large graphs, folded: the important nodes stay, and a few boxes stand for all others and say what they hold.

A layout of thousands of nodes takes minutes and shows nothing. The output stays, and so do the nodes with a name, such
as the parameters of a network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autograd.graph.value import Value


@dataclass(eq=False)
class Fold:
    """A box that stands for `nodes`."""

    nodes: list[Value] = field(default_factory=list)

    def summary(self) -> list[str]:
        """The lines of the box: the number of nodes, their most frequent operations, and the number of nodes with a
        name.

        >>> x = Value(2.0)
        >>> Fold([x * x, x * 3, x + 1]).summary()
        ['3 nodes', '2 mul', '1 add']
        """
        kinds = Counter("given" if node.op is None else node.op.name for node in self.nodes)
        lines = [f"{count:,} {kind}" for kind, count in kinds.most_common(4)]
        if len(kinds) > len(lines):
            lines.append(f"{sum(kinds.values()) - sum(n for _, n in kinds.most_common(4)):,} of other kinds")
        if named := sum(1 for node in self.nodes if node.name):
            lines.append(f"{named:,} with a name")
        return [f"{len(self.nodes):,} node{'s' * (len(self.nodes) > 1)}", *lines]


def kept(order: Sequence[Value], limit: int) -> set[Value]:
    """The nodes that stay visible: the output and the nodes with a name. If these nodes or the edges between them are
    more than `limit`, only the first ones stay, since the time of a layout grows with both."""
    named = [node for node in order[:-1] if node.name][:limit]
    while True:
        stay = {order[-1], *named}
        if not named or sum(x in stay for node in stay for x in node.inputs) <= limit:
            return stay
        named = named[: len(named) // 2]


def fold(order: Sequence[Value], stay: Collection[Value]) -> dict[Value, Fold]:
    """The fold of each node of `order` (inputs first) that does not stay. The time is linear in nodes and edges.

    Count the visible results on the longest way from a leaf to a node: nodes with the same count share a fold. So no
    fold lies both before and after a visible node, and the picture has no circle. A leaf belongs to the first fold that
    uses it.
    """
    depth: dict[Value, int] = {}
    for node in order:
        depth[node] = max((depth[x] + (x in stay and x.op is not None) for x in node.inputs), default=0)
    first_use: dict[Value, int] = {}
    for node in order:
        for x in node.inputs:
            first_use[x] = min(first_use.get(x, depth[node]), depth[node])
    folds: dict[int, Fold] = {}
    folded: dict[Value, Fold] = {}
    for node in order:
        if node not in stay:
            place = depth[node] if node.op else first_use[node]
            folded[node] = folds.setdefault(place, Fold())
            folded[node].nodes.append(node)
    return folded


def between(order: Iterable[Value], folded: Mapping[Value, Fold]) -> Counter[tuple[Value | Fold, Value | Fold]]:
    """The number of edges between each two boxes, if one of the two is a fold."""
    edges: Counter[tuple[Value | Fold, Value | Fold]] = Counter()
    for node in order:
        for x in node.inputs:
            start, end = folded.get(x, x), folded.get(node, node)
            if start is not end and (x in folded or node in folded):
                edges[start, end] += 1
    return edges
