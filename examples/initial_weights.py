# %% [markdown]
# # The first weights: Xavier against He
#
# What comes out of a layer is what the next one sees. If the first weights are too small, it is nearly the same for all
# examples after a few layers; if they are too large, sigmoid and tanh sit at their ends, where they have no slope, and
# ReLU grows from layer to layer. Chapter 6.2 of "Deep Learning from Scratch" (K. Saitoh, 2016) shows it in histograms;
# here are the standard deviations of the activations, layer by layer, for five hidden layers of 20 units, and what
# these networks then learn from 100 digits: a subset, since there are twelve networks.
#
# Expected, of the activations in layer 5: below 0.001 after normal 0.01 with tanh and ReLU; above 0.8 after normal 1.0
# with tanh, and above 20 with ReLU. With tanh Xavier keeps more than half of the deviation of layer 1; with ReLU He
# keeps more than a third of it, and more than Xavier.
#
# Expected of the loss at the end: with tanh and ReLU that of normal 0.01 has stayed at ln 10 = 2.3, that of one digit
# in ten; Xavier and He are below it, and with ReLU He is below Xavier. With sigmoid neither of them gets away from 2.3
# so soon, since its slope is at most 1/4 in each of the five layers. In about half a minute.
#
# `python examples/initial_weights.py --examples 100 --epochs 10 --seed 0`

# %%
import argparse
import statistics
import sys
from collections.abc import Callable
from typing import Any

import nn
from autograd import relu, sigmoid, tanh
from autograd.language.notebook import require, shown, typed
from autograd.language.text import Table
from nn.layers.losses import cross_entropy_from_logits

require("sklearn", extra="digits")

parser = argparse.ArgumentParser(description="What the first weights do to activations and to learning.")
parser.add_argument("--examples", type=int, default=100, help="all of them to learn from")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())

digits = nn.data.digits()[: options.examples]
activations: dict[str, Callable[[Any], Any]] = {"sigmoid": sigmoid, "tanh": tanh, "ReLU": relu}
starts: dict[str, Callable[[], nn.init.Init]] = {
    "normal 0.01": lambda: nn.init.normal(0.01, options.seed),
    "normal 1.0": lambda: nn.init.normal(1.0, options.seed),
    "Xavier": lambda: nn.init.xavier(options.seed),
    "He": lambda: nn.init.he(options.seed),
}

# %% [markdown]
# ## Activations before learning, and the loss after it
#
# The deviation is that of all units of a layer for all digits together. Where large weights make numbers so large that
# they are no longer finite, `nn.train` stops, and says so.


# %%
def deviations(model: nn.MLP) -> list[float]:
    outputs: list[Any] = digits.xs
    found = []
    for layer in model.layers[:-1]:
        outputs = layer.batch(outputs)
        found.append(statistics.pstdev(unit.data for output in outputs for unit in output))
    return found


def loss_after_training(model: nn.MLP) -> str:
    optimizer = nn.optim.SGD(model.parameters(), rate=0.1)
    try:
        history = nn.train(
            model, digits, cross_entropy_from_logits, optimizer, options.epochs, batch_size=10, seed=options.seed
        )
    except nn.TrainingError as error:
        print(error, file=sys.stderr)
        return "not finite"
    return f"{history.rows[-1].loss:.4g}"


results: dict[tuple[str, str], tuple[list[float], str]] = {}
for of_units, activation in activations.items():
    for of_weights, start in starts.items():
        print(f"{of_units}, {of_weights}")
        model = nn.MLP(64, [20, 20, 20, 20, 20, 10], activation=activation, init=start())
        results[of_units, of_weights] = deviations(model), loss_after_training(model)

# %%
rows = [
    [of_units, of_weights, *(f"{deviation:.2g}" for deviation in found), loss]
    for (of_units, of_weights), (found, loss) in results.items()
]
headers = ["units", "first weights", *(f"layer {i}" for i in range(1, 6)), f"loss in epoch {options.epochs}"]
shown(Table(headers, rows, right=range(2, 8)))
