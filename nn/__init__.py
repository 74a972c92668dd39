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

from nn import init, losses, optim
from nn.conv import AveragePool2D, Conv2D, MaxPool2D
from nn.layers import BatchNorm, Dropout, Flatten, Residual, Sequential
from nn.module import Module
from nn.neuron import MLP, Layer, Neuron

if TYPE_CHECKING:
    from nn.checkpoint import load as load
    from nn.checkpoint import save as save
    from nn.history import Epoch as Epoch
    from nn.history import History as History
    from nn.tensors import CheckpointError as CheckpointError
    from nn.training import TrainingError as TrainingError
    from nn.training import train as train

_LATER = {
    "CheckpointError": "nn.tensors",
    "Epoch": "nn.history",
    "History": "nn.history",
    "TrainingError": "nn.training",
    "load": "nn.checkpoint",
    "save": "nn.checkpoint",
    "train": "nn.training",
}
"""What is loaded when it is asked for."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'nn' has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "MLP",
    "AveragePool2D",
    "BatchNorm",
    "CheckpointError",
    "Conv2D",
    "Dropout",
    "Epoch",
    "Flatten",
    "History",
    "Layer",
    "MaxPool2D",
    "Module",
    "Neuron",
    "Residual",
    "Sequential",
    "TrainingError",
    "init",
    "load",
    "losses",
    "optim",
    "save",
    "train",
]
