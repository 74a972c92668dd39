#!/usr/bin/env bash
# PyTorch 2.13.0: torch.onnx.export makes one tensor of all that are equal, so that in the file means are biases.
#
# A network has tensors of its own for each part, and a state dict keeps them apart even where their numbers are equal.
# Expected: the ONNX file has them too, under the names of the state dict; only tensors that are one in the network, by
# tying, are one in the file.
#
# Seen: tensors that are merely equal at the time of the export are merged. In a batch normalisation that has not learned
# yet, the bias (zeros) and the running mean (zeros) are one tensor, and so are the weight and the running variance
# (ones): the operator gets ('2.weight', '2.bias', '2.bias', '2.weight'). Biases of two layers that both begin with 0.1
# are one tensor too. The same network, exported after an update of its numbers, has all of them apart. The outputs are
# right either way.
#
# Where it matters: a program that takes names from the file misses '2.running_mean'. One that ties what is one tensor in
# the file, as is usual for embeddings and decoders, ties biases by chance, and then learns another function. Two exports
# of one network, early and late, have different sets of names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q torch==2.13.0 onnx==1.23.2 onnxscript==0.7.2 numpy==2.4.6

venv/bin/python -W ignore - <<'PYTHON'
import onnx
import torch

Linear, ReLU, BatchNorm1d = torch.nn.Linear, torch.nn.ReLU, torch.nn.BatchNorm1d
network = torch.nn.Sequential(Linear(2, 3), ReLU(), BatchNorm1d(3), Linear(3, 3)).eval()
for i in (0, 3):
    torch.nn.init.constant_(network[i].bias, 0.1)


def exported():
    torch.onnx.export(network, (torch.randn(4, 2),), "network.onnx", verbose=False)
    graph = onnx.load("network.onnx").graph
    used = {name for node in graph.node for name in node.input}
    return {tensor.name for tensor in graph.initializer} & used, [list(n.input) for n in graph.node]


state = {name for name in network.state_dict() if "num_batches" not in name}
early, nodes = exported()
print("state dict:", sorted(state))
print("file, early:", sorted(early))
(norm,) = [inputs for inputs in nodes if len(inputs) == 5]
print("inputs of the batch normalisation:", norm[1:])
assert len(early) < len(state) and "2.running_mean" not in early
assert norm[2] == norm[3] and norm[1] == norm[4]
biases = [inputs[2] for inputs in nodes if len(inputs) == 3]
print("biases of the two layers:", biases)
assert biases[0] == biases[1]

with torch.no_grad():
    for tensor in network.state_dict().values():
        if tensor.is_floating_point():
            tensor.add_(torch.rand_like(tensor))
late, _ = exported()
print("file, late:", sorted(late))
assert late == state
PYTHON
echo "as described"
