#!/usr/bin/env bash
# MindSpore 2.10.0: logsigmoid(-100) is -inf, and its slope is nan; the same function as -softplus(100) is right.
#
# log(sigmoid(x)) is x far to the left, but sigmoid(x) is 0 there in floats. That is why libraries have the function
# logsigmoid. Expected: logsigmoid(-100) = -100 with the slope 1, as in PyTorch, JAX, TensorFlow and PaddlePaddle.
#
# Seen, on a CPU: in float32, logsigmoid is right down to -88, and -inf with the slope nan from -100 on. In float64, it
# is right down to -700, and -inf with the slope nan at -740. This is what ops.log(ops.sigmoid(x)) does, about: the
# reciprocal of 1 + exp(-x) is taken, where exp(-x) is infinite. -softplus(-x), the same function, is -100 and -740
# there, with the slope 1. So is the logarithm of softmax: log_softmax of (-100, 0) is -100.
#
# Where it matters: losses of two classes from logits are written with logsigmoid. One example that is surely wrong
# makes the loss inf and all weights nan, in single precision from a logit of -89 on. Code from other libraries relies
# on it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q mindspore==2.10.0

GLOG_v=4 venv/bin/python -W ignore - <<'PYTHON' 2> errors || { cat errors; exit 1; }
import math

import mindspore
from mindspore import Tensor, ops

mindspore.set_context(mode=mindspore.PYNATIVE_MODE, device_target="CPU")


def logarithm(x):
    return ops.logsigmoid(x)


def by_softplus(x):
    return -ops.softplus(-x)


def told(f, number, kind):
    x = Tensor([number], kind)
    value, slope = f(x).asnumpy().item(), mindspore.grad(f)(x).asnumpy().item()
    print(f"{f.__name__}({number}) in {kind}: {value}, slope {slope}")
    return value, slope


for kind, right, wrong in (mindspore.float32, (-1.0, -40.0, -80.0), (-100.0, -1000.0)), (
    mindspore.float64, (-1.0, -100.0, -700.0), (-740.0, -1000.0),
):  # fmt: skip
    for number in right:
        true = -math.log1p(math.exp(-number)) if number > -700 else number
        value, slope = told(logarithm, number, kind)
        assert math.isclose(value, true, rel_tol=1e-5)
        assert math.isclose(slope, 1 / (1 + math.exp(number)), rel_tol=1e-4)
    for number in wrong:
        value, slope = told(logarithm, number, kind)
        assert value == -math.inf and math.isnan(slope)
        assert told(by_softplus, number, kind) == (number, 1)

both = ops.log_softmax(Tensor([-100.0, 0.0], mindspore.float32), 0).asnumpy().tolist()
print(f"log_softmax(-100, 0): {both}")
assert both[0] == -100
PYTHON
echo "as described"
