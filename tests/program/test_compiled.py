"""Programs against the graphs that they were made from: values and gradients, of random calculations and of every row."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd
from autograd import Value, grad
from autograd.calculus.ops import TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.testing.programs import Program
from autograd.testing.strategies import cases, lanes, programs
from tests.conftest import PROFILE
from tests.programs import record, run, sizes_of_paths

ULP = sys.float_info.epsilon
WITHOUT_WHERE = [row for row in TABLE if row.name != "where"]


def close(found: Any, expected: Any, allowed: Any) -> None:
    assert np.all(np.abs(np.asarray(found) - np.asarray(expected)) <= allowed), (found, expected, allowed)


def rounding(out: Value) -> float:
    """How far the output is off, if each node is off by a few units of its last digit."""
    return 4 * ULP * sum(abs(node.data) * size for node, size in sizes_of_paths(out).items()) + 1e-300


@settings(max_examples=300 if PROFILE in ("default", "first") else 5_000)
@given(programs(WITHOUT_WHERE))
def test_random(program):
    leaves, out = run(program)
    compiled = autograd.compile(out, wrt=leaves)
    close(compiled(), out.data, rounding(out))
    out.backward()
    size = sizes_of_paths(out)
    for leaf, g in zip(leaves, compiled.gradients()):
        assert abs(g-leaf.grad) <= 1e-10*size[leaf]+1e-300, (g, leaf.grad, size[leaf])

@settings(max_examples=300 if PROFILE in ("default", "first") else 5_000)
@given(programs(WITHOUT_WHERE), st.data())
def test_random_lanes(program, data):
    leaves, out = run(program)
    which = data.draw(st.lists(st.booleans(), min_size=len(leaves), max_size=len(leaves)))
    inputs=[x for x,w in zip(leaves,which) if w]; wrt=[x for x,w in zip(leaves,which) if not w]
    if not inputs: return
    compiled = autograd.compile(out, wrt=wrt, inputs=inputs)
    x=[v.data for v in inputs]
    got=compiled([x]*3)
    close(got, out.data, rounding(out))
    out.backward()
    size = sizes_of_paths(out)
    for leaf, g in zip(wrt, compiled.gradients(reduce="mean")):
        assert abs(g-leaf.grad) <= 1e-10*size[leaf]+1e-300, (g, leaf.grad, size[leaf])
