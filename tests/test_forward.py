"""Forward mode: the same derivatives as the reverse pass and as mathematics, to any order and in any nesting."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mpmath import mp, mpf

import autograd
from autograd import DomainError, Value, grad, hessian, hessian_vector_product, jacobian, jvp
from autograd.forward import Dual, _dual
from autograd.ops import MANY, TABLE, Op
from tests.programs import SMOOTH, Program, programs
from tests.test_backward import apply, run
from tests.test_ops import MEANING, away_from_kinks, close, constants_for, inputs_for, meaning

rows = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)


def as_function(program: Program) -> Callable[..., Any]:
    """The program as a function of its leaves, in Values or in Duals."""

    def any_system(row: Op, *inputs: Any) -> Any:
        if any(isinstance(x, Dual) for x in inputs):
            return _dual(row)(inputs) if row.arity == MANY else _dual(row)(*inputs)
        return apply(row, *inputs)

    return lambda *leaves: program.run(list(leaves), any_system)


@rows
@given(data=st.data())
def test_every_row_forwards_is_mathematics(row: Op, data: st.DataObject) -> None:
    xs, constants = inputs_for(row, data.draw), constants_for(row, data.draw)
    assume(away_from_kinks(row, xs, constants))
    direction = [data.draw(st.integers(-3, 3)) for _ in xs]
    bound = row.bind(*constants) if constants else row
    evaluate = _dual(bound)
    value, tangent = jvp(lambda *duals: evaluate(duals) if row.arity == MANY else evaluate(*duals), xs, direction)
    truth = meaning(row, constants)
    assert close(value, truth(*map(mpf, xs)))
    along = mp.diff(lambda t: truth(*[mpf(x) + t * d for x, d in zip(xs, direction, strict=True)]), 0)
    assert abs(tangent - along) <= mpf("1e-11") * max(1, abs(along))


@given(programs())
def test_forward_equals_reverse(program: Program) -> None:
    run(program)
    f, at = as_function(program), program.leaves
    [gradient] = jacobian(f, at)
    for i in range(len(at)):
        _, tangent = jvp(f, at, [float(i == j) for j in range(len(at))])
        assert tangent == pytest.approx(gradient[i], rel=1e-9, abs=1e-9)


@given(programs(SMOOTH, size=6), st.lists(st.integers(-3, 3), min_size=4, max_size=4))
def test_four_ways_to_a_hessian_vector_product(program: Program, vector: list[int]) -> None:
    run(program)
    f, at = as_function(program), list(program.leaves)
    v = vector[: len(at)]
    rows_ = hessian(f, at)
    assume(max(abs(h) for row in rows_ for h in row) < 1e4)
    forward_over_reverse = hessian_vector_product(f, at, v)
    leaves = [Value(x) for x in at]
    along = sum((g * float(d) for g, d in zip(grad(f(*leaves), leaves), v, strict=True)), Value(0.0))
    reverse_over_reverse = [g.data for g in grad(along, leaves)]
    leaves = [Value(x) for x in at]
    _, tangent = jvp(f, leaves, v)
    reverse_over_forward = [g.data for g in grad(Value.lift(tangent), leaves)]
    unit = [[float(i == j) for j in range(len(at))] for i in range(len(at))]
    forward_over_forward = [float(jvp(lambda *xs, e=e: jvp(f, xs, e)[1], at, v)[1]) for e in unit]
    from_matrix = [sum(h * d for h, d in zip(row, v, strict=True)) for row in rows_]
    for other in (reverse_over_reverse, reverse_over_forward, forward_over_forward, from_matrix):
        assert other == pytest.approx(forward_over_reverse, rel=1e-9, abs=1e-7)


@given(st.floats(-2, 2), st.integers(1, 4))
def test_nested_derivatives_of_any_order(x: float, order: int) -> None:
    def derivative(n: int, t: Any) -> Any:
        if n == 0:
            return autograd.sin(t) * autograd.exp(t * 0.5)
        return jvp(lambda s: derivative(n - 1, s), [t], [1.0])[1]

    truth = mp.diff(lambda t: mp.sin(t) * mp.exp(t / 2), mpf(x), order)
    assert abs(derivative(order, x) - truth) < 1e-12


def test_the_epsilons_of_nested_derivatives_are_kept_apart() -> None:
    """d/dx (x · d/dy (x + y)) is 1; one ε for both gives 2 (Siskind and Pearlmutter, 2005)."""
    _, tangent = jvp(lambda x: x * jvp(lambda y: x + y, [1.0], [1.0])[1], [1.0], [1.0])
    assert tangent == 1.0


def test_lists_and_constants() -> None:
    assert jvp(lambda x, y: [x * y, x, 7.0], [2.0, 3.0], [1.0, 1.0]) == ([6.0, 2.0, 7.0], [5.0, 1.0, 0.0])
    assert jvp(lambda x: 5.0, [2.0], [1.0]) == (5.0, 0.0)
    assert jacobian(lambda x, y: [x, 4.0], [2.0, 3.0]) == [[1.0, 0.0], [0.0, 0.0]]
    assert hessian(lambda x: 3.0, [2.0]) == [[0.0]]


@pytest.mark.parametrize("kind", ["relu", "abs", "maximum", "leaky_relu"])
def test_kinks_have_the_same_convention_forwards(kind: str) -> None:
    def f(x: Any) -> Any:
        return autograd.maximum(x, 0.0) if kind == "maximum" else getattr(x, kind)()

    x = Value(0.0)
    f(x).backward()
    assert jvp(f, [0.0], [1.0])[1] == x.grad


def test_mixes_with_plain_numbers_and_values_from_outside() -> None:
    outside = Value(3.0)
    value, tangent = jvp(lambda x: outside * x + x**2 + 2**x - 1 / x, [2.0], [1.0])
    assert float(value) == 3 * 2 + 4 + 4 - 0.5
    assert float(tangent) == pytest.approx(3 + 4 + 4 * float(mp.log(2)) + 0.25)


def test_refusals_speak_as_in_the_reverse_pass() -> None:
    with pytest.raises(DomainError, match=r"log\(-1\) is not defined"):
        jvp(lambda x: x.log(), [-1.0], [1.0])
    with pytest.raises(DomainError, match="local gradient of sqrt"):
        jvp(lambda x: x.sqrt(), [0.0], [1.0])
    with pytest.raises(ValueError, match="1 numbers for 2 arguments"):
        jvp(lambda x, y: x, [1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="3 numbers for 1 arguments"):
        hessian_vector_product(lambda x: x, [1.0], [1.0, 2.0, 3.0])
    with pytest.raises(TypeError, match="not str"):
        jvp(lambda x: x, ["1"], [1.0])
    with pytest.raises(TypeError, match="one output"):
        hessian(lambda x: [x, x], [1.0])


def test_a_planted_wrong_rule_is_seen() -> None:
    """The comparison above is worth something only if it can fail."""
    wrong = Op("sub", lambda x, y: x - y, lambda z, x, y: (1.0, 1.0), symbol="-")
    _, tangent = jvp(lambda x, y: _dual(wrong)(x, y), [1.0, 2.0], [0.0, 1.0])
    assert not close(tangent, mp.diff(lambda y: MEANING["sub"](1, y), 2))
