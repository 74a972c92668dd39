"""The first weights: a function of the numbers of inputs and outputs of a unit, called once per weight.

Each function takes a seed, or a `random.Random` to share. Without one it draws from Python's own `random`, so
`random.seed` repeats a network.

>>> from nn.layers.neuron import Layer
>>> start = he(seed=0)
>>> Layer(2, 1, init=start).neurons[0].w[0].data == he(seed=0)(2, 1)
True
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from types import ModuleType
from typing import Any

from autograd.language import say
from nn.layers.ranges import count, in_range, require_seed, takes

Init = Callable[[int, int], float]
Seed = int | random.Random | None


def generator(seed: Seed) -> random.Random | ModuleType:
    """The random numbers that a seed stands for: Python's own where there is none."""
    if seed is None:
        return random
    if isinstance(seed, random.Random):
        return seed
    require_seed(seed)
    return random.Random(seed)


def zeros(fan_in: int, fan_out: int) -> float:
    """0 for every weight. It shows that all units of a layer then stay alike.

    >>> zeros(2, 3)
    0.0
    """
    return 0.0


def uniform(limit: float = 1.0, seed: Seed = None) -> Init:
    """Uniform between -limit and limit.

    >>> -0.5 <= uniform(0.5, seed=1)(2, 3) <= 0.5
    True
    """
    in_range(limit, "the limit of uniform weights", "at least 0 and finite")
    draw = generator(seed)
    return lambda fan_in, fan_out: draw.uniform(-limit, limit)


def normal(deviation: float = 1.0, seed: Seed = None) -> Init:
    """A normal distribution around 0.

    >>> normal(0.01, seed=1)(2, 3) == 0.01 * normal(1.0, seed=1)(2, 3)
    True
    """
    in_range(deviation, "the deviation of normal weights", "at least 0 and finite")
    draw = generator(seed)
    return lambda fan_in, fan_out: draw.gauss(0.0, deviation)


def xavier(seed: Seed = None) -> Init:
    """Uniform with variance 2 / (fan_in + fan_out), for sigmoid and tanh (Glorot and Bengio 2010, equation 16).

    >>> abs(xavier(seed=1)(2, 4)) <= 1.0
    True
    """
    draw = generator(seed)

    def weight(fan_in: int, fan_out: int) -> float:
        both = count(fan_in, "the number of inputs") + count(fan_out, "the number of outputs")
        limit = math.sqrt(6.0 / both)
        return draw.uniform(-limit, limit)

    return weight


def he(seed: Seed = None) -> Init:
    """Normal with variance 2 / fan_in, for ReLU (He, Zhang, Ren and Sun 2015, equation 10).

    >>> he(seed=1)(8, 4) == normal(0.5, seed=1)(8, 4)
    True
    """
    draw = generator(seed)
    return lambda fan_in, fan_out: draw.gauss(0.0, math.sqrt(2.0 / count(fan_in, "the number of inputs")))


def require_init(init: Any) -> None:
    """Raise `TypeError` unless it is a function that gives a weight.

    >>> require_init(he)
    Traceback (most recent call last):
    TypeError: he makes a start, and is none itself: write init=nn.init.he()
    """
    if init in (uniform, normal, xavier, he):
        raise TypeError(say("init not called", name=init.__name__))
    if not callable(init) or not takes(init, 2):
        raise TypeError(say("no init", init=init))
