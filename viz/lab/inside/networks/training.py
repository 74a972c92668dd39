"""A network that learns in front of the reader, a step at a time, and what there is to see of it."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

from autograd import mean
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, ExpressionError
from autograd.record.steps import Steps, steps
from viz.lab.inside.formulas.calculation import shown
from viz.lab.inside.networks.health import histogram, symptoms
from viz.lab.inside.networks.settings import OPTIMIZERS, Settings
from viz.lab.inside.networks.surface import surface
from viz.lab.inside.networks.tasks import Filters, short, task
from viz.networks.graphed import graphed
from viz.networks.unfolding import unfolding

MOST_PLACES = 200
"""Places of the path that are kept. After so many, every second one is let go of."""


class Training:
    """A network in training. Everything about it follows from its settings, so a link can hold them."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.task = settings, task(settings)
        self.data, self.layers = self.task.data, self.task.layers
        self.parameters = [p for layer in self.layers for p in layer.parameters()]
        self.optimizer = OPTIMIZERS[settings.optimizer](self.parameters, settings.rate)
        self.steps = 0
        self.losses: list[float] = []
        self.path = [[p.data for p in self.parameters]]
        self.every = 1  # so many steps lie between two places of the path
        self.outputs: list[list[list[float]]] = []  # of each layer, for each example
        self.accuracy: float | None = None
        self.shown: Steps | None = None  # the example whose chain rule was shown last

    def step(self) -> None:
        """One step of gradient descent."""
        places = self.task.batch(self.steps)
        made = [self.task.forward([Value(number) for number in self.data.xs[i]]) for i in places]
        answers, ys = [outputs[-1] for outputs in made], [self.data.ys[i] for i in places]
        loss = mean([self.task.loss(answer, y) for answer, y in zip(answers, ys, strict=True)])
        for parameter in self.parameters:
            parameter.grad = 0.0
        loss.backward()
        self.optimizer.step()
        self.steps += 1
        new = [[_numbers(output) for output in layer] for layer in zip(*made, strict=True)]
        count = len(self.data.xs)  # what is said of every example needs the batches before too
        self.outputs = [[*old, *rows][-count:] for old, rows in zip(self.outputs or [[]] * len(new), new, strict=True)]
        right = [self.task.right(answer, y) for answer, y in zip(answers, ys, strict=True)]
        self.accuracy = None if right[0] is None else sum(map(bool, right)) / len(right)
        self.task.answered(places, answers)
        self.losses.append(loss.data)
        self._remember()

    def _remember(self) -> None:
        if self.steps % self.every == 0:
            self.path.append([p.data for p in self.parameters])
            if len(self.path) > MOST_PLACES:
                self.path, self.every = self.path[::2], 2 * self.every

    def advance(self, most: int, seconds: float) -> dict[str, Any]:
        """Steps for about so long, at most so many; then what there is to see."""
        begin, start = len(self.losses), perf_counter()
        while len(self.losses) - begin < most:
            self.step()
            self.task.draw()
            if perf_counter() - start > seconds:
                break
        return self.seen(begin)

    def seen(self, begin: int = 0) -> dict[str, Any]:
        """What there is to see: all but the losses before number `begin`."""
        return {
            "steps": self.steps,
            "losses": self.losses[begin:],
            "accuracy": self.accuracy,
            "picture": self.task.picture,
            "box": self.task.box,
            "network": self.network(),
            "filters": [
                [short(w.data) for row in filter_[0] for w in row]
                for layer in self.layers
                if isinstance(layer, Filters)
                for filter_ in layer.weight
            ],
            "layers": [
                {
                    "name": layer.name,
                    "weights": histogram([p.data for p in layer.parameters()]),
                    "gradients": histogram([p.grad for p in layer.parameters()]),
                }
                for layer in self.layers
            ],
            "symptoms": self.symptoms(),
        }

    def symptoms(self) -> list[dict[str, Any]]:
        """What goes wrong, once every example was seen."""
        if not self.outputs or len(self.outputs[0]) < len(self.data.xs):
            return []
        return symptoms(self.layers, self.outputs, self.settings.activation)

    def network(self) -> dict[str, Any] | None:
        """Each neuron with its weights and their gradients, and with what it gives on average. A convolution is seen by
        its filters instead."""
        if isinstance(self.layers[0], Filters):
            return None
        layers = []
        for i, layer in enumerate(self.layers):
            columns = list(zip(*self.outputs[i], strict=True)) if self.outputs else [()] * len(layer.neurons)
            layers.append(
                [
                    {
                        "weights": [short(w.data) for w in neuron.w],
                        "gradients": [short(w.grad) for w in neuron.w],
                        "output": short(sum(column) / len(column)) if column else None,
                    }
                    for neuron, column in zip(layer.neurons, columns, strict=True)
                ]
            )
        return {"inputs": self.data.features or ["x", "y"], "layers": layers}

    def started(self) -> dict[str, Any]:
        """The data, which stays as it is, and what there is to see at first."""
        points = [[*x, y] for x, y in zip(self.data.xs, self.data.ys, strict=True)]
        return self.seen() | {"kind": self.task.kind, "points": points, "parameters": len(self.parameters)}

    def surface(self) -> dict[str, Any]:
        """The loss of a few examples around the path, and the path."""
        xs, ys = self.data.xs[: self.task.few], self.data.ys[: self.task.few]
        now = [p.data for p in self.parameters]

        def loss(at: Sequence[float]) -> float | None:
            for parameter, number in zip(self.parameters, at, strict=True):
                parameter.data = number
            try:
                terms = [self.task.loss(self.task.forward(x)[-1], y) for x, y in zip(xs, ys, strict=True)]
                total: float = mean(terms).data
            except DomainError:
                return None
            return total

        try:
            return surface([*self.path, now], loss) | {"examples": len(xs)}
        finally:
            loss(now)

    def example(self, number: int) -> dict[str, Any]:
        """The chain rule for the loss of one example, with the weights as they are now, and the drawing of the layers
        of neurons."""
        i = min(max(number, 0), len(self.data.xs) - 1)
        names = self.data.features or ["x", "y"]
        inputs = [Value(x, name=name) for x, name in zip(self.data.xs[i], names, strict=True)]
        loss = self.task.loss(self.task.forward(inputs)[-1], self.data.ys[i])
        loss.name = "loss"
        self.shown = steps(loss)
        found = shown(self.shown)
        if network := unfolding(self.shown, graphed(self.shown, self.layers)):
            found["data"]["network"], found["neurons"] = network.data, network.svg
        return found

    def shown_example(self) -> Steps:
        """The record of that example."""
        if self.shown is None:
            raise ExpressionError(say("no network"))
        return self.shown


def _numbers(output: Any) -> list[float]:
    return [node.data for node in (output if isinstance(output, list) else [output])]
