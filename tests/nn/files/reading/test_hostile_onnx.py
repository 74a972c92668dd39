"""ONNX files that were damaged, or made to do harm: one clear sentence, and nothing else of the machine is read."""

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper

import nn
from nn import CheckpointError, Layer, Sequential
from nn.files.reading.onnx_format import graph, numbers


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "model.onnx"
    nn.to_onnx(Sequential(Layer(2, 3), nn.BatchNorm(3)), path, (2,))
    return path


def refused(path: Path, match: str | None = None) -> None:
    with pytest.raises(CheckpointError, match=match) as caught:
        nn.from_onnx(path)
    told = str(caught.value).removeprefix(str(path))
    assert told.isprintable()
    assert len(told) < 600


def read_or_refused(path: Path) -> None:
    """No other error than that one, whatever the bytes are."""
    try:
        nn.from_onnx(path)
    except CheckpointError:
        refused(path)


@given(st.data())
def test_flipped_bits_and_cut_files(good: Path, data: st.DataObject) -> None:
    content, damaged = bytearray(good.read_bytes()), good.with_name("damaged")
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    damaged.write_bytes(content[: data.draw(st.sampled_from([None, 10, 100, len(content) - 1]))])
    read_or_refused(damaged)


@given(st.binary())
def test_random_bytes_are_no_network(good: Path, content: bytes) -> None:
    noise = good.with_name("noise")
    noise.write_bytes(content)
    refused(noise)


def tensor(file: Any, name: str) -> Any:
    return next(tensor for tensor in file.graph.initializer if tensor.name == name)


def resized(*sizes: int) -> Callable[[Any], None]:
    def change(file: Any) -> None:
        del tensor(file, "0.weight").dims[:]
        tensor(file, "0.weight").dims.extend(sizes)

    return change


def outside(**told: str) -> Callable[[Any], None]:
    """The weights in another file, as told."""

    def change(file: Any) -> None:
        weight = tensor(file, "0.weight")
        weight.ClearField("float_data")
        weight.data_location = TensorProto.EXTERNAL
        for key, value in told.items():
            weight.external_data.add(key=key, value=value)

    return change


def node(operator: str, inputs: list[str], outputs: list[str], **options: Any) -> Callable[[Any], Any]:
    """Another operator before the last one."""
    return lambda file: file.graph.node.insert(0, helper.make_node(operator, inputs, outputs, **options))


def nested(file: Any) -> None:
    """Sums within sums, deeper than any call can go: tanh x + (tanh tanh x + …)."""
    names = ["input", *(f"t{i}" for i in range(900))]
    nodes = [helper.make_node("Tanh", [x], [y]) for x, y in itertools.pairwise(names)]
    for _, last in itertools.pairwise(reversed(names)):
        nodes.append(helper.make_node("Add", [last, nodes[-1].output[0]], [f"sum with {last}"]))
    nodes[-1].output[0] = "output"
    del file.graph.node[:]
    file.graph.node.extend(nodes)


def renamed(file: Any) -> None:
    file.graph.node[0].op_type = "\x1b[31m" + "x" * 999
    file.graph.node[0].output[0] = "\n\x1b[2J"
    file.graph.node[1].input[0] = "\n\x1b[2J"


CHANGES: dict[str, tuple[Callable[[Any], object], str]] = {
    "a huge shape": (resized(1 << 40, 1 << 22), "more than 20000000 numbers|do not fill its shape"),
    "a shape that overflows": (resized(1 << 62, 4), "more than 20000000 numbers"),
    "a shape of less": (resized(-3, -2), "has the shape -3 × -2, which holds nothing"),
    "rows of nothing": (resized(1 << 50, 0), "which holds nothing"),
    "another shape": (resized(3, 3), "0.weight is damaged: its numbers do not fill its shape"),
    "a list": (resized(6), "0.weight has the shape"),
    "transposed": (resized(2, 3), "0.bias has the shape 3, and 2 is needed"),
    "text": (lambda f: setattr(tensor(f, "0.weight"), "data_type", TensorProto.STRING), "numbers of type STRING"),
    "no type": (lambda f: setattr(tensor(f, "0.weight"), "data_type", 99), "0.weight has numbers of type number 99"),
    "nan": (lambda f: tensor(f, "0.weight").float_data.__setitem__(0, float("nan")), "holds nan"),
    "variance": (lambda f: tensor(f, "2.running_var").float_data.__setitem__(0, -1.0), "a variance is not less than 0"),
    "two tensors of one name": (lambda f: setattr(tensor(f, "0.bias"), "name", "0.weight"), "two tensors of one name"),
    "a folder above": (outside(location="../secret"), "0.weight is in ../secret: only a file in the same folder"),
    "another place": (outside(location="/etc/passwd"), "only a file in the same folder"),
    "another place of Windows": (outside(location="C:secret"), "only a file in the same folder"),
    "the folder": (outside(location="."), "only a file in the same folder"),
    "no place": (outside(), "only a file in the same folder"),
    "a link": (outside(location="link"), "or this is no file of its own"),
    "a file that is not there": (outside(location="gone"), "gone, which cannot be read: it belongs into the same"),
    "too short a file": (outside(location="model.onnx", offset="999999"), "0.weight is not in model.onnx"),
    "before its beginning": (outside(location="model.onnx", offset="-8"), "begins at -8 of model.onnx"),
    "in words": (outside(location="model.onnx", offset="٣"), "which is no place in a file"),
    "no input": (lambda f: f.graph.ClearField("input"), "it has 0 inputs"),
    "two inputs": (lambda f: f.graph.input.add(name="other"), "it has 2 inputs, and a model here has one"),
    "no output": (lambda f: f.graph.ClearField("output"), "it has no output"),
    "another output": (lambda f: setattr(f.graph.output[0], "name", "nothing"), "it does not calculate nothing"),
    "another meaning": (lambda f: f.functions.add(name="Gemm"), "gives operators of ONNX another meaning"),
    "no opset": (lambda f: f.ClearField("opset_import"), "it has no opset"),
    "a later opset": (lambda f: setattr(f.opset_import[0], "version", 999), "it has opset 999, and opsets 9 to"),
    "an early opset": (lambda f: setattr(f.opset_import[0], "version", 6), "it has opset 6"),
    "a circle": (lambda f: f.graph.node[0].input.__setitem__(0, "output"), "output is used before it is calculated"),
    "a name twice": (node("Relu", ["input"], ["input"]), "something of a name that is taken"),
    "a result that is a tensor": (node("Relu", ["input"], ["0.weight"]), "something of a name that is taken"),
    "nothing made": (node("Relu", ["input"], []), "an operator Relu makes nothing"),
    "many operators": (lambda f: f.graph.node.extend([f.graph.node[0]] * 10_001), "more than 10000 operators"),
    "an unknown operator": (lambda f: setattr(f.graph.node[0], "op_type", "Loop"), "Loop, which makes"),
    "an operator of others": (lambda f: setattr(f.graph.node[0], "domain", "evil"), "evil.Gemm, which makes"),
    "hostile names": (renamed, "this operator has no counterpart"),
    "sums within sums": (nested, "sums within sums, more than 50 deep"),
    "a window": (lambda f: f.graph.node[0].attribute.add(name="kernel_shape", type=2, i=3), "its option kernel_shape"),
    "a graph in an operator": (
        lambda f: f.graph.node[0].attribute.add(name="body", type=5),
        "this operator has no counterpart",
    ),
    "few inputs": (lambda f: f.graph.node[2].input.pop(), "it has 4 inputs, and takes 5"),
    "a calculated weight": (lambda f: f.graph.node[0].input.__setitem__(1, "input"), "is no tensor of the file"),
    "a constant input": (lambda f: f.graph.node[0].input.__setitem__(0, "0.weight"), "0.weight is constant"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_files_made_to_do_harm(good: Path, name: str) -> None:
    change, said = CHANGES[name]
    file, hostile = onnx.load(good), good.with_name("hostile.onnx")
    if not good.with_name("link").is_symlink():
        os.symlink(good, good.with_name("link"))
    change(file)
    hostile.write_bytes(file.SerializeToString())
    refused(hostile, said)


def test_more_numbers_than_there_can_be_values(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "MOST_NUMBERS", 8)  # 6 weights and 3 biases
    refused(good, "it has more than 8 numbers, and each becomes a Value here")


def test_a_file_that_is_too_large_or_none(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(good.parent, "it is no file of at most")
    monkeypatch.setattr(graph, "MOST", 8)
    refused(good, "it is no file of at most")


def test_what_is_no_path_is_said() -> None:
    for wrong in (3, True, None, b"model.onnx"):
        with pytest.raises(TypeError, match="a file is named by a text"):
            nn.from_onnx(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"output is the name of a result, such as 'probabilities', not \['y'\]"):
        nn.from_onnx("model.onnx", output=["y"])  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        nn.from_onnx("nowhere.onnx")
