#!/usr/bin/env bash
# PyTorch 2.13.0: torch.fx follows `y += z` as y = y + z, so the traced network gives other numbers.
#
# On tensors, `y += z` writes into y, and every other name of that tensor sees the new numbers. torch.fx traces a
# network, and keeps what works in place: a call of relu(x, inplace=True) or x.add_(z) is in its graph as it was written.
#
# Expected: the traced network gives the outputs of the network, as it does for add_; `+=` is in the graph as
# operator.iadd, which fx can write as code again. Or the tracing refuses it.
#
# Seen: the graph has operator.add, without a word. With `kept = h; h += relu(h); return kept`, the network returns the
# sum, and the traced network returns h as it was before.
#
# Where it matters: the shortcut of a residual block is often written `out += x`. Tools that start from the graph of fx,
# such as quantisation, feature extraction and converters, calculate something else wherever the old name is used again,
# and no shape or type tells it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q torch==2.13.0 numpy==2.4.6

venv/bin/python -W ignore - <<'PYTHON'
import torch


class InPlace(torch.nn.Module):
    def forward(self, x):
        kept = h = torch.tanh(x)
        h += torch.relu(h)
        return kept


class ByMethod(torch.nn.Module):
    def forward(self, x):
        kept = h = torch.tanh(x)
        h.add_(torch.relu(h))
        return kept


x = torch.tensor([-1.0, 0.5, 2.0])
for network in (InPlace(), ByMethod()):
    traced = torch.fx.symbolic_trace(network)
    print(type(network).__name__, network(x).tolist(), "traced:", traced(x).tolist())
    print("  graph:", [getattr(node.target, "__name__", node.target) for node in traced.graph.nodes])

assert torch.equal(InPlace()(x), ByMethod()(x))
assert torch.equal(torch.fx.symbolic_trace(ByMethod())(x), ByMethod()(x))
assert torch.equal(torch.fx.symbolic_trace(InPlace())(x), torch.tanh(x))
assert not torch.equal(InPlace()(x), torch.tanh(x))
PYTHON
echo "as described"
