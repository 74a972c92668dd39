"""The cells of a workbook as text, in this process: what calamine gives for each kind of cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd.by_hand.sheet.files import cells

calamine = pytest.importorskip("python_calamine")
SPACES = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)


def ods(rows: list[list[str]], between: str = "") -> bytes:
    """A workbook with these texts, and with something between its tags."""

    def cell(text: str) -> str:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return (
            f'<table:table-cell office:value-type="string">{between}<text:p>{text}</text:p>{between}</table:table-cell>'
        )

    lines = (f"<table:table-row>{between.join(map(cell, row))}</table:table-row>" for row in rows)
    table = f'<table:table table:name="a">{between}{between.join(lines)}{between}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr("content.xml", f"<office:document-content{SPACES}>{body}</office:document-content>")
    return out.getvalue()


@pytest.mark.parametrize("between", ["", "\n  "])
@given(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=3))
def test_cells_come_back_whether_or_not_tags_are_indented(between: str, rows: list[list[str]]) -> None:
    found = cells.cells_of(ods(rows, between))
    assert [row.split(cells.CELL) for row in found.split(cells.ROW)] == rows


def test_kinds_of_cells() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, empty = book.add_worksheet(), book.add_worksheet()
        for column, x in enumerate((0.1 + 0.2, 1_230_000, True, f"a{cells.ROW}b")):
            page.write(0, column, x)
        page.write_datetime(1, 0, date(2026, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
        empty.write(0, 0, "second")
    first, second = cells.cells_of(out.getvalue()).split(cells.SHEET)
    assert [row.split(cells.CELL) for row in first.split(cells.ROW)] == [
        ["0.3", "1230000", "TRUE", "a b"], ["2026-01-02", "", "", ""]
    ]  # fmt: skip
    assert second == "second"


def test_what_is_no_workbook_raises() -> None:
    for content in b"", b"PK\3\4", b"key,answer\n", ods([["a", "b"]])[:200]:
        with pytest.raises((calamine.CalamineError, zipfile.BadZipFile, KeyError)):
            cells.cells_of(content)
