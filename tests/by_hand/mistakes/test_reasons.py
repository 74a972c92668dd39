"""Single wrong numbers whose reason is known from a textbook or is a slip of the pen, and some that have none."""

import math
from collections import Counter
from itertools import product
from random import Random
from typing import Any

import pytest

from autograd import DomainError, Value, acos, asin, atan, cos, log, mark, sin, softmax, worksheet
from autograd.by_hand import Marked, Sheet
from tests.by_hand.learner import Learner, Line, Numbers, printed, shares
from tests.by_hand.networks import exercise
from tests.conftest import fewer, thinned


def leaves(**numbers: float) -> list[Value]:
    return [Value(number, name=name) for name, number in numbers.items()]


def marked(sheet: Sheet, key: str, answers: dict[str, Any]) -> Marked:
    return next(row for row in mark(sheet, answers).rows if row.key == key)


def named(out: Any, key: str, answer: float, rate: float | None = None, **before: float) -> tuple[str, ...]:
    """The mistakes that are named for this answer, in six digits; those `before` have _ for a blank."""
    answers = {name.replace("_", " "): printed(number, 6) for name, number in before.items()}
    found = marked(worksheet(out, rate), key, answers | {key: printed(answer, 6)})
    assert found.verdict == "wrong"
    return found.mistakes


A, B = 1.7, 0.6


def test_the_sign_of_a_minus() -> None:
    x, y = leaves(x=A, y=B)
    assert "lost the minus" in named(cos(x), "local x from v1", math.sin(A))
    assert "lost the minus" in named(acos(y), "local y from v1", 1 / math.sqrt(1 - B**2))
    assert "lost the minus" in named(x / y, "local y from v1", A / B**2)
    assert "lost the minus" in named(x - y, "local y from v1", 1.0)
    one, two = shares([A, B])
    assert "lost the minus" in named(softmax([x, y])[0], "local y from v1", one * two)
    assert "lost the minus" not in named(sin(x), "local x from v1", -math.cos(A))


def test_a_difference_that_is_turned_round() -> None:
    """dL/dy of (y - t)²/2 is y - t, and not t - y."""
    y, t = leaves(y=A, t=B)
    assert named(t - y, "v1", A - B) == ("turned round", "sign")
    assert "turned round" in named(t - y, "local y from v1", 1.0)
    found = named((y - t) ** 2 / 2, "grad v1", B - A)
    assert "turned round" in found
    assert "swapped" not in found


def test_the_operands_of_other_operations_than_products() -> None:
    x, y = leaves(x=A, y=B)
    assert "swapped" not in named(x - y, "local y from v1", 1.0)
    assert "swapped" in named(x / y, "local x from v1", -A / B**2)
    assert "swapped" in named(x**y, "local x from v1", A**B * math.log(A))
    assert "swapped" in named(x**y, "local y from v1", B * A ** (B - 1))


def test_a_derivative_at_the_output_although_the_function_has_no_value_there() -> None:
    (x,) = leaves(x=B)
    assert math.log(B) < 0
    assert "at the output" in named(log(x), "local x from v1", 1 / math.log(B))


def test_degrees_of_angles_that_are_found() -> None:
    (x,) = leaves(x=0.5)
    assert named(asin(x), "v1", 30.0) == ("degrees",)
    assert named(atan(x), "v1", 26.5651) == ("degrees",)


def test_any_one_contribution_may_be_left_when_the_others_are_overwritten() -> None:
    x, y = leaves(x=A, y=B)
    sheet = worksheet(x * y + sin(x) + x**3)
    right = {row.key: row.answer for row in sheet.rows}
    for contribution in (key for key in right if key.startswith("grad x from")):
        assert "overwrote" in marked(sheet, "grad x", {"grad x": printed(right[contribution], 6)}).mistakes
    assert {B, math.cos(A), 3 * A**2} <= {round(n, 12) for n in right.values()} | set(right.values())


def test_the_value_of_a_node_for_its_local_gradient() -> None:
    (x,) = leaves(x=A)
    assert "value for the gradient" in named(sin(x), "local x from v1", math.sin(A))


def test_a_turned_difference_is_not_called_swapped() -> None:
    """t - y for y - t, where the error is multiplied by itself or by a factor."""
    w, x, t = leaves(w=0.8, x=1.3, t=0.37)
    y = 0.8 * 1.3
    for loss, gradient in [
        ((w * x - t) * (w * x - t), -2 * (y - 0.37) * 1.3),
        (0.5 * (w * x - t) * (w * x - t), -(y - 0.37) * 1.3),
        ((w * x - t) ** 2, -2 * (y - 0.37) * 1.3),
    ]:
        mistakes = marked(worksheet(loss, level="parameters"), "grad w", {"grad w": printed(gradient, 4)}).mistakes
        assert "swapped" not in mistakes
        assert "turned round" in mistakes


def test_the_power_rule() -> None:
    (x,) = leaves(x=A)
    assert "power rule" in named(x**3, "local x from v1", 3 * A**3)
    assert "power rule" in named(x**3, "local x from v1", A**2)


def test_a_local_gradient_that_is_taken_for_1() -> None:
    (x,) = leaves(x=A)
    assert named(sin(x), "local x from v1", 1.0) == ("without local",)


def test_a_0_has_not_too_few_digits() -> None:
    (x,) = leaves(x=A)
    found = marked(worksheet(sin(x) / 4), "grad v1", {"grad v1": "0"})
    assert (found.verdict, found.reasons) == ("wrong", ("unexplained",))


def test_digits_that_cancelled_in_the_work_do_not_hide_a_mistake() -> None:
    """(x + 10⁶) - 10⁶ is 0.3 on paper, and not quite in floats."""
    w, x, c = leaves(w=A, x=0.3, c=2.0)
    out = (w * ((x + 1e6) - 1e6)) * c
    found = marked(worksheet(out), "grad w", {"grad w": "0.300000000000"})
    assert "without upstream" in found.mistakes


# Slips of the pen


def test_slips_of_the_pen() -> None:
    x, y = leaves(x=A, y=B)
    sheet = worksheet(sin(x * y))
    for key, right in (("v1", 1.02), ("v2", math.sin(1.02))):
        assert marked(sheet, key, {key: printed(10 * right, 4)}).mistakes == ("decimal point",)
        assert marked(sheet, key, {key: printed(right / 10, 4)}).mistakes == ("decimal point",)
    assert marked(sheet, "v2", {"v2": "0.8251"}).mistakes == ("digits interchanged",)  # for 0.8521
    assert marked(sheet, "v2", {"v2": "-0.8521"}).mistakes == ("sign",)


@pytest.mark.parametrize(("right", "answer"), [(2.0, "20"), (300.0, "30"), (100.0, "10"), (0.5, "5"), (-4.0, "-40")])
def test_a_decimal_point_that_is_moved_past_a_zero_interchanges_no_digits(right: float, answer: str) -> None:
    x, one = leaves(x=right, one=1.0)
    assert marked(worksheet(x * one), "v1", {"v1": answer}).mistakes == ("decimal point",)


def test_the_number_of_another_row() -> None:
    x, y, c = leaves(x=A, y=B, c=2.37)
    found = marked(worksheet(sin(x * y) * c), "v2", {"v2": printed(2.37 * math.sin(A * B), 6)})
    assert (found.mistakes, found.reasons) == (("another row",), ("the number of another row was given: that of v3",))
    assert marked(worksheet(x * y), "v1", {"v1": "2"}).mistakes == ()  # a digit is anywhere


def test_one_digit_that_is_wrong_is_no_rounding() -> None:
    """1.0302 is what 1.02 × 1.01 is; 1.0 × 1.01 has one digit more or less."""
    x, y, c = leaves(x=A, y=B, c=1.01)
    sheet = worksheet(x * y * c)
    assert marked(sheet, "v2", {"v1": "1.02", "v2": "1.010"}).mistakes == ()
    for answer in ("1.031", "1.130", "9.030"):
        assert marked(sheet, "v2", {"v1": "1.02", "v2": answer}).mistakes == ()


# Numbers without a reason


@pytest.mark.parametrize(("digits", "level"), thinned(product([3, 4], ["everything", "gradients", "parameters"])))
def test_a_number_near_the_true_one_is_unexplained(level: str, digits: int) -> None:
    """Slips of 1 to 10 %, where rounded numbers and small mistakes crowd."""
    random, found = Random(f"near {level} {digits}"), Counter[bool]()
    while found.total() < {3: fewer(80), 4: fewer(40)}[digits]:
        of = exercise(random, "scalars squares entropy")
        learner = Learner(of.out, of.rate, of.parameters)
        try:
            sheet = worksheet(of.out, of.rate, parameters=of.parameters, level=level)
        except DomainError:
            continue  # the update leads out of the domain
        key = random.choice(sheet.rows).key
        factor = 1 + random.choice([-1, 1]) * random.uniform(0.01, 0.1)

        def near(line: Line, xs: list[float], _: Numbers) -> float | None:
            return learner.right(line, xs) * factor if line.key == key else None  # noqa: B023

        try:
            numbers = learner.work(near)
        except (ValueError, ArithmeticError):
            continue
        row = marked(sheet, key, {row.key: printed(numbers[row.key], digits) for row in sheet.rows})
        if row.verdict == "wrong":
            found[row.mistakes == ()] += 1
    assert found[True] >= 0.95 * found.total()
