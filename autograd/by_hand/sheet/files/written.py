"""Worksheets written as CSV, Markdown and JSON, so that no spreadsheet runs what stands in a cell."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.answers.read import DECIMAL
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import markdown_table, printable, table
from autograd.language.whole import write_whole

HEADERS = ("header number", "header key", "header asks", "header answer")
LONGEST_CELL = 30_000
"""The most characters of a code in one cell. A cell of a spreadsheet holds 32,767."""
RUNS = tuple("=+-@\t\r\n＝＋－＠")
"""A spreadsheet takes a cell that begins with one of these for a formula."""
CODE_KEY = "ringo"


class Table(NamedTuple):
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    given: Sequence[str]
    code: str


def save(sheet: Table, path: Path, overwrite: bool = False) -> Path:
    """Write a sheet in the format that the ending of `path` names. Raises `WorksheetError` if that cannot be done."""
    formats = {".csv": csv_text, ".md": markdown, ".json": json_text}
    if path.suffix.lower() not in formats:
        raise WorksheetError(say("no such format", path=printable(str(path), 200)))
    return write(
        formats[path.suffix.lower()](sheet), path, overwrite, "utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"
    )


def write(text: str, path: Path, overwrite: bool, encoding: str = "utf-8") -> Path:
    """Write a file whole or not at all; an existing one is kept unless `overwrite`."""
    shown = printable(str(path), 200)
    try:
        write_whole(path, text.encode(encoding, "replace"), overwrite=overwrite)
    except FileExistsError:
        raise WorksheetError(say("file exists", path=shown)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WorksheetError(say("not written", path=shown, reason=reason)) from None
    return path


def harmless(cell: str) -> str:
    """The text for a cell, with an apostrophe before it if a spreadsheet would run it as a formula.

    >>> harmless("=cmd()"), harmless("-0.5"), harmless("apple")
    ("'=cmd()", '-0.5', 'apple')
    """
    runs = cell.lstrip("'").startswith(RUNS) and not DECIMAL.fullmatch(cell)
    return f"'{cell}" if runs else cell


def csv_lines(lines: Sequence[Sequence[str]]) -> str:
    """Rows of cells as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows([[harmless(cell) for cell in line] for line in lines])
    return out.getvalue()


def csv_text(sheet: Table) -> str:
    given = [["", "", line, ""] for line in (sheet.title, *sheet.given)]
    pieces = [sheet.code[i : i + LONGEST_CELL] for i in range(0, len(sheet.code), LONGEST_CELL)]
    codes = [["", CODE_KEY, say("code note"), piece] for piece in pieces]
    return csv_lines([sheet.headers, *given, *sheet.rows, *codes])


def markdown(sheet: Table) -> str:
    given = "\n".join(f"- {line}" for line in map(_one_line, sheet.given))
    return "\n\n".join(
        [
            f"# {_one_line(sheet.title)}",
            given,
            markdown_table(sheet.headers, sheet.rows, right=[0]),
            f"<!-- {CODE_KEY} {sheet.code} -->\n",
        ]
    )


def plain(sheet: Table) -> str:
    return "\n\n".join([sheet.title, "\n".join(sheet.given), table(sheet.headers, sheet.rows, right=[0])])


def json_text(sheet: Table) -> str:
    rows = [{"number": int(n), "key": key, "asks": asks, "answer": answer} for n, key, asks, answer in sheet.rows]
    return (
        json.dumps(
            {"title": sheet.title, "given": list(sheet.given), "rows": rows, CODE_KEY: sheet.code},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _one_line(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", printable(text, 1000))
