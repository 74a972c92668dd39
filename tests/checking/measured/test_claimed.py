"""What the engine claims: every derivative once, and how far rounding may have moved each number."""

import math
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import DomainError, Value, sqrt, where
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.checking.differences import ROUNDING, SMALLEST, Estimate
from autograd.checking.measured.claimed import _accumulated, claims_of, estimate, misfit, returned, rounding, told
from autograd.graph.functions import apply

NUMBERS = st.integers(-9, 9).map(float)


# Rounding errors, to first order.


@given(NUMBERS, NUMBERS, NUMBERS)
def test_each_number_of_a_calculation_adds_what_a_part_of_it_changes(a: float, b: float, c: float) -> None:
    x, y, z = Value(a), Value(b), Value(c)
    for result, parts in (
        (x, [a]),
        (x * y, [a * b, a * b, a * b]),
        (x * x, [a * a, 2.0 * a * a]),
        (x + x, [2.0 * a, 2.0 * a]),
        (x - y, [a - b, a, b]),
        (x * y - z, [a * b - c, a * b, a * b, a * b, c]),
        (x + x * y, [a + a * b, a * b, (1.0 + b) * a, a * b]),
        (where(False, x * 5.0, y), [b, b]),
        (where(True, x, y) * 2.0, [2.0 * a, 2.0 * a, 2.0 * a, 2.0 * a]),
    ):
        assert rounding(result) == pytest.approx(ROUNDING * sum(map(abs, parts)), abs=1e-300)


def test_a_number_next_to_0_errs_as_the_smallest_one() -> None:
    assert rounding(Value(0.0)) == ROUNDING * SMALLEST
    assert rounding(Value(0.0) * 1e9) == pytest.approx(ROUNDING * SMALLEST * 1e9)


def test_what_a_rule_refuses_to_pass_on_adds_nothing() -> None:
    x = Value(1e6)
    assert rounding((x - x).sqrt()) == ROUNDING * SMALLEST


def test_errors_too_large_for_a_float_are_infinite() -> None:
    steep = Op("steep", "x", lambda x: 1.0, lambda z, x: (1e308,))
    assert rounding(apply(steep, [Value(1e10)])) == math.inf


@given(NUMBERS, NUMBERS)
def test_the_value_of_a_row_errs_as_its_inputs_may_move_it(x: float, y: float) -> None:
    for name, value, parts in (("mul", x * y, 3.0 * abs(x * y)), ("sub", x - y, abs(x - y) + abs(x) + abs(y))):
        found = estimate(OPS[name], (x, y))
        assert found.value == value
        assert found.error == pytest.approx(ROUNDING * (parts + SMALLEST), abs=0.0)


def test_a_row_without_a_finite_value_has_no_estimate() -> None:
    with pytest.raises(OverflowError):
        estimate(OPS["mul"], (1e200, 1e200))
    assert estimate(OPS["sqrt"], (0.0,)) == Estimate(0.0, ROUNDING * SMALLEST)  # its rule refuses


def test_only_finite_numbers_bound_rounding_errors() -> None:
    for given_, expected in (
        ((1.0, 2.0), (1.0, 2.0)),
        ((1.0, math.inf), ()),
        ((math.nan, 1.0), ()),
        (None, ()),
        (("text",), ()),
    ):
        rule: Any = lambda z, x, y, given_=given_: given_
        assert told(Op("told", "x, y", lambda x, y: x, rule), 1.0, (1.0, 2.0)) == expected
    assert told(OPS["sqrt"], 0.0, (0.0,)) == ()


# Derivatives.


@pytest.mark.parametrize("order", [1, 2, 3])
def test_each_mixed_derivative_is_claimed_once_for_each_output(order: int) -> None:
    claims = claims_of(lambda x, y, z: [x * y * z, x * x * y], (2.0, 3.0, 5.0), "xyz", order).claims
    expected = [
        (k, along)
        for k in range(2)
        for n in range(1, order + 1)
        for along in combinations_with_replacement(range(3), n)
    ]
    assert [(c.k, c.along) for c in claims] == expected
    first = {(c.k, c.along): c for c in claims}
    for k, truth in enumerate(((15.0, 10.0, 6.0), (12.0, 4.0, 0.0))):
        for i, number in enumerate(truth):
            claim = first[k, (i,)]
            assert (claim.value, claim.by_backward) == (number, number)
            assert isinstance(claim.engine, Value)
            assert claim.slack == rounding(claim.engine)
    if order > 1:
        assert (first[0, (0, 1)].value, first[1, (0, 0)].value, first[0, (0, 1)].by_backward) == (5.0, 6.0, None)


def test_a_refusal_is_a_claim_of_one_argument_alone() -> None:
    claims = claims_of(lambda x, y: sqrt(x) + y * y, (0.0, 3.0), "xy", 2).claims
    assert [(c.along, c.value) for c in claims] == [((0,), None), ((1,), 6.0), ((1, 1), 2.0)]
    refused, right, _ = claims
    assert isinstance(refused.engine, DomainError)
    assert (refused.slack, refused.by_backward, right.by_backward) == (0.0, None, None)


def test_values_from_outside_keep_their_gradients_and_outputs_do_not_add_up() -> None:
    outside = Value(3.0)
    outside.grad = 7.0
    claims = claims_of(lambda x: [x * outside, x * outside], (2.0,), "x", 1).claims
    assert [c.by_backward for c in claims] == [3.0, 3.0]
    assert outside.grad == 7.0


@pytest.mark.parametrize(("out", "expected"), [(5.0, [5.0]), ([1.0, 2.0], [1.0, 2.0]), ((1.0, 2.0), [1.0, 2.0])])
def test_what_f_returns_is_a_list_of_numbers(out: Any, expected: list[float]) -> None:
    assert list(returned(lambda x: out, [1.0])) == expected
    for wrong in (None, [None], [1.0, None]):
        with pytest.raises(TypeError, match="f forgot its return"):
            returned(lambda x, wrong=wrong: wrong, [1.0])
    with pytest.raises(ValueError, match="there is no output"):
        returned(lambda x: [], [1.0])


def test_a_function_has_to_give_the_same_numbers_again() -> None:
    numbers = iter([1.0, 2.0])
    with pytest.raises(ValueError, match=r"f gave \[1\.0\] and then \[2\.0\] for the same numbers: fix its seed"):
        claims_of(lambda x: x * next(numbers), (1.0,), "x", 1)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (lambda z, x, y: (1.0, 2.0), ""),
        (lambda z, x, y: [1.0, 2.0], ""),
        (lambda z, x, y: 1.0 / (x - x), ""),
        (lambda z, x, y: (1.0,), "the rule of two gives 1 local gradient for 2 inputs"),
        (lambda z, x, y: (), "the rule of two gives 0 local gradients for 2 inputs"),
        (lambda z, x, y: (1.0, 2.0, 3.0), "the rule of two gives 3 local gradients for 2 inputs"),
        (lambda z, x, y: 1.0, "the rule of two gives no tuple of local gradients, but float"),
    ],
)
def test_a_rule_gives_one_local_gradient_for_each_input(rule: Any, sentence: str) -> None:
    assert misfit(Op("two", "x, y", lambda x, y: x, rule), 1.0, (1.0, 2.0)) == sentence
    one = Op("one", "x", lambda x: x, lambda z, x: (1.0, 2.0))
    assert misfit(one, 1.0, (1.0,)) == "the rule of one gives 2 local gradients for 1 input"


def test_where_one_output_is_refused_the_others_are_differentiated() -> None:
    found = _accumulated(lambda x: [x * x, sqrt(x), 3.0 * x], (0.0,), [0.0, 0.0, 0.0])
    assert found == {(0, (0,)): 0.0, (2, (0,)): 3.0}
