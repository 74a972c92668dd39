"""Worksheets as .xlsx: every cell is text, the answers alone can be typed, and one sheet is always the same bytes."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from importlib import util
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd import Value, mark, total, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.sheet.files.workbook import xlsx
from autograd.by_hand.sheet.files.written import RUNS
from autograd.language import LANGUAGES, speaking
from tests.by_hand.sheet.test_bad_files import SHEET, refused
from tests.by_hand.sheet.test_sheets import names, small
from tests.commands.test_main import ringo
from tests.conftest import takes_long

MAIN = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
TEXT = "49"
"""The number of the format @."""


def parts(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def unlocked(found: dict[str, str]) -> set[str]:
    """The cells of a workbook's parts that can be typed. All cells are text."""
    page = ElementTree.fromstring(found["xl/worksheets/sheet1.xml"])
    styles = [*ElementTree.fromstring(found["xl/styles.xml"]).iterfind("cellXfs/xf", MAIN)]
    cells = set()
    for cell in page.iterfind("sheetData/row/c", MAIN):
        style = styles[int(cell.attrib["s"])]
        assert style.attrib["numFmtId"] == TEXT
        assert cell.get("t") == "s" or cell.find("v", MAIN) is None
        protection = style.find("protection", MAIN)
        if protection is not None and protection.get("locked") == "0":
            cells.add(cell.attrib["r"])
    return cells


@given(names, names, names, st.booleans(), st.sampled_from(LANGUAGES))
@example("http://x", "=1+1", "{=1+1}", False, "en")
def test_every_cell_is_text_and_the_answers_alone_can_be_typed(
    a: str, b: str, c: str, answers: bool, lang: str
) -> None:
    with speaking(lang):
        sheet = small(a, b, c)
        found = parts(xlsx(sheet.table(answers)))
    page = ElementTree.fromstring(found["xl/worksheets/sheet1.xml"])
    first = 2 + 1 + len(sheet.given)
    assert unlocked(found) == {f"D{i}" for i in range(first, first + len(sheet.rows))}
    assert not [element.tag for element in page.iter() if element.tag.endswith(("}f", "}hyperlink"))]
    for text in ElementTree.fromstring(found["xl/sharedStrings.xml"]).itertext():  # a program may save them as CSV
        assert not text.startswith(RUNS) or re.fullmatch(r"-[0-9.e-]+", text)
    protection = page.find("sheetProtection", MAIN)
    assert protection is not None
    assert protection.get("sheet") == "1"
    assert not {"password", "hashValue"} & protection.attrib.keys()


def test_a_sheet_can_be_printed(tmp_path: Path) -> None:
    with speaking("ja"):
        found = parts(xlsx(SHEET.table()))
    page = ElementTree.fromstring(found["xl/worksheets/sheet1.xml"])
    setup, pane = page.find("pageSetup", MAIN), page.find("sheetViews/sheetView/pane", MAIN)
    assert setup is not None
    assert pane is not None
    assert (setup.get("paperSize"), setup.get("fitToWidth", "1"), setup.get("fitToHeight")) == ("9", "1", "0")
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    assert "$1:$1</definedName>" in found["xl/workbook.xml"]
    assert 'name="ワークシート"' in found["xl/workbook.xml"]
    assert "求めるもの" in found["xl/sharedStrings.xml"]
    wide = page.findall("cols/col", MAIN)
    assert 80 < sum(float(column.attrib["width"]) for column in wide) < 140


def test_a_row_is_as_high_as_its_lines() -> None:
    """A sum of 40 products is asked for in several lines, which LibreOffice gives the height of one."""
    sheet = worksheet(total([Value(1.0, name=f"w{i}") * 2.0 for i in range(40)]))
    page = ElementTree.fromstring(parts(xlsx(sheet.table()))["xl/worksheets/sheet1.xml"])
    heights = [float(row.attrib["ht"]) for row in page.iterfind("sheetData/row", MAIN)]
    asked = heights[2 + len(sheet.given) :]
    assert asked[0] < 25
    assert asked[40] > 4 * 15


def test_one_sheet_gives_the_same_bytes_at_any_time() -> None:
    found = xlsx(SHEET.table())
    assert found == xlsx(SHEET.table())
    assert parts(found)["docProps/core.xml"].count("2000-01-01T00:00:00Z") == 2
    with zipfile.ZipFile(io.BytesIO(found)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@takes_long
def test_a_question_longer_than_a_cell_is_cut(tmp_path: Path) -> None:
    sheet = worksheet(total([Value(1.0, name=f"{i:0>40}") for i in range(900)]))
    assert max(len(row.asks) for row in sheet.rows) > 32_767
    marks = mark(sheet, sheet.save(tmp_path / "long.xlsx", answers=True))
    assert (marks.score, marks.remarks) == (1.0, ())


def test_the_command_saves_and_marks_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = "worksheet", "x * y", "x=2", "y=3", "--save", "sheet.xlsx"
    assert ringo(*made).status == 0
    before = Path("sheet.xlsx").read_bytes()
    assert ringo(*made).status == 2
    assert Path("sheet.xlsx").read_bytes() == before
    assert ringo(*made, "--answers", "--overwrite").status == 0
    marked = ringo("mark", "sheet.xlsx", "--report", "marks.csv")
    assert marked.status == 0
    assert "5 of 5 points" in marked.out
    Path("bad.ods").write_bytes(b"PK")
    assert ringo("mark", "bad.ods").status == 2


def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = SHEET.save(tmp_path / "sheet.xlsx")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(WorksheetError) as error:
        SHEET.save(tmp_path / "other.xlsx")
    assert 'pip install "ringograd[sheets]"' in str(error.value)
    found = util.find_spec
    monkeypatch.setattr(
        "autograd.by_hand.sheet.files.workbook.find_spec",
        lambda name: None if name == "python_calamine" else found(name),
    )
    assert 'pip install "ringograd[sheets]"' in refused(path)
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.xlsx"]
    assert Sheet.load(SHEET.save(tmp_path / "sheet.csv")).code == SHEET.code
