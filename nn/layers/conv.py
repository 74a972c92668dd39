"""Convolution and pooling of images: lists of channels, which are lists of rows of numbers.

A unit sees a window of the image. Windows begin `stride` rows or columns apart. The first window begins `padding`
before the image. A window that would end beyond the padding on the other side is left out, as in other libraries.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from autograd import Value, dot, relu, total
from autograd import max as largest
from autograd.language import say
from nn.layers.init import Init, he, require_init
from nn.layers.neuron import Activation, require_activation
from nn.layers.ranges import count
from nn.module import Module
from nn.nested import each, flat, lifted, shape, size

Place = tuple[int, int]


class _Windows(Module):
    """A module that sees an image through windows of `size` × `size`."""

    def __init__(self, size: int, stride: int, padding: int) -> None:
        self.size, self.stride = count(size, "the size of a window"), count(stride, "a stride")
        self.padding = count(padding, "a padding", least=0)

    def places(self, x: Any, channels: int | None = None) -> list[list[list[tuple[Place, Place]]]]:
        """For each unit, row by row, the places that it sees: each as a place in the window and a place in the
        image."""
        sizes = shape(x)
        if len(sizes) != 3 or (channels is not None and sizes[0] != channels):
            if channels is None:
                raise ValueError(say("no image", part=self, given=size(x)))
            raise ValueError(say("no image of so many channels", part=self, channels=channels, given=size(x)))
        if len({(len(channel), len(row)) for channel in x for row in channel}) > 1:
            raise ValueError(say("ragged image", part=self, given=size(x)))
        ends = [n + 2 * self.padding - self.size for n in sizes[1:]]
        if min(ends) < 0:
            raise ValueError(say("window larger than image", size=self.size, given=size(x)))
        rows, columns = (
            [
                [(k, start + k) for k in range(self.size) if 0 <= start + k < n]
                for start in range(-self.padding, end - self.padding + 1, self.stride)
            ]
            for n, end in zip(sizes[1:], ends, strict=True)
        )
        return [[[((p, q), (i, j)) for p, i in row for q, j in column] for column in columns] for row in rows]


class Conv2D(_Windows):
    """`activation(⟨W_m, window⟩ + b_m)` for each of `filters` and each window: one `dot` per unit.

    `channels` is the number of the image's channels. Beyond the image there is 0, which needs no edge. `init` gives the
    first weights, by default He's normal distribution. Their names are filter, channel, row, column.

    >>> sobel = Conv2D(1, 1, 2, activation=None)
    >>> for weight, number in zip(sobel.parameters(), [1.0, -1.0, 1.0, -1.0]):
    ...     weight.data = number
    >>> [[unit.data for unit in row] for row in sobel([[[0.0, 5.0, 5.0], [0.0, 5.0, 5.0]]])[0]]
    [[-10.0, 0.0]]
    """

    def __init__(
        self,
        channels: int,
        filters: int,
        size: int,
        stride: int = 1,
        padding: int = 0,
        *,
        activation: Activation = relu,
        init: Init | None = None,
        name: str = "",
    ) -> None:
        super().__init__(size, stride, padding)
        channels, filters = count(channels, "the number of channels"), count(filters, "the number of filters")
        require_activation(activation)
        init, area = he() if init is None else init, size * size
        require_init(init)
        self.weight = [
            [
                [
                    [
                        Value(init(channels * area, filters * area), name=f"{name}f{m}.c{c}.w{p}_{q}")
                        for q in range(1, size + 1)
                    ]
                    for p in range(1, size + 1)
                ]
                for c in range(1, channels + 1)
            ]
            for m in range(1, filters + 1)
        ]
        self.bias = [Value(0.0, name=f"{name}f{m}.b") for m in range(1, filters + 1)]
        self.activation = activation

    def __call__(self, x: Any) -> list[list[list[Value]]]:
        channels = range(len(self.weight[0]))
        places = self.places(x, len(channels))
        x = each(lifted, x)  # once, so that all units share the same input nodes
        seen = [[([x[c][i][j] for c in channels for _, (i, j) in window], window) for window in row] for row in places]

        def unit(weight: Any, bias: Value, inputs: Sequence[Value], window: Sequence[tuple[Place, Place]]) -> Any:
            out = dot([channel[p][q] for channel in weight for (p, q), _ in window], inputs, bias)
            return self.activation(out) if self.activation else out

        return [
            [[unit(weight, bias, *inputs_of_window) for inputs_of_window in row] for row in seen]
            for weight, bias in zip(self.weight, self.bias, strict=True)
        ]

    def __repr__(self) -> str:
        of = f"{len(self.weight[0])}, {len(self.weight)}, {self.size}"
        return f"Conv2D({of}, stride={self.stride}, padding={self.padding})"


class _Pool(_Windows, ABC):
    """One number for each window of each channel. Windows stand side by side unless a stride is given."""

    def __init__(self, size: int, stride: int | None = None, padding: int = 0) -> None:
        super().__init__(size, size if stride is None else stride, padding)
        if 2 * padding > size:
            raise ValueError(say("padding without anything to pool", padding=padding, size=size))

    def __call__(self, x: Any) -> list[list[list[Any]]]:
        places = self.places(x)
        return [
            [[self.pooled([channel[i][j] for _, (i, j) in window]) for window in row] for row in places]
            for channel in each(lifted, x)
        ]

    @abstractmethod
    def pooled(self, window: Sequence[Any]) -> Any:
        """The result for the numbers of one window."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.size}, stride={self.stride}, padding={self.padding})"


class MaxPool2D(_Pool):
    """The largest number of each window. Several largest numbers share the gradient in equal parts.

    >>> MaxPool2D(2)([[[1.0, 2.0], [4.0, 3.0]]])[0][0][0].data
    4.0
    """

    def pooled(self, window: Sequence[Any]) -> Any:
        return largest(window)


class AveragePool2D(_Pool):
    """The mean of each window, with 0 beyond the image.

    >>> AveragePool2D(2)([[[1.0, 2.0], [4.0, 3.0]]])[0][0][0].data
    2.5
    """

    def pooled(self, window: Sequence[Any]) -> Any:
        return total(window) / self.size**2


class Flatten(Module):
    """All numbers of an image as one list.

    >>> Flatten()([[[1, 2], [3, 4]]])
    [1, 2, 3, 4]
    """

    def __call__(self, x: Any) -> list[Any]:
        return list(flat(x))

    def __repr__(self) -> str:
        return "Flatten()"
