"""The functions that rules are written with, in numbers that are no floats."""

import cmath
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpc, mpf

from autograd import Value, grad
from autograd.calculus import elementary
from autograd.calculus.order import inputs_first
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol

STEP = 1e-30
TRUTH: dict[str, Any] = {
    "log1p": mp.log1p,
    "expm1": mp.expm1,
    "log2": lambda x: mp.log(x, 2),
    "cbrt": lambda x: mp.cbrt(x) if x.real > 0 else -mp.cbrt(-x),
}


@pytest.mark.parametrize("name", TRUTH)
@given(x=st.floats(-5, 5).filter(lambda x: abs(x) > 1e-3))
def test_what_cmath_leaves_out_has_the_derivative_in_its_imaginary_part(name: str, x: float) -> None:
    if name in ("log1p", "log2") and x <= {"log1p": -0.999, "log2": 0.0}[name]:
        x = abs(x)
    step = getattr(elementary, name)(complex(x, STEP))
    with mp.workdps(60):
        true = float(TRUTH[name](mpc(x, STEP)).imag)
    assert step.imag == pytest.approx(true, rel=1e-13, abs=0.0)


@pytest.mark.parametrize("name", TRUTH)
@pytest.mark.parametrize("x", [0.25, 0.5, 3.0, -0.5])
def test_what_cmath_leaves_out_has_the_value_in_its_real_part(name: str, x: float) -> None:
    if x > 0.0 or name != "log2":
        found = getattr(elementary, name)(complex(x, STEP))
        assert found.real == pytest.approx(float(TRUTH[name](mpc(x, 0)).real), rel=1e-14)


def test_extremes_of_numbers_that_are_no_floats() -> None:
    assert elementary.largest([1.0 + 2.0j, 3.0 - 1.0j, 2.0 + 0.0j]) == 3.0 - 1.0j
    assert elementary.smallest([1.0 + 2.0j, 3.0 - 1.0j, 2.0 + 0.0j]) == 1.0 + 2.0j
    rows = [np.array([1.0, 5.0]), np.array([3.0, 2.0])]
    assert elementary.largest(rows).tolist() == [3.0, 5.0]
    assert elementary.smallest(rows).tolist() == [1.0, 2.0]


def test_a_share_next_to_1_keeps_the_digits_of_its_derivative() -> None:
    x, y = Value(40.0), Value(0.0)
    [slope] = grad(elementary.softmax([x, y])[0], [x])
    with mp.workdps(50):
        assert slope.data == pytest.approx(float(mp.exp(-40) / (1 + mp.exp(-40)) ** 2), rel=1e-13)


def test_a_list_of_values_is_one_node_and_a_softmax_compares_no_nodes() -> None:
    xs = [Value(1.0), Value(2.0), Value(-3.0)]
    for function in elementary.total, elementary.mean, elementary.logsumexp:
        assert function(xs).op.name == function.__name__
    shares = elementary.softmax(xs)
    names = {node.op.name for node in inputs_first(shares) if node.op}
    assert names.isdisjoint({"maximum", "softmax"})
    assert [share.data for share in shares] == pytest.approx(elementary.softmax([1.0, 2.0, -3.0]))
    assert [text(share) for share in elementary.softmax([Symbol("a"), Symbol("b")])] == [
        "softmax(a, b)[0]",
        "softmax(a, b)[1]",
    ]


@given(st.floats(-700, 700))
def test_functions_of_complex_numbers_follow_the_real_part(x: float) -> None:
    point = complex(x, STEP)
    assert elementary.magnitude(point).real == abs(x)
    assert elementary.maximum(point, 0.0).real == max(x, 0.0)
    assert elementary.minimum(point, 0.0).real == min(x, 0.0)
    assert elementary.sigmoid(point).real == pytest.approx(float(1 / (1 + mp.exp(-x))), rel=1e-14)


def test_the_function_is_that_of_the_module_the_number_comes_from() -> None:
    assert elementary.exp(1j) == cmath.exp(1j)
    assert elementary.power(2.0, np.array([3.0, -1.0])).tolist() == [8.0, 0.5]
    assert elementary.power(2.0, 1j) == 2.0**1j
    with pytest.raises(ValueError, match="math domain"):
        elementary.power(-8.0, np.float64(1 / 3))
    assert elementary.exp(1) == math.e
    assert isinstance(elementary.exp(mp.mpf(1)), mp.mpf)
    assert elementary.erf(np.array([0.0, 1.0])).tolist() == [0.0, math.erf(1.0)]  # NumPy has no erf
    assert elementary.where(np.array([True, False]), 1.0, 2.0).tolist() == [1.0, 2.0]


SIZES = st.sampled_from([0.0, 1e-320, 1.0, 710.0, 745.0, 1e308]) | st.floats(-800, 800)


@given(SIZES, SIZES)
def test_what_python_has_no_function_for_is_right_at_any_size(x: float, y: float) -> None:
    assert (elementary.maximum(x, y), elementary.minimum(x, y)) == (max(x, y), min(x, y))
    assert (elementary.maximum(-x, y), elementary.minimum(-x, y)) == (max(-x, y), min(-x, y))
    assert elementary.magnitude(-x) == abs(x)
    for sign in (1.0, -1.0):
        true = 1 / (1 + mp.exp(mp.mpf(-sign * x)))
        assert abs(elementary.sigmoid(sign * x) - true) <= 1e-15 * true + 1e-300
    assert elementary.is_whole(x) == elementary.is_whole(mp.mpf(x)) == (x == math.floor(x))


@given(st.lists(SIZES, min_size=1, max_size=5))
def test_what_is_made_of_a_list_is_right_at_any_size_in_numbers_of_any_system(xs: list[float]) -> None:
    exact = [mp.mpf(x) for x in xs]
    whole = sum(mp.exp(x - max(exact)) for x in exact)
    shares = [mp.exp(x - max(exact)) / whole for x in exact]
    logarithms = [x - max(exact) - mp.log(whole) for x in exact]
    top = max([1.0, *map(abs, xs)])
    for numbers in (xs, [Value(x) for x in xs], [*xs[:-1], Value(xs[-1])]):
        for found, true in zip(elementary.softmax(numbers), shares, strict=True):
            assert abs(float(found) - true) <= 1e-13 * true + 1e-300
        assert float(elementary.logsumexp(numbers)) == pytest.approx(float(max(exact) + mp.log(whole)), abs=1e-14 * top)
        assert float(elementary.mean(numbers)) == pytest.approx(float(sum(exact) / len(xs)), abs=1e-15 * top)
        if sum(map(abs, xs)) < 1e308:
            assert float(elementary.mean(numbers)) == sum(xs) / len(xs)
            assert float(elementary.total(numbers)) == pytest.approx(float(sum(exact)), abs=1e-15 * top)
    for found, true in zip(elementary.log_softmax(xs), logarithms, strict=True):
        assert abs(found - true) <= 1e-14 * top


@given(st.floats(-9, 9), st.floats(0.5, 9))
def test_a_function_of_two_numbers_takes_them_in_their_order_whatever_their_systems(x: float, y: float) -> None:
    for name in ("hypot", "atan2"):
        function, plain = getattr(elementary, name), getattr(math, name)(x, y)
        assert function(x, y) == plain
        for a, b in ((Value(x), y), (x, Value(y)), (Value(x), Value(y))):
            assert type(function(a, b)) is Value
            assert function(a, b).data == plain
        assert function(np.array([x]), y).tolist() == pytest.approx([plain])
        assert float(function(mp.mpf(x), y)) == pytest.approx(plain)
        assert function(1, 2) == getattr(math, name)(1.0, 2.0)


def test_two_floats_that_are_0_have_no_angle() -> None:
    for x in (0.0, -0.0):
        with pytest.raises(ValueError, match="atan2"):
            elementary.atan2(x, 0.0)
    assert elementary.atan2(0.0, 1.0) == 0.0
    assert elementary.atan2(1.0, 0.0) == math.pi / 2


def test_a_power_stays_real() -> None:
    with pytest.raises(ValueError, match="domain"):
        elementary.power(-8.0, 1.0 / 3.0)
    assert elementary.power(-2.0, 3.0) == -8.0
    assert elementary.power(mp.mpf(2), 3) == 8
    assert elementary.power(2.0, Value(3.0)).data == 8.0


def test_a_choice_calculates_the_branch_that_is_chosen() -> None:
    def never() -> float:
        raise AssertionError

    assert (elementary.either(True, lambda: 1.0, never), elementary.either(False, never, lambda: 2.0)) == (1.0, 2.0)
    assert (elementary.where(True, 1.0, 2.0), elementary.where(False, 1.0, 2.0)) == (1.0, 2.0)
    both = elementary.either(np.array([True, False]), lambda: 1.0, lambda: 2.0)
    assert both.tolist() == [1.0, 2.0]
    x = Symbol("x")
    assert text(elementary.either(x > 0.0, lambda: x, lambda: -x)) == "where(x > 0, x, -x)"
    assert (text(elementary.maximum(x, 0.0)), text(elementary.minimum(x, 0.0))) == ("maximum(x, 0)", "minimum(x, 0)")
    assert elementary.shown_as(1.0, lambda: "formula", lambda: "number") == "number"
    assert elementary.shown_as(Value(1.0), lambda: "formula", lambda: "number") == "number"
    assert elementary.shown_as(x, lambda: "formula", lambda: "number") == "formula"


def test_a_named_constant_is_a_number_with_a_name() -> None:
    constant = elementary.Constant(2.5, "five halves", r"\frac52")
    assert (constant, constant.text, constant.latex) == (2.5, "five halves", r"\frac52")


@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_tensors(kind: str) -> None:
    """What torch lacks, and plain numbers beside tensors, of which torch would make float32."""
    torch = pytest.importorskip("torch")
    dtype = getattr(torch, kind)
    rel = 1e-15 if kind == "float64" else 2e-7
    numbers = [0.0, 1e-30, -8.0, 3.0, 1e30]
    x = torch.tensor(numbers, dtype=dtype)
    for found, true in (
        (elementary.cbrt(x), [float(mp.cbrt(abs(one))) * (-1 if one < 0 else 1) for one in numbers]),
        (elementary.hypot(x, 2.0), [float(mp.hypot(one, 2)) for one in numbers]),
        (elementary.atan2(0.1, x), [float(mp.atan2(mpf(0.1), one)) for one in numbers]),
        (elementary.where(x > 1.0, x, 0.1), [one if one > 1.0 else 0.1 for one in numbers]),
        (elementary.where(x > 1.0, 0.1, x), [0.1 if one > 1.0 else one for one in numbers]),
    ):
        assert found.dtype == dtype
        assert found.tolist() == pytest.approx(true, rel=rel, abs=0.0)
    far = 710.0 if kind == "float64" else 89.0  # whose exponential is no float
    many = torch.tensor([1.5, -39.0, 41.0, far, -far] * 20, dtype=dtype)
    for name in ("sinh", "cosh"):
        true = [float(getattr(mp, name)(one)) for one in many.tolist()]
        assert getattr(elementary, name)(many).tolist() == pytest.approx(true, rel=200 * rel, abs=0.0)
    assert elementary.where(x > 1.0, 0.1, 0.3).tolist() == [0.3, 0.3, 0.3, 0.1, 0.1]
