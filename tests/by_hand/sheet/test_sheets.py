"""Worksheets: what each level asks for, and that a sheet comes back from a file as it was, whatever its names are."""

from __future__ import annotations

import csv
import io
import pickle
import re
from pathlib import Path
from random import Random
from string import ascii_letters
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograd import Value, mark, relu, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.sheet import code, files
from autograd.by_hand.sheet.asking.levels import LEVELS
from autograd.by_hand.sheet.sheet import from_code
from autograd.language import LANGUAGES, speaking
from tests.by_hand.learner import Learner
from tests.by_hand.networks import exercise
from tests.conftest import PROFILE, takes_long

ENDINGS = ".csv", ".md", ".json", ".xlsx"
SPREADSHEETS_HOLD = 32_767
"""Characters in a cell."""

HOSTILE = [
    "=cmd()", "+1", "-inf", "-1_0", "-x", "@SUM(A1)", "\t=x", "\n=x", "'=x", "''=x", "'", "＝cmd()", "|", "\\", "\\|",
    "a\nb", '"', ",", ";", "a,b;c\td", "りんご", "　税　", " x ", " ", "x", "v1", "v1 #2", "grad x", "ringo", "key",
    "---", ":-:", "&amp;", "`*_[]#$<b>", "<!-- ringo abc -->", "\u2028", "\u202e", "\ud800", "x" * 5000,
]  # fmt: skip
names = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=6)


def small(a: str, b: str, c: str) -> Sheet:
    """A sheet with two leaves, and a node in between, of these names."""
    x, y = Value(3.0, name=a), Value(-0.5, name=b)
    z = x * y - x
    z.name = c
    return worksheet(z * z, 0.1)


@given(names, names, names, st.sampled_from(ENDINGS), st.sampled_from(LANGUAGES))
@example("x", "y", "ringo", ".csv", "en")
@example("'=x", "''=x", "=x", ".csv", "en")
@example("\ud800", " x", "x ", ".md", "ja")
@example("=1+1", "http://x", "_x0041_", ".xlsx", "ja")
@example("'=x", "''=x", "=x", ".xlsx", "en")
def test_a_sheet_comes_back_from_its_file(a: str, b: str, c: str, ending: str, lang: str) -> None:
    sheet = small(a, b, c)
    with TemporaryDirectory() as folder:
        blank = sheet.save(Path(folder) / f"blank{ending}", lang=lang)
        solved = sheet.save(Path(folder) / f"solved{ending}", answers=True, lang=lang)
        assert Sheet.load(blank).code == Sheet.load(solved).code == sheet.code
        assert [row.key for row in Sheet.load(solved).rows] == [row.key for row in sheet.rows]
        empty = mark(sheet, blank)
        assert {row.verdict for row in empty.rows} == {"blank"}
        marks = mark(sheet, solved)
        assert {row.verdict for row in marks.rows} == {"right"}
        assert not marks.remarks


@given(names, names, names, st.booleans(), st.sampled_from(LANGUAGES))
def test_no_cell_of_a_sheet_is_a_formula(a: str, b: str, c: str, answers: bool, lang: str) -> None:
    with speaking(lang):
        text = files.csv_text(small(a, b, c).table(answers))
    for line in csv.reader(io.StringIO(text, newline="")):
        for cell in line:
            if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")):
                assert re.fullmatch(r"[+-]?[0-9.]+(e[+-]?[0-9]+)?", cell)  # a number, and nothing else


@given(st.lists(st.text(st.sampled_from("=+-@'\t\u3000 ＝x1.e,;\""), min_size=1, max_size=6), min_size=1, max_size=3))
def test_a_cell_that_was_made_harmless_comes_back(cells: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        path.write_text(files.csv_lines([["key", "answer"], *([cell, "1"] for cell in cells)]), encoding="utf-8")
        assert [entry.key for entry in files.load(path).entries] == [cell.strip() for cell in cells]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_is_there_is_kept(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sheet{ending}"
    path.write_text("a learner's work")
    with pytest.raises(WorksheetError, match=r"is there already and is kept: .* pass overwrite=True"):
        small("x", "y", "z").save(path)
    assert [file.read_text() for file in tmp_path.iterdir()] == ["a learner's work"]
    small("x", "y", "z").save(path, overwrite=True)
    assert Sheet.load(path).code == small("x", "y", "z").code
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("sheet.txt", "ends in .pdf, .xlsx, .csv, .md, .json, .xml or .html"),
        ("sheet", "ends in .pdf, .xlsx, .csv, .md, .json, .xml or .html"),
        ("file/sheet.csv", "could not be written: Not a directory"),
        ("folder.md", "is there already"),
        ("x" * 300 + ".csv", "could not be written"),
    ],
)
def test_a_sheet_that_cannot_be_written_leaves_nothing_behind(path: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(WorksheetError) as refused:
        small("x", "y", "z").save(tmp_path / path)
    assert said in str(refused.value)
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["file", "folder.md"]


@given(st.integers(0, 10**6))
@settings(max_examples=15)
def test_a_level_asks_for_its_rows_and_gives_the_others(seed: int) -> None:
    of = exercise(Random(seed), "any scalars squares entropy batch relu")
    learner = Learner(of.out, of.rate, of.parameters)
    try:
        numbers = learner.work()
    except (ValueError, ArithmeticError):
        return  # the update leads out of the domain
    loss = learner.now[of.out]
    lines = [(line, line.kind in ("updated", "improvement") or line.key == loss) for line in learner.lines]
    asked = {
        "everything": [line for line, update in lines if line.kind != "after" or update],
        "gradients": [line for line, update in lines if line.whole or update],
        "parameters": [line for line, update in lines if (line.whole and line.to in set(of.parameters)) or update],
    }
    for level, its in asked.items():
        sheet = worksheet(of.out, of.rate, parameters=of.parameters, level=level)
        assert [row.key for row in sheet.rows] == [line.key for line in its]
        assert [row.number for row in sheet.rows] == list(range(1, len(its) + 1))
        assert [row.answer for row in sheet.rows] == pytest.approx([numbers[line.key] for line in its], 1e-9, 1e-12)
        without = worksheet(of.out, level=level)
        assert [row.key for row in without.rows if row.kind in ("updated", "after", "improvement")] == []


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("formulas", [True, False])
def test_a_sheet_comes_back_from_its_code(level: str, formulas: bool) -> None:
    for seed in range(2 if PROFILE == "default" else 5):
        of = exercise(Random(seed), "any scalars entropy")
        sheet = worksheet(of.out, 0.01, parameters=of.parameters, level=level, formulas=formulas)
        again = pickle.loads(pickle.dumps(sheet))
        assert (again.code, again.level, again.formulas) == (sheet.code, level, formulas)
        assert [(row.key, row.asks, row.answer) for row in again.rows] == [
            (row.key, row.asks, row.answer) for row in sheet.rows
        ]
        assert again.given == sheet.given


def test_a_sheet_tells_no_answer_unless_it_is_asked_to() -> None:
    x, y = Value(0.1234567, name="x"), Value(0.7654321, name="y")
    sheet = worksheet(relu(x * y + x) * y, 0.1)
    product = sheet.at["v1"].answer
    for text in files.csv_text, files.markdown, files.json_text, files.plain:
        assert str(product)[:8] not in text(sheet.table())
        assert str(product)[:8] in text(sheet.table(answers=True))
    assert str(product)[:6] in "".join(worksheet(relu(x * y + x) * y, level="gradients").given)


@takes_long
def test_a_large_sheet_fits_into_cells(tmp_path: Path) -> None:
    random, x = Random(0), Value(1.0, name="x")
    for _ in range(250):
        x = x * Value(random.uniform(0.9, 1.1), name="".join(random.choices(ascii_letters, k=250)))
    sheet = worksheet(x, level="parameters")
    assert len(sheet.code) > SPREADSHEETS_HOLD
    path = sheet.save(tmp_path / "large.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [*csv.reader(file)]
    assert max(len(cell) for line in lines for cell in line) <= SPREADSHEETS_HOLD
    assert Sheet.load(path).code == sheet.code
    assert not mark(sheet, path).remarks


@pytest.mark.parametrize("limit", ["MOST_NODES", "MOST_PAIRS"])
def test_a_sheet_that_is_too_large_for_a_code_is_told(
    limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code_of_another = small("x", "y", "z").code
    monkeypatch.setattr(code, limit, 3)
    with pytest.raises(WorksheetError, match="cannot be saved"):
        small("x", "y", "z").save(tmp_path / "large.csv")
    assert not [*tmp_path.iterdir()]
    with pytest.raises(WorksheetError, match="cannot be read"):
        from_code(code_of_another)


@pytest.mark.parametrize("arguments", [{"level": "all"}, {"level": ""}])
def test_another_level_is_refused(arguments: dict[str, str]) -> None:
    with pytest.raises(WorksheetError, match="the levels are everything, nodes, gradients, parameters"):
        worksheet(Value(1.0) * 2.0, **arguments)  # type: ignore[arg-type]
