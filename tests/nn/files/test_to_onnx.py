"""ONNX files: sound by the format's own checker, and run by its reference evaluator they give the same outputs."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx.reference import ReferenceEvaluator

import nn
from autograd import elu, gelu, leaky_relu, log_softmax, silu, softmax, tanh
from nn import AveragePool2D, BatchNorm, Conv2D, Dropout, Flatten, Layer, MaxPool2D, Residual, Sequential
from nn.files.onnx_file import FUNCTIONS
from nn.nested import flat
from tests.test_import import imported_by


def scattered(model: Any, seed: int) -> Any:
    """The model in use, with all its numbers drawn at random, also those that start at 0 and 1."""
    draw = random.Random(seed)
    for parameter in model.parameters():
        parameter.data = draw.gauss(0.0, 0.7)
    for _, module in model.modules():
        if isinstance(module, BatchNorm):
            module.epsilon = 0.1  # such that it matters
            for i in range(len(module.running_mean)):
                module.running_mean[i] = draw.gauss(0.0, 1.0)
                module.running_variance[i] = draw.random()
    return model.eval()


Runtime = Callable[[Path, Any], Any]


@pytest.fixture(scope="module", params=["reference", "onnxruntime"])
def run(request: pytest.FixtureRequest) -> Runtime:
    """What calculates the output of a file for a batch."""
    if request.param == "onnxruntime":
        onnxruntime = pytest.importorskip("onnxruntime")
        return lambda path, xs: onnxruntime.InferenceSession(path).run(None, {"input": xs})[0]
    return lambda path, xs: next(iter(ReferenceEvaluator(onnx.load(path)).run(None, {"input": xs})))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("onnx") / "model.onnx"


def assert_same(model: Any, shape: tuple[int, ...], path: Path, run: Runtime) -> Any:
    """Export, check, run on batches of two sizes, compare; returns what the file holds."""
    nn.to_onnx(scattered(model, 0), path, shape, overwrite=True)
    file = onnx.load(path)
    onnx.checker.check_model(file, full_check=True)
    assert (file.ir_version, [opset.version for opset in file.opset_import]) == (9, [20])  # which older runtimes read
    for n in (1, 3):
        xs = np.random.default_rng(n).normal(size=(n, *shape)).astype(np.float32)
        out = run(path, xs)
        assert out.dtype == np.float32
        assert len(out) == n
        expected = [float(y) for x in xs.astype(float).tolist() for y in flat(model(x))]
        assert out.ravel().astype(float).tolist() == pytest.approx(expected, rel=2e-5, abs=2e-5)  # of 7 digits
        told = [d.dim_param or d.dim_value for d in file.graph.output[0].type.tensor_type.shape.dim]
        assert told == ["N", *out.shape[1:]]
    return file


def an_image_network(channels: int, filters: int, size: int, stride: int, padding: int) -> Sequential:
    return Sequential(
        Conv2D(channels, filters, size, stride, padding, activation=tanh),
        BatchNorm(filters),
        Residual(Sequential(Conv2D(filters, filters, 3, padding=1), Dropout(0.9))),
        MaxPool2D(2, 1, padding),
        AveragePool2D(2, padding=1),
        Dropout(0.5),
        Flatten(),
    )


NETWORKS: dict[str, tuple[Callable[[], Any], tuple[int, ...]]] = {
    "MLP": (lambda: nn.MLP(3, [4, 2]), (3,)),
    "one output": (lambda: nn.MLP(3, [4, 1]), (3,)),
    "parts within parts": (
        lambda: Sequential(
            nn.MLP(3, [4, 3]), BatchNorm(3, activation=tanh), Residual(Layer(3, 3)), Sequential(Layer(3, 2), softmax)
        ),
        (3,),
    ),
    "image": (lambda: Sequential(an_image_network(2, 3, 3, 2, 1), Layer(27, 3), log_softmax), (2, 7, 6)),
    "nothing at all": (lambda: Sequential(Dropout(0.5)), (2,)),
    "activations apart": (
        lambda: Sequential(
            Conv2D(1, 2, 2, activation=None), silu, Flatten(), Layer(8, 3, activation=None), gelu, Layer(3, 1), tanh
        ),
        (1, 3, 3),
    ),
    "twice its input": (lambda: Residual(Dropout(0.5)), (2,)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_networks(name: str, path: Path, run: Runtime) -> None:
    make, shape = NETWORKS[name]
    assert_same(make(), shape, path, run)


@given(st.integers(1, 2), st.integers(1, 2), st.integers(1, 3), st.integers(1, 2), st.integers(0, 1))
@settings(max_examples=8)
def test_images_of_odd_sizes(
    path: Path, run: Runtime, channels: int, filters: int, size: int, stride: int, padding: int
) -> None:
    assert_same(an_image_network(channels, filters, size, stride, padding), (channels, 6, 5), path, run)


def with_function(function: Any) -> Any:
    if "softmax" in function.__name__:
        return Sequential(Layer(3, 4, nonlin=False), function)
    return Sequential(Layer(3, 4, activation=function), Layer(4, 1, nonlin=False), function)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_functions(function: Any, path: Path, run: Runtime) -> None:
    assert_same(with_function(function), (3,), path, run)


def test_tied_weights_are_one_tensor(path: Path, run: Runtime) -> None:
    encoder = Layer(4, 2)
    model = Sequential(encoder, encoder.transposed(activation=None), encoder)
    file = assert_same(model, (4,), path, run)
    tensors = {tensor.name: list(tensor.dims) for tensor in file.graph.initializer}
    assert tensors == {"0.weight": [2, 4], "0.bias": [2], "2.bias": [4]}


def test_names_are_those_of_the_state_dict(path: Path, run: Runtime) -> None:
    model = Sequential(nn.MLP(2, [2, 2]), BatchNorm(2), Residual(Layer(2, 2)))
    file = assert_same(model, (2,), path, run)
    assert [tensor.name for tensor in file.graph.initializer] == [
        *("0.0.weight", "0.0.bias", "0.2.weight", "0.2.bias"),
        *("1.weight", "1.bias", "1.running_mean", "1.running_var"),
        *("2.inner.0.weight", "2.inner.0.bias"),
    ]


def test_a_model_in_training_stays_so_and_is_exported_as_in_use(path: Path, run: Runtime) -> None:
    dropout = Dropout(0.5)
    model = Sequential(Layer(2, 2), dropout, BatchNorm(2))
    assert_same(model, (2,), path, run)
    in_use = path.read_bytes()
    dropout.train()
    nn.to_onnx(model, path, [2], overwrite=True)
    assert path.read_bytes() == in_use
    assert [module.training for _, module in model.modules()] == [False, False, True, False]


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_text("precious")
    with pytest.raises(FileExistsError, match=r"model.onnx exists: .* overwrite=True"):
        nn.to_onnx(nn.MLP(2, [1]), path, (2,))
    assert path.read_text() == "precious"
    nn.to_onnx(nn.MLP(2, [1]), str(path), (2,), overwrite=True)
    onnx.checker.check_model(onnx.load(path))


def test_activations_with_constants(path: Path, run: Runtime) -> None:
    slope, alpha = partial(leaky_relu, slope=0.25), partial(elu, alpha=0.5)
    assert_same(Sequential(Layer(3, 4, activation=slope), BatchNorm(4), alpha, Layer(4, 2), slope), (3,), path, run)
    with pytest.raises(TypeError, match=r"part 1 of the model is the function functools\.partial"):
        nn.to_onnx(Layer(2, 2, activation=partial(leaky_relu, slope=0.2, x=1.0)), path, (2,), overwrite=True)


def test_parts_with_the_same_numbers_keep_tensors_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    nn.to_onnx(Sequential(BatchNorm(2), BatchNorm(2)), path, (2,))
    names = {tensor.name for tensor in onnx.load(path).graph.initializer}
    assert {"0.running_mean", "1.running_mean", "0.running_var", "1.running_var"} <= names


def test_importing_nn_loads_no_other_library() -> None:
    loaded = imported_by("import nn; dir(nn)")
    assert "nn.layers.boxes" in loaded
    assert not {"nn.files.export", "nn.files.onnx_file", "onnx", "torch", "numpy"} & loaded
