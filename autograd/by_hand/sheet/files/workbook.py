"""Worksheets as .xlsx, in which the answers alone can be typed; and the cells of .xlsx, .ods and .xls.

XlsxWriter writes them, and calamine reads them: `pip install "ringograd[sheets]"`. An error, such as #DIV/0!, is read
as a text from .xlsx and .ods, and as a blank cell from .xls.
"""

from __future__ import annotations

import io
import math
import os
import subprocess
import sys
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from autograd.by_hand.sheet.files import cells
from autograd.by_hand.sheet.files.written import NO_CELL, Table, code_rows, given_rows, harmless
from autograd.language import language, say
from autograd.language.errors import WorksheetError
from autograd.language.text import width

LONGEST = 32_767
"""The most characters that a cell of a workbook holds. A question may have more, which are cut; no key has."""
ASKS, ANSWER, CELL = 60, 22, 14
"""Widths of columns, in digits. A page of A4 is about 90 wide."""
LINE, TALLEST = 15, 400
"""The height of a line and of the tallest row, in points. Not every program finds the height of a row itself."""
TEXT = 49
"""The number of the format @ of cells. What is typed stays as it is, and 1/2 becomes no date."""
START = 10
"""Seconds in which the process that reads cells has started, also on a computer with other work."""
FONTS = {"en": "Calibri", "ja": "Yu Gothic"}
EDGE = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter", "num_format": TEXT}
FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "bg_color": "#D9E2EC"},
    "title": {"bold": True, "text_wrap": True},
    "text":  {"text_wrap": True},
    "number": {"align": "center"},
    "answer": {"locked": False, "bg_color": "#FFF9DB"},
    "code": {"align": "fill", "font_color": "#808080"},  # which cuts it at the edge of its cell
}  # fmt: skip


def xlsx(sheet: Table) -> bytes:
    """The sheet as a workbook: locked without a password, but for the cells of the answers, in which all is text. The
    same sheet gives the same bytes."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise WorksheetError(say("sheets missing")) from None
    font = {"font_name": FONTS[language()], "font_size": 11}
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "default_format_properties": font}) as book:
        book.set_properties({"title": sheet.title, "created": datetime(2000, 1, 1)})
        _write(sheet, book.add_worksheet(say("sheet tab")), {n: book.add_format(EDGE | f) for n, f in FORMATS.items()})
    return out.getvalue()


def _write(sheet: Table, page: Any, formats: dict[str, Any]) -> None:
    from xlsxwriter.utility import xl_range

    keys = min(42, max(12, *(width(key) * 5 // 4 + 2 for _, key, *_ in sheet.rows)))
    wide = max(len(row) for row in (sheet.headers, *sheet.rows))
    rows = [
        ([*sheet.headers, *[""] * (wide - 4)], ["header"] * wide),
        *((row, ["text", "text", "text" if i else "title", "text"]) for i, row in enumerate(given_rows(sheet))),
        *((row, ["number", "text", "text", *map(_style, row[3:])]) for row in sheet.rows),
    ]
    last = len(rows) - 1
    rows += [(row, ["number", "text", "text", "code"]) for row in code_rows(sheet)]
    for i, (line, styles) in enumerate(rows):
        for column, (cell, style) in enumerate(zip(map(harmless, line), styles, strict=True)):
            page.write_string(i, column, cell[:LONGEST], formats[style])
        page.set_row(i, max(_height(line[1], keys), _height(line[2], ASKS)))
    for column, width_of in enumerate((6, keys, ASKS, ANSWER, *[CELL] * (wide - 4))):
        page.set_column(column, column, width_of)
    page.freeze_panes(1, 0)
    page.protect(options={"format_columns": True, "format_rows": True})
    page.ignore_errors({"number_stored_as_text": xl_range(0, 0, len(rows) - 1, wide - 1)})
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, last, wide - 1)
    page.repeat_rows(0)
    page.set_footer("&P / &N")


def _style(cell: str) -> str:
    return "number" if cell == NO_CELL else "answer"


def _height(text: str, wide: int) -> int:
    """The height of a row that holds this text in a column so wide. Words leave part of each line free."""
    return min(TALLEST, LINE * math.ceil((width(text) or 1) / (0.85 * wide)) + 6)


def sheets(content: bytes, shown: str) -> list[list[list[str]]]:
    """The rows of each sheet of a workbook, as text. Raises `WorksheetError` for what cannot be read."""
    if find_spec("python_calamine") is None:
        raise WorksheetError(say("sheets missing"))
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(
            [sys.executable, "-S", "-P", cells.__file__], env=os.environ | {"PYTHONPATH": path}, input=content,
            capture_output=True, timeout=START + 2 * cells.seconds_for(len(content)), check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        raise WorksheetError(say("no workbook", path=shown)) from None
    printed = done.stdout.decode().split(cells.SHEET)
    return [[row.split(cells.CELL) for row in sheet.split(cells.ROW)] for sheet in printed]
