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
from nn.boxes import AddLayer, Affine, Box, MulLayer, ReLU, Sigmoid, SoftmaxWithLoss
from nn.conv import AveragePool2D, Conv2D, MaxPool2D
from nn.layers import BatchNorm, Dropout, Flatten, Residual, Sequential
from nn.module import Module
from nn.neuron import MLP, Layer, Neuron

if TYPE_CHECKING:
    from nn import data as data
    from nn import search as search
    from nn.checkpoint import load as load
    from nn.checkpoint import save as save
    from nn.estimators import Classifier as Classifier
    from nn.estimators import Regressor as Regressor
    from nn.export import to_torch as to_torch
    from nn.history import Epoch as Epoch
    from nn.history import History as History
    from nn.onnx_file import to_onnx as to_onnx
    from nn.tensors import CheckpointError as CheckpointError
    from nn.training import TrainingError as TrainingError
    from nn.training import train as train

_MODULES = ("data", "search")
_LATER = {
    "CheckpointError": "nn.tensors",
    "Classifier": "nn.estimators",
    "Epoch": "nn.history",
    "History": "nn.history",
    "Regressor": "nn.estimators",
    "TrainingError": "nn.training",
    "load": "nn.checkpoint",
    "save": "nn.checkpoint",
    "to_onnx": "nn.onnx_file",
    "to_torch": "nn.export",
    "train": "nn.training",
}
"""What is loaded when it is asked for: a program that only builds networks need not wait for it."""


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"nn.{name}")
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'nn' has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_LATER})


# Without Classifier and Regressor: `from nn import *` is not to need scikit-learn.
__all__ = [
    "MLP",
    "AddLayer",
    "Affine",
    "AveragePool2D",
    "BatchNorm",
    "Box",
    "CheckpointError",
    "Conv2D",
    "Dropout",
    "Epoch",
    "Flatten",
    "History",
    "Layer",
    "MaxPool2D",
    "Module",
    "MulLayer",
    "Neuron",
    "ReLU",
    "Residual",
    "Sequential",
    "Sigmoid",
    "SoftmaxWithLoss",
    "TrainingError",
    "data",
    "init",
    "load",
    "losses",
    "metrics",
    "optim",
    "save",
    "search",
    "to_onnx",
    "to_torch",
    "train",
]
