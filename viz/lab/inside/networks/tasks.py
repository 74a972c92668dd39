"""What there is to learn: for each kind of data the network, its loss, and the picture of what it answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import nn
from nn.layers.losses import cross_entropy_from_logits, half_squared_error
from nn.learning.metrics import predicted_class
from nn.nested import flat
from viz.lab.inside.networks.digits import SIDE
from viz.lab.inside.networks.settings import ACTIVATIONS, DATA, LOSSES, Settings

SQUARES = 24
"""Squares along each side of the picture of a boundary, and half of the places of a curve."""
BATCH = 20
"""Digits of a step. Of points a step takes all."""


class Points:
    """Points of two classes in a plane. The picture is a grid with the share of class 1 at each place."""

    kind = "points"
    few = 25  # examples of which the loss surface is made: all would take many seconds

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.data = DATA[settings.data](settings.count, settings.noise, settings.seed)
        draw = Random(settings.seed)
        self.init = nn.init.he(draw) if settings.activation == "relu" else nn.init.xavier(draw)
        self.activation = ACTIVATIONS[settings.activation]
        self.layers: list[Any] = self.network()
        self.loss: Callable[[Any, Any], Any] = LOSSES[settings.loss]
        self.row = 0
        self.box = _around(self.data.xs)
        self.picture: Any = [[0.5] * SQUARES for _ in range(SQUARES)]
        self.draw(SQUARES)

    def network(self) -> list[Any]:
        """The layers, which take a list of numbers and give one, or a number."""
        return nn.MLP(
            len(self.data.xs[0]), [*self.settings.hidden, 1], activation=self.activation, init=self.init
        ).layers

    def batch(self, step: int) -> Sequence[int]:
        """The places of the examples of a step."""
        return range(len(self.data.xs))

    def forward(self, x: Any) -> list[Any]:
        """What each layer gives for an example; the last one is the answer."""
        outputs = []
        for layer in self.layers:
            outputs.append(x := layer(x))
        return outputs

    def right(self, answer: Any, y: Any) -> bool | None:
        """Whether the answer is the right class; None where there are no classes."""
        return bool(answer.data > 0.0) == bool(y)

    def draw(self, count: int = 1) -> None:
        """Renew so many rows of the picture: all with each step would take as long as several steps."""
        left, right, low, high = self.box
        for _ in range(count):
            y = high - (high - low) * (self.row + 0.5) / SQUARES
            xs = [left + (right - left) * (i + 0.5) / SQUARES for i in range(SQUARES)]
            self.picture[self.row] = [round(_share(self.forward([x, y])[-1].data), 3) for x in xs]
            self.row = (self.row + 1) % SQUARES

    def answered(self, places: Sequence[int], answers: Sequence[Any]) -> None:
        """The answers of a step."""


class Curve(Points):
    """A noisy curve. The picture is the answer at each place along it."""

    kind = "curve"

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.loss = half_squared_error

    def right(self, answer: Any, y: Any) -> bool | None:
        return None

    def draw(self, count: int = 1) -> None:
        left, right = math.floor(min(x for [x] in self.data.xs)), math.ceil(max(x for [x] in self.data.xs))
        if count == SQUARES:
            self.box = [left, right, -1.6, 1.6]
            self.picture = [None] * (2 * SQUARES)
        for _ in range(2 * count):
            x = left + (right - left) * self.row / (2 * SQUARES - 1)
            self.picture[self.row] = [short(x), short(self.forward([x])[-1].data)]
            self.row = (self.row + 1) % (2 * SQUARES)


class Digits(Points):
    """Digits, for filters that look for strokes everywhere. The picture is the class that was answered last for each
    digit, or None."""

    kind = "digits"
    few = 5

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.loss = cross_entropy_from_logits

    def network(self) -> list[Any]:
        filters, *hidden = self.settings.hidden or (4,)
        seen = Filters(1, filters, size=3, stride=2, activation=self.activation, init=self.init)
        after = nn.MLP(9 * filters, [*hidden, 10], activation=self.activation, init=self.init)
        return [seen, *after.layers]

    def batch(self, step: int) -> Sequence[int]:
        count = len(self.data.xs)
        return [(step * BATCH + i) % count for i in range(min(BATCH, count))]

    def right(self, answer: Any, y: Any) -> bool | None:
        return bool(predicted_class(answer) == y)

    def draw(self, count: int = 1) -> None:
        if count == SQUARES:
            self.picture = [None] * len(self.data.xs)

    def answered(self, places: Sequence[int], answers: Sequence[Any]) -> None:
        for i, answer in zip(places, answers, strict=True):
            self.picture[i] = predicted_class(answer)


class Filters(nn.Conv2D):
    """A convolution that takes the pixels of an image in a row, and gives its answers in a row."""

    name = "conv"

    def __call__(self, x: Any) -> list[Any]:
        return list(flat(super().__call__([[x[i : i + SIDE] for i in range(0, SIDE * SIDE, SIDE)]])))


def task(settings: Settings) -> Points:
    """What the settings ask for."""
    kind = {"digits": Digits, "sine": Curve}.get(settings.data, Points)
    return kind(settings)


def _around(xs: list[list[float]]) -> list[float]:
    """The smallest and the largest of the first and of the second number, with a margin."""
    ends = []
    for column in list(zip(*xs, strict=True))[:2]:
        margin = 0.15 * (max(column) - min(column)) + 0.1
        ends += [min(column) - margin, max(column) + margin]
    return ends


def short(number: float) -> float:
    """Enough digits for a picture."""
    return float(f"{number:.3g}")


def _share(logit: float) -> float:
    """The sigmoid of a number, without overflow."""
    return 1.0 / (1.0 + math.exp(-logit)) if logit > -700.0 else 0.0
