"""Every smooth row over the whole range of floats: value and derivatives, in every mode, against SymPy and mpmath."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
from autograd import DomainError, Value, grad, hessian, hessian_vector_product, jvp
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import Op, nowhere
from autograd.graph.functions import apply
from tests.conftest import fewer, thinned
from tests.expressions import ONE, TWO, derivative

SMALLEST, LARGEST = 2.3e-308, 1e307
TOLERANCE = (1e-13, 1e-13, 1e-13, 1e-11)
"""For each order of derivative, where a relative error of the inputs is at most `ROUGHLY` times as large in it."""
ROUGHLY = 50
TAIL = 4.0
"""No derivative of a row of one input has a root farther out that is no float. There all must keep their digits, also
where a small error of the input is a large one of the result."""

SPECIAL = [0.0, 1e-82, 1e-10, 1e-6, 0.25, 0.5, 0.75, 1.0, 2.0, 6.0, 20.0, 26.0, 31.0, 37.5, 40.0, 200.0, 354.0, 700.0]
SPECIAL += [745.0, 1e6, 1e10, 1e16, 1e77, 1e100, 1e154, 1e155, 1e160, 1e300, 1.7e308]
POINTS = [
    sign * number
    for special in SPECIAL
    for number in {special, *(math.nextafter(special, side) for side in (0.0, math.inf) if special < 50.0)}
    for sign in (1.0, -1.0)
    if number == 0.0 or number > SMALLEST
]


def sizes(largest: float) -> st.SearchStrategy[float]:
    """Numbers of either sign, from 10 ** -largest to 10 ** largest, half of them of middling size."""
    exponent = st.floats(-largest, largest) | st.floats(-3.0, 3.0)
    return st.builds(lambda sign, e: sign * 10.0**e, st.sampled_from([1.0, -1.0]), exponent)


def everywhere() -> st.SearchStrategy[float]:
    return st.sampled_from(POINTS) | sizes(300.0)


def by_every_mode(op: Op, at: Sequence[float], slots: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
    """The derivative of a row along `slots`, mode by mode; None where it is refused."""

    def reverse() -> float:
        leaves = [Value(x) for x in at]
        out = apply(op, leaves)
        for slot in slots:
            [out] = grad(out, [leaves[slot]])
        return float(out.data)

    def forward(order: int, xs: Sequence[Any]) -> Any:
        if order == 0:
            return apply(op, xs)
        unit = [float(i == slots[order - 1]) for i in range(len(at))]
        return jvp(lambda *moved: forward(order - 1, moved), xs, unit)[1]

    def backward() -> float:
        leaves = [Value(x) for x in at]
        apply(op, leaves).backward()
        return leaves[slots[0]].grad

    def product() -> float:
        unit = [float(i == slots[1]) for i in range(len(at))]
        return hessian_vector_product(lambda *xs: apply(op, xs), at, unit)[slots[0]]

    modes = {"grad": reverse}
    if slots:
        modes["jvp"] = lambda: float(forward(len(slots), at))
    if len(slots) == 1 and len(at) == 1:
        modes["backward"] = backward
    if len(slots) == 2 and len(at) == 1:
        modes["Hessian product"] = product
    for name, mode in modes.items():
        try:
            yield name, mode()
        except DomainError:
            yield name, None


def faults(
    op: Op, at: tuple[float, ...], may_refuse: bool = False, tolerances: Sequence[float] = TOLERANCE
) -> Iterator[str]:
    for order, tolerance in enumerate(tolerances):
        for slots in combinations_with_replacement(range(len(at)), order):
            try:
                true, moved = derivative(op.name, at, slots)
            except ZeroDivisionError:  # infinite
                return
            if abs(true) > LARGEST:
                return
            is_sensitive = moved > max(ROUGHLY * abs(true), SMALLEST)
            if (is_sensitive and (len(at) > 1 or abs(at[0]) < TAIL)) or (op.name == "atan2" and not order):
                continue
            for mode, found in by_every_mode(op, at, slots):
                if found is None:
                    right = may_refuse
                else:
                    right = abs(found - true) <= tolerance * abs(true) + (abs(true) < SMALLEST) * SMALLEST
                if not right:
                    yield f"{op.name} of {at}, along {slots} by {mode}: {found}, and in truth {mp.nstr(true, 17)}"


def test_every_smooth_row_of_one_input_is_here() -> None:
    smooth = {row.name for row in TABLE if row.arity == 1 and row.kink is nowhere and not row.constants}
    assert smooth == ONE.keys()


@pytest.mark.parametrize("name", sorted({*thinned(ONE), "erf"}))
def test_rows_of_one_input_keep_their_digits(name: str) -> None:
    op = OPS[name]

    def check(x: float) -> None:
        if op.domain(x) and not (name in ("sin", "cos", "tan") and abs(x) > 1e9):
            assert not (found := list(faults(op, (x,)))), found

    for x in thinned(POINTS):
        check(x)

    @settings(max_examples=fewer(20))
    @given(everywhere())
    def holds(x: float) -> None:
        check(x)

    holds()


@pytest.mark.parametrize("name", thinned(TWO))
def test_rows_of_two_inputs_keep_their_digits(name: str) -> None:
    op = OPS[name]

    @settings(max_examples=fewer(60))
    @given(sizes(40.0), sizes(40.0), st.floats(-20.0, 20.0), st.booleans())
    @example(1e6, 1.0, 0.0, False)
    @example(-745.0, 0.5, 0.0, False)
    @example(1e-40, 1e-40, 0.0, True)
    def holds(x: float, y: float, apart: float, near: bool) -> None:
        if name == "pow":
            x, y = abs(x), math.copysign(min(abs(y), 30.0 / max(1.0, abs(math.log10(abs(x))))), y)
        elif near:
            y = math.copysign(x * 10.0**apart, y)
        assert not (found := list(faults(op, (x, y)))), found

    @settings(max_examples=fewer(40))
    @given(sizes(300.0), sizes(300.0), st.floats(-20.0, 20.0), st.booleans())
    def is_never_wrong_where_a_step_of_the_calculation_may_leave_the_range_of_floats(
        x: float, y: float, apart: float, near: bool
    ) -> None:
        x = abs(x) if name == "pow" else x
        y = x * 10.0**apart if near else y
        if SMALLEST < abs(y) < LARGEST and op.domain(x, y):
            assert not (found := list(faults(op, (x, y), may_refuse=True))), found

    holds()
    is_never_wrong_where_a_step_of_the_calculation_may_leave_the_range_of_floats()


@given(st.floats(1e-320, 1e300), st.floats(1e-320, 1e300))
def test_second_derivatives_of_hypot_of_numbers_of_any_size(x: float, y: float) -> None:
    """1 / z is their size, and no float where z is too small."""
    z = math.hypot(x, y)
    if z > 1e-307:
        [[xx, xy], [yx, yy]] = hessian(autograd.hypot, [x, y])
        with mp.workdps(700):
            X, Y = mpf(x), mpf(y)
            Z = mp.hypot(X, Y)
            for found, true in ((xx, Y * Y / Z**3), (xy, -X * Y / Z**3), (yx, -X * Y / Z**3), (yy, X * X / Z**3)):
                assert abs(found - true) <= 1e-13 * abs(true) + SMALLEST
