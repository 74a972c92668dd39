"""The rows of a table, and the cells of each, between separators that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from csv import Error, reader
from io import StringIO
from typing import NamedTuple

from autograd.language import say

Row = tuple[int, list[str]]
"""The line in which a row begins, and its cells."""

BLANK = " "
"""One or several blanks or tabs stand for one."""
BLANKS = " \t\v\f\x1c\x1d\x1e\x1f"
BETWEEN_BLANKS = re.compile(r'"((?:[^"]|"")*)"(?=\s|$)|([^\s"]\S*)|(\S[\s\S]*)')


class Rows(NamedTuple):
    """The same for all rows, in two lists: the garbage collector is then done in half the time."""

    lines: list[int]
    cells: list[list[str]]

    def part(self, places: Iterable[int]) -> Rows:
        places = list(places)
        return Rows([self.lines[i] for i in places], [self.cells[i] for i in places])

    def columns(self, places: Sequence[int]) -> list[list[str]]:
        """Of each row the cells at these places. Where they are side by side, a slice takes a third of the time."""
        first, last = places[0], places[-1]
        if [*places] == [*range(first, last + 1)]:
            return [cells[first : last + 1] for cells in self.cells]
        return [[cells[i] for i in places] for cells in self.cells]


def rows(path: str, text: str, separator: str) -> Iterator[Row]:
    """Each row that is not empty. Raises ValueError, with the line, for quotation marks that do not close.

    >>> list(rows("t.csv", "x;y\\n\\n1; 2\\n", ";"))
    [(1, ['x', 'y']), (3, ['1', '2'])]
    """
    if separator == BLANK:
        yield from _between_blanks(path, text)
        return
    cells = reader(StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    begins = 1
    try:
        if '"' not in text and not _may_be_padded(text, separator):
            yield from ((line, row) for line, row in enumerate(cells, 1) if row)
            return
        for row in cells:
            if row:
                yield begins, [*map(str.strip, row)]
            begins = cells.line_num + 1
    except Error as error:
        line = begins if '"' in text else cells.line_num
        key = "row with quotation marks" if "expected after" in str(error) else "row cannot be read"
        raise ValueError(say(key, path=path, line=line, error=error)) from None


def all_rows(path: str, text: str, separator: str) -> Rows:
    """All that `rows` gives."""
    found = Rows([], [])
    for line, cells in rows(path, text, separator):
        found.lines.append(line)
        found.cells.append(cells)
    return found


def require_rows(path: str, body: Rows, width: int) -> None:
    """Raise ValueError, with the line, for a row with more or fewer cells, and where there are no rows."""
    if not body.lines:
        raise ValueError(say("no rows", path=path))
    for line, cells in zip(*body, strict=True):
        if len(cells) != width:
            raise ValueError(say("cells of a row", path=path, line=line, count=len(cells), width=width))


def _may_be_padded(text: str, separator: str) -> bool:
    """Whether a cell without quotation marks may have blanks around it. To find that none has takes a tenth of the time
    to strip them."""
    if not text.isascii() or text[:1].isspace() or text[-1:] in BLANKS:
        return True
    blanks = [blank for blank in BLANKS if blank in text and blank != separator]
    edges = [edge for edge in (separator, "\n", "\r") if edge in text]
    return any(blank + edge in text or edge + blank in text for blank in blanks for edge in edges)


def _between_blanks(path: str, text: str) -> Iterator[Row]:
    for line, written in enumerate(StringIO(text, newline=""), 1):
        found = BETWEEN_BLANKS.findall(written)
        if any(odd for _, _, odd in found):
            raise ValueError(say("quotation mark open", path=path, line=line))
        if found:
            yield line, [plain or quoted.replace('""', '"').strip() for quoted, plain, _ in found]
