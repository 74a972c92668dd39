"""What a spreadsheet shows where it cannot work out what was typed, such as #NAME?, is told, and is no blank."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograd import Value, mark, worksheet
from autograd.by_hand.sheet import files
from tests.by_hand.sheet.test_bad_workbooks import damaged
from tests.by_hand.sheet.test_workbook_cells import ods
from tests.conftest import thinned

SHEET = worksheet(Value(1.5, name="x") * Value(2.0, name="y"))
ERRORS = [
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#N/A",
    "#REF!",
    "#WERT!",
    "#ИМЯ?",
    "#Н/Д",
    "#NV",
    "#BÖL/0!",
    "#¿NOMBRE?",
    "Err:502",
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def in_xlsx(error: str, prefix: str = "", attribute: str = "") -> bytes:
    """A workbook in which this error answers v1."""
    p = f"{prefix}:" if prefix else ""

    def row(*cells: tuple[str, str, str]) -> str:
        inside = (f'<{p}c r="{at}"{attribute} t="{kind}"><{p}v>{text}</{p}v></{p}c>' for at, kind, text in cells)
        return f"<{p}row>{''.join(inside)}</{p}row>"

    rows = row(("A1", "str", "key"), ("B1", "str", "answer")) + row(("A2", "str", "v1"), ("B2", "e", error))
    xmlns = f"xmlns:{prefix}" if prefix else "xmlns"
    return damaged(f'<{p}worksheet {xmlns}="{MAIN}"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'.encode())


def in_ods(error: str) -> bytes:
    """As LibreOffice writes it: with a blank text, and the error as that which is seen."""

    def cell(text: str, kind: str = 'calcext:value-type="string"') -> str:
        attributes = f'office:value-type="string" {kind}'
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    wrong = cell(error, 'office:string-value="" calcext:value-type="error"')
    rows = cell("key") + cell("answer"), cell("v1") + wrong
    return ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))


def in_csv(error: str) -> bytes:
    return f"key,answer\nv1,{error}\n".encode()


@pytest.mark.parametrize("error", thinned(ERRORS, 1))
@pytest.mark.parametrize(("ending", "made"), [("xlsx", in_xlsx), ("ods", in_ods), ("csv", in_csv)])
def test_an_error_is_told_whatever_the_format(
    made: Callable[[str], bytes], ending: str, error: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(made(error))
    row = mark(SHEET, path).rows[0]
    said = f"the spreadsheet shows {error}, for it could not work out what was typed: type a number"
    assert (row.verdict, row.answer, row.reasons) == ("unreadable", error, (said,))


@pytest.mark.parametrize(("prefix", "attribute"), [("x", ""), ("", ' s="1"'), ("", " s='1'")])
def test_the_cells_of_a_workbook_may_be_written_in_other_ways(prefix: str, attribute: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(in_xlsx("#NAME?", prefix, attribute))
    assert files.load(tmp_path / "a.xlsx").entries == [files.Entry(2, "v1", "#NAME?")]


def test_a_picture_that_is_damaged_leaves_the_answers(tmp_path: Path) -> None:
    """The errors in the cells are blank then, as calamine reads them."""
    out = io.BytesIO(in_xlsx("#NAME?"))
    picture = random.Random(0).randbytes(2000)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/media/image1.bin", b"a" * 2000 + picture)
    content = bytearray(out.getvalue())
    at = content.index(b"xl/media/image1.bin") + len("xl/media/image1.bin")
    content[at : at + 8] = b"\xff" * 8
    (tmp_path / "a.xlsx").write_bytes(content)
    assert files.load(tmp_path / "a.xlsx").entries == [files.Entry(2, "v1", "")]


@pytest.mark.parametrize("text", ["#", "#1", "# 0.5", "#a", "#AB", "#答え", "#1/2"])
def test_other_texts_are_no_errors(text: str) -> None:
    row = mark(SHEET, {"v1": text}).rows[0]
    assert row.verdict == "unreadable"
    assert "spreadsheet" not in row.reasons[0]
