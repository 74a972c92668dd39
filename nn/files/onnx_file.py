"""Export to any runtime: the whole model as an ONNX file, a graph of operators on tensors."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from autograd import Value, elu, gelu, leaky_relu, log_softmax, relu, selu, sigmoid, silu, softmax, softplus, tanh
from autograd.calculus.ops import SELU, SELU_ALPHA
from autograd.language import say
from autograd.language.text import printable
from autograd.language.whole import write_whole
from nn.files.export import KINDS, parts, require_model
from nn.layers.blocks import BatchNorm, Dropout, Residual
from nn.layers.conv import AveragePool2D, Conv2D, Flatten, MaxPool2D
from nn.layers.neuron import Embedding, Layer
from nn.module import Module
from nn.nested import each, flat
from nn.nested import shape as shape_of

OPERATORS: dict[Callable[..., Any], str] = {
    relu: "Relu",
    leaky_relu: "LeakyRelu",
    elu: "Elu",
    selu: "Selu",
    gelu: "Gelu",
    sigmoid: "Sigmoid",
    softplus: "Softplus",
    tanh: "Tanh",
    softmax: "Softmax",
    log_softmax: "LogSoftmax",
}
"""ONNX's operator for a function. By default it has the same constants and the same axis as the function."""

FUNCTIONS = (*OPERATORS, silu)  # silu is two operators

SELU_OPTIONS = {"alpha": SELU_ALPHA, "gamma": SELU}
"""The constants of selu in all digits. The defaults of tinygrad and tract have six digits."""

CONSTANTS = {leaky_relu: "slope", elu: "alpha"}
"""The constant of a function, which `partial` gives. ONNX calls it alpha."""

IN_DOUBLE = {
    *("Add", "BatchNormalization", "Flatten", "Gemm", "Identity", "LogSoftmax", "MaxPool", "Mul"),
    *("Relu", "Sigmoid", "Softmax", "Tanh"),
}
"""The operators that ONNX Runtime 1.31.1 and 1.32.0 have in double precision. They lack the others."""


def _window(part: Any) -> dict[str, Any]:
    return {"kernel_shape": [part.size] * 2, "strides": [part.stride] * 2, "pads": [part.padding] * 4}


MODULES: dict[type[Module] | None, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    Conv2D: ("Conv", _window),
    MaxPool2D: ("MaxPool", _window),
    AveragePool2D: ("AveragePool", lambda pool: {**_window(pool), "count_include_pad": 1}),
    BatchNorm: ("BatchNormalization", lambda norm: {"epsilon": norm.epsilon, "momentum": 1.0 - norm.momentum}),
    Flatten: ("Flatten", lambda _: {}),
}
"""ONNX's operator for a module, and the options of the operator. Its tensors are the module's."""

PRECISIONS = {"single": ("FLOAT", 3.4028234663852886e38), "double": ("DOUBLE", sys.float_info.max)}
"""ONNX's name for the type of numbers, and the largest number of the type."""


class _Graph:
    """Operators and tensors, by the names of their results, in the order of calculation."""

    def __init__(self, precision: str) -> None:
        self.precision = precision
        self.nodes: list[tuple[str, str, tuple[str, ...], dict[str, Any]]] = []
        self.tensors: dict[str, Any] = {}
        self._same: dict[str, str] = {}

    def node(self, operator: str, name: str, *inputs: str, **options: Any) -> str:
        if self.precision == "double" and operator not in IN_DOUBLE:
            raise TypeError(say("not in double precision", name=name, operator=operator))
        for option, number in options.items():
            if isinstance(number, float) and not abs(number) <= PRECISIONS["single"][1]:
                raise ValueError(say("option beyond single precision", option=option, name=name, number=number))
        self.nodes.append((operator, name, inputs, options))
        return name

    def tensor(self, name: str, numbers: Any) -> str:
        """The name of a tensor. Tensors of the same Values are one."""
        if all(isinstance(number, Value) for number in flat(numbers)):
            name = self._same.setdefault(_identity(numbers), name)
        if name not in self.tensors:
            self.tensors[name] = each(float, numbers)
            largest = PRECISIONS[self.precision][1]
            for number in flat(self.tensors[name]):
                if not abs(number) <= largest:
                    raise ValueError(
                        say("beyond the precision", name=name, number=number, precision=self.precision, largest=largest)
                    )
        return name

    def affine(self, name: str, layer: Any, x: str) -> str:
        """x Wᵀ + b; or x W + b, if this layer is tied to another one whose weight W is already in the graph."""
        weight, bias = layer.tensors().values()
        tied = self._same.get(_identity(list(zip(*weight, strict=True))))
        return self.node(
            "Gemm",
            name,
            x,
            tied or self.tensor(f"{name}.weight", weight),
            self.tensor(f"{name}.bias", bias),
            transB=int(not tied),
        )

    def through(self, model: Any, x: str, prefix: str = "") -> str:
        """Add the operators of the model, applied to x. Returns the name of the output."""
        for name, kind, part in parts(model, prefix):
            if kind is Layer:
                x = self.affine(name, part, x)
            elif kind in MODULES:
                operator, options = MODULES[kind]
                numbers = part.tensors() | part.buffers()
                if kind is BatchNorm and self.precision == "double":
                    numbers["running_var"] = _exact(part)
                tensors = [self.tensor(f"{name}.{key}", n) for key, n in numbers.items()]
                x = self.node(operator, name, x, *tensors, **options(part))
            elif kind is Residual:
                x = self.node("Add", name, x, self.through(part.inner, x, f"{name}.inner."))
            elif kind is Embedding:
                raise TypeError(say("embedding in a file", name=name))
            elif kind is Dropout:
                pass  # in use it does nothing
            elif kind is not None:  # Sequential or MLP
                x = self.through(part, x, f"{name}.")
            elif part is silu:
                x = self.node("Mul", name, x, self.node("Sigmoid", f"{name}.gate", x))
            elif part in OPERATORS:
                x = self.node(OPERATORS[part], name, x, **(SELU_OPTIONS if part is selu else {}))
            elif isinstance(part, partial) and not part.args and list(part.keywords) == [CONSTANTS.get(part.func)]:
                x = self.node(OPERATORS[part.func], name, x, alpha=float(*part.keywords.values()))
            else:
                raise TypeError(
                    say(
                        "function not for ONNX",
                        name=name,
                        function=getattr(part, "__name__", part),
                        functions=", ".join(f.__name__ for f in FUNCTIONS),
                        kinds=", ".join(cls.__name__ for cls in KINDS),
                    )
                )
        return x


def _exact(norm: BatchNorm) -> list[float]:
    """Variances that make up for the epsilon of the file, which is of single precision even among doubles."""
    (epsilon,) = struct.unpack("f", struct.pack("f", norm.epsilon))
    return [variance + (norm.epsilon - epsilon) for variance in norm.running_variance]


def _identity(numbers: Any) -> str:
    return str(each(id, numbers))


def _output_shape(model: Module, sizes: Sequence[int]) -> tuple[int, ...]:
    """The shape of the output for one example, in use. The model itself refuses an example of a wrong shape."""
    example: Any = 0.0
    for n in reversed(sizes):
        example = [example] * n
    modes = [(module, module.training) for _, module in model.modules()]
    try:
        return shape_of(model.eval()(example)) or (1,)
    finally:
        for module, mode in modes:
            module.training = mode


def to_onnx(
    model: Module,
    path: str | os.PathLike[str],
    shape: Sequence[int],
    *,
    precision: str = "single",
    overwrite: bool = False,
) -> None:
    """Write the model, in use and not in training, to an ONNX file for batches of examples of this shape.

    `nn.to_onnx(model, "digits.onnx", (1, 8, 8))` writes a graph of an `input`, N × 1 × 8 × 8 for any N, and an
    `output`, in which the output of one neuron is a column. Tensors have the same names as in `nn.to_torch`. Tied
    weights are one tensor, and so are the weights of a layer that is used twice.

    Numbers are of single precision, about 7 digits, because runtimes lack convolutions and most activations in double
    precision. A model of layers, batch normalisation, max pooling, softmax, relu, sigmoid, silu and tanh may have
    `precision="double"`: input, output and all numbers are doubles then. ONNX Runtime and tinygrad give the model's own
    outputs to 1e-12; OpenVINO calculates in single precision all the same, and tract refuses doubles in layers. The
    operators belong to opset 20, which runtimes know since the end of 2023. A runtime may round a probability below
    1e-7 to 0, as ONNX Runtime 1.32 does for the sigmoid of -18 (in double precision, of -37): where that matters, end
    the model with logits.

    Raises `ModuleNotFoundError` without the library onnx. Raises `TypeError` for a module or a function without a
    counterpart in this precision, and for a model that is no module. Raises `FileExistsError` for an existing file
    unless `overwrite` is set, and `ValueError` for a shape that the model does not take, for another precision and for
    a number beyond it.
    """
    require_model(model, "to_onnx(model, path, shape)")
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(say("no path for ONNX", given=printable(repr(path))))
    try:
        from onnx import TensorProto, helper
    except ModuleNotFoundError:
        raise ModuleNotFoundError(say("to_onnx needs onnx"), name="onnx") from None
    if not overwrite and Path(path).exists():
        raise FileExistsError(say("file exists already", path=path))
    if not isinstance(shape, Sequence) or not shape or not all(isinstance(n, int) and n > 0 for n in shape):
        raise ValueError(say("no shape of an example", shape=shape))
    if precision not in tuple(PRECISIONS):
        known = say("or").join(map(repr, PRECISIONS))
        raise ValueError(say("no such precision", known=known, given=printable(repr(precision))))
    graph = _Graph(precision)
    number = getattr(TensorProto, PRECISIONS[precision][0])
    graph.node("Identity", "output", graph.through(model, "input"))  # so that the last value has this name
    sizes = {"input": shape, "output": _output_shape(model, shape)}
    ends = [helper.make_tensor_value_info(name, number, ["N", *n]) for name, n in sizes.items()]
    nodes = [helper.make_node(operator, xs, [name], name, **options) for operator, name, xs, options in graph.nodes]
    tensors = [
        helper.make_tensor(name, number, shape_of(numbers), list(flat(numbers)))
        for name, numbers in graph.tensors.items()
    ]
    made = helper.make_model(
        helper.make_graph(nodes, type(model).__name__, ends[:1], ends[1:], tensors),
        producer_name="ringograd",
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=9,  # the file format that came with opset 20
    )
    write_whole(path, made.SerializeToString(), overwrite=overwrite)
