"""A network neuron by neuron: circles in columns, a line for each weight, at places of their own.

Graphviz draws, and keeps the places given here. So the order of the neurons is the network's own, and a number never
lies on a line of another weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import graphviz

from autograd.language import say
from autograd.language.text import width
from viz.networks.layers import described
from viz.networks.parts import Stage
from viz.networks.strength import look, short
from viz.pictures.shapes import LOOK, escaped

MOST, FIRST = 8, 4
"""The most neurons of a column that are all shown, and how many stand for more: the first ones and the last."""
FEW = 16
"""The most lines between two columns that have their numbers, if there is room."""
ROUND, LETTER, LINE, NUMBER = 0.66, 0.085, 0.17, 0.55
"""In inches: a circle, a letter, a line of text, and the width of a number such as -0.00123."""
ROW, HIGH_ROW = 0.8, 1.2
"""In inches: the distance of two neurons, and where columns have at most 4, so that there is room for numbers."""
NARROWEST, WIDEST = 2.0, 4.4
"""The distances of two columns in inches: the least, and the most that is spent on numbers."""


@dataclass
class Column:
    """`count` neurons, or inputs, or a box for a part without neurons. `stage` is None for inputs."""

    stage: Stage | None
    count: int
    notes: list[str] = field(default_factory=list)
    x: float = 0.0
    row: float = ROW
    most: int = MOST

    @property
    def is_box(self) -> bool:
        return self.stage is not None and not self.stage.rows

    @property
    def shown(self) -> list[int]:
        """The neurons that are shown; -1 is a sign for those between."""
        if self.count <= self.most:
            return list(range(self.count))
        return [*range(FIRST - 1), -1, self.count - 1]

    def place(self, i: int) -> float:
        """How high neuron number `i` stands."""
        return ((len(self.shown) - 1) / 2 - self.shown.index(i)) * self.row


def columns(chain: Sequence[Stage]) -> list[Column]:
    """A column for each part, and for the inputs of neurons that have none before them. A part without neurons that
    follows neurons is a note under them: their activation, a normalisation of each, dropout.

    >>> from nn import Dropout, Layer, Sequential
    >>> from viz.networks.parts import stages
    >>> model = Sequential(Layer(2, 3), Dropout(0.5), Layer(3, 1))
    >>> [(one.count, one.notes) for one in columns(stages(model, "weight"))]
    [(2, []), (3, ['l2 Dropout(0.5)']), (1, [])]
    """
    found: list[Column] = []
    for stage in chain:
        if stage.rows:
            inputs = len(stage.rows[0])
            if not found or found[-1].is_box or found[-1].count != inputs:
                found.append(Column(None, inputs))
            found.append(Column(stage, len(stage.rows)))
        elif found and not found[-1].is_box:
            found[-1].notes.append(stage.title)
        else:
            found.append(Column(stage, 0))
    return placed(found)


def placed(found: list[Column]) -> list[Column]:
    """The columns at their places: from left to right, with enough room for texts and numbers."""
    for column in found:
        column.row = HIGH_ROW if max(one.count for one in found) <= FIRST else ROW
    for before, after in pairwise(found):
        after.x = before.x + distance(before, after)
    return found


def distance(before: Column, after: Column) -> float:
    """The distance of two columns: enough for their texts, and for numbers that no line crosses."""
    least = max(NARROWEST if _joined(before, after) else ROUND, (_wide(before) + _wide(after)) / 2 + 0.4)
    if not _joined(before, after) or before.count * after.count > FEW:
        return least
    tries = [least, *(tenths / 10 for tenths in range(int(10 * least) + 1, int(10 * WIDEST) + 1))]
    return next((wide for wide in tries if is_clear(before, after, wide)), least)


def has_numbers(before: Column, after: Column) -> bool:
    """Whether the lines between two columns have their numbers, and no line crosses one."""
    is_few = _joined(before, after) and before.count * after.count <= FEW
    return is_few and is_clear(before, after, after.x - before.x)


def _joined(before: Column, after: Column) -> bool:
    return not before.is_box and after.stage is not None and not after.is_box


def label_place(before: Column, after: Column, i: int, j: int) -> tuple[float, float]:
    """Where the number of the line from `i` to `j` stands: as a share of the way, and as a height. All numbers of two
    columns stand one above another, at equal distances."""
    share = 1 / (len(after.shown) + 1) if before.count > 1 else 0.5
    return share, (1 - share) * before.place(i) + share * after.place(j)


def is_clear(before: Column, after: Column, wide: float) -> bool:
    """Whether no line goes through the number of another one, and no number touches a neuron."""
    ends = [(i, j) for i in before.shown for j in after.shown]
    for i, j in ends:
        share, height = label_place(before, after, i, j)
        half = NUMBER / 2 / wide
        if not ROUND / 2 < (share - half) * wide < (share + half) * wide < wide - ROUND / 2:
            return False
        for p, q in ends:
            low, high = sorted((1 - s) * before.place(p) + s * after.place(q) for s in (share - half, share + half))
            if (p, q) != (i, j) and low < height + LINE / 2 and high > height - LINE / 2:
                return False
    return True


def draw_neurons(graph: graphviz.Digraph, chain: Sequence[Stage], largest: float) -> None:
    """Draw the parts, one after another. The largest number of the picture has the widest line."""
    graph.attr(layout="nop", outputorder="edgesfirst", splines="line")
    found = columns(chain)
    tallest = max(len(column.shown) * column.row for column in found) / 2
    for k, column in enumerate(found):
        if column.is_box:
            _box(graph, k, column)
        else:
            _circles(graph, k, column, tallest, is_last=k == len(found) - 1)
    for k, (before, after) in enumerate(pairwise(found)):
        if before.is_box or after.is_box or after.stage is None:
            _arrows(graph, k, before, after)
        else:
            _weights(graph, k, before, after, largest)


def _at(x: float, y: float) -> str:
    return f"{x * 72:.1f},{y * 72:.1f}"  # in points


def _wide(column: Column) -> float:
    lines = _header(column) + column.notes
    return max([ROUND, *(width(line) * LETTER for line in lines)])


def _header(column: Column) -> list[str]:
    if column.stage:
        return described(column.stage)
    return [say("picture inputs", count=column.count) if column.count > 1 else say("picture input")]


def _named(graph: graphviz.Digraph, *ends: object) -> str:
    return f"{graph.graph_attr['id']}-{'-'.join(map(str, ends))}"


def _text(graph: graphviz.Digraph, name: str, lines: Sequence[str], x: float, y: float) -> None:
    attributes = {"shape": "none", "margin": "0", "width": "0", "height": "0", "tooltip": escaped(", ".join(lines))}
    graph.node(name, escaped(*lines), id=_named(graph, name), pos=_at(x, y), **attributes)


def _box(graph: graphviz.Digraph, k: int, column: Column) -> None:
    lines = _header(column)
    attributes = LOOK["formula"] | {"tooltip": escaped(", ".join(lines)), "width": f"{_wide(column):.2f}"}
    graph.node(f"c{k}", escaped(*lines), id=_named(graph, f"c{k}"), pos=_at(column.x, 0), **attributes)


def _circles(graph: graphviz.Digraph, k: int, column: Column, tallest: float, is_last: bool) -> None:
    header = _header(column)
    _text(graph, f"h{k}", header, column.x, tallest + len(header) * LINE / 2)
    if column.notes:
        _text(graph, f"t{k}", column.notes, column.x, -tallest - len(column.notes) * LINE / 2)
    kind = "leaf" if column.stage is None else "output" if is_last else "inner"
    colour = LOOK[kind]["fillcolor"]
    for i in column.shown:
        place = (column.x, column.place(i))
        if i < 0:
            _text(graph, f"d{k}", ("⋮", say("picture more neurons", count=column.count - FIRST)), *place)
            continue
        lines = [f"x{i + 1}"] if column.stage is None else [f"n{i + 1}", f"b {short(column.stage.biases[i])}"]
        graph.node(
            f"c{k}n{i}", escaped(*lines), id=_named(graph, f"c{k}", f"n{i}"), pos=_at(*place), shape="circle",
            style="filled", fillcolor=colour, fixedsize="true", width=str(ROUND), fontsize="9",
            tooltip=escaped(", ".join([header[0], *lines])), peripheries="2" if kind == "output" else "1",
            **{"class": kind},
        )  # fmt: skip


def _arrows(graph: graphviz.Digraph, k: int, before: Column, after: Column) -> None:
    """From a box or to a box: an arrow for each neuron that is shown."""
    starts = [f"c{k}"] if before.is_box else [f"c{k}n{i}" for i in before.shown if i >= 0]
    ends = [f"c{k + 1}"] if after.is_box else [f"c{k + 1}n{i}" for i in after.shown if i >= 0]
    if len(starts) > 1 and len(ends) > 1:
        return  # neurons that no weights join: what is between them is not known
    for start in starts:
        for end in ends:
            graph.edge(start, end, id=_named(graph, start, end), color="#777777", arrowsize="0.5")


def _weights(graph: graphviz.Digraph, k: int, before: Column, after: Column, largest: float) -> None:
    assert after.stage
    assert after.stage.rows
    for i in before.shown:
        for j in after.shown:
            if i < 0 or j < 0:
                continue
            weight = after.stage.rows[j][i]
            name = f"c{k}n{i}-c{k + 1}n{j}"
            said = escaped(f"{after.stage.title}: n{j + 1} w{i + 1} = {short(weight)}")
            line = {"id": _named(graph, name), "tooltip": said, "class": "weight"} | look(weight, largest)
            graph.edge(f"c{k}n{i}", f"c{k + 1}n{j}", arrowhead="none", **line)
            if has_numbers(before, after):
                share, height = label_place(before, after, i, j)
                place = _at(before.x + share * (after.x - before.x), height)
                plate = {"style": "filled", "fillcolor": "#ffffff", "margin": "0.01,0", "width": "0", "height": "0"}
                graph.node(name, short(weight), id=_named(graph, name, "number"), shape="none", pos=place,
                           fontsize="10", tooltip=said, **plate, **{"class": "number"})  # fmt: skip
