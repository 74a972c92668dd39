"""Schedules: rates that change with the number of steps made, as functions of it.

A function of your own will do as well; these have a repr, by which a checkpoint tells one run from another.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable

from autograd.language import say
from autograd.language.errors import TooLargeError
from nn.layers.ranges import in_range, takes


class Schedule(ABC):
    """A rate for each step, with a repr by which a checkpoint tells it from another."""

    @abstractmethod
    def __call__(self, step: int) -> float:
        """The rate after so many steps."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={number!r}' for name, number in vars(self).items())})"


class step_decay(Schedule):  # noqa: N801  # used as a function is, like the other two
    """The rate times `factor` after each `every` steps.

    >>> [step_decay(1.0, every=2)(step) for step in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    def __init__(self, rate: float, every: int, factor: float = 0.5) -> None:
        self.rate = _rate(rate)
        in_range(every, "the steps between two rates", "more than 0 and finite")
        self.every = every
        self.factor = _factor(factor)

    def __call__(self, step: int) -> float:
        return _grown(self.rate, self.factor, _made(step) // self.every, step)


class exponential_decay(Schedule):  # noqa: N801
    """The rate times `factor` with each step.

    >>> [exponential_decay(8.0, 0.5)(step) for step in range(3)]
    [8.0, 4.0, 2.0]
    """

    def __init__(self, rate: float, factor: float) -> None:
        self.rate, self.factor = _rate(rate), _factor(factor)

    def __call__(self, step: int) -> float:
        return _grown(self.rate, self.factor, _made(step), step)


class cosine(Schedule):  # noqa: N801
    """Up to the rate in `warm_up` steps, then down to `least` along half a cosine (Loshchilov and Hutter 2017).

    >>> [round(cosine(1.0, steps=4, warm_up=2)(step), 3) for step in range(5)]
    [0.5, 1.0, 1.0, 0.5, 0.0]
    """

    def __init__(self, rate: float, steps: int, warm_up: int = 0, least: float = 0.0) -> None:
        in_range(steps, "the steps of a schedule", "at least 0 and finite")
        in_range(warm_up, "the steps of a warm-up", "at least 0 and finite")
        in_range(least, "the least rate", "at least 0 and finite")
        if warm_up > steps:
            raise ValueError(say("warm-up longer than a schedule", warm_up=warm_up, steps=steps))
        if least > _rate(rate):
            raise ValueError(say("least rate above the rate", least=least, rate=rate))
        self.rate, self.steps, self.warm_up, self.least = _rate(rate), steps, warm_up, least

    def __call__(self, step: int) -> float:
        if _made(step) < self.warm_up:
            return self.rate * (step + 1) / self.warm_up
        done = min(1.0, (step - self.warm_up) / max(1, self.steps - self.warm_up))
        return self.least + (self.rate - self.least) * (1.0 + math.cos(math.pi * done)) / 2.0


def _rate(number: float) -> float:
    in_range(number, "a learning rate", "more than 0 and finite")
    return number


def _factor(number: float) -> float:
    in_range(number, "the factor of a schedule", "at least 0 and finite")
    return number


def _made(step: int) -> int:
    made: int = in_range(step, "the steps made", "at least 0 and finite")
    return made


def _grown(rate: float, factor: float, times: float, step: int) -> float:
    """The rate times this power of the factor, which grows without end if the factor is above 1."""
    try:
        grown: float = rate * factor**times
    except OverflowError:
        grown = math.inf
    if math.isinf(grown):
        raise TooLargeError(say("too large", what=say("the rate after some steps", steps=step)))
    return grown


def require_schedule(rate: Callable[[int], float]) -> Callable[[int], float]:
    """The schedule, if it can be asked for a rate with a number of steps alone."""
    if not takes(rate, 1):
        raise TypeError(say("no schedule", name=getattr(rate, "__name__", type(rate).__name__)))
    return rate
