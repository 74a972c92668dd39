"""The rows of one vector or matrix as one question, with a grid of cells as textbooks write it.

A grid is a way to write rows, and no second model: each of its cells is the row of one number, with the key of that
row, and is marked as that row.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from autograd.by_hand.sheet.shown.places import Place, place
from autograd.by_hand.sheet.work import Work


class Line(NamedTuple):
    """A line of cells. `rows` are their positions in the work; None is a cell that is not asked for."""

    key: str
    rows: tuple[int | None, ...]


class Grid(NamedTuple):
    """One question for a vector or a matrix of this `name`, `W` or `h`. A vector is one line."""

    key: str
    name: str
    kind: str
    lines: tuple[Line, ...]

    @property
    def rows(self) -> list[int]:
        """The positions of all its rows in the work, line by line."""
        return [i for line in self.lines for i in line.rows if i is not None]

    @property
    def shape(self) -> tuple[str, ...]:
        columns = str(len(self.lines[0].rows))
        return (columns,) if self.lines[0].key == self.key else (str(len(self.lines)), columns)


def grids_of(work: Work, asked: Iterable[int]) -> list[Grid]:
    """The grids of the rows that are asked for: of values, gradients and numbers after an update, by their keys.

    >>> from autograd.graph.expression import parse
    >>> from autograd.record.record import Record
    >>> work = Work(Record(parse("h = W @ x; sum(h)", {"W": [[1, 2], [3, 4]], "x": [5, 6]})))
    >>> [(grid.key, grid.shape) for grid in grids_of(work, range(len(work.rows)))][:2]
    [('W', ('2', '2')), ('x', ('2',))]
    """
    groups: dict[tuple[str, str, str, str], list[tuple[Place, int]]] = {}
    for i in asked:
        row, label = work.rows[i], work.record.label[work.rows[i].to]
        found = place(label)
        if row.kind == "local" or (row.kind == "contribution" and not work.is_gradient(i)) or not found:
            continue
        before, name, after = row.key.partition(label)
        kind = "gradient" if row.kind == "contribution" else row.kind
        if name and label not in after:
            groups.setdefault((kind, before, found.array, after), []).append((found, i))
    made = [_grid(*group, numbers) for group, numbers in groups.items() if _is_whole([p for p, _ in numbers])]
    taken = Counter(row.key for row in work.rows)
    for grid in made:
        taken.update({grid.key, *(line.key for line in grid.lines)})
    return [grid for grid in made if all(taken[key] == 1 for key in (grid.key, *(line.key for line in grid.lines)))]


def _is_whole(places: Sequence[Place]) -> bool:
    """Whether these are places of one vector or matrix, each there once, of which at most half is missing."""
    paths = {place.path for place in places}
    if len(places) < 2 or len(paths) < len(places) or len({len(path) for path in paths}) > 1:
        return False
    cells = 1
    for along in zip(*paths, strict=True):
        cells *= max(along) + 1
    return cells <= 2 * len(paths)


def _grid(kind: str, before: str, array: str, after: str, numbers: Sequence[tuple[Place, int]]) -> Grid:
    at = {found.path: i for found, i in numbers}
    names = {found.path[:-1]: found.line for found, _ in numbers}
    columns = range(max(path[-1] for path in at) + 1)
    heads = [()] if () in names else [(i,) for i in range(max(path[0] for path in at) + 1)]
    lines = [
        Line(f"{before}{names.get(head, f'{array}{list(head)}')}{after}", tuple(at.get((*head, j)) for j in columns))
        for head in heads
    ]
    return Grid(f"{before}{array}{after}", array, kind, tuple(lines))


def arranged(work: Work, asked: Iterable[int], found: Iterable[Grid]) -> tuple[list[int], list[Grid]]:
    """The rows that are asked for, those of a grid one after the other, in an order of work; and the grids.

    A grid that would wait for itself, such as that of numbers of which one leads to another, is none.
    """
    found, wanted = list(found), set(asked)
    while True:
        groups = [grid.rows for grid in found]
        inside = {i for group in groups for i in group}
        groups += [[i] for i in range(len(work.rows)) if i not in inside]
        order = list(_in_order(work, groups))
        if len(order) == len(groups):
            return [i for k in order for i in groups[k] if i in wanted], found
        done = set(order)
        found = [grid for k, grid in enumerate(found) if k in done]


def _in_order(work: Work, groups: Sequence[Sequence[int]]) -> Iterator[int]:
    """The places of the groups, each after those from which it is worked out, and else by its first row. Groups in a
    circle are left out."""
    of = {i: k for k, group in enumerate(groups) for i in group}
    needs = [{of[j] for i in group for j in work.rows[i].takes} for group in groups]
    leads: list[list[int]] = [[] for _ in groups]
    for k, before in enumerate(needs):
        for j in before:
            leads[j].append(k)
    waits = [len(before) for before in needs]
    ready = [(min(group), k) for k, group in enumerate(groups) if not waits[k]]
    heapq.heapify(ready)
    while ready:
        _, k = heapq.heappop(ready)
        yield k
        for after in leads[k]:
            waits[after] -= 1
            if not waits[after]:
                heapq.heappush(ready, (min(groups[after]), after))
