"""Addresses: operands that stand in one piece, and each number at an address of its own."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograd
import nn
from autograd import Value, exp, relu, total
from autograd.program.groups import operand
from autograd.program.passes.fusing import fuse
from autograd.program.passes.layout import lay_out
from autograd.program.passes.levels import levels
from autograd.program.passes.reading import Graph
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.programs import run


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(-3, 5)), min_size=1, max_size=3), st.integers(50, 60))
def test_a_rule_is_found_where_there_is_one(axes: list[tuple[int, int]], start: int) -> None:
    shape, strides = zip(*axes, strict=True)
    addresses = (start + _grid(shape, strides)).ravel().tolist()
    found = operand(addresses, shape, lanes=False, needs=True)
    assert found.listed is None
    assert list(found.addresses()) == addresses
    assert found.is_distinct() <= (len(set(addresses)) == len(addresses))  # it may not know, but is never wrong


def _grid(shape: Any, strides: Any) -> Any:
    return sum(np.arange(n).reshape([-1 if i == j else 1 for j in range(len(shape))]) * strides[i]
               for i, n in enumerate(shape))  # fmt: skip


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_any_addresses(addresses: list[int]) -> None:
    found = operand(addresses, (2, 2), lanes=False, needs=True)
    assert list(found.addresses()) == addresses
    if found.listed is not None:
        assert found.is_distinct() == (len(set(addresses)) == 4)


@given(programs(), st.integers(0, 3))
def test_every_number_has_an_address_of_its_own(program: Program, inputs: int) -> None:
    leaves, out = run(program)
    if any(op.name == "where" for op, _ in program.steps):
        inputs = 0
    graph = Graph([out], leaves[inputs:], leaves[:inputs])
    plan = lay_out(graph, levels(graph, fuse(graph)))
    for lanes, first, end, given_first in (
        (False, len(leaves[inputs:]), plan.singles, plan.parameters),
        (True, len(leaves[:inputs]), plan.rows, plan.placeholders),
    ):
        assert sorted(given_first) == list(range(first))
        results = [a for group in plan.groups if group.out.lanes is lanes for a in group.out.addresses()]
        assert results == list(range(first, end))  # group after group
    ends = {False: plan.singles + len(plan.constants), True: plan.rows}
    known = {False: {*plan.parameters, *range(plan.singles, ends[False])}, True: set(plan.placeholders)}
    for group in plan.groups:
        for x in (*group.operands, *[x for part in group.parts for x in part.operands]):
            assert set(x.addresses()) <= known[x.lanes]  # calculated before
        known[group.out.lanes].update(group.out.addresses())


def test_an_elementwise_group_follows_its_operands() -> None:
    """Whatever the order in which they were written."""
    w = [Value(float(i)) for i in range(8)]
    inner = [exp(x) for x in w]
    order = random.Random(0).sample(range(8), 8)
    program = autograd.compile(total([relu(inner[i]) for i in order]), wrt=w)
    assert all(x.listed is None for group in program.groups for x in group.operands)
    assert program() == pytest.approx(sum(np.exp(range(8))))


def test_weights_of_a_layer_are_one_matrix_in_any_order_of_wrt() -> None:
    random.seed(0)
    model = nn.MLP(3, [4, 2])
    parameters = model.parameters()
    random.Random(1).shuffle(parameters)
    x = [Value(0.5), Value(-1.0), Value(2.0)]
    out = total(model(x))
    program = autograd.compile(out, wrt=parameters, inputs=x)
    products = [part.operands for group in program.groups for part in group.parts if part.kind == "product"]
    assert [[one.listed for one in operands] for operands in products] == [[None, None]] * 2
    out.backward()
    program()
    assert program.gradients() == pytest.approx([p.grad for p in parameters], rel=1e-13)
