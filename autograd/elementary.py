"""The functions that rules are written with, for whatever number comes.

`exp(x)` of a float is `math.exp`; of a `Value`, a dual number or a symbol it is that number's own `exp`; of an array,
an mpmath number, a SymPy expression or a complex number it is the `exp` of the module the number comes from.
That is how one rule is read in many number systems. A rule with a kink needs numbers that can be compared, so complex
ones cannot read it, and a module must have the function: NumPy, for one, has no `erf`.
"""

import cmath
import math
import sys
from collections.abc import Callable
from typing import Any

from autograd.number import Number


def _function(name: str) -> Callable[[Any], Any]:
    of_float = getattr(math, name)

    def function(x: Any) -> Any:
        if type(x) is float:
            return of_float(x)
        if isinstance(x, Number):
            return getattr(x, name)()
        return getattr(_home(x), name)(x)

    return function


def _home(x: object) -> Any:
    """The module whose functions take `x`: the one that defines its type."""
    if isinstance(x, complex):
        return cmath
    if isinstance(x, int):
        return math
    return sys.modules[type(x).__module__.partition(".")[0]]


exp = _function("exp")
log = _function("log")
sin = _function("sin")
cos = _function("cos")
tan = _function("tan")
tanh = _function("tanh")
sqrt = _function("sqrt")
log1p = _function("log1p")
expm1 = _function("expm1")
log2 = _function("log2")
log10 = _function("log10")
cbrt = _function("cbrt")
asin = _function("asin")
acos = _function("acos")
atan = _function("atan")
sinh = _function("sinh")
cosh = _function("cosh")
asinh = _function("asinh")
acosh = _function("acosh")
atanh = _function("atanh")
erf = _function("erf")
erfc = _function("erfc")


def _function_of_two(name: str) -> Callable[[Any, Any], Any]:
    of_floats = getattr(math, name)

    def function(x: Any, y: Any) -> Any:
        if type(x) is float and type(y) is float:
            return of_floats(x, y)
        return getattr(_home(x), name)(x, y)

    return function


atan2 = _function_of_two("atan2")
hypot = _function_of_two("hypot")


def power(x: Any, n: Any) -> Any:
    """`x ** n` that refuses where Python's floats would turn complex: `(-8) ** (1/3)`."""
    return math.pow(x, n) if type(x) is float and not isinstance(n, Number) else x**n


def where(condition: Any, yes: Any, no: Any) -> Any:
    """`yes` where the condition holds, else `no`; lane by lane when the condition is an array."""
    if condition is True or condition is False:
        return yes if condition else no
    return _home(condition).where(condition, yes, no)


def maximum(x: Any, y: Any) -> Any:
    return where(x >= y, x, y)


def minimum(x: Any, y: Any) -> Any:
    return where(x <= y, x, y)


def sigmoid(x: Any) -> Any:
    """`1 / (1 + exp(-x))`, arranged so that no `exp` overflows and no digit cancels, at any x."""
    if isinstance(x, Number):
        return x.sigmoid()
    return exp(minimum(x, 0.0)) / (1.0 + exp(-abs(x)))
