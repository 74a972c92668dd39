"""The fourth pass: sums of products that share their factors become matrix products.

Each sum has a row, its first factors, and a column, its second ones. Where every row of some meets every column, the
sums are a matrix product, rows × inner · inner × columns. So a layer over a batch, over positions or over the windows
of an image is found again. Several products of one shape are one batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from autograd.program.passes.fusing import Sum


class Rectangle(NamedTuple):
    """A matrix product: for each of `rows` and of `columns` the sum in `sums`, row by row."""

    rows: list[tuple[int, ...]]
    columns: list[tuple[int, ...]]
    sums: list[list[Sum]]


def rectangles(sums: Sequence[Sum]) -> tuple[list[Rectangle], list[Sum]]:
    """The complete rectangles of sums with equally many products, and the sums that belong to none.

    >>> def sum_of(node, first, second):
    ...     return Sum(node, 1.0, first, second, 1.0, ())
    >>> layer = [sum_of(8, (0, 1), (4, 5)), sum_of(9, (2, 3), (4, 5)), sum_of(10, (0, 1), (6, 7))]
    >>> found, rest = rectangles([*layer, sum_of(11, (2, 3), (6, 7))])
    >>> [[one.node for one in row] for row in found[0].sums], rest
    ([[8, 10], [9, 11]], [])
    >>> rectangles(layer)[0]  # one is missing
    []
    """
    rows: dict[tuple[int, ...], int] = {}
    columns: dict[tuple[int, ...], int] = {}
    ends = [(rows.setdefault(one.first, len(rows)), columns.setdefault(one.second, len(columns))) for one in sums]
    in_row, in_column = [list[int]() for _ in rows], [list[int]() for _ in columns]  # sums by their places
    for i, (row, column) in enumerate(ends):
        in_row[row].append(i)
        in_column[column].append(i)
    found, rest = list[Rectangle](), list[Sum]()
    for connected in _connected(ends, in_row, in_column):
        complete = _complete(sums, connected, ends)
        if complete:
            found.append(complete)
        else:
            rest += [sums[i] for i in connected]
    rest.sort()
    return found, rest


def _connected(
    ends: Sequence[tuple[int, int]], in_row: Sequence[list[int]], in_column: Sequence[list[int]]
) -> Iterator[list[int]]:
    """Sums that share rows or columns, directly or through others."""
    row_seen, column_seen = [False] * len(in_row), [False] * len(in_column)
    for start in range(len(in_row)):
        connected = list[int]()
        waiting = [] if row_seen[start] else [start]
        row_seen[start] = True
        while waiting:
            members = in_row[waiting.pop()]
            connected += members
            for i in members:
                column = ends[i][1]
                if not column_seen[column]:
                    column_seen[column] = True
                    for row in [ends[j][0] for j in in_column[column]]:
                        if not row_seen[row]:
                            row_seen[row] = True
                            waiting.append(row)
        if connected:
            yield connected


def _complete(sums: Sequence[Sum], connected: Sequence[int], ends: Sequence[tuple[int, int]]) -> Rectangle | None:
    """The rectangle of these sums, if every row meets every column once, and there are several sums."""
    if len(connected) == 1:
        return None
    at = {ends[i]: sums[i] for i in connected}
    rows, columns = (dict.fromkeys(map(itemgetter(end), at)) for end in (0, 1))
    if len(at) < len(rows) * len(columns) or len(at) < len(connected):
        return None
    table = [[at[row, column] for column in columns] for row in rows]
    return Rectangle([row[0].first for row in table], [one.second for one in table[0]], table)
