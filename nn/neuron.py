"""A neuron, a layer of neurons, and layers in a row.

A neuron is one `dot` and one activation, so its graph has one edge per weight, one per input and one for the bias.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from typing import Any

from autograd import Value, dot
from nn.module import Module


class Neuron(Module):
    """`relu(w·x + b)`, or `w·x + b` with `nonlin=False`. Weights are uniform in [-1, 1], the bias is 0.

    Weights come from Python's `random`, so `random.seed` repeats a network. Parameters are named `w1`, `w2`, …, `b`,
    after the prefix `name`.

    >>> neuron = Neuron(2, nonlin=False)
    >>> for parameter, number in zip(neuron.parameters(), [2.0, -1.0, 0.5]):
    ...     parameter.data = number
    >>> neuron([3.0, 4.0]).data
    2.5
    """

    def __init__(self, nin: int, nonlin: bool = True, name: str = "") -> None:
        self.w = [Value(random.uniform(-1, 1), name=f"{name}w{i}") for i in range(1, nin + 1)]
        self.b = Value(0.0, name=f"{name}b")
        self.nonlin = nonlin

    def __call__(self, x: Sequence[Any]) -> Value:
        """The output for as many inputs, Values or plain numbers, as there are weights."""
        activation: Value = dot(self.w, x, self.b)
        return activation.relu() if self.nonlin else activation

    def parameters(self) -> list[Value]:
        return [*self.w, self.b]

    def __repr__(self) -> str:
        return f"{'ReLU' if self.nonlin else 'Linear'}Neuron({len(self.w)})"


class Layer(Module):
    """`nout` neurons that see the same `nin` inputs. Returns a list, or one Value if there is one neuron."""

    def __init__(self, nin: int, nout: int, nonlin: bool = True, name: str = "") -> None:
        self.neurons = [Neuron(nin, nonlin, f"{name}n{j}.") for j in range(1, nout + 1)]

    def __call__(self, x: Sequence[Any]) -> Any:
        x = [Value.lift(number) for number in x]  # once, so that all neurons share the same input nodes
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self) -> list[Value]:
        return [parameter for neuron in self.neurons for parameter in neuron.parameters()]

    def __repr__(self) -> str:
        return f"Layer of [{', '.join(map(str, self.neurons))}]"


class MLP(Module):
    """A multi-layer perceptron: `nin` inputs, then layers of `nouts` neurons, ReLU on all but the last layer.

    A parameter's name says where it is: `l1.n2.w3` is the third weight of the second neuron of the first layer.
    """

    def __init__(self, nin: int, nouts: Sequence[int]) -> None:
        sizes = [nin, *nouts]
        last = len(nouts)
        self.layers = [
            Layer(nin, nout, nonlin=i != last, name=f"l{i}.")
            for i, (nin, nout) in enumerate(itertools.pairwise(sizes), 1)
        ]

    def __call__(self, x: Sequence[Any]) -> Any:
        """The output for `nin` inputs: a list of Values, or one Value if the last layer has one neuron."""
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self) -> list[Value]:
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def __repr__(self) -> str:
        return f"MLP of [{', '.join(map(str, self.layers))}]"
