"""The rows that a reader sees, and the rows that hang together between them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from autograd.by_hand.sheet.work import Work

Region = tuple[int, ...]
"""A row and, before it, the rows that it stands for: those that lead to it and are not shown, in their order."""


class Part(NamedTuple):
    """Rows that hang together through rows that are not shown: in their order, and which of them are `hidden`."""

    rows: tuple[int, ...]
    hidden: frozenset[int]


class Shown:
    """The rows that a reader sees: given rows and answered rows."""

    def __init__(self, work: Work, rows: Iterable[int]) -> None:
        self.work, self.rows = work, frozenset(rows)
        self._regions: dict[int, Region] = {}

    def region(self, i: int) -> Region:
        """Row number i, with the rows that it stands for."""
        if i not in self._regions:
            self._regions[i] = self._region(i)
        return self._regions[i]

    def _region(self, i: int) -> Region:
        found, todo = {i}, [i]
        while todo:
            for j in self.work.rows[todo.pop()].takes:
                if j not in self.rows and j not in found:
                    found.add(j)
                    todo.append(j)
        return tuple(sorted(found))

    @cached_property
    def part(self) -> dict[int, Part]:
        """For each row that is hidden, or takes a hidden row, the part of the work in which it lies."""
        first: dict[int, int] = {}  # a row that stands for the part, at the end of the way

        def root(i: int) -> int:
            while first.setdefault(i, i) != i:
                first[i] = i = first[first[i]]
            return i

        leads = set[int]()
        for i in reversed(range(len(self.work.rows))):
            if i in leads or i in self.rows:
                for j in self.work.rows[i].takes:
                    if j not in self.rows:
                        leads.add(j)
                        first[root(j)] = root(i)
        rows: dict[int, list[int]] = {}
        for i in sorted(first):
            rows.setdefault(root(i), []).append(i)
        parts = [Part(tuple(some), frozenset(i for i in some if i not in self.rows)) for some in rows.values()]
        return {i: part for part in parts for i in part.rows}
