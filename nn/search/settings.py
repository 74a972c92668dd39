"""Settings of hyper-parameters to be tried: all on a grid, or some at random."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from autograd.language import say
from autograd.language.errors import between, refuse_kind
from nn.layers.init import Seed, generator
from nn.layers.ranges import count as whole

Setting = dict[str, Any]
"""A value for each hyper-parameter, by its name."""


def grid(values: Mapping[str, Iterable[Any]]) -> list[Setting]:
    """Every combination of the values; the last name changes fastest.

    >>> grid({"rate": [0.1, 1.0], "hidden": [4, 8]})[:3]
    [{'rate': 0.1, 'hidden': 4}, {'rate': 0.1, 'hidden': 8}, {'rate': 1.0, 'hidden': 4}]
    """
    _require_names(values)
    options = [_options(name, of_name) for name, of_name in values.items()]
    return [dict(zip(values, combination, strict=True)) for combination in itertools.product(*options)]


def at_random(values: Mapping[str, Any], count: int, seed: Seed = 0) -> list[Setting]:
    """`count` settings. Each value is drawn from a list, or by a function of a `random.Random`, such as `log_uniform`.

    If few of the hyper-parameters matter, random settings find good ones in fewer trials than a grid (Bergstra and
    Bengio 2012). The same seed draws the same settings. A larger count adds more settings at the end.

    >>> at_random({"rate": log_uniform(1e-4, 1.0), "hidden": [4, 8]}, count=2, seed=1)  # doctest: +ELLIPSIS
    [{'rate': 0.000344..., 'hidden': 4}, {'rate': 0.00104..., 'hidden': 8}]
    """
    _require_names(values)
    count = whole(count, "the number of settings to draw", least=0)
    chance: Any = generator(seed)
    draws = {name: x if callable(x) else _choice(_options(name, x)) for name, x in values.items()}
    return [{name: draw(chance) for name, draw in draws.items()} for _ in range(count)]


def log_uniform(low: float, high: float) -> Callable[[random.Random], float]:
    """Draw between `low` and `high`, with each power of ten equally likely: for learning rates and other factors.

    >>> draw = log_uniform(1e-4, 1.0)
    >>> 1e-4 <= draw(random.Random(0)) <= 1.0
    True
    """
    if not (between(0.0, low, math.inf) and between(0.0, high, math.inf) and low <= high):
        raise ValueError(say("no log-uniform", low=low, high=high))
    least, most = float(low), float(high)
    return lambda chance: min(most, max(least, math.exp(chance.uniform(math.log(least), math.log(most)))))


def _require_names(values: Any) -> None:
    if not isinstance(values, Mapping):
        refuse_kind("values", values, "kind choices")


def _options(name: str, values: Any) -> list[Any]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(say("no list of values", name=name, values=values))
    options = list(values)
    if not options:
        raise ValueError(say("no values", name=name))
    return options


def _choice(options: Sequence[Any]) -> Callable[[random.Random], Any]:
    return lambda chance: chance.choice(options)
