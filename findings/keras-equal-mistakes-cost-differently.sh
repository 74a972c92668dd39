#!/usr/bin/env bash
# Keras 3.15.1: a binary classifier that is certain and wrong pays 16.118 where the target is 1, and 15.942 where it is 0.
#
# binary_crossentropy keeps a probability between 1e-7 and 1 - 1e-7, so that the logarithm stays finite. Expected: the
# loss is symmetric, loss(1, p) = loss(0, 1 - p), and both of the worst answers cost -log(1e-7) = 16.118.
#
# Seen, in the default float32: p = 0 for the target 1 costs 16.118096, and p = 1 for the target 0 costs 15.942385. The
# float32 next to 1 - 1e-7 is 1 - 2**-23, and so 1 - p is 1.19e-7 there, not 1e-7. The losses of the two ends are those
# of different floors. With 1e-7 itself in both places, as log(1 - p) clipped, they would be alike.
#
# Where it matters: whoever works the loss of a saturated classifier out by hand, or compares it with another library's,
# finds 16.118 for some examples of a batch and 15.942 for others, and a mean between them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q keras==3.15.1 jax==0.10.2

KERAS_BACKEND=jax KERAS_HOME="$folder" venv/bin/python -W ignore - <<'PYTHON'
import math

import keras
import numpy as np


def loss(target, p):
    return float(keras.losses.BinaryCrossentropy()(np.array([[target]], "float32"), np.array([[p]], "float32")))


missed, alarmed = loss(1.0, 0.0), loss(0.0, 1.0)
print(f"target 1, p = 0: {missed:.6f}; target 0, p = 1: {alarmed:.6f}; -log(1e-7) = {-math.log(1e-7):.6f}")
assert math.isclose(missed, -math.log(1e-7), rel_tol=1e-6)
assert math.isclose(alarmed, -math.log(2.0**-23), rel_tol=1e-6)
for p in 0.5, 0.25, 0.01:
    assert math.isclose(loss(1.0, p), loss(0.0, 1.0 - p), rel_tol=1e-6)  # symmetric elsewhere
PYTHON
echo "as described"
