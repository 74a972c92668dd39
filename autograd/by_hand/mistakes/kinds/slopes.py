"""Formulas as people misremember them: derivatives in the result z and the argument x, and the lines of optimizers.

Each table has, for an operation or a line, what stands there in place of the right formula. The formulas of derivatives
are parsed once; those of lines are written as in `optimizers`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

from autograd.by_hand.mistakes.kinds.misconceptions import At, Numbers
from autograd.calculus.order import inputs_first
from autograd.graph.expression import parse
from autograd.graph.value import Value

# fmt: off
OF_ANOTHER: dict[str, tuple[str, ...]] = {
    "tanh":     ("z*(1 - z)",),             # the derivative of sigmoid
    "sigmoid":  ("1 - z**2",),              # the derivative of tanh
    "log":      ("z",),                     # the derivative of exp
}
POWER_LOST: dict[str, tuple[str, ...]] = {
    "tanh":     ("1 - z", "(1 - z)**2"),    # for 1 - z²
    "asin":     ("1/(1 - x**2)",),
    "atan":     ("1/(1 + x)",),
}
FACTOR_LOST: dict[str, tuple[str, ...]] = {
    "sigmoid":  ("1 - z", "z**2", "(1 - z)**2"),  # for z (1 - z)
    "sqrt":     ("1/z", "z/2", "2*z"),      # for 1/(2 z)
    "silu":     ("sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))"),  # a product, differentiated by one factor
    "log10":    ("1/x",),
    "log2":     ("1/x",),
}
PLUS_FOR_MINUS: dict[str, tuple[str, ...]] = {
    "tanh":     ("1 + z**2",),
    "sigmoid":  ("z*(1 + z)",),
    "sin":      ("-cos(x)",),
    "cos":      ("sin(x)",),
    "tan":      ("1 - z**2",),
    "atan":     ("1/(1 - x**2)",),
}
TWICE: dict[str, tuple[str, ...]] = {
    "tanh":     ("(1 - z**2)**2",),         # counted once more, as after p - t
    "sigmoid":  ("(z*(1 - z))**2",),
}
# fmt: on


@lru_cache(maxsize=256)
def formula(text: str) -> tuple[Value, ...]:
    """The nodes of a formula in z and x, inputs first."""
    return tuple(inputs_first([parse(text, {"z": 0.5, "x": 0.5})]))


def evaluated(text: str, z: float, x: float) -> float:
    """The number of a formula in z and x.

    >>> evaluated("z*(1 - z)", 0.25, 0.0)
    0.1875
    """
    numbers: dict[Value, float] = {}
    for node in formula(text):
        if node.op is None:
            numbers[node] = {"z": z, "x": x}.get(str(node.name), node.data)
        else:
            numbers[node] = node.op.value(*[numbers[y] for y in node.inputs])
    return numbers[node]


def misremembered(table: dict[str, tuple[str, ...]], at: At) -> Numbers:
    """The derivatives that stand in the table for the row's operation."""
    for text in table.get(at.op.name, ()):
        yield evaluated(text, *at.xs)


def known(table: dict[str, tuple[str, ...]]) -> str:
    """The operations of a table, as words."""
    return " ".join(table)


of_another = partial(misremembered, OF_ANOTHER)
power_lost = partial(misremembered, POWER_LOST)
factor_lost = partial(misremembered, FACTOR_LOST)
plus_for_minus = partial(misremembered, PLUS_FOR_MINUS)
twice = partial(misremembered, TWICE)


Misread = dict[tuple[str, str], Callable[..., Any]]
"""For lines of optimizers, by the kind of row and what it takes: a formula in the constants and these numbers."""
# fmt: off
MOMENTUM_SIGN: Misread = {
    ("velocity",  "v g"):   lambda c, v, g: c.momentum * v + c.rate * g,
    ("moved",     "θ v"):   lambda c, θ, v: θ - v,
    ("moved",     "θ v g"): lambda c, θ, v, g: θ - c.momentum * v + c.rate * g,
}
MOMENTUM_TURNED: Misread = {
    ("velocity",  "v g"):   lambda c, v, g: -c.momentum * v - c.rate * g,
    ("moved",     "θ v g"): lambda c, θ, v, g: θ + c.momentum * v + c.rate * g,
}
MOMENTUM_LEFT_OUT: Misread = {
    ("velocity",  "v g"):   lambda c, v, g: -c.rate * g,
}
SQUARE_FORGOTTEN: Misread = {
    ("squares",   "h g"):   lambda c, h, g: _kept(c, h) + _new(c) * g,
    ("squares",   "s g"):   lambda c, s, g: c.beta_2 * s + (1 - c.beta_2) * g,
}
ROOT_FORGOTTEN: Misread = {
    ("moved",     "θ g h"): lambda c, θ, g, h: θ - c.rate * g / (h + c.epsilon),
    ("moved",     "θ m̂ ŝ"): lambda c, θ, m, s: θ - c.rate * m / (s + c.epsilon),
}
SHARE_LEFT_OUT: Misread = {
    ("squares",   "h g"):   lambda c, h, g: _kept(c, h) + g * g,
    ("squares",   "s g"):   lambda c, s, g: c.beta_2 * s + g * g,
    ("mean",      "m g"):   lambda c, m, g: c.beta_1 * m + g,
}
CORRECTION_LEFT_OUT: Misread = {
    ("corrected", "m"):     lambda c, m: m,
    ("corrected", "s"):     lambda c, s: s,
}
BETAS_SWAPPED: Misread = {
    ("mean",      "m g"):   lambda c, m, g: c.beta_2 * m + (1 - c.beta_2) * g,
    ("squares",   "s g"):   lambda c, s, g: c.beta_1 * s + (1 - c.beta_1) * g * g,
}
STATE_FORGOTTEN: Misread = {
    ("squares",   "h g"):   lambda c, h, g: _new(c) * g * g,
    ("squares",   "s g"):   lambda c, s, g: (1 - c.beta_2) * g * g,
    ("mean",      "m g"):   lambda c, m, g: (1 - c.beta_1) * g,
}
DECAY_LEFT_OUT: Misread = {
    ("updated",   "θ g"):   lambda c, θ, g: θ - c.rate * g,
    ("moved",     "θ v"):   lambda c, θ, v: θ + v,
}
DECAY_SIGN: Misread = {
    ("updated",   "θ g"):   lambda c, θ, g: θ - c.rate * (g - c.decay * θ),
    ("moved",     "θ v"):   lambda c, θ, v: θ + c.rate * c.decay * θ + v,
}
# fmt: on


def _kept(c: Any, h: float) -> float:
    """What RMSProp keeps of the squares before, and AdaGrad keeps whole."""
    return float(getattr(c, "rho", 1.0) * h)


def _new(c: Any) -> float:
    """The share that RMSProp gives to the new square; 1 for AdaGrad."""
    return 1.0 - c.rho if hasattr(c, "rho") else 1.0


def misread(table: Misread, at: At) -> Numbers:
    """The number that the row's line of the optimizer has by the table."""
    line = at.row.line
    if line and (line.kind, line.takes) in table:
        yield table[line.kind, line.takes](at.row.constants, *at.xs)


def momentum_sign(at: At) -> Numbers:
    """The sign of the whole step, or of one of its two parts."""
    yield from misread(MOMENTUM_SIGN, at)
    yield from misread(MOMENTUM_TURNED, at)


momentum_left_out = partial(misread, MOMENTUM_LEFT_OUT)
square_forgotten = partial(misread, SQUARE_FORGOTTEN)
root_forgotten = partial(misread, ROOT_FORGOTTEN)
share_left_out = partial(misread, SHARE_LEFT_OUT)
correction_left_out = partial(misread, CORRECTION_LEFT_OUT)
betas_swapped = partial(misread, BETAS_SWAPPED)
state_forgotten = partial(misread, STATE_FORGOTTEN)
decay_left_out = partial(misread, DECAY_LEFT_OUT)
decay_sign = partial(misread, DECAY_SIGN)


def with_constants(at: At, **others: float) -> float:
    """The row's line of the optimizer with other constants."""
    assert at.row.line is not None
    number: float = at.row.line.rule(SimpleNamespace(**vars(at.row.constants) | others), *at.xs)
    return number


def _steps(at: At) -> Numbers:
    """The step of a parameter: with its decay, and without it."""
    for number in dict.fromkeys((with_constants(at, decay=0.0), at.again(*at.xs))):
        yield number - at.xs[0]


def stepped_uphill(at: At) -> Numbers:
    if at.row.line and "v" not in at.row.line.takes.split():  # the sign of a velocity has its own name
        yield from (at.xs[0] - step for step in _steps(at))


def only_the_step(at: At) -> Numbers:
    for step in _steps(at):
        yield -step
        yield step


def rate_forgotten(at: At) -> Numbers:
    yield with_constants(at, rate=1.0, decay=0.0)


def rate_twice(at: At) -> Numbers:
    yield with_constants(at, rate=at.row.rate**2)


def bias_kept(at: At) -> Numbers:
    if at.row.node in at.work.biases:
        yield at.xs[0]
