"""Which rows of the work a sheet asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from autograd.by_hand.sheet.asking.layers import Layers
from autograd.by_hand.sheet.work import Work
from autograd.by_hand.sheet.work.rows import STATE
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable

MOVED = (*STATE, "updated", "moved")
LEVELS: dict[str, tuple[str, ...]] = {
    "everything": ("value", "local", "contribution", "gradient", *MOVED, "improvement"),
    "nodes": MOVED,
    "gradients": (*MOVED, "improvement"),
    "parameters": (*MOVED, "improvement"),
}
"""The kinds of row that a level asks for. Each level also asks for gradients, of all nodes, of layers' sums or of the
parameters, and for the output after each update. "nodes" asks for the values of nodes with a role, in each pass."""


def positions(work: Work, level: str, layers: Layers) -> list[int]:
    """The positions of the rows that a level asks for, in the order of work."""
    kinds, wanted = LEVELS[level], set[int]()
    for step, done in enumerate(work.passes, 1):
        nodes: Iterable[Value] = work.parameters if level == "parameters" else done.gradient
        if level == "nodes":
            nodes = [*layers.sums, *work.parameters]
            wanted |= {done.value[node] for node in layers.nodes if node in done.value}
        wanted |= {done.gradient[node] for node in nodes if node in done.gradient}
        wanted |= {done.output} if step > 1 else set()
    return [i for i, row in enumerate(work.rows) if row.kind != "given" and (row.kind in kinds or i in wanted)]


def asked_for(work: Work, layers: Layers, ask: Sequence[str]) -> list[int]:
    """The positions of the rows with one of these keys or kinds; a key may be a pattern, such as `grad w*`.

    Raises `WorksheetError` for one that no row has.
    """
    every = [i for i, row in enumerate(work.rows) if row.kind != "given"]
    kinds = {i: kind_of(work, layers, i) for i in every}
    found = set[int]()
    for each in ask:
        plain = _in_brackets(each).replace("[", "[[]")
        fits = {i for i in every if kinds[i] == each or fnmatchcase(_in_brackets(work.rows[i].key), plain)}
        if not fits:
            known = ", ".join(dict.fromkeys(kinds.values()))
            raise WorksheetError(say("no such row to ask", ask=printable(each), kinds=known))
        found |= fits
    return sorted(found)


def _in_brackets(key: str) -> str:
    """The key with W[0, 1] written as W[0][1], which is the same entry."""
    return re.sub(r"\[([^\[\],]+), *([^\[\],]+)\]", r"[\1][\2]", key)


def kind_of(work: Work, layers: Layers, i: int) -> str:
    """The kind of row number i for those who ask: "gradient" for any whole gradient, and "delta" for that of a layer's
    sum."""
    row = work.rows[i]
    if work.is_gradient(i):
        return "delta" if layers.is_sum(row.to) else "gradient"
    return row.kind
