"""Optimizers: from gradients to steps, by the textbook's lines.

An optimizer updates anything with `.data` and `.grad`. Each remembers `slots` for each parameter, numbers that begin
at 0, and says in `step_of` what is taken away from a parameter. The rate is a number, or a schedule: a function of
how many steps were made.

>>> from autograd import Value
>>> x = Value(5.0)
>>> optimizer = SGD([x], rate=0.1)
>>> for _ in range(50):
...     optimizer.zero_grad()
...     (x * x).backward()
...     optimizer.step()
>>> round(x.data, 4)
0.0001
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from autograd.language import say
from nn.layers.ranges import in_range, named_here
from nn.learning.schedules import Schedule as Schedule
from nn.learning.schedules import cosine as cosine
from nn.learning.schedules import exponential_decay as exponential_decay
from nn.learning.schedules import require_schedule
from nn.learning.schedules import step_decay as step_decay
from nn.nested import flat

Rate = float | Callable[[int], float]

SHARE = "at least 0 and less than 1"


class Optimizer(ABC):
    """What all optimizers share: parameters, a rate, and slots. `slot_count` says how many a parameter has,
    and `square_slot` which of them is a mean or a sum of squares.

    `decay` draws parameters to 0 by rate · decay · parameter in each step, apart from the gradient.
    """

    slot_count = 0
    square_slot: int | None = None

    @named_here
    def __init__(self, parameters: Iterable[Any], rate: Rate, *, decay: float = 0.0) -> None:
        self.parameters = _each_once(parameters)
        if not self.parameters:
            raise ValueError(say("no parameters"))
        self.rate = (
            require_schedule(rate) if callable(rate) else in_range(rate, "a learning rate", "more than 0 and finite")
        )
        self.decay = in_range(decay, "the decay of an optimizer", "at least 0 and finite")
        self.steps = 0
        self.slots: list[list[Any]] = [[0.0] * self.slot_count for _ in self.parameters]

    def zero_grad(self) -> None:
        """Set all gradients to 0, since `backward()` adds to what is there."""
        for parameter in self.parameters:
            parameter.grad = 0.0

    def step(self) -> None:
        """Update all parameters by their gradients."""
        rate = self.rate
        if callable(rate):
            rate = in_range(rate(self.steps), "the rate after some steps", "at least 0 and finite", steps=self.steps)
        self.steps += 1
        for parameter, slots in zip(self.parameters, self.slots, strict=True):
            if self.decay:
                parameter.data = parameter.data - rate * self.decay * parameter.data
            parameter.data = parameter.data - self.step_of(parameter.grad, slots, rate)

    @abstractmethod
    def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
        """What is taken away from a parameter with this gradient."""

    def __repr__(self) -> str:
        constants = {name: x for name, x in vars(self).items() if name not in ("parameters", "steps", "slots")}
        constants["rate"] = "a schedule" if callable(self.rate) else self.rate
        if not self.decay:
            del constants["decay"]
        return f"{type(self).__name__}({', '.join(f'{name}={x}' for name, x in constants.items())})"


class SGD(Optimizer):
    """θ ← θ - η g."""

    def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
        return rate * gradient


class Momentum(Optimizer):
    """v ← α v - η g, θ ← θ + v (Polyak 1964)."""

    slot_count = 1

    @named_here
    def __init__(self, parameters: Iterable[Any], rate: Rate, momentum: float = 0.9, *, decay: float = 0.0) -> None:
        super().__init__(parameters, rate, decay=decay)
        self.momentum = in_range(momentum, "the momentum", SHARE)

    def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
        slots[0] = self.momentum * slots[0] - rate * gradient
        return -slots[0]


class Nesterov(Momentum):
    """v ← α v - η g, θ ← θ + α v - η g: the gradient where momentum leads (Bengio and others 2013, equation 7)."""

    def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
        slots[0] = self.momentum * slots[0] - rate * gradient
        return rate * gradient - self.momentum * slots[0]


class AdaGrad(Optimizer):
    """h ← h + g², θ ← θ - η g / (√h + ε) (Duchi, Hazan and Singer 2011)."""

    slot_count, square_slot = 1, 0

    @named_here
    def __init__(
        self, parameters: Iterable[Any], rate: Rate = 0.01, epsilon: float = 1e-10, *, decay: float = 0.0
    ) -> None:
        super().__init__(parameters, rate, decay=decay)
        self.epsilon = in_range(epsilon, "epsilon", "at least 0 and finite")

    def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
        slots[0] = slots[0] + gradient * gradient
        return rate * gradient / (slots[0] ** 0.5 + self.epsilon)


class RMSProp(Optimizer):
    """h ← ρ h + (1 - ρ) g², θ ← θ - η g / (√h + ε) (Tieleman and Hinton 2012)."""

    slot_count, square_slot = 1, 0

    @named_here
    def __init__(
        self,
        parameters: Iterable[Any],
        rate: Rate = 0.01,
        rho: float = 0.99,
        epsilon: float = 1e-8,
        *,
        decay: float = 0.0,
    ) -> None:
        super().__init__(parameters, rate, decay=decay)
        self.rho = in_range(rho, "rho", SHARE)
        self.epsilon = in_range(epsilon, "epsilon", "at least 0 and finite")

    def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
        slots[0] = self.rho * slots[0] + (1.0 - self.rho) * gradient * gradient
        return rate * gradient / (slots[0] ** 0.5 + self.epsilon)


class Adam(Optimizer):
    """m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², θ ← θ - η m̂ / (√v̂ + ε) (Kingma and Ba 2015, algorithm 1).

    m̂ and v̂ are m / (1 - β₁ᵗ) and v / (1 - β₂ᵗ), for the start at 0 in step t.
    """

    slot_count, square_slot = 2, 1

    @named_here
    def __init__(
        self,
        parameters: Iterable[Any],
        rate: Rate = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-8,
        *,
        decay: float = 0.0,
    ) -> None:
        super().__init__(parameters, rate, decay=decay)
        self.beta_1, self.beta_2 = in_range(beta_1, "beta_1", SHARE), in_range(beta_2, "beta_2", SHARE)
        self.epsilon = in_range(epsilon, "epsilon", "at least 0 and finite")

    def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
        slots[0] = self.beta_1 * slots[0] + (1.0 - self.beta_1) * gradient
        slots[1] = self.beta_2 * slots[1] + (1.0 - self.beta_2) * gradient * gradient
        mean = slots[0] / (1.0 - self.beta_1**self.steps)
        square = slots[1] / (1.0 - self.beta_2**self.steps)
        return rate * mean / (square**0.5 + self.epsilon)


class AdamW(Adam):
    """Adam with a decay of 0.01 unless another is given (Loshchilov and Hutter 2019, algorithm 2).

    Every optimizer here takes `decay`, apart from the gradient as there, so Adam with the same decay does the same.
    """

    def __init__(self, parameters: Iterable[Any], rate: Rate = 0.001, *, decay: float = 0.01, **options: float) -> None:
        super().__init__(parameters, rate, decay=decay, **options)


def clip_norm(parameters: Iterable[Any], largest: float) -> float:
    """Shorten the gradient of all parameters together to a length of at most `largest`; returns how long it was.

    >>> from autograd import Value
    >>> x, y = Value(1.0), Value(1.0)
    >>> x.grad, y.grad = 3.0, 4.0
    >>> clip_norm([x, y], 1.0), round(x.grad, 12), round(y.grad, 12)
    (5.0, 0.6, 0.8)
    """
    largest = in_range(largest, "the largest length of a gradient", "more than 0 and finite")
    parameters = _each_once(parameters)
    gradients = [number for parameter in parameters for number in flat(parameter.grad)]
    length = math.hypot(*gradients)
    if length > largest:
        scale = 1.0 if length < math.inf else 2.0**-64  # where the length is no float, that of a share of it is
        share = largest / math.hypot(*(scale * number for number in gradients))
        for parameter in parameters:
            parameter.grad = scale * parameter.grad * share
    return length


def _each_once(parameters: Iterable[Any]) -> list[Any]:
    """Parameters in their order; those that two layers share count once."""
    if not isinstance(parameters, Iterable):
        raise TypeError(
            say(
                "parameters of another type",
                wanted=say("parameters are a list of Values"),
                kind=type(parameters).__name__,
            )
        )
    parameters = list(parameters)
    for parameter in parameters:
        if not hasattr(parameter, "data") or not hasattr(parameter, "grad"):
            raise TypeError(
                say("parameter is no Value", wanted=say("parameters are a list of Values"), parameter=parameter)
            )
    return list({id(parameter): parameter for parameter in parameters}.values())
