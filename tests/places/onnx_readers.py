"""Files of `nn.to_onnx` in all readers that are installed, and files of other writers in `nn.from_onnx`.

    python -m tests.places.onnx_readers

Install what is to be tried, in an environment of its own: onnx, onnxruntime, openvino, tinygrad, tract, onnx2torch
with torch; and of writers torch with onnxscript, and skl2onnx. What is missing is said. For each reader and each
precision there is the largest error against the model itself, which calculates in doubles, and what the reader refuses.
CI does not run this: its tests have onnxruntime and the evaluator of onnx.

Measured on outputs of about 1, with numbers that fit into single precision:

| reader | single | double |
| --- | --- | --- |
| onnx 1.23.2, its evaluator | 7e-7 | 9e-16 |
| onnxruntime 1.32.0 | 3e-7 | 9e-16 |
| openvino 2026.4.1 | 3e-7 | 2e-7: it calculates in single precision, and says float64 |
| tinygrad 0.14.0 | 7e-7 | 9e-16 |
| tract 0.23.9 | 3e-7 | refuses Gemm |
| onnx2torch 1.5.15 | 3e-7, without gelu | 9e-16 |

Files of torch 2.13.0 and skl2onnx 1.20.0 are read to 1e-15; to 7e-9 where torch itself has put a normalisation into the
weights of a convolution.
"""

from __future__ import annotations

import importlib.metadata
import random
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nn
from autograd.language.text import table
from nn.nested import flat
from tests.places.onnx_models import models, scattered


def _reference(path: str, xs: Any) -> Any:
    from onnx import load
    from onnx.reference import ReferenceEvaluator

    return next(iter(ReferenceEvaluator(load(path)).run(None, {"input": xs})))


def _onnxruntime(path: str, xs: Any) -> Any:
    import onnxruntime

    onnxruntime.set_default_logger_severity(4)
    return onnxruntime.InferenceSession(path).run(None, {"input": xs})[0]


def _openvino(path: str, xs: Any) -> Any:
    import openvino

    # By itself it calculates in bfloat16, with two digits, where the processor has that.
    compiled = openvino.Core().compile_model(path, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return compiled({"input": xs})[0]


def _tinygrad(path: str, xs: Any) -> Any:
    from tinygrad import Tensor
    from tinygrad.nn.onnx import OnnxRunner

    (found,) = OnnxRunner(path)({"input": Tensor(xs)}).values()
    return found.numpy()


def _tract(path: str, xs: Any) -> Any:
    import tract

    model = tract.onnx().load(path)
    model.set_input_fact(0, ",".join([*map(str, xs.shape), "f64" if xs.dtype == float else "f32"]))
    return model.into_model().into_runnable().run([xs])[0].to_numpy()


def _onnx2torch(path: str, xs: Any) -> Any:
    import onnx2torch
    import torch
    from onnx import load, version_converter

    model = version_converter.convert_version(load(path), 18)  # the last opset that it knows
    return onnx2torch.convert(model).eval()(torch.tensor(xs)).detach().numpy()  # it comes in training


READERS: dict[str, Callable[[str, Any], Any]] = {
    "onnx": _reference,
    "onnxruntime": _onnxruntime,
    "openvino": _openvino,
    "tinygrad": _tinygrad,
    "tract": _tract,
    "onnx2torch": _onnx2torch,
}


def outputs(model: Any, xs: Any) -> list[float]:
    return [float(y) for x in xs.astype(float).tolist() for y in flat(model(x))]


def error(found: list[float], true: list[float]) -> float:
    return max(abs(a - b) for a, b in zip(found, true, strict=True))


def files(precision: str, folder: Path) -> Iterator[tuple[str, str, Any, list[float]]]:
    """For each model that can be written: its name, its file, examples and the model's own outputs."""
    import numpy as np

    draw = random.Random(0)
    for name, (model, shape) in models().items():
        path = folder / f"{name}.onnx"
        try:
            nn.to_onnx(scattered(model, draw), path, shape, precision=precision)
        except TypeError:  # runtimes lack an operator in double precision
            continue
        xs = np.random.default_rng(0).normal(size=(3, *shape)).astype("f4" if precision == "single" else "f8")
        yield name, str(path), xs, outputs(model, xs)


def read_by(reader: str, precision: str) -> list[str]:
    """The largest error of a reader, and what it refuses."""
    errors, refusals = [0.0], []
    with tempfile.TemporaryDirectory() as folder:
        for name, path, xs, true in files(precision, Path(folder)):
            try:
                found = READERS[reader](path, xs)
                errors.append(error(found.astype(float).ravel().tolist(), true))
                if found.dtype != xs.dtype:
                    refusals.append(f"{name}: gives {found.dtype}")
            except Exception as problem:  # a reader of others may raise anything
                refusals.append(f"{name}: {str(problem).strip().partition(chr(10))[0][:60]}")
    told = f"{len(refusals)}, first {refusals[0]}" if refusals else ""
    return [precision, str(len(errors) - 1), f"{max(errors):.0e}", told]


def _by_torch(folder: Path) -> Iterator[tuple[str, Path, Any, list[float]]]:
    import torch
    from torch.nn import AvgPool2d, BatchNorm2d, Conv2d, Flatten, LeakyReLU, Linear, MaxPool2d, SiLU, Softmax, Softplus

    torch.manual_seed(0)
    for name, network, shape in (
        ("Linear", torch.nn.Sequential(Linear(3, 4), Softplus(), Linear(4, 3, bias=False), Softmax(1)), (3,)),
        (
            "Conv2d",
            torch.nn.Sequential(
                *(Conv2d(1, 2, 3, padding=1), BatchNorm2d(2), SiLU(), MaxPool2d(2), AvgPool2d(2, padding=1)),
                *(Flatten(), Linear(8, 2), LeakyReLU(0.2)),
            ),
            (1, 6, 6),
        ),
    ):
        xs = torch.randn(3, *shape)
        for dynamo in (True, False):
            path = folder / f"{name}.onnx"
            torch.onnx.export(network.eval(), (xs,), path, dynamo=dynamo, verbose=False)
            yield f"{name}, dynamo={dynamo}", path, xs.numpy(), network.double()(xs.double()).flatten().tolist()
            network.float()


def _by_skl2onnx(folder: Path) -> Iterator[tuple[str, Path, Any, list[float]]]:
    import numpy as np
    from skl2onnx import to_onnx
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    xs = np.random.default_rng(0).normal(size=(30, 3))
    for activation in ("relu", "tanh", "logistic", "identity"):
        options = {"hidden_layer_sizes": (4,), "activation": activation, "max_iter": 5}
        for estimator, ys in ((MLPClassifier, np.digitize(xs[:, 0], [-0.5, 0.5])), (MLPRegressor, xs[:, 0])):
            fitted = estimator(**options).fit(xs, ys)
            path = folder / "model.onnx"
            zipmap = {"options": {"zipmap": False}} if estimator is MLPClassifier else {}
            path.write_bytes(to_onnx(fitted, xs[:1], **zipmap).SerializeToString())
            true = fitted.predict_proba(xs) if estimator is MLPClassifier else fitted.predict(xs)
            yield f"{estimator.__name__} of {activation}", path, xs, true.ravel().tolist()


WRITERS = {"torch": _by_torch, "skl2onnx": _by_skl2onnx}


def written_by(writer: str) -> Iterator[list[str]]:
    """The error of each file of a writer, read by `from_onnx`."""
    with tempfile.TemporaryDirectory() as folder:
        for name, path, xs, true in WRITERS[writer](Path(folder)):
            output = "probabilities" if "Classifier" in name else None
            yield [writer, version(writer), name, f"{error(outputs(nn.from_onnx(path, output=output), xs), true):.0e}"]


def version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def main() -> int:
    warnings.simplefilter("ignore")
    if not version("onnx"):
        print("nothing can be written without onnx: pip install onnx", file=sys.stderr)
        return 2
    missing = [name for name in (*READERS, *WRITERS) if not version(name)]
    readers = [(name, precision) for name in READERS if name not in missing for precision in ("single", "double")]
    rows = [[name, version(name), *read_by(name, precision)] for name, precision in readers]
    print(table(["reader", "version", "precision", "files", "largest error", "refused"], rows))
    rows = [row for writer in WRITERS if writer not in missing for row in written_by(writer)]
    print("", table(["writer", "version", "file", "error here"], rows), sep="\n")
    if missing:
        print(f"\nnot installed, and not tried: {', '.join(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
