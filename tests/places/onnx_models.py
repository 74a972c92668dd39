"""Models of every part that ONNX has an operator for."""

from __future__ import annotations

import random
import struct
from functools import partial
from typing import Any

import nn
from autograd import elu, leaky_relu, log_softmax, sigmoid, softmax, tanh
from nn import AveragePool2D, BatchNorm, Conv2D, Dropout, Flatten, Layer, MaxPool2D, Residual, Sequential
from nn.files.onnx_file import FUNCTIONS

Example = tuple[Any, tuple[int, ...]]


def models() -> dict[str, Example]:
    """Models of every part that has an operator, each with the shape of an example."""
    encoder = Layer(4, 2)
    of_functions = {
        f.__name__: (Sequential(Layer(3, 4, nonlin=False), f, Layer(4, 2, nonlin=False)), (3,))
        for f in FUNCTIONS
        if "softmax" not in f.__name__
    }
    return of_functions | {
        "MLP": (nn.MLP(3, [4, 3, 2], activation=tanh), (3,)),
        "normalised": (Sequential(Layer(3, 4), BatchNorm(4, activation=sigmoid), Layer(4, 3), softmax), (3,)),
        "tied, and a sum": (Sequential(encoder, encoder.transposed(activation=None), Residual(Layer(4, 4))), (4,)),
        "largest of windows": (
            Sequential(MaxPool2D(2, 1, 1), BatchNorm(1), Flatten(), Layer(25, 2, nonlin=False), log_softmax),
            (1, 4, 4),
        ),
        "convolution": (Sequential(Conv2D(1, 2, 3, 2, 1), Dropout(0.5), Flatten(), Layer(18, 2)), (1, 5, 5)),
        "means of windows": (Sequential(AveragePool2D(2, padding=1), Flatten(), Layer(9, 2)), (1, 4, 4)),
        "constants": (
            Sequential(Layer(2, 4, activation=partial(leaky_relu, slope=0.2)), Layer(4, 2), partial(elu, alpha=0.5)),
            (2,),
        ),
    }


def scattered(model: Any, draw: random.Random) -> Any:
    """The model in use, with numbers of single precision, so that the files of both precisions hold them exactly."""

    def number() -> float:
        (single,) = struct.unpack("f", struct.pack("f", draw.gauss(0.0, 0.5)))
        return float(single)

    for parameter in model.parameters():
        parameter.data = number()
    for _, module in model.modules():
        if isinstance(module, BatchNorm):
            module.running_mean[:] = [number() for _ in module.running_mean]
            module.running_variance[:] = [abs(number()) for _ in module.running_variance]
    return model.eval()
