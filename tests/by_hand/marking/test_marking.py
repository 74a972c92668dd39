"""What is right, what follows from a learner's own number, and what a hint may tell."""

import re
from collections import Counter
from random import Random
from typing import Any

import pytest

from autograd import Value, mark, sigmoid, worksheet
from autograd.by_hand import Marked, Sheet
from autograd.by_hand.answers.answer import agrees
from autograd.by_hand.answers.read import read
from autograd.language.text import number as shown
from tests.by_hand.learner import Learner, printed
from tests.by_hand.networks import exercise
from tests.conftest import PROFILE, fewer

LEVELS = "everything", "gradients", "parameters"


def chain(*factors: float, level: str = "everything") -> Sheet:
    """a times each of the factors, one after the other: v1 = a * b, v2 = v1 * c, and so on."""
    out = Value(factors[0], name="a")
    for name, factor in zip("bcde", factors[1:], strict=False):
        out = out * Value(factor, name=name)
    return worksheet(out, level=level)


def row(sheet: Sheet, key: str, **answers: Any) -> Marked:
    """The row `key`, when these are the answers, whose keys have _ for a blank."""
    marks = mark(sheet, {name.replace("_", " "): answer for name, answer in answers.items()})
    return next(row for row in marks.rows if row.key == key)


# Right to the digits that were given


@pytest.mark.parametrize(
    ("answer", "verdict", "reason"),
    [
        ("0.667", "right", ""),
        ("0.66666666666667", "right", ""),
        ("0.666666666666367", "wrong", ""),  # 3e-13 off, and far more than rounding
        ("0.67", "wrong", "too few digits: 3 significant ones are asked for"),
        ("0.7", "wrong", "too few digits: 3 significant ones are asked for"),
        ("0.666", "wrong", "the digits are cut off, not rounded"),
        ("0.66666", "wrong", "the digits are cut off, not rounded"),
        ("0.668", "wrong", ""),
        ("0.665", "wrong", ""),
    ],
)
def test_two_thirds(answer: str, verdict: str, reason: str) -> None:
    found = row(chain(2.0, 1 / 3), "v1", v1=answer)
    assert found.verdict == verdict
    assert ("too few" in "".join(found.reasons), "cut off" in "".join(found.reasons)) == (
        "too few" in reason,
        "cut off" in reason,
    )
    assert not reason or found.reasons[0] == reason


# Right from an earlier number


def test_what_a_right_number_does_not_give_is_wrong() -> None:
    """1.23 is right for 1.2345 and gives 123, or 123.45 where it was kept whole, but not 123.2."""
    sheet = chain(0.5, 2.469, 100.0)
    assert row(sheet, "v2", v1="1.23", v2="123.45").verdict == "right"
    from_rounded = row(sheet, "v2", v1="1.23", v2="123.0")
    assert (from_rounded.verdict, from_rounded.mistakes) == ("carried", ("rounded",))
    assert "rounded" in from_rounded.reasons[0]
    assert row(sheet, "v2", v1="1.23", v2="123.2").verdict == "wrong"


def test_a_coarse_number_does_not_excuse_what_comes_of_it() -> None:
    """1 was written for 1.3: ten times that is 10, and 14 is not, though half a unit of 1 is much."""
    sheet = chain(1.0, 1.3, 10.0)
    assert row(sheet, "v2", v1="1", v2="10").verdict == "carried"
    assert row(sheet, "v2", v1="1", v2="14").verdict == "wrong"


def test_a_slip_that_three_digits_do_not_show_is_remembered() -> None:
    """1.2348 for 1.23456 is wrong, 1.23 right again in its digits, and whoever goes on from 1.2348 follows."""
    sheet = chain(0.5, 2.46912, 1.0, 1000.0)
    assert row(sheet, "v2", v1="1.2348", v2="1.23").verdict == "right"
    found = row(sheet, "v3", v1="1.2348", v2="1.23", v3="1234.8")
    assert (found.verdict, found.reasons) == ("carried", ("follows from your v1",))
    assert row(sheet, "v3", v1="1.2346", v2="1.23", v3="1234.8").verdict == "wrong"


def test_the_rows_that_a_number_follows_from_are_those_with_a_slip() -> None:
    """Among the rows before it are right ones, and others that the sheet did not ask for."""
    sheet = chain(2.0, 3.0, 5.0, 7.0)
    found = row(sheet, "v3", v1="6.5", v2="32.5", v3="227.5")
    assert (found.verdict, found.mistakes, found.reasons) == ("carried", (), ("follows from your v2",))
    sheet = chain(2.0, 3.0, 5.0, 7.0, level="gradients")
    found = row(sheet, "grad a", grad_v2="7", grad_v1="36", grad_a="108")
    assert (found.verdict, found.reasons) == ("carried", ("follows from your grad v1",))


def test_where_a_number_was_rounded_on_the_way_that_is_said() -> None:
    """Of 1.23 for 1.234, 1.7 times it is 2.09 as written, and 2.10 where it was kept whole."""
    sheet = chain(0.5, 2.0, 1.7)
    assert row(sheet, "v2", v1="1.23", v2="2.09").reasons == ("follows from your v1",)
    kept = row(sheet, "v2", v1="1.23", v2="2.10")
    assert (kept.verdict, kept.mistakes) == ("carried", ())
    assert kept.reasons == ("but for rounding on the way, it follows from your v1",)


def learning() -> Sheet:
    """(sigmoid(w x + b) - t)²/2, as in lectures, with an update."""
    w, x, b, t = (Value(n, name=name) for n, name in zip((0.5, 2.0, 0.0, 1.0), "wxbt", strict=True))
    return worksheet((sigmoid(w * x + b) - t) ** 2 / 2, 0.1)


def test_a_number_that_follows_from_right_ones_as_written_is_laid_to_no_slip() -> None:
    """0.0362 - 0.0348 = 0.0014, whatever the bias after the update, from which 0.0348 follows."""
    found = row(learning(), "improvement", v6="0.0362", new_b="0.0053", new_v6="0.0348", improvement="0.0014")
    assert (found.verdict, found.mistakes) == ("carried", ("rounded",))
    found = row(learning(), "improvement", v6="0.03616", new_b="0.0053", new_v6="0.03479", improvement="0.0013767")
    assert (found.verdict, found.reasons) == ("carried", ("follows from your new b",))
    cut = row(learning(), "improvement", v6="0.0361", new_v6="0.0347", improvement="0.0013")
    assert (cut.verdict, cut.reasons) == ("carried", ("but for rounding on the way, it follows from your v6, new v6",))


@pytest.mark.parametrize("digits", [3, 4])
def test_what_is_said_to_follow_does_so_from_the_numbers_as_written(digits: int) -> None:
    """Whoever goes on from numbers with all their digits, and writes down a few: right numbers may be either."""
    random, said = Random(f"as written {digits}"), Counter[bool]()
    while said.total() < fewer(300):
        of = exercise(random, "any scalars squares")
        learner = Learner(of.out, of.rate, of.parameters)
        slip = random.choice([line.key for line in learner.lines])
        try:
            sheet = worksheet(of.out, of.rate, parameters=of.parameters)
            numbers = learner.work(lambda at, xs, _: 1.3 * learner.right(at, xs) if at.key == slip else None)  # noqa: B023
        except (ValueError, ArithmeticError):
            continue
        work, texts = sheet.work, {row.key: printed(numbers[row.key], digits) for row in sheet.rows}
        keys = [row.key for row in work.rows]
        written = [float(texts.get(key, number)) for key, number in zip(keys, work.numbers, strict=True)]
        for asked, found in zip(sheet.rows, mark(sheet, texts).rows, strict=True):
            i = asked.position
            named = {*"".join(found.reasons).rpartition("follows from your ")[2].split(", ")}
            if found.verdict == "carried" and named <= {keys[j] for j in work.rows[i].takes} <= {*texts}:
                kept = [written[j] if key in named else work.numbers[j] for j, key in enumerate(keys)]
                ways = work.ways(i, written) + work.ways(i, kept)
                follows = any(agrees(read(found.answer), way, work.noise[i]) for way in ways)
                said[follows] += 1
                assert found.reasons[0].startswith("follows") == follows
    assert min(said.values()) > said.total() / 20


# Hints


@pytest.mark.parametrize("level", LEVELS)
def test_no_hint_of_an_empty_sheet_tells_a_number_that_is_to_be_found(level: str) -> None:
    random, checked = Random(f"hints {level}"), 0
    for _ in range(3 if PROFILE == "default" else 8):
        of = exercise(random, "any scalars squares entropy batch")
        try:
            true = Learner(of.out, of.rate, of.parameters).work()
        except (ValueError, ArithmeticError):
            continue
        sheet = worksheet(of.out, of.rate, parameters=of.parameters, level=level)
        told = set(numbers(" ".join(sheet.given)))
        given = {shown(float(number)) for number in told}
        for found in mark(sheet, {}).rows:
            assert found.verdict == "blank"
            assert found.hint
            known = [n for n in numbers(found.hint) if len(n.strip("-0.")) > 3 and shown(float(n)) not in given]
            assert not set(known) & {shown(number) for number in true.values()}, (found.key, found.hint)
            checked += 1
    assert checked > 20


def numbers(text: str) -> list[str]:
    return re.findall(r"-?\d+\.\d+(?:e[-+]?\d+)?", text)


def test_a_hint_tells_the_learners_own_number_and_those_that_are_given() -> None:
    sheet = chain(0.5, 2.469, 3.7)
    assert row(sheet, "v2").hint == "Work out v2 = v1 * c. Here c = 3.7. Find v1 first."
    assert row(sheet, "v2", v1="1.31", v2="9").hint == "Work out v2 = v1 * c. Here v1 = 1.31, c = 3.7."
    upstream = row(sheet, "grad a", grad_v1="3.9", grad_a="1").hint
    assert upstream.endswith("Here grad v1 = 3.9. Find local a from v1 first.")
    forward = row(chain(0.5, 2.469, 3.7, level="gradients"), "grad a").hint
    assert forward.endswith("Here a = 0.5, b = 2.469. Find grad v1 first.")  # local gradients are not asked for there


def test_a_sheet_of_gradients_gives_the_loss_before_the_update() -> None:
    loss = Value(0.75, name="w") * 3.7
    levels = {level: row(worksheet(loss, 0.1, level=level), "improvement").hint for level in LEVELS}
    assert levels["gradients"] == "Subtract: before - after. Here v1 = 2.775. Find new v1 first."
    assert levels["everything"] == levels["parameters"] == "Subtract: before - after. Find v1, new v1 first."


def test_the_number_is_told_when_it_is_asked_for() -> None:
    sheet = chain(0.5, 2.469, 3.7)
    first = mark(sheet, {"v1": "9"}, reveal=True).first_wrong
    assert first is not None
    assert first.hint.endswith("The number is 1.2345.")


# How it is called


def test_options_are_given_by_name() -> None:
    by_place: Any = mark
    for option in ("ja", True):
        with pytest.raises(TypeError, match="positional"):
            by_place(chain(2.0, 3.0), {}, option)


def test_a_mapping_has_no_lines_and_misses_no_rows() -> None:
    remarks = mark(chain(2.0, 3.0), {"v1": "6", "v9": "5"}).remarks
    assert remarks == ("this worksheet has no row 'v9'; the answer '5' is not marked",)
    with pytest.raises(TypeError, match=r"mark takes answers by row, .* or the path of a file, not list"):
        mark(chain(2.0, 3.0), [("v1", "6")])
