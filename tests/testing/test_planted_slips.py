"""The true gradients of random programs and of layers pass, and a slip planted in one is found and named."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from autograd import Value, dot, jvp, steps, tanh, total
from autograd.testing import assert_gradient
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer, takes_long, thinned
from tests.testing.claims import failure, matrix, vector

nested = settings(max_examples=fewer(20), suppress_health_check=[HealthCheck.nested_given, HealthCheck.too_slow])


def off(x: float, i: int) -> float:
    return x + i / 200


def near(program: Program) -> list[st.SearchStrategy[float]]:
    return [st.integers(-100, 100).map(partial(off, x)) for x in program.leaves]


def one_or_all(gradients: list[Any]) -> Any:
    return gradients[0] if len(gradients) == 1 else tuple(gradients)


def gradient(program: Program, xs: tuple[float, ...], cut: int | None = None) -> list[float]:
    """The gradient by the chain rule, without the contribution at edge number `cut`."""
    leaves = [Value(x) for x in xs]
    output = program(*leaves)
    totals = {output: 1.0}
    for i, step in enumerate(steps(output).backward):
        if i != cut:
            totals[step.input] = totals.get(step.input, 0.0) + totals.get(step.output, 0.0) * step.local
    return [totals.get(leaf, 0.0) for leaf in leaves]


@nested
@given(programs())
def test_the_truth_worked_out_in_another_order_passes(program: Program) -> None:
    def forward(*xs: float) -> Any:
        return one_or_all([jvp(program, xs, [float(i == j) for i in range(len(xs))])[1] for j in range(len(xs))])

    try:
        assert_gradient(program, forward, near(program), examples=30)
    except ValueError as nothing_to_tell:
        event(str(nothing_to_tell)[:40])


@takes_long
@nested
@given(programs(steps=6), st.sampled_from([(-1.0, "sign"), (2.0, "factor"), (0.5, "factor"), (-3.0, "sign")]))
def test_a_multiple_of_the_truth_is_found_and_named(program: Program, planted: tuple[float, str]) -> None:
    ratio, reason = planted
    assume(max(map(abs, gradient(program, program.leaves))) > 0.01)
    claimed = lambda *xs: one_or_all([ratio * d for d in gradient(program, xs)])
    assert reason in failure(program, claimed, near(program), examples=60).reasons


@takes_long
@settings(nested, suppress_health_check=[*nested.suppress_health_check, HealthCheck.filter_too_much])
@given(programs(steps=6), st.data())
def test_a_lost_contribution_is_found_and_named(program: Program, data: st.DataObject) -> None:
    leaves = [Value(x) for x in program.leaves]
    edges = steps(program(*leaves)).backward
    several = [i for i, e in enumerate(edges) if sum(other.input is e.input for other in edges) > 1]
    assume(several)  # few programs use a number twice
    lost = data.draw(st.sampled_from(several))
    there, without = gradient(program, program.leaves), gradient(program, program.leaves, cut=lost)
    assume(max(abs(a - b) for a, b in zip(there, without, strict=True)) > 0.01)
    claimed = lambda *xs: one_or_all(gradient(program, xs, cut=lost))
    wrong = failure(program, claimed, near(program), examples=60)
    assert "missing term" in wrong.reasons


@pytest.mark.parametrize(("rows", "columns"), thinned([(1, 2), (2, 1), (2, 2), (3, 2)], 2))
@pytest.mark.parametrize("activation", [tanh, lambda z: z * z])
def test_a_transposed_gradient_is_found_and_named(
    rows: int, columns: int, activation: Callable[[Value], Value]
) -> None:
    def layer(W: list[list[Value]], x: list[Value]) -> Any:
        return total([activation(dot(row, x)) for row in W])

    def true(W: list[list[float]], x: list[float]) -> tuple[Any, None]:
        weights = [[Value(w) for w in row] for row in W]
        layer(weights, [Value(x_i) for x_i in x]).backward()
        return [[w.grad for w in row] for row in weights], None

    arguments = [matrix(rows, columns), vector(columns)]
    assert_gradient(layer, true, arguments)
    turned = lambda W, x: ([list(column) for column in zip(*true(W, x)[0], strict=True)], None)
    assert "transposed" in failure(layer, turned, arguments).reasons


def test_a_matrix_claimed_in_another_shape_is_shown_where_its_numbers_tell() -> None:
    def quad(W: list[list[Value]], x: list[Value]) -> Any:
        return total([dot(row, x) ** 2 for row in W])

    def turned(W: list[list[float]], x: list[float]) -> tuple[Any, None]:
        z = [sum(w * x_j for w, x_j in zip(row, x, strict=True)) for row in W]
        return [[2 * z_i * x_j for z_i in z] for x_j in x], None

    wrong = failure(quad, turned, [matrix(2, 3), vector(3)])
    assert wrong.reasons == ("transposed",)
    assert "the claimed gradient is a matrix of 3 x 2, and W is a matrix of 2 x 3" in str(wrong)
    assert any(map(any, wrong.true[0]))
    nothing = failure(lambda W: dot(W[0], W[0]) * 0.0, lambda W: [[0.0], [0.0]], matrix(1, 2))
    assert nothing.reasons == ("transposed",)
