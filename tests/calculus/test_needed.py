"""Of the local gradients of a node those that are asked for have to exist, in every mode, and no other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
from autograd import DomainError, Value, grad, hessian_vector_product, jvp, sqrt
from autograd.calculus.elementary import log, total
from autograd.calculus.needed import needed_partials
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.graph.functions import apply


def power(x: Any, y: Any) -> Any:
    return x**y


@given(st.integers(-40, 40).map(lambda n: n / 4), st.integers(-5, 6))
def test_a_power_of_any_base_has_a_derivative_by_it(x: float, y: int) -> None:
    """With a whole number as the exponent, which is a Value."""
    true = [mp.ff(y, order) * mpf(x) ** (y - order) if y - order >= 0 or x else None for order in range(4)]
    if y >= 0:
        true = [term if order <= y else mpf(0) for order, term in enumerate(true)]
    base, exponent = Value(x), Value(float(y))
    if true[0] is None:
        with pytest.raises(DomainError):
            base**exponent
        return
    out = base**exponent
    for order in range(4):
        assert out.data == pytest.approx(float(true[order] or 0), rel=1e-13)
        [out] = grad(out, [base])
    first, second = float(true[1] or 0), float(true[2] or 0)
    assert jvp(power, [x, float(y)], [1.0, 0.0])[1] == pytest.approx(first, rel=1e-13)
    along = hessian_vector_product(lambda b: b ** Value(float(y)), [x], [3.0])
    assert along == pytest.approx([3.0 * second], rel=1e-13)
    if x <= 0.0:
        for refused in (
            lambda: grad(base**exponent, [exponent]),
            lambda: grad(base**exponent, [base, exponent]),
            lambda: (base**exponent).backward(),
            lambda: jvp(power, [x, float(y)], [1.0, 1.0]),
        ):
            with pytest.raises(DomainError, match=r"local gradient|is too large"):
                refused()


def test_a_direction_that_does_not_touch_an_input_needs_no_derivative_by_it() -> None:
    assert jvp(lambda x, y: sqrt(x) * y, [0.0, 2.0], [0.0, 1.0]) == (0.0, 0.0)
    assert jvp(lambda x, y: [sqrt(x), y, 5.0], [0.0, 2.0], [0.0, 0.0]) == ([0.0, 2.0, 5.0], [0.0, 0.0, 0.0])
    nested = jvp(lambda s: jvp(power, [s, 2.0], [1.0, 0.0])[1], [-3.0], [1.0])
    assert (float(nested[0]), float(nested[1])) == (-6.0, 2.0)
    assert hessian_vector_product(lambda x, y: sqrt(x) * y * y, [4.0, 2.0], [0.0, 1.0]) == [1.0, 4.0]


def test_a_direction_that_happens_to_be_0_on_the_way_does_need_it() -> None:
    """|x| is sqrt(x²), which has no derivative at 0, though x² moves by 0 there."""
    with pytest.raises(DomainError, match="local gradient of sqrt"):
        jvp(lambda x: sqrt(x * x), [0.0], [1.0])


def test_what_is_infinite_for_another_input_does_not_matter() -> None:
    x, y = Value(0.0), Value(1e-310)
    assert grad(x / y, [y])[0].data == 0.0
    with pytest.raises(DomainError):
        grad(x / y, [x])


def test_a_rule_that_refuses_by_its_own_hand_is_refused() -> None:
    def of_positive(z: Any, x: Any, y: Any) -> tuple[Any, Any]:
        if x <= 0.0:
            raise ValueError("x is to be positive")
        return y, x

    row = Op("times", "x, y", lambda x, y: x * y, of_positive)
    x, y = Value(-1.0), Value(2.0)
    with pytest.raises(DomainError, match="local gradient of times"):
        grad(apply(row, [x, y]), [x])


def test_a_rule_may_add_up_a_list_beside_what_is_refused() -> None:
    row = Op("mixed", "x, y", lambda x, y: y, lambda z, x, y: (log(x), total([x, y, y])))
    assert needed_partials(row, 3.0, [-1.0, 3.0], {1}) == [None, 5.0]
    with pytest.raises(ValueError, match=r"math domain error|positive"):
        needed_partials(row, 3.0, [-1.0, 3.0], {0})


@pytest.mark.parametrize("sign", [0.0, -0.0])
def test_there_is_no_angle_of_0_and_0(sign: float) -> None:
    assert not OPS["atan2"].domain(sign, 0.0)
    for refused in (
        lambda: autograd.atan2(sign, 0.0),
        lambda: Value(0.0).atan2(sign),
        lambda: jvp(autograd.atan2, [sign, 0.0], [1.0, 0.0]),
    ):
        with pytest.raises(DomainError, match=r"needs x != 0 or y != 0"):
            refused()


def test_the_mixed_derivative_of_a_power_at_0_is_refused() -> None:
    """The derivative of y x^(y-1) by y has no value at x = y = 0."""
    x, y = Value(0.0, name="x"), Value(0.0, name="y")
    (by_x,) = grad(x**y, [x])
    with pytest.raises(DomainError):
        grad(by_x, [y])
