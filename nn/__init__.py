"""Neurons and networks built from Values, with micrograd's signatures.

>>> model = MLP(2, [3, 1])
>>> len(model.parameters()), model.parameters()[4].name
(13, 'l1.n2.w2')
>>> print(model)
MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(3)]]
"""

from typing import TYPE_CHECKING

from autograd.language.names.former import answer_to
from autograd.language.names.later import later
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

later(
    "nn",
    {
        "nn": "data search",
        "nn.estimators": "Classifier Regressor",
        "nn.files.checkpoint": "load save",
        "nn.files.export": "to_torch",
        "nn.files.onnx_file": "to_onnx",
        "nn.files.reading.onnx_format.network": "from_onnx",
        "nn.files.reading.pytorch.network": "from_torch",
        "nn.files.reading.sklearn_network": "from_sklearn",
        "nn.files.tensors": "CheckpointError",
        "nn.learning.run.history": "Epoch History",
        "nn.learning.training": "TrainingError train",
    },
)

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
