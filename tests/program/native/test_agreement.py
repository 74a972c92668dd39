"""Programs in C against the graphs that they were made from: fewer random ones, because a compiler takes its time."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd
from autograd import Value
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.program.backends.native.runner import Native
from autograd.testing.strategies import MODERATE, lanes, programs
from tests.conftest import PROFILE
from tests.program import test_compiled
from tests.program.agreement import NEEDS_COMPILER

pytestmark = NEEDS_COMPILER
FEW = 8 if PROFILE in ("default", "first") else 100


KINDS = st.lists(st.sampled_from("pic"), min_size=4, max_size=4)
RANDOM: dict[str, dict[str, Any]] = {
    "test_a_random_program": {"program": programs()},
    "test_a_random_program_of_sums": {"program": programs(test_compiled.LINEAR, steps=24)},
    "test_parameters_inputs_and_constants": {"program": programs(test_compiled.ROWS), "kinds": KINDS},
    "test_a_recorded_batch": {
        "program": programs(test_compiled.SOME),
        "shared": st.integers(1, 3),
        "count": st.integers(2, 5),
        "kind": st.sampled_from("pi"),
    },
    "test_lanes_are_the_graph_at_other_numbers": {
        "program": programs(test_compiled.CONTINUOUS),
        "lanes": st.lists(st.lists(MODERATE, min_size=4, max_size=4), max_size=3),
        "inputs": st.integers(1, 4),
    },
}


@pytest.mark.parametrize("name", RANDOM)
def test_random_programs(name: str) -> None:
    test: Any = getattr(test_compiled, name).hypothesis.inner_test
    settings(max_examples=FEW)(given(backend=st.just("c"), **RANDOM[name])(test))()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
@settings(max_examples=3)
@given(data=st.data())
def test_every_row(row: Op, data: st.DataObject) -> None:
    """As many nodes as a batch has examples; and the same in lanes, if the row is no decision."""
    op, numbers = data.draw(lanes(row))
    leaves = [[Value(x) for x in xs] for xs in numbers]
    program = autograd.compile(
        [apply(op, xs) for xs in leaves], wrt=[x for xs in leaves for x in xs[: len(xs) - row.index]], backend="c"
    )
    expected = [op.value(*xs) for xs in numbers]
    locals_ = [[*op.partials(z, *xs)][: len(xs) - row.index] for z, xs in zip(expected, numbers, strict=True)]
    assert program() == pytest.approx(expected, rel=1e-14, abs=1e-15)
    assert program.gradients().tolist() == pytest.approx(list(chain.from_iterable(locals_)), rel=1e-13, abs=1e-15)
    runner = program._last
    assert isinstance(runner, Native)
    assert all(runner.built.in_c) or row.index
    if row.name == "where" or row.index:
        return
    inputs, wrt = ([Value(x) for x in some] for some in (numbers[0], [0.0] * len(numbers[0])))
    program = autograd.compile(
        apply(op, [x + w for x, w in zip(inputs, wrt, strict=True)]), wrt=wrt, inputs=inputs, backend="c"
    )
    scale = max(map(abs, (*expected, *[x for xs in numbers for x in xs])))
    assert program(numbers) == pytest.approx(expected, rel=1e-14, abs=1e-15 * scale)
    found = np.array(locals_)
    assert np.all(np.abs(program.gradients() - found.sum(0)) <= 1e-13 * np.abs(found).sum(0) + 1e-15)
