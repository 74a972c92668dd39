#!/usr/bin/env bash
# DeZero 0.0.13: a network that is surely wrong pays at most 6.9, and learns nothing from it.
#
# binary_cross_entropy takes probabilities p and targets, and clips p so that no logarithm of 0 is taken. Expected: the
# two ends are treated alike, by a bound such as 1e-15 from both 0 and 1.
#
# Seen: p is clipped to 1e-15 from below, and to 0.999 from above.
#   Target 0, p = 0.9995: the loss is 6.9078 (true: 7.6009), and the slope is 0 (true: 2000). At p = 1 - 1e-12 it is
#     6.9078 still (true: 27.6). Target 1, p = 1e-12: the loss is 27.6, the slope -1e12, both true.
#   So to be wrong by yes costs at most 6.9, to be wrong by no up to 34.5. Beyond 0.999 the slope is 0: the surer and
#     the more wrong a network is, the less it learns. And a sure and right yes costs 0.001.
#   sigmoid_cross_entropy, from logits, clips the other end alone, p from below to 1e-15. For target 0 and a logit of
#     40 it is infinite (true: 40), since 1 - p is 0.
#
# Where it matters: whoever compares the losses of a network in DeZero with those of another engine finds them equal up
# to p = 0.999, and unequal, with gradients of 0, for targets of 0 alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q dezero==0.0.13 numpy==2.4.6 matplotlib==3.10.7

venv/bin/python -W ignore - <<'PYTHON'
import math

import numpy

numpy.int = int  # DeZero was written before NumPy 1.24, which has no such name
import dezero.functions as F
from dezero import Variable


def loss(f, number, target):
    x = Variable(numpy.array([number]))
    z = f(x, numpy.array([target]))
    z.backward()
    print(f"{f.__name__}({number}, target {target}) = {float(z.data):.7g}, slope {x.grad.data[0]:.7g}")
    return float(z.data), x.grad.data[0]


most = -math.log(1 - 0.999)
for p in 0.5, 0.9, 0.998:
    value, slope = loss(F.binary_cross_entropy, p, 0)
    assert math.isclose(value, -math.log(1 - p), rel_tol=1e-12) and math.isclose(slope, 1 / (1 - p), rel_tol=1e-12)
for p in 0.9995, 1 - 1e-12:
    value, slope = loss(F.binary_cross_entropy, p, 0)
    assert math.isclose(value, most, rel_tol=1e-12) and slope == 0
for p in 0.5, 1e-3, 1e-12:
    value, slope = loss(F.binary_cross_entropy, p, 1)
    assert math.isclose(value, -math.log(p), rel_tol=1e-12) and math.isclose(slope, -1 / p, rel_tol=1e-12)
assert math.isclose(loss(F.binary_cross_entropy, 1e-20, 1)[0], -math.log(1e-15), rel_tol=1e-12)
value, slope = loss(F.binary_cross_entropy, 1 - 1e-12, 1)
assert math.isclose(value, -math.log(0.999), rel_tol=1e-12) and slope == 0

assert loss(F.sigmoid_cross_entropy, 40.0, 0)[0] == math.inf
assert math.isclose(loss(F.sigmoid_cross_entropy, -30.0, 1)[0], 30, rel_tol=1e-2)
assert math.isclose(loss(F.sigmoid_cross_entropy, -40.0, 1)[0], -math.log(1e-15), rel_tol=1e-12)
PYTHON
echo "as described"
