"""Boxes and edges as DOT text. Every picture of a graph has the same look, and ids of its own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import graphviz

from autograd.language import say
from autograd.language.errors import refuse_kind
from autograd.language.text import printable
from viz.pictures.render import inline_svg, save

# Told apart by shape and line, so that a black-and-white print shows them too; colour only helps.
LOOK = {
    "leaf": {"shape": "box", "style": "rounded,filled", "fillcolor": "#fff6d6"},
    "inner": {"shape": "ellipse", "style": "filled", "fillcolor": "#ffffff"},
    "output": {"shape": "box", "style": "filled", "fillcolor": "#dcefff", "peripheries": "2", "penwidth": "1.5"},
    "fold": {"shape": "box3d", "style": "filled,dashed", "fillcolor": "#eeeeee"},
    "edge": {"shape": "none", "fontsize": "10", "margin": "0.06,0.01", "width": "0", "height": "0"},
    "formula": {"shape": "box", "style": "filled", "fillcolor": "#ffffff"},
}

FONTS = "Helvetica,Arial,Liberation Sans,Nimbus Sans,sans-serif"
"""Fonts of one width: Graphviz makes the boxes by one, and a reader's browser may have another. Linux has the third or
the fourth, which few browsers there take for the first two."""


class Drawing:
    """A picture of a graph: `dot` is its text, `save` writes a file, and a notebook shows it by itself."""

    def __init__(self, dot: str) -> None:
        self.dot = dot

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture; the suffix chooses the format: .svg, .png, .pdf or .dot. Returns the path.

        Raises `ValueError` for another suffix, `RenderError` where nothing can render; the DOT text is saved anyway.
        """
        return save(self.dot, path)

    @cached_property
    def svg(self) -> str:
        """The picture as an `<svg>` element for a page."""
        return inline_svg(self.dot)

    def __repr__(self) -> str:
        return "<Drawing; save it with .save('name.svg'), .png, .pdf or .dot>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}


class Shape(NamedTuple):
    """A box or an edge. The `ends` of a box are its name, and the `ends` of an edge are two boxes and perhaps a
    slot."""

    ends: tuple[str, ...]
    kind: str
    label: tuple[str, ...]
    tooltip: str


def drawn(shapes: Sequence[Shape], prefix: str = "") -> Drawing:
    """The picture of these shapes. The ids of its elements begin with `prefix`, or with a mark of its content.

    Raises `ValueError` for a prefix that is no plain word.
    """
    require_prefix(prefix)
    mark = prefix or "r" + hashlib.sha256(repr(shapes).encode()).hexdigest()[:8]
    graph = graphviz.Digraph(
        graph_attr={"rankdir": "LR", "id": mark, "class": "ringograd", "ordering": "in", "ranksep": "0.3"},
        node_attr={"fontname": FONTS, "fontsize": "12"},
    )
    for ends, kind, label, tooltip in shapes:
        name = f"{mark}-{'-'.join(ends)}"
        said = {"tooltip": escaped(tooltip)}
        if len(ends) == 1 or any(label):
            graph.node("-".join(ends), escaped(*label), id=name, **{"class": kind}, **said, **LOOK[kind])
        if len(ends) > 1:
            _lines(graph, ends, name, any(label), said)
    return Drawing(graph.source)


def _lines(graph: graphviz.Digraph, ends: Sequence[str], name: str, labelled: bool, said: dict[str, str]) -> None:
    """The line of an edge. A label is a node in the middle of the line, because lines go round nodes: Graphviz puts the
    label of an edge beside the line, where other lines may cross it."""
    start, end, *_ = ends
    if labelled:
        middle = "-".join(ends)
        graph.edge(start, f"{middle}:w", id=f"{name}-in", arrowhead="none", **said)
        graph.edge(f"{middle}:e", end, id=f"{name}-out", **said)
    else:
        graph.edge(start, end, id=name, **said)


def require_prefix(prefix: str) -> None:
    """Raise `ValueError` unless ids can begin with it."""
    if not isinstance(prefix, str):
        refuse_kind("prefix", prefix, "kind text")
    if prefix and not (prefix.isascii() and prefix.isidentifier()):
        raise ValueError(say("no prefix of ids", prefix=prefix))


def escaped(*lines: str) -> str:
    """Text for a label, in which no character has a meaning for Graphviz, HTML or SVG.

    A line is cut after 200 columns, for Graphviz takes no text of more than 16,381 bytes.
    """
    plain = [graphviz.escape(printable(line, limit=200).replace("&", "&amp;")) for line in lines]
    label: str = graphviz.nohtml(r"\n".join(plain))
    return label
