"""What a sheet says of its exercise is true for the numbers that stand on it, and not for the published ones alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograd import worksheet
from autograd.by_hand.classroom.handout import sheets_of
from autograd.by_hand.classroom.numbers import Choice
from autograd.by_hand.classroom.students import Student
from autograd.by_hand.exercises import READY, ready
from autograd.language import LANGUAGES, catalogue, say, speaking
from tests.by_hand.exercises.drawn import drawn, drawn_once
from tests.conftest import thinned

NAMES = [exercise.name for exercise in READY]
SHAPES = "2-2-2|[12] (?:歩|回|件)|2 変数|[Tt]wo (?:steps|examples|variables)|trained once"
"""What a title counts that no seed changes."""
PLACES = (
    r"(?:lecture|講義|part|algorithm) [0-9]+|chapter 5, 2/2|5章 2/2|第[0-9]回|6回目|\(2015\)|（5）|2変数|CS231n"
    r"|(?<![0-9.])[3-7]\.[0-9](?:\.[0-9])?(?![0-9])"
)
"""Numbers by which lectures, slides, chapters and papers are found."""
NUMBER = r"[0-9]+|\b(?:one|two|three|half|divided)\b|半分"


def stated(text: str) -> list[str]:
    """The numbers that a title or a source states of the calculation."""
    return re.findall(NUMBER, re.sub(f"{SHAPES}|{PLACES}", "", text, flags=re.IGNORECASE), re.IGNORECASE)


def test_the_results_of_a_source_are_found() -> None:
    found = {name for name in NAMES if stated(say(f"exercise {name}: numbers"))}
    assert found == {"apple", "chain", "neuron", "softmax", "convolution", "batch"}
    assert stated("Two apples, and tax") == ["Two"]
    assert stated("りんご 2 個と消費税") == ["2"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", thinned(NAMES, 2))
def test_other_numbers_have_no_result_of_the_source(name: str, lang: str) -> None:
    sheet = drawn_once(name)
    with speaking(lang):
        title, source = sheet.title, sheet.given[1]
        assert source == say("exercise source", source=ready(name).source, numbers=say("exercise other numbers"))
        assert catalogue(lang)[f"exercise {name}: numbers"] not in source
        assert catalogue(lang)[f"exercise {name}: numbers"] in ready(name).sheet().given[1]
    assert stated(title) == stated(source) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_file_of_a_sheet_has_a_result_of_the_source(tmp_path: Path, lang: str) -> None:
    sheet, told = drawn_once("apple"), {"en": ["220 yen", "Two apples"], "ja": ["220 円", "りんご 2 個"]}[lang]
    for ending in ("csv", "md", "json", "xml"):
        content = sheet.save(tmp_path / f"sheet.{ending}", lang=lang).read_text("utf-8-sig")
        assert catalogue(lang)["exercise other numbers"] in content
        assert not [word for word in told if word in content]


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_that_is_read_back_says_the_same(name: str) -> None:
    """Its file has the numbers, and no word of whether they are published."""
    for sheet in (drawn_once(name), ready(name).sheet()):
        again = worksheet(sheet.work.record.output, exercise=name)
        assert again.given[1] == sheet.given[1]


def test_other_numbers_are_told_however_they_came() -> None:
    other = say("exercise other numbers")
    assert other in ready("apple").sheet({"apple_num": 1}).given[1]
    assert other in worksheet(ready("chain").output({"x": 2}), exercise="chain").given[1]
    assert other not in ready("apple").sheet({"apple_num": 2.0}).given[1]


@pytest.mark.parametrize("name", thinned(NAMES))
def test_published_numbers_are_drawn_again(name: str) -> None:
    exercise = ready(name)
    published = exercise.sheet().code
    for seed in (-1, 21, 58, 65, 75) if name == "apple" else (1, 2):
        sheet = drawn(exercise, seed)
        assert sheet.code != published
        assert say("exercise other numbers") in sheet.given[1]


def test_nobody_in_a_class_gets_the_published_numbers() -> None:
    sheet, students = ready("apple").sheet(), [Student(f"student {i}") for i in range(12)]
    few = [Choice("apple", (100.0, 200.0)), Choice("apple_num", (2.0,)), Choice("tax", (1.1, 1.2))]
    assert sheet.code not in [given.sheet.code for given in sheets_of(sheet, students, "seed", few)]
