"""A network that learns in front of the reader, a step at a time, and what there is to see of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from time import perf_counter
from typing import Any

import nn
from autograd import mean
from autograd.graph.value import Value
from autograd.language.errors import DomainError
from autograd.record.steps import steps
from viz.lab.inside.calculation import shown
from viz.lab.inside.health import histogram, symptoms
from viz.lab.inside.settings import ACTIVATIONS, DATA, LOSSES, OPTIMIZERS, Settings
from viz.lab.inside.surface import surface

SIDE = 24
"""Squares along each side of the picture of the boundary."""
MOST_PLACES = 200
"""Places of the path that are kept. After so many, every second one is let go of."""
FEW = 25
"""Examples of which the loss surface is made: all would take many seconds."""
ROWS = 1
"""Rows of that picture that are renewed with each step: all at once would take as long as several steps."""


class Training:
    """A network in training. Everything about it follows from its settings, so a link can hold them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.data = DATA[settings.data](settings.count, settings.noise, settings.seed)
        draw = Random(settings.seed)
        first = nn.init.he(draw) if settings.activation == "relu" else nn.init.xavier(draw)
        activation = ACTIVATIONS[settings.activation]
        self.model = nn.MLP(2, [*settings.hidden, 1], activation=activation, init=first)
        self.optimizer = OPTIMIZERS[settings.optimizer](self.model.parameters(), settings.rate)
        self.loss = LOSSES[settings.loss]
        self.steps, self.row = 0, 0
        self.losses: list[float] = []
        self.path = [[p.data for p in self.model.parameters()]]
        self.every = 1  # so many steps lie between two places of the path
        self.outputs: list[list[list[float]]] = []  # of each layer, for each example
        self.box = _around(self.data.xs)
        self.grid = [[0.5] * SIDE for _ in range(SIDE)]
        self.draw_rows(SIDE)

    def step(self) -> None:
        """One step of gradient descent on all examples."""
        rows: list[Any] = [[Value(number) for number in x] for x in self.data.xs]
        outputs = []
        for layer in self.model.layers:
            rows = [layer(row) for row in rows]
            outputs.append([[node.data for node in (row if isinstance(row, list) else [row])] for row in rows])
        loss = mean([self.loss(logit, y) for logit, y in zip(rows, self.data.ys, strict=True)])
        self.model.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.outputs, self.steps = outputs, self.steps + 1
        self.losses.append(loss.data)
        if self.steps % self.every == 0:
            self.path.append([p.data for p in self.model.parameters()])
            if len(self.path) > MOST_PLACES:
                self.path, self.every = self.path[::2], 2 * self.every

    def draw_rows(self, count: int) -> None:
        """Renew so many rows of the picture of the boundary."""
        left, right, low, high = self.box
        for _ in range(count):
            y = high - (high - low) * (self.row + 0.5) / SIDE
            xs = [left + (right - left) * (i + 0.5) / SIDE for i in range(SIDE)]
            self.grid[self.row] = [round(_share(self.model([x, y]).data), 3) for x in xs]
            self.row = (self.row + 1) % SIDE

    def advance(self, most: int, seconds: float) -> dict[str, Any]:
        """Steps for about so long, at most so many; then what there is to see."""
        begin, start = len(self.losses), perf_counter()
        while len(self.losses) - begin < most:
            self.step()
            self.draw_rows(ROWS)
            if perf_counter() - start > seconds:
                break
        return self.seen(begin)

    def seen(self, begin: int = 0) -> dict[str, Any]:
        """What there is to see: all but the losses before number `begin`."""
        right = [(row[0] > 0.0) == bool(y) for row, y in zip(self.outputs[-1], self.data.ys, strict=True)] \
            if self.outputs else []  # fmt: skip
        return {
            "steps": self.steps,
            "losses": self.losses[begin:],
            "accuracy": sum(right) / len(right) if right else None,
            "grid": self.grid,
            "network": self.network(),
            "layers": [
                {
                    "name": layer.name,
                    "weights": histogram([p.data for p in layer.parameters()]),
                    "gradients": histogram([p.grad for p in layer.parameters()]),
                }
                for layer in self.model.layers
            ],
            "symptoms": symptoms(self.model, self.outputs, self.settings.activation) if self.outputs else [],
        }

    def network(self) -> dict[str, Any]:
        """Each neuron with its weights and their gradients, and with what it gives on average."""
        layers = []
        for i, layer in enumerate(self.model.layers):
            columns = list(zip(*self.outputs[i], strict=True)) if self.outputs else [()] * len(layer.neurons)
            layers.append(
                [
                    {
                        "weights": [_short(w.data) for w in neuron.w],
                        "gradients": [_short(w.grad) for w in neuron.w],
                        "output": _short(sum(column) / len(column)) if column else None,
                    }
                    for neuron, column in zip(layer.neurons, columns, strict=True)
                ]
            )
        return {"inputs": self.data.features or ["x", "y"], "layers": layers}

    def started(self) -> dict[str, Any]:
        """The data, which stays as it is, and what there is to see at first."""
        points = [[*x, y] for x, y in zip(self.data.xs, self.data.ys, strict=True)]
        return self.seen() | {"points": points, "box": self.box, "parameters": len(self.model.parameters())}

    def surface(self) -> dict[str, Any]:
        """The loss of a few examples around the path, and the path."""
        xs, ys = self.data.xs[:FEW], self.data.ys[:FEW]
        parameters = self.model.parameters()
        now = [p.data for p in parameters]

        def loss(at: Sequence[float]) -> float | None:
            for parameter, number in zip(parameters, at, strict=True):
                parameter.data = number
            try:
                total: float = mean([self.loss(self.model(x), y) for x, y in zip(xs, ys, strict=True)]).data
            except DomainError:
                return None
            return total

        try:
            return surface([*self.path, now], loss) | {"examples": len(xs)}
        finally:
            loss(now)

    def example(self, number: int) -> dict[str, Any]:
        """The chain rule for the loss of one example, with the weights as they are now."""
        i = min(max(number, 0), len(self.data.xs) - 1)
        names = self.data.features or ["x", "y"]
        inputs = [Value(x, name=name) for x, name in zip(self.data.xs[i], names, strict=True)]
        loss = self.loss(self.model(inputs), self.data.ys[i])
        loss.name = "loss"
        return shown(steps(loss))


def _around(xs: list[list[float]]) -> list[float]:
    """The smallest and the largest of the first and of the second number, with a margin."""
    ends = []
    for column in zip(*xs, strict=True):
        margin = 0.15 * (max(column) - min(column)) + 0.1
        ends += [min(column) - margin, max(column) + margin]
    return ends


def _short(number: float) -> float:
    """Enough digits for a picture."""
    return float(f"{number:.3g}")


def _share(logit: float) -> float:
    """The sigmoid of a number, without overflow."""
    return 1.0 / (1.0 + math.exp(-logit)) if logit > -700.0 else 0.0
