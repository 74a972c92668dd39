# %% [markdown]
# # Digits: the lectures' network of two layers, with its gradient check
#
# The network of chapter 5.7 of "Deep Learning from Scratch" (K. Saitoh, 2016) and of lecture 001: an affine layer with
# ReLU, an affine layer with softmax and cross-entropy, and plain SGD. It reads digits of 8 × 8 pixels. Before it
# learns, its gradients by backpropagation are compared with numerical differentiation (勾配確認, chapter 5.7.3).
#
# Expected: in the gradient check mean absolute differences below 1e-7; a test accuracy of at least 0.95, in less than a
# minute.
#
# `python examples/digits.py --examples 1797 --epochs 10 --seed 0`

# %%
import argparse
import math
import random
import sys

import nn
from autograd import Value, mean
from autograd.language.text import table
from nn.layers.losses import cross_entropy_from_logits
from nn.learning.metrics import accuracy, predicted_class

parser = argparse.ArgumentParser(description="Two layers learn digits, after a check of their gradients.")
parser.add_argument("--examples", type=int, default=1797, help="of which a quarter is for the test")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args([] if "ipykernel" in sys.modules else None)  # a notebook has no command line

train, test = nn.data.digits()[: options.examples].split(test=0.25, seed=options.seed)
model = nn.MLP(64, [32, 10], init=nn.init.he(options.seed))
print(f"{len(model.parameters())} parameters, {len(train)} digits to learn from, {len(test)} for the test")

# %% [markdown]
# ## The gradient check
#
# As in the book, of the loss of three examples, with (L(w + h) - L(w - h)) / 2h and h = 1e-4; but of at most twenty
# numbers of each tensor, drawn from the seed, since every difference calculates the network twice.


# %%
def loss_of_three() -> Value:
    three: Value = mean([cross_entropy_from_logits(model(x), y) for x, y in train[:3]])
    return three


def numerical(parameter: Value, h: float = 1e-4) -> float:
    before, losses = parameter.data, []
    for moved in (before + h, before - h):
        parameter.data = moved
        losses.append(loss_of_three().data)
    parameter.data = before
    return (losses[0] - losses[1]) / (2 * h)


tensors: dict[str, list[Value]] = {}
for i, layer in enumerate(model.layers, 1):
    tensors[f"W{i}"] = [w for neuron in layer.neurons for w in neuron.w]
    tensors[f"b{i}"] = [neuron.b for neuron in layer.neurons]

model.zero_grad()
loss_of_three().backward()
draw, rows, differences = random.Random(options.seed), [], {}
for name, tensor in tensors.items():
    chosen = draw.sample(tensor, min(20, len(tensor)))
    differences[name] = math.fsum(abs(w.grad - numerical(w)) for w in chosen) / len(chosen)
    largest = max(abs(w.grad) for w in chosen)
    rows.append([name, f"{len(chosen)} of {len(tensor)}", f"{largest:.2g}", f"{differences[name]:.1e}"])
print("\n" + table(["tensor", "numbers", "largest gradient", "mean absolute difference"], rows, right=range(1, 4)))

# %% [markdown]
# A difference that takes a ReLU over its kink would be larger: it has no derivative there.
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
print(f"\n{history}")

# %%
test_accuracy = accuracy(map(predicted_class, model.batch(test.xs)), test.ys)
print(f"\ntest accuracy {test_accuracy:.3f}")
