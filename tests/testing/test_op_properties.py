"""`op_properties` passes a right row, however it is written, and says of a wrong one what is wrong, once."""

import math
import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any
from unittest import SkipTest

import pytest

from autograd.calculus.elementary import cos, log, magnitude, sin, where
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.testing import op_properties
from autograd.testing.mathematics import DIGITS, corners, working_digits
from autograd.testing.properties import (
    outside_its_domain_it_is_refused,
    second_derivatives_are_true,
    third_derivatives_are_true,
)
from tests.conftest import thinned
from tests.truth import TRUTH

ANY = "numbers of every kind"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            Op("product", "x, y", lambda x, y: x * y, lambda z, x, y: (y,)),
            "product has 1 local gradient for 2 inputs: ",
        ),
        (
            Op("product", "x, y", lambda x, y: x * y, lambda z, x, y: (y, x, x)),
            "product has 3 local gradients for 2 inputs: ",
        ),
        (Op("square", "x", lambda x: x * x, lambda z, x: 2.0 * x), "the local gradients of square are no tuple"),
        (
            Op("most", "xs", lambda *xs: sum(xs), lambda z, *xs: (1.0, 1.0, 1.0)),
            "most has 3 local gradients for 1 input: ",
        ),
        (Op("times", "x, c", lambda x, c: c * x, lambda z, x, c: (c, x)), "times has 2 local gradients for 1 input"),
        (
            Op("s", "x", lambda x: math.sin(x), lambda z, x: (cos(x),)),
            f"value: .* autograd.calculus.elementary's sin, which takes {ANY}",
        ),
        (
            Op("s", "x", lambda x: sin(x), lambda z, x: (math.cos(x),)),
            f"partials: .* autograd.calculus.elementary's cos, which takes {ANY}",
        ),
        (
            Op("f", "x", lambda x: float(x), lambda z, x: (1.0,)),
            f"value: .* functions of autograd.calculus.elementary, which take {ANY}",
        ),
        (
            Op("d", "x, c", lambda x, c: c * x, lambda z, x, c: (c,), domain=lambda x, c: math.sqrt(x * x) < c),
            "takes floats alone, in its domain: write it with autograd.calculus.elementary's sqrt",
        ),
        (Op("i", "x", lambda x: x if x > 0.0 else 0.0, lambda z, x: (1.0,)), r"in its value: .* choose with where\("),
    ],
)
def test_a_rule_that_other_numbers_cannot_read_is_told_once_and_first(row: Op, says: str) -> None:
    first, *others = op_properties(row)
    with pytest.raises(AssertionError, match=says):
        first()
    for other in others:
        with pytest.raises(SkipTest, match=says):
            other()


def huber_slope(z: Any, x: Any, delta: Any) -> tuple[Any]:
    return (where(magnitude(x) <= delta, x, delta * where(x > 0.0, 1.0, -1.0)),)


SMOOTHLY_JOINED = [
    Op(
        "huber",
        "x, delta",
        lambda x, delta: where(magnitude(x) <= delta, x * x / 2, delta * (magnitude(x) - delta / 2)),
        huber_slope,
        domain=lambda x, delta: delta > 0.0,
    ),
    Op(
        "half_cube",
        "x",
        lambda x: where(x > 1.0, (x - 1.0) ** 3, 0.0),
        lambda z, x: (where(x > 1.0, 3 * (x - 1.0) ** 2, 0.0),),
    ),
    Op(
        "hinge",
        "x, y",
        lambda x, y: where(x > y, (x - y) ** 2, 0.0 * x),
        lambda z, x, y: (where(x > y, 2 * (x - y), 0.0), where(x > y, 2 * (y - x), 0.0)),
    ),
]


@pytest.mark.parametrize("check", thinned(c for row in SMOOTHLY_JOINED for c in op_properties(row)), ids=str)
def test_where_a_second_derivative_jumps_there_is_none_to_miss(check: Callable[[], None]) -> None:
    check()


@pytest.mark.usefixtures("unshrunk")
def test_a_second_derivative_that_does_not_jump_can_be_missed() -> None:
    square = Op("square", "x", lambda x: x * x, lambda z, x: (2.0 * x,))
    [_, _, second, third, *_] = op_properties(square, truth=lambda x: x**4)
    assert (second.check, third.check) == (second_derivatives_are_true, third_derivatives_are_true)
    for wrong in second, third:
        with pytest.raises(AssertionError, match=r"is [0-9.]+, and in truth [0-9]"):
            wrong()


@pytest.mark.usefixtures("unshrunk")
def test_a_local_gradient_that_is_refused_inside_the_domain_is_found() -> None:
    def local(z: Any, x: Any) -> tuple[Any, ...]:
        return (1.0 / x / where((x > 1.0) & (x < 3.0), 0.0, 1.0),)

    row = Op("log", "x", log, local, domain=lambda x: x > 0.0)
    with pytest.raises(AssertionError, match=r"the local gradient of log.* is infinite or not defined"):
        outside_its_domain_it_is_refused(row, TRUTH["log"])


def failed(row: Op, name: str) -> str:
    [check] = [check for check in op_properties(row) if check.check.__name__ == name]
    with pytest.raises(AssertionError) as caught:
        check()
    return str(caught.value)


TRUE, SECOND = "value_and_local_gradients_are_true", "second_derivatives_are_true"


@pytest.mark.usefixtures("unshrunk")
def test_a_failure_names_the_row_and_the_point() -> None:
    cube = Op("cube", "x", lambda x: x**3, lambda z, x: (2.0 * x * x,))
    assert re.match(r"cube\([-.0-9e]+\): the local gradient for input 0 is .* and in truth ", failed(cube, TRUE))
    assert re.match(r"cube\([-.0-9e]+\): the derivative along \(0, 0\) is .* and in truth ", failed(cube, SECOND))
    lanes = Op("twice", "x, n", lambda x, n: x * 2.0, lambda z, x, n: (where(x > 1.0, magnitude(n) + 9.0, 2.0),))
    assert re.match(r"twice\([-.0-9e]+, n=[-.0-9e]+\): the local gradient", failed(lanes, TRUE))


@pytest.mark.parametrize("name", [TRUE, SECOND])
def test_a_corner_that_the_row_does_not_declare_is_called_a_kink(name: str) -> None:
    hinge = Op("hinge", "x", lambda x: where(x > 0.0, x, 0.0), lambda z, x: (where(x > 0.0, 1.0, 0.0),))
    assert failed(hinge, name) == (
        "hinge(0.0): the slope along input 0 is 0 on the left and 1 on the right. hinge does not declare this kink: "
        "kink=lambda x: …"
    )


def test_a_corner_along_two_inputs_is_declared_once() -> None:
    ramp = Op(
        "ramp",
        "x, y",
        lambda x, y: where(x > y, x - y, 0.0),
        lambda z, x, y: (where(x > y, 1.0, 0.0), where(x > y, -1.0, 0.0)),
    )
    assert failed(ramp, TRUE) == (
        "ramp(0.0, 0.0): the slope along input 0 is 0 on the left and 1 on the right, and the slope along input 1 is "
        "-1 on the left and 0 on the right. ramp does not declare this kink: kink=lambda x, y: …"
    )


def test_a_jump_is_told_without_slopes() -> None:
    step = Op("step", "x", lambda x: where(x > 0.0, 1.0, 0.0), lambda z, x: (0.0,))
    assert failed(step, TRUE) == (
        "step(0.0): the value jumps along input 0. step does not declare this kink: kink=lambda x: …"
    )


@pytest.mark.parametrize("name", ["div", "sqrt", "log", "cbrt"])
@pytest.mark.parametrize("x", [1e-12, 1e-3, 1.0, 1e12])
def test_a_value_that_bends_within_a_small_input_has_no_corner(name: str, x: float) -> None:
    with working_digits(DIGITS) as mp:
        assert not corners(TRUTH[name], [mp.mpf(x)] * OPS[name].arity, OPS[name])


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            Op("scaled", "x, n", lambda x, n: x / n, lambda z, x, n: (1.0 / n,)),
            "scaled cannot be read with n = 0, in its partials: ZeroDivisionError: float division by zero. If such "
            "constants make no sense, exclude them: domain=lambda x, n: …",
        ),
        (
            Op("f", "x", lambda x: unknown(x), lambda z, x: (1.0,)),  # type: ignore[name-defined]  # noqa: F821
            "f cannot be read, in its value: NameError: name 'unknown' is not defined",
        ),
        (
            Op("to", "x, b", lambda x, b: x * log(b), lambda z, x, b: (log(b),)),
            "to cannot be read with b = 0, in its value: ",
        ),
        (
            Op("to", "x, b", lambda x, b: x * math.log(b), lambda z, x, b: (math.log(b),)),
            "to cannot be read with b = 0, in its value: ValueError: ",
        ),
    ],
)
def test_an_error_of_python_is_told_with_the_constants(row: Op, says: str) -> None:
    with pytest.raises(AssertionError) as caught:
        op_properties(row)[0]()
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize("package", ["mpmath", "numpy"])
def test_a_missing_package_is_named_before_the_first_property(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "autograd.testing.properties.find_spec", lambda name: None if name == package else find_spec(name)
    )
    with pytest.raises(
        ModuleNotFoundError, match=rf'^op_properties needs {package}: pip install "ringograd\[testing\]"$'
    ):
        op_properties(OPS["log"])
