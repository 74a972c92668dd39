#!/usr/bin/env bash
# PyTorch 2.13.0: the value of binary_cross_entropy is right down to p = 1e-43, its gradient only down to p = 1e-12.
#
# The loss of a probability p for the target 1 is -log(p), with the slope -1/p. The documentation says that the
# logarithm is clamped to at least -100, so that the loss stays finite. Expected: down to p = exp(-100), about 4e-44,
# value and slope are those of -log(p); below it the value is 100, and the slope is 0, or is cut off at the same p.
#
# Seen, in float64: the value is -log(p) down to p = 1e-43, as told. But the slope never gets steeper than -1e12, since
# the gradient has a floor of its own: p*(1 - p) counts as at least 1e-12 there. Known, with sigmoid before it:
# https://github.com/pytorch/pytorch/issues/103316. At p = 1e-20 the value is 46.0517, exact to the last digit, and the
# slope is -1e12, too small by a factor of 1e8. At p = 1e-13 with target 0 the slope is 0.1 (true: 1). Forward mode says
# the same, and torch's own gradcheck refuses it. At p = 0 the value is constant, and the slope is still -1e12.
#
# Where it matters: whoever compares the gradients of a cross-entropy from probabilities with PyTorch's agrees in the
# loss and not in the gradient, as soon as a probability is below 1e-12. `-torch.log(p)` and the loss from logits do not
# have this floor.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q torch==2.13.0

venv/bin/python -W ignore - <<'PYTHON'
import math

import torch
from torch.nn.functional import binary_cross_entropy


def loss(p, target=1.0):
    return binary_cross_entropy(p, torch.tensor(target, dtype=p.dtype))


def value_and_slope(f, p):
    leaf = torch.tensor(p, dtype=torch.float64, requires_grad=True)
    f(leaf).backward()
    return f(leaf).item(), leaf.grad.item()


for p in 1e-3, 1e-12, 1e-13, 1e-20, 1e-43:
    value, slope = value_and_slope(loss, p)
    print(f"p = {p:5}: value {value:.12g}, slope {slope:.6g}; -log(p) = {-math.log(p):.12g}, -1/p = {-1 / p:.6g}")
    assert math.isclose(value, -math.log(p), rel_tol=1e-15)
    assert math.isclose(slope, -1 / max(p, 1e-12), rel_tol=1e-7)
    assert math.isclose(value_and_slope(lambda leaf: -torch.log(leaf), p)[1], -1 / p, rel_tol=1e-15)
assert value_and_slope(loss, 0.0)[0] == 100 and math.isclose(value_and_slope(loss, 0.0)[1], -1e12, rel_tol=1e-7)

value, slope = value_and_slope(lambda p: loss(p, 0.0), 1e-13)
print(f"target 0, p = 1e-13: slope {slope:.6g}")
assert math.isclose(slope, 0.1, rel_tol=1e-7)

point = torch.tensor(1e-13, dtype=torch.float64)
forward = torch.func.jvp(loss, (point,), (torch.ones_like(point),))[1].item()
checked = torch.autograd.gradcheck(loss, point.requires_grad_(), eps=1e-16, raise_exception=False)
print(f"forward mode at 1e-13: {forward:.6g}; gradcheck there: {checked}")
assert math.isclose(forward, -1e12, rel_tol=1e-7) and not checked
PYTHON
echo "as described"
