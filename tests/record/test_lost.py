"""Within `debug()`, a warning tells where a number leaves the graph, and what to write."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from math import exp as e
from typing import Any

import numpy as np
import pytest

from autograd import Value, check_grad, debug, exp, sigmoid, steps
from autograd.language import speaking
from autograd.record.lost import COMPARING, INSTEAD

v, w = Value(0.5, name="v"), Value(2.0, name="w")
any_np: Any = np  # its types know no arrays of Values


@pytest.mark.parametrize(
    ("calculation", "says"),
    [
        (
            lambda: math.exp(v),
            "math.exp gives a plain number, and no gradient flows back through it: write autograd.exp",
        ),
        (lambda: e(v), "math.exp gives a plain number"),
        (lambda: math.hypot(3.0, v), "math.hypot gives a plain number"),
        (lambda: math.gamma(v), "there is no such operation, but autograd.operation makes one"),
        (lambda: max(0, v), "max gives one of its numbers, and makes no node: write autograd.max"),
        (lambda: max(v, 0), "max gives one of its numbers"),
        (lambda: min([v, w]), "min gives one of its numbers, and makes no node: write autograd.min"),
        (lambda: any_np.clip(w, 0, 1), "np.clip gives one of its numbers, and makes no node: write autograd.clamp"),
        (
            lambda: any_np.array([v, w]).clip(1, 3),
            "clip gives one of its numbers, and makes no node: write autograd.clamp",
        ),
        (lambda: any_np.max([v, w]), "np.max gives one of its numbers, and makes no node: write autograd.max"),
        (lambda: any_np.array([v, w]).min(), "min gives one of its numbers, and makes no node: write autograd.min"),
        (lambda: any_np.maximum([v, w], [1, 1]), "np.maximum gives one of its numbers, and makes no node"),
    ],
)
def test_what_leaves_the_graph_is_told_with_its_line(calculation: Callable[[], Any], says: str) -> None:
    with debug(), pytest.warns(UserWarning, match="plain number|one of its numbers") as told:
        calculation()
    assert says in str(told[0].message)
    assert (told[0].filename, told[0].lineno) == (__file__, calculation.__code__.co_firstlineno)
    with speaking("ja"), debug(), pytest.warns(UserWarning, match="代わりに|autograd.operation"):
        calculation()


@pytest.mark.parametrize(
    "calculation",
    [
        lambda: float(v), lambda: round(v, 2), lambda: f"{v:.2f} {v}", lambda: int(w), lambda: v > 0, lambda: v < w,
        lambda: sorted([w, v]), lambda: [x for x in (v, w) if x > 1.0], lambda: exp(v), lambda: sigmoid(v).backward(),
        lambda: steps(v * w), lambda: any_np.maximum(v, [1, 0]), lambda: any_np.sort([w, v]),
        lambda: any_np.array([v, w]) >= 1.0,
        lambda: check_grad(lambda x: x * x, [2.0]), lambda: math.exp(v.data),
    ],
)  # fmt: skip
def test_what_is_meant_as_a_number_is_not(calculation: Callable[[], Any]) -> None:
    with debug(), warnings.catch_warnings():
        warnings.simplefilter("error")
        calculation()


def test_nothing_is_told_outside_and_all_is_as_before() -> None:
    before = {name: getattr(Value, name) for name in ("__float__", "__lt__", "__le__", "__gt__", "__ge__")}
    with debug(), debug():
        assert all(getattr(Value, name) is not method for name, method in before.items())
    assert {name: getattr(Value, name) for name in before} == before
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert math.exp(v) == max(0, exp(v))


def test_every_function_of_math_that_has_a_row_is_known() -> None:
    assert {"exp", "log", "sin", "atan2", "hypot", "sqrt", "cbrt", "erf"} <= INSTEAD.keys()
    assert not INSTEAD.keys() & COMPARING.keys()


@pytest.mark.parametrize("calculation", [lambda: v ^ 2, lambda: 2 ^ v, lambda: v ^ w])
def test_a_power_is_written_with_two_stars(calculation: Callable[[], Any]) -> None:
    with pytest.raises(TypeError, match=r"a power is written x \*\* 2, not x \^ 2"):
        calculation()


def test_a_power_by_a_modulus_jumps() -> None:
    with pytest.raises(TypeError, match=r"^% jumps from one whole number to the next"):
        pow(v, 2, 3)  # type: ignore[call-overload]


@pytest.mark.parametrize("calculation", [lambda: v // 2, lambda: 2 // v, lambda: v % 2, lambda: 7 % v])
def test_what_jumps_says_what_to_write(calculation: Callable[[], Any]) -> None:
    with pytest.raises(TypeError, match=r"jumps from one whole number to the next, .* write x / y"):
        calculation()
