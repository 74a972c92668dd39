"""Whose a file is, which of several counts, and what a file that is not marked is told."""

from __future__ import annotations

import json
import os
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.classroom.collect.folder import files_in
from autograd.by_hand.classroom.collect.handed import handed_in, time_of
from autograd.by_hand.classroom.handout import listed, sheets_of
from autograd.by_hand.classroom.students import LONGEST_NAME, Student, file_names, students_in
from autograd.by_hand.marking.many import Outcome
from autograd.language import LANGUAGES
from tests.by_hand.classroom.simulated import IDEAS, exercise, save, work, written
from tests.commands.test_main import ringo

LIST = [Student("Anna Berg", id="s0017"), Student("山田 花子", "ja"), Student("Bo")]


@pytest.mark.parametrize(
    ("path", "name", "student"),
    [
        ("sheet.csv", "Anna Berg", "Anna Berg"),
        ("anna_berg.csv", "", "Anna Berg"),
        ("Berg, Anna (1).xlsx", "", "Anna Berg"),
        ("exercise 3 anna berg.csv", "", "Anna Berg"),
        ("abgabe-S0017.csv", "", "Anna Berg"),
        ("山田花子.csv", "", "山田 花子"),
        ("Anna Berg_4711_assignsubmission_file_/sheet.xlsx", "", "Anna Berg"),
        ("Bo - Copy.csv", "", "Bo"),
        ("Bobo.csv", "", "Bobo"),
        ("Carl.csv", "Dora", "Dora"),
    ],
)
def test_whose_a_file_is(path: str, name: str, student: str) -> None:
    [one] = handed_in([Outcome(path, None, "no", name, digest="of a worksheet")], LIST)
    assert one.student == student
    assert bool(one.notes) == (student not in [of.name for of in LIST])


def test_many_files_are_given_to_many_names_at_once() -> None:
    students = [Student(f"Student Number {i}", id=f"s{i:05}") for i in range(500)]
    files = [Outcome(f"nobody {i}.csv", None, "no") for i in range(499)] + [Outcome("sheet s00498 x.csv", None, "no")]
    start = time.process_time()
    found = handed_in(files, students)
    assert time.process_time() - start < 4.0
    assert found[-1].student == "Student Number 498"


def test_a_file_of_one_name_in_many_folders_is_called_by_the_folder() -> None:
    paths = [f"class/{name}/sheet.csv" for name in ("anna", "ben", "carl")]
    assert [one.student for one in handed_in([Outcome(path, None, "no") for path in paths])] == ["anna", "ben", "carl"]
    assert [one.student for one in handed_in([Outcome(path, None, "no") for path in paths[:2]])] == ["sheet", "sheet"]


@pytest.fixture
def sheet() -> Sheet:
    return exercise()


def test_the_later_of_two_files_counts_and_late_ones_are_told(sheet: Sheet, tmp_path: Path) -> None:
    right, wrong = (written(work(IDEAS[idea])) for idea in ("right", "uphill"))
    for path, answers, at in (("anna.csv", right, 2000), ("Anna (1).csv", wrong, 1000), ("ben.csv", wrong, 5000)):
        os.utime(save(tmp_path / path, answers, sheet.code), (at, at))
    due = datetime.fromtimestamp(3000).isoformat()
    status, _, err = ringo("mark", str(tmp_path), "--due", due, "--report", str(tmp_path / "marks.csv"))
    assert status == 0
    told = [line.partition(": ")[2] for line in err.splitlines() if line.startswith("ringo: ")]
    lines = {Path(line.partition(": ")[0]).name: line for line in told}
    assert "does not count: Anna handed in " in lines["Anna (1).csv"]
    assert "anna.csv later" in lines["Anna (1).csv"]
    assert "late: of " in lines["ben.csv"]
    assert "anna.csv" not in lines
    report = (tmp_path / "marks.csv").read_text("utf-8-sig").splitlines()
    assert [line.rsplit(",", 1)[1] for line in report] == ["counts", "no", "yes", "yes"]


def test_a_file_that_cannot_be_read_replaces_none(sheet: Sheet, tmp_path: Path) -> None:
    os.utime(save(tmp_path / "anna.csv", written(work(IDEAS["right"])), sheet.code), (1000, 1000))
    (tmp_path / "anna.json").write_text("{")
    status, out, err = ringo("mark", str(tmp_path), "--feedback", str(tmp_path / "back"))
    assert status == 2
    assert "39 of 39 points" in out
    assert "anna.json could not be read" in err
    assert (tmp_path / "back" / "anna.html").is_file()


def test_a_blank_sheet_replaces_none(sheet: Sheet, tmp_path: Path) -> None:
    os.utime(save(tmp_path / "anna.csv", written(work(IDEAS["right"])), sheet.code), (1000, 1000))
    sheet.save(tmp_path / "anna.xlsx")
    status, _, err = ringo("mark", str(tmp_path), "--feedback", str(tmp_path / "back"))
    assert status == 0
    assert "anna.csv of anna counts, for this one is blank" in err
    assert "39 of 39 points" in (tmp_path / "back" / "anna.html").read_text("utf-8")


@pytest.mark.parametrize("ending", [".csv", ".json", ".md", ".xlsx"])
def test_a_student_is_spoken_to_in_the_language_of_the_file(ending: str, sheet: Sheet, tmp_path: Path) -> None:
    sheet.save(tmp_path / f"hanako{ending}", answers=True, lang="ja")
    assert ringo("mark", f"{tmp_path}/hanako{ending}", "--feedback", f"{tmp_path}/back").status == 0
    assert "すべての行" in (tmp_path / "back" / "hanako.html").read_text("utf-8")


def test_another_exercise_is_told(sheet: Sheet, tmp_path: Path) -> None:
    for name in "abc":
        save(tmp_path / f"{name}.csv", written(work(IDEAS["right"])), sheet.code)
    other = exercise({"w1": 1.0, "w2": 2.0, "x1": 3.0, "x2": 4.0, "b": 5.0, "t": 6.0})
    other.save(tmp_path / "d.csv", answers=True)
    err = ringo("mark", str(tmp_path)).err
    assert "d.csv: another exercise, or other numbers, than most handed in" in err
    assert err.count("another exercise") == 1


def test_several_learners_may_stand_in_one_file(sheet: Sheet, tmp_path: Path) -> None:
    lines = ["name,key,answer"]
    for name, idea in (("Anna", "right"), ("Ben", "a wrong product")):
        rows = [f"{key},{answer}" for key, answer in written(work(IDEAS[idea])).items()]
        lines += [f"{name if i == 0 else ''},{row}" for i, row in enumerate(rows)]
    (tmp_path / "class.csv").write_text("\n".join([*lines, f",ringo,{sheet.code}"]), "utf-8")
    status, out, _ = ringo("mark", str(tmp_path / "class.csv"), "--feedback", str(tmp_path / "back"))
    assert status == 0
    assert "(Anna): 39 of 39 points" in out
    assert "(Ben): 38 of 39 points" in out
    assert sorted(path.name for path in (tmp_path / "back").iterdir()) == ["Anna.html", "Ben.html"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_what_stands_in_folders(tmp_path: Path) -> None:
    for name in (
        "b/2.csv", "b/1.xlsx", "~$1.xlsx", ".hidden/3.csv", "Thumbs.db", "scan.pdf", "photo.png", "own/students.csv",
        "back/anna.html", ".~lock.1.ods#", "b/.DS_Store",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to(tmp_path / "nothing.csv")
    found = files_in([str(tmp_path)], [tmp_path / "own" / "students.csv", tmp_path / "back"])
    short = [str(Path(path).relative_to(tmp_path)) for path in found.paths]
    assert short == ["b/1.xlsx", "b/2.csv"]
    assert {Path(path).name: said.split(tmp_path.name)[1] for path, said in found.others.items()} == {
        "photo.png": "/photo.png has a format that is not read: save it as .xlsx, .ods, .xls, .csv, .md or .json",
        "scan.pdf": "/scan.pdf is paper, which is not read: type its answers into the worksheet as .xlsx or .csv",
    }
    assert {Path(path).name for path in found.skipped} == {
        "~$1.xlsx", ".hidden", "Thumbs.db", ".~lock.1.ods#", ".DS_Store", "pipe.csv", "link.csv",
    }  # fmt: skip


def test_the_solutions_of_the_teacher_are_no_answers(tmp_path: Path) -> None:
    for name in ("class.csv", "sheets/Anna.csv", "solutions/Anna.csv", "hand in/solutions/Bo.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = files_in([str(tmp_path)])
    assert [str(Path(path).relative_to(tmp_path)) for path in found.paths] == [
        "hand in/solutions/Bo.csv", "sheets/Anna.csv",
    ]  # fmt: skip


def test_a_language_may_be_written_as_a_word(tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    path.write_text("名前,言語\n花子,日本語\nAnna, English \nBen,JA\nCleo,\n", "utf-8")
    assert [student.lang for student in students_in(path)] == ["ja", "en", "ja", ""]


@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_names_make_safe_files(names: list[str]) -> None:
    made = file_names(names)
    assert len({name.casefold() for name in made}) == len(names)
    for name in made:
        assert name == name.strip() != ""
        assert not set(name) & set('/\\:*?"<>|\0=+@.\n$`')
        assert len(name) <= LONGEST_NAME + 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anna\nBen\n", "has no column of names"),
        ("name,lang\nAnna,fr\n", "line 2: there is no language 'fr': the languages are en, ja"),
        ("name\nAnna\n\nanna\n", "line 4: anna stands in line 2 as well"),
        ("name,id\nAnna,7\nBo,\nCy,\nDora,7\n", "line 5: 7 stands in line 2 as well"),
        ("name,lang\n,ja\n", "line 2: the name is missing"),
        ("name\n", "has no student in it"),
        ('name\n"' + "b" * 200_000, "could not be read: field larger than field limit"),
    ],
)
def test_a_list_that_is_none(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(text, "utf-8")
    with pytest.raises(WorksheetError, match=r"s\.csv") as error:
        students_in(tmp_path / "s.csv")
    assert said in str(error.value)


def test_the_sheet_tells_whose_it_is_where_no_name_does() -> None:
    anna, bo = Student("Anna Berg", code="A"), Student("Bo", code="B")
    given = [("sheet.csv", "B"), ("anna berg.csv", "A"), ("bo.csv", "A"), ("carl.csv", "C")]
    found = handed_in([Outcome(path, None, "no", code=code, digest="its own") for path, code in given], [anna, bo])
    assert [one.student for one in found] == ["Bo", "Anna Berg", "Bo", "carl"]
    assert found[2].notes[0] == "Bo filled in the sheet that was handed to Anna Berg"
    assert not [note for one in found[:2] for note in one.notes if "handed to" in note]


def test_a_list_of_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_bytes("氏名;言語;学籍番号\n山田 花子;ja;7\nAnna;;\n".encode("cp932"))
    assert students_in(tmp_path / "s.csv") == [Student("山田 花子", "ja", "7", 2), Student("Anna", "", "", 3)]


def test_the_list_that_was_handed_out_by_is_read_back(sheet: Sheet, tmp_path: Path) -> None:
    given = [Student("=cmd()", "ja", "17"), Student("../x"), Student("Anna")]
    made = list(sheets_of(sheet, given, "seed"))
    (tmp_path / "class.csv").write_bytes(listed(made, "seed"))
    read = students_in(tmp_path / "class.csv")
    assert [(one.name, one.lang, one.id) for one in read] == [(one.name, one.lang, one.id) for one in given]
    assert [one.code for one in read] == [one.sheet.code for one in made]
    for one in made:
        save(tmp_path / "sheets" / f"{one.name}.csv", {"v1": "1"}, one.sheet.code)
    err = ringo("mark", str(tmp_path / "sheets"), "--students", str(tmp_path / "class.csv")).err
    assert "list" not in err
    assert "Nothing came from" not in err


def test_a_file_that_is_nobodys_is_no_student(sheet: Sheet, tmp_path: Path) -> None:
    """Of a list, and without one: a damaged worksheet may be of a student whom no list names, and a memo is not."""
    for name in ("anna", "stranger"):
        sheet.save(tmp_path / "in" / f"{name}.csv", answers=True)
    nothing = ("memo.txt", "notes.md", "photo.png", "junk.csv", "ben.csv", "paper.pdf")
    for name in nothing:
        (tmp_path / "in" / name).write_text("a shopping list", "utf-8")
    (tmp_path / "list.csv").write_text("name\nanna\nben\ncarl\n", "utf-8")
    for typed, nobodys in ((["--students", f"{tmp_path}/list.csv"], {*nothing} - {"ben.csv"}), ([], {*nothing[:3]})):
        err = ringo("mark", f"{tmp_path}/in", *typed, "--report", f"{tmp_path}/r.json", "--overwrite").err
        found = {Path(one["file"]).name: one for one in json.loads((tmp_path / "r.json").read_text("utf-8"))["files"]}
        assert {name for name, one in found.items() if not one["student"]} == nobodys
        assert {name for name, one in found.items() if not one["counted"]} == nobodys
        for name in nobodys:
            assert f"{name}: this file " in err
            assert "counts as no student" in err
        assert (found["ben.csv"]["student"], found["stranger.csv"]["student"]) == ("ben", "stranger")
        assert ("stranger does not stand in the list" in err) == ("Nothing came from: carl" in err) == bool(typed)
    ringo("mark", f"{tmp_path}/in", "--students", f"{tmp_path}/list.csv", "--report", f"{tmp_path}/r.md")
    assert "2 marked, 1 not readable, 1 missing" in (tmp_path / "r.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "essay.docx", "memo.txt"])
def test_a_file_in_the_folder_of_a_student_is_the_students(name: str) -> None:
    given = [
        Outcome(f"in/{who}_{i}_assignsubmission_file_/a{i}.csv", None, "no", digest="x") for i, who in enumerate("bc")
    ]
    ann = [f"in/Ann Smith_123_assignsubmission_file_/{name}", f"in/Ann Smith_123_assignsubmission_file_{name}"]
    for path in ann:
        for students in [], [Student("Bo")]:  # of a list that does not have her
            one = handed_in([*given, Outcome(path, None, "no")], students)[-1]
            assert (one.student, one.counts) == ("Ann Smith", True)
    of_one_name = [Outcome(f"in/{who}/{name}", None, "no") for who in ("anna", "ben", "carl")]
    assert [one.student for one in handed_in(of_one_name)] == ["anna", "ben", "carl"]
    assert [one.student for one in handed_in(of_one_name, [Student("Bo")])] == [""] * 3


def test_a_time_that_is_none() -> None:
    for typed in ("tomorrow", "0001-01-01"):  # the first day has no time of the system
        with pytest.raises(WorksheetError, match=f"--due takes a time such as .* and not '{typed}'"):
            time_of(typed)


@pytest.mark.parametrize("typed", ["2026-11-30", " 20261130 "])
def test_who_hands_in_on_the_day_that_is_due_is_in_time(typed: str, sheet: Sheet, tmp_path: Path) -> None:
    for name, when in (("anna", "2026-11-30T23:59:59"), ("ben", "2026-12-01T00:00:01")):
        at = datetime.fromisoformat(when).timestamp()
        os.utime(save(tmp_path / f"{name}.csv", written(work(IDEAS["right"])), sheet.code), (at, at))
    err = ringo("mark", str(tmp_path), "--due", typed).err
    assert "anna" not in err
    assert "ben.csv: late: of 2026-12-01 00:00, and due at 2026-11-30 23:59" in err
    assert time_of("2026-11-30T00:00").hour == 0


@pytest.fixture
def own(sheet: Sheet, tmp_path: Path) -> dict[str, Sheet]:
    """Sheets with own numbers for A, B and C, by the list in class.csv."""
    made = list(sheets_of(sheet, [Student(name) for name in "ABC"], "seed"))
    (tmp_path / "class.csv").write_bytes(listed(made, "seed"))
    return {one.name: one.sheet for one in made}


def test_a_file_that_does_not_count_is_not_counted_among_most(own: dict[str, Sheet], tmp_path: Path) -> None:
    for name in ("A", "A (1)", "A (2)", "B", "C"):
        own[name[0]].save(tmp_path / "in" / f"{name}.csv", answers=True)
    assert "another exercise" not in ringo("mark", str(tmp_path / "in")).err


def test_who_has_the_sheet_of_the_list_has_no_other_exercise(own: dict[str, Sheet], tmp_path: Path) -> None:
    for name, whose in (("A", "A"), ("B", "B"), ("C", "A"), ("D", "A")):
        own[whose].save(tmp_path / "in" / f"{name}.csv", answers=True)
    assert "B.csv: another exercise" in ringo("mark", str(tmp_path / "in")).err
    err = ringo("mark", str(tmp_path / "in"), "--students", str(tmp_path / "class.csv")).err
    assert "another exercise" not in err
    assert "C filled in the sheet that was handed to A" in err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_command_wrote_itself_is_no_answer(lang: str, sheet: Sheet, tmp_path: Path) -> None:
    for name in ("anna", "ben"):
        sheet.save(tmp_path / f"{name}.csv", answers=True)
    made = [
        word
        for ending in ("html", "md", "csv", "json")
        for word in ("--report", str(tmp_path / f"my {ending}.{ending}"))
    ]
    for typed in ([*made, "--feedback", f"{tmp_path}/back"], ["--feedback", f"{tmp_path}/paper", "--pdf"]):
        assert ringo("mark", str(tmp_path), *typed, "--lang", lang).status == 0
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2 + 6 + 4
    alone = ringo("mark", *(str(tmp_path / f"my {ending}.{ending}") for ending in ("csv", "html")), "--lang", "en")
    assert (alone.status, "my csv.csv is a list, a report or another file of ringo's own" in alone.err) == (2, True)
    among = [*map(str, tmp_path.glob("*.*"))]  # as a shell fills in a pattern
    for words in ([str(tmp_path)], among):
        again = ringo("mark", *words)
        assert (again.status, again.err, len(again.out.splitlines())) == (0, "", 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_not_emptied_to_see_whose_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[str]()
    monkeypatch.setattr("autograd.by_hand.classroom.collect.folder.is_own", lambda path: looked.append(path.name))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.csv").write_text("key,answer\n")
    found = files_in([str(tmp_path / "pipe"), str(tmp_path / "a.csv")])
    assert (len(found.paths), looked) == (2, ["a.csv"])


def test_a_page_that_a_student_hands_in_is_told(sheet: Sheet, tmp_path: Path) -> None:
    for name in ("anna.csv", "ben.html", "carl.pdf"):
        sheet.save(tmp_path / name)
    err = ringo("mark", str(tmp_path)).err
    assert "ben.html has a format that is not read" in err
    assert "carl.pdf is paper" in err
