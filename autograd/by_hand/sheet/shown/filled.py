"""The answers to the rows of a grid: from a line of cells, from a matrix typed in one cell, or from a list of lists.

What is found are answers to scalar rows, by their keys. A block whose rows and columns are swapped is told as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from autograd.by_hand.answers.answer import Answer, Unworked, agrees
from autograd.by_hand.sheet.files.written import NO_CELL
from autograd.by_hand.sheet.shown.grids import Grid
from autograd.by_hand.sheet.shown.matrices import matrix_in, spaced
from autograd.by_hand.sheet.work import Work
from autograd.graph.expression.vectors import described
from autograd.language import say
from autograd.language.text import printable


def keyed(grids: Iterable[Grid]) -> dict[str, tuple[Grid, int]]:
    """Each grid by its own key and by those of its lines, with the line at which what stands there begins."""
    found = {grid.key.strip(): (grid, 0) for grid in grids}  # as a key comes back from a file
    return found | {line.key.strip(): (grid, at) for grid, _ in found.values() for at, line in enumerate(grid.lines)}


Found = tuple[int, Any]
"""The position of a row in the work, and what answers it: a text, a number, or an `Answer` that says why it is none."""


def in_cells(grid: Grid, at: int, given: Any, more: Sequence[str], comma: bool) -> Iterator[Found]:
    """What is given in a line of a grid, or in its first line for the whole of it; `more` is in the cells beside."""
    if isinstance(given, list | tuple):
        listed = [list(row) if isinstance(row, list | tuple) else [row] for row in given]
        typed: Any = listed if any(isinstance(row, list | tuple) for row in given) else [list(given)]
    else:
        alone = isinstance(given, str) and not isinstance(given, Unworked) and not any(more)
        typed = (matrix_in(given, comma) or spaced(given, len(grid.lines[at].rows))) if alone else None
    if typed is None:
        yield from _cells(grid.lines[at].rows, [given, *more])
    elif len(typed) == 1 and len(typed[0]) == len(grid.lines[at].rows):
        yield from _cells(grid.lines[at].rows, typed[0])
    else:
        yield from _block(grid, at, typed, given)


def _cells(rows: Sequence[int | None], cells: Sequence[Any]) -> Iterator[Found]:
    blanks = [""] * (len(rows) - len(cells))  # which programs leave out at the end of a line
    for i, cell in zip(rows, [*cells, *blanks], strict=False):
        if i is not None and cell != NO_CELL:
            yield i, cell


def _block(grid: Grid, at: int, typed: Sequence[Sequence[Any]], given: Any) -> Iterator[Found]:
    """The numbers of a whole block; or for each of its rows the reason why the block does not fit."""
    wide, high = len(grid.lines[0].rows), len(grid.lines)
    if len(grid.shape) == 1 and all(len(row) == 1 for row in typed):  # a vector, written as a column
        typed = [[number for row in typed for number in row]]
    if at == 0 and [len(row) for row in typed] == [wide] * high:
        for line, row in zip(grid.lines, typed, strict=True):
            yield from _cells(line.rows, row)
        return
    turned = at == 0 and [len(row) for row in typed] == [high] * wide
    widths = {len(row) for row in typed}
    shape = (str(len(typed)), str(widths.pop())) if len(widths) == 1 else None
    problem = say(
        "block turned" if turned else "block does not fit" if shape else "block uneven",
        answer=printable(str(given)), needed=described(grid.shape), shape=described(shape or ()),
    )  # fmt: skip
    for i in grid.rows if at == 0 else (i for i in grid.lines[at].rows if i is not None):
        yield i, Answer(printable(str(given)), problem=problem)


def turned(work: Work, grids: Iterable[Grid], answers: Mapping[int, Answer]) -> set[int]:
    """The wrong rows of matrices that would be right with rows and columns swapped."""

    def right(i: int, j: int) -> bool:
        return i in answers and agrees(answers[i], work.numbers[j], work.noise[j])

    found = set[int]()
    for grid in grids:
        rows, columns = [line.rows for line in grid.lines], [*zip(*(line.rows for line in grid.lines), strict=True)]
        places = [(i, j) for row, column in zip(rows, columns, strict=False) for i, j in zip(row, column, strict=False)]
        pairs = [(i, j) for i, j in places if i is not None and j is not None]
        if 1 < len(rows) == len(columns) and len(pairs) == len(rows) ** 2 and all(right(i, j) for i, j in pairs):
            found |= {i for i, _ in pairs if not right(i, i)}
    return found
