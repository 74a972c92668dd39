"""From a graph of steps to a model: parts in a row, and sums that lead around some of them.

Other libraries write a network as steps, each with a name and with the names of its inputs. A model here is a row of
parts. A sum of two values, of which one was calculated from the other, is a `Residual`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from autograd.language import say
from nn.layers.blocks import BatchNorm, Dropout, Residual, Sequential, is_of_one_number
from nn.layers.conv import Conv2D, Flatten
from nn.layers.neuron import Layer
from nn.module import Module
from nn.nested import many

DEEPEST = 50
"""The most sums within sums. A deeper network could not be calculated by Python's own calls."""


class Step(NamedTuple):
    """A part, and the names of its inputs: one, or two for a sum, whose part is None."""

    inputs: tuple[str, ...]
    part: Any


class Rows(NamedTuple):
    """A part that makes a list of `length` numbers of each example, whatever its shape. `Flatten` takes its place."""

    length: int


def model_of(steps: Mapping[str, Step], start: str, end: str) -> Sequential:
    """The model that calculates `end` from `start`. Steps stand in the order of calculation.

    Raises `ValueError` unless all that leads from `start` to `end` is a row with sums around parts of it.

    >>> from autograd import tanh
    >>> steps = {"h": Step(("x",), tanh), "y": Step(("x", "h"), None)}
    >>> model_of(steps, "x", "y")
    Sequential of [Residual(Sequential of [tanh])]
    """
    place = {name: i for i, name in enumerate([start, *steps])}

    def row(start: str, end: str, depth: int) -> Sequential:
        if depth > DEEPEST:
            raise ValueError(say("sums too deep", most=DEEPEST))
        parts: list[Any] = []
        while end != start:
            if place[end] < place[start]:  # the other input of the sum does not lead here
                raise ValueError(say("not in a row"))
            inputs, part = steps[end]
            if part is None:
                end, last = sorted(inputs, key=place.__getitem__)
                inner = row(end, last, depth + 1)
                alone = inner.layers[0] if len(inner.layers) == 1 else None
                part = Residual(alone if isinstance(alone, Module) else inner)
            else:
                (end,) = inputs
            parts.append(part)
        return in_row(reversed(parts))

    return row(start, end, 0)


def in_row(parts: Any) -> Sequential:
    """A Sequential of the parts. An activation belongs to the layer before it, as one writes it here.

    >>> from autograd import relu, softmax
    >>> in_row([Layer(2, 1, nonlin=False), relu, softmax])
    Sequential of [Layer of [ReLUNeuron(2)], softmax]
    """
    row: list[Any] = []
    parts = list(parts)
    for i, part in enumerate(parts, 1):
        if isinstance(part, Rows):
            width = _width(row) or _taken(parts[i:])
            if width != part.length:
                if width:
                    raise ValueError(say("rows out of others", many=many(part.length), width=width))
                raise ValueError(say("rows without a layer", many=many(part.length)))
            row.append(Flatten())
        elif not (is_of_one_number(part) and row and _activated(row[-1], part)):
            row.append(part)
    return Sequential(*row)


def _width(row: list[Any]) -> int:
    """The length of the list that comes out of these parts, where a layer tells it, else 0."""
    last = next((part for part in reversed(row) if isinstance(part, Module) and not isinstance(part, Dropout)), None)
    return len(last.neurons) if isinstance(last, Layer) else 0


def _taken(parts: list[Any]) -> int:
    """The length of the list that these parts take, where a layer tells it, else 0."""
    for part in parts:
        if isinstance(part, Layer):
            return len(part.neurons[0].w)
        if isinstance(part, (Sequential, Residual)):
            return _taken(part.layers if isinstance(part, Sequential) else [part.inner])
        if not isinstance(part, Dropout) and not is_of_one_number(part):
            break
    return 0


def _activated(layer: Any, activation: Any) -> bool:
    """Give the layer this activation, if it is one that has none. Returns whether it was."""
    places = layer.neurons if isinstance(layer, Layer) else [layer] if isinstance(layer, (Conv2D, BatchNorm)) else []
    free = [place for place in places if place.activation is None]
    for place in free:
        place.activation = activation
    return bool(free)
