"""Neurons and networks built from Values, with micrograd's signatures.

>>> model = MLP(2, [3, 1])
>>> len(model.parameters()), model.parameters()[4].name
(13, 'l1.n2.w2')
>>> print(model)
MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(3)]]
"""

from nn import init, losses, optim
from nn.checkpoint import load, save
from nn.conv import AveragePool2D, Conv2D, MaxPool2D
from nn.history import Epoch, History
from nn.layers import BatchNorm, Dropout, Flatten, Residual, Sequential
from nn.module import Module
from nn.neuron import MLP, Layer, Neuron
from nn.tensors import CheckpointError
from nn.training import TrainingError, train

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
