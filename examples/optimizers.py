# %% [markdown]
# # Optimizers: six ways down the same slope
#
# All of them get the same gradients at the same start. What they make of them differs: SGD steps straight down,
# momentum keeps some of its speed, Nesterov looks where that leads, AdaGrad and RMSProp step less where it was steep,
# Adam does both.
#
# Expected: on the bowl, the paths of chapter 6.1 of "Deep Learning from Scratch" (K. Saitoh, 2016). On the network,
# the last loss of each is below 0.2, and that of Adam below 0.1.
#
# `python examples/optimizers.py --epochs 30 --points 150 --seed 0`, after `pip install ".[plots]"`

# %%
import argparse
import copy
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nn
import viz
from autograd import Value
from autograd.language import say
from autograd.language.notebook import require, shown, typed
from autograd.language.text import Table, number
from nn.data import spiral
from nn.learning.optim import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp

require("matplotlib", extra="plots")

# %% [markdown]
# ## A bowl that is steep in y and nearly level in x
#
# f(x, y) = x²/20 + y², from (-7, 2). SGD zigzags: its rate is as much as the steep side bears, and too little for the
# level one. The rates of SGD, momentum, AdaGrad and Adam are the book's.

# %%
ON_BOWL = [(SGD, 0.95), (Momentum, 0.1), (Nesterov, 0.1), (AdaGrad, 1.5), (RMSProp, 0.1), (Adam, 0.3)]


def descent(
    make: Callable[[Iterable[Any], float], Optimizer], rate: float, steps: int = 30
) -> list[tuple[float, float]]:
    """The places on the way, the start first."""
    x, y = Value(-7.0, name="x"), Value(2.0, name="y")
    optimizer, path = make([x, y], rate), [(x.data, y.data)]
    for _ in range(steps):
        optimizer.zero_grad()
        (x**2 / 20 + y**2).backward()
        optimizer.step()
        path.append((x.data, y.data))
    return path


paths = {make.__name__: descent(make, rate) for make, rate in ON_BOWL}
rows = [
    [str(step), *(f"{path[step][0]:.4f}, {path[step][1]:.4f}" for path in paths.values())]
    for step in (0, 1, 2, 3, 4, 5, 10, 15, 20, 25, 30)
]
shown(Table(["step", *paths], rows, right=range(len(rows[0]))))

# %%
turn = [2 * math.pi * i / 60 for i in range(61)]
contours = {
    f"f = {height}": [(math.sqrt(20 * height) * math.cos(t), math.sqrt(height) * math.sin(t)) for t in turn]
    for height in (1, 4)
}
bowls = viz.beside([viz.plot(contours | {name: path}, {name: path}) for name, path in paths.items()], columns=3)
bowls

# %% [markdown]
# ## A network on a spiral
#
# Three arms, 2 inputs, 16 hidden neurons with ReLU, 3 outputs. Each rate is the one of 0.01, 0.03, 0.1, 0.3 and 1 that
# ends lowest with seed 0; such a choice is part of every comparison of optimizers.

# %%
ON_NETWORK = [(SGD, 1.0), (Momentum, 0.1), (Nesterov, 0.3), (AdaGrad, 0.3), (RMSProp, 0.03), (Adam, 0.1)]


def losses_by_epoch(epochs: int, points: int, seed: int) -> dict[str, list[float]]:
    data, start = spiral(points, noise=0.1, seed=seed), nn.MLP(2, [16, 3], init=nn.init.he(seed))
    found = {}
    for make, rate in ON_NETWORK:
        model = copy.deepcopy(start)
        optimizer: Optimizer = make(model.parameters(), rate)
        loss = nn.losses.cross_entropy_from_logits
        history = nn.train(model, data, loss, optimizer, epochs, batch_size=10, seed=seed, progress=False)
        found[f"{make.__name__} {number(rate)}"] = [row.loss for row in history.rows]
    return found


# %%
parser = argparse.ArgumentParser(description="Compare six optimizers on a bowl and on a network.")
parser.add_argument("--epochs", type=int, default=30)
parser.add_argument("--points", type=int, default=150)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--save", default="out", help="the folder for the plots")
options = parser.parse_args(typed())
losses = losses_by_epoch(options.epochs, options.points, options.seed)
in_table = [epoch for epoch in range(1, options.epochs + 1) if epoch in (1, options.epochs) or epoch % 5 == 0]
rows = [[str(epoch), *(f"{of[epoch - 1]:.4f}" for of in losses.values())] for epoch in in_table]
shown(Table(["epoch", *losses], rows, right=range(len(losses) + 1)))

# %%
curves = {name: list(enumerate(of, 1)) for name, of in losses.items()}
picture = viz.plot(curves)
print("\n" + say("example: saved", path=bowls.save(Path(options.save) / "bowl.svg")))
print(say("example: saved", path=picture.save(Path(options.save) / "optimizers.svg")))
picture
