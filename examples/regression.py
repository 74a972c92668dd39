# %% [markdown]
# # Regression: the curve behind noisy points
#
# Points lie around one wave of a sine, each moved up or down by a noise with standard deviation 0.2. The network, one
# number in, 8 hidden neurons with tanh, one number out, never sees the sine; how near does it come?
#
# Expected: less than 0.1 (root mean square) from the sine, so it is nearer than half the noise of the points that it
# learned from. A straight line, which is what a network without hidden neurons can be, stays at 0.44 or more.
#
# `python examples/regression.py --epochs 200 --points 200 --seed 0`, after `pip install ".[plots]"`

# %%
import argparse
import math
import random

import nn
import viz
from autograd import tanh
from autograd.language import say
from autograd.language.notebook import require, typed
from nn.data import Dataset

require("matplotlib", extra="plots")

NOISE = 0.2


def curve(x: float) -> float:
    return math.sin(math.pi * x)


def noisy(count: int, seed: int) -> Dataset:
    draw = random.Random(seed)
    xs = [draw.uniform(-1.0, 1.0) for _ in range(count)]
    return Dataset([[x] for x in xs], [draw.gauss(curve(x), NOISE) for x in xs])


def fitted(sizes: list[int], data: Dataset, epochs: int, seed: int) -> nn.MLP:
    model = nn.MLP(1, sizes, activation=tanh, init=nn.init.xavier(seed))
    batch_size = 10
    steps = epochs * math.ceil(len(data) / batch_size)
    optimizer = nn.optim.Adam(model.parameters(), nn.optim.cosine(0.03, steps))
    loss = nn.losses.mean_squared_error
    nn.train(model, data, loss, optimizer, epochs, batch_size=batch_size, seed=seed)
    return model


# %% [markdown]
# The straight line and the network, on 101 places from -1 to 1.

# %%
parser = argparse.ArgumentParser(description="Fit a small network to a noisy sine.")
parser.add_argument("--epochs", type=int, default=200)
parser.add_argument("--points", type=int, default=200)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--save", default="out/regression.svg", help="where the plot goes")
options = parser.parse_args(typed())
data = noisy(options.points, options.seed)
places = [i / 50 for i in range(-50, 51)]
lines = {"sine": [(x, curve(x)) for x in places]}
for name, sizes in ("line", [1]), ("network", [8, 1]):
    model = fitted(sizes, data, options.epochs, options.seed)
    lines[name] = [(x, model([x]).data) for x in places]
    distance = math.sqrt(math.fsum((y - curve(x)) ** 2 for x, y in lines[name]) / len(places))
    parameters = len(model.parameters())
    print(say("example: from the sine", name=name, parameters=parameters, distance=f"{distance:.3f}"))
points = [(x, y) for [x], y in data]
picture = viz.plot(lines, {"points": points})
print(say("example: saved", path=picture.save(options.save)))
picture
