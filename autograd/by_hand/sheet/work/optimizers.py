"""The update rules of optimizers, line by line, as they are worked out by hand.

A rule that is fed with numbers gives the number of a row, and fed with symbols its formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

from autograd.calculus.ops import OPS

Constants = SimpleNamespace
"""The constants of an update: `rate`, `decay`, `step` (counted from 1), and those of the optimizer."""


class Line(NamedTuple):
    """One line of an update: the `kind` and the `sign` of its number, what it `takes`, and its `rule`.

    It takes θ, the parameter; g, its gradient; and numbers of other lines by their signs. A line that takes its own
    sign takes its number of the step before, which is 0 in the first step. The last line has the new parameter, and no
    sign.
    """

    kind: str
    sign: str
    takes: str
    rule: Callable[..., Any]

    def with_constants(self, constants: Constants | None) -> Callable[..., Any]:
        return partial(self.rule, constants)

    @property
    def called(self) -> str:
        """What its number is called in keys."""
        return CALLED.get(self.sign, self.kind)

    @property
    def remembers(self) -> bool:
        """Whether it takes its own number of the step before."""
        return self.sign in self.takes.split()


CALLED = {"": "new", "m̂": "corrected mean", "ŝ": "corrected squares"}


class Optimizer(NamedTuple):
    """Its constants, with the numbers that they usually have, and its lines in the order of work."""

    constants: Mapping[str, float]
    lines: tuple[Line, ...]


def decayed(c: Constants, θ: Any) -> Any:
    """The parameter, drawn to 0 apart from the gradient."""
    return θ - c.rate * c.decay * θ


def adaptive(c: Constants, θ: Any, g: Any, squares: Any) -> Any:
    return decayed(c, θ) - c.rate * g / (OPS["sqrt"].value(squares) + c.epsilon)


# fmt: off
VELOCITY = Line("velocity", "v", "v g",   lambda c, v, g: c.momentum * v - c.rate * g)
OPTIMIZERS = {
    "sgd": Optimizer({}, (
        Line("updated",   "",  "θ g",     lambda c, θ, g: θ - c.rate * (g + c.decay * θ)),
    )),
    "momentum": Optimizer({"momentum": 0.9}, (
        VELOCITY,
        Line("moved",     "",  "θ v",     lambda c, θ, v: decayed(c, θ) + v),
    )),
    "nesterov": Optimizer({"momentum": 0.9}, (
        VELOCITY,
        Line("moved",     "",  "θ v g",   lambda c, θ, v, g: decayed(c, θ) + c.momentum * v - c.rate * g),
    )),
    "adagrad": Optimizer({"epsilon": 1e-10}, (
        Line("squares",   "h", "h g",     lambda c, h, g: h + g * g),
        Line("moved",     "",  "θ g h",   adaptive),
    )),
    "rmsprop": Optimizer({"rho": 0.99, "epsilon": 1e-8}, (
        Line("squares",   "h", "h g",     lambda c, h, g: c.rho * h + (1 - c.rho) * g * g),
        Line("moved",     "",  "θ g h",   adaptive),
    )),
    "adam": Optimizer({"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8}, (
        Line("mean",      "m", "m g",     lambda c, m, g: c.beta_1 * m + (1 - c.beta_1) * g),
        Line("squares",   "s", "s g",     lambda c, s, g: c.beta_2 * s + (1 - c.beta_2) * g * g),
        Line("corrected", "m̂", "m",       lambda c, m: m / (1 - c.beta_1**c.step)),
        Line("corrected", "ŝ", "s",       lambda c, s: s / (1 - c.beta_2**c.step)),
        Line("moved",     "",  "θ m̂ ŝ",   adaptive),
    )),
}
# fmt: on
"""Gradient descent; momentum (Polyak 1964) and Nesterov's (Bengio and others 2013, equation 7); AdaGrad (Duchi, Hazan
and Singer 2011); RMSProp (Tieleman and Hinton 2012); and Adam (Kingma and Ba 2015, algorithm 1)."""
