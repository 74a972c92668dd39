"""The map of the rooms as Graphviz text: what stands in each, and which other rooms it imports.

The arrows come from the imports of the code. An arrow that a longer way of arrows implies is left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator
from functools import cache

import grimp

from viz.pictures.shapes import FONTS

Arrow = tuple[str, str]
"""From a room that imports to the room that is imported."""

PACKAGES = ("viz", "nn", "autograd")
OPEN = ("autograd", "autograd.by_hand", "nn")
"""Packages that are drawn as a frame around their rooms. Every other package or module is one box."""

ABOVE = ("autograd.commands", "autograd.__main__")
"""The command `ringo` imports every package, so it is drawn beside `autograd` and not within."""

WIDEST = 26
"""Characters in a line of a box."""

HEAD = f"""\
digraph {{
	graph [compound=true newrank=true nodesep=0.2 ranksep=0.35 fontname="{FONTS}" fontsize=13]
	node [shape=box style="rounded,filled" fillcolor="#fff6d6" fontname="{FONTS}" fontsize=11]
	edge [arrowsize=0.7]
"""


@cache
def modules() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def way(module: str) -> list[str]:
    """The frames around a module, outermost first, and its box.

    >>> way("autograd.by_hand.sheet.work"), way("viz.pictures.draw"), way("autograd.commands.sheets.mark")
    (['autograd', 'autograd.by_hand', 'autograd.by_hand.sheet'], ['viz'], ['autograd.commands'])
    """
    parts = module.split(".")
    names = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    if len(names) > 1 and names[1] in ABOVE:
        return [ABOVE[0]]
    return [name for name in names if "." not in name or name.rpartition(".")[0] in OPEN]


def arrows() -> set[Arrow]:
    """Which room imports which: two rooms of one frame, or two frames as wholes.

    The index of a frame, its `__init__.py`, imports all its rooms. That says nothing about them, and is no arrow.
    """
    found = set()
    for importer in modules().modules:
        for imported in modules().find_modules_directly_imported_by(importer):
            ends = next(((a, b) for a, b in zip(way(importer), way(imported), strict=False) if a != b), None)
            if ends is not None:
                found.add(ends)
    return found


def reduced(arrows: Collection[Arrow]) -> set[Arrow]:
    """The arrows without those that a longer way implies. There must be no circle.

    >>> sorted(reduced({("a", "b"), ("b", "c"), ("a", "c")}))
    [('a', 'b'), ('b', 'c')]
    """
    after = {start: {b for a, b in arrows if a == start} for start, _ in arrows}

    @cache
    def reached(start: str) -> frozenset[str]:
        return frozenset(after.get(start, ())).union(*map(reached, after.get(start, ())))

    return {(a, b) for a, b in arrows if not any(b in reached(other) for other in after[a] - {b})}


def dot() -> str:
    """The map as Graphviz text."""
    ways, shown = {tuple(way(module)) for module in modules().modules}, reduced(arrows())
    return HEAD + "".join(_frame((), ways)) + "".join(f"\t{_arrow(*arrow, shown)}\n" for arrow in sorted(shown)) + "}\n"


def _frame(outer: tuple[str, ...], ways: Collection[tuple[str, ...]]) -> Iterator[str]:
    """The boxes and frames directly within a frame, in DOT."""
    tabs = "\t" * (len(outer) + 1)
    for name in sorted({path[len(outer)] for path in ways if path[: len(outer)] == outer and len(path) > len(outer)}):
        if name in OPEN:
            yield f'{tabs}subgraph "cluster {name}" {{\n{tabs}\tgraph [label="{name}" style=rounded]\n'
            yield from _frame((*outer, name), ways)
            yield f"{tabs}}}\n"
        else:
            yield f'{tabs}"{name}" [label="{_label(name)}"]\n'


def _label(room: str) -> str:
    """The name of a room, and the modules in it."""
    inside = sorted(name.rpartition(".")[2] for name in modules().find_children(room))
    name = room if room in ABOVE else room.rpartition(".")[2]
    return r"\n".join([name, *textwrap.wrap(", ".join(inside), WIDEST)])


def _arrow(start: str, end: str, shown: Collection[Arrow]) -> str:
    """An arrow in DOT. One at a frame joins its lowest or its highest box, and is cut off at the frame."""
    cut = [f'{side}="cluster {name}"' for side, name in (("ltail", start), ("lhead", end)) if name in OPEN]
    while start in OPEN:
        start = max(_inside(start, [b for _, b in shown]) - _inside(start, [a for a, _ in shown]))
    while end in OPEN:
        end = min(_inside(end, [a for a, _ in shown]) - _inside(end, [b for _, b in shown]))
    return f'"{start}" -> "{end}"' + (f" [{' '.join(cut)}]" if cut else "")


def _inside(frame: str, names: Collection[str]) -> set[str]:
    return {name for name in names if name.rpartition(".")[0] == frame} - {*ABOVE}
