"""The Values of tensors. Two parts with one tensor have the same Values, so that they stay tied."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Any

from autograd.language import say
from nn.layers.blocks import BatchNorm
from nn.layers.conv import Conv2D
from nn.layers.init import zeros
from nn.layers.neuron import Embedding, Layer
from nn.nested import each, flat, shape


def require_numbers(numbers: Any, name: str, sizes: tuple[int, ...], *, variance: bool = False) -> None:
    """Raise `ValueError` unless this has the shape `sizes`, and its numbers are finite, and a variance is not less than
    0. `name` is for the message."""
    if shape(numbers) != sizes:
        raise ValueError(say("shape of a tensor", name=name, found=_sized(shape(numbers)), wanted=_sized(sizes)))
    for number in flat(numbers):
        if not math.isfinite(number):
            raise ValueError(say("tensor has no finite number", name=name, number=number))
        if variance and number < 0.0:
            raise ValueError(say("variance below 0", name=name, number=number))


def _sized(sizes: tuple[int, ...]) -> str:
    return " × ".join(map(str, sizes)) or say("of one number")


class Shared:
    """The layers of a network that is read, from the numbers of its tensors.

    Each tensor comes as its key and its numbers. Tensors of the same key become the same Values. The key None stands
    for a tensor of its own. Missing biases are 0.
    """

    def __init__(self) -> None:
        self._first: dict[Hashable, Any] = {}

    def layer(self, weight: tuple[Hashable, Any], bias: tuple[Hashable, Any], *, columns: bool = False) -> Layer:
        """A Layer without an activation. The weight is outputs × inputs; with `columns`, inputs × outputs."""
        key, numbers = weight
        rows = [list(row) for row in zip(*numbers, strict=True)] if columns else numbers
        made = Layer(len(rows[0]), len(rows), activation=None, init=zeros)
        values = [neuron.w for neuron in made.neurons]
        if columns:
            kept = self._values(key, _turned(values), numbers)
            values = _turned(kept)
        else:
            values = self._values(key, values, numbers)
        biases = self._values(bias[0], [neuron.b for neuron in made.neurons], bias[1])
        for neuron, w, b in zip(made.neurons, values, biases, strict=True):
            neuron.w, neuron.b = w, b
        return made

    def convolution(
        self, weight: tuple[Hashable, Any], bias: tuple[Hashable, Any], stride: int, padding: int
    ) -> Conv2D:
        """A Conv2D without an activation."""
        filters, channels, size = shape(weight[1])[:3]
        made = Conv2D(channels, filters, size, stride, padding, activation=None, init=zeros)
        made.weight = self._values(weight[0], made.weight, weight[1])
        made.bias = self._values(bias[0], made.bias, bias[1])
        return made

    def norm(
        self,
        weight: tuple[Hashable, Any],
        bias: tuple[Hashable, Any],
        mean: tuple[Hashable, list[float]],
        variance: tuple[Hashable, list[float]],
        **options: Any,
    ) -> BatchNorm:
        """A BatchNorm without an activation."""
        made = BatchNorm(len(mean[1]), **options)
        made.gamma = self._values(weight[0], made.gamma, weight[1])
        made.beta = self._values(bias[0], made.beta, bias[1])
        made.running_mean, made.running_variance = self._running(*mean), self._running(*variance)
        return made

    def embedding(self, weight: tuple[Hashable, Any]) -> Embedding:
        rows, columns = shape(weight[1])
        made = Embedding(rows, columns, init=zeros)
        made.weight = self._values(weight[0], made.weight, weight[1])
        return made

    def _running(self, key: Hashable, numbers: list[float]) -> list[float]:
        """Numbers that training moves: one list for all parts with one tensor."""
        return numbers if key is None else self._first.setdefault(key, numbers)

    def _values(self, key: Hashable, values: Any, numbers: Any) -> Any:
        """The Values of the tensor: those of its first use, or `values`, set to the numbers."""
        if numbers is None:
            return values
        if key is not None:
            values = self._first.setdefault(key, values)
        each(_set, values, numbers)
        return values


def _set(value: Any, number: float) -> None:
    value.data = number


def _turned(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
