"""An ONNX file as operators in the order of calculation. Nothing in the file is believed before it was checked."""

from __future__ import annotations

import os
import stat
from typing import Any, NamedTuple

from autograd.language import say
from autograd.language.errors import reading
from nn.files.reading.onnx_format.numbers import Numbers
from nn.files.tensors import MOST, Path, require_path, told

MOST_OPERATORS = 10_000
"""The most operators of a file. to_onnx writes one or two for each part."""


class Node(NamedTuple):
    """An operator, the names of its inputs and of its first result, and its options."""

    operator: str
    inputs: tuple[str, ...]
    output: str
    options: dict[str, Any]


class Graph(NamedTuple):
    """The operators that lead from the input to the output, and the tensors that they use."""

    nodes: list[Node]
    numbers: Numbers
    start: str
    end: str
    batch: int
    """The number of examples if the file fixes it, else 0."""
    ours: bool
    """Whether `to_onnx` has written the file."""


def read_graph(path: Path, output: str | None) -> Graph:
    """The graph of a file, up to its output, or up to the value of this name.

    Raises `ValueError` for a file that is damaged or hostile, and `OSError` if nothing can be read.
    """
    from pathlib import Path as AnyPath

    model = _model(path)
    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    if len(tensors) < len(graph.initializer) or len(graph.node) > MOST_OPERATORS:
        raise ValueError(say("tensors of one name", most=MOST_OPERATORS))
    inputs = [x for x in graph.input if x.name not in tensors]
    if len(inputs) != 1:
        raise ValueError(say("graph of several inputs", count=len(inputs)))
    nodes, turned = _in_order(graph, inputs[0].name, tensors)
    dims = inputs[0].type.tensor_type.shape.dim
    end = _end(graph, output)
    known = {inputs[0].name, *(node.output for node in nodes)}
    if end not in known:
        raise ValueError(say("end not calculated", name=told(end)))
    return Graph(
        _needed(nodes, end),
        Numbers(tensors, turned, AnyPath(os.fspath(path)).parent),
        inputs[0].name,
        end,
        dims[0].dim_value if dims else 0,
        model.producer_name == "ringograd",
    )


def _model(path: Path) -> Any:
    import onnx
    from google.protobuf.message import DecodeError

    require_path(path)
    with reading(path):
        about = os.stat(path)
    if not stat.S_ISREG(about.st_mode) or about.st_size > MOST:
        raise ValueError(say("ONNX file too large", most=MOST >> 20))
    with reading(path), open(path, "rb") as file:
        content = file.read()
    try:
        model = onnx.ModelProto.FromString(content)
    except DecodeError as error:
        raise ValueError(say("no ONNX file")) from error
    if any(function.domain in ("", "ai.onnx") for function in model.functions):
        raise ValueError(say("operators of another meaning"))
    versions = [opset.version for opset in model.opset_import if opset.domain in ("", "ai.onnx")]
    newest = onnx.defs.onnx_opset_version()
    if len(versions) != 1 or not 9 <= versions[0] <= newest:
        if not versions:
            raise ValueError(say("no opset", newest=newest))
        raise ValueError(say("another opset", found=versions[0], newest=newest))
    return model


def _in_order(graph: Any, start: str, tensors: dict[str, Any]) -> tuple[list[Node], set[str]]:
    """The operators, each after those that it needs, and the tensors whose rows are to be columns.

    A tensor that an operator only passes on joins the `tensors`.
    """
    from onnx import helper

    known = {start, *tensors, ""}
    nodes, turned = list[Node](), set[str]()
    for proto in graph.node:
        for name in proto.input:
            if name not in known:
                raise ValueError(say("used before calculated", name=told(name)))
        outputs = [name for name in proto.output if name]
        if not outputs or known.intersection(outputs) or len(set(outputs)) < len(outputs):
            raise ValueError(say("operator makes nothing", operator=told(proto.op_type)))
        known.update(outputs)
        operator = proto.op_type if proto.domain in ("", "ai.onnx") else f"{proto.domain}.{proto.op_type}"
        options = {
            option.name: option.t if option.type == option.TENSOR else helper.get_attribute_value(option)
            for option in proto.attribute
            if option.type in (option.FLOAT, option.INT, option.STRING, option.INTS, option.FLOATS, option.TENSOR)
        }
        if len(options) < len(proto.attribute):
            operator = say("options of another kind", operator=operator)
        node = Node(operator, tuple(proto.input), outputs[0], options)
        tensor = _constant(node, tensors)
        if tensor is None:
            nodes.append(node)
            continue
        tensors[node.output] = tensor
        if (operator == "Transpose") != (node.inputs[:1] != () and node.inputs[0] in turned):
            turned.add(node.output)
    return nodes, turned


CONSTANTS = {"value_float": "FLOAT", "value_floats": "FLOAT", "value_int": "INT64", "value_ints": "INT64"}
"""The options of the operator Constant, with the types of their numbers."""


def _constant(node: Node, tensors: dict[str, Any]) -> Any:
    """The tensor that an operator makes or passes on, perhaps with rows for columns, or None."""
    from onnx import TensorProto, helper

    if node.operator == "Constant" and len(node.options) == 1:
        ((name, x),) = node.options.items()
        if name == "value" and isinstance(x, TensorProto):
            return x
        if name in CONSTANTS and isinstance(x, list) == name.endswith("s"):
            sizes = [len(x)] if isinstance(x, list) else []
            return helper.make_tensor("", getattr(TensorProto, CONSTANTS[name]), sizes, x if sizes else [x])
    if len(node.inputs) == 1 and node.inputs[0] in tensors:
        tensor = tensors[node.inputs[0]]
        if node.operator == "Identity" and not node.options:
            return tensor
        if node.operator == "Transpose" and len(tensor.dims) == 2 and node.options in ({}, {"perm": [1, 0]}):
            return tensor
    return None


def _end(graph: Any, output: str | None) -> str:
    if output is not None:
        return output
    names = [x.name for x in graph.output]
    if not names:
        raise ValueError(say("no output of a graph"))
    if len(names) > 1:
        several = ", ".join(map(told, names[:5]))
        raise ValueError(say("several outputs", count=len(names), several=several, name=told(names[-1])))
    return str(names[0])


def _needed(nodes: list[Node], end: str) -> list[Node]:
    """The operators that lead to `end`."""
    needed, found = {end}, []
    for node in reversed(nodes):
        if node.output in needed:
            found.append(node)
            needed.update(node.inputs)
    return found[::-1]
