"""What number systems share: rows in the system of their inputs, constants after inputs, and no attribute by chance."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import DomainError, Value, jvp
from autograd.calculus import elementary
from autograd.calculus.numbers.number import Number, calculated, plainly, system_of
from autograd.calculus.ops import OPS
from autograd.graph.forward import Dual

SMALL = st.integers(-9, 9).map(float)


@given(SMALL, SMALL, SMALL)
def test_a_row_is_calculated_in_the_system_of_its_inputs_in_their_order(x: float, y: float, tangent: float) -> None:
    for name, z in (("sub", x - y), ("mul", x * y), ("atan2", None)):
        if name == "atan2" and x == y == 0.0:
            continue
        plain = calculated(OPS[name], [x, y])
        assert type(plain) is float
        assert z is None or plain == z
        for a, b in ((Value(x), y), (x, Value(y)), (Value(x), Value(y))):
            node = calculated(OPS[name], [a, b])
            assert (type(node), node.data, [v.data for v in node.inputs]) == (Value, plain, [x, y])
        for pair in ([Value(x), Dual(y, tangent, 1)], [Dual(x, tangent, 1), Value(y)]):
            assert system_of(pair) is Dual
            assert plainly(calculated(OPS[name], pair)) == plain


@given(st.lists(SMALL, min_size=1, max_size=4))
def test_a_row_of_a_list_is_calculated_in_the_system_of_its_inputs(xs: list[float]) -> None:
    assert calculated(OPS["total"], xs) == sum(xs)
    assert calculated(OPS["total"], [*xs[:-1], Value(xs[-1])]).data == sum(xs)
    mixed: list[list[Any]] = [[Value(1.0), *xs, Dual(2.0, 5.0, 1)], [Dual(2.0, 5.0, 1), *xs, Value(1.0)]]
    for numbers in mixed:
        dual = elementary.total(numbers)  # which asks the first of them
        assert (type(dual), plainly(dual), plainly(dual.tangent)) == (Dual, sum(xs) + 3.0, 5.0)


def test_plain_numbers_too_large_are_refused() -> None:
    with pytest.raises(OverflowError):
        calculated(OPS["mul"], [1e200, 1e200])


@pytest.mark.parametrize("number", [Value(2.0), Dual(2.0, 1.0, 1)])
def test_a_number_has_no_attribute_by_chance(number: Number) -> None:
    assert not hasattr(number, "choose")  # a condition that is one chooses itself
    assert number.real is number
    assert +number is number
    with pytest.raises(TypeError):
        Number() + 1.0


def test_constants_follow_the_inputs() -> None:
    x: Any = Value(3.0)
    assert (x.where(5.0, 1.0).data, x.where(5.0, condition=0.0).data) == (3.0, 5.0)
    assert (x.clamp(0.0, 2.0).data, x.clamp(high=2.0, low=0.0).data) == (2.0, 2.0)
    assert float(jvp(lambda t: t.where(5.0, 0.0), [3.0], [1.0])[1]) == 0.0
    with pytest.raises(TypeError, match="clamp takes x, low, high"):
        x.clamp([0.0], 1.0, 2.0)
    with pytest.raises(TypeError, match="the low of clamp holds one real number, not list"):
        x.clamp([0.0], 1.0)
    with pytest.raises(DomainError):
        x.clamp(2.0, 1.0)
