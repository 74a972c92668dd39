"""Every layer takes the numbers of `jvp`, and gives the derivative along a direction that differences have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from autograd import Value, hessian, jvp, sigmoid, softplus, tanh
from nn import (
    MLP,
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dropout,
    Flatten,
    Layer,
    MaxPool2D,
    Module,
    Neuron,
    Residual,
    Sequential,
)
from nn.layers.losses import cross_entropy_from_logits
from nn.nested import flat
from tests.nn.agreement import numbers, shaped
from tests.nn.layers.test_layers import started

STEP = 1e-5


MODULES: dict[str, tuple[Module, tuple[int, ...]]] = {
    "a neuron": (Neuron(3, activation=tanh), (3,)),
    "a neuron step by step": (Neuron(3, activation=tanh, expand=True), (3,)),
    "a layer": (Layer(3, 2, activation=sigmoid), (3,)),
    "layers": (MLP(3, [4, 2], activation=softplus), (3,)),
    "a convolution": (Conv2D(1, 2, 2, activation=tanh), (1, 3, 3)),
    "pooling": (Sequential(Conv2D(1, 1, 2), MaxPool2D(2), Flatten(), Layer(1, 2, activation=tanh)), (1, 3, 3)),
    "a mean of windows": (AveragePool2D(2), (1, 2, 4)),
    "a residual sum": (Residual(Layer(2, 2, activation=tanh)), (2,)),
    "a layer that drops nothing in use": (Sequential(Layer(2, 3, activation=tanh), Dropout(0.5)).eval(), (2,)),
    "a norm in use": (Sequential(Layer(2, 3, activation=tanh), BatchNorm(3)).eval(), (2,)),
}


def output(module: Module, shape: tuple[int, ...]) -> Callable[..., list[Any]]:
    return lambda *at: list(flat(module(shaped(numbers(6, *shape), at))))


def in_numbers(outputs: Sequence[Any]) -> list[float]:
    return [out.data if isinstance(out, Value) else float(out) for out in outputs]


@pytest.mark.parametrize("name", MODULES)
def test_the_derivative_along_a_direction_is_that_of_differences(name: str) -> None:
    module, shape = MODULES[name]
    started(module, 5)
    f = output(module, shape)
    at, along = list(flat(numbers(6, *shape))), list(flat(numbers(7, *shape)))
    values, tangents = jvp(f, at, along)
    assert in_numbers(values) == in_numbers(f(*at))
    above, below = (in_numbers(f(*[x + s * t for x, t in zip(at, along, strict=True)])) for s in (STEP, -STEP))
    assert in_numbers(tangents) == pytest.approx(
        [(a - b) / (2 * STEP) for a, b in zip(above, below, strict=True)], rel=1e-5, abs=1e-7
    )


def test_a_batch_is_normalised_with_the_derivatives_of_its_mean_and_variance() -> None:
    norm = BatchNorm(1)

    def first(*at: Any) -> Any:
        return norm.batch([[x] for x in at])[0][0]

    at, along = [0.5, -1.0, 2.0], [1.0, 0.25, -0.5]
    _, tangent = jvp(first, at, along)
    above, below = (in_numbers([first(*[x + s * t for x, t in zip(at, along, strict=True)])]) for s in (STEP, -STEP))
    assert in_numbers([tangent]) == pytest.approx([(above[0] - below[0]) / (2 * STEP)], rel=1e-5)
    assert all(type(number) is float for number in norm.running_mean + norm.running_variance)


def test_a_product_with_the_hessian_of_a_loss_is_the_hessian_times_the_vector() -> None:
    model = started(MLP(2, [3, 2], activation=tanh), 5)
    at, v = [0.3, -0.8], [1.0, -2.0]

    def loss(*x: Any) -> Any:
        return cross_entropy_from_logits(model(x), 1)

    def slope(*x: Any) -> Any:
        return jvp(loss, x, v)[1]

    _, curvature = jvp(slope, at, v)
    rows = hessian(loss, at)
    assert in_numbers([curvature]) == pytest.approx([sum(v[i] * rows[i][j] * v[j] for i in (0, 1) for j in (0, 1))])
