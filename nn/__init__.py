"""Neurons and networks built from Values, with micrograd's signatures.

>>> model = MLP(2, [3, 1])
>>> len(model.parameters()), model.parameters()[4].name
(13, 'l1.n2.w2')
>>> print(model)
MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(3)]]
"""

from nn import init, losses, optim
from nn.boxes import AddLayer, Affine, Box, MulLayer, ReLU, Sigmoid, SoftmaxWithLoss
from nn.conv import AveragePool2D, Conv2D, MaxPool2D
from nn.layers import BatchNorm, Dropout, Flatten, Residual, Sequential
from nn.module import Module
from nn.neuron import MLP, Layer, Neuron

__all__ = [
    "MLP",
    "AddLayer",
    "Affine",
    "AveragePool2D",
    "BatchNorm",
    "Box",
    "Conv2D",
    "Dropout",
    "Flatten",
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
    "init",
    "losses",
    "optim",
]
