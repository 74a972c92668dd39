"""The place of a number in a vector or a matrix, told by its name: `W[0][1]`, or `l1.n2.w3` of a network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from autograd.calculus.order import inputs_first
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable

COUNT = r"(0|[1-9][0-9]{0,4})"
INDEXED = re.compile(rf"(.*[^\[\]])\[{COUNT}(?:(?:\]\[|, ?){COUNT})?\](\.[zh])?", re.DOTALL)
NEURON = re.compile(rf"(.*\.|)n{COUNT}\.(?:w{COUNT}|([bzh]))", re.DOTALL)


class Place(NamedTuple):
    """A number of `array`, at `path`, counted from 0. `line` is the name of its row in a matrix; of a vector, that of
    the vector."""

    array: str
    path: tuple[int, ...]
    line: str


def place(name: str) -> Place | None:
    """The place that a name tells; None if it tells none.

    >>> place("W[0][1]"), place("W[0, 1]") == place("W[0][1]"), place("x")
    (Place(array='W', path=(0, 1), line='W[0]'), True, None)
    >>> place("l1.n2.w3"), place("l1.n2.b")
    (Place(array='l1.w', path=(1, 2), line='l1.n2.w'), Place(array='l1.b', path=(1,), line='l1.b'))
    >>> place("h[1].z"), place("l1.n2.z")
    (Place(array='h.z', path=(1,), line='h.z'), Place(array='l1.z', path=(1,), line='l1.z'))
    """
    if found := INDEXED.fullmatch(name):
        array, i, j, part = found.groups("")  # the sum of h[1] is h[1].z
        whole = f"{array}{part}"
        return Place(whole, (int(i), int(j)), f"{array}[{i}]{part}") if j else Place(whole, (int(i),), whole)
    if (found := NEURON.fullmatch(name)) and "0" not in found.groups()[1:]:
        layer, i, j, letter = found.groups()
        if j is None:
            return Place(f"{layer}{letter}", (int(i) - 1,), f"{layer}{letter}")
        return Place(f"{layer}w", (int(i) - 1, int(j) - 1), f"{layer}n{i}.w")
    return None


def leaves_named(out: Value, names: Iterable[str]) -> list[Value]:
    """The leaves of these names. That of a vector or a matrix stands for all of its numbers, and `W[0]` for a row.

    Raises `WorksheetError` for a name that no leaf has.

    >>> from autograd.graph.expression import parse
    >>> out = parse("sum(W @ x) + b", {"W": [[1, 2], [3, 4]], "x": [5, 6], "b": 1})
    >>> [leaf.name for leaf in leaves_named(out, ["x", "W[1]", "W[0, 1]", "b"])]
    ['x[0]', 'x[1]', 'W[1][0]', 'W[1][1]', 'W[0][1]', 'b']
    """
    leaves = [node for node in inputs_first([out]) if node.op is None and node.name]
    found = dict[Value, None]()
    for name in names:
        of, wanted = [], place(name)
        for leaf in leaves:
            at = place(str(leaf.name))
            if leaf.name == name or (at and (at == wanted or name in (at.array, at.line))):
                of.append(leaf)
        if not of:
            raise WorksheetError(say("no parameter", name=printable(name)))
        found |= dict.fromkeys(of)
    return [*found]


def typed_names(text: str) -> list[str]:
    """The names between commas, except commas within brackets.

    >>> typed_names("W[0, 1], b、c")
    ['W[0, 1]', 'b', 'c']
    """
    return [name for name in map(str.strip, re.split(r"[,、](?![^\[]*\])", text)) if name]
