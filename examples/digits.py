# %% [markdown]
# # Digits: the lectures' network of two layers, with its gradient check
#
# The network of chapter 5.7 of "Deep Learning from Scratch" (K. Saitoh, 2016) and of lecture 001: an affine layer with
# ReLU, an affine layer with softmax and cross-entropy, and plain SGD. It reads digits of 8 × 8 pixels. Before it
# learns, its gradients by backpropagation are compared with numerical differentiation (勾配確認, chapter 5.7.3).
#
# Expected: in the gradient check all numbers right, and mean absolute differences below 1e-7; a test accuracy of at
# least 0.95, in some seconds.
#
# `python examples/digits.py --examples 1797 --epochs 10 --seed 0`

# %%
import argparse
import copy
import math

import nn
from autograd import Value, check_grad, mean
from autograd.language import say
from autograd.language.notebook import require, shown, typed
from autograd.language.text import Table
from nn.layers.losses import cross_entropy_from_logits
from nn.learning.metrics import accuracy, predicted_class

require("sklearn", extra="digits")

parser = argparse.ArgumentParser(description="Two layers learn digits, after a check of their gradients.")
parser.add_argument("--examples", type=int, default=1797, help="of which a quarter is for the test")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())

train, test = nn.data.digits()[: options.examples].split(test=0.25, seed=options.seed)
model = nn.MLP(64, [32, 10], init=nn.init.he(options.seed))
print(say("example: digits", parameters=len(model.parameters()), train=len(train), test=len(test)))

# %% [markdown]
# ## The gradient check
#
# As in the book, of the loss of three examples, and of every number of each tensor. The book compares with
# (L(w + h) - L(w - h)) / 2h for one h. `check_grad` has several steps h, from which it knows how far its number may be
# wrong, and it calculates the network for the moved parameters together.


# %%
def loss_of_three(*numbers: Value) -> Value:
    moved = copy.deepcopy(model, {id(p): number for p, number in zip(model.parameters(), numbers, strict=True)})
    three: Value = mean([cross_entropy_from_logits(moved(x), y) for x, y in train[:3]])
    return three


report = check_grad(loss_of_three, [parameter.data for parameter in model.parameters()])
checked = dict(zip(model.parameters(), report.rows, strict=True))

tensors: dict[str, list[Value]] = {}
for i, layer in enumerate(model.layers, 1):
    tensors[f"W{i}"] = [w for neuron in layer.neurons for w in neuron.w]
    tensors[f"b{i}"] = [neuron.b for neuron in layer.neurons]

rows = []
for name, tensor in tensors.items():
    comparisons = [checked[w] for w in tensor]
    right = sum(c.verdict == "right" for c in comparisons)
    largest = max(abs(c.engine or 0.0) for c in comparisons)
    difference = math.fsum(c.error or 0.0 for c in comparisons) / len(comparisons)
    rows.append([name, f"{right} of {len(tensor)}", f"{largest:.2g}", f"{difference:.1e}"])
shown(Table(["tensor", "right", "largest gradient", "mean absolute difference"], rows, right=range(1, 4)))

# %%
report.raise_if_wrong()

# %% [markdown]
# At the kink of a ReLU there is no derivative; the report would say so, and give those from both sides.
#
# ## Training
#
# Plain SGD with small batches; the rate goes down along half a cosine, so that the end does not depend on the last few
# batches.

# %%
batch_size = 8
steps = options.epochs * math.ceil(len(train) / batch_size)
optimizer = nn.optim.SGD(model.parameters(), rate=nn.optim.cosine(0.3, steps))
history = nn.train(
    model, train, cross_entropy_from_logits, optimizer, options.epochs, batch_size=batch_size, seed=options.seed
)
shown(history)

# %%
test_accuracy = accuracy(map(predicted_class, model.batch(test.xs)), test.ys)
print("\n" + say("example: test accuracy", share=f"{test_accuracy:.3f}"))
