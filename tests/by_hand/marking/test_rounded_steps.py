"""Who rounds each step has every point, also where steps are not asked for; and a mistake in such steps is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import product
from random import Random
from typing import NamedTuple

import pytest

from autograd import Value, mark, sigmoid, tanh, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.exercises import READY, ready
from autograd.by_hand.marking.marks import Marked, Marks
from tests.by_hand.answers.test_decimals import deep
from tests.by_hand.exercises.drawn import drawn
from tests.by_hand.learner import Learner, Line, Numbers, printed
from tests.by_hand.networks import exercise
from tests.conftest import PROFILE, thinned

CASES = {"default": 6, "long": 400}.get(PROFILE, 30)
DIGITS = 3, 4, 5, 6
LEVELS = "everything", "nodes", "gradients", "parameters"
RARE = 0.002
"""The share of rows that may be lost: a form of a derivative may be none of those whose steps are tried."""


def rounded(number: float, digits: int, ties: str = ROUND_HALF_UP) -> float:
    """The number to so many significant digits, as it is done on paper."""
    exact = Decimal(f"{number:.13g}")
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), ties)) if number else 0.0


class Student(NamedTuple):
    """Somebody who rounds each number: the sheet, the `learner` with all `numbers`, and the learner's key of each row
    that is asked for."""

    sheet: Sheet
    learner: Learner
    numbers: Numbers
    key: dict[str, str]
    digits: int

    @property
    def answers(self) -> dict[str, str]:
        return {key: printed(self.numbers[own], self.digits) for key, own in self.key.items()}

    def loss(self, changed: Callable[[Line, str, float], float]) -> float:
        """The loss after the update, where the learner takes another number for that of a row."""
        found = dict(self.numbers)
        for line in (line for line in self.learner.lines if line.kind == "after"):
            found[line.key] = self.learner.right(line, [changed(line, key, found[key]) for key in line.takes])
        return found[self.learner.now[self.learner.out]]


def students(level: str, digits: int) -> Iterator[Student]:
    random = Random(f"{level} {digits}")
    for _ in range(CASES):
        of = exercise(random, "any scalars squares entropy batch relu")
        learner, ties = Learner(of.out, of.rate, of.parameters), random.choice([ROUND_HALF_UP, ROUND_HALF_EVEN])

        def slip(line: Line, xs: list[float], _: Numbers) -> float:
            return rounded(learner.right(line, xs), digits, ties)  # noqa: B023

        try:
            plain, sheet = (
                worksheet(of.out, of.rate, parameters=of.parameters, level=each) for each in ("everything", level)
            )
            told = {plain.work.rows[i].key: sheet.work.numbers[i] for i in sheet.told} if level == "gradients" else {}
            numbers = learner.work(slip, told)
        except (ValueError, ArithmeticError):
            continue  # the update leads out of the domain
        key = {row.key: plain.work.rows[row.position].key for row in sheet.rows}  # in "nodes", nodes have other names
        yield Student(sheet, learner, numbers, key, digits)


def lost(marks: Marks) -> list[Marked]:
    return [row for row in marks.rows if row.verdict not in ("right", "carried")]


@pytest.mark.parametrize(("level", "digits"), thinned(product(LEVELS, DIGITS), 1))
def test_who_rounds_each_step_has_every_point(level: str, digits: int) -> None:
    all_marks = [mark(student.sheet, student.answers) for student in students(level, digits)]
    rows = [row for marks in all_marks for row in lost(marks)]
    assert len(rows) <= RARE * sum(len(marks.rows) for marks in all_marks), rows


@pytest.mark.parametrize("digits", DIGITS)
def test_a_neuron_that_learns(digits: int) -> None:
    random = Random(digits)
    for _ in range(5 * CASES):
        w, x, b, t = (Value(random.randint(-20, 20) / 10, name=name) for name in "wxbt")
        sheet = worksheet((sigmoid(w * x + b) - t) ** 2 / 2, 0.1, parameters=[w, b])
        marks = mark(sheet, worked_in_rounded_steps(sheet, lambda x: rounded(x, digits)))
        assert marks.score == 1.0, lost(marks)


def worked_in_rounded_steps(sheet: Sheet, rounds: Callable[[float], float]) -> dict[str, str]:
    """The answers of someone who rounds the number of every row, be it asked for or not."""
    numbers = list(sheet.work.numbers)
    for i, row in enumerate(sheet.work.rows):
        if i not in sheet.told:
            numbers[i] = rounds(row.number(numbers))
    return {row.key: f"{numbers[row.position]:.15g}" for row in sheet.rows}


@pytest.mark.parametrize(("name", "digits"), thinned(product([each.name for each in READY], DIGITS), 2))
def test_the_exercises(name: str, digits: int) -> None:
    for sheet in (ready(name).sheet(), *(drawn(ready(name), seed) for seed in range(1, 4))):
        marks = mark(sheet, worked_in_rounded_steps(sheet, lambda x: rounded(x, digits)), digits=digits)
        assert marks.score == 1.0, lost(marks)


def test_no_digits_are_cut_off_where_rounded_steps_explain_the_number() -> None:
    """-ln 0.891 is 0.115, and -ln 0.8909 would be 0.116."""
    sheet = ready("network").sheet()
    marks = mark(sheet, {row.key: f"{row.answer:.3g}" for row in sheet.rows} | {"new L": "0.115"})
    [loss] = [row for row in marks.rows if row.key == "new L"]
    assert (loss.verdict, loss.mistakes) == ("carried", ("rounded",))


def test_digits_that_are_cut_off_behind_exact_steps_are_told() -> None:
    w, x, y = Value(2.0, name="w"), Value(3.0, name="x"), Value(0.11128, name="y")
    [row] = mark(worksheet(w * x * y, ask=["v2"]), {"v2": "0.667"}).rows
    assert (row.verdict, row.reasons[0]) == ("wrong", "the digits are cut off, not rounded")


def test_too_few_digits_are_no_digits_of_the_steps() -> None:
    w, x, y = Value(0.52, name="w"), Value(0.6, name="x"), Value(2.0, name="y")
    sheet = worksheet(w * x * y, ask=["v2"])  # 0.312 * 2, and 0.31 * 2 = 0.62
    [row] = mark(sheet, {"v2": "0.62"}).rows
    assert row.verdict == "wrong"


@pytest.mark.filterwarnings("ignore:.* asks? for 0 although")
@pytest.mark.parametrize("decimals", [3, 4])
def test_decimals_are_rounded_in_each_step_too(decimals: int) -> None:
    for seed in range(CASES):
        sheet = deep(seed, decimals=decimals)
        marks = mark(sheet, worked_in_rounded_steps(sheet, lambda x: round(x, decimals)))
        assert marks.score == 1.0, lost(marks)


def test_a_mistake_in_steps_that_are_not_asked_for_is_found() -> None:
    found, tried = Counter[str](), Counter[str]()
    for student in (each for digits in DIGITS for each in students("everything", digits)):
        learner, numbers = student.learner, student.numbers
        right, old = student.loss(lambda line, key, x: x), numbers[learner.name[learner.out]]
        wrong = {"old": old, "sign": -right, "twice": 2 * right, "near": 1.1 * right}
        for mistake, loss in wrong.items():
            if abs(loss - right) > 0.04 * abs(right):
                key = learner.now[learner.out]
                marks = mark(student.sheet, student.answers | {key: printed(loss, student.digits)})
                tried[mistake] += 1
                found[mistake] += any(row.key == key for row in lost(marks))
    assert all(found[mistake] > 0.9 * many for mistake, many in tried.items()), (found, tried)


@pytest.mark.parametrize("by", thinned([-1.0, 0.5, 1.1], 2))
def test_a_number_that_is_off_is_not_laid_to_rounding(by: float) -> None:
    """Some step may happen to be rounded to what such a number follows from, but seldom."""
    found = Counter[str]()
    for student in (each for level in ("parameters", "nodes") for each in students(level, 3)):
        for key, own in list(student.key.items())[-6:]:
            if number := student.numbers[own]:
                marks = mark(student.sheet, student.answers | {key: printed(by * number, 3)})
                found[next(row.verdict for row in marks.rows if row.key == key)] += 1
    assert found["wrong"] >= 0.96 * found.total() > 0, found


def test_some_of_the_steps_alone_may_be_rounded() -> None:
    """z - t is rounded here, to 1.24, and its square is not: 1.5376 / 2 is 0.769."""
    w, x, b, t = (Value(number, name=name) for name, number in zip("wxbt", (-0.7, -0.4, -0.5, -0.8), strict=True))
    sheet = worksheet((sigmoid(w * x + b) - t) ** 2 / 2, 0.1, parameters=[w, b])
    answers = worked_in_rounded_steps(sheet, lambda number: rounded(number, 3))
    [loss] = [row for row in mark(sheet, answers | {"new v6": "0.769"}).rows if row.key == "new v6"]
    assert loss.verdict == "carried"


NUMBERS = {"x": 1.234, "y": 2.345, "z": 1.703, "w": 1.701}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("-0.01", "carried"), ("0", "wrong"), ("-0.00154", "wrong"), ("-0.00615", "wrong"), ("0.00307", "wrong")],
)
def test_where_steps_cancel_a_number_must_follow_from_rounded_ones(answer: str, verdict: str) -> None:
    """1.234 * 2.345 is 2.89, and 1.703 * 1.701 is 2.90; the difference is -0.01, and unrounded -0.00307."""
    x, y, z, w = (Value(number, name=name) for name, number in NUMBERS.items())
    [row] = mark(worksheet(x * y - z * w, ask=["v3"]), {"v3": answer}).rows
    assert row.verdict == verdict


def test_a_mistake_in_every_row_is_no_rounding() -> None:
    x, y, w, v, b, t = (
        Value(n, name=name) for name, n in zip("xywvbt", (-0.2, -1.9, 0.6, 1.5, -1.4, -0.9), strict=True)
    )
    sheet = worksheet((tanh(w * x + v * y + b) - t) ** 2, level="parameters", parameters=[w, v, b])
    marks = mark(sheet, {row.key: f"{row.answer / 2:.3g}" for row in sheet.rows})  # the 2 of the square is forgotten
    assert {row.verdict for row in marks.rows} == {"wrong"}
    assert all("is misplaced" in row.reasons[0] for row in marks.rows)


def test_steps_that_are_asked_for_and_left_blank_give_no_room() -> None:
    """They lose their own points, and what they hide is told by no number."""
    w, x, b = Value(0.333, name="w"), Value(0.777, name="x"), Value(-0.25, name="b")
    sheet = worksheet(w * x + b, parameters=[w])
    assert mark(sheet, {"v1": "0.259", "v2": "0.009"}).rows[1].verdict == "carried"
    assert mark(sheet, {"v2": "0.009"}).rows[1].verdict == "wrong"


def test_fractions_are_not_rounded() -> None:
    x, y = Value(2.0, name="x"), Value(3.0, name="y")
    sheet = worksheet((x / y) * (x / y), level="everything", ask=["v2", "v3"])
    keys = [row.key for row in sheet.rows]
    assert mark(sheet, dict.fromkeys(keys, "2/3") | {keys[-1]: "4/9"}).rows[-1].verdict == "right"
    assert mark(sheet, dict.fromkeys(keys, "2/3") | {keys[-1]: "667/1500"}).rows[-1].verdict == "wrong"
