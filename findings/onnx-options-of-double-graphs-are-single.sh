#!/usr/bin/env bash
# ONNX (onnx 1.23.2, ONNX Runtime 1.32.0): options such as epsilon are float32 even in a graph of float64.
#
# BatchNormalization takes float64 tensors, and its epsilon is an option of the operator. Expected: a graph whose tensors
# are all float64 calculates (x - mean) / sqrt(variance + epsilon) with the epsilon that the network had, 1e-5, to about
# 16 digits.
#
# Seen: an option of type FLOAT is 32 bits in the format, whatever the tensors are, so epsilon = 1e-5 becomes
# 9.999999747378752e-06. No checker says a word. With a variance of 1e-6 the output of ONNX Runtime and of the evaluator
# of onnx is wrong in the eighth digit, both alike. The same holds for the alpha of LeakyRelu and Elu: 0.01 becomes
# 0.009999999776. Where the difference epsilon - float32(epsilon) is added to the variances, which are tensors, the
# outputs are right to the last digit.
#
# Where it matters: an export in double precision, made in order to agree to the last digits, agrees to 8 as soon as a
# variance is small, which looks like a mistake in the weights.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6

venv/bin/python -W ignore - <<'PYTHON'
import math

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

EPSILON, VARIANCE, X = 1e-5, 1e-6, 0.7


def outputs(variance):
    ends = [helper.make_tensor_value_info(name, TensorProto.DOUBLE, [1, 1]) for name in "xy"]
    numbers = {"scale": 1.0, "bias": 0.0, "mean": 0.0, "variance": variance}
    tensors = [helper.make_tensor(name, TensorProto.DOUBLE, [1], [number]) for name, number in numbers.items()]
    node = helper.make_node("BatchNormalization", ["x", *numbers], ["y"], epsilon=EPSILON)
    graph = helper.make_graph([node], "norm", ends[:1], ends[1:], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    (kept,) = [option.f for option in model.graph.node[0].attribute]
    x = {"x": np.array([[X]])}
    return kept, [
        onnxruntime.InferenceSession(model.SerializeToString()).run(None, x)[0].item(),
        next(iter(ReferenceEvaluator(model).run(None, x))).item(),
    ]


true = X / math.sqrt(VARIANCE + EPSILON)
kept, plain = outputs(VARIANCE)
print(f"epsilon in the file: {kept!r}; relative errors of the two: {[f'{y / true - 1:.1e}' for y in plain]}")
assert kept == float(np.float32(EPSILON)) != EPSILON
assert all(1e-9 < abs(y / true - 1) < 1e-7 for y in plain)

_, corrected = outputs(VARIANCE + (EPSILON - kept))
print(f"with the difference in the variance: {[f'{y / true - 1:.1e}' for y in corrected]}")
assert all(abs(y / true - 1) < 1e-14 for y in corrected)

(alpha,) = [o.f for o in helper.make_node("LeakyRelu", ["x"], ["y"], alpha=0.01).attribute]
print("alpha of LeakyRelu:", alpha)
assert alpha != 0.01
PYTHON
echo "as described"
