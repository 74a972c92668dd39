"""The parameters of a program: what an optimizer does with them, and the way back to the Values."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograd
import nn
from autograd import DomainError, Value, tanh, total
from autograd.program import DataParallel
from tests.program.agreement import BACKENDS

OPTIMIZERS: dict[str, Callable[[Any], nn.optim.Optimizer]] = {
    "SGD": lambda parameters: nn.optim.SGD(parameters, rate=0.1, decay=0.01),
    "Momentum": lambda parameters: nn.optim.Momentum(parameters, rate=0.1),
    "Nesterov": lambda parameters: nn.optim.Nesterov(parameters, rate=0.1),
    "AdaGrad": lambda parameters: nn.optim.AdaGrad(parameters, rate=0.1),
    "RMSProp": lambda parameters: nn.optim.RMSProp(parameters, rate=0.01),
    "Adam": lambda parameters: nn.optim.Adam(parameters, rate=nn.optim.cosine(0.1, 20)),
    "AdamW": lambda parameters: nn.optim.AdamW(parameters, rate=0.01),
}


def model_and_loss() -> tuple[list[Value], Callable[[], Value]]:
    random.seed(0)
    model = nn.MLP(2, [4, 1], activation=tanh)
    points = [([0.1 * i, 0.2 - 0.1 * i], 0.05 * i * i) for i in range(8)]
    return model.parameters(), lambda: total([(model(x) - y) ** 2 for x, y in points])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_steps_as_with_values(name: str) -> None:
    values, loss = model_and_loss()
    program = autograd.compile(loss(), wrt=values)
    eager, compiled = OPTIMIZERS[name](values), OPTIMIZERS[name]([program.parameters])
    for _ in range(20):
        assert program() == pytest.approx(loss().data, rel=1e-9)
        program.gradients()
        nn.optim.clip_norm([program.parameters], 1.0)
        compiled.step()
        compiled.zero_grad()
        eager.zero_grad()
        loss().backward()
        nn.optim.clip_norm(values, 1.0)
        eager.step()
    assert program.parameters.data == pytest.approx([value.data for value in values], rel=1e-8, abs=1e-10)


def test_the_way_back_to_the_values() -> None:
    values, loss = model_and_loss()
    before = [value.data for value in values]
    program = autograd.compile(loss(), wrt=values)
    program.parameters.data = program.parameters.data + 0.5
    program()
    program.gradients()
    assert [value.data for value in values] == before
    program.parameters.write_back()
    assert [value.data for value in values] == [number + 0.5 for number in before]
    assert [value.grad for value in values] == program.parameters.grad.tolist()
    assert loss().data == pytest.approx(program())


def test_the_block_is_changed_in_place_or_as_a_whole() -> None:
    a, b = Value(1.0, name="a"), Value(2.0)
    program = autograd.compile(b * b + a, wrt=[a, b])
    block = program.parameters
    assert (len(block), repr(block)) == (2, "<2 parameters, data=[1.0, 2.0]>")
    block.data[1] = 3.0
    assert program() == 10.0
    block.data -= 1.0
    assert program() == 4.0
    block.data = [5.0, 6.0]
    assert program() == 41.0
    assert (program.gradients().tolist(), block.grad.tolist()) == ([1.0, 12.0], [1.0, 12.0])
    block.grad = 0.0
    assert block.grad.tolist() == [0.0, 0.0]


def test_what_a_block_does_not_take() -> None:
    a, b = Value(1.0, name="a"), Value(2.0)
    block = autograd.compile(b * b + a, wrt=[a, b]).parameters
    with pytest.raises(DomainError, match="the data of a holds a finite number, not nan"):
        block.data = [math.nan, 1.0]
    with pytest.raises(DomainError, match=r"the data of wrt\[1\] holds a finite number, not inf"):
        block.data = np.array([1.0, math.inf])
    with pytest.raises(ValueError, match="the block has 2 numbers, and was given 3"):
        block.data = [1.0, 2.0, 3.0]
    assert block.data.tolist() == [1.0, 2.0]


def test_a_number_in_place_that_is_not_finite_is_refused_by_the_call() -> None:
    a = Value(1.0, name="a")
    program = autograd.compile(a * a, wrt=[a])
    program.parameters.data[0] = math.nan
    with pytest.raises(DomainError, match="finite number, not nan"):
        program()


BLOCKS: dict[str, tuple[Any, str]] = {
    "a text": (["a", 1.0], "the block takes numbers, not ['a', 1.0]"),
    "a complex number": ([1j, 1.0], "the block takes numbers, not [1j, 1.0]"),
    "nothing": (None, "the block takes numbers, not None"),
    "beyond floats": ([1.0, 10**400], "the data of wrt[1] holds a finite number, not inf"),
    "not a number": (math.nan, "the data of w holds a finite number, not nan"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_takes_numbers_alone(name: str) -> None:
    given, sentence = BLOCKS[name]
    w, v = Value(2.0, name="w"), Value(3.0)
    program = autograd.compile(w * v, wrt=[w, v], backend="numpy")
    with pytest.raises((TypeError, DomainError), match=re.escape(sentence)):
        program.parameters.data = given
    assert program.parameters.data.tolist() == [2.0, 3.0]
    none = autograd.compile(Value(1.0) * 2.0, backend="numpy")
    none.parameters.data = math.nan  # in no place
    assert none() == 2.0


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_parameter_that_was_made_infinite_in_place_is_named(backend: str, dtype: str) -> None:
    w, unused, x = Value(2.0, name="w"), Value(3.0, name="u"), Value(1.0, name="x")
    program = autograd.compile(w * x, wrt=[w, unused], inputs=[x], backend=backend, dtype=dtype)
    for i, name in enumerate("wu"):
        program.parameters.data = [1.0, 1.0]
        program.parameters.data[i] = math.inf
        with pytest.raises(DomainError, match=rf"^the data of {name} holds a finite number, not inf"):
            program([[1.0], [2.0]])


def test_the_mean_of_gradients_is_the_sum_divided_by_the_lanes() -> None:
    w, x = Value(1.0), Value(1.0)
    program = autograd.compile(w * x, wrt=[w], inputs=[x], backend="numpy")
    lines = np.array([[0.1], [0.7], [0.3]])
    program(lines)
    whole = program.gradients().item()
    assert program.gradients(reduce="mean").tolist() == [whole / 3] != [whole * (1 / 3)]
    assert DataParallel(program, shards=1)(lines, reduce="mean")[1].tolist() == [whole / 3]


def test_runners_of_three_numbers_of_lanes_are_kept_by_their_last_use() -> None:
    w, x = Value(1.0), Value(1.0)
    program = autograd.compile(w * x, wrt=[w], inputs=[x], backend="numpy")
    made, make = list[int](), program._make

    def counting(plan: Any, lanes: int, dtype: str) -> Any:
        made.append(lanes)
        return make(plan, lanes, dtype)

    program._make = counting
    for lanes in (8, 8, 3, 20, 8, 8, 3, 20, 8, 5, 8, 20, 3):  # 5 drives out 3, which was used longest ago
        program(np.ones((lanes, 1)))
    assert made == [8, 3, 20, 5, 3]
