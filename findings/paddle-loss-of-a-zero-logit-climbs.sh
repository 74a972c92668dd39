#!/usr/bin/env bash
# PaddlePaddle 3.3.1: at a logit of exactly 0, binary_cross_entropy_with_logits has a slope that points the wrong way.
#
# The loss of a logit x for the target t is smooth, and its slope is sigmoid(x) - t. Expected: 0.5 for target 0 and -0.5
# for target 1 at x = 0, as at x = 1e-300.
#
# Seen, in float32 and float64, and with the layer BCEWithLogitsLoss: at x = 0 the slope is -0.5 for target 0, and -1.5
# for target 1. At 1e-300 and -1e-300 (in float64) it is right. With pos_weight=1, which changes nothing in the loss, it
# is right at 0, too. The loss itself is right everywhere. The usual formula, max(x, 0) - x*t + log(1 + exp(-abs(x))),
# has two kinks at 0 that cancel in the value. They cancel in the slope only if the conventions of max and abs fit each
# other: with 0 for max and 1 for abs, the slope at 0 is 0 - t - 1/2, which is what is seen.
# PyTorch had a slope of its own there until 2017: https://github.com/pytorch/pytorch/pull/2195.
#
# Where it matters: a last layer that begins with zero weights has the logit 0 in every example. The first step of
# gradient descent then makes the loss of target 0 larger, and is three times too long for target 1. The second step
# is right again, so nobody looks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q paddlepaddle==3.3.1

venv/bin/python -W ignore - <<'PYTHON' 2> errors || { cat errors; exit 1; }
import math

import paddle
from paddle.nn import BCEWithLogitsLoss
from paddle.nn.functional import binary_cross_entropy_with_logits

paddle.set_device("cpu")


def value_and_slope(loss, kind, logit, target, **options):
    x = paddle.to_tensor([logit], dtype=kind, stop_gradient=False)
    z = loss(x, paddle.to_tensor([target], dtype=kind), **options)
    z.backward()
    print(f"{kind}, logit {logit}, target {target}: loss {z.item():.7g}, slope {x.grad.item():.7g}")
    return z.item(), x.grad.item()


for kind in "float32", "float64":
    for target, seen in (0.0, -0.5), (1.0, -1.5):
        for loss in binary_cross_entropy_with_logits, BCEWithLogitsLoss():
            value, slope = value_and_slope(loss, kind, 0.0, target)
            assert math.isclose(value, math.log(2), rel_tol=1e-6) and slope == seen
        weight = paddle.to_tensor([1.0], dtype=kind)
        options = {"pos_weight": weight}
        assert value_and_slope(binary_cross_entropy_with_logits, kind, 0.0, target, **options)[1] == 0.5 - target
for logit in 1e-300, -1e-300:
    for target in 0.0, 1.0:
        slope = value_and_slope(binary_cross_entropy_with_logits, "float64", logit, target)[1]
        assert math.isclose(slope, 0.5 - target, rel_tol=1e-12)

# One step of gradient descent from weights of zero, for target 0: the loss grows.
step = -0.1 * value_and_slope(binary_cross_entropy_with_logits, "float64", 0.0, 0.0)[1]
after = value_and_slope(binary_cross_entropy_with_logits, "float64", step, 0.0)[0]
assert after > math.log(2)
PYTHON
echo "as described"
