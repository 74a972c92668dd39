"""Random programs: every way to a derivative agrees with every other, and with mathematics."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from autograd import Value, grad, hessian, hessian_vector_product, jvp
from autograd.calculus.order import inputs_first
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import PROFILE
from tests.programs import SMOOTH, record, run, sizes_of_paths
from tests.truth import truth

QUICK = PROFILE in ("default", "first")
PARTS = 1 if QUICK else 2
"""The comparison of derivatives that is made on the most random programs comes in parts, for several processors."""


@pytest.mark.parametrize("part", range(PARTS))
@settings(max_examples={"default": 100, "long": 500_000}.get(PROFILE, 1_000))
@given(program=programs())
def test_eager_reverse_and_forward_agree(part: int, program: Program) -> None:
    """The fast pass is the plain pass to the bit; both are, to rounding, what Values and dual numbers give."""
    leaves, out = run(program)
    assert out.data == program.values[-1]
    out.backward()
    plain = {out: 1.0} | {c.input: c.total_so_far for c in record(out)}
    assert [node.grad.hex() for node in inputs_first([out])] == [float(plain[n]).hex() for n in inputs_first([out])]
    size = sizes_of_paths(out)
    for i, (leaf, gradient) in enumerate(zip(leaves, grad(out, leaves), strict=True)):
        allowed = 1e-12 * size[leaf] + 1e-300  # smaller floats have fewer digits
        assert abs(gradient.data - leaf.grad) <= allowed
        value, tangent = jvp(program, program.leaves, [float(i == j) for j in range(len(leaves))])
        assert value == out.data
        assert abs(tangent - leaf.grad) <= allowed


@given(programs(largest=20.0))
def test_gradients_are_those_of_mathematics(program: Program) -> None:
    leaves, out = run(program)
    out.backward()
    size = sizes_of_paths(out)
    with mp.workdps(50):
        for i, leaf in enumerate(leaves):

            def value(x: Any, i: int = i) -> Any:
                numbers = [*map(mpf, program.leaves[:i]), x, *map(mpf, program.leaves[i + 1 :])]
                return program(*numbers, apply=lambda op, xs: truth(op)(*xs))

            true = mp.diff(value, mpf(program.leaves[i]))
            assert abs(leaf.grad - true) <= 1e-11 * max(1.0, size[leaf])


@given(programs(SMOOTH, steps=6, largest=20.0), st.lists(st.integers(-3, 3), min_size=4, max_size=4))
def test_five_ways_to_a_hessian_vector_product(program: Program, vector: list[int]) -> None:
    at = list(program.leaves)
    v = vector[: len(at)]
    unit = [[float(i == j) for j in range(len(at))] for i in range(len(at))]
    rows = hessian(program, at)
    forward_over_reverse = hessian_vector_product(program, at, v)
    leaves = [Value(x) for x in at]
    along = sum((g * float(d) for g, d in zip(grad(program(*leaves), leaves), v, strict=True)), Value(0.0))
    leaves_2 = [Value(x) for x in at]
    _, tangent = jvp(program, leaves_2, v)
    others = {
        "the matrix": [math.fsum(h * d for h, d in zip(row, v, strict=True)) for row in rows],
        "reverse over reverse": [g.data for g in grad(along, leaves)],
        "reverse over forward": [g.data for g in grad(Value.lift(tangent), leaves_2)],
        "forward over forward": [float(jvp(lambda *xs, e=e: jvp(program, xs, e)[1], at, v)[1]) for e in unit],
    }
    size = max(1.0, *[abs(h) for row in rows for h in row])
    for name, other in others.items():
        assert other == pytest.approx(forward_over_reverse, rel=1e-9, abs=1e-9 * size), name
