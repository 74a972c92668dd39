"""How many steps and which optimizer a worksheet asks for, as they are typed."""

import re
import sys
from pathlib import Path

import pytest

from autograd.commands.sheets.worksheet import ENDINGS
from tests.commands.test_commands import SUM
from tests.commands.test_main import ringo


def test_steps_and_an_optimizer() -> None:
    status, out, err = ringo("worksheet", *SUM, "--steps", " 2 ", "--optimizer", " Adam ", "--answers")
    assert (status, err) == (0, "")
    once = ringo("worksheet", *SUM, "--answers")[1]
    assert len(out.splitlines()) > len(once.splitlines())
    assert "step 2 grad w" in out
    assert "step 2 corrected squares w" in out


@pytest.mark.parametrize("steps", ["", "x", "-1", "1.5", "123456", "２x"])
def test_what_is_no_number_of_steps_is_told(steps: str) -> None:
    status, out, err = ringo("worksheet", *SUM, "--steps", steps)
    assert (status, out) == (2, "")
    assert err.startswith("ringo: ")
    assert steps in err


def test_answers_on_the_screen_are_short() -> None:
    """They are those of a pocket calculator: 1.1 × 2 is no 2.1999999999999997 there."""
    apple = ["apple * num * tax", "apple=100", "num=2", "tax=1.1"]
    answers = [line.split()[-1] for line in ringo("worksheet", *apple, "--answers")[1].splitlines()[8:]]
    assert answers == ["200", "220", "1.1", "1.1", "200", "200", "2", "2.2", "100", "110"]
    assert "0.6666666666666666" in ringo("worksheet", "a / b", "a=2", "b=3", "--digits", "12", "--answers")[1]


@pytest.mark.parametrize("command", [("worksheet", "a*b", "a=2", "b=3"), ("exercise", "apple")])
@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["q.csv", "q.ods"], "q.ods cannot be written: a worksheet ends in "),
        (["q.csv", "there.md"], "there.md is there already and is kept"),
        (["q.csv", "folder.md"], "folder.md is a folder: name a file"),
        (["q.csv", "there.md/q.md"], "there.md is a file: name a folder"),
        (["q.csv", "q.xlsx"], "pip install"),  # its package is taken away below
    ],
)
def test_sheets_are_saved_all_or_none(
    command: tuple[str, ...], names: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    Path("there.md").write_text("mine")
    Path("folder.md").mkdir()
    refused = ringo(*command, *(word for name in names for word in ("--save", name)))
    assert (refused.status, refused.out, said in refused.err) == (2, "", True)
    assert not Path("q.csv").exists()
    assert Path("there.md").read_text() == "mine"


def test_a_sheet_that_is_named_twice_is_saved_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ringo("exercise", "apple", "--save", "q.csv", "--save", "./q.csv").out.count("saved") == 1


def test_the_formats_that_are_known_are_those_that_can_be_written(tmp_path: Path) -> None:
    sentence = ringo("exercise", "apple", "--save", str(tmp_path / "q.ods")).err
    assert sorted(re.findall(r"\.[a-z]+\b", sentence.partition("ends in")[2])) == sorted(ENDINGS)
