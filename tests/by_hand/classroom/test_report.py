"""The report of a class: a wrong key is told and fails nobody, a wrong idea of many is told as such, and who needs a
talk is named with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograd.by_hand.classroom.report.doubts import most_alike
from autograd.by_hand.classroom.report.findings import called
from autograd.language import LANGUAGES, catalogue, speaking
from tests.by_hand.classroom.simulated import GIVEN, IDEAS, exercise, save, work, written
from tests.commands.test_main import ringo

Change = Callable[[int, dict[str, str]], Mapping[str, str]]


def report(
    folder: Path, change: Change, *typed: str, idea: str = "right", own: bool = False, many: int = 10
) -> dict[str, Any]:
    """The report of a class of ten, in which each hands in the changed answers."""
    for i in range(many):
        given = GIVEN | {"x1": 1.0 + i / 10} if own else GIVEN
        answers = written(work(IDEAS[idea], given))
        save(folder / "answers" / f"s{i}.csv", {**answers, **change(i, answers)}, exercise(given).code)
    path = folder / "class.json"
    status, _, err = ringo("mark", str(folder / "answers"), "--report", str(path), "--overwrite", *typed)
    assert status == 0, err
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found | {"err": err}


def test_a_row_whose_key_may_be_wrong_fails_nobody(tmp_path: Path) -> None:
    found = report(
        tmp_path, lambda i, a: {"grad x2": "0.321" if i < 7 else a["grad x2"]}, "--feedback", f"{tmp_path}/b"
    )
    [doubt] = found["doubts"]
    assert (doubt["row"], doubt["many"], doubt["answers"], doubt["number"]) == ("grad x2", 7, 10, 0.321)
    assert doubt["mistake"] == ""
    assert abs(doubt["key_number"] - work(IDEAS["right"])["grad x2"]) < 1e-9
    assert "Row grad x2: 7 of 10 answers are 0.321, and the key has 0.0294268." in found["err"]
    assert [one["score"] for one in found["files"]] == [1.0] * 10
    assert [one["of"] for one in found["files"]] == [38] * 10
    page = (tmp_path / "b" / "s0.html").read_text("utf-8")
    assert "Your teacher looks at these rows again, and they do not count: grad x2" in page


def test_the_teacher_decides_for_the_key_or_the_class(tmp_path: Path) -> None:
    def change(i: int, answers: dict[str, str]) -> Mapping[str, str]:
        return {"grad x2": "0.321" if i < 7 else answers["grad x2"]}

    (tmp_path / "key.csv").write_text("row,reason\ngrad x2,the key is right\n", "utf-8")
    found = report(tmp_path, change, "--corrections", f"{tmp_path}/key.csv")
    assert found["doubts"] == []
    assert [one["score"] for one in found["files"]] == [38 / 39] * 7 + [1.0] * 3
    (tmp_path / "class.csv").write_text("row,answer\ngrad x2,0.321\n", "utf-8")
    found = report(tmp_path, change, "--corrections", f"{tmp_path}/class.csv")
    assert found["doubts"] == []
    assert [one["score"] for one in found["files"]] == [1.0] * 10


def test_a_mistake_of_many_leaves_the_key_alone(tmp_path: Path) -> None:
    found = report(tmp_path, lambda i, a: {}, idea="sign of the derivative")
    [doubt] = found["doubts"]
    assert (doubt["row"], doubt["mistake"]) == ("local v4 from v5", "y(y - 1)")
    assert [one["score"] for one in found["files"]] == [38 / 39] * 10
    assert "Row local v4 from v5: 10 of 10 answers have the same mistake" in found["err"]


def test_a_key_that_is_wrong_by_a_factor_shows_in_own_numbers(tmp_path: Path) -> None:
    def change(i: int, answers: dict[str, str]) -> Mapping[str, str]:
        return {"grad x2": f"{3 * float(answers['grad x2']):.6g}"}

    [doubt] = report(tmp_path, change, own=True)["doubts"]
    assert (doubt["row"], doubt["number"], doubt["key_number"]) == ("grad x2", None, None)
    assert abs(doubt["ratio"] - 3) < 0.01


def test_few_alike_or_few_at_all_are_no_doubt(tmp_path: Path) -> None:
    half = report(tmp_path / "a", lambda i, a: {"grad x2": "0.321" if i < 5 else "0.9" if i == 5 else a["grad x2"]})
    differing = report(tmp_path / "b", lambda i, a: {"grad x2": f"0.3{i}1"})
    few = report(tmp_path / "c", lambda i, a: {"grad x2": "0.321"}, many=4)
    assert half["doubts"] == differing["doubts"] == few["doubts"] == []


def test_nobody_is_accused_of_copying(tmp_path: Path) -> None:
    found = report(tmp_path, lambda i, a: {"v1": "1.37", "grad t": "7"}, "--report", f"{tmp_path}/r.html")
    text = found["err"] + (tmp_path / "r.html").read_text("utf-8").partition("</style>")[2]
    assert not [word for word in ("copied", "cheat", "plagia", "identical") if word in text.lower()]


def test_whom_to_talk_to_and_why(tmp_path: Path) -> None:
    def change(i: int, answers: dict[str, str]) -> Mapping[str, str]:
        if i == 1:
            return dict.fromkeys(list(answers)[5:], "")
        if i == 2:
            return dict.fromkeys(list(answers)[:4], "2-Jan")
        if i == 4:
            return dict.fromkeys(answers, "0")
        return dict(written(work(IDEAS["uphill"]))) if i == 3 else {}

    talks = {talk["student"]: talk["why"] for talk in report(tmp_path, change)["talks"]}
    assert talks == {
        "s1": ["5 of 39 points", "34 of 39 rows are blank"],
        "s2": ["4 answers are unreadable"],
        "s3": ["the same mistake in 3 rows: w + ηg was taken for w - ηg"],
        "s4": ["0 of 39 points", "every answer is 0: nothing counts as right from an earlier number"],
    }


def test_an_answer_that_cannot_be_read_is_not_wrong(tmp_path: Path) -> None:
    """In the table of hard rows, as in the line of each file: every answer counts under its own verdict."""
    unread = {0: "2-Jan", 1: "0,5", 2: "7", 3: ""}
    found = report(
        tmp_path, lambda i, a: {"grad x2": unread.get(i, a["grad x2"])}, "--report", f"{tmp_path}/r.md",
        "--report", f"{tmp_path}/r.html",
    )  # fmt: skip
    verdicts = "right", "wrong", "unreadable", "blank", "all"
    counted = {row["key"]: [row[of] for of in verdicts] for row in found["rows"]}
    assert counted["grad x2"] == [6, 1, 2, 1, 10]
    assert all(sum(counts[:-1]) == counts[-1] for counts in counted.values())
    [line] = [line for line in (tmp_path / "r.md").read_text("utf-8").splitlines() if line.startswith("| grad x2")]
    assert [cell.strip() for cell in line.split("|")][3:7] == ["6 / 10", "1", "2", "1"]
    assert '<td data-of="unreadable">2</td>' in (tmp_path / "r.html").read_text("utf-8")


def test_the_largest_group_of_numbers() -> None:
    assert most_alike([]) == []
    assert sorted(most_alike([1.0, 2.0, 1.001, 0.999, -1.0, 2.001])) == [0, 2, 3]
    assert sorted(most_alike([-0.5, -0.501, 0.5])) == [0, 1]
    assert len(most_alike([0.0, 0.0, 1e-300])) == 2


def test_the_report_is_in_the_language_of_the_teacher(tmp_path: Path) -> None:
    with speaking("ja"):
        report(
            tmp_path,
            lambda i, a: {"grad x2": "0.321"},
            "--report",
            f"{tmp_path}/r.html",
            "--report",
            f"{tmp_path}/r.md",
        )
    page, text = (tmp_path / "r.html").read_text("utf-8"), (tmp_path / "r.md").read_text("utf-8")
    for found in page, text:
        assert "先生が確かめるべき行" in found
        assert "得点率ごとの人数" in found
    assert '<html lang="ja">' in page


def test_points_are_those_of_a_file(tmp_path: Path) -> None:
    """A gradient is worth 2, a local one 3, of which half is left to who takes y(y - 1) for the sigmoid's."""
    text = '[rows]\ngradient = 2\ndelta = 2\nlocal = 3\n[mistakes]\n"y(y - 1)" = 0.5\n'
    (tmp_path / "points.toml").write_text(text, "utf-8")
    typed = "--points", f"{tmp_path}/points.toml", "--feedback", f"{tmp_path}/b"
    found = report(tmp_path, lambda i, a: {}, *typed, idea="sign of the derivative", many=3)
    local, whole = (sum(key.startswith(start) for key in work(IDEAS["right"])) for start in ("local ", "grad "))
    most = 39 + 2 * local + whole
    for one in found["files"]:
        assert one["of"] == most
        assert one["score"] * one["of"] == most - 1.5
        assert [row["points"] for row in one["rows"] if row["key"] == "local v4 from v5"] == [1.5]
    assert "✗ wrong (1.5 of 3)" in (tmp_path / "b" / "s1.html").read_text("utf-8")
    plain = report(tmp_path, lambda i, a: {}, idea="sign of the derivative", many=3)
    assert "3 of 3 files had been marked before" in plain["err"]  # points are no part of what is kept
    assert [one["of"] for one in plain["files"]] == [39] * 3


def test_every_mistake_has_a_name_in_the_report() -> None:
    names = [key.removeprefix("advice ") for key in catalogue("en") if key.startswith("advice ")]
    for lang in LANGUAGES:
        with speaking(lang):
            assert all(map(called, names))


def test_the_number_of_another_row_is_told(tmp_path: Path) -> None:
    found = report(tmp_path, lambda i, a: {"new w1": a["v5"]}, "--report", f"{tmp_path}/r.html")
    assert [mistake["name"] for mistake in found["mistakes"]] == ["another row"]
    assert "the number of another row was given" in (tmp_path / "r.html").read_text("utf-8")
