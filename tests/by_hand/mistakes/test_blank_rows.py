"""Reasons where rows between were not asked for or were left blank, and what the answers in other rows tell."""

import math
from random import Random

import pytest

from autograd import log, mark, sigmoid, total, worksheet
from tests.by_hand.learner import Learner, printed
from tests.by_hand.mistakes.test_reasons import A, B, leaves, marked, named
from tests.by_hand.networks import exercise
from tests.conftest import fewer


@pytest.mark.parametrize("level", ["everything", "gradients", "parameters"])
def test_a_mistake_in_a_row_that_was_left_blank_is_named(level: str) -> None:
    w, x, b, t = leaves(w=0.5, x=2.0, b=0.0, t=1.0)
    sheet = worksheet((sigmoid(w * x + b) - t) ** 2 / 2, level=level)
    assert marked(sheet, "grad w", {"grad w": "-0.5379"}).mistakes == ("without local",)


def test_a_mistake_that_would_show_in_a_row_that_is_right_is_not_named() -> None:
    w, x, b, t = leaves(w=0.5, x=2.0, b=0.0, t=1.0)
    sheet = worksheet((sigmoid(w * x + b) - t) ** 2 / 2)
    found = marked(sheet, "grad w", {"grad w": "-0.537883", "grad b": "-0.0528771"})
    assert "without local" not in found.mistakes  # of sigmoid, for then the gradient of b would be -0.268941


def test_what_follows_from_a_slip_names_rows_that_were_answered() -> None:
    random, carried = Random("blank rows between"), 0
    for _ in range(400):
        of = exercise(random, "any scalars squares")
        learner = Learner(of.out, of.rate, of.parameters)
        slip = random.choice([line.key for line in learner.lines[:-1]])
        try:
            numbers = learner.work(lambda at, xs, _: 1.3 * learner.right(at, xs) if at.key == slip else None)  # noqa: B023
            sheet = worksheet(of.out, of.rate, parameters=of.parameters)
        except (ValueError, ArithmeticError):
            continue
        keys = [row.key for row in sheet.rows if row.key == slip or random.random() < 0.4]
        for row in mark(sheet, {key: printed(numbers[key], 6) for key in keys}).rows:
            for reason in row.reasons if row.verdict == "carried" else ():
                carried += 1
                named = reason.rpartition("follows from your ")[2].split(", ")
                assert {name for name in named if not name.endswith(" more")} <= {*keys}
        if carried > fewer(400):
            break
    assert carried > fewer(200)


def test_a_slip_beside_another_one_is_named() -> None:
    """The derivative of sigmoid is forgotten, and the bias has another slip."""
    w, x, b, t = leaves(w=0.5, x=2.0, b=0.0, t=1.0)
    sheet = worksheet((sigmoid(w * x + b) - t) ** 2 / 2, 0.5, level="parameters")
    answers = {"grad w": "-0.537883", "new b": "0.912345"}
    assert marked(sheet, "grad w", answers).mistakes == ("without local",)
    assert marked(sheet, "new b", answers).mistakes == ()


def test_a_mistake_is_looked_for_from_the_learners_own_number_too() -> None:
    """The upstream gradient was wrong, and then the local gradient was forgotten."""
    a, b, c = leaves(a=A, b=5.0, c=2.0)
    sheet = worksheet((a * b) * c, level="gradients")
    found = marked(sheet, "grad a", {"grad v1": "3.719", "grad a": "3.719"})
    assert found.verdict == "wrong"
    assert "without local" in found.mistakes


@pytest.mark.parametrize("forgotten", range(4))
def test_any_of_four_paths_may_be_forgotten(forgotten: int) -> None:
    w, a, b, c, d = leaves(w=A, a=0.31, b=0.57, c=1.13, d=2.29)
    sheet = worksheet(total([w * a, w * b, w * c, w * d]), level="parameters")
    kept = math.fsum(n for i, n in enumerate([0.31, 0.57, 1.13, 2.29]) if i != forgotten)
    assert "forgot a path" in marked(sheet, "grad w", {"grad w": printed(kept, 6)}).mistakes


def test_what_is_right_in_earlier_rows_was_not_made_everywhere() -> None:
    """(a + b) c for (a - b) c, though a - b stands there rightly."""
    a, b, c = leaves(a=A, b=B, c=2.7)
    out = (a - b) * c
    assert named(out, "v2", (A + B) * 2.7, v1=A - B) == ()
    assert named(out, "v1", A + B) == ("lost the minus",)


def test_logarithms_to_the_base_10_in_both_forward_passes() -> None:
    """The gradients are right, the loss after the update and the improvement are in the other base."""
    u, v = leaves(u=0.7, v=0.4)
    x, y = (n - 0.1 * slope for n, slope in ((0.7, -1 / 0.7), (0.4, -1 / 0.4)))
    before, after = (-(math.log10(p) + math.log10(q)) for p, q in ((0.7, 0.4), (x, y)))
    sheet = worksheet(-(log(u) + log(v)), 0.1, level="parameters")
    answers = {row.key: printed(row.answer, 6) for row in sheet.rows}
    answers |= {"new v4": printed(after, 6), "improvement": printed(before - after, 6)}
    for key in "new v4", "improvement":
        assert "other base" in marked(sheet, key, answers).mistakes
