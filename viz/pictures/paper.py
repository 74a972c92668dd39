"""The graph for a worksheet on paper: names and signs alone, as a learner is asked for the numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from autograd.graph.value import Value
from autograd.language.text import number
from autograd.record.record import Record
from viz.pictures.draw import sign
from viz.pictures.render import inline_svg
from viz.pictures.shapes import Shape, drawn

WIDEST, HIGHEST = 490, 640
"""Points of a page of A4 between its margins, below the title."""
LEAST = 0.45
"""The smallest scale at which a name can be read: letters of 12 points have 5 then."""
MOST = 300
"""The most nodes that are laid out. Fewer fit."""
KEPT = 64
"""Pictures that are remembered. The sheets of a class have one graph, with other numbers."""


def outline(record: Record) -> str:
    """The graph as SVG, or "" if a page of A4 has no room for it.

    >>> apple, count = Value(100, name="apple"), Value(2, name="count")
    >>> svg = outline(Record(apple * count))
    >>> "apple" in svg, "100" in svg
    (True, False)
    """
    if len(record.order) > MOST:
        return ""
    place = {node: f"n{i}" for i, node in enumerate(record.order)}
    shapes = [_box(record, place[node], node) for node in record.order]
    shapes += [
        Shape((place[x], place[node], str(slot)), "edge", (), "")
        for node in record.order
        for slot, x in enumerate(node.inputs)
    ]
    return _fitting(drawn(shapes, "sheet").dot)


def _box(record: Record, place: str, node: Value) -> Shape:
    kind = "output" if node is record.output else "leaf" if node.op is None else "inner"
    plain = not node.name and record.label[node] == number(record.value[node])
    label = (record.label[node],) if node.op is None or plain else (sign(node.op), record.label[node])
    return Shape((place,), kind, label, "")


@lru_cache(KEPT)
def _fitting(dot: str) -> str:
    svg = inline_svg(dot)
    size = re.match(r'<svg width="([0-9]+)pt" height="([0-9]+)pt"', svg)
    assert size
    return svg if min(WIDEST / int(size[1]), HIGHEST / int(size[2])) >= LEAST else ""
