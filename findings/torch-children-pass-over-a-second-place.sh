#!/usr/bin/env bash
# PyTorch 2.13.0: children() and named_children() of a Sequential name a module once that stands in it twice.
#
# A Sequential may hold one module at several places, such as one ReLU behind every layer. It calls the module at each
# place; len() and iteration count each place, and so does its printed form; its state dict names the tensors at each.
#
# Expected: children(), "an iterator over immediate children modules", gives what iterating over the Sequential gives.
# named_children() names each place, as the state dict does.
#
# Seen: both pass over the second place. A row of 5 has 3 children. Of two names for one module, the first is given.
#
# Where it matters: Sequential(*network.children()) and Sequential(*list(network.children())[:-1]) are the usual way to
# take a network apart, and loops over named_children() the usual way to convert one. The new network lacks activations
# or whole layers. It runs, all its shapes fit, and only its numbers are others.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q torch==2.13.0 numpy==2.4.6

venv/bin/python -W ignore - <<'PYTHON'
import torch
from torch.nn import Linear, ReLU, Sequential

torch.manual_seed(0)
linear, relu = Linear(3, 3), ReLU()
network = Sequential(linear, relu, Linear(3, 3), relu, linear)
names = [name for name, _ in network.named_children()]
print("places:", len(network), "names:", names, "in the state dict:", list(network.state_dict()))
assert len(network) == len(list(iter(network))) == 5
assert names == ["0", "1", "2"] and len(list(network.children())) == 3
assert "4.weight" in network.state_dict()

x = torch.randn(2, 3)
again, copied = Sequential(*network.children()), Sequential(*network)
print("outputs:", network(x).flatten().tolist())
print("of the children:", again(x).flatten().tolist())
assert torch.equal(copied(x), network(x))
assert again(x).shape == network(x).shape and not torch.allclose(again(x), network(x))
PYTHON
echo "as described"
