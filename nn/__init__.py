"""Neurons and networks built from Values, with micrograd's signatures.

>>> model = MLP(2, [3, 1])
>>> len(model.parameters()), model.parameters()[4].name
(13, 'l1.n2.w2')
>>> print(model)
MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(3)]]
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from nn import init, losses, metrics, optim
from nn.conv import AveragePool2D, Conv2D, MaxPool2D
from nn.layers import BatchNorm, Dropout, Flatten, Residual, Sequential
from nn.module import Module
from nn.neuron import MLP, Layer, Neuron

if TYPE_CHECKING:
    from nn import search as search

_LATER = {"search"}
"""Modules that are loaded when they are asked for: a program that only calculates need not wait for processes."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return import_module(f"nn.{name}")
    raise AttributeError(f"module 'nn' has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "MLP",
    "AveragePool2D",
    "BatchNorm",
    "Conv2D",
    "Dropout",
    "Flatten",
    "Layer",
    "MaxPool2D",
    "Module",
    "Neuron",
    "Residual",
    "Sequential",
    "init",
    "losses",
    "metrics",
    "optim",
    "search",
]
