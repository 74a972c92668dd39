"""Tails: functions next to 0, to 1 or to x, their logarithms and derivatives, in every mode and in programs."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
from autograd import Value, exp, grad, jvp, log, tanh
from autograd.calculus.ops import OPS
from autograd.graph.functions import apply
from autograd.program.backends.native.library import compiler
from tests.calculus.test_whole_range import SMALLEST, TAIL, faults, sizes
from tests.conftest import fewer, thinned
from tests.expressions import derivative

TAILED = ("tanh", "sigmoid", "erf", "erfc", "softplus", "silu", "gelu")


def tails() -> st.SearchStrategy[float]:
    """Numbers where these functions are next to 0, next to 1 or next to x, up to where they leave the floats."""
    return st.builds(math.copysign, st.floats(TAIL, 40.0) | st.floats(TAIL, 750.0), st.sampled_from([1.0, -1.0]))


@pytest.mark.parametrize("name", thinned(TAILED))
def test_tails_keep_their_digits(name: str) -> None:
    @settings(max_examples=fewer(100))
    @given(tails())
    @example(-37.5)
    @example(26.5)
    @example(-708.3)
    def holds(x: float) -> None:
        assert not (found := list(faults(OPS[name], (x,), tolerances=[1e-14] * 3))), found

    holds()


@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_tails_keep_their_digits_in_a_program(backend: str) -> None:
    pytest.importorskip("numpy")
    if backend == "c" and compiler() is None:
        pytest.skip("there is no C compiler")
    cases = [(OPS[name], x) for name in TAILED for at in (5.0, 19.3, 26.4, 36.9, 300.7, 707.9) for x in (at, -at)]
    leaves = [Value(x) for _, x in cases]
    results = [apply(op, [leaf]) for (op, _), leaf in zip(cases, leaves, strict=True)]
    program = autograd.compile(results, wrt=leaves, backend=backend)
    for order, found in enumerate((program(), program.gradients())):
        for (op, x), number in zip(cases, found, strict=True):
            true, _ = derivative(op.name, (x,), (0,) * order)
            if abs(true) > SMALLEST:
                assert abs(number - true) <= 1e-14 * abs(true), (op.name, x, order)


Formula = Callable[[Any], Any]


def _bend_of_log_tanh(x: Any) -> Any:
    return -4 * mp.cosh(2 * x) / mp.sinh(2 * x) ** 2


LOG_SIGMOID: list[Formula] = [
    lambda x: -mp.log1p(mp.exp(-x)),
    lambda x: 1 / (1 + mp.exp(x)),
    lambda x: -(mp.sech(x / 2) ** 2) / 4,
]
LOG_TANH: list[Formula] = [lambda x: mp.log(mp.tanh(x)), lambda x: 2 / mp.sinh(2 * x), _bend_of_log_tanh]
LOGARITHMS: dict[str, tuple[Formula, list[Formula], float]] = {
    "sigmoid": (lambda x: -autograd.softplus(-x), LOG_SIGMOID, -math.inf),
    "share": (lambda x: autograd.log_softmax([x, Value(0.0)])[0], LOG_SIGMOID, -math.inf),
    "tanh": (lambda x: log(tanh(x)) if x < 1.0 else -2.0 * autograd.atanh(exp(-2.0 * x)), LOG_TANH, 0.0),
}
"""The logarithm of a function next to 1 or 0: as one writes it to keep its digits, its truth, and where it begins."""


@pytest.mark.parametrize("name", LOGARITHMS)
def test_logarithms_of_tails_keep_their_digits(name: str) -> None:
    written, truth, start = LOGARITHMS[name]

    @settings(max_examples=fewer(100))
    @given(tails() | sizes(2.8))
    def holds(x: float) -> None:
        if x <= start:
            return
        with mp.workdps(700):
            true = [formula(mpf(x)) for formula in truth]
        leaf = Value(x)
        out = written(leaf)
        [first] = grad(out, [leaf])
        [second] = grad(first, [leaf])
        for found, number in zip((out, first, second), true, strict=True):
            assert abs(number) < SMALLEST or abs(found.data - number) <= 1e-13 * abs(number)
        tangent = jvp(written, [x], [1.0])[1]
        assert abs(true[1]) < SMALLEST or abs(tangent - true[1]) <= 1e-13 * abs(true[1])

    holds()


@settings(max_examples=fewer(100))
@given(st.floats(-700.0, 750.0))
@example(-700.0)
@example(40.0)
@example(5e-07)
def test_a_logarithm_of_a_number_next_to_1_keeps_its_distance_but_not_its_digits(x: float) -> None:
    """`log(sigmoid(x))` as it is written: no float is between sigmoid(x) and 1 from x = 37 on, and none that is normal
    is above 0 from x = -709 on. Its gradient keeps its digits all the same."""
    leaf = Value(x)
    out = log(autograd.sigmoid(leaf))
    [first] = grad(out, [leaf])
    with mp.workdps(700):
        value, slope = (formula(mpf(x)) for formula in LOG_SIGMOID[:2])
        assert abs(out.data - value) <= 5e-16 * max(1.0, abs(value))  # sigmoid is within 2 units of its last digit
        assert abs(slope) < SMALLEST or abs(first.data - slope) <= 1e-13 * abs(slope)
