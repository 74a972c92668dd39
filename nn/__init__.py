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

from autograd.language.former import answer_to
from nn.layers import init, losses
from nn.layers.blocks import BatchNorm, Dropout, Residual, Sequential
from nn.layers.boxes import AddLayer, Affine, Box, MulLayer, ReLU, Sigmoid, SoftmaxWithLoss
from nn.layers.conv import AveragePool2D, Conv2D, Flatten, MaxPool2D
from nn.layers.neuron import MLP, Embedding, Layer, Neuron
from nn.learning import metrics, optim
from nn.module import Module

if TYPE_CHECKING:
    from nn import data as data
    from nn import search as search
    from nn.estimators import Classifier as Classifier
    from nn.estimators import Regressor as Regressor
    from nn.files.checkpoint import load as load
    from nn.files.checkpoint import save as save
    from nn.files.export import to_torch as to_torch
    from nn.files.onnx_file import to_onnx as to_onnx
    from nn.files.reading.onnx_format.network import from_onnx as from_onnx
    from nn.files.reading.pytorch.network import from_torch as from_torch
    from nn.files.reading.sklearn_network import from_sklearn as from_sklearn
    from nn.files.tensors import CheckpointError as CheckpointError
    from nn.learning.run.history import Epoch as Epoch
    from nn.learning.run.history import History as History
    from nn.learning.training import TrainingError as TrainingError
    from nn.learning.training import train as train

answer_to(
    "nn",
    {
        "files": "checkpoint export lock onnx_file tensors",
        "layers": "boxes conv init losses neuron ranges",
        "learning": "metrics optim training",
        "learning.run": "history interrupt measure preconditions progress resume",
        "search": "parallel processes",
    },
)

_MODULES = ("data", "search")
_LATER = {
    "CheckpointError": "nn.files.tensors",
    "Classifier": "nn.estimators",
    "Epoch": "nn.learning.run.history",
    "History": "nn.learning.run.history",
    "Regressor": "nn.estimators",
    "TrainingError": "nn.learning.training",
    "from_onnx": "nn.files.reading.onnx_format.network",
    "from_sklearn": "nn.files.reading.sklearn_network",
    "from_torch": "nn.files.reading.pytorch.network",
    "load": "nn.files.checkpoint",
    "save": "nn.files.checkpoint",
    "to_onnx": "nn.files.onnx_file",
    "to_torch": "nn.files.export",
    "train": "nn.learning.training",
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
    "Embedding",
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
    "from_onnx",
    "from_sklearn",
    "from_torch",
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
