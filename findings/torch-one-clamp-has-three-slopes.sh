#!/usr/bin/env bash
# PyTorch 2.13.0: max(x, 0) has the slope 0, 1/2 or 1 at 0, and min(max(x, 0), 6) the slope 0 or 1 at 6, by its name.
#
# relu, clamp(min=0), maximum(x, 0) and fmax(x, 0) are the same function. At its kink any slope from 0 to 1 is a
# subgradient, so one library has to choose one. Expected: that it chooses the same one under each name, or at least that
# names which are documented as the same function agree, as fmax and maximum, which differ in NaN alone, or
# hardtanh(x, 0, 6), relu6(x) and clamp(x, 0, 6).
#
# Seen, in float64: at 0, relu and threshold give 0, torch.maximum and amax give 1/2, and clamp, fmax and max(dim) give 1.
# At 6, relu6 and hardtanh give 0, and clamp gives 1. So a dead unit stays dead under relu and wakes up under clamp.
#
# Where it matters: weights or inputs that are exactly 0, as after padding, pruning or relu itself, get another gradient
# if one name is replaced by another, also by an exporter or a compiler that rewrites relu as clamp; and whoever compares
# gradients with PyTorch has to know by which name it was asked.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q torch==2.13.0

venv/bin/python -W ignore - <<'PYTHON'
import torch
import torch.nn.functional as F


def slope(f, at):
    x = torch.tensor(at, dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(f(x), x)[0].item()


def zero(x):
    return torch.zeros_like(x)


relus = {
    "relu": (torch.relu, 0.0),
    "threshold": (lambda x: F.threshold(x, 0, 0), 0.0),
    "maximum": (lambda x: torch.maximum(x, zero(x)), 0.5),
    "amax": (lambda x: torch.stack([x, zero(x)]).amax(0), 0.5),
    "fmax": (lambda x: torch.fmax(x, zero(x)), 1.0),
    "clamp": (lambda x: torch.clamp(x, min=0), 1.0),
    "max(dim)": (lambda x: torch.stack([x, zero(x)]).max(0).values, 1.0),
}
clamps = {
    "relu6": (F.relu6, 0.0),
    "hardtanh": (lambda x: F.hardtanh(x, 0, 6), 0.0),
    "clamp": (lambda x: torch.clamp(x, 0, 6), 1.0),
}
for at, functions in (0.0, relus), (6.0, clamps):
    for name, (f, seen) in functions.items():
        inside = {x: slope(f, x) for x in (-1.0, 1.0, 7.0)}
        print(f"{name} at {at:g}: slope {slope(f, at)}; elsewhere {inside}")
        assert slope(f, at) == seen
        assert inside[-1.0] == 0.0 and inside[1.0] == 1.0 and inside[7.0] == float(at == 0.0)
PYTHON
echo "as described"
