"""`check_grad` passes what is right, and says which arguments it cannot use."""

import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

import nn
from autograd import DomainError, Value, check_grad, erf, sin, total
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op
from autograd.checking.check import HIGHEST
from autograd.graph.functions import apply
from autograd.testing.programs import Program
from autograd.testing.strategies import inputs_for, programs, rows
from tests.checking.checked import checked
from tests.conftest import thinned

# What is right passes.


@given(programs(kinks=True))
def test_right_programs_are_never_called_wrong(program: Program) -> None:
    assert checked(program, list(program.leaves))


@given(programs(steps=3, leaves=2, largest=10.0))
@settings(max_examples=settings().max_examples // 5)
def test_right_second_derivatives_are_never_called_wrong(program: Program) -> None:
    assert checked(program, list(program.leaves), order=2)


@pytest.mark.parametrize("row", thinned(TABLE), ids=lambda row: row.name)
@settings(max_examples=settings().max_examples // 4)
@given(data=st.data())
def test_every_row_is_right(row: Op, data: st.DataObject) -> None:
    bound = data.draw(rows(row))
    xs = data.draw(inputs_for(bound))
    report = checked(lambda *leaves: apply(bound, leaves), list(xs))
    shown = report.rows[:-1] if row.index else report.rows  # nothing is known beside an index
    assert {r.verdict for r in shown} == {"right"}
    for r in shown:
        assert r.tolerance is not None
        assert r.engine is not None
        assert r.tolerance <= 1e-6 * max(1.0, abs(r.engine))


@pytest.mark.parametrize(
    ("name", "order"),
    thinned([("sin", 3), ("erf", 3), ("add", 2), ("power", 2), ("div", 2), ("hypot", 2), ("dot", 2)], 1),
)
def test_higher_derivatives_of_rows(name: str, order: int) -> None:
    row = OPS[name].bind(2.5) if name == "power" else OPS[name]
    xs = [0.7, 1.3, 0.4][: 3 if row.arity == MANY else row.arity]
    report = checked(lambda *leaves: apply(row, leaves), xs, order)
    assert {r.verdict for r in report.rows} == {"right"}
    assert len(report.rows) == sum(math.comb(len(xs) + n - 1, n) for n in range(1, order + 1))


@pytest.mark.parametrize(
    ("f", "at", "truth"),
    [
        (lambda x: x * x.sin(), [1.2], lambda x: x * mp.sin(x)),
        (lambda x: x**3 / (1 + x * x), [0.3], lambda x: x**3 / (1 + x * x)),
        (lambda x: erf(x) * x, [-0.4], lambda x: mp.erf(x) * x),
        (lambda x: (x + 1e6) - 1e6, [1.0], lambda x: x),
        (lambda x: x.relu(), [1e-3], lambda x: x),
        (lambda x: x.log(), [1e-8], mp.log),
        (lambda x: (x / 1e8).tanh(), [1e8], lambda x: mp.tanh(x / 10**8)),
    ],
)
def test_the_numbers_are_those_of_mathematics(f: Any, at: list[float], truth: Any) -> None:
    report = checked(f, at)
    [row] = report.rows
    exact = mp.diff(truth, mpf(at[0])) if at[0] != 1e-3 else 1
    assert row.verdict == "right"
    assert row.engine is not None
    assert row.independent is not None
    assert row.tolerance is not None
    assert abs(row.engine - exact) <= row.tolerance
    assert abs(row.independent - exact) <= row.tolerance


def test_names_outputs_and_orders() -> None:
    def f(width: Any, height: Any) -> Any:
        return [width * height, width + height]

    names = [row.name for row in check_grad(f, [2.0, 3.0]).rows]
    assert names == ["∂f[0]/∂width", "∂f[0]/∂height", "∂f[1]/∂width", "∂f[1]/∂height"]
    names = [row.name for row in check_grad(lambda *xs: total(xs), [2.0, 3.0], order=2).rows]
    assert names == ["∂f/∂x0", "∂f/∂x1", "∂²f/∂x0²", "∂²f/∂x0∂x1", "∂²f/∂x1²"]
    assert check_grad(abs, [2.0]).rows[0].engine == 1.0  # written in C
    assert [row.engine for row in check_grad(lambda x, y: x**3 * y, [2.0, 5.0], 3).rows[-4:]] == [30.0, 12.0, 0.0, 0.0]


def test_outputs_that_do_not_depend_on_arguments() -> None:
    assert {row.verdict for row in checked(lambda x, y: [x, 3.0, x * 0.0 + 5.0], [2.0, 3.0], 2).rows} == {"right"}


def test_values_from_outside_keep_their_gradients() -> None:
    weight = Value(2.0)
    weight.grad = 7.0
    assert check_grad(lambda x: weight * x, [3.0])
    assert weight.grad == 7.0


def test_a_network() -> None:
    random.seed(3)
    model = nn.MLP(2, [3, 1])
    parameters = [p.data for p in model.parameters()]

    def loss(*values: Any) -> Any:
        numbers = iter(values)
        for layer in model.layers:
            for neuron in layer.neurons:
                neuron.w, neuron.b = [next(numbers) for _ in neuron.w], next(numbers)
        return sum(((model(x) - y) ** 2 for x, y in [([2.0, -1.0], 1.0), ([0.5, 1.0], -1.0)]), Value(0.0))

    report = checked(loss, parameters)
    assert report
    assert len(report.rows) == len(parameters)


def test_the_highest_order_is_compared() -> None:
    assert [row.verdict for row in checked(sin, [2.0], order=HIGHEST).rows] == ["right"] * HIGHEST


def test_values_count_as_their_numbers() -> None:
    assert check_grad(sin, [Value(2.0)]).rows[0].engine == math.cos(2.0)  # type: ignore[list-item]


# What it says of unusable arguments.


def test_where_f_is_not_defined_there_is_no_report() -> None:
    with pytest.raises(DomainError, match=r"log\(x\) at x = -1 is not defined"):
        check_grad(lambda x: x.log(), [-1.0])


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: check_grad(sin, 2.0), TypeError, r"at is a list .*\[2.0\], not 2.0"),  # type: ignore[arg-type]
        (lambda: check_grad(sin, Value(2.0)), TypeError, "at is a list"),  # type: ignore[arg-type]
        (lambda: check_grad(sin, "2"), TypeError, "at is a list"),  # type: ignore[arg-type]
        (lambda: check_grad(3, [2.0]), TypeError, "f is a function of Values"),  # type: ignore[arg-type]
        (lambda: check_grad(lambda a, b: a * b, [1.0]), TypeError, "f takes 2 arguments, and at has 1 number"),
        (lambda: check_grad(sin, [2.0], order=5), ValueError, "order is at most 4: each order"),
        (lambda: check_grad(sin, ["2"]), TypeError, "not str"),  # type: ignore[list-item]
        (lambda: check_grad(sin, []), ValueError, "it is empty"),
        (lambda: check_grad(sin, [math.nan]), DomainError, "finite"),
        (lambda: check_grad(sin, [2.0], order=0), ValueError, "order is 1"),
        (lambda: check_grad(sin, [2.0], order=True), ValueError, "order is 1"),
        (lambda: check_grad(sin, [2.0], order=1.5), ValueError, "order is 1"),  # type: ignore[arg-type]
        (lambda: check_grad(lambda x: None, [2.0]), TypeError, "forgot its return"),
        (lambda: check_grad(lambda x: [], [2.0]), ValueError, "empty list"),
        (lambda: check_grad(lambda x: x * random.random(), [2.0]), ValueError, "for the same numbers"),
    ],
)
def test_unusable_arguments(call: Callable[[], Any], error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        call()
