"""A network that folds and unfolds: one SVG with both looks of each layer, and what its shapes stand for in the graph.

A folded layer is a box at the place of its neurons. So a layer opens without moving another one: a front end hides one
look and shows the other, and lays out nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import product
from typing import Any, NamedTuple

from autograd.graph.value import Value
from autograd.record.steps import Steps
from viz.networks.graphed import Layer, Members
from viz.networks.neurons import LINE, ROUND, Column, has_numbers, label_place, placed
from viz.networks.parts import Stage
from viz.networks.strength import THIN, WIDE, greatest, short

MOST = 24
"""The most neurons of an unfolded layer that are all shown."""
OPEN = 8
"""The most neurons of a layer that is unfolded at first."""
BOX = 1.1, 0.9
"""The width and the height of a folded layer, in inches."""
LOOKS = "open", "shut"


class Unfolding(NamedTuple):
    """The picture, and its shapes as plain data: `columns` with their neurons counted, `neurons` with their column, row
    and results, and `lines` with the node of their weight and the neurons at their ends. Of each node of the graph,
    `neuron`, `line` and `example` tell where it belongs; -1 is nowhere. Line -2 - k is one that is not drawn, and leads
    to column k."""

    svg: str
    data: dict[str, Any]


def unfolding(record: Steps, members: Members) -> Unfolding | None:
    """The network of a graph; None if it has no layer of neurons.

    >>> from autograd import steps
    >>> from nn import MLP
    >>> from viz.networks.graphed import graphed
    >>> record = steps(MLP(2, [3, 1])([Value(1.0), Value(2.0)]))
    >>> found = unfolding(record, graphed(record))
    >>> [column["count"] for column in found.data["columns"]], len(found.data["lines"])
    ([2, 3, 1], 9)
    """
    return _Picture(record, members).made() if members.layers else None


@dataclass
class _Part:
    """A column of the picture: the layer, or the inputs of it, and the number of its first neuron."""

    column: Column
    layer: Layer
    key: int
    start: int

    @property
    def is_layer(self) -> bool:
        return self.key >= 0

    @property
    def folds(self) -> bool:
        return self.column.count > 1

    def looks(self) -> tuple[str, ...]:
        return LOOKS if self.folds else LOOKS[:1]

    def first_look(self) -> str:
        return "open" if self.column.count <= OPEN else "shut"

    def title(self) -> str:
        return self.layer.title if self.is_layer else "x"

    def header(self) -> list[str]:
        if not self.is_layer:
            return [self.title()]
        shape = f"{len(self.layer.sources)} → {self.column.count}"
        return [self.title(), ", ".join(filter(None, [shape, self.layer.activation]))]

    def half(self, look: str) -> float:
        """Half the height of the column, with its header."""
        return (len(self.column.shown) * self.column.row if look == "open" else BOX[1]) / 2 + 2.5 * LINE


class _Picture:
    def __init__(self, record: Steps, members: Members) -> None:
        self.record, self.members = record, members
        self.index = {node: i for i, node in enumerate(record.order)}
        self.parts = list[_Part]()
        self.lines, self.number = list[list[int]](), dict[tuple[int, int, int], int]()
        for k, layer in enumerate(members.layers):
            if not layer.joined:
                self._add(Column(None, len(layer.sources), most=MOST), layer, -1 - k)
            rows = [[record.value[weight] for weight in row] for row in layer.weights]
            self._add(Column(Stage(layer.title, layer.activation, rows=rows), len(rows), most=MOST), layer, k)
        placed([part.column for part in self.parts])
        self.place = {part.key: k for k, part in enumerate(self.parts)}
        self.largest = greatest(x for part in self.parts if part.is_layer for row in self._rows(part) for x in row)

    def _add(self, column: Column, layer: Layer, key: int) -> None:
        start = self.parts[-1].start + self.parts[-1].column.count if self.parts else 0
        self.parts.append(_Part(column, layer, key, start))

    @staticmethod
    def _rows(part: _Part) -> list[list[float]]:
        assert part.column.stage
        return part.column.stage.rows or []

    def made(self) -> Unfolding:
        shapes = [*self._all_lines(), *(shape for k in range(len(self.parts)) for shape in self._column(k))]
        half = max(part.half(part.first_look()) for part in self.parts) * 72
        left, right = (self.parts[i].column.x * 72 + side * 48 for i, side in ((0, -1), (-1, 1)))
        box = f"{left:.0f} {-half:.0f} {right - left:.0f} {2 * half:.0f}"
        start = f'<svg xmlns="http://www.w3.org/2000/svg" class="neurons" viewBox="{box}">'
        return Unfolding("\n".join([start, *shapes, "</svg>"]), self._data())

    def _data(self) -> dict[str, Any]:
        columns = [
            {"title": part.title(), "count": part.column.count, "open": part.first_look() == "open",
             "half": [round(part.half(look) * 72) for look in part.looks()]}
            for part in self.parts
        ]  # fmt: skip
        neurons = [
            [k, row, [self.index[node] for node in results]]
            for k, part in enumerate(self.parts)
            for row, results in enumerate(self._results(part))
        ]
        order, of = self.record.order, self.members
        return {
            "columns": columns,
            "neurons": neurons,
            "lines": self.lines,
            "neuron": [self._neuron(node) for node in order],
            "line": [self._line(node) for node in order],
            "example": [of.example.get(node, -1) for node in order],
        }

    def _results(self, part: _Part) -> list[list[Value]]:
        return [list(one.values()) for one in part.layer.results] if part.is_layer else part.layer.sources

    def _neuron(self, node: Value) -> int:
        key, row = self.members.neuron.get(node, (0, -1))
        return self.parts[self.place[key]].start + row if row >= 0 else -1

    def _line(self, node: Value) -> int:
        if node not in self.members.line:
            return -1
        (layer, row), i = self.members.line[node]
        return self.number.get((layer, row, i), -2 - self.place[layer])

    def _all_lines(self) -> Iterator[str]:
        """All that leads to a column: the lines of weights, and lines to folded layers."""
        for k, after in enumerate(self.parts):
            if not after.is_layer:
                continue
            before = self.parts[k - 1]
            for looks in product(before.looks(), after.looks()):
                shown = looks == (before.first_look(), after.first_look())
                lines = self._weights(k) if looks == ("open", "open") else self._connectors(k, *looks)
                yield _group(f"net-c{k}-{'-'.join(looks)}", "lines", lines, shown)

    def _weights(self, k: int) -> Iterator[str]:
        before, after = self.parts[k - 1], self.parts[k]
        texts = []
        for j, i in product(after.column.shown, before.column.shown):
            if min(i, j) < 0:
                continue
            number = self.number[after.key, j, i] = len(self.lines)
            self.lines.append([self.index[after.layer.weights[j][i]], before.start + i, after.start + j])
            weight = self._rows(after)[j][i]
            path = f"M{_at(before.column.x, before.column.place(i))}L{_at(after.column.x, after.column.place(j))}"
            yield f'<path id="net-l{number}" {self._look(weight)} d="{path}"/>'
            if has_numbers(before.column, after.column):
                share, height = label_place(before.column, after.column, i, j)
                x = before.column.x + share * (after.column.x - before.column.x)
                texts.append(_text(x, height - 0.045, short(weight), f' id="net-t{number}" class="weight"'))
        yield from texts

    def _look(self, weight: float) -> str:
        sign = "positive" if weight > 0 else "negative" if weight < 0 else "zero"
        wide = THIN + (WIDE - THIN) * min(1.0, abs(weight) / self.largest) if weight else 2 * THIN
        return f'class="{sign}" stroke-width="{wide:.2f}"'

    def _connectors(self, k: int, *looks: str) -> Iterator[str]:
        """Lines to folded layers: one for each neuron of an open layer, named after it, or one between two boxes."""
        parts = self.parts[k - 1 : k + 1]
        ends = [
            [(part.start + i, part.column.place(i)) for i in part.column.shown if i >= 0]
            if look == "open"
            else [(-1, 0.0)]
            for part, look in zip(parts, looks, strict=True)
        ]
        for (i, y), (j, z) in product(*ends):
            name = f"i{j}" if j >= 0 else f"e{i}" if i >= 0 else f"f{k}"
            path = f"M{_at(parts[0].column.x, y)}L{_at(parts[1].column.x, z)}"
            yield f'<path id="net-{name}" class="connector" d="{path}"/>'

    def _column(self, k: int) -> Iterator[str]:
        part = self.parts[k]
        for look in part.looks():
            shapes = self._neurons(k) if look == "open" else self._box(k)
            top = part.half(look) - 0.8 * LINE
            header = [_text(part.column.x, top - n * LINE, line) for n, line in enumerate(part.header())]
            yield _group(f"net-p{k}-{look}", "column", [*header, *shapes], look == part.first_look())

    def _neurons(self, k: int) -> Iterator[str]:
        part = self.parts[k]
        is_last = part is self.parts[-1]
        kind, letter = ("input", "x") if not part.is_layer else ("output" if is_last else "inner", "n")
        for i in part.column.shown:
            x, y = part.column.x, part.column.place(i)
            if i < 0:
                yield _text(x, y, "⋮")
                continue
            rings = [_circle(x, y, ROUND / 2), *([_circle(x, y, ROUND / 2 - 0.04)] if kind == "output" else [])]
            texts = [_text(x, y + 0.04, f"{letter}{i + 1}"), _text(x, y - 0.14, "", ' class="number"')]
            yield _group(f"net-n{part.start + i}", f"neuron {kind}", [*rings, *texts], True)

    def _box(self, k: int) -> Iterator[str]:
        part, (wide, high) = self.parts[k], BOX
        corner = f'x="{(part.column.x - wide / 2) * 72:.1f}" y="{-high * 36:.1f}"'
        rect = f'<rect {corner} width="{wide * 72:.1f}" height="{high * 72:.1f}" rx="8"/>'
        count, number = (0.06, f"× {part.column.count}"), (-0.2, "", ' class="number"')
        texts = [_text(part.column.x, *each) for each in (count, number)]
        yield _group(f"net-b{k}", "box", [rect, *texts], True)


def _at(x: float, y: float) -> str:
    return f"{x * 72:.1f} {-y * 72:.1f}"


def _circle(x: float, y: float, r: float) -> str:
    return f'<circle cx="{x * 72:.1f}" cy="{-y * 72:.1f}" r="{r * 72:.1f}"/>'


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x * 72:.1f}" y="{-y * 72:.1f}"{more}>{escape(text)}</text>'


def _group(name: str, kind: str, shapes: Any, shown: bool) -> str:
    hidden = "" if shown else ' display="none"'
    return f'<g id="{name}" class="{kind}"{hidden}>{"".join(shapes)}</g>'
