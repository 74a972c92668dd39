"""Points in the plane, made from a seed: small sets that a network can learn, and a line cannot.

Each set has `count` examples of two numbers, x and y. Classes take turns, so any first part of a set is balanced.
`noise` is a standard deviation; with noise 0 all points lie on the curves. The same seed gives the same points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from numbers import Integral, Real
from random import Random
from types import ModuleType
from typing import Any

from autograd.language import say
from nn.data.dataset import Dataset
from nn.layers.init import Seed, generator


def moons(count: int = 100, noise: float = 0.1, seed: Seed = 0) -> Dataset:
    """Two half circles of radius 1 that interleave, with noise on x and y: scikit-learn's `make_moons`.

    Class 0 is the upper half circle, around (0, 0), and class 1 the lower one, around (1, 0.5).

    >>> moons(4, noise=0.0).xs[:2]
    [[1.0, 0.0], [0.0, 0.5]]
    """
    xs, ys = [], []
    for k, j, m in _in_turns(count, 2, noise):
        angle = math.pi * j / max(1, m - 1)
        x, y = math.cos(angle), math.sin(angle)
        xs.append([x, y] if k == 0 else [1.0 - x, 0.5 - y])
        ys.append(k)
    return _points(_moved(xs, noise, generator(seed)), ys, ["upper", "lower"])


def circles(count: int = 100, noise: float = 0.05, seed: Seed = 0) -> Dataset:
    """Two circles around (0, 0), with noise on x and y: scikit-learn's `make_circles` with factor 0.5.

    Class 0 is the outer circle, of radius 1, and class 1 the inner one, of radius 0.5.

    >>> circles(2, noise=0.0).xs
    [[1.0, 0.0], [0.5, 0.0]]
    """
    xs, ys = [], []
    for k, j, m in _in_turns(count, 2, noise):
        angle, radius = 2.0 * math.pi * j / m, 1.0 - 0.5 * k
        xs.append([radius * math.cos(angle), radius * math.sin(angle)])
        ys.append(k)
    return _points(_moved(xs, noise, generator(seed)), ys, ["outer", "inner"])


def spiral(count: int = 300, noise: float = 0.2, seed: Seed = 0, classes: int = 3) -> Dataset:
    """Arms that turn by 4 radians from (0, 0) to radius 1: Karpathy's "spiral" of the course CS231n.

    Class k is the arm that begins at the angle 4k, measured from the y axis to the x axis. `noise` is that of the
    angle, in radians.

    >>> spiral(6, noise=0.0, classes=2).ys, [round(x, 3) for x in spiral(6, noise=0.0, classes=2).xs[4]]
    ([0, 1, 0, 1, 0, 1], [-0.757, -0.654])
    """
    if not _is_whole(classes, 1):
        raise ValueError(say("arms of a spiral", classes=classes))
    draw = generator(seed)
    xs, ys = [], []
    for k, j, m in _in_turns(count, classes, noise):
        radius = j / max(1, m - 1)
        angle = 4.0 * (k + radius) + draw.gauss(0.0, noise)
        xs.append([radius * math.sin(angle), radius * math.cos(angle)])
        ys.append(k)
    return _points(xs, ys, [f"arm {k}" for k in range(classes)])


def linear(count: int = 100, noise: float = 0.0, seed: Seed = 0) -> Dataset:
    """Two classes on the two sides of a line through (0, 0). Without noise, a perceptron can separate them.

    Points are uniform in the square from -1 to 1, and the line is random, as in Abu-Mostafa's "Learning from Data"
    (exercise 1.4). `noise` then moves points in x and y, some of them across the line.

    >>> data = linear(4, seed=1)
    >>> data.ys, all(-1.0 <= number <= 1.0 for x in data.xs for number in x)
    ([0, 1, 0, 1], True)
    """
    draw = generator(seed)
    angle = draw.uniform(0.0, 2.0 * math.pi)
    xs, ys = [], []
    for k, _, _ in _in_turns(count, 2, noise):
        x, y = draw.uniform(-1.0, 1.0), draw.uniform(-1.0, 1.0)
        above = x * math.cos(angle) + y * math.sin(angle) > 0.0
        xs.append([x, y] if above == (k == 1) else [-x, -y])  # the point opposite is on the other side
        ys.append(k)
    return _points(_moved(xs, noise, draw), ys, ["below", "above"])


def _in_turns(count: int, classes: int, noise: float) -> Iterator[tuple[int, int, int]]:
    """For each point its class k, its index j among the points of this class, and their number m."""
    if not _is_whole(count, classes):
        raise ValueError(say("points of classes", classes=classes, count=count))
    if not _is_deviation(noise):
        raise ValueError(say("no noise", noise=noise))
    for i in range(count):
        k = i % classes
        yield k, i // classes, len(range(k, count, classes))


def _is_whole(number: Any, least: int) -> bool:
    return isinstance(number, Integral) and number is not True and int(number) >= least


def _is_deviation(number: Any) -> bool:
    return isinstance(number, Real) and number is not True and 0.0 <= float(number) < math.inf


def _moved(xs: list[list[float]], noise: float, draw: Random | ModuleType) -> list[list[float]]:
    return [[draw.gauss(number, noise) for number in x] for x in xs]


def _points(xs: list[list[float]], ys: list[int], classes: list[str]) -> Dataset:
    return Dataset(xs, ys, classes=classes, features=["x", "y"])
