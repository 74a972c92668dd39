"""One slip costs one mark: what follows from a wrong number is right from it, whatever the digits."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from autograd import Value, mark, worksheet
from autograd.by_hand.exercises import ready
from tests.by_hand.learner import Learner, Line, Numbers, printed
from tests.by_hand.networks import Exercise, exercise
from tests.conftest import PROFILE, thinned

CASES = 100 if PROFILE == "long" else 5
DIGITS = 3, 4, 6
KINDS = "any scalars squares entropy batch relu"


def learners(seed: str) -> list[tuple[Exercise, Learner, Numbers]]:
    found, random = list[tuple[Exercise, Learner, Numbers]](), Random(seed)
    while len(found) < CASES:
        of = exercise(random, KINDS)
        learner = Learner(of.out, of.rate, of.parameters)
        try:
            found.append((of, learner, learner.work()))
        except (ValueError, ArithmeticError):
            continue  # the update leads out of the domain
    return found


def full_width(text: str) -> str:
    return text.translate({ord(c): ord(c) - ord("!") + ord("！") for c in "0123456789.-+e"})


WAYS: dict[str, Callable[[float], float | str]] = {
    "3 digits": lambda x: printed(x, 3),
    "4 digits": lambda x: printed(x, 4),
    "6 digits": lambda x: printed(x, 6),
    "short": lambda x: f"{x:.5g}",
    "12 digits": lambda x: printed(x, 12),
    "a number": lambda x: x,
    "a fraction": lambda x: "{}/{}".format(*Fraction(x).limit_denominator(10**15).as_integer_ratio()),
    "full width": lambda x: full_width(printed(x, 4)),
    "a power": lambda x: f"{x:.4e}",
    "an expression": lambda x: f"2*({x / 2!r})",
}


@pytest.mark.parametrize(("way", "level"), thinned(product(WAYS, ["everything", "gradients", "parameters"])))
def test_right_numbers_are_right_however_they_are_written(way: str, level: str) -> None:
    for of, _, numbers in learners(f"{way} {level}"):
        sheet = worksheet(of.out, of.rate, parameters=of.parameters, level=level)
        marks = mark(sheet, {row.key: WAYS[way](numbers[row.key]) for row in sheet.rows})
        assert {row.verdict for row in marks.rows} == {"right"}, [row for row in marks.rows if row.verdict != "right"]
        assert (marks.score, marks.first_wrong, marks.remarks) == (1.0, None, ())


@pytest.mark.parametrize(("slips", "digits"), thinned(product([1, 2, 5], DIGITS)))
def test_slips_cost_one_mark_each(slips: int, digits: int) -> None:
    random, done = Random(f"{slips} {digits}"), 0
    for of, learner, right in learners(f"{slips} slips {digits}"):
        sheet = worksheet(of.out, of.rate, parameters=of.parameters)
        lines = [line for line in learner.lines if line.key in sheet.at and right[line.key]]
        factor = {line.key: random.choice([-1.0, 0.5, 1.3, 2.0, 3.0]) for line in random.sample(lines, slips)}
        made = set[str]()

        def slip(line: Line, xs: list[float], _: Numbers) -> float | None:
            number = learner.right(line, xs)  # noqa: B023
            if line.key not in factor or not number:  # noqa: B023
                return None
            made.add(line.key)  # noqa: B023
            return number * factor[line.key]  # noqa: B023

        try:
            numbers = learner.work(slip)
        except (ValueError, ArithmeticError):
            continue  # a wrong number led out of the domain
        marks = mark(sheet, {row.key: printed(numbers[row.key], digits) for row in sheet.rows})
        wrong = [row.key for row in marks.rows if row.verdict == "wrong"]
        lucky = {row.key for row in marks.rows if row.verdict == "right"}  # a slip may undo an earlier one
        assert set(wrong) == made - lucky
        assert marks.score == (len(marks.rows) - len(wrong)) / len(marks.rows)
        assert (marks.first_wrong.key if marks.first_wrong else None) == next(iter(wrong), None)
        done += 1
    assert done > CASES / 2


# Unless all answers are one number


@pytest.mark.parametrize("number", ["0", "1", "-2.5"])
@pytest.mark.parametrize("name", ["adam", "neuron", "apple"])
def test_one_number_in_every_row_follows_from_nothing(name: str, number: str) -> None:
    """Of a 0, most rows would be right from the rows before."""
    sheet = ready(name).sheet()
    marks = mark(sheet, {row.key: number for row in sheet.rows})
    right = {row.key for row in sheet.rows if row.answer == float(number)}
    assert {row.key for row in marks.rows if row.verdict == "right"} == right
    assert marks.counts["carried"] == 0
    assert marks.remarks == (f"every answer is {number}: nothing counts as right from an earlier number",)
    [first, second, *_] = sheet.rows
    few = mark(sheet, {first.key: "7", second.key: "7"})
    assert few.remarks == ()
    other = mark(sheet, {row.key: number for row in sheet.rows} | {sheet.rows[-1].key: "77"})
    assert other.remarks == ()


def test_one_number_that_is_right_in_every_row_is_nobodys_fault() -> None:
    """Of numbers near each other, rounded as the sheet asks; and of one that is 0 but for rounding."""
    p, q, r = Value(1.0, name="p"), Value(1.01, name="q"), Value(1.02, name="r")
    sheet = worksheet(p * q * r, decimals=1)
    marks = mark(sheet, {row.key: "1.0" for row in sheet.rows})
    assert (marks.score, marks.remarks) == (1.0, ())
    a, b, c, d = (Value(number, name=name) for name, number in (("a", 0.1), ("b", 0.2), ("c", 0.3), ("d", 0.0)))
    asked = ["v2", "v3", "grad a", "grad b"]
    noisy = mark(worksheet((a + b - c) * d, ask=asked), dict.fromkeys(asked, "0"))
    assert (noisy.score, noisy.remarks) == (1.0, ())


def test_one_number_in_all_rows_may_follow_where_the_right_numbers_are_one() -> None:
    """x 1 1 1 = 3, and whoever has 4 first goes on with it."""
    x = Value(3.0, name="x")
    out = x * Value(1.0, name="a") * Value(1.0, name="b") * Value(1.0, name="c")
    sheet = worksheet(out, ask=["v1", "v2", "v3"])
    marks = mark(sheet, {"v1": "4", "v2": "4", "v3": "4"})
    assert [row.verdict for row in marks.rows] == ["wrong", "carried", "carried"]
    assert marks.remarks == ()
