"""A formula that is too long is refused, and a deep one needs no recursion and little memory."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from autograd import Value
from autograd.notation.formulas import latex, mathml, text
from tests.conftest import PROFILE, takes_long


def chain(length: int, name: str = "x") -> Value:
    x = node = Value(1.0, name=name)
    for _ in range(length):
        node = node + x
    return node


@pytest.mark.parametrize("write", [text, latex, mathml])
def test_a_formula_that_is_too_long_is_refused(write: Callable[[Any], str]) -> None:
    doubling = Value(1.0, name="x")
    for _ in range(60):
        doubling = doubling * doubling
    long = chain(2_600, "a" * 40) if PROFILE == "default" else chain(26_000)
    for node in (long, doubling, -long.tanh()):
        with pytest.raises(ValueError, match="more than 100,000 characters: write a part of it"):
            write(node)


@takes_long
def test_a_deep_formula_needs_no_recursion_and_no_memory_for_its_parts() -> None:
    node = chain(8_000)
    tracemalloc.start()
    shown = text(node)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert shown == " + ".join(["x"] * 8_001)
    assert peak < 40e6  # the texts of all its nodes together would be 128 MB
