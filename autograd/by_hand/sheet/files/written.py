"""Worksheets written as CSV, Markdown and JSON, so that no spreadsheet runs what stands in a cell."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from autograd.by_hand.answers.read import DECIMAL
from autograd.language import say
from autograd.language.text import markdown_table, printable, table

HEADERS = ("header number", "header key", "header asks", "header answer")
LONGEST_CELL = 30_000
"""The most characters of a code in one cell. A cell of a spreadsheet holds 32,767."""
RUNS = tuple("=+-@\t\r\n＝＋－＠")
"""A spreadsheet takes a cell that begins with one of these for a formula."""
CODE_KEY = "ringo"
NO_CELL = "—"
"""What stands in a cell of a grid that is not asked for."""


class Table(NamedTuple):
    """A sheet in cells. A row has a number, a key, a question, and one cell for the answer, or several in a line of a
    grid."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    given: Sequence[str]
    code: str
    student: str = ""
    """Whose sheet it is, if it is somebody's."""

    @property
    def whose(self) -> list[str]:
        """The line that tells whose sheet it is, as it is read back."""
        return [say("whose sheet", name=printable(self.student, 200))] if self.student else []


def harmless(cell: str) -> str:
    """The text for a cell, with an apostrophe before it if a spreadsheet would run it as a formula.

    >>> harmless("=cmd()"), harmless("-0.5"), harmless("apple")
    ("'=cmd()", '-0.5', 'apple')
    """
    runs = cell.lstrip("'").startswith(RUNS) and not DECIMAL.fullmatch(cell)
    return f"'{cell}" if runs else cell


def meant(cell: str) -> str:
    """The text that `harmless` was given, from its cell.

    >>> meant("'=cmd()"), meant("'apple")
    ('=cmd()', "'apple")
    """
    return cell.removeprefix("'") if cell.lstrip("'").startswith(RUNS) else cell


MARKED = re.compile(r"(\*{1,3}|_{1,3}|`{1,3})(?=\S)((?:(?!\1).)+)(?<=\S)\1")
"""A cell that is bold, in italics or code as a whole."""


def unmarked(cell: str) -> str:
    """The text of a cell of Markdown without the marks around the whole of it. Within a cell they have another meaning.

    >>> [unmarked(cell) for cell in ("**0.5**", "*-2*", "`1/2`", "__3__", "**_4_**", "**2*3**", "*2*3*", "2**3")]
    ['0.5', '-2', '1/2', '3', '4', '2*3', '*2*3*', '2**3']
    """
    while marked := MARKED.fullmatch(cell):
        cell = marked[2]
    return cell


def csv_lines(lines: Sequence[Sequence[str]]) -> str:
    """Rows of cells as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(map(harmless_cells, of_one_length(lines)))
    return out.getvalue()


def of_one_length(lines: Iterable[Sequence[str]]) -> list[list[str]]:
    """The lines with blank cells at their ends, for some have more cells than others."""
    lines = [*lines]
    most = max(map(len, lines), default=0)
    return [[*line, *[""] * (most - len(line))] for line in lines]


def harmless_cells(line: Sequence[str]) -> list[str]:
    return [harmless(cell) for cell in line]


def given_rows(sheet: Table) -> list[list[str]]:
    return [["", "", line, ""] for line in (sheet.title, *sheet.whose, *sheet.given)]


def code_rows(sheet: Table) -> list[list[str]]:
    pieces = [sheet.code[i : i + LONGEST_CELL] for i in range(0, len(sheet.code), LONGEST_CELL)]
    return [["", CODE_KEY, say("code note"), piece] for piece in pieces]


def lines_of(sheet: Table) -> list[Sequence[str]]:
    """All lines of the file, from the headers to the code."""
    return [sheet.headers, *given_rows(sheet), *sheet.rows, *code_rows(sheet)]


def csv_text(sheet: Table) -> str:
    return csv_lines(lines_of(sheet))


def markdown(sheet: Table) -> str:
    given = "\n".join(f"- {line}" for line in map(_one_line, [*sheet.whose, *sheet.given]))
    code = [f"<!-- {CODE_KEY} {sheet.code} -->\n"] if sheet.code else []
    headers, *rows = of_one_length([sheet.headers, *sheet.rows])
    return "\n\n".join([f"# {_one_line(sheet.title)}", given, markdown_table(headers, rows, right=[0]), *code])


def plain(sheet: Table) -> str:
    headers, *rows = of_one_length([sheet.headers, *sheet.rows])
    return "\n\n".join([sheet.title, "\n".join(sheet.given), table(headers, rows, right=[0])])


def json_text(sheet: Table) -> str:
    """The sheet as JSON, whose rows have one answer each."""
    rows = [{"number": int(n), "key": key, "asks": asks, "answer": answer} for n, key, asks, answer in sheet.rows]
    whose = {"name": sheet.student} if sheet.student else {}
    content = {"title": sheet.title, **whose, "given": list(sheet.given), "rows": rows, CODE_KEY: sheet.code}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _one_line(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", printable(text, 1000))
