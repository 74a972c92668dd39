"""Operations of one's own: what a row of the table can do, they can."""

from __future__ import annotations

import copy
import gc
import inspect
import operator
import pickle
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograd
import viz
from autograd import DomainError, Value, exp, grad, hessian, jvp, operation, steps, where
from autograd.calculus.row import Op
from autograd.notation.formulas import latex, mathml, partials, text
from tests.graph.own import cube, fourth, line, norm, product, ramp, sixth, swish


class Lecture:
    square = operation("square", value=lambda x: x * x, partials=lambda z, x: (2 * x,))


def test_derivatives_of_any_order() -> None:
    x = Value(2.0, name="x")
    derivative = cube(x)
    for expected in (12.0, 12.0, 6.0, 0.0):
        [derivative] = grad(derivative, [x])
        assert derivative.data == expected
    (cube(x) * 2).backward()
    assert (cube(x).data, x.grad) == (8.0, 24.0)
    assert cube(2).data == 8.0
    assert jvp(cube, [2.0], [1.0]) == (8.0, 12.0)
    assert hessian(lambda x, y: cube(x) * y, [2.0, 3.0]) == [[36.0, 12.0], [12.0, 0.0]]
    inner = jvp(lambda x: jvp(cube, [x], [1.0])[1], [2.0], [1.0])
    assert inner == (12.0, 12.0)


def test_inputs_and_constants_are_given_as_those_of_the_tables_functions() -> None:
    x, y = Value(3.0), Value(4.0)
    assert swish(x, 2.0).op is swish(x, beta=2.0).op
    assert swish(x).op is swish.bind(1.0)
    assert norm([x, y]).data == norm(x, y).data == norm([3, 4]).data == 5.0
    assert norm([x, y], p=1.5).data == pytest.approx((3**1.5 + 4**1.5) ** (1 / 1.5))
    assert norm(Value(-5.0)).data == norm(-5).data == 5.0
    assert ramp(x, 1.0).inputs[0] is x
    for mixed in (
        lambda one: product(one, Value(3.0)),
        lambda one: product(Value(3.0), one),
        lambda one: product(3.0, one),
    ):
        value, tangent = jvp(mixed, [2.0], [1.0])
        assert (float(value), float(tangent)) == (6.0, 3.0)
    wrong: list[tuple[Any, list[Any], dict[str, float]]]
    wrong = [(cube, [], {}), (cube, [x, 2.0], {}), (cube, [x], {"n": 1.0}), (ramp, [x], {})]
    for own, inputs, named in wrong:
        with pytest.raises(TypeError, match=r"numbers?, and was given|by keyword, and was given"):
            own(*inputs, **named)
    with pytest.raises(TypeError, match="swish takes x, beta"):
        swish(x, 1.0, beta=2.0)
    with pytest.raises(ValueError, match="norm takes one number or more"):
        norm([])
    with pytest.raises(TypeError, match=r"norm\(x1, x2, x3, p=p\) takes p alone by keyword, and was given q"):
        norm([x], q=1.0)
    added = operation("added", lambda *xs: sum(xs), lambda z, *xs: (1.0,) * len(xs))
    with pytest.raises(TypeError, match="takes nothing by keyword, and was given p"):
        added([x, y], p=2.0)
    with pytest.raises(TypeError, match="complex numbers have no place here"):
        cube(1j)
    constants: list[Callable[[], Any]] = [lambda: swish(x, y), lambda: swish(x, beta=y), lambda: x.clamp(y, 3.0)]
    for call in constants:
        with pytest.raises(TypeError, match=r"the constant (beta|low) of (swish|clamp) is a number, .* its \.data"):
            call()


def test_it_may_be_part_of_the_rule_of_another() -> None:
    x = Value(2.0, name="x")
    assert (fourth(x).data, hessian(fourth, [2.0])) == (16.0, [[48.0]])
    assert [text(one) for one in partials(fourth)] == ["4 * cube(x)"]
    assert [text(one) for one in partials(sixth)] == ["3 * x ** 5 / z"]
    assert str(inspect.signature(swish)) == "(x, /, beta=1.0)"
    assert str(inspect.signature(norm)) == "(*xs, p=2.0)"
    assert str(inspect.signature(line)) == "(x, /, slope, offset=1.0)"
    assert operation("ratio", lambda x, n: x / n, lambda z, x, n: (1 / n,))(6.0, 3.0).data == 2.0
    assert text(norm([x, x])) == "norm(x, x, p=2)"


def test_it_is_shown_as_a_row_is() -> None:
    x = Value(2.0, name="x")
    out = cube(x) + 1
    assert text(out) == "cube(x) + 1"
    assert latex(out) == r"\operatorname{cube}\left(x\right) + 1"
    assert "cube" in mathml(out)
    assert [text(one) for one in partials(cube)] == ["3 * x ** 2"]
    assert "cube(x)  cube(2)" in str(steps(out))
    assert "3 * x ** 2" in str(steps(out).derivation("x"))
    assert "cube" in viz.draw(out).dot
    assert (repr(cube), cube.__name__) == ("<operation cube>", "cube")
    assert cube.__doc__ == "`cube(x) = x ** 3` as a node of the graph, with the local gradient 3 * x ** 2."
    half = operation("half", lambda x: x / 2, lambda z, x: (0.5,), text="half of $x", latex=r"\frac{1}{2} $x")
    assert text(half(x)) == "half of x"
    assert latex(half(x + 1)) == r"\frac{1}{2} \left(x + 1\right)"
    with autograd.debug():
        assert str(cube(x).made_at).startswith(__file__)


def test_a_template_that_is_no_call_stands_in_parentheses() -> None:
    plus = operation("plus", lambda x, y: x + y, lambda z, x, y: (1.0, 1.0), text="$x + $y", latex="$x + $y")
    x, y = Value(2.0, name="x"), Value(3.0, name="y")
    assert text(plus(x, y)) == "x + y"
    assert text(1 - 3 * plus(x, y)) == "1 - 3 * (x + y)"
    assert text(-(plus(x, y) ** 2)) == "-(x + y) ** 2"
    assert text(1 - plus(x, y)) == "1 - (x + y)"
    assert latex(1 - plus(x, y)) == r"1 - \left(x + y\right)"
    assert text(plus(plus(x, y), y)) == "(x + y) + y"


def test_a_graph_with_it_is_refused_as_one_of_the_table_is() -> None:
    with pytest.raises(DomainError, match=r"ramp\(x, y\) needs y > 0"):
        ramp(1.0, -1.0)
    root = operation("root", lambda x: x**0.5, lambda z, x: (0.5 / z,), domain=lambda x: x >= 0.0)
    with pytest.raises(DomainError, match=r"root\(-4\) is not defined: root\(x\) needs x >= 0"):
        root(-4.0)  # which Python's floats make complex
    rooted = operation("rooted", lambda x: x**0.5, lambda z, x: (0.5 / z,))
    with pytest.raises(DomainError, match=r"rooted\(-4\) is not defined$"):
        rooted(-4.0)
    with pytest.raises(DomainError, match="local gradient of root"):
        root(Value(0.0)).backward()
    with pytest.raises(DomainError, match="too large"):
        cube(1e200)


@given(st.floats(-5.0, 5.0))
def test_outside_its_domain_an_operation_is_refused_though_its_rule_gives_a_number(at: float) -> None:
    part = operation("part", lambda x: x * x, lambda z, x: (2.0 * x,), domain=lambda x: x > 1.0)
    if at > 1.0:
        assert part(Value(at)).data == at * at
        return
    for calculate in (lambda: part(Value(at, name="a")), lambda: part(at), lambda: jvp(part, [at], [1.0])):
        with pytest.raises(DomainError, match=r"part\(.*\) .*is not defined: part\(x\) needs x > 1"):
            calculate()


def test_an_operation_without_a_domain_asks_for_nothing() -> None:
    inverse = operation("inverse", lambda x: 1.0 / x, lambda z, x: (-z * z,))
    with pytest.raises(DomainError, match=r"inverse\(x\) at x = 0 is not defined$"):
        inverse(Value(0.0, name="x"))


@pytest.mark.parametrize("condition", [lambda x: (1.0 < 2.0) & (x > 1.0), lambda x: (x > 1.0) & (1.0 < 2.0)])
def test_a_condition_may_begin_with_one_that_is_known(condition: Callable[..., Any]) -> None:
    step = operation("step", lambda x: where(condition(x), x, 0.0), lambda z, x: (where(condition(x), 1.0, 0.0),))
    assert step(Value(2.0)).data == 2.0
    assert step.value(np.array([0.0, 2.0])).tolist() == [0.0, 2.0]


def test_numbers_of_a_rule_that_are_no_floats_become_floats() -> None:
    whole = operation("whole_number", lambda x: 3, lambda z, x: (exp(0.0),))
    x = Value(2.0)
    out = whole(x)
    out.backward()
    assert (type(out.data), type(x.grad), x.grad) == (float, float, 1.0)
    assert type(jvp(whole, [2.0], [1.0])[1]) is float
    doubled = operation("doubled", operator.pos, lambda z, x: (1.0,))
    assert doubled(2.0).data == 2.0


def test_copies_and_pickles_are_the_operation_itself() -> None:
    for own in (cube, swish.bind(3.0), Lecture.square, line):
        assert pickle.loads(pickle.dumps(own)) is copy.copy(own) is copy.deepcopy(own) is own
    out = swish(cube(Value(2.0, name="x")), 3.0)
    for again in (pickle.loads(pickle.dumps(out)), copy.deepcopy(out)):
        assert again.op is out.op
        again.backward()
        assert again.inputs[0].op is cube
    local = operation("local", lambda x: x, lambda z, x: (1.0,))
    assert copy.deepcopy(local) is local
    assert copy.deepcopy(local(1.0)).op is local
    with pytest.raises(TypeError, match=r"cannot pickle local: .* in the module tests.graph.test_operation"):
        pickle.dumps(local(1.0))


def test_an_operation_that_nobody_holds_is_freed() -> None:
    def used(number: float) -> weakref.ref[Op]:
        scaled = operation("scaled", lambda x, by=1.0: by * x, lambda z, x, by: (by,))
        assert scaled(Value(number), by=2.0).data == 2.0 * number
        return weakref.ref(scaled)

    found = [used(1.0), used(2.0)]
    gc.collect()
    assert [one() for one in found] == [None, None]
