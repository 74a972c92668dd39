# %% [markdown]
# # Two moons: a network of 337 parameters learns to tell them apart
#
# Micrograd's demonstration: 2 inputs, two layers of 16 ReLU neurons, one output, the logit of the lower moon. It learns
# from one half of the points and is judged by the other half, of which it never saw any.
#
# Expected: at least 97 % of the held-out points on the right side.
#
# `python examples/moons.py --steps 100 --points 400 --seed 0`

# %%
import argparse

import nn
from autograd.language import say
from autograd.language.notebook import shown, typed
from nn.data import Dataset, moons
from nn.learning.metrics import accuracy, predicted_class


def learned(train: Dataset, test: Dataset, steps: int, seed: int) -> tuple[nn.MLP, nn.History]:
    """A network after so many steps, each of them with all training points, and what they were like."""
    model = nn.MLP(2, [16, 16, 1], init=nn.init.he(seed))
    print(say("example: points", parameters=len(model.parameters()), train=len(train), test=len(test)))
    optimizer = nn.optim.Adam(model.parameters(), nn.optim.cosine(0.1, steps))
    loss = nn.losses.binary_cross_entropy_from_logits
    history = nn.train(model, train, loss, optimizer, epochs=steps, batch_size=len(train), validation=test)
    return model, history


# %%
parser = argparse.ArgumentParser(description="Train a small network on two moons.")
parser.add_argument("--steps", "--epochs", type=int, default=100)
parser.add_argument("--points", type=int, default=400)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args(typed())
train, test = moons(options.points, noise=0.1, seed=options.seed).split(test=0.5, seed=options.seed)
model, history = learned(train, test, options.steps, options.seed)
shown(history)

# %% [markdown]
# What it learned is a border: each character stands for a place in the plane, a dot where the network says "upper", a
# colon where it says "lower". Held-out points are O of the upper moon and X of the lower one, and ! where it is wrong.


# %%
def regions(model: nn.MLP, points: Dataset, columns: int = 72, rows: int = 24) -> str:
    left, right, bottom, top = -1.5, 2.5, -1.0, 1.5
    wide, high = (right - left) / columns, (top - bottom) / rows
    centres = [[[left + (i + 0.5) * wide, top - (j + 0.5) * high] for i in range(columns)] for j in range(rows)]
    picture = [[".:"[predicted_class(model(centre), threshold=0)] for centre in row] for row in centres]
    for (x, y), moon in points:
        i, j = int((x - left) // wide), int((top - y) // high)
        if 0 <= i < columns and 0 <= j < rows and picture[j][i] != "!":
            picture[j][i] = "OX"[moon] if predicted_class(model([x, y]), threshold=0) == moon else "!"
    return "\n".join(map("".join, picture))


# %%
print("\n" + regions(model, test))
share = accuracy([predicted_class(score, threshold=0) for score in model.batch(test.xs)], test.ys)
print("\n" + say("example: points right", share=f"{share:.1%}"))
