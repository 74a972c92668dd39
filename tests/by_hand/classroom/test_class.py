"""A class of 30 simulated students: whatever the format, each gets the right marks and reasons back."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from autograd.by_hand import Sheet
from tests.by_hand.classroom.simulated import GIVEN, IDEAS, exercise, save, work, written
from tests.commands.test_main import ringo
from tests.conftest import PROFILE

NAMES = [
    "Anna Berg", "Ben O'Hara", "Zoë", "CON", "../x", "=cmd()", "山田 花子", "<b>Bo</b>", "@sum(1)", "+1+1", "a" * 200,
    "#import \"x\"", "$HOME", "per%n", *(f"Student {i}" for i in range(16)),
]  # fmt: skip
FORMATS = [".csv", ".xlsx", ".md", ".json", ".ods", ".xls"]
OF_OFFICE = 4 if PROFILE == "default" else 6
"""How many of these formats are handed in if LibreOffice is there, which takes a second for each that it writes."""


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return exercise()


@pytest.fixture(scope="module")
def handed(sheet: Sheet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what the class handed in. LibreOffice writes the .ods, and Gnumeric one of the .xls."""
    folder = tmp_path_factory.mktemp("class")
    office, gnumeric = shutil.which("soffice"), shutil.which("ssconvert")
    to_convert: dict[str, list[str]] = {".ods": [], ".xls": []}
    for i, name in enumerate(NAMES):
        answers = written(work(list(IDEAS.values())[i % len(IDEAS)]))
        ending = FORMATS[i % (OF_OFFICE if office else 4)]
        lang = "ja" if name == "山田 花子" else "en"
        made = ".xlsx" if ending in to_convert else ending
        path = save(folder / "answers" / f"{i:02}{made}", answers, sheet.code, name=name, lang=lang)
        if ending in to_convert:
            to_convert[ending].append(str(path))
    for ending, paths in to_convert.items():
        if gnumeric and ending == ".xls" and paths:
            first = paths.pop(0)
            subprocess.run([gnumeric, first, str(Path(first).with_suffix(".xls"))], check=True, capture_output=True)
            Path(first).unlink()
        if paths and office:
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = [office, profile, "--headless", "--convert-to", ending[1:], "--outdir", str(folder / "answers")]
            subprocess.run([*command, *paths], check=True, capture_output=True, timeout=120)
            for path_ in paths:
                Path(path_).unlink()
    (folder / "answers" / "~$00.xlsx").write_text("x")
    (folder / "answers" / ".~lock.04.ods#").write_text("x")
    (folder / "answers" / "__MACOSX").mkdir()
    (folder / "answers" / "__MACOSX" / "00.csv").write_text("x")
    return folder


@pytest.fixture(scope="module")
def report(handed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of the class, the sheets of the students in the folder `back`."""
    before = {path: path.read_bytes() for path in (handed / "answers").rglob("*") if path.is_file()}
    lines = io.StringIO()
    csv.writer(lines).writerows([["name", "lang"], *([name, "ja" if name == "Zoë" else ""] for name in NAMES)])
    (handed / "students.csv").write_text(lines.getvalue() + "Nobody,\n", "utf-8")
    typed = ["--students", f"{handed}/students.csv", "--feedback", f"{handed}/back"]
    reports = [word for ending in ("json", "html", "csv", "md") for word in ("--report", f"{handed}/class.{ending}")]
    status, out, err = ringo("mark", f"{handed}/answers", *typed, *reports)
    assert status == 0, err
    assert len(out.splitlines()) == len(NAMES)
    assert "skipped, as hidden, temporary or no ordinary file: " in err
    assert before == {path: path.read_bytes() for path in (handed / "answers").rglob("*") if path.is_file()}
    found: dict[str, Any] = json.loads((handed / "class.json").read_text("utf-8"))
    return found


def test_each_has_the_marks_of_its_slip_alone(report: dict[str, Any]) -> None:
    by_name = {one["student"]: one for one in report["files"]}
    assert set(by_name) == set(NAMES)
    for i, name in enumerate(NAMES):
        idea, one = list(IDEAS.values())[i % len(IDEAS)], by_name[name]
        wrong = [row["key"] for row in one["rows"] if row["verdict"] != "right" and row["verdict"] != "carried"]
        assert wrong == list(idea.rows), (name, one["file"])
        for row in one["rows"]:
            assert row["key"] not in idea.rows or not idea.mistake or idea.mistake in row["mistakes"], (name, row)
    assert report["missing"] == ["Nobody"]
    assert report["doubts"] == []


def test_the_figures_are_those_of_the_slips(report: dict[str, Any]) -> None:
    students = {figures["name"]: figures["students"] for figures in report["mistakes"]}
    for idea in IDEAS.values():
        assert not idea.mistake or students[idea.mistake] == 5
    rows = {row["key"]: row for row in report["rows"]}
    assert [rows["v1"][name] for name in ("right", "wrong", "blank", "all")] == [25, 5, 0, 30]
    assert sum(report["scores"]) == 30
    assert report["scores"][9] == 30
    assert {talk["student"] for talk in report["talks"]} == {NAMES[i] for i in range(2, 30, 6)}  # three rows uphill


def test_each_gets_one_safe_file_in_ones_own_language(report: dict[str, Any], handed: Path) -> None:
    back = sorted((handed / "back").iterdir())
    assert len(back) == len(NAMES)
    assert not [path for path in handed.parent.iterdir() if path.name == "x.html"]
    for path in back:
        page = path.read_text("utf-8")
        assert re.fullmatch(r"[\w -]+\.html", path.name)
        assert path.stem.upper() not in ("CON", "NUL")
        assert "<script" not in page
        assert "<b>" not in page
        assert 'lang="ja"' in page if path.stem in ("Zoë", "山田 花子") else 'lang="en"' in page
    anna = html.unescape((handed / "back" / "Ben O_Hara.html").read_text("utf-8"))
    assert "The first wrong row is number 17: local gradient ∂v5/∂v4. You wrote -0.22171." in anna
    assert "y(y - 1) was taken for y(1 - y)" in anna
    assert "Mind the order of the subtraction" in anna
    follows = 0.073567  # grad v4 with the wrong sign of the derivative
    assert abs(work(IDEAS["sign of the derivative"])["grad v4"] - follows) < 1e-6
    assert "which gives 0.073565" in anna  # from the digits that were written


def test_no_cell_of_the_report_runs_and_no_tag_is_one(report: dict[str, Any], handed: Path) -> None:
    with (handed / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == len(NAMES) + 1
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "@", "-c"))]
    page = (handed / "class.html").read_text("utf-8")
    assert "<b>Bo" not in page
    assert "&lt;b&gt;Bo&lt;/b&gt;" in page
    assert "<b>Bo" not in (handed / "class.md").read_text("utf-8")


def test_what_is_there_is_kept(report: dict[str, Any], handed: Path) -> None:
    typed = ["mark", f"{handed}/answers", "--students", f"{handed}/students.csv", "--feedback", f"{handed}/back"]
    assert ringo(*typed).status == 0  # the same files once more are no harm
    one = handed / "back" / "x.html"
    before = one.read_bytes()
    one.write_text("mine")
    status, _, err = ringo(*typed)
    assert status == 2
    assert "x.html is there already and is kept" in err
    assert one.read_text() == "mine"
    assert ringo(*typed, "--force").status == 0
    assert one.read_bytes() == before


def test_what_is_there_is_found_before_anything_is_written(report: dict[str, Any], handed: Path) -> None:
    typed = ["mark", f"{handed}/answers", "--students", f"{handed}/students.csv", "--feedback", f"{handed}/new"]
    (handed / "new").mkdir()
    (handed / "new" / "x.html").write_text("mine")
    status, _, err = ringo(*typed)
    assert status == 2
    assert "x.html is there already and is kept" in err
    assert [path.name for path in (handed / "new").iterdir()] == ["x.html"]
    (handed / "new" / "x.html").unlink()
    (handed / "new" / "x.html").mkdir()
    status, _, err = ringo(*typed, "--overwrite")
    assert (status, "x.html is a folder: name a file" in err) == (2, True)
    assert [path.name for path in (handed / "new").iterdir()] == ["x.html"]


def test_a_report_that_is_named_twice_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "in" / "anna.csv", {"v1": "1"}, exercise().code)
    marked = ringo("mark", "in", "--report", "r.md", "--report", "./r.md")
    assert (marked.status, marked.err.count("saved")) == (0, 1)


def test_students_with_own_numbers_have_one_exercise(tmp_path: Path) -> None:
    for i in range(4):
        given = GIVEN | {"x1": 1.0 + i / 10}
        save(tmp_path / f"s{i}.csv", written(work(IDEAS["uphill"], given)), exercise(given).code)
    status, out, err = ringo("mark", str(tmp_path))
    assert status == 0
    assert "another exercise" not in err
    assert out.count("36 of 39 points") == 4


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--feedback", "notes.txt"], "notes.txt is a file: name a folder"),
        (["--feedback", "notes.txt/back"], "notes.txt is a file: name a folder"),
        (["--report", "notes.txt/r.html"], "notes.txt is a file: name a folder"),
        (["--report", "r.html", "--overwrite"], "r.html is a folder: name a file"),
    ],
)
def test_a_place_that_is_none_is_refused_before_anything_is_marked(
    typed: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "in" / "anna.csv", {"v1": "1"}, exercise().code)
    Path("notes.txt").write_text("mine", "utf-8")
    Path("r.html").mkdir()
    Path("gone").symlink_to("nowhere")
    assert ringo("mark", "in", *typed) == (2, "", f"ringo: {said}\n")
