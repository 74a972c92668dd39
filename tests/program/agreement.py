"""How a program is compared with the graph that it was made from."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import pytest

import autograd
from autograd import DomainError, Value
from autograd.program import Program
from autograd.program.backends.native.library import compiler
from tests.programs import sizes_of_paths

ULP = sys.float_info.epsilon
NEEDS_COMPILER = pytest.mark.skipif(compiler() is None, reason="there is no C compiler")
WITHOUT_COMPILER = [
    "numpy",
    pytest.param("torch", marks=pytest.mark.skipif(find_spec("torch") is None, reason="torch is optional")),
]
BACKENDS = [*WITHOUT_COMPILER, pytest.param("c", marks=NEEDS_COMPILER)]


def rounding(out: Value) -> float:
    """How far a value may be off: a few units of the last digit of each node, and what they do to the output. Where the
    output has no derivative, they may do anything."""
    try:
        sizes = sizes_of_paths(out)
    except DomainError:
        return math.inf
    return 8 * ULP * sum(abs(node.data) * size for node, size in sizes.items()) + 1e-28


def agree(
    out: Value, wrt: Sequence[Value], inputs: Sequence[Value] = (), near: float = 1e-12, backend: str = "auto"
) -> Program:
    """The program of `out`, after its value and its gradients were found to be those of the graph. A gradient may be
    off by `near` of the sum of the absolute products along all paths."""
    program = autograd.compile(out, wrt=wrt, inputs=inputs, backend=backend)
    allowed = rounding(out)
    assert abs(program() - out.data) <= allowed
    agree_in_gradients(program, [out], wrt, near)
    if inputs:
        numbers = [x.data for x in inputs]
        for found in program([numbers] * 3).tolist():
            assert abs(found - out.data) <= allowed
        agree_in_gradients(program, [out] * 3, wrt, near)
    return program


def agree_in_gradients(program: Program, outs: Sequence[Any], wrt: Sequence[Value], near: float = 1e-12) -> None:
    """The gradients of the last call are the sum of those of `outs`, by their own `backward()`."""
    of_each = {out: sizes_of_paths(out) for out in dict.fromkeys(outs)}
    sizes = [of_each[out] for out in outs]
    before = [leaf.grad for leaf in wrt]
    for leaf in wrt:
        leaf.grad = 0.0
    for out in outs:
        out.backward()
    expected = [leaf.grad for leaf in wrt]
    for leaf, gradient in zip(wrt, before, strict=True):
        leaf.grad = gradient
    for leaf, found, gradient in zip(wrt, program.gradients().tolist(), expected, strict=True):
        allowed = near * max(1.0, sum(size.get(leaf, 0.0) for size in sizes))
        assert abs(found - gradient) <= allowed, (leaf, found, gradient)
