"""The numbers that come out of the cells of .xlsx and .ods: as they were meant, be they dates or rounded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from autograd import Value, mark, worksheet
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files import cells
from tests.by_hand.sheet.test_bad_files import KEYS, RIGHT, SHEET
from tests.conftest import thinned


def book(fill: Callable[[Any, Any], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        fill(made, made.add_worksheet())
    return out.getvalue()


def with_number(number: float, pattern: str) -> Callable[[Any, Any], object]:
    return lambda made, page: page.write_number(1, 1, number, made.add_format({"num_format": pattern}))


CELLS: dict[str, tuple[float, Callable[[Any, Any], object], str, str]] = {
    "a number": (0.25, with_number(0.25, "General"), "right", "0.25"),
    "a number whose zeros were dropped": (0.4996, with_number(0.5, "General"), "right", "0.5"),
    "a number with digits that are not shown": (0.25, with_number(0.25, "0.0"), "right", "0.25"),
    "a whole number": (3.0, with_number(3, "General"), "right", "3"),
    "zeros at the end, which may be rounding": (1234567.0, with_number(1230000, "#,##0"), "right", "1230000"),
    "per cent": (0.5, with_number(0.5, "0%"), "right", "0.5"),
    "a fraction that stayed one": (0.5, with_number(0.5, "# ?/?"), "right", "0.5"),
    "a power": (1.5e-7, with_number(1.5e-7, "0.0E+00"), "right", "1.5e-07"),
    "the rounding of a formula": (1.0, with_number(1.0000000000000009, "General"), "right", "1"),
    "a formula": (1 / 3, lambda made, page: page.write_formula(1, 1, "=1/3", None, 1 / 3), "right", "0.333333333333"),
    "a formula that was typed as text": (1 / 3, lambda made, page: page.write_string(1, 1, "=1/3"), "right", "=1/3"),
    "a wrong number": (0.25, with_number(0.26, "General"), "wrong", "0.26"),
    "too few digits": (2 / 3, with_number(0.67, "General"), "wrong", "0.67"),
    "a date": (0.5, with_number(46024, "yyyy-mm-dd"), "unreadable", "2026-01-02"),
    "a date and a time": (0.5, with_number(46024.5, "yyyy-mm-dd hh:mm"), "unreadable", "2026-01-02 12:00:00"),
    "a time": (0.5, with_number(0.5, "hh:mm"), "unreadable", "12:00:00"),
    "a truth": (1.0, lambda made, page: page.write_boolean(1, 1, True), "unreadable", "TRUE"),
    "a sign between cells": (0.5, lambda made, page: page.write_string(1, 1, "0.5\x1f\x1e7"), "unreadable", "0.5  7"),
    "an error": (1.0, lambda made, page: page.write_formula(1, 1, "=1/0", None, "#DIV/0!"), "unreadable", "#DIV/0!"),
    "a text beside an error": (
        0.25,
        lambda made, page: [page.write_string(1, 1, "0.25"), page.write_formula(9, 0, "=f()", None, "#NAME?")],
        "right",
        "0.25",
    ),
    "nothing": (1.0, lambda made, page: None, "blank", ""),
}
"""The true number, the cell, the verdict, and what is read. Day 46024 is the 2nd of January 2026."""


@pytest.mark.parametrize("what", thinned(CELLS))
def test_a_cell_is_read_as_it_was_meant(what: str, tmp_path: Path) -> None:
    true, fill, verdict, seen = CELLS[what]

    def filled(made: Any, page: Any) -> None:
        page.write_row(0, 0, ["key", "answer"])
        page.write_string(1, 0, "v1")
        fill(made, page)

    (tmp_path / "cell.xlsx").write_bytes(book(filled))
    row = mark(worksheet(Value(true, name="x") * 1.0), tmp_path / "cell.xlsx").rows[0]
    assert (row.verdict, row.answer or seen) == (verdict, seen)
    assert ("turned a fraction into the date" in "".join(row.reasons)) == ("date" in what)


def test_a_date_is_found_in_the_calendar() -> None:
    assert (date(2026, 1, 2) - date(1899, 12, 30)).days == 46024
    assert cells.typed(datetime(2026, 1, 2, 12)) == "2026-01-02 12:00:00"


def test_the_sheet_with_the_headers_is_found(tmp_path: Path) -> None:
    """It may be the second one, and its table may begin anywhere. A key that is a number is one for a program, too."""

    def fill(made: Any, first: Any) -> None:
        first.write_string(0, 0, "my notes")
        page = made.add_worksheet()
        page.write_row(4, 2, ["答え", "no.", "キー"])
        page.write_row(5, 2, [6.0, 1, 7])

    (tmp_path / "notes.xlsx").write_bytes(book(fill))
    assert files.load(tmp_path / "notes.xlsx").entries == [files.Entry(6, "7", "6")]


def ods(rows: str) -> bytes:
    """A workbook .ods with a table of these rows, as Gnumeric writes it."""
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c"'
    content = (
        f'<?xml version="1.0"?>\n<office:document-content {names}>\n'
        f' <office:body>\n <office:spreadsheet>\n <table:table table:name="a">{rows}</table:table>\n'
        " </office:spreadsheet>\n </office:body>\n</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", content)
    return out.getvalue()


def test_blanks_between_the_tags_of_an_ods_are_no_cells(tmp_path: Path) -> None:
    """Gnumeric indents them; those within a cell are its own."""

    def row(*texts: str) -> str:
        inside = "\n   ".join(
            f'<table:table-cell office:value-type="string">\n    <text:p>{text}</text:p>\n   </table:table-cell>'
            for text in texts
        )
        return f"<table:table-row>\n   {inside}\n  </table:table-row>"

    table = "\n  ".join([row("key", "answer"), row("v1", "<text:span>1</text:span> <text:span>1/2</text:span>")])
    (tmp_path / "a.ods").write_bytes(ods(f"\n  {table}\n "))
    assert files.load(tmp_path / "a.ods").entries == [files.Entry(2, "v1", "1 1/2")]


def test_right_answers_are_right_in_a_workbook(tmp_path: Path) -> None:
    """Each as a number, as a program keeps it: without its last digits."""

    def fill(made: Any, page: Any) -> None:
        page.write_row(0, 0, ["key", "answer"])
        for i, key in enumerate(KEYS, 1):
            page.write_string(i, 0, key)
            page.write_number(i, 1, float(f"{float(RIGHT[key]):.15g}"))

    (tmp_path / "numbers.xlsx").write_bytes(book(fill))
    marks = mark(SHEET, tmp_path / "numbers.xlsx")
    assert (marks.score, marks.remarks) == (1.0, ())
