"""Symbols: what nobody writes is left out, and conditions are kept as conditions."""

from operator import neg

from hypothesis import given
from hypothesis import strategies as st

from autograd.calculus.ops import LN_2
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol

x = Symbol("x")


def test_a_condition_that_is_the_same_for_any_number_decides_or_vanishes() -> None:
    positive = x > 0
    assert (True & positive) is positive
    assert (positive & True) is positive
    assert (False | positive) is positive
    assert (False & positive) is False
    assert (positive | True) is True


def test_named_constants_keep_their_names() -> None:
    assert text(Symbol.lift(LN_2) * 3.0) == "log(2) * 3"
    assert text(Symbol.lift(LN_2) + LN_2) == "log(2) + log(2)"


@given(st.integers(-9, 9), st.integers(-9, 9))
def test_plain_numbers_are_added_up(a: int, b: int) -> None:
    assert text(Symbol.lift(float(a)) + float(b)) == str(a + b)


def test_ones_and_zeros_are_left_out() -> None:
    written = [0 + x, x - 0, 1 * x, x * 1.0, x / 1, x**1, neg(neg(x)), 0 - x, x + -x, 0.0 * x]
    assert [text(one) for one in written] == ["x"] * 7 + ["-x", "x - x", "0"]
