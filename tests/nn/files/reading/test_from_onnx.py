"""ONNX files, read as models, give the outputs of the network that was written, and of the format's own evaluator."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from onnx.reference import ReferenceEvaluator

import nn
from autograd import tanh
from nn import BatchNorm, Layer, Residual, Sequential
from tests.nn.files.reading.networks import IN_DOUBLE, close, examples, networks, ours, theirs, there, torch


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("onnx") / "model.onnx"


def evaluated(path: Path, xs: Any, runtime: bool) -> list[float]:
    """The outputs of a file, from ONNX Runtime or from the format's own evaluator."""
    if runtime:
        onnxruntime = pytest.importorskip("onnxruntime")
        (found,) = onnxruntime.InferenceSession(path).run(None, {"input": xs})
    else:
        found = next(iter(ReferenceEvaluator(onnx.load(path)).run(None, {"input": xs})))
    assert found.dtype == xs.dtype
    numbers: list[float] = found.astype(float).ravel().tolist()
    return numbers


@given(networks())
@settings(max_examples=15)
def test_networks_there_and_back(path: Path, drawn: Any) -> None:
    """Numbers that fit into single precision come back as they were."""
    network, shape = drawn
    for tensor in network.state_dict().values():
        tensor.copy_(tensor.float())
    nn.to_onnx(nn.from_torch(network), path, shape, overwrite=True)
    xs = examples(shape)
    close(ours(nn.from_onnx(path), xs), theirs(network, xs))


@given(networks(images=False, names=IN_DOUBLE))
@settings(max_examples=15)
def test_files_of_doubles_are_read_to_the_last_digits_by_all(path: Path, drawn: Any) -> None:
    network, shape = drawn
    nn.to_onnx(nn.from_torch(network), path, shape, precision="double", overwrite=True)
    onnx.checker.check_model(onnx.load(path), full_check=True)
    xs = examples(shape)
    true = theirs(network, xs)
    close(ours(nn.from_onnx(path), xs), true)
    for runtime in (False, True):
        close(evaluated(path, xs.numpy(), runtime), true)


def test_pooling_of_doubles(path: Path) -> None:
    network = there.Sequential(there.MaxPool2d(2, 1, 1), there.BatchNorm2d(2), there.Flatten(), there.Linear(32, 2))
    network.double().eval()
    nn.to_onnx(nn.from_torch(network), path, (2, 3, 3), precision="double", overwrite=True)
    xs = examples((2, 3, 3))
    for found in (ours(nn.from_onnx(path), xs), *(evaluated(path, xs.numpy(), runtime) for runtime in (False, True))):
        close(found, theirs(network, xs))


@pytest.mark.parametrize("variance", [0.0, 1e-30, 1e-9, 1.0])
@pytest.mark.parametrize("epsilon", [1e-5, 3e-5, 0.1, 1e-12])
def test_an_epsilon_of_single_precision_costs_no_digit_of_doubles(path: Path, epsilon: float, variance: float) -> None:
    norm = BatchNorm(1, epsilon=epsilon, momentum=0.2)
    norm.running_variance[0] = variance
    nn.to_onnx(norm.eval(), path, (1,), precision="double", overwrite=True)
    back: Any = nn.from_onnx(path)
    (y,) = evaluated(path, np.array([[0.7]]), runtime=False)
    assert [float(back([0.7])[0]), y] == pytest.approx([0.7 / (variance + epsilon) ** 0.5] * 2, rel=1e-13)
    (read,) = back.layers
    assert read.momentum == 0.2
    if variance != 1e-30:  # which is too small beside the epsilon to be seen in the sum
        assert read.epsilon == epsilon
        assert read.running_variance == pytest.approx([variance], rel=1e-6, abs=1e-20)


def test_the_parts_are_what_they_were(path: Path) -> None:
    first = nn.MLP(2, [3, 2])
    rest = [BatchNorm(2, activation=tanh), Residual(Layer(2, 2))]
    nn.to_onnx(Sequential(first, *rest), path, (2,), overwrite=True)
    back: Any = nn.from_onnx(path)
    assert str(back) == str(Sequential(*first.layers, *rest))
    assert all(not module.training for _, module in back.modules())
    assert back.layers[0].neurons[1].w[0].name == "l1.n2.w1"


def test_tied_weights_stay_tied_if_they_were(path: Path) -> None:
    encoder = Layer(3, 2)
    model = Sequential(encoder, encoder.transposed(activation=None), encoder)
    nn.to_onnx(model, path, (3,), overwrite=True)
    back: Any = nn.from_onnx(path)
    first, second, third = (layer.neurons for layer in back.layers)
    assert first[0].w[1] is second[1].w[0] is third[0].w[1]
    assert len(back.parameters()) == len(model.parameters())
    file = onnx.load(path)
    file.producer_name = "pytorch"  # which makes one tensor of two that are equal by chance
    path.write_bytes(file.SerializeToString())
    assert len(nn.from_onnx(path).parameters()) == 3 * 6 + 2 + 3 + 2


def test_numbers_in_a_second_file(tmp_path: Path) -> None:
    path, model = tmp_path / "model.onnx", nn.MLP(20, [8, 2])
    nn.to_onnx(model, path, (20,))
    file = onnx.load(path)
    onnx.save(file, path, save_as_external_data=True, location="model.onnx.data", size_threshold=0)
    for value in model.parameters():
        value.data = float(np.float32(value.data))
    assert ours(nn.from_onnx(path), torch.ones(1, 20)) == ours(model, torch.ones(1, 20))


def test_gradients_go_on_from_what_was_read(path: Path) -> None:
    model = nn.MLP(2, [3, 1])
    nn.to_onnx(model, path, (2,), precision="double", overwrite=True)
    back: Any = nn.from_onnx(path)
    for each in (model, back):
        each([0.5, -1.5]).backward()
    assert [p.grad for p in back.parameters()] == [p.grad for p in model.parameters()]
