"""Programs against the graphs that they were made from: random calculations, with and without lanes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd
from autograd import DomainError, Value, total
from autograd.calculus.ops import TABLE
from autograd.calculus.row import Op
from autograd.graph.functions import apply
from autograd.testing.programs import Program
from autograd.testing.strategies import MODERATE, programs
from tests.conftest import PROFILE
from tests.program.agreement import WITHOUT_COMPILER, agree, rounding
from tests.programs import SMOOTH, run

ROWS = [row for row in TABLE if row.name != "where"]
CONTINUOUS = [row for row in SMOOTH if row.name != "where"]
LINEAR = [row for row in TABLE if row.name in ["add", "sub", "neg", "mul", "div", "total", "mean", "dot"]]
SOME = [*LINEAR, *[row for row in TABLE if row.name in ("tanh", "maximum", "softmax", "power")]]
MANY = 15 if PROFILE == "default" else 60 if PROFILE == "first" else 20_000 if PROFILE == "long" else 200
pytestmark = pytest.mark.parametrize("backend", WITHOUT_COMPILER)  # in C: see native


@settings(max_examples=MANY)
@given(programs())
def test_a_random_program(backend: str, program: Program) -> None:
    leaves, out = run(program)
    agree(out, leaves, near=1e-10, backend=backend)


@settings(max_examples=MANY)
@given(programs(LINEAR, steps=24))
def test_a_random_program_of_sums(backend: str, program: Program) -> None:
    leaves, out = run(program)
    agree(out, leaves, backend=backend)


@settings(max_examples=MANY)
@given(programs(ROWS), st.lists(st.sampled_from("pic"), min_size=4, max_size=4))
def test_parameters_inputs_and_constants(backend: str, program: Program, kinds: list[str]) -> None:
    leaves, out = run(program)
    of: dict[str, list[Value]] = {kind: [x for x, k in zip(leaves, kinds, strict=False) if k == kind] for kind in "pic"}
    agree(out, of["p"], of["i"], near=1e-10, backend=backend)


@settings(max_examples=MANY)
@given(programs(SOME), st.integers(1, 3), st.integers(2, 5), st.sampled_from("pi"))
def test_a_recorded_batch(backend: str, program: Program, shared: int, count: int, kind: str) -> None:
    """The same calculation for several examples, which share some of their leaves."""
    leaves = [Value(x) for x in program.leaves]
    examples = [[*leaves[:shared], *map(Value, program.leaves[shared:])] for _ in range(count)]
    out = total([program(*example) for example in examples])
    own = [x for example in examples for x in example[shared:]]
    agree(
        out, [*leaves[:shared], *(own if kind == "p" else [])], own if kind == "i" else [], near=1e-10, backend=backend
    )


@settings(max_examples=MANY)
@given(programs(CONTINUOUS), st.lists(st.lists(MODERATE, min_size=4, max_size=4), max_size=3), st.integers(1, 4))
def test_lanes_are_the_graph_at_other_numbers(
    backend: str, program: Program, lanes: list[list[float]], inputs: int
) -> None:
    """Each lane has the value of the graph that is recorded there, or is refused as this graph is."""
    leaves, out = run(program)
    numbers = [list(program.leaves), *[lane[: len(leaves)] for lane in lanes]]
    for lane in numbers:
        lane[inputs:] = program.leaves[inputs:]  # the other leaves are parameters
    compiled = autograd.compile(out, wrt=leaves[inputs:], inputs=leaves[:inputs], backend=backend)
    outs = list[Value]()
    for i, lane in enumerate(numbers):
        refusals = refusals_of(program, lane)
        if refusals:
            with pytest.raises(DomainError) as refused:
                compiled([lane[:inputs] for lane in numbers])
            assert str(refused.value) in [f"in lane {i}, counted from 0: {one}" for one in refusals]
            return
        outs.append(program(*map(Value, lane)))
    found = compiled([lane[:inputs] for lane in numbers])
    for one, expected in zip(found.tolist(), outs, strict=True):
        assert abs(one - expected.data) <= rounding(expected)


def refusals_of(program: Program, numbers: list[float]) -> list[str]:
    """What is refused, of all nodes whose inputs have a value. A graph is refused at the one that was written first."""
    refusals = list[str]()

    def calculated(op: Op, xs: Sequence[Any]) -> Any:
        try:
            return None if None in [x if x is None else 0 for x in xs] else apply(op, xs)
        except DomainError as error:
            refusals.append(str(error))
            return None

    program.run([Value(x) for x in numbers], calculated)
    return refusals


def test_several_outputs(backend: str) -> None:
    x, w = Value(3.0), Value(2.0)
    square, tripled = x * x * w, 3 * w
    program = autograd.compile([square, tripled, x, w], wrt=[w], inputs=[x], backend=backend)
    assert program() == [18.0, 6.0, 3.0, 2.0]
    assert program.gradients().tolist() == [9.0 + 3.0 + 1.0]
    assert program.gradients(output=0).tolist() == [9.0]
    found = program([[1.0], [2.0]])
    assert [one.tolist() for one in found] == [[2.0, 8.0], [6.0, 6.0], [1.0, 2.0], [2.0, 2.0]]
    assert program.gradients().tolist() == [(1 + 4) + 2 * 3 + 2 * 1]
    assert program.gradients(reduce="mean").tolist() == [6.5]
    assert program.gradients(output=1, reduce="mean").tolist() == [3.0]


def test_what_no_output_depends_on(backend: str) -> None:
    x, w, other, constant = Value(3.0), Value(2.0), Value(5.0), Value(7.0)
    program = autograd.compile(w * constant, wrt=[other, w], inputs=[x], backend=backend)
    assert program([[1.0], [2.0]]).tolist() == [14.0, 14.0]
    assert program.gradients().tolist() == [0.0, 14.0]
    assert autograd.compile(constant + 1.0, wrt=[w], backend=backend)() == 8.0


def test_an_output_that_is_part_of_another(backend: str) -> None:
    w, x = Value(2.0), Value(3.0)
    inner = w * x
    program = autograd.compile([inner + 1.0, inner, inner], wrt=[w, x], backend=backend)
    assert program() == [7.0, 6.0, 6.0]
    assert program.gradients().tolist() == [9.0, 6.0]


def test_the_graph_is_neither_changed_nor_needed(backend: str) -> None:
    x = Value(3.0)
    out = (x * x).exp()
    out.backward()
    before = x.grad
    program = autograd.compile(out, wrt=[x], backend=backend)
    assert (out.data, x.grad) == (program(), before)
    del out
    assert program.gradients().tolist() == pytest.approx([before])


def test_the_parameters_of_the_block_count(backend: str) -> None:
    """Neither a Value that is set later, nor another program of the same Value, changes a program."""
    w = Value(2.0)
    program, other = (autograd.compile(w * w, wrt=[w], backend=backend) for _ in range(2))
    w.data = 5.0
    program.parameters.data[0] = 3.0
    assert (program(), other()) == (9.0, 4.0)
    assert program.gradients().tolist() == [6.0]


def test_compiling_again_takes_the_numbers_of_today(backend: str) -> None:
    w = Value(2.0)
    square = w * w
    w.data = 5.0
    assert autograd.compile(square, wrt=[w], backend=backend)() == 25.0


def test_gradients_are_those_of_the_last_call(backend: str) -> None:
    x, w = Value(3.0), Value(2.0)
    program = autograd.compile(x * w, wrt=[w], inputs=[x], backend=backend)
    with pytest.raises(RuntimeError, match="call the program first"):
        program.gradients()
    program([7.0])
    assert program.gradients().tolist() == program.gradients().tolist() == [7.0]
    with pytest.raises(ValueError, match="inputs must be finite"):
        program([np.nan])
    with pytest.raises(RuntimeError):
        program.gradients()


def test_a_long_chain(backend: str) -> None:
    """It is one sum of one term; recursion would end here."""
    x = node = Value(1.0)
    for _ in range(20_000 if PROFILE == "default" else 200_000):
        node = -node
    program = autograd.compile(node, wrt=[x], backend=backend)
    assert (program(), program.gradients().tolist(), len(program.groups)) == (1.0, [1.0], 1)
