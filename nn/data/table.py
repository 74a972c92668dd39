"""Tables from CSV files, with cells as they are written. A table is divided before anything is learned from it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from csv import Error, reader
from io import StringIO
from os import PathLike, fspath
from pathlib import Path
from typing import Self

from nn.data.dataset import Examples

MISSING = frozenset({"", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", "-", "?"})
"""The texts of a cell without a value, from spreadsheets, R, pandas, databases, Python and people."""


class Table(Examples):
    """Rows of a CSV file: `xs` are lists of cells, one for each of `columns`, and `ys` the cells of `target`.

    `lines` has the line of the file in which each row begins, counted from 1.
    """

    xs: list[list[str]]
    ys: list[str]

    def __init__(
        self, path: str, columns: list[str], target: str, xs: list[list[str]], ys: list[str], lines: list[int]
    ) -> None:
        self.path, self.columns, self.target = path, columns, target
        self.xs, self.ys, self.lines = xs, ys, lines

    def part(self, places: Iterable[int]) -> Self:
        places = list(places)
        part = super().part(places)
        part.lines = [self.lines[i] for i in places]
        return part

    def __repr__(self) -> str:
        return f"Table of {len(self)} rows of {self.path}, target {self.target!r}, columns {', '.join(self.columns)}"


def csv(path: str | PathLike[str], target: str, use: Sequence[str] | None = None) -> Table:
    """The table in a file of comma-separated values in UTF-8, whose first row names the columns.

    `target` is the column to be predicted from the columns in `use`, or from all others. Spaces around a cell and empty
    lines do not count. Raises ValueError, with the line of the file, for a missing column, a row with more or fewer
    cells than the first, a missing target, or no rows. Raises FileNotFoundError for a path that leads nowhere.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "passengers.csv")
    ...     _ = file.write_text("alive,age,sex\\nno,22,male\\nyes,,female\\n")
    ...     table = csv(file, target="alive")
    >>> table.columns, table[1]
    (['age', 'sex'], (['', 'female'], 'yes'))
    """
    if isinstance(use, str):
        raise TypeError(f"use is a list of names of columns, as in use=[{use!r}]")
    path = fspath(path)
    if not Path(path).exists():
        raise FileNotFoundError(f"there is no file {path}, as seen from the folder {Path.cwd()}")
    rows = _rows(path)
    if not rows:
        raise ValueError(f"{path} is empty, and its first row should name the columns")
    (header_line, header), *body = rows
    twice = next((name for i, name in enumerate(header) if name in header[:i]), None)
    if twice is not None:
        raise ValueError(f"{path}, line {header_line}: two columns are named {twice!r}; each needs a name of its own")
    columns = [name for name in header if name != target] if use is None else list(use)
    for name in [target, *columns]:
        if name not in header:
            raise ValueError(f"{path} has no column {name!r}; its columns are {', '.join(map(repr, header))}")
    if not columns or target in columns or len(set(columns)) < len(columns):
        raise ValueError(f"use names columns, each once and not the target {target!r}, and is {columns}")
    if not body:
        raise ValueError(f"{path} names columns, but has no rows")
    at, places = header.index(target), [header.index(name) for name in columns]
    for line, cells in body:
        if len(cells) != len(header):
            raise ValueError(
                f"{path}, line {line}: the row has {len(cells)} cells, and there are {len(header)} columns"
            )
        if cells[at] in MISSING:
            raise ValueError(
                f"{path}, line {line}, column {target!r}: the target is missing; fill it in, or take out the row"
            )
    xs = [[cells[i] for i in places] for _, cells in body]
    ys = [cells[at] for _, cells in body]
    return Table(path, columns, target, xs, ys, [line for line, _ in body])


def _rows(path: str) -> list[tuple[int, list[str]]]:
    """Each row that is not empty, with the line in which it begins."""
    data = Path(path).read_bytes().removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{path}, line {line}: the byte {data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
    found, cells, line = [], reader(StringIO(text, newline=""), strict=True), 1
    try:
        for row in cells:
            if row:
                found.append((line, [cell.strip() for cell in row]))
            line = cells.line_num + 1
    except Error as error:
        raise ValueError(f"{path}, line {line}: the row cannot be read: {error}") from None
    return found
