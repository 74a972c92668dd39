#!/usr/bin/env bash
# ONNX: the Sigmoid of ONNX Runtime 1.32.0 is 0 at -18, and the LogSoftmax of onnx 1.23.2 is -inf at (1000, 0).
#
# One model file, two executors: the runtime, and the ReferenceEvaluator of the onnx package, which stands for the
# standard. Expected: float32 numbers that differ in the last digits; and where one of the two is rough, the runtime.
#
# Seen: each is wrong where the other is right.
#   Sigmoid, float32. At -17 the runtime gives 8.94e-8 (true: 4.14e-8), so it is wrong by 116 %, and at -18 it gives
#     exactly 0 (true: 1.52e-8), far inside the range of float32, whose smallest normal number is 1.2e-38. The tail is
#     made of multiples of 2**-24. Known: https://github.com/microsoft/onnxruntime/issues/26281
#   Sigmoid, float64. At -35 the runtime is wrong by 5.6 %, and at -37 it gives exactly 0 (true: 8.53e-17). The tail is
#     made of multiples of 2**-53. Expected was that float64, where it is supported at all, has float64's tail.
#   LogSoftmax of (1000, 0), float32 or float64. The reference gives (0, -inf), the runtime (0, -1000), which is true.
#   ReduceLogSumExp of (-inf, -inf): the reference gives nan, the runtime -inf, which is true.
#
# Where it matters: log(sigmoid(x)) of an exported network is -inf from x = -18 on, where the engine that trained it has
# -18.0. And a test that compares an exported LogSoftmax with the reference, not with the runtime, refutes a right
# export.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6

venv/bin/python -W ignore - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import ValueInfoProto, helper
from onnx.reference import ReferenceEvaluator


def run(operator, numbers, kind, **attributes):
    x = np.array(numbers, kind)
    given = helper.make_tensor_value_info("x", helper.np_dtype_to_tensor_dtype(x.dtype), x.shape)
    answer = helper.make_tensor_value_info("y", helper.np_dtype_to_tensor_dtype(x.dtype), None)
    graph = helper.make_graph([helper.make_node(operator, ["x"], ["y"], **attributes)], operator, [given], [answer])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    runtime = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    answers = [np.atleast_1d(run.run(None, {"x": x})[0]) for run in (runtime, ReferenceEvaluator(model))]
    print(f"{operator} {x.dtype} {numbers}: runtime {answers[0].tolist()}, reference {answers[1].tolist()}")
    return answers


runtime, reference = run("Sigmoid", [-17, -18, -50], np.float32)
assert 2 * reference[0] < runtime[0] and runtime[1:].tolist() == [0, 0]
assert np.allclose(reference, 1 / (1 + np.exp([17.0, 18.0, 50.0])), rtol=1e-6, atol=0)
runtime, reference = run("Sigmoid", [-35, -37, -40], np.float64)
assert runtime[0] > 1.05 * reference[0] and runtime[1:].tolist() == [0, 0]
assert np.allclose(reference, np.exp([-35.0, -37.0, -40.0]), rtol=1e-14, atol=0)
for kind in np.float32, np.float64:
    runtime, reference = run("LogSoftmax", [1000, 0], kind)
    assert runtime.tolist() == [0, -1000] and reference.tolist() == [0, -np.inf]
    runtime, reference = run("ReduceLogSumExp", [-np.inf, -np.inf], kind, keepdims=0)
    assert runtime.item() == -np.inf and np.isnan(reference.item())
PYTHON
echo "as described"
