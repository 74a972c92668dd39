"""Large graphs, folded by layer: a box stands for many nodes and says what it holds.

A layout of thousands of nodes takes minutes and shows nothing. Parameters are folded by their names: `l1.n1.w1` and
`l1.n2.b` stand in one box. Nodes calculated by the same operation from equally many steps stand in one box too, so a
layer of neurons is one box, for one example or for a thousand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autograd.graph.value import Value
from autograd.language import say

MOST, FEWER = 40, 12
"""The most boxes of one operation each, and of parameters of one layer each: about as many as can be read at once. And
about how many boxes there are where these would be more."""
FEW = 4
"""So many nodes with similar names, such as x1 to x4, still stand by themselves."""


@dataclass(eq=False)
class Fold:
    """A box that stands for `nodes`."""

    nodes: list[Value] = field(default_factory=list)

    def summary(self) -> list[str]:
        """The lines of the box: the number of nodes by operation, the most frequent first, and the first and the last
        name.

        >>> x = Value(2.0, name="x")
        >>> Fold([x * x, x * 3, x + 1]).summary(), Fold([Value(0.0, name="w1"), Value(1.0, name="w2")]).summary()
        (['3 nodes', '2 mul', '1 add'], ['w1 … w2', '2 given'])
        """
        kinds = Counter("given" if node.op is None else node.op.name for node in self.nodes)
        lines = [_counted(kind, count) for kind, count in kinds.most_common(4)]
        if len(kinds) > len(lines):
            others = sum(kinds.values()) - sum(n for _, n in kinds.most_common(4))
            lines.append(say("picture others", count=f"{others:,}"))
        if len(kinds) > 1:
            lines.insert(0, say("picture nodes", count=f"{len(self.nodes):,}"))
        names = [node.name for node in self.nodes if node.name]
        return [" … ".join(dict.fromkeys([names[0], names[-1]])), *lines] if names else lines


def _counted(kind: str, count: int) -> str:
    """So many nodes of an operation, whose name is the same in every language, or so many given ones."""
    return say("picture given", count=f"{count:,}") if kind == "given" else f"{count:,} {kind}"


def alike(name: str) -> str:
    """What the names of a layer have in common: the text before the first dot, or else before the last digits.

    >>> alike("l1.n2.w3"), alike("w12"), alike("12")
    ('l1', 'w', '12')
    """
    return name.partition(".")[0] if "." in name else re.sub(r"(?<=\D)\d+$", "", name)


def kept(order: Sequence[Value], limit: int) -> set[Value]:
    """The nodes that stay visible: the output, and the nodes with a name that few others resemble. If these nodes or
    the edges between them are more than `limit`, only the first ones stay, since the time of a layout grows with both.
    """
    resembling = Counter(alike(node.name) for node in order[:-1] if node.name)
    named = [node for node in order[:-1] if node.name and resembling[alike(node.name)] <= FEW][:limit]
    while True:
        stay = {order[-1], *named}
        if not named or sum(x in stay for node in stay for x in node.inputs) <= limit:
            return stay
        named = named[: len(named) // 2]


def fold(order: Sequence[Value], stay: Collection[Value]) -> dict[Value, Fold]:
    """The fold of each node of `order` (inputs first) that does not stay. The time is linear in nodes and edges.

    A result belongs to a group: those with as many visible results before them, of one level and one operation.
    A level counts the steps from a leaf. Edges lead from a group to a later one, so the picture has no circle. If there
    would be too many groups, some levels in a row are one group. A leaf with a name is folded with those of its layer,
    and any other leaf with the leaves that its first user needs first. A group of one node is no fold: that node stays.
    """
    place, is_fine = _groups(order, stay)
    first_use: dict[Value, tuple[int, int]] = {}
    for node in order:
        for x in node.inputs if node.op else ():
            first_use[x] = min(first_use.get(x, place[node]), place[node])
    leaves = [node for node in order if node.op is None and node not in stay]
    is_by_name = len({alike(leaf.name) for leaf in leaves if leaf.name}) <= MOST
    folds: defaultdict[Hashable, Fold] = defaultdict(Fold)
    for node in order:
        if node in stay:
            continue
        key: Hashable = place[node], node.op.name if node.op and is_fine else ""
        if node.op is None and node.name and is_by_name:
            key = alike(node.name)
        elif node.op is None:
            key = first_use[node], "given" if is_fine else ""
        folds[key].nodes.append(node)
    return {node: one for one in folds.values() if len(one.nodes) > 1 for node in one.nodes}


def _groups(order: Sequence[Value], stay: Collection[Value]) -> tuple[dict[Value, tuple[int, int]], bool]:
    """For each node, the number of visible results before it and its group among those, from 0; and whether the
    operations of a group stand apart.

    Levels in a row that have one and the same operation are one group: the sum of a hundred losses is one box.
    """
    place: dict[Value, tuple[int, int]] = {}
    kinds: dict[tuple[int, int], str] = {}  # "" where there are several
    for node in order:
        before = level = 0
        for x in node.inputs:
            before_x, level_x = place[x]
            before = max(before, before_x + (x in stay and x.op is not None))
            level = max(level, level_x + 1)
        place[node] = here = before, level
        if node.op and node not in stay and kinds.setdefault(here, node.op.name) != node.op.name:
            kinds[here] = ""
    group, last, above = dict[tuple[int, int], int](), -1, ""
    for here in sorted(kinds):
        last += not (kinds[here] == above and above)
        group[here], above = last, kinds[here]
    is_fine = last < MOST
    if not is_fine:
        together = -(-len(group) // FEWER)
        group = {here: i // together for i, here in enumerate(group)}
    return {node: (here[0], group.get(here, -1)) for node, here in place.items()}, is_fine


def between(order: Iterable[Value], folded: Mapping[Value, Fold]) -> Counter[tuple[Value | Fold, Value | Fold]]:
    """The number of edges between each two boxes, if one of the two is a fold."""
    edges: Counter[tuple[Value | Fold, Value | Fold]] = Counter()
    for node in order:
        for x in node.inputs:
            start, end = folded.get(x, x), folded.get(node, node)
            if start is not end and (x in folded or node in folded):
                edges[start, end] += 1
    return edges
