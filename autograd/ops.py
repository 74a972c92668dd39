"""The calculus: one row per operation, and every ability of the engine derived from these rows.

A row holds plain arithmetic on `(z, x, y)`, where `z` is the result. Fed with floats it gives the eager value and the
reverse pass; with `Value`s, the reverse pass as a graph; with other numbers, other readings. To add a
function of one or two numbers, add a row: its method, its function, its place in typed expressions and its checks
follow. (A new operator also needs its Python method in `number.py`; a row of a list, its function in `functions.py`.)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from operator import add, mul, neg, sub, truediv
from typing import Any

from autograd.elementary import (
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    cbrt,
    cos,
    cosh,
    erf,
    erfc,
    exp,
    expm1,
    hypot,
    log,
    log1p,
    log2,
    log10,
    maximum,
    minimum,
    power,
    sigmoid,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
    where,
)  # fmt: skip
from autograd.text import number

MANY = 3
"""The arity of rows that take a list of inputs; 1 and 2 are the others, told apart because they are the fast ones."""


class Op:
    """One row. `value(x, y)` is the result z; `partials(z, x, y)` is the tuple of local gradients, one per input.

    `symbol` is the operator a learner writes; a row without one is written as a function of its name. `formula` is
    the row so written, in x and y.
    `domain` is where the value and the local gradients exist; outside it they are refused.
    `kink` is where there is no derivative but a convention: the local gradient that `partials` gives there.
    `text` writes the row where neither an operator nor a function call says enough.

    A rule's arguments other than `z, x, y` are its `constants`: numbers fixed when the node is made, with no
    gradient. `defaults` are theirs; `bound` holds them once they are filled in. `arity` is 1, 2 or MANY.

    >>> MUL.value(100.0, 2.0), MUL.partials(200.0, 100.0, 2.0)
    (200.0, (2.0, 100.0))
    """

    __slots__ = (
        "arity", "bound", "constants", "defaults", "domain", "formula",
        "kink", "name", "partials", "symbol", "text", "value",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        value: Callable[..., Any],
        partials: Callable[..., tuple[Any, ...]],
        symbol: str = "",
        domain: str = "",
        kink: str = "",
        text: Callable[..., str] | None = None,
        defaults: tuple[float, ...] = (),
    ) -> None:
        self.name, self.value, self.partials = name, value, partials
        self.symbol, self.domain, self.kink, self.text = symbol, domain, kink, text
        self.defaults = defaults
        self.bound: tuple[float, ...] = ()
        code = partials.__code__  # what a row takes is what its local gradients are written for
        arguments = code.co_varnames[1 : code.co_argcount]
        takes_a_list = code.co_flags & 0x04
        self.arity = MANY if takes_a_list else len({"x", "y"} & set(arguments))
        if not arguments and not takes_a_list:
            raise TypeError(f"the local gradients of {name} are written for (z, x), (z, x, y) or (z, *xs)")
        self.constants = tuple(a for a in arguments if a not in ("x", "y"))
        self.formula = self.written(*"xy"[: self.arity], *self.constants)

    def bind(self, *constants: float) -> Op:
        """The row with its constants filled in; the same row again for the same constants.

        >>> POWER.bind(3.0).value(2.0), POWER.bind(3.0).partials(8.0, 2.0)
        (8.0, (12.0,))
        """
        constants = constants or self.defaults
        if len(constants) != len(self.constants):
            raise TypeError(f"{self.name} has the constants {self.constants}, and was given {constants}")
        return _bound(self, constants)

    def written(self, *operands: str) -> str:
        """The operation applied to operands that are written as given.

        >>> MUL.written("apple", "-2"), POWER.bind(3.0).written("x"), OPS["exp"].written("x")
        ('apple * (-2)', 'x ** 3', 'exp(x)')
        """
        if self.text:
            return self.text(*map(_operand, operands))
        operands += tuple(map(number, self.bound))
        if not self.symbol:
            return f"{self.name}({', '.join(operands)})"
        first, *rest = map(_operand, operands)
        return f"{first} {self.symbol} {rest[0]}" if rest else self.symbol + first

    def __repr__(self) -> str:
        return f"<op {self.name}>"

    def __reduce__(self) -> tuple[Callable[..., Op], tuple[object, ...]]:
        return operation, (self.name, *self.bound)  # copies and pickles find the row again: there is one of each


def _operand(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


@lru_cache(maxsize=1024)
def _bound(row: Op, constants: tuple[float, ...]) -> Op:
    value, partials = row.value, row.partials
    bound = Op(
        row.name,
        lambda x: value(x, *constants),
        lambda z, x: partials(z, x, *constants),
        row.symbol,
        row.domain,
        row.kink,
    )
    bound.bound, bound.formula = constants, row.formula
    return bound


def operation(name: str, *constants: float) -> Op:
    """The row called `name`, with its constants filled in if there are any."""
    return OPS[name].bind(*constants) if constants else OPS[name]


def pairs(xs: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
    """The inputs of a `dot` taken apart: its weights, its inputs, and the bias if there is one."""
    n = len(xs) // 2
    return xs[:n], xs[n : 2 * n], xs[2 * n :]


def _dot(*xs: Any) -> Any:
    weights, inputs, bias = pairs(xs)
    return sum(map(mul, weights, inputs), *bias or (0.0,))


def _dot_partials(z: Any, *xs: Any) -> tuple[Any, ...]:
    weights, inputs, bias = pairs(xs)
    return (*inputs, *weights, *[1.0 for _ in bias])


def _dot_text(*xs: str) -> str:
    weights, inputs, bias = pairs(xs)
    products = [f"{w} * {x}" for w, x in zip(weights, inputs, strict=True)]
    return " + ".join([*products, *bias])


LN_2, LN_10 = math.log(2.0), math.log(10.0)
SQRT_2, SQRT_PI, SQRT_2PI = math.sqrt(2.0), math.sqrt(math.pi), math.sqrt(2.0 * math.pi)
SELU, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al., Self-Normalizing Neural Networks, 2017

# fmt: off
TABLE = (
    #  name      z = value(x, y)                  local gradients (∂z/∂x, ∂z/∂y)
    Op("add",    add,                             lambda z, x, y: (1.0, 1.0),                    symbol="+"),
    Op("sub",    sub,                             lambda z, x, y: (1.0, -1.0),                   symbol="-"),
    Op("mul",    mul,                             lambda z, x, y: (y, x),                        symbol="*"),
    Op("div",    truediv,                         lambda z, x, y: (1.0 / y, -z / y),             symbol="/",
       domain="y != 0"),
    Op("power",  power,                           lambda z, x, n: (n * power(x, n - 1.0) if n else 0.0,),
       symbol="**", domain="x > 0, or x != 0 and a whole n, or x = 0 and n >= 0"),
    Op("pow",    power,                           lambda z, x, y: (y * power(x, y - 1.0), z * log(x)),
       symbol="**", domain="x > 0; a constant exponent, as in x ** 2, takes other x too"),
    Op("neg",    neg,                             lambda z, x: (-1.0,),                          symbol="-"),

    Op("exp",    exp,                             lambda z, x: (z,)),
    Op("log",    log,                             lambda z, x: (1.0 / x,),                       domain="x > 0"),
    Op("sqrt",   sqrt,                            lambda z, x: (0.5 / z,),                       domain="x >= 0"),
    Op("sin",    sin,                             lambda z, x: (cos(x),)),
    Op("cos",    cos,                             lambda z, x: (-sin(x),)),
    Op("tan",    tan,                             lambda z, x: (1.0 + z * z,)),
    Op("tanh",   tanh,                            lambda z, x: (1.0 - z * z,)),
    Op("asin",   asin,                            lambda z, x: (1.0 / sqrt((1.0 - x) * (1.0 + x)),),
       domain="-1 <= x <= 1"),
    Op("acos",   acos,                            lambda z, x: (-1.0 / sqrt((1.0 - x) * (1.0 + x)),),
       domain="-1 <= x <= 1"),
    Op("atan",   atan,                            lambda z, x: (1.0 / (1.0 + x * x),)),
    Op("atan2",  atan2,                           lambda z, x, y: (y / (x * x + y * y), -x / (x * x + y * y)),
       domain="x != 0 or y != 0", kink="x == 0 and y < 0"),
    Op("sinh",   sinh,                            lambda z, x: (cosh(x),)),
    Op("cosh",   cosh,                            lambda z, x: (sinh(x),)),
    Op("asinh",  asinh,                           lambda z, x: (1.0 / sqrt(x * x + 1.0),)),
    Op("acosh",  acosh,                           lambda z, x: (1.0 / sqrt((x - 1.0) * (x + 1.0)),),  domain="x >= 1"),
    Op("atanh",  atanh,                           lambda z, x: (1.0 / ((1.0 - x) * (1.0 + x)),), domain="-1 < x < 1"),
    Op("expm1",  expm1,                           lambda z, x: (exp(x),)),
    Op("log1p",  log1p,                           lambda z, x: (1.0 / (1.0 + x),),               domain="x > -1"),
    Op("log2",   log2,                            lambda z, x: (1.0 / (x * LN_2),),              domain="x > 0"),
    Op("log10",  log10,                           lambda z, x: (1.0 / (x * LN_10),),             domain="x > 0"),
    Op("cbrt",   cbrt,                            lambda z, x: (1.0 / (3.0 * z * z),)),
    Op("hypot",  hypot,                           lambda z, x, y: (x / _not_0(z), y / _not_0(z)),
       kink="x == 0 and y == 0"),
    Op("erf",    erf,                             lambda z, x: (2.0 / SQRT_PI * exp(-x * x),)),
    Op("erfc",   erfc,                            lambda z, x: (-2.0 / SQRT_PI * exp(-x * x),)),

    Op("sigmoid", sigmoid,                        lambda z, x: (z * (1.0 - z),)),
    Op("softplus", lambda x: maximum(x, 0.0) + log1p(exp(-abs(x))),
                                                  lambda z, x: (sigmoid(x),)),

    Op("silu",   lambda x: x * sigmoid(x),        lambda z, x: (sigmoid(x) * (1.0 + x - z),)),
    Op("gelu",   lambda x: x * 0.5 * erfc(-x / SQRT_2),
       lambda z, x: (0.5 * erfc(-x / SQRT_2) + x * exp(-0.5 * x * x) / SQRT_2PI,)),

    Op("relu",   lambda x: where(x > 0.0, x, 0.0), lambda z, x: (where(x > 0.0, 1.0, 0.0),),      kink="x == 0"),
    Op("leaky_relu", lambda x, slope: where(x > 0.0, x, slope * x),
                                                  lambda z, x, slope: (where(x > 0.0, 1.0, slope),),
       kink="x == 0", defaults=(0.01,)),
    Op("elu",    lambda x, alpha: where(x > 0.0, x, alpha * expm1(minimum(x, 0.0))),
       lambda z, x, alpha: (where(x > 0.0, 1.0, alpha * exp(minimum(x, 0.0))),),
       kink="x == 0 and alpha != 1", defaults=(1.0,)),
    Op("selu",   lambda x: SELU * where(x > 0.0, x, SELU_ALPHA * expm1(minimum(x, 0.0))),
       lambda z, x: (SELU * where(x > 0.0, 1.0, SELU_ALPHA * exp(minimum(x, 0.0))),),
       kink="x == 0"),
    Op("clamp",  lambda x, low, high: minimum(maximum(x, low), high),
       lambda z, x, low, high: (where(x < low, 0.0, where(x > high, 0.0, 1.0)),),
       kink="x == low or x == high"),
    Op("abs",    abs,                             lambda z, x: (where(x > 0.0, 1.0, where(x < 0.0, -1.0, 0.0)),),
       kink="x == 0"),
    Op("maximum", maximum,                        lambda z, x, y: (_wins(x, y), _wins(y, x)),    kink="x == y"),
    Op("minimum", minimum,                        lambda z, x, y: (_wins(y, x), _wins(x, y)),    kink="x == y"),

    Op("total",  lambda *xs: sum(xs, 0.0),            lambda z, *xs: (1.0,) * len(xs),
       text=lambda *xs: " + ".join(xs)),
    Op("dot",    _dot,                            _dot_partials,                                 text=_dot_text),
)
# fmt: on


def _not_0(z: Any) -> Any:
    return where(z > 0.0, z, 1.0)


def _wins(x: Any, y: Any) -> Any:
    """1 where x is the larger, 0 where it is the smaller; a tie is shared, half and half."""
    return where(x > y, 1.0, where(x < y, 0.0, 0.5))


OPS = {row.name: row for row in TABLE}
MUL, POWER, TOTAL, DOT = OPS["mul"], OPS["power"], OPS["total"], OPS["dot"]
