"""Inputs in lanes: their order, their forms, none of them, one of them, and another number of them in the next call."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import autograd
import nn
from autograd import Value, dot, exp, log, softmax, tanh, total
from tests.program.agreement import BACKENDS, agree

pytestmark = pytest.mark.parametrize("backend", BACKENDS)


def program_of_two(backend: str) -> Any:
    x, y, w, b = Value(1.0), Value(2.0), Value(3.0), Value(4.0)
    return autograd.compile(tanh(y) * w + x * x * b, wrt=[w, b], inputs=[x, y], backend=backend)


@pytest.mark.parametrize(
    "given",
    [
        [0.5, 2.0],
        (0.5, 2),
        np.array([0.5, 2.0]),
        [Fraction(1, 2), 2],
        [Value(0.5), Value(2.0)],
        np.array([0.5, 2.0], dtype=np.float32),
    ],
    ids=["list", "tuple", "array", "fractions", "Values", "float32"],
)
def test_the_numbers_of_one_example(backend: str, given: Any) -> None:
    program = program_of_two(backend)
    found = program(given)
    assert type(found) is float
    assert found == pytest.approx(np.tanh(2.0) * 3.0 + 1.0)
    assert program.gradients() == pytest.approx([np.tanh(2.0), 0.25])


def test_lanes_in_lists_and_in_arrays_of_any_layout(backend: str) -> None:
    program = program_of_two(backend)
    xs = np.random.default_rng(0).normal(size=(5, 2))
    expected = np.tanh(xs[:, 1]) * 3.0 + xs[:, 0] ** 2 * 4.0
    for given in (xs.tolist(), xs, np.asfortranarray(xs), np.repeat(xs, 2, axis=0)[::2]):
        assert program(given) == pytest.approx(expected, rel=1e-15)
        assert program.gradients() == pytest.approx([np.tanh(xs[:, 1]).sum(), (xs[:, 0] ** 2).sum()])


def test_the_order_is_that_of_inputs_and_of_wrt(backend: str) -> None:
    values = [Value(float(i)) for i in range(6)]
    out = total([2.0**i * x * x for i, x in enumerate(values)])
    order = [3, 0, 2, 5, 1, 4]
    program = autograd.compile(
        out, wrt=[values[i] for i in order[3:]], inputs=[values[i] for i in order[:3]], backend=backend
    )
    program([3.0, 7.0, 2.0])
    numbers = [7.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert program() == sum(2.0**i * i * i for i in range(6))
    assert program([3.0, 7.0, 2.0]) == sum(2.0**i * x * x for i, x in enumerate(numbers))
    assert program.gradients().tolist() == [2.0 * 2.0**i * i for i in order[3:]]


def test_no_lanes(backend: str) -> None:
    program = program_of_two(backend)
    assert program(np.zeros((0, 2))).shape == (0,)
    assert program.gradients().tolist() == program.gradients(reduce="mean").tolist() == [0.0, 0.0]


def test_no_lanes_are_in_no_domain(backend: str) -> None:
    w, x = Value(2.0), Value(3.0)
    program = autograd.compile(log(w * x), wrt=[w], inputs=[x], backend=backend)
    assert program(np.ones((0, 1))).shape == (0,)
    assert program.gradients().tolist() == [0.0]


@pytest.mark.parametrize("lanes", [0, 1, 2, 7])
def test_every_number_of_lanes_in_every_kind_of_group(backend: str, lanes: int) -> None:
    """Products of all kinds, long sums, repeated inputs, softmax, copies."""
    random.seed(0)
    model = nn.MLP(3, [4, 3], activation=tanh)
    inputs = [Value(0.1 * i) for i in range(3)]
    v = [Value(0.3 * i) for i in range(3)]
    hidden = model(inputs)
    outer = [dot([a, b], [b, c]) for a in hidden for b, c in zip(v, hidden, strict=True)]
    out = dot([*inputs, *v], [*v, *hidden]) + total([*outer, *softmax(hidden)]) + exp(v[0])
    parameters = [*model.parameters(), *v]
    program = autograd.compile(out, wrt=parameters, inputs=inputs, backend=backend)
    xs = np.random.default_rng(1).normal(size=(lanes, 3))
    singles = [program(x) for x in xs.tolist()]
    gradients = np.zeros(len(parameters))
    for x in xs.tolist():
        program(x)
        gradients += program.gradients()
    assert program(xs) == pytest.approx(singles, rel=1e-13)
    assert program.gradients() == pytest.approx(gradients, rel=1e-12, abs=1e-13)
    assert program() == pytest.approx(out.data, rel=1e-14)
    out.backward()
    assert program.gradients() == pytest.approx([p.grad for p in parameters], rel=1e-12, abs=1e-14)


def test_only_what_is_added_to_the_products_has_lanes(backend: str) -> None:
    w, v = ([Value(0.1 * i * s) for i in range(6)] for s in (1.0, -2.0))
    x = [Value(0.5), Value(1.5)]
    outs = [dot(w[3 * i : 3 * i + 3], v[3 * j : 3 * j + 3], x[j]) for i in range(2) for j in range(2)]
    long = [dot(w, v, x[0]) * total([*w, *v, x[1]])]
    agree(total([tanh(one) for one in (*outs, *long)]), [*w, *v], x, backend=backend)


def test_what_was_returned_does_not_change_with_the_next_call(backend: str) -> None:
    program = program_of_two(backend)
    first = program([[1.0, 2.0], [3.0, 4.0]])
    gradient = program.gradients()
    kept = first.tolist(), gradient.tolist()
    program([[5.0, 6.0], [7.0, 8.0]])
    program.gradients()
    assert (first.tolist(), gradient.tolist()) == kept


def test_inputs_as_the_only_numbers(backend: str) -> None:
    x = Value(3.0)
    program = autograd.compile(x * x, inputs=[x], backend=backend)
    assert (program(4.0), program([[1.0], [2.0]]).tolist()) == (16.0, [1.0, 4.0])
    assert program.gradients().shape == (0,)


def test_a_model_and_a_single_input(backend: str) -> None:
    x, model = Value(0.5), nn.Neuron(1)
    program = autograd.compile(model([x]), wrt=model, inputs=x, backend=backend)
    listed = autograd.compile(model([x]), wrt=model.parameters(), inputs=[x], backend=backend)
    assert program([[1.0], [2.0]]).tolist() == listed([[1.0], [2.0]]).tolist()
    assert program.parameters.names == [p.name for p in model.parameters()]
