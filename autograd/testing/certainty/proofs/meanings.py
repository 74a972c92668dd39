"""What each row means, in SymPy's numbers: its value, where it is defined, and where it has no derivative.

This is mathematics written again, without the table of operations: a rule that is wrong there proves nothing here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

SMALL = 1000
"""A float that is nearest to a fraction with a denominator up to this one stands for the fraction."""


class Unknown(Exception):  # noqa: N818  (the proof ends)
    """What has no meaning here."""


def exact(number: float) -> Any:
    """The number that a person means by a float: pi, e, a simple fraction, or else the decimal number as it is written.

    >>> exact(0.1), exact(1 / 3), exact(math.pi), exact(0.12345)
    (1/10, 1/3, pi, 2469/20000)
    """
    if number in (math.pi, math.e):
        return sp.pi if number == math.pi else sp.E
    simple = Fraction(number).limit_denominator(SMALL)
    fraction = simple if float(simple) == number else Fraction(repr(number))
    return sp.Rational(fraction.numerator, fraction.denominator)


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + sp.exp(-x))


def _mean(*xs: Any) -> Any:
    return sp.Add(*xs) / len(xs)


def _variance(*xs: Any) -> Any:
    middle = _mean(*xs)
    return _mean(*[(x - middle) ** 2 for x in xs])


def _dot(*xs: Any) -> Any:
    n = len(xs) // 2
    return sp.Add(*[w * x for w, x in zip(xs[:n], xs[n : 2 * n], strict=True)], *xs[2 * n :])


def _softmax(*xs: Any, j: int) -> Any:
    return sp.exp(xs[j]) / sp.Add(*map(sp.exp, xs))


SMOOTH: dict[str, Callable[..., Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "neg": lambda x: -x,
    "exp": sp.exp,
    "log": sp.log,
    "sqrt": sp.sqrt,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "asinh": sp.asinh,
    "acosh": sp.acosh,
    "atanh": sp.atanh,
    "expm1": lambda x: sp.exp(x) - 1,
    "log1p": lambda x: sp.log(1 + x),
    "log2": lambda x: sp.log(x) / sp.log(2),
    "log10": lambda x: sp.log(x) / sp.log(10),
    "hypot": lambda x, y: sp.sqrt(x**2 + y**2),
    "erf": sp.erf,
    "erfc": lambda x: 1 - sp.erf(x),
    "sigmoid": _sigmoid,
    "softplus": lambda x: sp.log(1 + sp.exp(x)),
    "silu": lambda x: x * _sigmoid(x),
    "gelu": lambda x: x * (1 + sp.erf(x / sp.sqrt(2))) / 2,
    "total": lambda *xs: sp.Add(*xs),
    "dot": _dot,
    "mean": _mean,
    "variance": _variance,
    "logsumexp": lambda *xs: sp.log(sp.Add(*map(sp.exp, xs))),
}
"""The rows that are one formula everywhere."""

OF_A_LIST: dict[str, Callable[..., Any]] = {
    "softmax": _softmax,
    "log_softmax": lambda *xs, j: xs[j] - sp.log(sp.Add(*map(sp.exp, xs))),
}

POSITIVE, NONNEGATIVE, NONZERO = "positive", "nonnegative", "nonzero"

DEFINED: dict[str, Callable[..., list[tuple[Any, str]]]] = {
    "div": lambda x, y: [(y, NONZERO)],
    "log": lambda x: [(x, POSITIVE)],
    "log2": lambda x: [(x, POSITIVE)],
    "log10": lambda x: [(x, POSITIVE)],
    "log1p": lambda x: [(1 + x, POSITIVE)],
    "sqrt": lambda x: [(x, NONNEGATIVE)],
    "tan": lambda x: [(sp.cos(x), NONZERO)],
    "asin": lambda x: [(1 - x, NONNEGATIVE), (1 + x, NONNEGATIVE)],
    "acos": lambda x: [(1 - x, NONNEGATIVE), (1 + x, NONNEGATIVE)],
    "atanh": lambda x: [(1 - x, POSITIVE), (1 + x, POSITIVE)],
    "acosh": lambda x: [(x - 1, NONNEGATIVE)],
}
"""The conditions under which a row has a value."""

DIFFERENTIABLE: dict[str, Callable[..., list[tuple[Any, str]]]] = {
    "sqrt": lambda x: [(x, POSITIVE)],
    "asin": lambda x: [(1 - x, POSITIVE), (1 + x, POSITIVE)],
    "acos": lambda x: [(1 - x, POSITIVE), (1 + x, POSITIVE)],
    "acosh": lambda x: [(x - 1, POSITIVE)],
    "hypot": lambda x, y: [(x**2 + y**2, POSITIVE)],
}
"""The conditions under which it has a derivative too, where they are others."""


def power(x: Any, n: Any) -> tuple[Any, list[tuple[Any, str]], list[tuple[Any, str]]]:
    """`x**n`, where it is defined, and where it has a derivative: for an exponent above 1 also at 0."""
    if getattr(n, "is_Integer", False):
        there = [(x, NONZERO)] if n < 0 else []
        return x**n, there, there
    if getattr(n, "is_Rational", False):
        there = [(x, POSITIVE if n < 0 else NONNEGATIVE)]
        return x**n, there, [(x, NONNEGATIVE if n > 1 else POSITIVE)]
    above_1 = getattr(n, "is_number", False) and (n - 1).is_positive
    return x**n, [(x, POSITIVE)], [(x, NONNEGATIVE if above_1 else POSITIVE)]


Sign = Callable[[Any], int]
"""Tells whether an expression is above 0 (1), below (-1) or 0 in the piece of the domain that is looked at."""


def in_pieces(name: str, xs: Sequence[Any], constants: Sequence[Any], sign: Sign) -> tuple[Any, bool]:
    """The formula of a row with kinks in one piece of its domain, and whether it has a kink at this very place."""
    x = xs[0]
    match name:
        case "abs":
            return x * sign(x), sign(x) == 0
        case "relu":
            return (x if sign(x) > 0 else sp.Integer(0)), sign(x) == 0
        case "leaky_relu":
            return (x if sign(x) > 0 else constants[0] * x), sign(x) == 0 and constants[0] != 1
        case "elu":
            below = constants[0] * (sp.exp(x) - 1)
            return (x if sign(x) >= 0 else below), sign(x) == 0 and constants[0] != 1
        case "selu":
            scale, alpha = (exact(c) for c in (1.0507009873554805, 1.6732632423543772))
            return scale * (x if sign(x) >= 0 else alpha * (sp.exp(x) - 1)), sign(x) == 0
        case "cbrt":
            root = sp.Rational(1, 3)
            return (x**root if sign(x) > 0 else -((-x) ** root) if sign(x) else sp.Integer(0)), sign(x) == 0
        case "clamp":
            low, high = constants
            ends = sign(x - low), sign(x - high)
            return (low if ends[0] < 0 else high if ends[1] > 0 else x), 0 in ends
        case "maximum" | "max" | "minimum" | "min":
            up = 1 if name.startswith("max") else -1
            best, tied = x, False
            for other in xs[1:]:
                ahead = sign(other - best) * up
                tied = ahead == 0 or (tied and ahead < 0)
                best = other if ahead > 0 else best
            return best, tied
    raise Unknown(name)
