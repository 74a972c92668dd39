"""Rows in single precision (float32), in which PyTorch, JAX and TensorFlow calculate unless they are told otherwise.

A function is worked out in the steps that these engines take, each of them rounded: sigmoid(x) is 1/(1 + exp(-x)), and
so it is 1 from x = 17 on. Where an engine has no number, there is an infinity or a NaN, as there.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence

from autograd.by_hand.sheet.work import Row, Work
from autograd.by_hand.sheet.work.textbook import in_the_result
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.notation.symbols import Symbol

LARGEST = 3.4028234663852886e38
_FLOAT32 = struct.Struct("f")


def single(x: float) -> float:
    """The float32 nearest to a number.

    >>> single(0.1), single(1.0 - 1e-8), single(1e39)
    (0.10000000149011612, 1.0, inf)
    """
    if abs(x) > LARGEST:  # also an infinity
        return math.copysign(math.inf, x)
    rounded: float = _FLOAT32.unpack(_FLOAT32.pack(x))[0]
    return rounded


def added(xs: Sequence[float]) -> float:
    """A sum, each step of it rounded."""
    total = 0.0
    for x in xs:
        total = single(total + x)
    return total


def exp(x: float) -> float:
    return single(math.exp(x)) if x < 89.0 else math.inf


def log(x: float) -> float:
    return single(math.log(x)) if x > 0.0 else -math.inf if x == 0.0 else math.nan


def sigmoid(x: float) -> float:
    return single(1.0 / single(1.0 + exp(-x)))


def _shares(xs: Sequence[float]) -> list[float]:
    powers = [exp(single(x - max(xs))) for x in xs]
    return [single(power / added(powers)) for power in powers]


def _log_of_powers(xs: Sequence[float]) -> float:
    return log(added([exp(single(x - max(xs))) for x in xs]))


def _dot(xs: Sequence[float]) -> float:
    n = len(xs) // 2
    return added([*(single(w * x) for w, x in zip(xs[:n], xs[n : 2 * n], strict=True)), *xs[2 * n :]])


STEPS: dict[str, Callable[[Op, Sequence[float]], float]] = {
    "log": lambda op, xs: log(xs[0]),
    "exp": lambda op, xs: exp(xs[0]),
    "sigmoid": lambda op, xs: sigmoid(xs[0]),
    "silu": lambda op, xs: single(xs[0] * sigmoid(xs[0])),
    "softplus": lambda op, xs: single(max(xs[0], 0.0) + single(math.log1p(exp(-abs(xs[0]))))),
    "softmax": lambda op, xs: _shares(xs)[int(op.bound["j"])],
    "log_softmax": lambda op, xs: single(single(xs[int(op.bound["j"])] - max(xs)) - _log_of_powers(xs)),
    "logsumexp": lambda op, xs: single(max(xs) + _log_of_powers(xs)),
    "total": lambda op, xs: added(xs),
    "mean": lambda op, xs: single(added(xs) / len(xs)),
    "dot": lambda op, xs: _dot(xs),
}
"""The operations that are worked out in several steps. Any other is worked out as it is, and then rounded."""


def value(op: Op, xs: Sequence[float]) -> float:
    """The value of an operation in single precision.

    >>> from autograd.calculus.ops import OPS
    >>> value(OPS["sigmoid"], [17.0])
    1.0
    """
    steps = STEPS.get(op.name)
    return steps(op, xs) if steps else single(op.value(*xs))


def row(work: Work, of: Row, numbers: Sequence[float]) -> float:
    """A row in single precision, worked out from `numbers`, which are of single precision too."""
    xs = [numbers[j] for j in of.takes]
    if of.kind in ("value", "after"):
        return value(of.op, xs)
    if of.kind == "gradient":
        return added(xs)
    if of.kind == "local" and (formula := in_the_result(of.op)):
        z, x = (numbers[j] for j in work.reads(of))
        return _evaluated(formula, {"z": z, "x": x})
    if of.kind == "local" and of.op.name == "log":
        return single(1.0 / xs[-1]) if xs[-1] else math.inf
    return single(of.rule(*xs))


def _evaluated(formula: Symbol, numbers: dict[str, float]) -> float:
    """A formula such as z (1 - z), each step of it rounded."""
    found: dict[int, float] = {}
    for node in inputs_first([formula]):
        if node.op is None:
            found[id(node)] = numbers[node.name] if isinstance(node.name, str) else single(float(node.name))
        else:
            found[id(node)] = value(node.op, [found[id(x)] for x in node.inputs])
    return found[id(formula)]
