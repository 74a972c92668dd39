"""Tables from CSV files, with cells as they are written. A table is divided before anything is learned from it."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Sequence, Set
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Self

from autograd.language import say
from autograd.language.errors import require_path
from nn.data.dataset import Examples
from nn.data.reading.cells import MISSING, decimal_commas, unsure
from nn.data.reading.features import no_feature
from nn.data.reading.names import apart, completed, require_names, require_whole_numbers_of_rows
from nn.data.reading.rows import Rows, all_rows, require_rows
from nn.data.reading.separator import no_column, of_header, of_rows
from nn.data.reading.text import text_of
from nn.data.reading.units import have_signs, without_signs


class TableWarning(UserWarning):
    """A column or a row of a file is left out of the table, or a column has another name or no signs in it."""


class Table(Examples):
    """Rows of a CSV file: `xs` are lists of cells, one for each of `columns`, and `ys` the cells of `target`.

    `lines` has the line of the file in which each row begins, counted from 1. `missing` are the texts of a cell without
    a value, and `commas` the columns, perhaps with the target, whose numbers have a decimal comma. Columns that are
    `unsure`, such as one of 1.234 alone, do not show their decimal sign, and nobody told it.
    """

    xs: list[list[str]]
    ys: list[str]
    missing: Set[str] = MISSING
    commas: Set[str] = frozenset()
    unsure: Set[str] = frozenset()

    def __init__(
        self,
        path: str,
        columns: list[str],
        target: str,
        xs: list[list[str]],
        ys: list[str],
        lines: list[int],
        *,
        missing: Set[str] = MISSING,
        commas: Set[str] = frozenset(),
        unsure: Set[str] = frozenset(),
    ) -> None:
        self.path, self.columns, self.target = path, columns, target
        self.xs, self.ys, self.lines = xs, ys, lines
        self.missing, self.commas, self.unsure = missing, commas, unsure

    def part(self, places: Iterable[int]) -> Self:
        places = list(places)
        part = super().part(places)
        part.lines = [self.lines[i] for i in places]
        return part

    def __repr__(self) -> str:
        columns = ", ".join(self.columns)
        return say("a table in a file", count=len(self), path=self.path, target=self.target, columns=columns)


def csv(
    path: str | PathLike[str],
    target: str,
    use: Sequence[str] | None = None,
    *,
    separator: str | None = None,
    encoding: str | None = None,
    missing: Collection[str] | None = None,
    names: Sequence[str] | None = None,
    comma: bool | None = None,
    drop_missing_targets: bool = False,
) -> Table:
    """The table in a file of values with commas between them, in UTF-8, whose first row names the columns.

    `target` is the column to be predicted from the columns in `use`, or from all others. Spaces around a cell and empty
    lines do not count. Where all numbers of a column have the same sign of per cent or of a currency, as in 50%, it is
    taken off, and a TableWarning says so.

    - `separator`: what stands between cells. Commas, `;`, tabs and blanks are found, and others are told.
    - `encoding`: such as "cp932" for Shift-JIS, or "latin-1".
    - `missing`: the texts of a cell without a value, in place of the usual ones. An empty cell never has one.
    - `names`: of all columns, for a file whose first row is not a header.
    - `comma`: whether the decimal sign is a comma. It is found where no comma stands between cells. Where it is one,
      groups of digits may have spaces between them, as 1 234,5.
    - `drop_missing_targets`: leave out the rows without a target.

    Without `use`, a column with another value in each row is left out if it has no name or that of an identifier, such
    as "PassengerId", "index" or "学籍番号", and has whole numbers or texts; or if it has texts or dates in at least 10
    rows; or if its whole numbers count up by one in at least 20 rows, or in fewer under a name such as "no" or "row".
    An empty column without a name is left out, too. Numbers that are named as times, such as "year", and all other
    numbers stay. Of two columns of one name the second is called "x 2". A TableWarning says each of these. A column
    without a name that stays is called "column 3", by its place.

    Raises ValueError, with the line of the file, for a missing column, a row with more or fewer cells than there are
    columns, a missing target, or no rows. Raises FileNotFoundError for a path that leads nowhere.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "passengers.csv")
    ...     _ = file.write_text("alive;age;sex\\nno;22,5;male\\nyes;;female\\n")
    ...     table = csv(file, target="alive")
    >>> table.columns, table[1], table.commas
    (['age', 'sex'], (['', 'female'], 'yes'), frozenset({'age'}))
    """
    _require_kinds(use, names, missing, separator, encoding, comma)
    require_path(path)
    path = fspath(path)
    if not Path(path).exists():
        raise FileNotFoundError(say("no file", path=path, folder=Path.cwd()))
    absent = MISSING if missing is None else frozenset(["", *map(str.strip, missing)])
    text = text_of(path, encoding)
    separator, found = _rows(path, text, target, separator, names)
    header, unnamed, body = _named(path, found, target, use, names, separator)
    for name in [target, *(use or ())]:
        if name not in header:
            raise ValueError(no_column(path, text, name, header, separator))
    require_rows(path, body, len(header))
    columns = list(use) if use is not None else _features(path, header, unnamed, body.cells, target, absent)
    if not columns or target in columns or len({*columns}) < len(columns):
        raise ValueError(say("use names columns", target=target, columns=columns))
    at, places = header.index(target), [header.index(name) for name in columns]
    body = _with_target(path, body, at, target, absent, drop_missing_targets)
    lines, xs, ys = body.lines, body.columns(places), [cells[at] for cells in body.cells]
    if have_signs(text):
        signs, xs, ys = without_signs(path, [*columns, target], Rows(lines, xs), ys, absent)
        if signs:
            which = ", ".join(f"{name!r} ({sign})" for name, sign in signs.items())
            told = say("signs left out", path=path, which=which)
            warnings.warn(told, TableWarning, stacklevel=2)
    commas: Set[str] = frozenset([*columns, target] if comma else [])
    silent: Set[str] = frozenset()
    if comma is None and separator != ",":
        columns_of_cells = dict(zip([*columns, target], [*zip(*xs, strict=True), ys], strict=True))
        commas = decimal_commas(columns_of_cells, absent, path, lines)
        silent = unsure(columns_of_cells, absent)
    return Table(path, columns, target, xs, ys, lines, missing=absent, commas=commas, unsure=silent)


def _require_kinds(use: Any, names: Any, missing: Any, separator: Any, encoding: Any, comma: Any) -> None:
    """Raise TypeError or ValueError for an option of another kind."""
    for what, given in {"use": use, "names": names, "missing": missing}.items():
        if isinstance(given, str) or not isinstance(given, Collection | None):
            key = "list of texts" if what == "missing" else "list of columns"
            raise TypeError(say(key, what=what, given=str(given)))
        for one in given or []:
            if not isinstance(one, str):
                raise TypeError(say("no text in a list", what=what, text=str(one), given=one))
    if separator is not None and (not isinstance(separator, str) or len(separator) != 1 or separator in '"\r\n'):
        raise ValueError(say("no separator", given=separator))
    if not isinstance(encoding, str | None):
        raise TypeError(say("no encoding", given=encoding))
    if comma not in (None, True, False):
        raise TypeError(say("comma is no truth", given=comma))


def _rows(path: str, text: str, target: str, separator: str | None, names: Sequence[str] | None) -> tuple[str, Rows]:
    """The separator and all rows, of which there is at least one."""
    if separator is None:
        separator = of_header(path, text, target) if names is None else of_rows(path, text, len(names))
    found = all_rows(path, text, separator)
    if not found.lines:
        raise ValueError(say("empty table", path=path))
    return separator, found


def _named(
    path: str, found: Rows, target: str, use: Sequence[str] | None, names: Sequence[str] | None, separator: str
) -> tuple[list[str], list[int], Rows]:
    """A name for each column, the places of those that the file gives no name, and the rows below the header."""
    line, header, body = found.lines[0], found.cells[0], Rows(found.lines[1:], found.cells[1:])
    if names is not None:
        if len({*names} & {*header}) * 2 > len(names):
            raise ValueError(say("names given twice", path=path, line=line))
        if len({*names}) < len(names):
            raise ValueError(say("names twice", given=list(names)))
        header, body = list(names), found
    if names is None:
        if separator == ",":
            require_whole_numbers_of_rows(path, line, header, body.cells)
        if use is None and target in header:
            require_names(path, line, header, target)
        header = completed(header, body.cells)
    called = apart(header)
    twice, second = next(((a, b) for a, b in zip(header, called, strict=True) if a and a != b), (None, None))
    if twice is not None:
        told = say("columns of one name", path=path, line=line, name=twice, second=second)
        if twice == target and use is None:
            raise ValueError(say("target of two columns", told=told))
        warnings.warn(told, TableWarning, stacklevel=3)
    return called, [i for i, name in enumerate(header) if not name], body


def _features(
    path: str, header: list[str], unnamed: list[int], rows: list[list[str]], target: str, missing: Set[str]
) -> list[str]:
    """The columns without those that only say which row it is, unless there are no others."""
    left = {}
    for i, name in enumerate(header):
        told = "" if i in unnamed else name
        if name != target and (why := no_feature(told, rows, i, missing)):
            left[name] = why
    columns = [name for name in header if name != target and name not in left]
    if not columns:
        columns = [name for i, name in enumerate(header) if name != target and i not in unnamed]
        left = {name: why for name, why in left.items() if name not in columns}
    if not columns:
        if unnamed:
            names = [header[i] for i in unnamed]
            raise ValueError(say("only the target and unnamed", path=path, target=target, unnamed=names))
        raise ValueError(say("only the target", path=path, target=target))
    if left:
        which = ", ".join(f"{name!r} ({why})" for name, why in left.items())
        warnings.warn(
            say("left out of the features", path=path, which=which),
            TableWarning,
            stacklevel=3,
        )
    return columns


def _with_target(path: str, body: Rows, at: int, target: str, missing: Set[str], drop: bool) -> Rows:
    """The rows that have a target. Raises ValueError for one that has not, unless those are to be left out."""
    without = [line for line, cells in zip(*body, strict=True) if cells[at] in missing]
    if not without:
        return body
    if not drop or len(without) == len(body.lines):
        key = "all targets missing" if len(without) == len(body.lines) else "target missing"
        raise ValueError(say(key, path=path, line=without[0], target=target))
    warnings.warn(
        say(
            "rows without a target",
            path=path,
            count=len(without),
            all=len(body.lines),
            target=target,
            line=without[0],
        ),
        TableWarning,
        stacklevel=3,
    )
    return body.part(i for i, cells in enumerate(body.cells) if cells[at] not in missing)
