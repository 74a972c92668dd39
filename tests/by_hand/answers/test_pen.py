"""Slips of the pen, and digits that were lost: what may be said of a number beside the right one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from autograd.by_hand.answers.pen import shortened, slips
from autograd.by_hand.answers.read import read

decimals = st.builds(lambda n, power: Decimal(n).scaleb(power), st.integers(1, 9999), st.integers(-3, 2))
short = st.builds(lambda n, power: Decimal(n).scaleb(power), st.integers(1, 99), st.integers(-3, 5))


@given(decimals, short)
@example(Decimal("0.5"), Decimal(1))
@example(Decimal("0.511"), Decimal(1))
@example(Decimal("0.96"), Decimal(1))
@example(Decimal(8), Decimal(10))
def test_where_no_digit_is_kept_there_are_not_too_few(number: Decimal, answer: Decimal) -> None:
    """Too few digits are the number rounded to one significant digit or more."""
    found = shortened(read(f"{answer.normalize():f}"), float(number))
    assert (found == ("too few digits",)) == any(rounds(number, answer, digits) for digits in range(1, 8))


def rounds(number: Decimal, answer: Decimal, digits: int) -> bool:
    """Whether the answer is the number, rounded to so many digits; of two as near, either is."""
    unit = Fraction(10) ** (number.adjusted() - digits + 1)
    return Fraction(answer) % unit == 0 and abs(Fraction(answer) - Fraction(number)) <= unit / 2


@given(st.integers(1, 999), st.integers(-3, 3), st.sampled_from([-2, -1, 1, 2]), st.integers(0, 2))
@example(2, 0, 1, 0)
@example(3, 2, -1, 0)
@example(1, 2, -1, 1)
def test_zeros_that_are_moved_are_no_digits_interchanged(digits: int, power: int, places: int, zeros: int) -> None:
    """20 for 2 and 0.10 for 1: all digits but zeros stand in their order."""
    number = Decimal(digits).scaleb(power)
    answer = f"{number.scaleb(places):f}"
    answer += "0" * zeros if "." in answer else ""
    assert {slip for slip, _ in slips(read(answer), float(number))} == {"decimal point"}
