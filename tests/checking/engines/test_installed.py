"""Engines that are installed beside the tests: what their file asks them for, they answer as mathematics does."""

import math
from importlib import import_module
from typing import Any

import pytest

ENGINES = {"formulas.sympy": "sympy", "known.torch": "torch", "known.jax": "jax"}


@pytest.fixture(params=ENGINES)
def derivatives(request: pytest.FixtureRequest) -> Any:
    pytest.importorskip(ENGINES[request.param], exc_type=ImportError)
    return import_module(f"autograd.checking.engines.spelled.{request.param}").derivatives


def test_a_value_a_gradient_and_a_hessian(derivatives: Any) -> None:
    """`x * y[0]**2 + y[1]` at x = 3, y = (2, 5)."""
    x, y = 3.0, [2.0, 5.0]

    def call(x: Any, y: Any) -> Any:
        return x * y[0] ** 2 + y[1]

    expected = {0: [17.0], 1: [4.0, 12.0, 1.0], 2: [0.0, 4.0, 0.0, 4.0, 6.0, 0.0, 0.0, 0.0, 0.0]}
    for order, numbers in expected.items():
        assert [float(each) for each in derivatives(call, [x, y], order, 0)] == pytest.approx(numbers), order


def test_sympy_answers_what_is_no_number_with_none() -> None:
    sympy = pytest.importorskip("sympy")
    derivatives = import_module("autograd.checking.engines.spelled.formulas.sympy").derivatives
    [nowhere] = derivatives(lambda x: 1 / x, [0.0], 0, 0)
    assert math.isnan(nowhere)
    for call in (lambda x: sympy.sqrt(x), lambda x: sympy.DiracDelta(x + 1)):
        with pytest.raises(ValueError, match=r"is no real number"):
            derivatives(call, [-1.0], 0, 0)
