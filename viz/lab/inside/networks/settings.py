"""The settings of a network, as they are chosen: what there is to choose from, and what is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import autograd
import nn
from autograd.language import language, say
from autograd.language.errors import ExpressionError
from autograd.language.text import printable
from nn.data.dataset import Dataset
from viz.lab.inside.networks.digits import digits
from viz.lab.words import WORDS


def _xor(count: int, noise: float, seed: int) -> Dataset:
    """The four corners, again and again, with noise."""
    draw = nn.init.generator(seed)
    xs = [[float(i // 2 % 2), float(i % 2)] for i in range(count)]
    moved = [[draw.gauss(number, noise) for number in x] for x in xs]
    return Dataset(moved, [int(a != b) for a, b in xs], classes=["equal", "different"], features=["x", "y"])


def _spiral(count: int, noise: float, seed: int) -> Dataset:
    return nn.data.spiral(count, noise, seed, classes=2)


def _sine(count: int, noise: float, seed: int) -> Dataset:
    """One and a half waves, with noise."""
    draw = nn.init.generator(seed)
    xs = [[draw.uniform(-5.0, 5.0)] for _ in range(count)]
    return Dataset(xs, [math.sin(x) + draw.gauss(0.0, noise) for [x] in xs], features=["x"])


DATA: dict[str, Callable[[int, float, int], Dataset]] = {
    "moons": nn.data.moons, "circles": nn.data.circles, "spiral": _spiral, "xor": _xor, "linear": nn.data.linear,
    "sine": _sine, "digits": digits,
}  # fmt: skip
ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "relu": autograd.relu, "tanh": autograd.tanh, "sigmoid": autograd.sigmoid,
}  # fmt: skip
OPTIMIZERS: dict[str, Callable[..., nn.optim.Optimizer]] = {
    "Adam": nn.optim.Adam, "SGD": nn.optim.SGD, "Momentum": nn.optim.Momentum, "RMSProp": nn.optim.RMSProp,
}  # fmt: skip
LOSSES: dict[str, Callable[[Any, float], Any]] = {
    # Of a class, as here, and not of a share, one of the two terms of binary_cross_entropy_from_logits is 0.
    "cross-entropy": lambda logit, target: autograd.softplus(-logit if target else logit),
    "squared error": lambda logit, target: nn.losses.half_squared_error(autograd.sigmoid(logit), target),
}
CHOICES: dict[str, Mapping[str, Any]] = {
    "data": DATA,
    "activation": ACTIVATIONS,
    "optimizer": OPTIMIZERS,
    "loss": LOSSES,
}
LIMITS = {"count": (4, 400), "noise": (0.0, 1.0), "seed": (0, 10**6), "rate": (1e-6, 10.0)}
MOST_LAYERS, MOST_NEURONS = 4, 32


@dataclass(frozen=True)
class Settings:
    """The chosen settings, all of them sound."""

    data: str = "moons"
    count: int = 100
    noise: float = 0.1
    seed: int = 0
    hidden: tuple[int, ...] = (8, 8)
    activation: str = "relu"
    loss: str = "cross-entropy"
    optimizer: str = "Adam"
    rate: float = 0.03


def chosen(asked: Mapping[str, Any]) -> Settings:
    """The settings that were asked for. Raises `ExpressionError` for what there is not.

    >>> chosen({"data": "circles", "hidden": "4 4", "rate": 0.1}).hidden
    (4, 4)
    """
    found: dict[str, Any] = {}
    for key, there in CHOICES.items():
        found[key] = str(asked.get(key, getattr(Settings, key)))
        if found[key] not in there:
            given = printable(found[key])
            raise ExpressionError(say("no such choice", what=_label(key), given=given, choices=", ".join(there)))
    for key, (low, high) in LIMITS.items():
        kind = type(getattr(Settings, key))
        try:
            found[key] = kind(asked.get(key, getattr(Settings, key)))
        except (TypeError, ValueError, OverflowError):
            found[key] = None
        if found[key] is None or not low <= found[key] <= high:
            given = printable(str(asked[key]))
            raise ExpressionError(say("no such number", what=_label(key), given=given, low=low, high=high))
    return Settings(**found, hidden=_sizes(asked.get("hidden", "8 8")))


def _label(key: str) -> str:
    """What stands beside the setting in the form."""
    return WORDS[language()][key]


def _sizes(typed: Any) -> tuple[int, ...]:
    words = str(typed).replace(",", " ").replace("-", " ").split()
    sizes = [int(word) if word.isdecimal() and len(word) < 9 else 0 for word in words]
    if len(sizes) > MOST_LAYERS or not all(1 <= size <= MOST_NEURONS for size in sizes):
        given = printable(str(typed))
        raise ExpressionError(say("no such layers", given=given, layers=MOST_LAYERS, neurons=MOST_NEURONS))
    return tuple(sizes)
