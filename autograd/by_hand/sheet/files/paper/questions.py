"""What a sheet asks, question by question: a row, or on a sheet with grids all rows of a vector or a matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from autograd.notation.symbols import Symbol


class Question(NamedTuple):
    """A question in words and formulas. `lines` are its rows of the sheet, a single one unless it is a grid; None is a
    cell that is not asked for."""

    number: str
    key: str
    asks: str
    lines: Sequence[Sequence[Any]]
    is_grid: bool


def questions(sheet: Any, written: Callable[[Symbol], str]) -> Iterator[Question]:
    """The questions of a sheet, with formulas `written` in a notation."""
    grids = {i: grid for grid in sheet.blocks for i in grid.rows} if sheet.grids else {}
    at = {row.position: row for row in sheet.rows}
    for row in sheet.rows:
        grid = grids.get(row.position)
        if grid is None:
            yield Question(str(row.number), row.key, sheet.asks(row.position, written), [[row]], is_grid=False)
        elif row.position == grid.rows[0]:
            lines = [[None if i is None else at[i] for i in line.rows] for line in grid.lines]
            number = f"{row.number}–{at[grid.rows[-1]].number}"
            yield Question(number, grid.key, sheet.asks_grid(grid, written), lines, is_grid=True)
