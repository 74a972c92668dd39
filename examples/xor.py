# %% [markdown]
# # XOR: what one layer cannot, and two layers can
#
# "One or the other, but not both" is 1 at (0, 1) and (1, 0), and 0 at (0, 0) and (1, 1). One layer adds w₁x₁ + w₂x₂ + b
# and asks on which side of 0 it is. At the two points of class 1 these sums total w₁ + w₂ + 2b, and so they do at the
# two points of class 0: they cannot both be above 0 here and both below it there. So one layer has at best three of
# the four right (Minsky and Papert, "Perceptrons", 1969).
#
# Two hidden neurons are enough: 2 inputs, 2 hidden, 1 output, 9 parameters. From some starts gradient descent gets
# stuck where no small step helps, with three right; so it begins ten times.
#
# Expected: with one layer the best accuracy is 0.75, with two it is 1.
#
# `python examples/xor.py --epochs 300 --starts 10 --seed 0`

# %%
import argparse

import nn
from autograd import sigmoid, tanh
from autograd.language.notebook import shown, typed
from autograd.language.text import Table, number, table
from nn.data import Dataset

XOR = Dataset([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1, 0])


def learned(sizes: list[int], epochs: int, seed: int) -> tuple[nn.MLP, float, float]:
    """A network, the best accuracy that it had in any epoch, and its loss in the last one."""
    model = nn.MLP(2, sizes, activation=tanh, init=nn.init.uniform(1.0, seed))
    optimizer = nn.optim.Adam(model.parameters(), rate=0.1)
    loss = nn.losses.binary_cross_entropy_from_logits
    history = nn.train(model, XOR, loss, optimizer, epochs, batch_size=4, progress=False)
    return model, max(row.accuracy or 0.0 for row in history.rows), history.rows[-1].loss


# %% [markdown]
# ln 2 = 0.693147 is the loss of a network that says ½ to everything: with one layer nothing is better. A network with
# two layers that is stuck gives some points one answer, their mean: two points ½, for a loss of ½ ln 2 = 0.346574, or
# three of them ⅓ or ⅔, for one of 0.477386.


# %%
def compared(epochs: int, starts: int, seed: int) -> nn.MLP:
    """The best of the networks with two layers; prints how all of them ended."""
    rows, best, found = [], [0.0, 0.0], []
    for start in range(seed, seed + starts):
        cells = [str(start)]
        for layers, sizes in enumerate([[1], [2, 1]]):
            model, accuracy, loss = learned(sizes, epochs, start)
            best[layers] = max(best[layers], accuracy)
            cells += [number(accuracy), f"{loss:.6f}"]
        rows.append(cells)
        found.append((loss, start, model))
    headers = ["start", "one layer: best accuracy", "last loss", "two layers: best accuracy", "last loss"]
    print(table(headers, rows, right=range(5)))
    print(f"\nbest accuracy: one layer {number(best[0])}, two layers {number(best[1])}")
    return min(found)[-1]


# %% [markdown]
# How two layers do it: the hidden neurons move the four points to where a line can separate them.


# %%
def inside(model: nn.MLP) -> Table:
    rows = []
    for x, target in XOR:
        hidden = model.layers[0](x)
        share = sigmoid(model(x))
        rows.append([*map(number, x), *(f"{h.data:.3f}" for h in hidden), f"{share.data:.3f}", str(target)])
    return Table(["x1", "x2", "hidden 1", "hidden 2", "output", "target"], rows, right=range(6))


# %%
parser = argparse.ArgumentParser(description="Learn XOR with one layer and with two.")
parser.add_argument("--epochs", type=int, default=300)
parser.add_argument("--starts", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())
model = compared(options.epochs, options.starts, options.seed)
shown(inside(model))
