"""What programs do to a probability q before its logarithm, so that log never meets 0.

Each floor has the logarithm of q as such a program takes it, and its derivative with respect to q. `f` rounds each step
to the precision of the program. `turned` tells that q was worked out as 1 - p: then it is p that the program keeps from
0 and 1. A `binary` floor belongs to losses of two classes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograd.by_hand.mistakes.own.elsewhere import single
from autograd.by_hand.sheet.work import Row, Work
from autograd.calculus.ops import OPS

Rounding = Callable[[float], float]
LEAST = single.single(1e-12)
"""PyTorch's 1e-12 is a float32, in double precision too."""


@dataclass(frozen=True)
class Added:
    """log(q + epsilon)"""

    epsilon: float
    binary: bool = False

    def log(self, q: float, f: Rounding, turned: bool) -> float:
        return f(math.log(f(q + f(self.epsilon))))

    def slope(self, q: float, f: Rounding, turned: bool) -> float:
        return f(1.0 / f(q + f(self.epsilon)))


@dataclass(frozen=True)
class Clipped:
    """log of q, which is kept between `low` and `high`. Where that holds it, no gradient flows."""

    low: float
    high: float
    binary: bool = False

    def log(self, q: float, f: Rounding, turned: bool) -> float:
        low, high = self._ends(f, turned)
        return f(math.log(min(max(q, low), high)))

    def slope(self, q: float, f: Rounding, turned: bool) -> float:
        low, high = self._ends(f, turned)
        return f(1.0 / q) if low <= q <= high else 0.0

    def _ends(self, f: Rounding, turned: bool) -> tuple[float, float]:
        low, high = f(self.low), f(self.high)
        return (f(1.0 - high), f(1.0 - low)) if turned else (low, high)


@dataclass(frozen=True)
class Clamped:
    """log q, but never less than -100: BCELoss of PyTorch. Its gradient is (p - t) / (p (1 - p)), with at least LEAST
    below the line, and so it is not 0 where the logarithm was clamped."""

    binary: bool = True

    def log(self, q: float, f: Rounding, turned: bool) -> float:
        return max(f(math.log(q)), -100.0) if q > 0.0 else -100.0

    def slope(self, q: float, f: Rounding, turned: bool) -> float:
        p = f(1.0 - q)
        return f(p / max(f(p * q), LEAST))


Floor = Added | Clipped | Clamped


def row(floor: Floor, work: Work, of: Row, numbers: Sequence[float], f: Rounding) -> float | None:
    """The number of a row with this floor; None for a row that is not worked out from a logarithm of a probability.

    The probability stands in log(q), or is hidden in log_softmax and in softplus(x), which is -log(1 - sigmoid(x)).
    """
    if of.kind not in ("value", "after", "local"):
        return None
    name, local = of.op.name, of.kind == "local"
    xs = [numbers[j] for j in (work.reads(of)[1:] if local else of.takes)]
    if name == "log":
        turned = _from_1(of)
        return floor.slope(xs[0], f, turned) if local else floor.log(xs[0], f, turned)
    if name == "softplus":
        turned = not (of.node.inputs[0].op and of.node.inputs[0].op.name == "neg")
        q = f(1.0 - _sigmoid(xs[0], f)) if turned else _sigmoid(-xs[0], f)
        return f(floor.slope(q, f, turned) * f(q * f(1.0 - q))) if local else -floor.log(q, f, turned)
    if name == "log_softmax" and not floor.binary:
        j = int(of.op.bound["j"])
        shares = [_share(xs, k, f) for k in (j, of.slot)]
        if not local:
            return floor.log(shares[0], f, False)
        return f(f(floor.slope(shares[0], f, False) * shares[0]) * f((j == of.slot) - shares[1]))
    return None


def _from_1(of: Row) -> bool:
    """Whether the argument of the row's operation is 1 less something."""
    node = of.node.inputs[0]
    return node.op is OPS["sub"] and node.inputs[0].op is None and node.inputs[0].data == 1.0


def _sigmoid(x: float, f: Rounding) -> float:
    return single.sigmoid(x) if f is single.single else float(OPS["sigmoid"].value(x))


def _share(xs: Sequence[float], j: int, f: Rounding) -> float:
    softmax = OPS["softmax"].bind(float(j))
    return single.value(softmax, xs) if f is single.single else float(softmax.value(*xs))
