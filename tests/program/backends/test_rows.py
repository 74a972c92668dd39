"""Every row as a program, with lanes and without. Drawing an example takes longer than a program, so that all programs
have the same examples."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import autograd
from autograd import Value
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.testing.strategies import lanes
from tests.conftest import IN_EACH_ROW, PROFILE, thinned

THERE = ["numpy", "torch"] if find_spec("torch") else ["numpy"]  # in C: see native


@pytest.mark.parametrize("row", thinned(TABLE, 3), ids=lambda row: row.name)
@settings(
    max_examples=2 if PROFILE == "default" else IN_EACH_ROW, suppress_health_check=[HealthCheck.filter_too_much]
)  # acosh takes a third
@given(st.data())
def test_every_row(row: Op, data: st.DataObject) -> None:
    op, numbers = data.draw(lanes(row))
    locals_ = np.array([op.partials(op.value(*xs), *xs) for xs in numbers])
    for backend in THERE:
        agrees_without_lanes(op, numbers, locals_, backend)
        if row.name != "where":  # whose choice is a lane's own
            agrees_in_lanes(op, numbers, locals_, backend)


def agrees_without_lanes(op: Op, numbers: list[tuple[float, ...]], locals_: np.ndarray, backend: str) -> None:
    """As many nodes as a batch has examples, in one group or a few."""
    leaves = [[Value(x) for x in xs] for xs in numbers]
    outs = [apply(op, xs) for xs in leaves]
    program = autograd.compile(outs, wrt=[x for xs in leaves for x in xs], backend=backend)
    assert program() == pytest.approx([out.data for out in outs], rel=1e-14, abs=1e-15)
    assert program.gradients() == pytest.approx(locals_.ravel(), rel=1e-13, abs=1e-15)


def agrees_in_lanes(op: Op, numbers: list[tuple[float, ...]], locals_: np.ndarray, backend: str) -> None:
    """The inputs are an input of the program plus a parameter that is 0."""
    inputs, wrt = ([Value(x) for x in some] for some in (numbers[0], [0.0] * len(numbers[0])))
    program = autograd.compile(
        apply(op, [x + w for x, w in zip(inputs, wrt, strict=True)]), wrt=wrt, inputs=inputs, backend=backend
    )
    expected = [op.value(*xs) for xs in numbers]
    scale = max(map(abs, (*expected, *[x for xs in numbers for x in xs])))
    assert program(numbers) == pytest.approx(expected, rel=1e-14, abs=1e-15 * scale)
    close = 1e-13 * np.abs(locals_).sum(0) + 1e-15
    assert np.all(np.abs(program.gradients() - locals_.sum(0)) <= close)
