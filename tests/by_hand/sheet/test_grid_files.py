"""Grids in files: they come back as they were, from spreadsheets too, and whatever stands in their cells."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd import Value, mark, parse, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.sheet.files import csv_lines
from autograd.by_hand.sheet.files.workbook import sheets, xlsx
from autograd.language import LANGUAGES
from tests.by_hand.sheet.test_grids import layer, verdicts
from tests.by_hand.sheet.test_sheets import names
from tests.by_hand.sheet.test_workbooks import parts, unlocked
from tests.conftest import takes_long, thinned


@pytest.mark.parametrize("ending", thinned([".csv", ".md", ".json", ".xlsx"]))
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_sheet_with_grids_comes_back_from_its_file(ending: str, lang: str, tmp_path: Path) -> None:
    sheet = layer()
    blank = sheet.save(tmp_path / f"blank{ending}", lang=lang)
    solved = sheet.save(tmp_path / f"solved{ending}", answers=True, lang=lang)
    assert Sheet.load(blank).code == sheet.code
    assert Sheet.load(solved).grids
    assert {row.verdict for row in mark(sheet, blank).rows} == {"blank"}
    for of in (sheet, layer(grids=False)):  # a grid is a way to write rows, and both ask for the same
        marks = mark(of, solved)
        assert ({row.verdict for row in marks.rows}, marks.remarks) == ({"right"}, ())


def test_the_cells_of_answers_are_the_only_ones_that_can_be_typed() -> None:
    sheet = worksheet(
        parse("sum(W @ x) + W[0, 1]", {"W": [[1, 2], [3, 4]], "x": [1, 2]}), level="parameters", grids=True
    )
    first = 3 + len(sheet.given)
    keys = [row[1] for row in sheet.table().rows]
    cells = {key: [f"{column}{first + i}" for column in "DE"] for i, key in enumerate(keys)}
    assert unlocked(parts(xlsx(sheet.table()))) == {cell for key in ("grad W[0]", "grad W[1]") for cell in cells[key]}


def test_a_cell_that_is_not_asked_for_is_marked_as_such(tmp_path: Path) -> None:
    out = parse("W[0, 0] * W[0, 1] * W[1, 1]", {"W": [[2, 3], [4, 5]]})
    sheet = worksheet(out, level="parameters", grids=True)
    assert [row[3:] for row in sheet.table(answers=True).rows] == [["15.0", "10.0"], ["—", "6.0"]]
    path = sheet.save(tmp_path / "a.xlsx", answers=True)
    assert {row.verdict for row in mark(sheet, path).rows} == {"right"}
    assert "D7" not in unlocked(parts(path.read_bytes()))


def test_a_workbook_shows_the_block(tmp_path: Path) -> None:
    (rows,) = sheets(layer().save(tmp_path / "a.xlsx", answers=True).read_bytes(), "a.xlsx")
    assert [row[3:] for row in rows if row[1] == "grad W[1]"] == [["-2.0", "-4.0", "2.0"]]


def block(sheet: Sheet, lines: list[list[str]]) -> list[list[str]]:
    """The lines of a file of the sheet, with answers of people in its grids."""
    typed = {"grad W[0]": ["2", "+4", "−2"], "grad W[1]": ["-2", "=-8/2", "2.00"], "grad b": ["[2, -2]"]}
    return [[*line[:3], *typed[line[1]]] if line[1:2] and line[1] in typed else line for line in lines]


def converted(program: list[str | Path], folder: Path) -> None:
    subprocess.run(program, check=True, capture_output=True, timeout=120, cwd=folder)


def filled(folder: Path) -> Sheet:
    sheet = layer()
    path = sheet.save(folder / "sheet.csv")
    lines = block(sheet, [*csv.reader(path.read_text("utf-8-sig").splitlines())])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    table = sheet.table()
    (folder / "sheet.xlsx").write_bytes(xlsx(table._replace(rows=block(sheet, [list(row) for row in table.rows]))))
    return sheet


def assert_filled(sheet: Sheet, folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        marks = mark(sheet, path)
        assert verdicts(marks, "grad") == ["right"] * 8, path
        assert set(verdicts(marks, "new")) == {"blank"}
        assert not marks.remarks


@takes_long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_block_that_libreoffice_saves_is_marked(tmp_path: Path) -> None:
    sheet = filled(tmp_path)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    conversions = [
        ("ods", "sheet.xlsx"),
        ("xls", "sheet.xlsx"),
        ("xlsx", "sheet.csv"),
        ("csv:Text - txt - csv (StarCalc):44,34,76", "sheet.xlsx"),
    ]
    for saved, source in conversions:
        how = [] if source.endswith("xlsx") else ["--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false"]
        converted(["soffice", profile, "--headless", *how, "--convert-to", saved, "--outdir", out, source], tmp_path)
    assert len([*out.iterdir()]) == len(conversions)
    assert_filled(sheet, out)


@pytest.mark.skipif(not shutil.which("ssconvert"), reason="Gnumeric is not installed")
def test_a_block_that_gnumeric_saves_is_marked(tmp_path: Path) -> None:
    sheet = filled(tmp_path)
    (tmp_path / "out").mkdir()
    for saved in ("a.xlsx", "a.ods", "a.csv"):
        converted(["ssconvert", "sheet.xlsx", f"out/{saved}"], tmp_path)
    assert_filled(sheet, tmp_path / "out")


@given(names, st.sampled_from([".csv", ".md", ".xlsx"]), st.sampled_from(LANGUAGES))
@example("=cmd()", ".csv", "en")
@example("\u3000税\u3000", ".csv", "en")
@example("'=x", ".xlsx", "ja")
@example("a|b", ".md", "en")
def test_a_grid_of_any_name_comes_back_from_its_file(name: str, ending: str, lang: str) -> None:
    one, two = Value(3.0, name=f"{name}[0]"), Value(-0.5, name=f"{name}[1]")
    sheet = worksheet(one * two * two, 0.1, grids=True, level="parameters")
    with TemporaryDirectory() as folder:
        solved = sheet.save(Path(folder) / f"solved{ending}", answers=True, lang=lang)
        assert Sheet.load(solved).code == sheet.code
        marks = mark(sheet, solved)
    assert {row.verdict for row in marks.rows} == {"right"}
    assert not marks.remarks


@given(st.lists(st.lists(names, min_size=4, max_size=6), min_size=2, max_size=2))
def test_whatever_stands_in_cells_is_marked(cells: list[list[str]]) -> None:
    """Whatever stands in the cells, the file is marked, and nothing in it is run."""
    sheet = layer()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        lines = [["key", "answer", "", ""], ["grad W[0]", *cells[0]], ["grad W[1]", *cells[1]], ["grad b", "2", "-2"]]
        path.write_text(csv_lines(lines).replace("\0", " "), encoding="utf-8", errors="replace")
        marks = mark(sheet, path)
    assert verdicts(marks, "grad b") == ["right", "right"]
    assert not {"carried"} & set(verdicts(marks, "grad W"))
