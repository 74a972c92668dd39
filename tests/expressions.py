"""What rows mean, as expressions of SymPy: it differentiates them to any order, and gives as many digits as asked."""

from functools import cache
from typing import Any

import sympy
from mpmath import mp, mpf
from sympy import Rational, erfc, exp, log, sqrt
from sympy.abc import x, y

SAME = (
    "exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan",
    "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc",
)  # fmt: skip
"""Rows that SymPy calls by the same names."""

ONE = {name: getattr(sympy, name)(x) for name in SAME} | {
    "neg": -x,
    "expm1": exp(x) - 1,
    "log1p": log(1 + x),
    "log2": log(x) / log(2),
    "log10": log(x) / log(10),
    "cbrt": x ** Rational(1, 3),  # of a negative number by its symmetry, see `derivative`
    "sigmoid": 1 / (1 + exp(-x)),
    "softplus": log(1 + exp(x)),
    "silu": x / (1 + exp(-x)),
    "gelu": x * erfc(-x / sqrt(2)) / 2,
}
TWO = {
    "mul": x * y,
    "div": x / y,
    "pow": x**y,
    "hypot": sqrt(x * x + y * y),
    "atan2": sympy.atan(x / y),  # but for a constant where y < 0
}


FAR_OUT = {
    "exp": lambda u: mp.exp(u) if abs(u) < 1e3 else mp.exp(u - 0.5) * mp.exp(0.5),
    "erf": lambda u: mp.erf(u) if abs(u) < 1e3 else mp.sign(u),
    "erfc": lambda u: mp.erfc(u) if abs(u) < 1e3 else 1 - mp.sign(u),
}
"""Where mpmath's own give up, though not a digit of 700 is left to calculate; and `exp` takes the power of e step by
step for a whole number, however large."""


@cache
def _calculated(name: str, slots: tuple[int, ...], by: int | None) -> Any:
    """The derivative along `slots` as a function; `by` asks how it changes with an input, in proportion to that."""
    slope = ONE[name] if name in ONE else TWO[name]
    for slot in slots:
        slope = sympy.diff(slope, (x, y)[slot])
    if by is not None:
        slope = sympy.diff(slope, (x, y)[by]) * (x, y)[by]
    return sympy.lambdify((x, y)[: 1 if name in ONE else 2], slope, [FAR_OUT, "mpmath"])


def derivative(name: str, at: tuple[float, ...], slots: tuple[int, ...]) -> tuple[Any, Any]:
    """The true derivative, and how many times the relative error of its inputs it may be off by."""
    middling = all(1e-20 < abs(number) < 60.0 for number in at) and name != "gelu"  # SymPy's erfc(-x) is 2 - erfc(x)
    with mp.workdps(130 if middling else 700):
        sign = -1 if name == "cbrt" and at[0] < 0.0 else 1
        exact = [sign * mpf(number) for number in at]
        true = sign ** (len(slots) + 1) * mpf(_calculated(name, slots, None)(*exact))
        moved = sum(abs(_calculated(name, slots, by)(*exact)) for by in range(len(at)))
        return true, moved
