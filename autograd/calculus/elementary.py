"""The functions that rules are written with, for numbers of any system.

`exp(x)` of a float is `math.exp`; of a `Value`, a dual number or a symbol it is that number's own `exp`; of an array,
an mpmath number or a complex number it is the `exp` of the module that defines the number. So one rule can be read in
many number systems. Complex numbers are compared by their real parts, because a complex step needs that.
"""

import cmath
import math
import sys
from collections.abc import Callable, Sequence
from functools import cache, reduce, wraps
from importlib import import_module
from typing import Any

from autograd.calculus.numbers.number import Number, plainly


class Constant(float):
    """A number that formulas show by its name: `log(2)` and not `0.693147`."""

    def __new__(cls, number: float, text: str, latex: str) -> "Constant":
        constant = super().__new__(cls, number)
        constant.text, constant.latex = text, latex
        return constant

    text: str
    latex: str


# What cmath leaves out. The complex step takes the derivative from the imaginary part, which these give in full.
ABSENT_FROM_CMATH: dict[str, Callable[[complex], complex]] = {
    "log1p": lambda x: cmath.log(1.0 + x),
    "expm1": lambda x: cmath.exp(x) - 1.0,
    "log2": lambda x: cmath.log(x) / math.log(2.0),
    "cbrt": lambda x: x ** (1 / 3) if x.real > 0.0 else -((-x) ** (1 / 3)),
}


def _function(name: str) -> Callable[[Any], Any]:
    of_float = getattr(math, name)

    def function(x: Any) -> Any:
        if type(x) is float:
            return of_float(x)
        if isinstance(x, Number):
            return getattr(x, name)()
        if isinstance(x, complex) and name in ABSENT_FROM_CMATH:
            return ABSENT_FROM_CMATH[name](x)
        return _found(name, of_float, x)(x)

    return function


def _function_of_two(name: str) -> Callable[[Any, Any], Any]:
    of_floats = getattr(math, name)

    def function(x: Any, y: Any) -> Any:
        if type(x) is float and type(y) is float:
            return of_floats(x, y)
        for number in (x, y):
            if isinstance(number, Number):
                return getattr(number.lift(x), name)(y)
        return _found(name, of_floats, x, y)(x, y)

    return function


def _found(name: str, of_floats: Callable[..., Any], *xs: Any) -> Any:
    """The function of the module that defines the numbers. NumPy lacks some functions: then Python's own works lane by
    lane."""
    home = _home(*xs)
    return getattr(home, name) if hasattr(home, name) else home.vectorize(of_floats, otypes=[float])


def _home(*xs: Any) -> Any:
    """The module whose functions take these numbers: the module that defines the first type that is not a plain
    number."""
    for x in xs:
        if not isinstance(x, (int, float)):
            return _module(x.__class__)
    return math


@cache
def _module(kind: type) -> Any:
    if issubclass(kind, complex):
        return cmath
    home = kind.__module__.partition(".")[0]
    return import_module("autograd.calculus.numbers.tensors") if home == "torch" else sys.modules[home]


exp, log, expm1, log1p, log2, log10 = map(_function, ("exp", "log", "expm1", "log1p", "log2", "log10"))
sin, cos, tan, asin, acos, atan = map(_function, ("sin", "cos", "tan", "asin", "acos", "atan"))
sinh, cosh, tanh, asinh, acosh, atanh = map(_function, ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"))
sqrt, cbrt, erf, erfc = map(_function, ("sqrt", "cbrt", "erf", "erfc"))
hypot, _angle = map(_function_of_two, ("hypot", "atan2"))


def atan2(x: Any, y: Any) -> Any:
    """The angle whose tangent is x / y. Two floats that are 0 have no angle, although `math.atan2` gives one."""
    if type(x) is float and type(y) is float and x == 0.0 == y:
        raise ValueError("atan2(0, 0)")
    return _angle(x, y)


def power(x: Any, n: Any) -> Any:
    """`x ** n`, refused where Python's floats would turn complex: `(-8) ** (1/3)`."""
    return math.pow(x, n) if type(x) is float and isinstance(n, (float, int)) else x**n


def is_whole(x: Any) -> Any:
    return x % 1.0 == 0.0 if not hasattr(x, "is_integer") else x.is_integer()


def where(condition: Any, yes: Any, no: Any) -> Any:
    """`yes` where the condition holds, else `no`; lane by lane when the condition is an array."""
    if condition is True or condition is False:
        return yes if condition else no
    if isinstance(condition, Number):
        return condition.choose(yes, no)
    if type(yes) is float is type(no) and yes == 1.0 and no == 0.0 and _kind(condition) == "b":
        return condition.astype(float)
    return _home(condition).where(condition, yes, no)


def _kind(x: Any) -> str:
    """What an array of NumPy holds: "f" for floats, "b" for conditions. With them NumPy has faster ways than its
    `where`, which takes five times as long, as processors cannot foresee its choices."""
    return getattr(getattr(x, "dtype", None), "kind", "")


def either(condition: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
    """`where(condition, yes(), no())`. The branch that is not chosen is calculated only for arrays."""
    if isinstance(condition, bool):
        return yes() if condition else no()
    return where(condition, yes(), no())


def maximum(x: Any, y: Any) -> Any:
    if type(x) is float and type(y) is float:
        return x if x >= y else y
    if isinstance(x, Number) and x.symbolic:
        return x.maximum(y)
    if "f" in (_kind(x), _kind(y)):
        return _home(x, y).maximum(x, y)
    return where(x.real >= y.real, x, y)


def minimum(x: Any, y: Any) -> Any:
    if type(x) is float and type(y) is float:
        return x if x <= y else y
    if isinstance(x, Number) and x.symbolic:
        return x.minimum(y)
    if "f" in (_kind(x), _kind(y)):
        return _home(x, y).minimum(x, y)
    return where(x.real <= y.real, x, y)


def magnitude(x: Any) -> Any:
    """`abs(x)`. For a complex number it is x or -x, by the sign of the real part, and not the modulus."""
    if isinstance(x, complex) or getattr(getattr(x, "dtype", None), "kind", "") == "c":
        return where(x.real >= 0.0, x, -x)
    return abs(x)


def sigmoid(x: Any) -> Any:
    """`1 / (1 + exp(-x))`, arranged so that no `exp` overflows and no digit cancels, at any x."""
    if isinstance(x, Number):
        return x.sigmoid()
    return exp(minimum(x, 0.0)) / (1.0 + exp(-magnitude(x)))


def _of_a_list(function: Callable[[Sequence[Any]], Any], name: str = "") -> Callable[[Sequence[Any]], Any]:
    """`function`, unless the list holds a number that has an operation of that name."""
    method = f"_{name or function.__name__}"

    @wraps(function)
    def of_numbers(xs: Sequence[Any]) -> Any:
        for x in xs:
            if isinstance(x, Number):
                return getattr(type(x), method)(tuple(xs))
        return function(xs)

    return of_numbers


def _extreme(of_two: Callable[[Any, Any], Any], of_floats: Callable[[Sequence[float]], float]) -> Callable[..., Any]:
    def found(xs: Sequence[Any]) -> Any:
        return of_floats(xs) if {*map(type, xs)} == {float} else reduce(of_two, xs)

    return _of_a_list(found, of_floats.__name__)


largest, smallest = _extreme(maximum, max), _extreme(minimum, min)


def chosen(*xs: Any) -> Any:
    """The number that the last one counts among the others, from 0. Raises `ValueError` where there is none."""
    *listed, index = xs
    index = index.real
    if isinstance(index, int | float):
        if not (0 <= index < len(listed) and index % 1 == 0):
            raise ValueError(f"there is no number {index}")
        return listed[int(index)]
    found = listed[-1]
    for i, x in reversed([*enumerate(listed[:-1])]):
        found = where(index == float(i), x, found)
    return found


@_of_a_list
def total(xs: Sequence[Any]) -> Any:
    return sum(xs, 0.0)


@_of_a_list
def mean(xs: Sequence[Any]) -> Any:
    whole, n = sum(xs), len(xs)
    if type(whole) is float and whole - whole:  # the sum is too large for a float, where the mean may be none
        return sum(x / n for x in xs)
    return whole / n


@_of_a_list
def logsumexp(xs: Sequence[Any]) -> Any:
    """`log(exp(x1) + exp(x2) + …)`, arranged so that no `exp` overflows."""
    top, rest = _top_and_rest(xs)
    return top + log1p(rest)


def log_softmax(xs: Any) -> Any:
    """The logarithms of `softmax(xs)`. They keep their digits where a softmax is next to 1 or too small for a float."""
    if hasattr(xs, "ndim"):
        far = xs - _home(xs).amax(xs, 0)
        below = far < 0.0
        rest = (exp(far) * below).sum(0) + (len(xs) - 1.0 - below.sum(0))
        return far - log1p(rest)
    top, rest = _top_and_rest(xs)
    whole = log1p(rest)
    return [(x - top) - whole for x in xs]


def _top_and_rest(xs: Sequence[Any]) -> tuple[Any, Any]:
    """The largest of xs, and the sum of the other exponentials, in units of the largest exponential."""
    top, rest = xs[0], 0.0
    for x in xs[1:]:
        larger, smaller = maximum(top, x), minimum(x, top)
        top, rest = larger, rest * exp(top - larger) + exp(smaller - larger)
    return top, rest


def softmax(xs: Any) -> Any:
    """`exp(x) / (exp(x1) + exp(x2) + …)` for each x, arranged so that no `exp` overflows. All numbers may be in one
    array, along its first axis."""
    if hasattr(xs, "ndim"):
        weights = exp(xs - _home(xs).amax(xs, 0))
        return weights / weights.sum(0)
    for x in xs:
        if isinstance(x, Number) and hasattr(x, "choose"):  # none of them can be told to be the largest
            output = type(x)._softmax  # type: ignore[attr-defined]  # by `overload`, of a row of a list
            return [output(tuple(xs), j=j) for j in range(len(xs))]
        if isinstance(x, Number):
            return _softmax_of_numbers(xs)
    return shares(xs)


def shares(xs: Sequence[Any]) -> list[Any]:
    """Softmax, number by number, of any numbers that can be compared."""
    top = reduce(maximum, xs)
    weights = [exp(x - top) for x in xs]
    whole = sum(weights)
    return [weight / whole for weight in weights]


FARTHEST = -750.0
"""The exponential of this number is 0 in floats, and so are its derivatives."""


def _softmax_of_numbers(xs: Sequence[Any]) -> list[Any]:
    """Softmax in numbers that are differentiated. Its derivatives contain `1 - softmax(xs)[j]`, which would lose digits
    where share j is more than 1/2. There it is the sum of the other shares."""
    numbers = list(map(plainly, xs))
    top = numbers.index(max(numbers))
    far = [number - numbers[top] for number in numbers]
    dominated = sum(map(math.exp, far)) < 2.0
    origin = xs[top] if dominated else numbers[top]
    weights = [exp(x - origin) if apart > FARTHEST else 0.0 for x, apart in zip(xs, far, strict=True)]
    if dominated:
        weights[top] = 1.0
    whole = total(weights)
    return [weight / whole for weight in weights]


def shown_as(x: Any, formula: Callable[[], Any], number: Callable[[], Any]) -> Any:
    """`number()` for numbers, `formula()` for symbols. Both are the same in mathematics, but floats would lose digits
    in the formula that a reader sees."""
    return formula() if isinstance(x, Number) and x.symbolic else number()
