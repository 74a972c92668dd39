"""Worksheets as .xlsx, and the numbers that come out of the cells of .xlsx, .ods and .xls."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from importlib import util
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from autograd import Value, mark, total, worksheet
from autograd.by_hand import Sheet, WorksheetError, mark_files
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files import cells
from autograd.by_hand.sheet.files.workbook import xlsx
from autograd.by_hand.sheet.files.written import RUNS
from autograd.language import LANGUAGES, speaking
from tests.by_hand.sheet.test_bad_files import KEYS, RIGHT, SHEET, refused
from tests.by_hand.sheet.test_sheets import names, small
from tests.commands.test_main import ringo
from tests.conftest import takes_long, thinned
from tests.copies import ROOT

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


@pytest.mark.parametrize("what", CELLS)
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


def damaged(xml: bytes) -> bytes:
    """A workbook whose first sheet has this content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts(xlsx(SHEET.table())).items():
            file.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else content)
    return out.getvalue()


def with_password() -> bytes:
    """The container that Excel puts an encrypted workbook in: a header, its table of sectors, and its folder."""
    free, last = 0xFFFFFFFF, 0xFFFFFFFE
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, last, 0, last, 0) + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", 0xFFFFFFFD, last, *[free] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        text = f"{name}\0".encode("utf-16-le")
        return text.ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", len(text), kind, 1, free, free, child, last, 0)

    return head + sectors + entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, free) + bytes(256)


SHEET_XML = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
UNREADABLE = "is no workbook that can be read"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "blank": (lambda: b" \r\n", "is empty"),
    "a text": (lambda: b"key,answer\nv1,1\n", UNREADABLE),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UNREADABLE),
    "half a workbook": (lambda: xlsx(SHEET.table())[:4000], UNREADABLE),
    "another zip": (lambda: zipped("a.txt", b"a"), UNREADABLE),
    "half an XML": (lambda: damaged(b"<worksheet><sheetData><row><c r='A1'"), UNREADABLE),
    "a password": (with_password, UNREADABLE),
    "a bomb": (
        lambda: damaged(SHEET_XML % (b"<row><c t='str'><v>%s</v></c></row>" % (b"1" * 20_000_000))),
        UNREADABLE,
    ),
    "no header": (lambda: book(lambda made, page: page.write(0, 0, "v1")), "has no line with the headers"),
    "no cell": (lambda: book(lambda made, page: None), "has no line with the headers"),
}


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("what", "ending"), thinned(product(BAD, [".xlsx", ".ods", ".xls"])))
def test_a_workbook_without_answers_is_refused_and_kept(what: str, ending: str, tmp_path: Path) -> None:
    made, said = BAD[what]
    content = made()
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    assert said in refused(path)
    assert path.read_bytes() == content


def test_the_process_that_reads_has_limits_and_may_end_without_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = SHEET.save(tmp_path / "sheet.xlsx")
    ending = tmp_path / "ending.py"
    ending.write_text("import os; print('half a', flush=True); os._exit(3)", "utf-8")
    with monkeypatch.context() as other:
        other.setattr(cells, "__file__", str(ending))
        assert UNREADABLE in refused(path)
    resource = pytest.importorskip("resource")
    code = "import resource; from autograd.by_hand.sheet.files import cells; cells.limit(7); "
    code += "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    memory, seconds = map(int, done.stdout.split())
    assert memory != resource.RLIM_INFINITY
    assert memory <= cells.MOST_MEMORY
    assert seconds == 7


def test_a_small_workbook_that_describes_a_large_table_has_little_time() -> None:
    book = (cells.LEAST_SECONDS + 1) * cells.BYTES_A_SECOND
    assert cells.seconds_for(0) == cells.seconds_for(cells.BYTES_A_SECOND - 1) == 2
    assert cells.seconds_for(book) == 2 + 3
    assert cells.seconds_for(10**9) == cells.MOST_SECONDS


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    for ending in ".xls", ".ods", ".csv", ".txt":
        path = (tmp_path / "sheet.xlsx").with_suffix(ending)
        path.write_bytes(xlsx(SHEET.table(answers=True)))
        assert mark(SHEET, path).score == 1.0
    path = tmp_path / "sheet.csv"
    path.write_bytes(zipped("a.txt", b"a"))
    assert "is no workbook" in refused(path)


def test_markdown_is_read_from_a_text_file(tmp_path: Path) -> None:
    path = SHEET.save(tmp_path / "sheet.md", answers=True).rename(tmp_path / "sheet.md.txt")
    assert mark(SHEET, path).score == 1.0


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


def test_files_of_all_formats_are_marked_together(tmp_path: Path) -> None:
    paths = [SHEET.save(tmp_path / f"a{ending}", answers=True) for ending in (".csv", ".xlsx", ".md", ".json")]
    (tmp_path / "bad.xlsx").write_bytes(b"PK\3\4")
    for count in (1, 2):  # here, and in processes
        outcomes = [*mark_files([*paths, tmp_path / "bad.xlsx"] * count)]
        for one in outcomes:
            if "bad" in one.path:
                assert UNREADABLE in one.problem
            else:
                assert one.marks is not None
                assert one.marks.score == 1.0


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
