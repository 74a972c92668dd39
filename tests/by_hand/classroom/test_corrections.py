"""A teacher's corrections: accepted cells count, are told to the student, and one that fits nothing is told."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest

from autograd.by_hand import WorksheetError
from autograd.by_hand.classroom.corrections import Correction, corrections_in
from autograd.language import speaking
from tests.by_hand.classroom.simulated import IDEAS, exercise, save, work, written
from tests.commands.test_main import ringo

CSV = """student,row,answer,reason
Anna,v1,,a slip of mine on the board
,8,0.110099,"the ½ is <b>optional</b>"
Nobody,v1,,
Anna,v2,99,
,v3,,the key is right
"""
TOML = """
[[correction]]
student = "Anna"
row = "v1"
reason = "a slip of mine on the board"

[[correction]]
row = 8
answer = 0.110099
reason = "the ½ is <b>optional</b>"
[[correction]]
student = "Nobody"
row = "v1"
[[correction]]
student = "Anna"
row = "v2"
answer = "99"
[[correction]]
row = "v3"
reason = "the key is right"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sheet = exercise()
    for name, idea in (("Anna", "a wrong product"), ("Ben", "half left out"), ("Carl", "half left out")):
        save(tmp_path / "answers" / f"{name}.csv", written(work(IDEAS[idea]), 6), sheet.code)
    return tmp_path


def marked(folder: Path, *typed: str) -> tuple[str, str, dict[str, Any]]:
    report = folder / "class.json"
    _, out, err = ringo("mark", str(folder / "answers"), "--report", str(report), "--overwrite", *typed)
    return out, err, {one["student"]: one for one in json.loads(report.read_text("utf-8"))["files"]}


@pytest.mark.parametrize(("name", "text", "lines"), [("c.csv", CSV, (4, 5)), ("c.toml", TOML, (11, 14))])
def test_corrections_count_and_are_told(name: str, text: str, lines: tuple[int, int], folder: Path) -> None:
    (folder / name).write_text(text, "utf-8")
    assert {student: one["score"] for student, one in marked(folder)[2].items()} == dict.fromkeys(
        ("Anna", "Ben", "Carl"), 38 / 39
    )
    out, err, found = marked(folder, "--corrections", str(folder / name), "--feedback", str(folder / "back"))
    assert {student: one["score"] for student, one in found.items()} == dict.fromkeys(("Anna", "Ben", "Carl"), 1.0)
    row = found["Anna"]["rows"][0]
    assert (row["verdict"], row["hint"], row["mistakes"]) == ("right", "", [])
    assert row["reasons"] == ["accepted by the teacher: a slip of mine on the board"]
    assert out.count("now ") == 3
    told = [line for line in err.splitlines() if "fits nothing that was handed in" in line]
    assert [f"line {line}:" in said for line, said in zip(lines, told, strict=True)] == [True, True]
    assert "(v1 / Nobody)" in told[0]
    assert "2 corrections fit nothing" in err
    [stands] = [line for line in err.splitlines() if "stands" in line]
    assert f"line {lines[1] + 1 if name == 'c.csv' else 18}: the key of v3 stands, and the row counts by it" in stands
    page = (folder / "back" / "Ben.html").read_text("utf-8")
    assert "<b>" not in page
    assert "accepted by the teacher: the ½ is <b>optional</b>" in html.unescape(page)


def test_a_key_of_no_row_does_not_stand(folder: Path) -> None:
    (folder / "c.csv").write_text("row,reason\nzzz,no\n", "utf-8")
    err = marked(folder, "--corrections", str(folder / "c.csv"))[1]
    assert "line 2: this correction fits nothing that was handed in (zzz)" in err
    assert "stands" not in err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("c.csv", "student,answer\nAnna,1\n", "has no column of rows"),
        ("c.csv", "student,row,answer\nAnna,,1\n", "line 2: the row is missing"),
        ("c.csv", "row,answer\nv1,=cmd()\n", "line 2: '=cmd()' is no number"),
        ("c.toml", "row = [", "could not be read: TOML: "),
        ("c.toml", "correction = 3", "could not be read: TOML: "),
        ("c.toml", "x = " + "[" * 100_000, "could not be read: TOML: "),
        ("c.toml", "correction = [{row = 'v1'}, {answer = 3}]", "line 1: the row is missing"),
        ("c.toml", "\n[[correction]]\nrow = 'v1'\npoints = 3\n", "line 2: a correction has student, row, answer and"),
    ],
)
def test_a_file_of_corrections_that_is_none(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(WorksheetError, match=r"c\.") as error:
        corrections_in(tmp_path / name)
    assert said in str(error.value)


def test_a_spreadsheet_of_a_teacher_is_read(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes("氏名;行;理由\n花子;v1;板書の誤り\n;;\n".encode("cp932"))
    assert corrections_in(tmp_path / "c.csv") == [Correction(2, "v1", "花子", "", "板書の誤り")]


def test_a_correction_that_changes_no_mark_is_not_told_as_a_change(folder: Path) -> None:
    (folder / "c.csv").write_text("student,row,answer,reason\nBen,v1,,it was right\n", "utf-8")
    out, _, _ = marked(folder, "--corrections", str(folder / "c.csv"))
    assert len(out.splitlines()) == 3


def test_a_correction_reads_an_answer_as_marking_does(tmp_path: Path) -> None:
    """As 2.25, since 0,5 has a comma before decimals."""
    sheet = exercise()
    save(tmp_path / "answers" / "Anna.csv", {"v1": "2,250", "v2": "0,5"}, sheet.code)
    for answer, verdict in ("2.25", "right"), ("2250", "wrong"):
        (tmp_path / "c.csv").write_text(f"row,answer\nv1,{answer}\n", "utf-8")
        found = marked(tmp_path, "--corrections", str(tmp_path / "c.csv"))[2]
        assert found["Anna"]["rows"][0]["verdict"] == verdict


@pytest.mark.parametrize("text", ["correction = 3", "correction = [1]", 'correction = "row"', "correction = {row = 1}"])
def test_corrections_that_stand_elsewhere_are_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(text, "utf-8")
    with pytest.raises(WorksheetError, match=r"a correction stands below a line \[\[correction\]\]$"):
        corrections_in(tmp_path / "c.toml")


def test_a_reader_of_toml_speaks_no_english_in_japanese(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[[correction]]\nrow = = 3\n", "utf-8")
    with pytest.raises(WorksheetError, match=r"TOML: line 2, column 7: Invalid value$"):
        corrections_in(tmp_path / "c.toml")
    with speaking("ja"), pytest.raises(WorksheetError, match=r"TOML の 2 行目、7 文字目の書き方が正しくありません$"):
        corrections_in(tmp_path / "c.toml")
