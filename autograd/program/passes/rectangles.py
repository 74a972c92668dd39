"""The fourth pass: sums of products that share their factors become matrix products.

Each sum has a row, its first factors, and a column, its second ones. Where every row of some meets every column, the
sums are a matrix product, rows × inner · inner × columns. So a layer over a batch, over positions or over the windows
of an image is found again. Several products of one shape are one batch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
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
    rows = defaultdict[tuple[int, ...], list[Sum]](list)
    for one in sums:
        rows[one.first].append(one)
    alike = defaultdict[frozenset[tuple[int, ...]], list[list[Sum]]](list)  # rows that meet the same columns
    for row in rows.values():
        alike[frozenset([one.second for one in row])].append(row)
    meets = Counter(chain.from_iterable(alike))
    found, rest = list[Rectangle](), list[Sum]()
    for columns, table in alike.items():
        once = all(len(row) == len(columns) for row in table)
        if once and len(table) * len(columns) > 1 and all(meets[column] == 1 for column in columns):
            found.append(_rectangle(table))
        else:
            rest += chain.from_iterable(table)
    rest.sort()
    return found, rest


def _rectangle(table: list[list[Sum]]) -> Rectangle:
    """The rectangle of rows that meet the same columns, each in an order of its own."""
    columns = [one.second for one in table[0]]
    place = {column: i for i, column in enumerate(columns)}
    for row in table:
        if [one.second for one in row] != columns:
            row.sort(key=lambda one: place[one.second])
    return Rectangle([row[0].first for row in table], columns, table)
