"""The result of every row is finite or refused, and a fault in a row is told as what it is."""

import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import DomainError, Value
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op
from autograd.graph.functions import apply
from autograd.graph.value import evaluator
from autograd.language.errors import TooLargeError
from autograd.testing.strategies import rows

magnitudes = st.builds(
    lambda digits, exponent: digits * 10.0**exponent, st.floats(-9.9, 9.9), st.sampled_from([*range(-307, 308)])
)


@given(st.sampled_from(TABLE), st.data())
def test_no_result_of_any_row_at_any_size_is_infinite_or_nan(row: Op, data: st.DataObject) -> None:
    op = data.draw(rows(row))
    many = op.arity if op.arity < MANY else data.draw(st.integers(1 + int(op.bound.get("j", 0)), 6))
    inputs = data.draw(st.lists(magnitudes, min_size=many, max_size=many))
    with suppress(DomainError):
        assert math.isfinite(apply(op, inputs).data)


TAKES = "x", "x, y", "xs"


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("size", [1e155, -1e155])
def test_what_overflows_to_an_infinity_is_refused_as_too_large(count: int, size: float) -> None:
    """Python's floats overflow to an infinity in `*`, and raise nothing."""
    rules: list[Any] = [lambda z, x: (2.0 * x,), lambda z, x, y: (y, x), lambda z, *xs: xs]
    square = evaluator(Op("square", TAKES[count - 1], lambda *xs: xs[0] * xs[-1], rules[count - 1]))
    inputs = [Value(size) for _ in range(count)]
    with pytest.raises(TooLargeError, match="square"):
        square(tuple(inputs)) if count == 3 else square(*inputs)
    if count == 1:
        with pytest.raises(TooLargeError):
            Value(-1e308).leaky_relu(10.0)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_fault_in_a_row_is_told_as_what_it_is(count: int) -> None:
    rules: list[Any] = [lambda z, x: (x,), lambda z, x, y: (x, y), lambda z, *xs: xs]
    evaluate = evaluator(Op("faulty", TAKES[count - 1], lambda *xs: xs[0].misspelt, rules[count - 1]))
    inputs = [Value(1.0) for _ in range(count)]
    with pytest.raises(AttributeError, match="misspelt"):
        evaluate(tuple(inputs)) if count == 3 else evaluate(*inputs)
