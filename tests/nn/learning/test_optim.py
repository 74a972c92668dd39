"""Optimizers step for step: against the formulas of their papers on plain floats, and against torch."""

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value
from nn import Layer, optim
from tests.nn.agreement import close, import_torch, numbers, tensor

STEPS = 25
SEED = st.integers(0, 10_000)
Walk = Iterator[float]


def walk_of_sgd(x: float, gradients: list[float]) -> Walk:
    for g in gradients:
        x -= 0.1 * g
        yield x


def walk_of_decayed_sgd(x: float, gradients: list[float]) -> Walk:
    """The gradient of a loss with ½ · 0.2 · x² added is g + 0.2 x."""
    for g in gradients:
        x -= 0.1 * (g + 0.2 * x)
        yield x


def walk_of_momentum(x: float, gradients: list[float]) -> Walk:
    """The velocity is the sum of all steps so far, each of them 0.8 of itself after each step."""
    for t in range(len(gradients)):
        x += sum(0.8 ** (t - s) * -0.1 * gradients[s] for s in range(t + 1))
        yield x


def walk_of_nesterov(x: float, gradients: list[float]) -> Walk:
    """As in Sutskever and others 2013, the gradient is that of the point where the velocity leads; x is that point."""
    place, velocity = x, 0.0
    for g in gradients:
        velocity = 0.8 * velocity - 0.1 * g
        place += velocity
        yield place + 0.8 * velocity


def walk_of_adagrad(x: float, gradients: list[float]) -> Walk:
    for t, g in enumerate(gradients):
        x -= 0.1 * g / (math.hypot(*gradients[: t + 1]) + 1e-10)
        yield x


def walk_of_rmsprop(x: float, gradients: list[float]) -> Walk:
    for t, g in enumerate(gradients):
        square = sum(0.95 ** (t - s) * 0.05 * gradients[s] ** 2 for s in range(t + 1))
        x -= 0.1 * g / (math.sqrt(square) + 1e-8)
        yield x


def walk_of_adam(x: float, gradients: list[float], decay: float = 0.0) -> Walk:
    """The averages that the paper's recurrences stand for, each with weights that add up to 1."""
    for t in range(1, len(gradients) + 1):
        weights, squared = ([(1 - b) * b ** (t - s) for s in range(1, t + 1)] for b in (0.8, 0.95))
        mean = sum(w * g for w, g in zip(weights, gradients, strict=False)) / (1 - 0.8**t)
        square = sum(w * g * g for w, g in zip(squared, gradients, strict=False)) / (1 - 0.95**t)
        x = x - 0.1 * (mean / (math.sqrt(square) + 1e-8) + decay * x)
        yield x


def walk_of_adamw(x: float, gradients: list[float]) -> Walk:
    return walk_of_adam(x, gradients, decay=0.3)


class Case(NamedTuple):
    """An optimizer, its walk by the formula, and the same in torch."""

    make: Callable[[Any], optim.Optimizer]
    walk: Callable[[float, list[float]], Walk]
    theirs: tuple[str, dict[str, Any]]


ADAM = {"beta_1": 0.8, "beta_2": 0.95}
CASES = {
    "SGD": Case(lambda ps: optim.SGD(ps, 0.1), walk_of_sgd, ("SGD", {})),
    "SGD-decay": Case(lambda ps: optim.SGD(ps, 0.1, decay=0.2), walk_of_decayed_sgd, ("SGD", {"weight_decay": 0.2})),
    "Momentum": Case(lambda ps: optim.Momentum(ps, 0.1, 0.8), walk_of_momentum, ("SGD", {"momentum": 0.8})),
    "Nesterov": Case(
        lambda ps: optim.Nesterov(ps, 0.1, 0.8), walk_of_nesterov, ("SGD", {"momentum": 0.8, "nesterov": True})
    ),
    "AdaGrad": Case(lambda ps: optim.AdaGrad(ps, 0.1), walk_of_adagrad, ("Adagrad", {})),
    "RMSProp": Case(lambda ps: optim.RMSProp(ps, 0.1, 0.95), walk_of_rmsprop, ("RMSprop", {"alpha": 0.95})),
    "Adam": Case(lambda ps: optim.Adam(ps, 0.1, **ADAM), walk_of_adam, ("Adam", {"betas": (0.8, 0.95)})),
    "AdamW": Case(
        lambda ps: optim.AdamW(ps, 0.1, decay=0.3, **ADAM),
        walk_of_adamw,
        ("AdamW", {"betas": (0.8, 0.95), "weight_decay": 0.3}),
    ),
}
every_optimizer = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@every_optimizer
@given(seed=SEED)
def test_steps_are_those_of_the_formula(case: Case, seed: int) -> None:
    start, gradients = numbers(seed, 3), numbers(seed + 1, STEPS, 3)
    parameters = [Value(x) for x in start]
    optimizer = case.make(parameters)
    walks = [case.walk(x, list(column)) for x, column in zip(start, zip(*gradients, strict=True), strict=True)]
    for row in gradients:
        for parameter, gradient in zip(parameters, row, strict=True):
            parameter.grad = gradient
        optimizer.step()
        close([parameter.data for parameter in parameters], [next(walk) for walk in walks])


@every_optimizer
def test_steps_equal_torch(case: Case) -> None:
    torch = import_torch()
    name, options = case.theirs
    for seed in range(3):
        start, gradients = numbers(seed, 3), numbers(seed + 10, STEPS, 3)
        parameters, theirs = [Value(x) for x in start], tensor(start)
        optimizer, their_optimizer = case.make(parameters), getattr(torch.optim, name)([theirs], lr=0.1, **options)
        for row in gradients:
            for parameter, gradient in zip(parameters, row, strict=True):
                parameter.grad = gradient
            theirs.grad = torch.tensor(row, dtype=torch.float64)
            optimizer.step()
            their_optimizer.step()
            close([parameter.data for parameter in parameters], theirs)


class Block:
    """Many numbers at once."""

    def __init__(self, data: Any) -> None:
        self.data, self.grad = data, 0.0 * data


@every_optimizer
def test_steps_of_arrays_are_those_of_their_numbers(case: Case) -> None:
    start, gradients = numbers(1, 2, 3), numbers(2, STEPS, 2, 3)
    block, parameters = Block(numpy.array(start)), [Value(x) for row in start for x in row]
    of_block, of_values = case.make([block]), case.make(parameters)
    for gradient in gradients:
        of_block.zero_grad()
        block.grad = block.grad + numpy.array(gradient)
        for parameter, number in zip(parameters, [x for row in gradient for x in row], strict=True):
            parameter.grad = number
        of_block.step()
        of_values.step()
        close([parameter.data for parameter in parameters], block.data, 1e-13)


@every_optimizer
def test_a_bowl_is_descended(case: Case) -> None:
    x, y = Value(3.0), Value(-2.0)
    optimizer = case.make([x, y])

    def height() -> Any:
        return x * x + 2.0 * y * y

    before = height().data
    for _ in range(100):
        optimizer.zero_grad()
        height().backward()
        optimizer.step()
    assert height().data < 0.2 * before
    assert optimizer.steps == 100


def test_shared_parameters_are_stepped_and_clipped_once() -> None:
    encoder = Layer(2, 1)
    decoder = encoder.transposed()
    optimizer = optim.SGD([*encoder.parameters(), *decoder.parameters()], 0.5)
    assert len(optimizer.parameters) == 2 + 1 + 2
    w = encoder.neurons[0].w[0]
    w.data, w.grad = 1.0, 1.0
    optimizer.step()
    assert w.data == 0.5
    assert optim.clip_norm([w, w], 0.5) == 1.0
    assert w.grad == 0.5


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=6), st.floats(0.1, 5))
def test_clipping_shortens_and_keeps_the_direction(gradients: list[float], largest: float) -> None:
    parameters = [Value(0.0) for _ in gradients]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = gradient
    length = math.sqrt(sum(g * g for g in gradients))
    assert optim.clip_norm(iter(parameters), largest) == pytest.approx(length)
    share = largest / length if length > largest else 1.0
    assert [p.grad for p in parameters] == pytest.approx([share * g for g in gradients])


def test_clipping_of_arrays_counts_all_their_numbers() -> None:
    block, one = Block(numpy.zeros((2, 2))), Value(0.0)
    block.grad, one.grad = numpy.array([[1.0, 2.0], [2.0, 4.0]]), 12.0  # 1 + 4 + 4 + 16 + 144 = 13²
    assert optim.clip_norm([block, one], 6.5) == 13.0
    assert (block.grad.tolist(), one.grad) == ([[0.5, 1.0], [1.0, 2.0]], 6.0)


def test_slots_begin_at_0_and_are_counted() -> None:
    counts = {name: len(case.make([Value(1.0)]).slots[0]) for name, case in CASES.items()}
    assert list(counts.values()) == [0, 0, 1, 1, 1, 1, 2, 2]
