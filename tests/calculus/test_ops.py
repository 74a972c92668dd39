"""Every row of the table in every reading, against independent numbers; kinks, refusals, and faults to be caught."""

import copy
import math
import pickle
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mpf

import autograd
from autograd import DomainError, Value, choose, dot, grad, log_softmax, logsumexp, softmax, total, where
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op
from autograd.graph.functions import FUNCTIONS, apply
from autograd.notation.formulas import text
from autograd.testing.properties import Property, op_properties, value_and_local_gradients_are_true
from tests.conftest import thinned
from tests.truth import TRUTH

PROPERTIES = [check for row in TABLE for check in op_properties(row, TRUTH.get(row.name))]
FIRST = [check for check in PROPERTIES if check.check is value_and_local_gradients_are_true]
"""Asked of every row in every profile."""


@pytest.mark.usefixtures("in_each_row")
@pytest.mark.parametrize("check", [*FIRST, *thinned(check for check in PROPERTIES if check not in FIRST)], ids=str)
def test_row(check: Property) -> None:
    check()


@pytest.mark.usefixtures("unshrunk")
@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("sub", lambda z, x, y: (1.0, 1.0)),  # the sign of minus lost
        ("mul", lambda z, x, y: (x, y)),  # operands swapped
        ("div", lambda z, x, y: (1.0 / y, -1.0 / y)),  # a factor missing
        ("sigmoid", lambda z, x: (z * (z - 1.0),)),  # the sign a lecture prints
        ("tanh", lambda z, x: (1.0 - x * x,)),  # taken at the input instead of at the output
        ("exp", lambda z, x: (x,)),
    ],
)
def test_the_checker_catches_a_planted_fault(name: str, wrong: Any) -> None:
    right = OPS[name]
    row = Op(name, ", ".join(right.arguments), right.value, wrong, domain=right.domain)
    with pytest.raises(AssertionError):
        value_and_local_gradients_are_true(row, TRUTH[name])


@pytest.mark.parametrize(
    ("name", "at", "convention"),
    [
        ("relu", (0.0,), (0.0,)),
        ("leaky_relu", (0.0,), (0.01,)),
        ("abs", (0.0,), (0.0,)),
        ("maximum", (2.0, 2.0), (0.5, 0.5)),
        ("minimum", (2.0, 2.0), (0.5, 0.5)),
        ("max", (2.0, 1.0, 2.0), (0.5, 0.0, 0.5)),
        ("max", (3.0, 3.0, 3.0, 3.0), (0.25, 0.25, 0.25, 0.25)),
        ("min", (2.0, 1.0, 1.0, 1.0), (0.0, 1 / 3, 1 / 3, 1 / 3)),
        ("hypot", (0.0, 0.0), (0.0, 0.0)),
        ("atan2", (0.0, -2.0), (-0.5, 0.0)),
        ("selu", (0.0,), (1.0507009873554805 * 1.6732632423543772,)),
        ("elu", (0.0,), (2.0,)),
        ("clamp", (0.0,), (1.0,)),
        ("clamp", (1.0,), (1.0,)),
    ],
)
def test_kinks_follow_the_stated_convention(name: str, at: tuple[float, ...], convention: tuple[float, ...]) -> None:
    constants = {"clamp": (0.0, 1.0), "elu": (2.0,), "leaky_relu": (0.01,)}.get(name, ())
    row = OPS[name].bind(*constants) if constants else OPS[name]
    assert row.kink(*at)
    assert row.partials(row.value(*at), *at) == convention


@pytest.mark.parametrize("x", [-1000.0, -40.0, -1.0, 0.0, 1.0, 40.0, 1000.0])
def test_sigmoid_and_softplus_are_right_at_any_size(x: float) -> None:
    for name in ("sigmoid", "softplus"):
        truth = TRUTH[name](mpf(x))
        assert abs(mpf(OPS[name].value(x)) - truth) <= mpf("1e-15") * truth + mpf("1e-320")
        assert 0.0 <= OPS[name].partials(OPS[name].value(x), x)[0] <= 1.0


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Value(-1.0).log(),
        lambda: Value(0.0).log(),
        lambda: Value(-1.0).sqrt(),
        lambda: 1 / Value(0.0),
        lambda: Value(0.0) ** -1,
        lambda: Value(-8.0) ** (1 / 3),
        lambda: Value(-8.0) ** Value(0.5),
        lambda: Value(1000.0).exp(),
        lambda: Value(1e200) * Value(1e200),
        lambda: Value(10.0) ** 400,
        lambda: 2 ** Value(5000.0),
    ],
)
def test_nothing_becomes_infinite_nan_or_complex(refused: Any) -> None:
    with pytest.raises(DomainError):
        refused()


def test_powers_with_whole_exponents_take_negative_numbers_and_zero() -> None:
    x = Value(-2.0)
    assert (x**3).data == -8.0
    assert [g.data for g in grad(x**3, [x])] == [12.0]
    zero = Value(0.0)
    gradient = grad(zero**2, [zero])
    for _ in range(3):  # 2x, 2, 0: no negative power of zero on the way
        gradient = grad(gradient[0], [zero])
    assert gradient[0].data == 0.0


def test_many_inputs_at_1000() -> None:
    assert [p.data for p in softmax([1000.0, 1000.0, -1000.0])] == [0.5, 0.5, 0.0]
    assert [p.data for p in softmax([-1000.0, -1000.0])] == [0.5, 0.5]
    assert logsumexp([1000.0, 1000.0]).data == 1000.0 + math.log(2.0)
    assert [p.data for p in log_softmax([1000.0, -1000.0])] == [0.0, -2000.0]
    assert log_softmax([0.0, -800.0])[0].data == 0.0
    assert log_softmax([0.0, -40.0])[0].data == pytest.approx(-math.exp(-40.0), rel=1e-15, abs=0.0)


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=6))
def test_softmax_sums_to_1_and_its_logarithm_is_log_softmax(xs: list[float]) -> None:
    shares, logarithms = softmax(xs), log_softmax(xs)
    assert math.fsum(p.data for p in shares) == pytest.approx(1.0, rel=1e-15)
    for share, logarithm in zip(shares, logarithms, strict=True):
        assert math.exp(logarithm.data) == pytest.approx(share.data, rel=1e-12, abs=1e-300)


def test_a_choice_passes_the_gradient_to_what_was_chosen() -> None:
    x = Value(-2.0, name="x")
    chosen = where(x > 0, x, x * x)
    assert (chosen.data, [g.data for g in grad(chosen, [x])]) == (4.0, [-4.0])
    assert where(False, 1.0, 2.0).data == 2.0
    assert [v.data for v in where(True, x, 5.0).inputs] == [-2.0, 5.0]


def test_a_choice_by_an_index_passes_the_gradient_to_what_was_chosen() -> None:
    xs, i = [Value(3.0), Value(1.7e308), Value(-2.0)], Value(2.0, name="k")
    chosen = choose(xs, i)
    assert (chosen.data, [g.data for g in grad(chosen, [*xs, i])]) == (-2.0, [0.0, 0.0, 1.0, 0.0])
    assert choose(xs, 0).inputs[:3] == tuple(xs)
    assert choose([1.0, 2.0], True).data == 2.0
    i.data = 3
    with pytest.raises(
        DomainError, match=r"^choose\(xs, k\) is not defined at k = 3: of 3 .* whole number from 0 to 2$"
    ):
        choose(xs, i)
    for wrong in (-1, 0.5, 1e300, 1e-300):
        with pytest.raises(DomainError, match="from 0 to 2"):
            choose(xs, wrong)
    with pytest.raises(ValueError, match="one number or more"):
        choose([], 0)
    with pytest.raises(TypeError):
        choose(xs, "0")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_copies_and_pickles_are_the_row_itself(row: Op) -> None:
    bound = row.bind(*range(2, 2 + len(row.constants))) if row.constants else row
    assert pickle.loads(pickle.dumps(bound)) is copy.deepcopy(bound) is bound


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_pickled_by_its_name(name: str) -> None:
    """So that relu or tanh can be a setting of a trial in another process."""
    assert pickle.loads(pickle.dumps(FUNCTIONS[name])) is FUNCTIONS[name]


def test_an_output_that_is_not_there_is_refused() -> None:
    xs = [Value(1.0), Value(2.0)]
    for j in (-1.0, 0.5, 2.0):
        with pytest.raises(DomainError, match="needs j >= 0 and j < 2 and j is whole"):
            apply(OPS["softmax"].bind(j), xs)


def test_constants_too_many_or_given_twice_are_refused() -> None:
    with pytest.raises(TypeError, match="clamp takes x, low, high"):
        Value(1.0).clamp(0, 1, 2)
    with pytest.raises(TypeError, match="elu takes x, alpha"):
        Value(1.0).elu(2.0, alpha=5.0)
    with pytest.raises(TypeError, match=r"sigmoid\(x\) takes nothing by keyword, and was given foo"):
        autograd.sigmoid(1.0, foo=1)


def test_a_row_with_too_few_local_gradients_is_told() -> None:
    row = Op("two", "x, y", lambda x, y: x + y, lambda z, x, y: (1.0,))
    with pytest.raises(TypeError, match=r"two has 2 inputs, and 1 local gradient$"):
        grad(out := apply(row, [x := Value(1.0), Value(2.0)]), [x, out])


def test_no_gradient_is_lost_where_squares_leave_the_range_of_floats() -> None:
    x, y = Value(1e-200), Value(2e-200)
    dx, dy = grad(autograd.atan2(x, y), [x, y])
    assert (dx.data, dy.data) == pytest.approx((0.4e200, -0.2e200))
    large = Value(1e200)
    assert grad(large.asinh(), [large])[0].data == pytest.approx(1e-200, abs=0.0)


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.arity < MANY and not row.constants], ids=lambda row: row.name
)
def test_a_domain_holds_the_points_that_have_a_value(row: Op) -> None:
    for at in product([-2.0, -1.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 1.5, 2.0], repeat=row.arity):
        try:
            row.value(*at)
        except (ValueError, ZeroDivisionError):
            assert not row.domain(*at), at
        else:
            assert row.domain(*at), at


def test_domains_and_kinks_hold_on_their_side_alone() -> None:
    assert OPS["clamp"].domain(0.0, low=1.0, high=2.0)
    assert not OPS["clamp"].domain(0.0, low=2.0, high=1.0)
    assert [OPS["power"].domain(x, n=n) for x, n in ((0.0, -1.0), (0.0, 0.5), (-2.0, 0.5), (-2.0, 3.0))] == [
        False, True, False, True
    ]  # fmt: skip
    assert [OPS["hypot"].kink(*at) for at in ((0.0, 0.0), (0.0, 0.5), (2.0, 0.0))] == [True, False, False]
    assert [OPS["atan2"].kink(*at) for at in ((0.0, -0.5), (0.0, 0.5), (1.0, -0.5))] == [True, False, False]
    for name, constant in ("leaky_relu", "slope"), ("elu", "alpha"):
        kinks = [OPS[name].kink(x, **{constant: c}) for x, c in ((0.0, 0.5), (0.0, 1.0), (3.0, 0.5))]
        assert kinks == [True, False, False]


def test_defaults_are_those_of_pytorch() -> None:
    assert Value(-2.0).leaky_relu().data == -0.02
    assert Value(-2.0).elu().data == math.expm1(-2.0)


def test_sums_read_as_the_sums_that_they_are() -> None:
    x, y, b = Value(2.0, name="x"), Value(3.0, name="y"), Value(1.0, name="b")
    assert text(total([x, y])) == "x + y"
    assert text(dot([x, y], [y, x], b)) == "x * y + y * x + b"
