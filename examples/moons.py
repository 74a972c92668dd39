# %% [markdown]
# # Two moons: a network of 337 parameters learns to tell them apart
#
# Micrograd's demonstration, with a neuron as one `dot`: 2 inputs, two layers of 16 ReLU neurons, one output.
# `python examples/moons.py --steps 100 --seed 1337`

# %%
import argparse
import math
import random

from autograd import Value, total
from nn import MLP


def moons(count: int, noise: float) -> list[tuple[list[float], int]]:
    """`count` points on two interleaving half circles, as (point, label); the label is 1 or -1."""
    points = []
    for i in range(count):
        angle, upper = math.pi * random.random(), i % 2 == 0
        x, y = (math.cos(angle), math.sin(angle)) if upper else (1 - math.cos(angle), 0.5 - math.sin(angle))
        points.append(([random.gauss(x, noise), random.gauss(y, noise)], 1 if upper else -1))
    return points


def loss_and_accuracy(model: MLP, points: list[tuple[list[float], int]]) -> tuple[Value, float]:
    """The max-margin loss with a little weight decay, and the share of points on the right side."""
    scores = [model(point) for point, _ in points]
    margins = [(1 - label * score).relu() for (_, label), score in zip(points, scores, strict=True)]
    decay = 1e-4 * total([p * p for p in model.parameters()])
    right = sum((label > 0) == (score > 0) for (_, label), score in zip(points, scores, strict=True))
    return total(margins) / len(points) + decay, right / len(points)


def train(steps: int, points: int, seed: int) -> float:
    """Train from `seed` and print how it goes; returns the accuracy at the end."""
    random.seed(seed)
    data = moons(points, noise=0.1)
    model = MLP(2, [16, 16, 1])
    print(f"{len(model.parameters())} parameters, {points} points")
    for step in range(steps):
        loss, accuracy = loss_and_accuracy(model, data)
        if step % 10 == 0:
            print(f"step {step:3}  loss {loss.data:.4f}  accuracy {accuracy:.0%}", flush=True)
        model.zero_grad()
        loss.backward()
        for parameter in model.parameters():
            parameter.data -= (1.0 - 0.9 * step / steps) * parameter.grad
    loss, accuracy = loss_and_accuracy(model, data)
    print(f"after {steps} steps  loss {loss.data:.4f}  accuracy {accuracy:.0%}")
    return accuracy


# %%
if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Train a small network on two moons.")
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1337)
    options = parser.parse_args()
    train(options.steps, options.points, options.seed)
