"""`ringo class`: sheets for a list of students, made again from the seed, and its refusals."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograd.by_hand.sheet.sheet import Sheet
from tests.commands.test_main import ringo
from tests.conftest import ROOT

STUDENTS = "name,lang\nAnna,en\n花子,ja\n../x,\n=cmd(),\n"
APPLE = ["apple * num * tax", "apple=100", "num=2", "tax=1.1"]


@pytest.fixture
def students(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a list of four students in the folder of the test."""
    monkeypatch.chdir(tmp_path)
    Path("students.csv").write_text(STUDENTS, "utf-8")
    return "students.csv"


def test_a_class_is_handed_out_and_comes_back_right(students: str) -> None:
    made = ringo(
        "class", students, *APPLE, "--seed", "2026", "--save", "class", "--format", "csv", "--vary", "tax=1.05,1.08"
    )
    assert (made.status, made.err) == (0, "")
    assert made.out.splitlines() == [
        f"4 sheets to hand out: {Path('class/sheets')}",
        f"4 solutions, for the teacher: {Path('class/solutions')}",
        f"when they come back: ringo mark {Path('class/sheets')}",
    ]
    sheets = sorted(Path("class/sheets").iterdir())
    assert [path.name for path in sheets] == ["Anna.csv", "cmd.csv", "x.csv", "花子.csv"]
    assert len({Sheet.load(path).code for path in sheets}) == 4
    assert all(re.search(r"tax = 1\.0[58]", path.read_text("utf-8-sig")) for path in sheets)
    marked = ringo("mark", "class/solutions", "--students", "class/class.csv")
    assert marked.out.count("10 of 10 points") == 4
    again = ringo(
        "class", students, *APPLE, "--seed", "2026", "--save", "class", "--format", "csv", "--vary", "tax=1.05,1.08"
    )
    assert again.out.splitlines()[-1] == "8 files were there already and are kept"


def test_solutions_have_no_digits_that_rounding_left_and_are_right(students: str) -> None:
    made = ["--seed", "1", "--save", "class", "--format", "csv,md,json,xlsx", "--vary", "tax=1.1,1.2", "--keep", "num"]
    assert ringo("class", students, "apple * num * tax", "apple=3", "num=3", "tax=1.1", *made).status == 0
    solutions = [path for path in Path("class/solutions").iterdir() if path.suffix in (".csv", ".md", ".json")]
    assert not [path for path in solutions if re.search(r"0{6}\d|9{6}", path.read_text("utf-8-sig"))]
    marked = ringo("mark", "class/solutions", "--digits", "15")
    assert marked.out.count("10 of 10 points") == 16


def test_a_format_whose_package_is_missing_leaves_nothing(students: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    made = ringo("class", students, *APPLE, "--seed", "1", "--save", "class", "--format", "csv,xlsx")
    assert (made.status, made.out, made.err.count("\n")) == (2, "", 1)
    assert "pip install" in made.err
    assert not Path("class").exists()


def test_what_holds_the_answers_is_not_handed_out(students: str) -> None:
    made = ringo("class", students, *APPLE, "--seed", "2026", "--save", "class", "--format", "xml", "--format", "json")
    assert (made.status, made.err) == (0, "")
    assert {path.suffix for path in Path("class/sheets").iterdir()} == {".json"}
    assert {path.suffix for path in Path("class/solutions").iterdir()} == {".json", ".xml"}


def test_each_student_has_a_category_in_moodle(students: str) -> None:
    ringo("class", students, *APPLE, "--seed", "2026", "--save", "class", "--format", "xml")
    assert "by hand/Anna</text>" in Path("class/solutions/Anna.xml").read_text("utf-8")


def test_a_ready_exercise_is_handed_out(students: str) -> None:
    made = ringo("class", students, "--exercise", "neuron", "--seed", "1", "--save", "class", "--format", "md,json")
    assert (made.status, made.err) == (0, "")
    assert sorted(path.suffix for path in Path("class/sheets").iterdir()) == [".json"] * 4 + [".md"] * 4
    assert Sheet.load(Path("class/sheets/Anna.md")).exercise == "neuron"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name the list of students, such as ringo class students.csv --exercise apple"),
        (["students.csv"], "name the folder for the sheets: --save class"),
        (["students.csv", "--save", "x"], "give a word or a number that decides the numbers: --seed 2026"),
        (["no.csv", *APPLE, "--save", "x", "--seed", "1"], "no.csv"),
        (["students.csv", *APPLE, "--save", "x", "--seed", "1", "--format", "docx"], "no sheet ends in .docx"),
        (["students.csv", *APPLE, "--save", "x", "--seed", "1", "--vary", "tax"], "'tax' is no choice of numbers"),
        (["students.csv", *APPLE, "--save", "x", "--seed", "1", "--keep", "pear"], "'pear'"),
        (
            ["students.csv", *APPLE, "--save", "x", "--seed", "1", "--exercise", "apple"],
            "an exercise has its own formula",
        ),
        (
            ["students.csv", "--save", "x", "--seed", "1", "--exercise", "apple", "--level", "nodes", "--digits", "4"],
            "an exercise has its own settings: leave --exercise out, or --level --digits",
        ),
        (["students.csv", "--save", "x", "--seed", "1", "--exercise", "aple"], "did you mean 'apple'?"),
        (["students.csv", *APPLE, "--save", "students.csv", "--seed", "1"], "students.csv"),
    ],
)
def test_what_it_cannot_do(students: str, words: list[str], said: str) -> None:
    refused = ringo("class", *words)
    assert (refused.status, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert said in refused.err
    assert not Path("x").exists()
    assert Path("students.csv").read_text("utf-8") == STUDENTS


def test_a_file_is_no_folder_of_a_class(students: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograd.commands.sheets.class_.sheets_of", None)  # it is refused before anything is made
    told = ringo("class", students, *APPLE, "--seed", "1", "--save", f"{students}/class")
    assert told == (2, "", f"ringo: {students} is a file: name a folder\n")


def test_another_exercise_leaves_the_folder_of_a_class_as_it_is(students: str) -> None:
    ringo("class", students, *APPLE, "--seed", "1", "--save", "class", "--format", "csv")
    before = {path: path.read_bytes() for path in Path("class").rglob("*.*")}
    refused = ringo("class", students, "--exercise", "neuron", "--seed", "1", "--save", "class", "--format", "md,csv")
    assert (refused.status, refused.out) == (2, "")
    assert f"{Path('class/class.csv')} is there already" in refused.err
    assert {path: path.read_bytes() for path in Path("class").rglob("*.*")} == before


def test_somebody_elses_file_among_the_sheets_is_found_before_one_is_written(students: str) -> None:
    Path("class/solutions").mkdir(parents=True)
    Path("class/solutions/x.csv").write_text("mine")  # the third of four
    refused = ringo("class", students, *APPLE, "--seed", "1", "--save", "class", "--format", "csv")
    assert (refused.status, refused.out) == (2, "")
    assert f"{Path('class/solutions/x.csv')} is there already and is kept" in refused.err
    assert [path.name for path in Path("class").rglob("*.*")] == ["x.csv"]


def test_students_with_the_same_numbers_are_told(students: str) -> None:
    few = ringo(
        "class", students, *APPLE, "--seed", "1", "--save", "class", "--keep", "num,tax", "--vary", "apple=200,300"
    )
    assert (few.status, few.err) == (
        0, "2 students have the numbers of another one: there are too few, and --vary gives more\n",
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
def test_progress_is_shown_on_a_terminal_without_a_size(students: str, tmp_path: Path) -> None:
    import pty

    Path(students).write_text("\n".join(["name", *map(str, range(60))]), "utf-8")
    ours, theirs = pty.openpty()
    typed = ["class", students, *APPLE, "--seed", "1", "--save", "class", "--format", "csv"]
    command, shown = [sys.executable, "-m", "autograd", *typed], ""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=theirs) as running:
        os.close(theirs)
        with contextlib.suppress(OSError):  # nobody holds the other end any more
            while part := os.read(ours, 10_000):
                shown += part.decode(errors="replace")
        os.close(ours)
    assert running.returncode == 0
    assert shown.count(" 0/60") == 2  # numbers are drawn, and files are written
    assert re.search(r" [1-9]\d*/60", shown)
    assert "%" not in ringo(*typed).err
