#!/usr/bin/env bash
# skl2onnx 1.20.0: the ONNX file of an MLPRegressor with two targets gives one column, of twice as many rows.
#
# scikit-learn's MLPRegressor learns several targets at once; predict gives a row for each example, with a column for
# each target. skl2onnx converts it without a warning.
#
# Expected: the file gives what predict gives, 5 × 2 numbers for 5 examples.
#
# Seen: the last operator is a Reshape to [-1, 1], also for several targets. The file gives 10 × 1 numbers for 5
# examples, and declares N × 1. LinearRegression with two targets is converted to 5 × 2.
#
# Where it matters: the numbers themselves are right, and so is their order, so comparing flattened outputs finds nothing.
# Whoever takes row i for example i gets the second target of the first example as the prediction for the second one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q skl2onnx==1.20.0 scikit-learn==1.9.1 onnx==1.23.2 \
    onnxruntime==1.32.0 numpy==2.4.6

venv/bin/python -W ignore - <<'PYTHON'
import numpy as np
import onnxruntime
from skl2onnx import to_onnx
from sklearn.linear_model import LinearRegression
from sklearn.neural_network import MLPRegressor

X = np.random.default_rng(0).normal(size=(5, 3))


def shapes(estimator, y):
    fitted = estimator.fit(X, y)
    file = to_onnx(fitted, X[:1])
    (found,) = onnxruntime.InferenceSession(file.SerializeToString()).run(None, {"X": X})
    true = fitted.predict(X)
    print(type(fitted).__name__, "predict:", true.shape, "file:", found.shape, "last operators:",
          [node.op_type for node in file.graph.node][-2:])
    assert np.allclose(found.ravel(), true.ravel())
    return true.shape, found.shape


assert shapes(LinearRegression(), X[:, :2]) == ((5, 2), (5, 2))
assert shapes(MLPRegressor(hidden_layer_sizes=(4,), max_iter=5), X[:, 0]) == ((5,), (5, 1))
assert shapes(MLPRegressor(hidden_layer_sizes=(4,), max_iter=5), X[:, :2]) == ((5, 2), (10, 1))
PYTHON
echo "as described"
