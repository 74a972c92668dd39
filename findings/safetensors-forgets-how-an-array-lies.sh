#!/usr/bin/env bash
# safetensors 0.8.0: a transposed NumPy array, and a conjugated tensor, come back with other numbers, without an error.
#
# Expected: a file made for weights gives back the numbers that were put in, or refuses. safetensors.torch does refuse a
# transposed tensor ("non contiguous tensor"), so the same is expected of safetensors.numpy. Version 0.7.0 was right.
#
# Seen:
#   safetensors.numpy, w.T or an array in Fortran's order: the shape is right, and the numbers stand in the order of the
#     memory. The transposed ((0, 1, 2), (3, 4, 5)) comes back as ((0, 1), (2, 3), (4, 5)).
#     Known: https://github.com/safetensors/safetensors/issues/825
#   safetensors.torch, a conjugated tensor: PyTorch conjugates lazily, by a mark on the tensor. The tensor counts as
#     contiguous, and the mark is not saved: the conjugate of 1 + 2i comes back as 1 + 2i. Nor is the mark of
#     z.conj().imag, which is real and marked as negative: -2 comes back as 2. torch.save and torch.load keep both.
#
# Where it matters: weights that two layers share, one of them transposed, are saved wrongly from NumPy, and the network
# still runs, as the shapes fit. `numpy.ascontiguousarray`, `.resolve_conj()` and `.resolve_neg()` before saving are
# right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q safetensors==0.8.0 numpy==2.4.6 torch==2.13.0

venv/bin/python -W ignore - <<'PYTHON'
import io

import numpy as np
import torch
from safetensors import numpy as from_numpy
from safetensors import torch as from_torch

w = np.arange(6.0).reshape(2, 3)
for name, array in ("w.T", w.T), ("Fortran's order", np.asfortranarray(w)):
    back = from_numpy.load(from_numpy.save({"w": array}))["w"]
    print(f"{name}: {array.tolist()} came back as {back.tolist()}")
    assert back.shape == array.shape and not np.array_equal(back, array)
    assert back.ravel().tolist() == array.ravel(order="K").tolist()
    assert np.array_equal(from_numpy.load(from_numpy.save({"w": np.ascontiguousarray(array)}))["w"], array)
try:
    from_torch.save({"w": torch.from_numpy(w).T})
except ValueError as refusal:
    print("torch, w.T:", str(refusal)[:52])
else:
    raise AssertionError("a transposed tensor is saved now")

z = torch.tensor([1 + 2j])
for name, tensor in ("z.conj()", z.conj()), ("z.conj().imag", z.conj().imag):
    back = from_torch.load(from_torch.save({"z": tensor}))["z"]
    print(f"{name}: {tensor.tolist()} came back as {back.tolist()}")
    assert tensor.is_contiguous() and not torch.equal(back, tensor)
    resolved = tensor.resolve_conj().resolve_neg()
    assert torch.equal(from_torch.load(from_torch.save({"z": resolved}))["z"], tensor)
    file = io.BytesIO()
    torch.save(tensor, file)
    file.seek(0)
    assert torch.equal(torch.load(file), tensor)
PYTHON
echo "as described"
