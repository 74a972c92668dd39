"""What has no counterpart in an ONNX file: refused by name and place, and no file is left."""

import builtins
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import nn
from autograd import elu, gelu, leaky_relu, selu, silu, softplus, tanh
from nn import AveragePool2D, BatchNorm, Conv2D, Layer, Residual, Sequential
from nn.files.onnx_file import OPERATORS


class Own(nn.Module):
    def __call__(self, x: Any) -> Any:
        return x


def swish(x: Any) -> Any:
    return silu(x)


@pytest.mark.parametrize(
    ("model", "error", "sentence"),
    [
        (
            Sequential(Layer(2, 2), swish),
            TypeError,
            "part 2 of the model is the function swish, .* knows relu, .* Conv2D",
        ),
        (Sequential(Residual(lambda x: x)), TypeError, "part 0.inner.0 of the model is the function <lambda>"),
        (Layer(2, 2, activation=swish), TypeError, "part 1 of the model is the function swish"),
        (Sequential(Own()), TypeError, "part 0 of the model is of type Own"),
        (Sequential(Layer(3, 2)), ValueError, "takes 3 numbers, and was given 2 numbers"),
    ],
)
def test_what_has_no_counterpart_leaves_no_file(model: Any, error: type, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(error, match=sentence):
        nn.to_onnx(model, tmp_path / "model.onnx", (2,))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("part", "operator"),
    [
        (Conv2D(1, 1, 1), "Conv"),
        (AveragePool2D(1), "AveragePool"),
        *((f, f.__name__) for f in (gelu, softplus, elu, selu)),
    ],
)
def test_what_runtimes_lack_in_double_precision_is_refused(part: Any, operator: str, tmp_path: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    path, model = tmp_path / "model.onnx", Sequential(part)
    with pytest.raises(
        TypeError, match=rf'(?i)part 0 of the model needs the operator {operator}, .*"single"'
    ) as caught:
        nn.to_onnx(model, path, (1, 2, 2), precision="double")
    assert "relu" in str(caught.value)
    assert not list(tmp_path.iterdir())
    with pytest.MonkeyPatch.context() as patch:  # it is not refused for nothing
        patch.setattr("nn.files.onnx_file.IN_DOUBLE", {"Identity", "Conv", "AveragePool", *OPERATORS.values()})
        nn.to_onnx(model, path, (1, 2, 2), precision="double")
    onnxruntime.set_default_logger_severity(4)
    with pytest.raises(onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented):
        onnxruntime.InferenceSession(path)


@pytest.mark.parametrize("precision", ["float64", None, 64, "Double"])
def test_a_precision_is_single_or_double(precision: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="precision is 'single' or 'double', not "):
        nn.to_onnx(nn.MLP(2, [1]), tmp_path / "model.onnx", (2,), precision=precision)


@pytest.mark.parametrize("shape", [2, (), (0,), ("N", 2), (2.0,)])
def test_a_shape_is_that_of_one_example(shape: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the shape is that of one example"):
        nn.to_onnx(nn.MLP(2, [1]), tmp_path / "model.onnx", shape)


def test_what_is_no_model_or_no_path_is_said(tmp_path: Path) -> None:
    model, path = nn.MLP(2, [1]), tmp_path / "model.onnx"
    write: Any = nn.to_onnx
    with pytest.raises(TypeError, match=r"the model is a Module, .*, to_onnx\(model, path, shape\), not "):
        write(path, model, (2,))
    with pytest.raises(TypeError, match=r"the path is that of a file, to_onnx\(model, path, shape\), not \(2,\)"):
        write(model, (2,), path)
    with pytest.raises(TypeError, match=r"to_onnx\(estimator.model_, path, shape\) takes .* estimator.scaler_"):
        write(nn.Regressor(), path, (2,))
    assert not list(tmp_path.iterdir())


def test_numbers_beyond_single_precision_are_refused(tmp_path: Path) -> None:
    model = nn.MLP(2, [1])
    norm = BatchNorm(2)
    norm.running_mean[1] = float("nan")
    with pytest.raises(
        ValueError, match=r"0.running_mean holds nan: the file is of double precision, up to 1\.8e\+308"
    ):
        nn.to_onnx(norm, tmp_path / "model.onnx", (2,), precision="double")
    model.parameters()[0].data = 1e300
    nn.to_onnx(model, tmp_path / "double.onnx", (2,), precision="double")
    model.parameters()[0].data = 1e39
    with pytest.raises(ValueError, match=r"0.weight holds 1e\+39: .* single precision"):
        nn.to_onnx(model, tmp_path / "model.onnx", (2,))
    for largest in (2.0**128 - 2.0**104, -(2.0**128) + 2.0**104):  # as IEEE 754 has it
        model.parameters()[0].data = largest
        nn.to_onnx(model, tmp_path / "model.onnx", (2,), overwrite=True)
        model.parameters()[0].data = largest * (1.0 + 2.0**-52)
        with pytest.raises(ValueError, match="single precision"):
            nn.to_onnx(model, tmp_path / "other.onnx", (2,))


def test_options_beyond_single_precision_are_refused(tmp_path: Path) -> None:
    for part, sentence in (
        (partial(leaky_relu, slope=1e39), r"the alpha of part 0 is 1e\+39"),
        (partial(elu, alpha=float("nan")), "the alpha of part 0 is nan"),
        (BatchNorm(2, epsilon=1e300).eval(), r"the epsilon of part 0 is 1e\+300: in a file it is of single precision"),
    ):
        with pytest.raises(ValueError, match=sentence):
            nn.to_onnx(Sequential(part), tmp_path / "model.onnx", (2,))


def test_neurons_of_different_activations_are_no_layer_elsewhere(tmp_path: Path) -> None:
    layer = Layer(2, 2)
    layer.neurons[1].activation = tanh
    with pytest.raises(TypeError, match="part 0 of the model has neurons of different activations"):
        nn.to_onnx(layer, tmp_path / "model.onnx", (2,))


def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without_onnx(name: str, *arguments: Any) -> Any:
        if name == "onnx":
            raise ModuleNotFoundError(name)
        return found(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without_onnx)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "ringograd\[onnx\]"'):
        nn.to_onnx(nn.MLP(1, [1]), "model.onnx", (1,))
