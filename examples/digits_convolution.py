# %% [markdown]
# # Digits: a small convolutional network
#
# Eight filters of 3 × 3 look for strokes everywhere in an image of 8 × 8, the largest of each 2 × 2 answers is kept,
# and one layer tells the digit from them: the parts of lecture 002. A filter's nine weights are used at all 36 places,
# so there are 810 parameters, fewer than the 2410 of `digits.py`, in a graph with more nodes.
#
# Expected: a test accuracy of at least 0.95, in some seconds.
#
# `python examples/digits_convolution.py --examples 1797 --epochs 8 --seed 0`

# %%
import argparse
import math

import nn
from autograd.language import say
from autograd.language.notebook import require, shown, typed
from nn.layers.losses import cross_entropy_from_logits
from nn.learning.metrics import accuracy, predicted_class

require("sklearn", extra="digits")

parser = argparse.ArgumentParser(description="A small convolutional network learns digits.")
parser.add_argument("--examples", type=int, default=1797, help="of which a quarter is for the test")
parser.add_argument("--epochs", type=int, default=8)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())

train, test = nn.data.digits(images=True)[: options.examples].split(test=0.25, seed=options.seed)
start = nn.init.he(options.seed)
model = nn.Sequential(
    nn.Conv2D(1, 8, size=3, init=start),  # 8 channels of 6 × 6
    nn.MaxPool2D(2),  # 8 channels of 3 × 3
    nn.Flatten(),  # 72 numbers
    nn.Layer(72, 10, activation=None, init=start),
)
print(say("example: digits", parameters=len(model.parameters()), train=len(train), test=len(test)))

# %%
batch_size = 16
steps = options.epochs * math.ceil(len(train) / batch_size)
optimizer = nn.optim.Adam(model.parameters(), rate=nn.optim.cosine(0.02, steps))
history = nn.train(
    model, train, cross_entropy_from_logits, optimizer, options.epochs, batch_size=batch_size, seed=options.seed
)
shown(history)

# %%
test_accuracy = accuracy(map(predicted_class, model.batch(test.xs)), test.ys)
print("\n" + say("example: test accuracy", share=f"{test_accuracy:.3f}"))
