"""Chains in C: groups that are alike share their code, and agree with the graph that they were made from."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd
from autograd import DomainError, Value, clamp, dot, exp, log, maximum, sin, tanh
from autograd.program.backends.native.kinds import kinds
from autograd.program.backends.native.runner import Native
from tests.conftest import PROFILE
from tests.program.agreement import NEEDS_COMPILER

pytestmark = NEEDS_COMPILER

FEW = 8 if PROFILE in ("default", "first") else 40
Link = Callable[[Value, Value, Value], Value]
"""The next number of a chain, from two parameters and the number before."""
LINKS: list[Link] = [
    lambda w, b, y: tanh(w * y + b),
    lambda w, b, y: 0.5 * y - 0.25 * b,
    lambda w, b, y: sin(y) * w,
    lambda w, b, y: clamp(y, -0.5, 0.5) ** 2 + w,
    lambda w, b, y: maximum(y, b),
    lambda w, b, y: y + exp(-y * y),
]
FACTORS = st.floats(-1.5, 1.5)


@settings(max_examples=FEW)
@given(links=st.lists(st.sampled_from(LINKS), min_size=1, max_size=4), rounds=st.integers(2, 12), data=st.data())
def test_a_chain(links: list[Link], rounds: int, data: st.DataObject) -> None:
    """Links in turns, of single numbers and of numbers with lanes: values and gradients are the graph's."""
    w, b = (Value(data.draw(FACTORS)) for _ in "wb")
    x = Value(data.draw(FACTORS))
    xs = data.draw(st.lists(FACTORS, min_size=2, max_size=3))

    def chained(start: Value) -> Value:
        y = start
        for _ in range(rounds):
            for link in links:
                y = link(w, b, y)
        return y + w * b

    program = autograd.compile([chained(x), chained(w)], wrt=[w, b], inputs=[x], backend="c")
    (found, _), before = program([[one] for one in xs]), program.gradients()
    gradients = program.gradients(output=0)
    assert np.array_equal(program.gradients(), before)  # a gradient that is set adds nothing to the last call's
    expected = [chained(Value(one)) for one in xs]
    assert found.tolist() == pytest.approx([y.data for y in expected], rel=1e-12, abs=1e-14)
    for y in expected:
        y.backward()
    assert gradients.tolist() == pytest.approx([w.grad, b.grad], rel=1e-10, abs=1e-12)
    assert isinstance(program._last, Native)


def test_the_code_of_a_chain_is_that_of_one_link() -> None:
    """Long chains have as many kinds of groups as short ones, so that they run in C unasked."""
    w, found = Value(0.5), []
    for length in (10, 600):
        y = Value(1.0)
        for _ in range(length):
            y = tanh(y * w + 0.1)
        program = autograd.compile(y, wrt=[w])
        assert program() == pytest.approx(y.data, rel=1e-13)
        assert isinstance(program._last, Native)
        found.append(len(kinds(program._plan.groups).examples))
    assert found[0] == found[1] < 5


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_recurrent_layer(size: int) -> None:
    """Matrix products, whose addresses follow no rule, share their code too."""
    random.seed(size)
    weights, shares = ([Value(random.gauss(0.0, 0.4)) for _ in range(count)] for count in (size * size, size))
    found = []
    for steps in (5, 25):
        xs = [Value(random.gauss(0.0, 1.0)) for _ in range(steps)]
        state, loss = [Value(0.0)] * size, Value(0.0)
        for x in xs:
            rows = [weights[i * size : (i + 1) * size] for i in range(size)]
            state = [tanh(dot(row, state) + share * x) for row, share in zip(rows, shares, strict=True)]
            loss = loss + (state[0] - 0.3) ** 2
        wrt = [*weights, *shares]
        program = autograd.compile(loss, wrt=wrt, inputs=xs, backend="c")
        found.append(len(kinds(program._plan.groups).examples))
        numbers = [x.data for x in xs]
        assert program([numbers, numbers]).tolist() == pytest.approx([loss.data] * 2, rel=1e-12)
        expected = [2.0 * one.data for one in autograd.grad(loss, wrt)]
        for _ in range(2):
            assert program.gradients().tolist() == pytest.approx(expected, rel=1e-10, abs=1e-12)
    assert found[1] <= found[0] + 1


def test_a_refused_link() -> None:
    """The graph's own sentence, for a number that only a later link refuses."""

    def chained(start: Value) -> Value:
        y = start
        for _ in range(30):
            y = log(y + 1.5)
        return y

    w = Value(1.0, name="w")
    program = autograd.compile(chained(w), wrt=[w], backend="c")
    assert program() == pytest.approx(chained(w).data, rel=1e-13)
    with pytest.raises(DomainError) as by_graph:
        chained(Value(-1.4, name="w"))
    program.parameters.data = -1.4
    with pytest.raises(DomainError) as by_program:
        program()
    assert str(by_program.value) == str(by_graph.value)
