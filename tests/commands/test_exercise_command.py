"""`ringo exercise` lists the ready exercises, makes one, and tells every mistake in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograd.by_hand import Sheet
from autograd.by_hand.exercises import READY, ready
from autograd.language import LANGUAGES, speaking
from tests.commands.test_main import ringo


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_exercises_are_listed_with_a_line_each(lang: str) -> None:
    status, out, err = ringo("exercise", "--lang", lang)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    with speaking(lang):
        assert len(lines) == 2 + len(READY)
        for exercise, line in zip(READY, lines[2:], strict=True):
            assert line.split()[0] == exercise.name
            assert exercise.title in line


def test_an_exercise_is_printed_or_saved(tmp_path: Path) -> None:
    status, out, err = ringo("exercise", "apple", "--answers")
    assert (status, err) == (0, "")
    assert out.startswith("Apples, and tax\n")
    assert re.search(r" 220$", out, re.MULTILINE)
    assert "りんごと消費税" in ringo("exercise", "apple", "--lang", "ja").out
    path = tmp_path / "sheet.xlsx"
    assert ringo("exercise", "affine", "--seed", "7", "--save", str(path)).status == 0
    exercise, other = ready("affine"), Sheet.load(path)
    assert (other.title, other.code == exercise.sheet().code) == (exercise.title, False)
    again = tmp_path / "again.csv"
    assert ringo("exercise", "affine", "--seed", "7", "--save", str(again)).status == 0
    assert Sheet.load(again).code == other.code
    assert ringo("exercise", "affine", "--seed", "8", "--save", str(again), "--overwrite").status == 0
    assert Sheet.load(again).code != other.code


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["aple"], "there is no exercise 'aple' (did you mean 'apple'?)"),
        (["../apple"], "there is no exercise '../apple'"),
        (["zzz"], "there are apple, chain"),
        (["apple", "--seed", "x"], "--seed takes a whole number"),
        (["apple", "--seed", "1.5"], "--seed takes a whole number"),
        (["apple", "--seed="], "--seed takes a whole number"),
        (["apple", "--seed", "9" * 5000], "--seed takes a whole number"),
        (["--seed", "1"], "name the exercise"),
        (["--save", "a.csv"], "name the exercise"),
        (["apple", "--save", "sheet.txt"], "ends in "),
        (["apple", "--save", ""], "ends in "),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    arguments: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = ringo("exercise", *arguments)
    assert (status, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert not [*tmp_path.iterdir()]


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("a learner's work")
    status, _, err = ringo("exercise", "apple", "--save", str(path))
    assert status == 2
    assert err.endswith("is there already and is kept: choose another name, or --overwrite it\n")
    assert path.read_text() == "a learner's work"
    assert ringo("exercise", "apple", "--save", str(path), "--overwrite").status == 0
