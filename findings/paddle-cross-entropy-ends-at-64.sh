#!/usr/bin/env bash
# PaddlePaddle 3.3.1: on a CPU no class can cost more than 64, and the gradient does not know it.
#
# The cross-entropy of the logits (-a, 0) for class 0 is a, as soon as a is large, and its slope in the first logit is
# -1. Expected: any a up to the largest float, since cross_entropy takes logits and not probabilities, and log_softmax
# exists to be right where log(softmax) is -inf.
#
# Seen, in float32 and float64: up to a = 64 the numbers are true. From there on cross_entropy stays at 64.0 and
# log_softmax at -64.0, for a = 65 as for a = 10000. softmax never gets below exp(-64) = 1.6e-28 of the largest, so its
# outputs far out are neither 0 nor true. With 20 other classes the end is at 64 + log(20): it is the distance to the
# largest logit that is cut off. paddle.logsumexp of the same logits has no such end.
#   The slopes stay (-1, 1), those of the true loss. The loss that is cut off is constant, with the slope 0, so value
#   and gradient are not of one function, and a check of the gradient by differences fails from a = 64 on.
#
# Where it matters: a loss that is compared with another engine's agrees on trained networks, and not on one that is
# surely wrong; the mean loss of a batch with such an example is too small without a sign of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q paddlepaddle==3.3.1

venv/bin/python -W ignore - <<'PYTHON' 2> errors || { cat errors; exit 1; }
import math

import paddle
from paddle.nn.functional import cross_entropy, log_softmax, softmax

paddle.set_device("cpu")


def leaf(kind, *logits):
    return paddle.to_tensor([list(logits)], dtype=kind, stop_gradient=False)


def loss(kind, a):
    x = leaf(kind, -a, 0.0)
    z = cross_entropy(x, paddle.to_tensor([0]))
    z.backward()
    return z.item(), x.grad.tolist()[0]


for kind in "float32", "float64":
    for a in 10.0, 60.0, 64.0, 65.0, 100.0, 10000.0:
        value, slopes = loss(kind, a)
        logarithm = log_softmax(leaf(kind, -a, 0.0)).tolist()[0][0]
        print(f"{kind}, logits ({-a}, 0): loss {value:.9g}, slopes {slopes}, log_softmax {logarithm:.9g}")
        assert math.isclose(value, min(a, 64), rel_tol=1e-5) and math.isclose(logarithm, -value, rel_tol=1e-6)
        assert math.isclose(slopes[0], -1, rel_tol=1e-4) and math.isclose(slopes[1], 1, rel_tol=1e-4)

share = softmax(leaf("float64", -10000.0, 0.0)).tolist()[0][0]
many = log_softmax(leaf("float64", -10000.0, *[0.0] * 20)).tolist()[0][0]
whole = paddle.logsumexp(leaf("float64", -10000.0, -10000.0)).item()
print(f"softmax: {share}; log_softmax among 21: {many}; logsumexp of -10000 twice: {whole}")
assert math.isclose(share, math.exp(-64), rel_tol=1e-9)
assert math.isclose(many, -64 - math.log(20), rel_tol=1e-9)
assert math.isclose(whole, math.log(2) - 10000, rel_tol=1e-12)

difference = (loss("float64", 100.0 + 1e-3)[0] - loss("float64", 100.0 - 1e-3)[0]) / 2e-3
print(f"by differences at a = 100: {difference}")
assert difference == 0
PYTHON
echo "as described"
