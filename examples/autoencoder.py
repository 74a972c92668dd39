# %% [markdown]
# # An autoencoder with tied weights, on digits
#
# An autoencoder (自己符号化器, lecture 003) learns to return its input through a narrow place: here 64 pixels through
# 16 sigmoid units. With tied weights the decoder has the weights of the encoder, transposed, so that each is used twice
# and its gradient is a sum of two parts, as `lecture_003.py` works out. Beside it an untied one of the same sizes
# learns from the same digits.
#
# Expected: after the first epoch the tied one has the lower loss, since each of its weights learns from both uses; at
# the end the untied one, which has twice as many weights to choose from. Both end below a quarter of the loss of the
# mean digit. In some seconds.
#
# `python examples/autoencoder.py --examples 1797 --epochs 20 --seed 0`

# %%
import argparse
import statistics
from collections.abc import Sequence
from typing import Any

import nn
from autograd import sigmoid
from autograd.language import say
from autograd.language.notebook import require, shown, typed
from autograd.language.text import Table
from nn.layers.losses import mean_squared_error

require("sklearn", extra="digits")

parser = argparse.ArgumentParser(description="Autoencoders with and without tied weights, on digits.")
parser.add_argument("--examples", type=int, default=1797, help="of which a quarter is for the test")
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())

digits = nn.data.digits()[: options.examples]
train, test = nn.data.Dataset(digits.xs, digits.xs).split(test=0.25, seed=options.seed)  # the target is the input

# %% [markdown]
# ## Two networks
#
# Thresholds (biases) are not tied: a layer has one per unit, and the two layers have 16 and 64 units.

# %%
HIDDEN = 16
start = nn.init.xavier(options.seed)
encoder = nn.Layer(64, HIDDEN, activation=sigmoid, init=start)
tied = nn.Sequential(encoder, encoder.transposed(activation=sigmoid))

start = nn.init.xavier(options.seed)  # again from the beginning, so that both have the same encoder at first
untied = nn.Sequential(
    nn.Layer(64, HIDDEN, activation=sigmoid, init=start),
    nn.Layer(HIDDEN, 64, activation=sigmoid, init=start),
)
networks = {"tied": tied, "untied": untied}

# %% [markdown]
# ## Training
#
# The loss is the mean over the pixels of (output - input)², where paper is 0 and ink 1.

# %%
histories = {}
for name, network in networks.items():
    print(say("example: digits of one", name=name, parameters=len(network.parameters()), train=len(train)))
    optimizer = nn.optim.Adam(network.parameters(), rate=0.02)
    histories[name] = nn.train(
        network,
        train,
        mean_squared_error,
        optimizer,
        options.epochs,
        batch_size=10,
        validation=test,
        seed=options.seed,
    )

# %%
pixels = list(zip(*train.xs, strict=True))
mean_digit = [statistics.fmean(pixel) for pixel in pixels]
of_the_mean = statistics.fmean(mean_squared_error(mean_digit, x).data for x in test.xs)

rows = []
for name, network in networks.items():
    first, last = histories[name].rows[0], histories[name].rows[-1]
    losses = [first.loss, last.loss, last.validation_loss]
    rows.append([name, str(len(network.parameters())), *(f"{loss:.4f}" for loss in losses)])
rows.append(["the mean digit", "", "", "", f"{of_the_mean:.4f}"])
headers = ["weights", "parameters", "loss in epoch 1", f"in epoch {options.epochs}", "of test digits"]
shown(Table(headers, rows, right=range(1, 5)))

# %% [markdown]
# ## Digits before and after
#
# Five of the test digits, from light to dark as one of ten characters, twice, since a character is taller than wide.


# %%
def in_text(images: Sequence[Sequence[Any]]) -> str:
    """Images of 8 × 8 numbers from 0 to 1, side by side."""
    shades = " .:-=+*#%@"
    lines = []
    for row in range(8):
        parts = [image[8 * row : 8 * row + 8] for image in images]
        lines.append("  ".join("".join(2 * shades[round(9 * float(x))] for x in part) for part in parts).rstrip())
    return "\n".join(lines)


five = test.xs[:5]
print(f"\n{say('example: before')}\n{in_text(five)}")
for name, network in networks.items():
    print(f"\n{say('example: after', name=name)}\n{in_text(network.batch(five))}")
