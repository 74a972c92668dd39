"""The place of a number in a vector or a matrix, told by its name: `W[0][1]`, or `l1.n2.w3` of a network."""

from __future__ import annotations

import re
from typing import NamedTuple

COUNT = r"(0|[1-9][0-9]{0,4})"
INDEXED = re.compile(rf"(.*[^\[\]])\[{COUNT}(?:(?:\]\[|, ?){COUNT})?\]", re.DOTALL)
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
    """
    if found := INDEXED.fullmatch(name):
        array, i, j = found.groups()
        return Place(array, (int(i),), array) if j is None else Place(array, (int(i), int(j)), f"{array}[{i}]")
    if (found := NEURON.fullmatch(name)) and "0" not in found.groups()[1:]:
        layer, i, j, letter = found.groups()
        if j is None:
            return Place(f"{layer}{letter}", (int(i) - 1,), f"{layer}{letter}")
        return Place(f"{layer}w", (int(i) - 1, int(j) - 1), f"{layer}n{i}.w")
    return None
