"""What a class is handed: a sheet for each student, the solutions apart, and nothing overwritten."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from autograd import mark, parse, worksheet
from autograd.by_hand.classroom.handout import hand_out, keep_list, listed, sheets_of
from autograd.by_hand.classroom.numbers import Choice
from autograd.by_hand.classroom.students import Student, plain, students_in
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.sheet import Sheet
from autograd.language.errors import WorksheetError

APPLE = worksheet(parse("apple * num * tax", {"apple": 100, "num": 2, "tax": 1.1}))
STUDENTS = [Student("Anna", "en"), Student("花子", "ja"), Student("../x"), Student("=cmd()"), Student("anna")]


def test_each_student_has_a_sheet_and_the_teacher_its_solution(tmp_path: Path) -> None:
    given = list(sheets_of(APPLE, STUDENTS, "2026"))
    for one in given:
        assert len(hand_out(one, tmp_path, [".csv"], [".md"])) == 2
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == [
        "Anna.csv", "anna 2.csv", "cmd.csv", "x.csv", "花子.csv",
    ]  # fmt: skip
    for one in given:
        assert files.load(tmp_path / "sheets" / f"{one.name}.csv").name == one.student.name
        sheet = Sheet.load(tmp_path / "sheets" / f"{one.name}.csv")
        assert sheet.code == one.sheet.code
        assert mark(sheet, tmp_path / "sheets" / f"{one.name}.csv").counts["blank"] == len(sheet.rows)
        assert mark(sheet, tmp_path / "solutions" / f"{one.name}.md").score == 1
    assert "順伝播" in (tmp_path / "sheets" / "花子.csv").read_text("utf-8-sig")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheets", "solutions"]


def test_no_two_have_the_same_numbers_while_there_are_enough() -> None:
    few = [Choice("apple", (100.0, 200.0, 300.0)), Choice("num", (2.0, 3.0)), Choice("tax")]
    students = [Student(f"student {i}") for i in range(6)]
    assert len({one.sheet.code for one in sheets_of(APPLE, students, "", few)}) == 6
    many = [Student(f"student {i}") for i in range(8)]
    assert len({one.sheet.code for one in sheets_of(APPLE, many, "", few)}) == 6


def test_a_student_who_comes_later_changes_nobodys_numbers() -> None:
    before = [one.sheet.code for one in sheets_of(APPLE, STUDENTS, "2026")]
    assert [one.sheet.code for one in sheets_of(APPLE, [*STUDENTS, Student("Zoe")], "2026")][:-1] == before
    assert [one.sheet.code for one in sheets_of(APPLE, STUDENTS, "2027")] != before


def test_a_sheet_that_is_there_is_kept_and_another_refused(tmp_path: Path) -> None:
    [one] = sheets_of(APPLE, STUDENTS[:1], "2026")
    hand_out(one, tmp_path, [".csv"], [])
    path = tmp_path / "sheets" / "Anna.csv"
    filled = path.read_text("utf-8-sig").replace("v1 = apple * num", "v1 = apple * num (see page 2)")
    path.write_text(filled, "utf-8-sig")
    assert hand_out(one, tmp_path, [".csv"], []) == []
    assert path.read_text("utf-8-sig") == filled
    [other] = sheets_of(APPLE, STUDENTS[:1], "2027")
    with pytest.raises(WorksheetError, match=r"is there already and is kept: .* pass overwrite=True"):
        hand_out(other, tmp_path, [".csv"], [])
    assert path.read_text("utf-8-sig") == filled
    assert hand_out(other, tmp_path, [".csv"], [], overwrite=True) == [path]
    assert Sheet.load(path).code == other.sheet.code


def test_the_list_runs_nothing_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(listed(list(sheets_of(APPLE, STUDENTS[:4], "2026")), "2026"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["Anna", "花子", "../x", "'=cmd()"]
    names = [plain(student.name) for student in students_in(path)]
    assert names == [plain(student.name) for student in STUDENTS[:4]]


def test_an_interrupted_run_goes_on_with_paper_too(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    [one] = sheets_of(APPLE, STUDENTS[:1], "2026")
    assert len(hand_out(one, tmp_path, [".pdf", ".xml"], [".pdf"])) == 3
    assert hand_out(one, tmp_path, [".pdf", ".xml"], [".pdf"]) == []
    (tmp_path / "sheets" / "Anna.pdf").write_bytes(b"notes")
    with pytest.raises(WorksheetError, match=r"is there already and is kept: .* pass overwrite=True"):
        hand_out(one, tmp_path, [".pdf"], [])


def test_a_list_with_somebody_elses_lines_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    keep_list(path, listed(list(sheets_of(APPLE, STUDENTS[:2], "2026")), "2026"))
    longer = listed(list(sheets_of(APPLE, STUDENTS[:3], "2026")), "2026")
    keep_list(path, longer)
    assert path.read_bytes() == longer
    with pytest.raises(WorksheetError, match=r"is there already and is kept: .* pass overwrite=True"):
        keep_list(path, listed(list(sheets_of(APPLE, STUDENTS[:3], "2027")), "2027"))
    assert path.read_bytes() == longer


@pytest.mark.parametrize("ending", [".csv", ".md", ".json", ".xlsx"])
def test_whose_sheet_it_is_comes_back_from_its_file(ending: str, tmp_path: Path) -> None:
    for name in ("Anna Berg", "花子", "=cmd()", "O'Neil | *x*"):
        path = APPLE.save(tmp_path / f"sheet{ending}", student=name, overwrite=True)
        assert plain(files.load(path).name) == plain(name)
        assert mark(APPLE, path).remarks == ()
