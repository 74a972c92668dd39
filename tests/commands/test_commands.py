"""`ringo worksheet` and `ringo mark` as a teacher types them: a class is marked, and no file is lost."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, operation, worksheet
from autograd.by_hand import Sheet, mark, mark_files
from autograd.by_hand.marking.many import FASTER_HERE
from tests.commands.test_main import ringo

SUM = ["(sigmoid(w*x + b) - t)**2 / 2", "w=0.5", "x=2", "b=0", "t=1", "--learning-rate", "0.1"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sheet(folder: Path) -> Sheet:
    assert ringo("worksheet", *SUM, "--save", "sheet.json").status == 0
    return Sheet.load("sheet.json")


def fill_in(sheet: Sheet, path: str, **changed: str) -> None:
    """Write a file of answers: right but for those `changed`, whose keys have _ for a blank."""
    answers = {row.key: f"{row.answer:.4g}" for row in sheet.rows}
    answers |= {key.replace("_", " "): answer for key, answer in changed.items()}
    lines = [["key", "answer"], *answers.items(), ["ringo", sheet.code]]
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sheet_is_printed_or_saved(folder: Path) -> None:
    status, out, err = ringo("worksheet", *SUM)
    assert (status, err) == (0, "")
    assert "local gradient ∂v3/∂v2" in out
    assert "0.731" not in out
    assert " 0.7310585786\n" in ringo("worksheet", *SUM, "--answers").out
    assert "局所的な微分" in ringo("worksheet", *SUM, "--lang", "ja").out
    assert ringo("worksheet", *SUM, "--save", "a.csv", "--save", "a.md", "--save", "a.json").status == 0
    sheets = [Sheet.load(name) for name in ("a.csv", "a.md", "a.json")]
    assert len({sheet.code for sheet in sheets}) == 1
    before = contents(folder)
    status, out, err = ringo("worksheet", "x*x", "x=1", "--save", "a.csv")
    assert (status, out) == (2, "")
    assert "a.csv is there already" in err
    assert contents(folder) == before
    assert ringo("worksheet", "x*x", "x=1", "--save", "a.csv", "--overwrite").status == 0


def test_levels_parameters_and_formulas(folder: Path) -> None:
    keys = {
        level: [row.key for row in saved(*SUM, "--level", level).rows]
        for level in ("everything", "gradients", "parameters")
    }
    assert keys["parameters"] == ["grad b", "grad w", "new w", "new b", "new v6", "improvement"]
    assert "v1" in keys["everything"]
    assert "v1" not in keys["gradients"]
    assert "new b" not in [row.key for row in saved(*SUM, "--parameters", "w").rows]
    assert "= tax" in ringo("worksheet", "apple * tax", "apple=100", "tax=1.1", "--formulas").out


def saved(*arguments: str) -> Sheet:
    assert ringo("worksheet", *arguments, "--save", "s.json", "--overwrite").status == 0
    return Sheet.load("s.json")


def test_one_learner_is_told_all(sheet: Sheet) -> None:
    fill_in(sheet, "anna.csv", v1="2", v2="2")
    status, out, err = ringo("mark", "anna.csv")
    assert (status, err) == (0, "")
    assert "The first wrong row is number 1: v1 = w * x. You wrote 2." in out
    assert "right from your earlier number" in out
    assert "The number is 1." not in out
    assert "The number is 1." in ringo("mark", "anna.csv", "--reveal").out
    assert "最初の誤りは 1 番です" in ringo("mark", "anna.csv", "--lang", "ja").out


def test_a_class_is_marked_and_one_bad_file_stops_nobody(sheet: Sheet, folder: Path) -> None:
    names = [f"{i:02}.csv" for i in range(FASTER_HERE + 4)]
    for i, name in enumerate(names):
        fill_in(sheet, name, v1=str(i + 2))
    Path("05.csv").write_text("nothing of use")
    Path("06.csv").write_bytes(b"\xff\x00\x81")
    before = contents(folder)
    status, out, err = ringo("mark", "0*.csv", "1*.csv", "--report", "marks.csv")
    assert status == 2
    assert [line[:6] for line in out.splitlines()] == [name for name in names if name not in ("05.csv", "06.csv")]
    assert "05.csv has no line with the headers" in err
    assert "06.csv is no text" in err
    assert f"2 of {len(names)} files could not be marked" in err
    after = contents(folder)
    report = list(csv.DictReader(io.StringIO(after.pop("marks.csv").decode("utf-8-sig"))))
    assert "ringo marks" in after.pop("marks.kept.jsonl").decode()
    assert after == before
    assert [row["file"] for row in report] == names
    assert {row["first wrong"] for row in report} == {"v1", ""}
    assert {row["student"] for row in report} == {name[:2] for name in names}
    assert report[0]["points"] == str(len(sheet.rows) - 1)
    assert "headers of a worksheet" in report[5]["remarks"]


@pytest.mark.parametrize(
    ("lang", "says"),
    [("en", "The command line knows the table alone"), ("ja", "コマンドで使えるのは、表にある演算だけです")],
)
def test_a_sheet_with_an_operation_of_ones_own_is_marked_in_python(lang: str, says: str, folder: Path) -> None:
    cube = operation("cube", lambda x: x**3, lambda z, x: (3 * x**2,))
    worksheet(cube(Value(2.0, name="x"))).save("own.csv", answers=True)
    for typed in (["own.csv"], ["own.csv", "--sheet", "own.csv"]):
        status, _, err = ringo("--lang", lang, "mark", *typed)
        assert status == 2
        assert says in err
        assert "sheet = Sheet.load(path, operations=[cube])" in err
        assert "mark_files(paths, sheet)" in err
    [marked] = mark_files(["own.csv"], Sheet.load("own.csv", operations=[cube]))
    assert marked.marks is not None
    assert marked.marks.score == 1.0


def test_a_report_for_programs(sheet: Sheet) -> None:
    fill_in(sheet, "anna.csv", v1="2", v2="")
    assert ringo("mark", "anna.csv", "nobody.csv", "--report", "marks.json").status == 2
    anna, nobody = json.loads(Path("marks.json").read_text(encoding="utf-8"))["files"]
    assert anna["rows"][0] | {"hint": ""} == {
        "number": 1, "key": "v1", "asks": "v1 = w * x", "answer": "2", "verdict": "wrong", "mistakes": [],
        "reasons": ["unexplained"], "hint": "", "kind": "value", "wrote": 2.0, "follows": None, "points": 0,
    }  # fmt: skip
    assert anna["counts"]["blank"] == 1
    assert anna["score"] == 1 - 2 / len(sheet.rows)
    assert "nobody.csv could not be read" in nobody["problem"]
    assert ringo("mark", "anna.csv", "--report", "marks.md").status == 0
    assert "| anna | anna.csv |" in Path("marks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "report", ["anna.csv", "./anna.csv", "sheet.json", "there.csv", "marks.txt", "there.csv/marks.csv"]
)
def test_a_report_replaces_nothing(report: str, sheet: Sheet, folder: Path) -> None:
    fill_in(sheet, "anna.csv")
    Path("there.csv").write_text("mine")
    before = contents(folder)
    status, _, err = ringo("mark", "anna.csv", "--sheet", "sheet.json", "--report", report)
    assert status == 2
    assert err.startswith("ringo: ")
    assert contents(folder) == before


def test_answers_to_another_sheet_are_refused(sheet: Sheet) -> None:
    fill_in(sheet, "anna.csv")
    assert ringo("worksheet", "x * y", "x=1", "y=2", "--save", "other.json").status == 0
    status, _, err = ringo("mark", "anna.csv", "--sheet", "other.json")
    assert status == 2
    assert "answers to another worksheet" in err
    Path("bare.csv").write_text("key,answer\nv1,1\n")
    assert (
        "does not say which worksheet it belongs to: name the sheet with --sheet FILE" in ringo("mark", "bare.csv").err
    )
    assert "its code is missing" in ringo("mark", "anna.csv", "--sheet", "bare.csv").err
    assert ringo("mark", "bare.csv", "--sheet", "sheet.json").status == 0


def test_learners_texts_do_not_run_in_a_spreadsheet(sheet: Sheet) -> None:
    fill_in(sheet, "=anna.csv", v1="=cmd|' /C calc'!A0")
    assert ringo("mark", "=anna.csv", "--report", "marks.csv").status == 0
    with Path("marks.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert any("cmd" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mark"], "name the files with the answers"),
        (["mark", "nothing.csv"], "could not be read"),
        (["mark", "z*.csv"], "no files z*.csv"),
        (["mark", "a.csv", "--digits", "0"], "--digits takes a whole number from 1 to 15"),
        (["mark", "a.csv", "--digits", "-1"], "and not '-1'"),
        (["mark", __file__, "--pdf"], "name the folder for them, as in --feedback"),
        (["mark", "a.csv", "--digits", "015000"], "and not '015000'"),
        (["mark", "a.csv", "--processes", "0"], "--processes takes a whole number from 1 to 61"),
        (["mark", "a.csv", "--processes", "62"], "and not '62'"),
        (["mark", "a.csv", "--digits", "²"], "and not '²'"),
        (["mark", "."], "has no file of answers in it"),
        (["worksheet"], "nothing to calculate"),
        (["worksheet", "x", "x=1", "--level", "all"], "no level 'all'"),
        (["worksheet", "x*2", "x=1", "--learning-rate", "fast"], "a learning rate is a number"),
        (["worksheet", "x*2", "x=1", "--learning-rate="], "a learning rate is a number"),
        (["worksheet", "x*2", "x=1", "--parameters", "w"], "w is no parameter"),
        (["worksheet", "log(x)", "x=1", "--learning-rate", "5"], "smaller learning rate"),
        (["worksheet", "x*2", "x=1", "--save", "x.txt"], "ends in .pdf, .xlsx, .csv, .md, .json, .xml or .html"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(arguments: list[str], said: str, folder: Path) -> None:
    status, out, err = ringo(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("ringo: ")
    assert said in err
    assert not contents(folder)


@given(
    st.lists(
        st.one_of(st.text(max_size=8), st.sampled_from(["--sheet", "--reveal", "--level", "x*x", "x=2"])), max_size=4
    )
)
def test_any_arguments_give_a_result_or_a_sentence(words: list[str]) -> None:
    for command in "worksheet", "mark":
        status, out, err = ringo(command, *[word.replace("--save", "") for word in words])
        assert status in (0, 2)
        assert bool(out) == (status == 0)
        assert status == 0 or err.startswith("ringo: ")


class Here(Executor):
    """An executor that does each piece of work at once, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.count += 1
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def test_any_executor_does_the_work(sheet: Sheet) -> None:
    paths = [f"{i}.csv" for i in range(3)]
    for i, path in enumerate(paths):
        fill_in(sheet, path, v1=str(i + 2))

    def marks(executor: Executor | None) -> Iterator[Any]:
        return (outcome.marks for outcome in mark_files(paths, sheet, executor=executor))

    here = Here()
    expected = [mark(sheet, path) for path in paths]
    assert [*marks(here)] == expected
    assert here.count == 3
    with ThreadPoolExecutor(2) as threads:
        assert [*marks(threads)] == [*marks(None)] == expected


LAYER = "h = W @ x + b; L = sum((h - t)**2) / 2", "W=[[1, 3], [2, 4]]", "x=[1, 2]", "b=[0, 1]", "t=[6, 8]"


def test_a_layer_from_definitions_is_asked_in_grids() -> None:
    """By hand: h = (7, 11), δ = (1, 3), ∂L/∂W = δ xᵀ, and with η = 1 W - δ xᵀ."""
    status, out, err = ringo(
        "worksheet", *LAYER, "--level", "parameters", "--grids", "--answers", "--learning-rate", "1"
    )
    assert (status, err) == (0, "")
    rows = [line.split() for line in out.splitlines()]
    assert [row[1:3] + row[-2:] for row in rows if row[1:3] == ["grad", "W[0]"]] == [["grad", "W[0]", "1", "2"]]
    assert [row[-2:] for row in rows if row[1:3] == ["grad", "W[1]"]] == [["3", "6"]]
    assert [row[-2:] for row in rows if row[1:3] == ["new", "W[1]"]] == [["-1", "-2"]]


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        ("b", "grad b[0] grad b[1]"),
        ("W[0]", "grad W[0][0] grad W[0][1]"),
        ("W[1, 0], b[1]", "grad b[1] grad W[1][0]"),
        ("W[0][1]、b[0]", "grad b[0] grad W[0][1]"),
    ],
)
def test_parameters_are_named_by_their_vector_or_their_place(names: str, keys: str) -> None:
    _, out, _ = ringo("worksheet", *LAYER, "--level", "parameters", "--parameters", names)
    asked = [" ".join(line.split()[1:3]) for line in out.splitlines() if " grad " in line]
    assert sorted(asked) == sorted(re.findall(r"grad \S+", keys))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([*LAYER[:2], "x=[1, 2, 3]", *LAYER[3:]], "a matrix of 2 x 2 @ a vector of 3 does not fit"),
        ([*LAYER[:3], "b=[1, 2, 3]", LAYER[4]], "these shapes do not go together: a vector of 2 and a vector of 3"),
        ([*LAYER, "--parameters", "V"], "V is no parameter"),
        ([*LAYER, "--parameters", "W[2]"], "W[2] is no parameter"),
        (["W @ x", "W=[[1, 2], [3]]", "x=[1, 2]"], "different lengths"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(arguments: list[str], sentence: str) -> None:
    status, out, err = ringo("worksheet", *arguments, "--grids")
    assert (status, out) == (2, "")
    assert sentence in err
