"""The functions that rules are written with, in numbers that are no floats."""

import cmath
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpc

from autograd.calculus import elementary

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
    assert step.imag == pytest.approx(float(TRUTH[name](mpc(x, STEP)).imag), rel=1e-13)


@given(st.floats(-700, 700))
def test_functions_of_complex_numbers_follow_the_real_part(x: float) -> None:
    point = complex(x, STEP)
    assert elementary.magnitude(point).real == abs(x)
    assert elementary.maximum(point, 0.0).real == max(x, 0.0)
    assert elementary.minimum(point, 0.0).real == min(x, 0.0)
    assert elementary.sigmoid(point).real == pytest.approx(float(1 / (1 + mp.exp(-x))), rel=1e-14)


def test_the_function_is_that_of_the_module_the_number_comes_from() -> None:
    assert elementary.exp(1j) == cmath.exp(1j)
    assert elementary.exp(1) == math.e
    assert isinstance(elementary.exp(mp.mpf(1)), mp.mpf)
    assert elementary.erf(np.array([0.0, 1.0])).tolist() == [0.0, math.erf(1.0)]  # NumPy has no erf
    assert elementary.where(np.array([True, False]), 1.0, 2.0).tolist() == [1.0, 2.0]
