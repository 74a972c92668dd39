"""Slips of the pen, and digits that were lost: what may be said of a number beside the right one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from autograd.by_hand.answers.pen import shortened
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
