#!/usr/bin/env bash
# DeZero 0.0.13: binary_cross_entropy clips a probability to 1e-15 … 0.999, so the two classes are not alike.
#
# A clip of the probability keeps log from 0. Expected: it is as near to 1 as to 0, so that loss(p, 1) = loss(1 - p, 0),
# a right answer that is certain costs about 0, and a wrong one 34.5 = -log(1e-15) for either class.
#
# Seen: the upper end is 0.999. With p = 1, a right answer costs 0.0010005, and a wrong one 6.9078 = -log(0.001) only;
# with p = 0 they cost 0 and 34.5. From p = 0.999 on the slope is 0, so a classifier that is certain of the wrong class
# stops to learn at a loss of 6.9, while one that is as certain of the other class goes on.
#
# Where it matters: losses by DeZero's function, by hand and by other libraries agree up to p = 0.999 and part there.
# DeZero is the library of a book that many read to learn what the loss is. (DeZero 0.0.13 needs an older NumPy.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q dezero==0.0.13 numpy==2.3.4 matplotlib==3.10.7 pillow

venv/bin/python -W ignore - <<'PYTHON'
import math

import numpy as np

np.int = int  # NumPy has dropped this name, which DeZero takes when it is imported

import dezero.functions as F
from dezero import Variable


def loss_and_slope(p, target):
    leaf = Variable(np.array([p]))
    loss = F.binary_cross_entropy(leaf, np.array([target]))
    loss.backward()
    return float(loss.data), float(leaf.grad.data[0])


for p, target in ((1.0, 1), (0.0, 0), (1.0, 0), (0.0, 1)):
    loss, slope = loss_and_slope(p, target)
    print(f"p = {p}, target {target}: loss {loss:.7f}, slope {slope:.6g}")
assert math.isclose(loss_and_slope(1.0, 1)[0], -math.log(0.999))
assert loss_and_slope(0.0, 0)[0] < 1e-14
assert math.isclose(loss_and_slope(1.0, 0)[0], -math.log(1 - 0.999))
assert math.isclose(loss_and_slope(0.0, 1)[0], -math.log(1e-15))
assert loss_and_slope(0.9995, 0)[1] == 0.0 and math.isclose(loss_and_slope(0.9985, 0)[1], 1 / 0.0015)
assert math.isclose(loss_and_slope(0.0005, 1)[1], -1 / 0.0005)  # the same mistake with the other class
PYTHON
echo "as described"
