"""What a program refuses, and how it says so: as the graph does, with the lane."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

import autograd
import nn
from autograd import (
    ChangedDataError,
    DomainError,
    TooLargeError,
    Value,
    atan2,
    debug,
    dot,
    exp,
    log,
    minimum,
    operation,
    relu,
    speaking,
    sqrt,
    total,
    where,
)
from tests.program.agreement import BACKENDS

module: Any = sys.modules["autograd.program.running.program"]


@pytest.fixture(params=BACKENDS, autouse=True)
def each(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What "auto" stands for."""
    real = module.maker
    monkeypatch.setattr(module, "maker", lambda backend: real(request.param if backend == "auto" else backend))


HUGE = 1e200
REFUSED: dict[str, tuple[Callable[[Any, Any], Any], list[float]]] = {
    "log": (lambda x, w: log(x) * w, [-1.0, 2.0]),
    "log of 0": (lambda x, w: w + log(x), [0.0, 2.0]),
    "root": (lambda x, w: sqrt(x - 2 * w), [1.0, 2.0]),
    "quotient": (lambda x, w: 1 / (x - w), [2.0, 2.0]),
    "exp": (lambda x, w: relu(exp(w * x)), [1e3, 2.0]),
    "product": (lambda x, w: x * w, [HUGE, HUGE]),
    "sum": (lambda x, w: (x + w) + w, [1.7e308, 1.7e308]),
    "power": (lambda x, w: (x * w) ** 0.5, [-4.0, 2.0]),
    "angle": (lambda x, w: atan2(x, w), [0.0, 0.0]),  # NumPy gives 0
    "dot": (lambda x, w: dot([x, w], [w, x], w), [HUGE, HUGE]),
    "hidden by where": (lambda x, w: relu(-exp(x * w)), [1e3, 2.0]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_first_guilty_node_is_named_as_by_the_graph(name: str) -> None:
    f, numbers = REFUSED[name]
    with pytest.raises(DomainError) as eager:
        f(Value(numbers[0], name="x"), Value(numbers[1], name="w"))
    x, w = Value(1.0, name="x"), Value(0.25, name="w")
    compiled = autograd.compile(f(x, w), wrt=[w], inputs=[x])
    compiled.parameters.data = numbers[1]
    with pytest.raises(type(eager.value)) as refused:
        compiled(numbers[:1])
    assert str(refused.value) == str(eager.value)
    assert refused.value.__cause__ is None


def test_the_lane_is_named() -> None:
    x, w = Value(1.0, name="x"), Value(1.0, name="w")
    program = autograd.compile(log(x * w), wrt=[w], inputs=[x])
    with pytest.raises(DomainError, match=r"^in lane 2, counted from 0: log\(x \* w\) at x = -3, w = 1"):
        program([[1.0], [2.0], [-3.0], [-4.0]])
    with pytest.raises(DomainError, match=r"^log\(x \* w\)"):
        program([-3.0])
    with speaking("ja"), pytest.raises(DomainError, match=r"^0 から数えて 1 番目のレーンでは"):
        program([[1.0], [-2.0]])
    assert program([[1.0], [math.e]]) == pytest.approx([0.0, 1.0])


def test_what_is_the_same_in_all_lanes_is_refused_without_a_lane() -> None:
    x, w = Value(1.0, name="x"), Value(1.0, name="w")
    program = autograd.compile(log(w) * x, wrt=[w], inputs=[x])
    program.parameters.data = -1.0
    for lanes in (np.zeros((0, 1)), [[1.0], [2.0]], [1.0]):
        with pytest.raises(DomainError, match=r"^log\(w\) at w = -1 is not defined"):
            program(lanes)
    program = autograd.compile(sqrt(w) * x, wrt=[w], inputs=[x])
    program.parameters.data = 0.0
    program([[1.0], [2.0]])
    with pytest.raises(DomainError, match=r"^the local gradient of sqrt\(w\)"):
        program.gradients()


def test_parameters_alone_are_refused_without_placeholders() -> None:
    w = Value(1.0, name="w")
    program = autograd.compile(log(w), wrt=[w])
    program.parameters.data = -1.0
    with pytest.raises(DomainError, match=r"^log\(w\) at w = -1 is not defined: log\(x\) needs x > 0$"):
        program()
    program.parameters.data = 1.0
    assert program() == 0.0


def test_an_operation_outside_its_own_domain() -> None:
    half = operation("half", lambda x: x / 2, lambda z, x: (0.5,), domain=lambda x: x >= 0)
    x, w = Value(1.0, name="x"), Value(1.0)
    program = autograd.compile(half(x) * w, wrt=[w], inputs=[x])
    assert program([[4.0], [0.0]]).tolist() == [2.0, 0.0]
    with pytest.raises(DomainError, match=r"in lane 1, counted from 0: half\(x\) at x = -2 is not defined"):
        program([[4.0], [-2.0]])


def test_an_own_operation_with_a_plain_base() -> None:
    """`2.0 ** x` of an array is no function of `math`."""
    power = operation("mypower", lambda x: 2.0**x + math.e**x, lambda z, x: (math.log(2) * 2.0**x + math.e**x,))
    x, w = Value(1.0, name="x"), Value(1.0)
    program = autograd.compile(power(w * x), wrt=[w], inputs=[x])
    assert program([[3.0], [0.0]]).tolist() == pytest.approx([8 + math.e**3, 2.0])
    assert program.gradients().tolist() == pytest.approx([3 * (8 * math.log(2) + math.e**3)])


def test_a_gradient_that_is_not_finite() -> None:
    x, w = Value(1.0, name="x"), Value(1.0, name="w")
    program = autograd.compile(sqrt(x * w), wrt=[w], inputs=[x])
    program([[4.0], [0.0]])
    with pytest.raises(
        DomainError, match=r"^in lane 1, counted from 0: the local gradient of sqrt\(x \* w\)"
    ) as refused:
        program.gradients()
    with pytest.raises(DomainError) as eager:
        autograd.grad(sqrt(Value(0.0, name="x") * w), [w])
    assert str(refused.value).endswith(str(eager.value))
    assert program.parameters.grad.tolist() == [0.0]
    program([4.0])
    assert program.gradients().tolist() == [1.0]


def test_zero_times_infinity() -> None:
    w = Value(0.0, name="w")
    program = autograd.compile(sqrt(w) * 0.0 + w, wrt=[w])
    program()
    with pytest.raises(DomainError, match="the formula may be at fault"):
        program.gradients()


def test_a_node_names_the_line_that_made_it() -> None:
    w = Value(0.0, name="w")
    with debug():
        out = sqrt(w)
    program = autograd.compile(out, wrt=[w])
    program()
    with pytest.raises(DomainError, match=r"the node was made at .*test_refusals.py:\d+$"):
        program.gradients()


def test_gradients_too_large_together() -> None:
    x, w = Value(1.0), Value(1.0)
    program = autograd.compile(x * w, wrt=[w], inputs=[x])
    program.parameters.data = 1e-10
    program([[1e308], [1e308]])
    with pytest.raises(TooLargeError, match="summed over all lanes"):
        program.gradients()


def test_a_sum_too_large_on_the_way() -> None:
    """The graph adds from left to right; the program adds the products first. In C both are one, and not too large."""
    a, b = Value(1e308), Value(1.0)
    program = autograd.compile((-a + a * b) + b * a, wrt=[a, b], backend="numpy")
    with pytest.raises(TooLargeError, match="on the way"):
        program()


def test_no_warning_of_numpy_escapes() -> None:
    """Warnings are errors in these tests."""
    x, w = Value(2.0), Value(1.0)
    program = autograd.compile(relu(x * w) ** 3.0 / (1 + exp(-x)), wrt=[w], inputs=[x])
    assert np.isfinite(program([[-700.0], [1e-300], [50.0]])).all()
    program.gradients()


def test_no_warning_of_numpy_escapes_from_a_refusal() -> None:
    """The sum of all parameters is beyond floats."""
    x, w, v = Value(1.0, name="x"), Value(1.0, name="w"), Value(1.0, name="v")
    program = autograd.compile(log(x) * w - v, wrt=[w, v], inputs=[x])
    program.parameters.data = 1.7e308
    with pytest.raises(DomainError, match=r"in lane 1, counted from 0: log\(x\) at x = -1 is not defined"):
        program([[1.0], [-1.0]])


def test_no_warning_of_numpy_escapes_from_a_constant_beyond_float32() -> None:
    x, w = Value(1.0), Value(1.0)
    for out in (minimum(w * x, 1e39), dot([w] * 6, [x] * 6, x * 1e45) * 1e40):
        program = autograd.compile(out, wrt=[w], inputs=[x], dtype="float32")
        with suppress(TooLargeError):
            program([[1.0]])


def test_a_number_that_is_not_finite_is_no_input() -> None:
    x, y, w = Value(1.0, name="x"), Value(1.0), Value(1.0)
    program = autograd.compile(x * y * w, wrt=[w], inputs=[x, y])
    with pytest.raises(DomainError, match=r"^inputs must be finite numbers, and x is nan: fill it in, or"):
        program([math.nan, 1.0])
    with pytest.raises(DomainError, match=r"^in lane 1, counted from 0: inputs must be .* inputs\[1\] is inf"):
        program([[1.0, 1.0], [1.0, math.inf]])


def test_a_decision_made_while_recording() -> None:
    x, w = Value(1.0, name="x"), Value(2.0, name="w")
    with pytest.raises(ValueError, match=r"where\(1, x \* w, w\) at .* was decided when .*relu"):
        autograd.compile(exp(where(x > 0, x * w, w)), wrt=[w], inputs=[x])
    program = autograd.compile(where(x > 0, x * w, w), wrt=[w])
    assert (program(), program.gradients().tolist()) == (2.0, [1.0])


V, U, ONE, TWO = Value(3.0, name="v"), Value(-1.0, name="u"), Value(1.0), Value(2.0)
DECIDED: dict[str, Callable[[Value], Any]] = {
    "between parameters": lambda x: where(x > 0, V, U),
    "between constants": lambda x: V * where(x > 0, ONE, TWO),
    "between numbers": lambda x: V * where(x > 0, 3.0, 5.0),
    "by a parameter": lambda x: where(V > 0, V, -V) * x,
    "by a plain truth": lambda x: where(True, V, U) * x,
    "deep inside constants": lambda x: V * exp(where(x > 0, ONE, TWO) + 1),
}


@pytest.mark.parametrize("name", DECIDED)
def test_a_decision_is_refused_whatever_it_is_between(name: str) -> None:
    """The condition is no input of the node, so that the branches do not tell what it was made from."""
    x = Value(1.0, name="x")
    with pytest.raises(ValueError, match=r"where\(.* was decided when the graph was recorded"):
        autograd.compile([V * x, DECIDED[name](x)], wrt=[V, U], inputs=[x])
    assert autograd.compile(DECIDED[name](x), wrt=[V, U])() == DECIDED[name](x).data


def test_rows_that_choose_inside_are_no_decisions() -> None:
    x, w = Value(1.0, name="x"), Value(2.0)
    program = autograd.compile(relu(w * x), wrt=[w], inputs=[x])
    assert program([[1.0], [-1.0]]).tolist() == [2.0, 0.0]
    assert program.gradients().tolist() == [1.0]


def test_a_constant_made_from_changed_data() -> None:
    c, w = Value(2.0, name="c"), Value(3.0)
    folded = exp(c)
    out = folded * w
    c.data = 1.0
    with pytest.raises(ChangedDataError, match="'c' was set to 1"):
        autograd.compile(out, wrt=[w])
    assert autograd.compile(out, wrt=[w, c])() == pytest.approx(3 * math.e)


X, W = Value(1.0, name="x"), Value(2.0, name="w")
ASKED: dict[str, tuple[Any, str]] = {
    "no Value": ((3.0, [W]), "out is a Value or a list of Values, and 3.0 is neither"),
    "no output": (([], [W]), "out is an empty list"),
    "no leaf": ((X * W, [X * W]), "in wrt was calculated: give the leaves"),
    "a number in wrt": ((X * W, [1.0]), "wrt takes a Value, a list of Values or a model, and 1.0 is no Value"),
    "a number as inputs": ((X * W, [W], 3.0), "inputs takes a Value or a list of Values, and 3.0 is no Value"),
    "a model as inputs": ((X * W, [W], nn.Neuron(1)), "inputs takes a Value or a list of Values, and ReLUNeuron("),
    "a class as wrt": ((X * W, nn.Neuron), "wrt takes a Value, a list of Values or a model, and <class "),
    "twice in wrt": (
        (X * W, [W, X, W]),
        "wrt[0] and wrt[2] are the same Value, Value(data=2",
    ),
    "twice in inputs": (
        (X * W, [W], [X, X]),
        "inputs[0] and inputs[1] are the same Value, Value(data=1",
    ),
    "one without a name twice": (
        (X * W, [W], [ONE, TWO, ONE]),
        "inputs[0] and inputs[2] are the same Value",
    ),
    "in both": ((X * W, [X, W], [X]), "name='x') is in wrt and in inputs"),
    "a back end": ((X * W, [W], [X], "cuda"), "the back ends are 'auto', 'numpy', 'c', 'torch', and 'cuda' is none"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_compile_does_not_take(name: str) -> None:
    arguments, sentence = ASKED[name]
    with pytest.raises((TypeError, ValueError), match=re.escape(sentence)):
        autograd.compile(*arguments)


INPUTS: dict[str, tuple[Any, str]] = {
    "too few": ([1.0], "takes 2 numbers for each example, in a list or as an array lanes × 2, and was given 1"),
    "too many": ([[1.0, 2.0, 3.0]], "and was given 1 × 3"),
    "three dimensions": ([[[1.0, 2.0]]], "and was given 1 × 1 × 2"),
    "one number": (1.0, "and was given one number"),
    "texts": (["1", "2"], "inputs are numbers, lanes × 2, not ['1', '2']"),
    "complex": ([1j, 2.0], "inputs are numbers"),
    "lines of two lengths": ([[1.0, 2.0], [1.0]], "line 1, counted from 0, has 1"),
    "an object": ([object(), 1.0], "inputs are numbers, lanes × 2"),
    "texts as objects": (np.array(["1", "2"], dtype=object), "inputs are numbers, lanes × 2, not array(['1', '2']"),
    "nothing": ([None, 1.0], "inputs are numbers, lanes × 2"),
    "beyond floats": ([1.0, 10**400], "inputs must be finite numbers, and inputs[1] is inf"),
}


@pytest.mark.parametrize("name", INPUTS)
def test_inputs_of_another_form(name: str) -> None:
    given, sentence = INPUTS[name]
    y = Value(3.0)
    program = autograd.compile(X * W + y, wrt=[W], inputs=[X, y])
    with pytest.raises((TypeError, ValueError), match=re.escape(sentence)):
        program(given)


def test_what_gradients_does_not_take() -> None:
    program = autograd.compile(X * W, wrt=[W], inputs=[X])
    with pytest.raises(TypeError, match="takes no inputs"):
        autograd.compile(X * W, wrt=[W])([1.0])
    program()
    for output in (1, -1, "x", 0.0, True, False, [0]):
        with pytest.raises(ValueError, match="output is a number from 0 to 0"):
            program.gradients(output=output)  # type: ignore[arg-type]
    assert program.gradients(output=np.int64(0)).tolist() == [1.0]  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="reduce is 'sum' or 'mean', not 'max'"):
        program.gradients(reduce="max")


def test_numpy_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(ModuleNotFoundError, match=r'compile needs NumPy: pip install "ringograd\[numpy\]"'):
        autograd.compile(X * W, wrt=[W])


def test_total_of_nothing_is_a_constant() -> None:
    assert autograd.compile(Value.lift(total([])), wrt=[W])() == 0.0


def test_torch_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "autograd.program.backends.in_torch.tensors", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r'needs PyTorch: pip install "ringograd\[torch\]"'):
        autograd.compile(X * W, wrt=[W], inputs=[X], backend="torch")
