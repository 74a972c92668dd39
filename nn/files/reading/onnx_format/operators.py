"""One operator of ONNX as one part. Options that are not known are refused, and so are numbers that do not fit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from autograd import elu, gelu, leaky_relu, log_softmax, relu, selu, sigmoid, softmax, softplus, tanh
from autograd.calculus.ops import SELU, SELU_ALPHA
from autograd.language import say
from nn.files.reading.line import Rows
from nn.files.reading.onnx_format.given import inputs, options, padding, side, single, typed
from nn.files.reading.onnx_format.graph import Graph, Node
from nn.files.reading.shared import Shared, require_numbers
from nn.files.tensors import told
from nn.layers.blocks import Dropout
from nn.layers.conv import AveragePool2D, Flatten, MaxPool2D
from nn.nested import each, flat, shape


class Reader:
    """What turns the operators of one graph into parts."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.numbers = graph, graph.numbers
        self.shared = Shared()

    def weights(self, name: str, dims: int) -> tuple[Any, Any]:
        """A tensor's key and its numbers. None for both without a name: the tensor is left out.

        Other programs than `to_onnx` also make one tensor of two that are equal by chance. Those are not tied.
        """
        if not name:
            return None, None
        numbers = self.numbers.read(name)
        if len(shape(numbers)) != dims:
            raise ValueError(say("dimensions of a tensor", name=told(name), shape=shape(numbers), count=dims))
        require_numbers(numbers, told(name), shape(numbers))
        return name if self.graph.ours else None, numbers

    def row(self, name: str, length: int) -> tuple[Any, Any]:
        """A tensor of one row, as `weights`. One number may stand for the whole row."""
        if not name:
            return None, None
        numbers = self.numbers.read(name)
        key = name if self.graph.ours and shape(numbers) == (length,) else None
        while len(shape(numbers)) > 1 and len(numbers) == 1:
            (numbers,) = numbers
        if shape(numbers) in ((), (1,)):
            numbers = [*flat(numbers)] * length
        require_numbers(numbers, told(name), (length,))
        return key, numbers

    def part(self, node: Node) -> Any:
        """The part that an operator is. Raises `ValueError` for an operator without a counterpart."""
        if node.operator not in OPERATORS:
            before = next((name for name in node.inputs if name and name not in self.numbers), self.graph.start)
            names = ", ".join(["Add", "Cast", "Identity", "Mul", *OPERATORS])
            if before == self.graph.start:
                raise ValueError(say("operator without a counterpart", names=names))
            raise ValueError(say("operator after a model", names=names, name=told(before)))
        return OPERATORS[node.operator](self, node)

    def affine(self, name: str, bias: str, *, columns: bool, alpha: float = 1.0, beta: float = 1.0) -> Any:
        weight = self.weights(name, 2)
        row = self.row(bias, shape(weight[1])[int(columns)])
        return self.shared.layer(_times(alpha, weight), _times(beta, row), columns=columns)


def _times(factor: float, tensor: tuple[Any, Any]) -> tuple[Any, Any]:
    if factor == 1.0 or tensor[1] is None:
        return tensor
    numbers = each(lambda number: factor * number, tensor[1])
    require_numbers(numbers, say("factor times a tensor", factor=factor), shape(numbers))
    return None, numbers


WINDOWS: dict[str, Any] = {
    **dict.fromkeys(("kernel_shape", "strides", "pads"), ...),
    "dilations": ([1, 1],),
    "auto_pad": (b"NOTSET", b"VALID", b"SAME_UPPER", b"SAME_LOWER"),
}


def _gemm(reader: Reader, node: Node) -> Any:
    options(node, alpha=..., beta=..., transA=(0,), transB=(0, 1))
    _, weight, bias = inputs(node, 2, 3)
    factors = {name: typed(node.options.get(name, 1.0)) for name in ("alpha", "beta")}
    return reader.affine(weight, bias, columns=not node.options.get("transB", 0), **factors)


def _product(reader: Reader, node: Node) -> Any:
    """A product, perhaps with the bias that is added to it as a third input."""
    options(node)
    _, weight, bias = inputs(node, 2, 3)
    return reader.affine(weight, bias, columns=True)


def _convolution(reader: Reader, node: Node) -> Any:
    options(node, group=(1,), **WINDOWS)
    _, weight, bias = inputs(node, 2, 3)
    key, numbers = reader.weights(weight, 4)
    sizes = shape(numbers)
    if not sizes[2] == sizes[3] == side(node, "kernel_shape", sizes[2]):
        raise ValueError(say("windows not square", rows=sizes[2], columns=sizes[3]))
    stride = side(node, "strides", 1)
    pads = padding(node, sizes[2], stride)
    return reader.shared.convolution((key, numbers), reader.row(bias, sizes[0]), stride, pads)


def _pool(kind: Callable[..., Any]) -> Callable[[Reader, Node], Any]:
    def read(reader: Reader, node: Node) -> Any:
        size, stride = side(node, "kernel_shape", 0), side(node, "strides", 1)
        pads = padding(node, size, stride)
        counted = (1,) if pads else (0, 1)
        if kind is AveragePool2D:
            options(node, ceil_mode=(0,), count_include_pad=counted, **WINDOWS)
            if pads and "count_include_pad" not in node.options:
                raise ValueError(say("mean without padding"))
        else:
            options(node, ceil_mode=(0,), storage_order=(0,), **WINDOWS)
        inputs(node, 1)
        return kind(size, stride, pads)

    return read


def _norm(reader: Reader, node: Node) -> Any:
    options(node, epsilon=..., momentum=..., training_mode=(0,), spatial=(1,))
    _, weight, bias, mean, variance = inputs(node, 5)
    key, numbers = reader.weights(weight, 1)
    rows = [reader.row(name, len(numbers)) for name in (bias, mean, variance)]
    epsilon = float(node.options.get("epsilon", 1e-5))
    momentum = round(1.0 - typed(node.options.get("momentum", 0.9)), 7)  # here it is the share of the newest batch
    variances = rows[2][1]
    if reader.numbers.kind(variance) == "DOUBLE":
        # to_onnx lets the variances make up for an epsilon of single precision; here it is the other way round.
        exact = [number + (single(epsilon) - typed(epsilon)) for number in variances]
        if min(exact) >= 0.0:
            epsilon, variances = typed(epsilon), exact
        else:
            epsilon = single(epsilon)
    else:
        epsilon = typed(epsilon)
    require_numbers(variances, say("its last tensor"), (len(numbers),), variance=True)
    running = (None, rows[1][1]), (None, variances)
    return reader.shared.norm((key, numbers), rows[0], *running, epsilon=epsilon, momentum=momentum)


def _flatten(reader: Reader, node: Node) -> Any:
    options(node, axis=(1,))
    inputs(node, 1)
    return Flatten()


def _reshape(reader: Reader, node: Node) -> Any:
    """A list of numbers for each example, as `x.view(x.size(0), -1)` is written."""
    options(node, allowzero=(0, 1))
    sizes = reader.numbers.whole(inputs(node, 2)[1])
    rows = [-1, reader.graph.batch or -1, -1 if node.options.get("allowzero") else 0]
    if len(sizes) != 2 or sizes[0] not in rows or sizes[1] == 0:
        raise ValueError(say("no flat shape", sizes=told(str(sizes))))
    return Rows(sizes[1]) if sizes[0] < 0 < sizes[1] else Flatten()


def _squeeze(reader: Reader, node: Node) -> Any:
    """One column as a number for each example."""
    options(node, axes=...)
    _, axes = inputs(node, 1, 2)
    if (reader.numbers.whole(axes) if axes else node.options.get("axes")) not in ([1], [-1]):
        raise ValueError(say("squeeze of another axis"))
    return Rows(1)


def _dropout(reader: Reader, node: Node) -> Any:
    options(node, ratio=..., seed=...)
    _, ratio, training = inputs(node, 1, 3)
    if training and reader.numbers.truth(training):
        raise ValueError(say("in training for ever"))
    if ratio:
        return Dropout(typed(reader.row(ratio, 1)[1][0]))
    return Dropout(typed(node.options.get("ratio", 0.5)))


def _function(function: Callable[..., Any], **allowed: Any) -> Callable[[Reader, Node], Any]:
    def read(reader: Reader, node: Node) -> Any:
        options(node, **allowed)
        inputs(node, 1)
        return function

    return read


def _selu(reader: Reader, node: Node) -> Any:
    options(node, alpha=..., gamma=...)
    inputs(node, 1)
    for name, constant in (("alpha", SELU_ALPHA), ("gamma", SELU)):
        if single(node.options.get(name, constant)) != single(constant):
            raise ValueError(say("constant of selu", name=name, found=node.options[name], constant=constant))
    return selu


def _with_constant(function: Callable[..., Any], name: str, default: float) -> Callable[[Reader, Node], Any]:
    def read(reader: Reader, node: Node) -> Any:
        options(node, alpha=...)
        inputs(node, 1)
        constant = typed(node.options.get("alpha", default))
        return function if constant == default else partial(function, **{name: constant})

    return read


OPERATORS: dict[str, Callable[[Reader, Node], Any]] = {
    "Gemm": _gemm,
    "MatMul": _product,
    "Conv": _convolution,
    "MaxPool": _pool(MaxPool2D),
    "AveragePool": _pool(AveragePool2D),
    "BatchNormalization": _norm,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Dropout": _dropout,
    "Relu": _function(relu),
    "LeakyRelu": _with_constant(leaky_relu, "slope", 0.01),
    "Elu": _with_constant(elu, "alpha", 1.0),
    "Selu": _selu,
    "Gelu": _function(gelu, approximate=(b"none",)),
    "Sigmoid": _function(sigmoid),
    "Softplus": _function(softplus),
    "Tanh": _function(tanh),
    "Softmax": _function(softmax, axis=(1, -1)),
    "LogSoftmax": _function(log_softmax, axis=(1, -1)),
}
"""How to read an operator: the part, from the reader of the graph and the operator."""
