"""A network as boxes, one for each part: for a network that has many layers, or that branches.

A box says how its tensors are shaped and what its numbers are. Graphviz finds the places.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import prod

import graphviz

from autograd.language import say
from nn.nested import shape
from viz.networks.parts import Stage
from viz.networks.strength import greatest, look, short
from viz.pictures.shapes import LOOK, escaped

FIRST, LAST = 8, 4
"""The parts of a long row that are shown. A box stands for those between."""

LOOKS = LOOK | {"split": {"shape": "point"}}


def described(stage: Stage) -> list[str]:
    """The lines of a box: title, shapes, activation, and the number of parameters.

    >>> described(Stage("l1 Layer", "relu", {"weight": [[1.0, -2.0]], "bias": [0.5]}, [[1.0, -2.0]], [0.5]))
    ['l1 Layer', '2 → 1, relu', '3 parameters']
    """
    lines = [stage.title] if stage.title else []
    if stage.rows:
        lines.append(", ".join(filter(None, [f"{len(stage.rows[0])} → {len(stage.rows)}", stage.activation])))
    else:
        lines += [
            f"{name} {' × '.join(map(str, shape(tensor))) or '1'}" for name, tensor in stage.tensors.items() if name
        ]
        lines += [stage.activation] if stage.activation else []
    total = sum(prod(shape(tensor)) for tensor in stage.tensors.values())
    counted = say("picture parameters", count=f"{total:,}") if total > 1 else say("picture parameter")
    return [*lines, counted] if total else lines


def draw_layers(graph: graphviz.Digraph, chain: Sequence[Stage], largest: float, by: str) -> None:
    """Draw the parts. The line to a part is the wider, the larger its largest number is."""
    graph.attr(rankdir="LR", ranksep="0.35")
    graph.edge_attr["arrowsize"] = "0.7"
    _Boxes(graph, largest, by).row(graph, chain)


class _Boxes:
    """The boxes of one picture, numbered as they are drawn. Lines belong to the whole picture: a line would pull its
    ends into a frame."""

    def __init__(self, whole: graphviz.Digraph, largest: float, by: str) -> None:
        self.whole, self.largest, self.by, self.number = whole, largest, by, count()

    def row(
        self, frame: graphviz.Digraph, chain: Sequence[Stage], before: str = "", in_order: bool = True
    ) -> tuple[str, str]:
        """Draw parts one after another, after the box `before`. Returns the first box and the last one."""
        first = ""
        for stage in folded(chain):
            start, end = self.part(frame, stage)
            line = look(greatest(stage.numbers), self.largest) | {"style": "solid"} if stage.tensors else {}
            if before:
                self.whole.edge(before, start, **(line if in_order else {"style": "invis"}))
            first, before = first or start, end
        return first, before

    def part(self, frame: graphviz.Digraph, stage: Stage) -> tuple[str, str]:
        """Draw a part: a box, or a frame around its own parts. Returns where lines reach it and leave it."""
        if not stage.inside:
            here = self.box(frame, "formula", self.lines(stage))
            return here, here
        name = f"cluster_{next(self.number)}"
        with frame.subgraph(name=name) as inner:
            said = escaped(stage.title)
            inner.attr(
                label=said,
                labelloc="b",
                tooltip=said,
                style="rounded,dashed",
                id=f"{self.whole.graph_attr['id']}-{name}",
            )
            if not stage.is_added:
                return self.row(inner, stage.inside, in_order=stage.in_order)
            split, plus = self.box(inner, "split", ("",)), self.box(inner, "inner", ("+",))
            _, last = self.row(inner, stage.inside, split)
            self.whole.edge(last, plus)
            self.whole.edge(split, plus)
        return split, plus

    def lines(self, stage: Stage) -> list[str]:
        numbers = stage.numbers
        ends = dict.fromkeys([short(min(numbers)), short(max(numbers))]) if numbers else {}
        more = [say(f"picture range of {self.by}", range=" … ".join(ends))] if ends else []
        return [*described(stage), *more]

    def box(self, frame: graphviz.Digraph, kind: str, lines: Sequence[str]) -> str:
        name = f"b{next(self.number)}"
        attributes = {
            "id": f"{self.whole.graph_attr['id']}-{name}",
            "tooltip": escaped(", ".join(lines)),
            "class": kind,
        }
        frame.node(name, escaped(*lines), **attributes, **LOOKS[kind])
        return name


def folded(chain: Sequence[Stage]) -> list[Stage]:
    """The parts, of which one stands for those between the first and the last ones, if there are many.

    >>> [stage.title for stage in folded([Stage(str(i)) for i in range(14)])][7:]
    ['7', '2 more parts', '10', '11', '12', '13']
    """
    between = chain[FIRST : len(chain) - LAST]
    if len(between) < 2:
        return list(chain)
    numbers = [x for stage in between for x in stage.numbers]
    more = Stage(say("picture more parts", count=len(between)), tensors={"": numbers} if numbers else {})
    return [*chain[:FIRST], more, *chain[-LAST:]]
