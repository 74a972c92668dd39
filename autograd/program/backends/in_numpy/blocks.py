"""A permutation of numbers as a few copies of blocks: parameters of a program, between their order and their places.

A network names its parameters neuron by neuron, and a program has them layer by layer. So most of them stand in the
rows of a few matrices, and a matrix is copied faster than a list of places.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

MOST_BLOCKS, SHORTEST = 16, 8
"""A permutation of more blocks, or of rows that are shorter on average, is a list of places."""


class Block(NamedTuple):
    """`rows` of `length` numbers each: row r begins at `here + r * length`, and in the other order at `there + r *
    step`."""

    here: int
    there: int
    rows: int
    step: int
    length: int


def blocks(places: Sequence[int]) -> list[Block]:
    """The blocks of a permutation: number i stands at `places[i]` in the other order.

    >>> blocks([0, 1, 3, 4, 2, 5])
    [Block(here=0, there=0, rows=2, step=3, length=2), Block(here=4, there=2, rows=2, step=3, length=1)]
    """
    found = list[Block]()
    edges = [0, *(np.flatnonzero(np.diff(places) != 1) + 1).tolist(), len(places)]
    for here, end in pairwise(edges):
        there, length = places[here], end - here
        if found and found[-1].length == length:
            last = found[-1]
            step = there - last.there if last.rows == 1 else last.step
            if there == last.there + last.rows * step and step > 0:
                found[-1] = last._replace(rows=last.rows + 1, step=step)
                continue
        found.append(Block(here, there, 1, length, length))
    return found


class Permutation:
    """Copies numbers from one order to the other: number i of `here` is number `places[i]` of `there`.

    >>> numbers, ordered = np.array([5.0, 6.0, 7.0]), np.zeros(3)
    >>> Permutation([2, 0, 1]).bring(numbers, ordered)
    >>> ordered
    array([7., 5., 6.])
    """

    def __init__(self, places: Sequence[int]) -> None:
        self.places = np.array(places, dtype=np.intp)
        self.back = self.places.argsort()
        found = blocks(places) if len(places) else []
        few = len(found) <= MOST_BLOCKS and len(places) >= SHORTEST * sum(block.rows for block in found)
        self.blocks = found if few else None
        self._latest: list[tuple[tuple[Any, Any], list[tuple[Any, Any]]]] = []

    def bring(self, there: Any, here: Any) -> None:
        """Copy from the other order."""
        if self.blocks is None:
            there.take(self.places, 0, here, "clip")
            return
        for of_here, of_there in self._both(here, there):
            np.copyto(of_here, of_there)

    def give(self, here: Any, there: Any) -> None:
        """Copy to the other order."""
        if self.blocks is None:
            here.take(self.back, 0, there, "clip")
            return
        for of_here, of_there in self._both(here, there):
            np.copyto(of_there, of_here)

    def _both(self, here: Any, there: Any) -> list[tuple[Any, Any]]:
        """The blocks in both arrays. Those of the last arrays are kept: mostly they are the same ones again."""
        for arrays, pairs in self._latest:
            if arrays[0] is here and arrays[1] is there:
                return pairs
        pairs = [(_block(here, b.here, b.length, b), _block(there, b.there, b.step, b)) for b in self.blocks or []]
        self._latest = [*self._latest[-1:], ((here, there), pairs)]
        return pairs


def _block(numbers: Any, start: int, step: int, block: Block) -> Any:
    size = numbers.itemsize
    return np.ndarray((block.rows, block.length), numbers.dtype, numbers, start * size, (step * size, size))
