"""Digits and decimals of the sheet: what was rounded as it asks is right, and what was rounded more is not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from autograd import Value, mark, sigmoid, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.answers.answer import Reading, agrees
from autograd.by_hand.answers.read import read
from autograd.by_hand.sheet.sheet import from_code
from tests.conftest import PROFILE

pytestmark = pytest.mark.filterwarnings("ignore:.* asks? for 0 although")  # as few decimals as three leave some 0


def deep(seed: int, **options: Any) -> Sheet:
    """A network with small gradients, of which three decimals leave few digits."""
    draw = random.Random(seed)
    w = [Value(round(draw.uniform(-1, 1), 1), name=f"w{i}") for i in range(1, 7)]
    x = [Value(round(draw.uniform(0.1, 0.9), 1), name=f"x{i}") for i in (1, 2)]
    h = [sigmoid(w[2 * i] * x[0] + w[2 * i + 1] * x[1]) for i in (0, 1)]
    y = sigmoid(w[4] * h[0] + w[5] * h[1])
    return worksheet((y - Value(0.5, name="t")) ** 2 / 2, 0.5, level="nodes", **options)


def rounding(decimals: int) -> Callable[[float], str]:
    return lambda number: f"{number:.{decimals}f}"


def worked_with_what_was_written(sheet: Sheet, written: Callable[[float], str]) -> dict[str, str]:
    """The answers of someone who goes on from the rounded number of each row that is asked for."""
    numbers, answers = list(sheet.work.numbers), dict[str, str]()
    asked = {row.position for row in sheet.rows}
    for i, row in enumerate(sheet.work.rows):
        if row.kind != "given":
            numbers[i] = row.number(numbers)
            if i in asked:
                answers[row.key] = written(numbers[i])
                numbers[i] = float(answers[row.key])
    return answers


@pytest.mark.parametrize("seed", range(8))
def test_three_decimals_are_right_and_go_on_to_right_numbers(seed: int) -> None:
    sheet = deep(seed, decimals=3)
    written = rounding(3)
    assert mark(sheet, {row.key: written(row.answer) for row in sheet.rows}).score == 1.0
    assert mark(sheet, worked_with_what_was_written(sheet, written)).score == 1.0
    assert mark(from_code(sheet.code), worked_with_what_was_written(sheet, written)).score == 1.0


def test_who_goes_on_now_from_the_rounded_and_now_from_the_exact_number_is_right() -> None:
    for seed in range(20):
        sheet, draw, answers = deep(seed, decimals=3), random.Random(seed), dict[str, str]()
        exact, rounded = list(sheet.work.numbers), list(sheet.work.numbers)
        asked = {row.position for row in sheet.rows}
        for i, row in enumerate(sheet.work.rows):
            if row.kind != "given":
                taken = {j: draw.choice([rounded[j], exact[j]]) for j in row.takes}
                exact[i] = rounded[i] = row.rule(*[taken[j] for j in row.takes])
                if i in asked:
                    answers[row.key] = f"{exact[i]:.3f}"
                    rounded[i] = float(answers[row.key])
        assert mark(sheet, answers).score == 1.0


def test_without_decimals_the_same_answers_lose_marks() -> None:
    """What decimals of the sheet are for: three digits cannot be told from three decimals of a small number."""
    scores = [mark(deep(seed), {row.key: f"{row.answer:.3f}" for row in deep(seed).rows}).score for seed in range(8)]
    assert max(scores) < 1.0


@pytest.mark.parametrize("seed", range(4))
def test_two_decimals_are_too_few_where_three_are_asked_for(seed: int) -> None:
    sheet = deep(seed, decimals=3)
    marks = mark(sheet, {row.key: f"{row.answer:.2f}" for row in sheet.rows})
    for row, asked in zip(marks.rows, sheet.rows, strict=True):
        if abs(asked.answer - round(asked.answer, 2)) > 0.002 and row.verdict == "wrong" and row.answer.strip("-0."):
            assert "too few decimals: 3 are asked for" in row.reasons
    assert marks.counts["wrong"] > len(marks.rows) / 5


def test_four_digits_of_the_sheet_and_those_that_the_teacher_names() -> None:
    sheet = deep(1, digits=4)
    three = {row.key: f"{row.answer:.3g}" for row in sheet.rows}
    four = {row.key: f"{row.answer:.4g}" for row in sheet.rows}
    assert "answer with 4 significant digits" in sheet.given
    assert mark(sheet, four).score == 1.0
    assert mark(sheet, three).score < 0.8
    assert mark(sheet, three, digits=3).score == 1.0
    assert mark(deep(1), {row.key: f"{row.answer:.3f}" for row in sheet.rows}, decimals=3).score == 1.0


def test_an_unrelated_number_is_wrong_under_decimals() -> None:
    """Rounded earlier numbers make nothing right that does not follow from them."""
    draw, wrong, tried = random.Random(3), 0, 0
    many = 3 if PROFILE == "default" else 8
    for seed in range(many):
        sheet = deep(seed, decimals=3)
        for row in sheet.rows:
            right = {each.key: f"{each.answer:.3f}" for each in sheet.rows}
            number = row.answer * draw.choice([0.5, 1.5, -1.0, 2.0])
            if abs(number - row.answer) > 0.01:
                tried += 1
                marks = mark(sheet, right | {row.key: f"{number:.3f}"})
                wrong += marks.rows[row.number - 1].verdict == "wrong"
    assert tried > 12 * many
    assert wrong >= 0.98 * tried


@pytest.mark.parametrize(
    ("text", "number", "right"),
    [
        ("0.004", 0.00412, True), ("0.00", 0.00412, False), ("0.0041", 0.00412, True), ("0.005", 0.00412, False),
        ("0", 0.0004, True), ("0.000", 0.0004, True), ("0.001", 0.0004, False), ("-0.012", -0.01249, True),
        ("1234.568", 1234.5678, True), ("1234.57", 1234.5678, False), ("1230", 1234.5678, False),
        ("1/3", 0.3333, False), ("1/3", 1 / 3, True), ("2", 2.0, True), ("2.0", 2.0, True), ("2.0005", 2.0, False),
    ],
)  # fmt: skip
def test_three_decimals(text: str, number: float, right: bool) -> None:
    assert agrees(read(text, Reading(decimals=3)), number) is right


def test_no_decimals_are_whole_numbers() -> None:
    assert agrees(read("3", Reading(decimals=0)), 3.4)
    assert not agrees(read("4", Reading(decimals=0)), 3.4)
    assert agrees(read("3.4", Reading(decimals=0)), 3.4)
