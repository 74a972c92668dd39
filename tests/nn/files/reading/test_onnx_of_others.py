"""ONNX files as other programs write them: the outputs of the format's own evaluator, or one sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

import nn
from nn import CheckpointError
from nn.nested import flat


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("onnx") / "model.onnx"


def written(text: str, path: Path, opset: int = 20, **tensors: Any) -> Path:
    """A file of single precision, from operators in ONNX's own notation, and arrays."""
    head = f'<ir_version: 9, opset_import: ["" : {opset}]> network (float[N, 2] x) => (float[N, M] y)'
    model = onnx.parser.parse_model(f"{head} {{ {text} }}")
    for name, numbers in tensors.items():
        array = np.array(numbers)
        model.graph.initializer.append(
            numpy_helper.from_array(array.astype("f" if array.dtype == float else array.dtype), name)
        )
    path.write_bytes(model.SerializeToString())
    return path


W, B = [[1.0, -2.0, 0.5], [0.25, 4.0, -1.0]], [0.5, -0.5, 2.0]
V = [[1.0, 0.5], [-2.0, 0.25], [3.0, -1.0]]
NEIGHBOURS: dict[str, tuple[str, int, dict[str, Any]]] = {
    "Gemm of inputs × outputs": ("y = Gemm(x, w, b)", 20, {"w": W, "b": B}),
    "a bias of one row": ("y = Gemm(x, w, b)", 20, {"w": W, "b": [B]}),
    "a bias of one number": ("y = Gemm(x, w, b)", 20, {"w": W, "b": 0.5}),
    "a bias of one row of one row": ("p = MatMul(x, w) y = Add(p, b)", 20, {"w": W, "b": [[B]]}),
    "factors": ("y = Gemm<alpha = 2.0, beta = -0.5>(x, w, b)", 20, {"w": W, "b": B}),
    "a bias that is added later": ("p = Gemm<alpha = 0.5, transB = 1>(x, v) y = Add(p, b)", 20, {"v": V, "b": B}),
    "no bias": ("h = Gemm<alpha = 1.0>(x, w) y = Tanh(h)", 20, {"w": W}),
    "as skl2onnx writes": (
        "c = Cast<to = 1>(x) p = MatMul(c, w) s = Add(p, b) h = Relu(s) p1 = MatMul(h, v) s1 = Add(p1, d) "
        "o = Softmax(s1) y = Identity(o) label = ArgMax<axis = 1>(y)",
        13,
        {"w": W, "b": [B], "v": V, "d": [[0.5, 1.0]]},
    ),
    "the bias first": ("p = MatMul(x, w) y = Add(b, p)", 20, {"w": W, "b": B}),
    "a product alone": ("p = MatMul(x, w) y = Sigmoid(p)", 20, {"w": W}),
    "a product in a sum": ("p = MatMul(x, w) q = MatMul(p, v) y = Add(x, q)", 20, {"w": W, "v": V}),
    "silu": ("s = Sigmoid(x) y = Mul(x, s)", 20, {}),
    "silu turned round": ("s = Sigmoid(x) y = Mul(s, x)", 20, {}),
    "a list made of numbers": ("r = Reshape(x, s) y = Relu(r)", 20, {"s": [0, -1]}),
    "a constant in the graph": ("w = Constant<value = float[2, 2] {1.0, 2.0, 3.0, 4.0}>() y = MatMul(x, w)", 20, {}),
    "constants without a type": (
        "b = Constant<value_floats = [0.5, 1.0]>() d = Constant<value_float = 0.25>() p = MatMul(x, w) h = Add(p, b) "
        "s = Constant<value_ints = [0, -1]>() r = Reshape(h, s) q = MatMul(r, w) y = Add(q, d)",
        20,
        {"w": [[1.0, 2.0], [3.0, 4.0]]},
    ),
    "rows for columns": ("t = Transpose<perm = [1, 0]>(v) w = Identity(t) y = MatMul(x, w)", 20, {"v": V}),
    "columns for rows for columns": ("t = Transpose(w) u = Transpose(t) y = MatMul(x, u)", 20, {"w": W}),
    "one column": ("p = MatMul(x, w) r = Relu(p) y = Squeeze(r, a)", 20, {"w": [[1.0], [2.0]], "a": [1]}),
    "one column of old": ("p = MatMul(x, w) y = Squeeze<axes = [-1]>(p)", 11, {"w": [[1.0], [2.0]]}),
    "rows that the next layer takes": ("t = Tanh(x) r = Reshape(t, s) y = Gemm(r, w)", 20, {"w": W, "s": [-1, 2]}),
    "softplus of PyTorch": ("c = Greater(x, t) s = Softplus(x) y = Where(c, x, s)", 20, {"t": 20.0}),
    "a tensor that is passed on": ("v = Identity(w) y = MatMul(x, v)", 20, {"w": W}),
    "dropout": ("d, mask = Dropout(x, ratio) y = Tanh(d)", 20, {"ratio": 0.25}),
    "dropout that is off": ("d = Dropout(x, ratio, t) y = Tanh(d)", 20, {"ratio": 0.25, "t": False}),
    "dropout of old": ("d = Dropout<ratio = 0.25>(x) y = Tanh(d)", 9, {}),
    "normalisation": (
        "y = BatchNormalization<epsilon = 0.01>(x, g, b, m, v)",
        20,
        {"g": [1.5, 2.0], "b": [0.5, 0.0], "m": [1.0, -1.0], "v": [0.25, 4.0]},
    ),
    "constants": ("h = LeakyRelu<alpha = 0.2>(x) g = Elu<alpha = 0.5>(h) y = Selu(g)", 20, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_files_of_other_programs(name: str, path: Path) -> None:
    text, opset, tensors = NEIGHBOURS[name]
    written(text, path, opset, **tensors)
    xs = np.array([[0.5, -1.5], [2.0, 0.25]], np.float32)
    true = next(iter(ReferenceEvaluator(onnx.load(path)).run(None, {"x": xs})))
    found = [float(y) for x in xs.tolist() for y in flat(nn.from_onnx(path)(x))]
    assert found == pytest.approx(true.ravel().tolist(), rel=2e-6)


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "another choice": ("c = Greater(x, t) s = Softplus(x) y = Where(c, x, s)", {"t": 5.0}, "a choice has"),
    "a choice turned round": ("c = Greater(x, t) s = Softplus(x) y = Where(c, s, x)", {"t": 20.0}, "only as Where"),
    "another column": ("p = MatMul(x, w) y = Squeeze(p, a)", {"w": W, "a": [1]}, "rows of one number out of rows of 3"),
    "any column": ("p = MatMul(x, w) y = Squeeze(p)", {"w": W}, "or does not say which"),
    "rows of several examples": ("r = Reshape(x, s) y = Softmax(r)", {"s": [-1, 4]}, "no layer tells .* an example is"),
    "dropout for ever": ("y = Dropout(x, r, t)", {"r": 0.5, "t": True}, "it is in training for ever"),
    "dropout perhaps": ("y = Dropout(x, r, r)", {"r": 0.5}, "r is no truth value"),
    "a mask": ("d, m = Dropout(x) c = Cast<to = 1>(m) y = Add(d, c)", {}, "m is a second result of an operator"),
    "a large factor": ("w = Constant<value = double[2, 1] {1e300, 1.0}>() y = Gemm<alpha = 1e38>(x, w)", {}, "inf"),
    "a column as bias": ("y = Gemm(x, w, b)", {"w": W, "b": [[1.0], [2.0]]}, "b has the shape 2 × 1, and 3 is needed"),
    "a transposed vector": ("v = Transpose(b) p = MatMul(x, w) y = Add(p, v)", {"w": W, "b": B}, "Transpose, which"),
    "pads twice": ('y = Conv<auto_pad = "VALID", pads = [1, 1, 1, 1]>(x, k)', {"k": [[[[1.0]]]]}, "both pads"),
    "even windows": ('y = Conv<auto_pad = "SAME_LOWER">(x, k)', {"k": [[[[1.0] * 2] * 2]]}, "for windows of odd size"),
    "a first operator": ("y = Sub(x, b)", {"b": 1.0}, "LogSoftmax$"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_counterpart_is_refused(name: str, path: Path) -> None:
    text, tensors, sentence = REFUSED[name]
    written(text, path, **tensors)
    with pytest.raises(CheckpointError, match=sentence):
        nn.from_onnx(path)


@pytest.mark.parametrize("padding", ["SAME_UPPER", "SAME_LOWER", "VALID"])
def test_images_that_are_padded_by_rule(path: Path, padding: str) -> None:
    kernel = np.arange(18.0).reshape(2, 1, 3, 3) / 9.0
    text = f'c = Conv<auto_pad = "{padding}">(x, k) y = MaxPool<kernel_shape = [3, 3], auto_pad = "{padding}">(c)'
    written(text, path, k=kernel)
    xs = np.random.default_rng(0).normal(size=(2, 1, 5, 6)).astype(np.float32)
    true = next(iter(ReferenceEvaluator(onnx.load(path)).run(None, {"x": xs})))
    found = [float(y) for x in xs.tolist() for y in flat(nn.from_onnx(path)(x))]
    assert found == pytest.approx(true.ravel().tolist(), rel=2e-6, abs=2e-6)


def test_rows_are_not_torn_apart(path: Path) -> None:
    written("h = Gemm(x, w) t = Tanh(h) y = Reshape(t, s)", path, w=W, s=[-1, 1])
    with pytest.raises(CheckpointError, match="it makes rows of one number out of rows of 3"):
        nn.from_onnx(path)
    written("h = Gemm(x, w) t = Tanh(h) y = Reshape(t, s)", path, w=W, s=[-1, 3])
    assert len(nn.from_onnx(path)([0.5, 1.0])) == 3


def test_one_of_several_outputs_is_named_and_any_result_may_be(path: Path) -> None:
    written("p = MatMul(x, w) h = Tanh(p) z = Sub(one, h) y = Concat<axis = 1>(z, h)", path, w=W, one=1.0)
    with pytest.raises(CheckpointError, match=r"Sub, which makes z: this operator has no counterpart .* output='h'"):
        nn.from_onnx(path)
    assert str(nn.from_onnx(path, output="h")).count("Tanh") == 3
    file = onnx.load(path)
    file.graph.output.append(helper.make_tensor_value_info("h", 1, ["N", 3]))
    path.write_bytes(file.SerializeToString())
    with pytest.raises(CheckpointError, match=r"it has 2 outputs \(y, h\): name one, as in output='h'"):
        nn.from_onnx(path)
