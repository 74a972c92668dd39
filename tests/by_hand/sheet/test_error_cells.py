"""What a spreadsheet shows where it cannot work out what was typed, such as #NAME?, is told, and is no blank."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from pathlib import Path

import pytest
import xlsxwriter

from autograd import Value, mark, worksheet
from autograd.by_hand.answers.answer import Unworked
from autograd.by_hand.marking.found import name_in
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files import cells
from tests.by_hand.sheet.test_bad_workbooks import damaged
from tests.by_hand.sheet.test_grids import layer
from tests.by_hand.sheet.test_hostile import AT_ONCE
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


FORMULA = '<{p}c r="B2" s="5"><{p}f>{formula}</{p}f>{value}</{p}c>'
VALUES = "", "<{p}v/>", "<{p}v />", "<{p}v></{p}v>", "\n  <{p}v></{p}v>\n "


def formula_in_xlsx(formula: str, value: str = "<{p}v/>", p: str = "", cell: str = FORMULA) -> bytes:
    """A workbook as libraries write it that do not calculate: v1 has this formula for its answer, and no result."""
    there = cell.format(p=p, formula=formula, value=value.format(p=p))

    def text(at: str, text: str) -> str:
        return f'<{p}c r="{at}" t="str"><{p}v>{text}</{p}v></{p}c>'

    rows = f"{text('A1', 'key')}{text('B1', 'answer')}</{p}row><{p}row>{text('A2', 'v1')}{there}"
    xmlns = f"xmlns:{p[:-1]}" if p else "xmlns"
    sheet = f'<{p}worksheet {xmlns}="{MAIN}"><{p}sheetData><{p}row>{rows}</{p}row></{p}sheetData></{p}worksheet>'
    return damaged(sheet.encode())


def formula_in_ods(attributes: str, inside: str = "/>") -> bytes:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    rows = cell("key") + cell("answer"), f"{cell('v1')}<table:table-cell {attributes}{inside}"
    return ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))


WITHOUT: dict[str, tuple[str, Callable[[], bytes], str]] = {
    **{
        f"xlsx {i} {p}": ("xlsx", partial(formula_in_xlsx, "1/2", value, p), "=1/2")
        for (i, value), p in product(enumerate(VALUES), ("", "x:"))
    },
    "a cell": ("xlsx", partial(formula_in_xlsx, "D13*2"), "=D13*2"),
    "a sign of XML": ("xlsx", partial(formula_in_xlsx, "IF(A1&gt;1,2,3)"), "=IF(A1>1,2,3)"),
    "shared": ("xlsx", partial(formula_in_xlsx, "", cell='<c r="B2"><f t="shared" si="0"/><v/></c>'), "="),
    "ods": ("ods", partial(formula_in_ods, 'table:formula="of:=1/2"'), "=1/2"),
    "ods, open": ("ods", partial(formula_in_ods, 'table:formula="=[.A1]*2"', "></table:table-cell>"), "=[.A1]*2"),
    "ods, styled": ("ods", partial(formula_in_ods, 'table:style-name="a" table:formula="of:=3>2" table:b="c"'), "=3>2"),
}


@pytest.mark.parametrize("what", WITHOUT)
def test_a_formula_without_a_result_is_told(what: str, tmp_path: Path) -> None:
    ending, made, formula = WITHOUT[what]
    path = tmp_path / f"a.{ending}"
    path.write_bytes(made())
    row = mark(SHEET, path).rows[0]
    said = f"the cell holds the formula {formula} without its result: open the file in a spreadsheet and save it, which"
    assert (row.verdict, row.answer, row.reasons) == (
        "unreadable",
        formula,
        (f"{said} works it out, or type a number",),
    )
    assert f"式 {formula} だけ" in mark(SHEET, path, lang="ja").rows[0].reasons[0]


def with_formulas(path: Path, lines: Sequence[Sequence[str]]) -> Path:
    """The lines as a workbook in which every text that begins with = is a formula without a result."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for i, line in enumerate(lines):
            for j, cell in enumerate(line):
                if cell.startswith("="):
                    page.write_formula(i, j, cell, value="")
                else:
                    page.write_string(i, j, cell)
    path.write_bytes(out.getvalue())
    return path


def test_a_formula_of_no_row_is_a_blank(tmp_path: Path) -> None:
    lines = [["", "key", "answer"], ["=1", "v1", "3"], ["", "", "=SUM(D2:D9)"], ["", "=TODAY()"], ["=Name", "=A1"]]
    path = with_formulas(tmp_path / "a.xlsx", lines)
    assert files.load(path).entries == [files.Entry(2, "v1", "3")]
    assert files.load(path).name == ""
    named = with_formulas(tmp_path / "b.xlsx", [["key", "answer"], ["name", "=A1"], ["v1", "3"]])
    assert name_in(SHEET, files.load(named)) == ""


def test_a_formula_is_told_without_a_sign_of_its_own(tmp_path: Path) -> None:
    lines = [["key", "answer"], ["v1", "", "=A1"], ['="v1"', "3"], ["other", "=A2"]]
    marks = mark(SHEET, with_formulas(tmp_path / "a.xlsx", lines))
    assert marks.remarks[:2] == (
        """line 3: this worksheet has no row '="v1"'; the answer '3' is not marked""",
        "line 4: this worksheet has no row 'other'; the answer '=A2' is not marked",
    )
    assert marks.remarks[-1] == "line 2 has =A1 beside the column of answers: it is not marked"


def test_a_line_of_a_grid_that_ends_in_a_formula_may_be_shifted(tmp_path: Path) -> None:
    path = with_formulas(tmp_path / "a.xlsx", [["key", "answer"], ["grad b", "", "2", "=A1"]])
    marks = mark(layer(), path)
    assert any("begins too far to the right, as line 2 with 2," in remark for remark in marks.remarks)


@pytest.mark.parametrize(
    "sign",
    ["\ufffc", cells.FORMULA, cells.NO_RESULT],
    ids=["an object", "a formula", "no result"],  # drawn anew
)
@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_a_typed_sign_makes_no_formula(ending: str, sign: str, tmp_path: Path) -> None:
    texts = [["key", "answer"], ["v1", f"{sign}=6"]]
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        with_formulas(path, texts)
    elif ending == "ods":
        path.write_bytes(formula_in_ods('office:value-type="string"', f"><text:p>{sign}=6</text:p></table:table-cell>"))
    else:
        path.write_bytes(in_csv(f"{sign}=6"))
    [entry] = files.load(path).entries
    assert not isinstance(entry.answer, Unworked)
    assert "without its result" not in str(mark(SHEET, path).rows[0].reasons)


WITH_RESULT: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a number": ("xlsx", partial(formula_in_xlsx, "6/2", "<v>3</v>"), "3"),
    "a blank text": ("xlsx", partial(formula_in_xlsx, "", cell='<c r="B2" t="str"><f>""</f><v></v></c>'), ""),
    "an error": ("xlsx", partial(formula_in_xlsx, "", cell='<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), "#DIV/0!"),
    "no formula": ("xlsx", partial(formula_in_xlsx, "", cell='<c r="B2"/>'), ""),
    "ods": (
        "ods",
        partial(
            formula_in_ods,
            'table:formula="of:=IF(3>2;3;2)" office:value-type="float" office:value="3"',
            "><text:p>3</text:p></table:table-cell>",
        ),
        "3",
    ),
}


@pytest.mark.parametrize("what", WITH_RESULT)
def test_a_result_that_is_there_is_read(what: str, tmp_path: Path) -> None:
    ending, made, answer = WITH_RESULT[what]
    path = tmp_path / f"a.{ending}"
    path.write_bytes(made())
    assert files.load(path).entries == [files.Entry(2, "v1", answer)]


@pytest.mark.parametrize(
    "xml",
    [
        b"<c " * 200_000,
        b'<c a="b" ' * 200_000,
        b"<c><f>1</f>" + b" " * 2_000_000,
        b"<c" + b" " * 2_000_000 + b"><f>1</f>",
        b"<table:table-cell" + b' table:formula="="' * 100_000,
        b'<table:table-cell table:formula="="' + b" " * 2_000_000,
        b"<table:table-cell" + b' a="b"' * 300_000,
    ],
)
def test_no_cell_takes_long_to_have_no_formula(xml: bytes) -> None:
    start = time.process_time()
    for pattern, other in (*cells.XLSX_TEXTS, *cells.ODS_TEXTS):
        assert re.sub(pattern, other, xml) == xml
    assert time.process_time() - start < AT_ONCE


@pytest.mark.parametrize("text", ["#", "#1", "# 0.5", "#a", "#AB", "#答え", "#1/2"])
def test_other_texts_are_no_errors(text: str) -> None:
    row = mark(SHEET, {"v1": text}).rows[0]
    assert row.verdict == "unreadable"
    assert "spreadsheet" not in row.reasons[0]
