"""The table of operations: one row per operation, from which every ability of the engine follows.

A row holds plain arithmetic on `(z, x, y)`, where `z` is the result. Fed with floats it gives the eager value and the
reverse pass; with `Value`s, the reverse pass as a graph; with dual numbers, forward mode; with symbols, its own text.
To add an operation, add a row: its method, its function, its place in typed expressions, its page and its checks
follow.
"""

from __future__ import annotations

import copyreg
import math
from collections.abc import Callable
from functools import partial
from operator import add, mul, neg, sub, truediv
from typing import Any

from autograd.calculus.elementary import (
    Constant,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    cbrt,
    chosen,
    cos,
    cosh,
    erf,
    erfc,
    exp,
    expm1,
    hypot,
    is_whole,
    largest,
    log,
    log1p,
    log2,
    log10,
    log_softmax,
    logsumexp,
    magnitude,
    maximum,
    mean,
    minimum,
    power,
    shown_as,
    sigmoid,
    sin,
    sinh,
    smallest,
    softmax,
    sqrt,
    tan,
    tanh,
    where,
)  # fmt: skip
from autograd.calculus.forms import (
    SQRT_2,
    SQRT_2PI,
    SQRT_PI,
    bell,
    cosine,
    inverse_square,
    log_softmax_partials,
    log_softmax_pullback,
    logsumexp_partials,
    normal,
    not_0,
    one_minus_square,
    over_square,
    power_by_base,
    sharing,
    sigmoid_slope,
    softmax_partials,
    softmax_pullback,
    tanh_slope,
    tied,
    variance,
    variance_partials,
)  # fmt: skip
from autograd.calculus.row import Op
from autograd.language import say


def pairs(xs: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
    """The inputs of a `dot`, taken apart into weights, inputs, and the bias if there is one."""
    n = len(xs) // 2
    return xs[:n], xs[n : 2 * n], xs[2 * n :]


def _dot(*xs: Any) -> Any:
    weights, inputs, bias = pairs(xs)
    return sum(map(mul, weights, inputs), *bias or (0.0,))


def _dot_partials(z: Any, *xs: Any) -> tuple[Any, ...]:
    weights, inputs, bias = pairs(xs)
    return (*inputs, *weights, *[1.0 for _ in bias])


def _dot_text(*xs: Any) -> Any:
    weights, inputs, bias = pairs(xs)
    return sum([*map(mul, weights, inputs), *bias], 0.0)


def _output(function: Any) -> Any:
    """Output number j of a function that gives all outputs."""
    return lambda *xs, j: function(xs)[int(j)]


def _output_j(*xs: Any, j: Any) -> Any:
    return (j >= 0.0) & (j < float(len(xs))) & j.is_integer()


def _chosen_partials(z: Any, *xs: Any) -> tuple[Any, ...]:
    index = xs[-1].real
    return (*[where(index == float(i), 1.0, 0.0) for i in range(len(xs) - 1)], 0.0)


def _is_index(*xs: Any) -> Any:
    """Whether the last number counts the others, from 0."""
    index, count = xs[-1], len(xs) - 1
    return count > 0 and (index >= 0.0) & (index < float(count)) & is_whole(index)


def _wins(x: Any, y: Any) -> Any:
    """1 where x is the larger, 0 where it is the smaller; a tie is shared, half and half."""
    return where(x > y, 1.0, where(x < y, 0.0, 0.5))


LN_2 = Constant(math.log(2.0), "log(2)", r"\ln 2")
LN_10 = Constant(math.log(10.0), "log(10)", r"\ln 10")
SELU, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al., Self-Normalizing Neural Networks, 2017

# fmt: off
TABLE = (
    #  name      takes   z = value(x, y)          local gradients (∂z/∂x, ∂z/∂y)
    Op("add",    "x, y", add,                     lambda z, x, y: (1.0, 1.0),                    symbol="+"),
    Op("sub",    "x, y", sub,                     lambda z, x, y: (1.0, -1.0),                   symbol="-"),
    Op("mul",    "x, y", mul,                     lambda z, x, y: (y, x),                        symbol="*",
       latex=r"$x \cdot $y"),
    Op("div",    "x, y", truediv,                 lambda z, x, y: (1.0 / y, -z / y),             symbol="/",
       latex=r"\frac{$x}{$y}", domain=lambda x, y: y != 0.0),
    Op("power",  "x, n", power,                   lambda z, x, n: (n * power(x, n - 1.0) if n else 0.0,),
       symbol="**", latex="$x^{$n}",
       domain=lambda x, n: (x > 0.0) | (x < 0.0) & is_whole(n) | (x == 0.0) & (n >= 0.0)),
    Op("pow",    "x, y", power,                   lambda z, x, y: (
       shown_as(x, lambda: y * power(x, y - 1.0), lambda: power_by_base(x, y)), z * log(x)),
       symbol="**", latex="$x^{$y}",
       domain=lambda x, y: (x > 0.0) | (x < 0.0) & is_whole(y) | (x == 0.0) & (y >= 0.0)),
    Op("neg",    "x",    neg,                     lambda z, x: (-1.0,),                          symbol="-"),

    Op("exp",    "x",    exp,                     lambda z, x: (z,),                             latex="e^{$x}"),
    Op("log",    "x",    log,                     lambda z, x: (1.0 / x,),                       latex=r"\ln",
       domain=lambda x: x > 0.0),
    Op("sqrt",   "x",    sqrt,                    lambda z, x: (0.5 / z,),                       latex=r"\sqrt{$x}",
       domain=lambda x: x >= 0.0),
    Op("sin",    "x",    sin,                     lambda z, x: (cos(x),),                        latex=r"\sin"),
    Op("cos",    "x",    cos,                     lambda z, x: (-sin(x),),                       latex=r"\cos"),
    Op("tan",    "x",    tan,                     lambda z, x: (1.0 + z * z,),                   latex=r"\tan"),
    Op("asin",   "x",    asin,                    lambda z, x: (
       1.0 / sqrt(shown_as(x, lambda: (1.0 - x) * (1.0 + x), lambda: one_minus_square(x))),),
       latex=r"\arcsin", domain=lambda x: abs(x) <= 1.0),
    Op("acos",   "x",    acos,                    lambda z, x: (
       -1.0 / sqrt(shown_as(x, lambda: (1.0 - x) * (1.0 + x), lambda: one_minus_square(x))),),
       latex=r"\arccos", domain=lambda x: abs(x) <= 1.0),
    Op("atan",   "x",    atan,                    lambda z, x: (
       shown_as(x, lambda: 1.0 / (1.0 + x * x), lambda: inverse_square(x, 1.0)),),             latex=r"\arctan"),
    Op("atan2",  "x, y", atan2,                   lambda z, x, y: (
       shown_as(x, lambda: y / (x * x + y * y), lambda: over_square(x, y, y)),
       shown_as(x, lambda: -x / (x * x + y * y), lambda: over_square(x, y, -x))),
       domain=lambda x, y: (x != 0.0) | (y != 0.0), kink=lambda x, y: (x == 0.0) & (y < 0.0)),
    Op("sinh",   "x",    sinh,                    lambda z, x: (cosh(x),),                       latex=r"\sinh"),
    Op("cosh",   "x",    cosh,                    lambda z, x: (sinh(x),),                       latex=r"\cosh"),
    Op("tanh",   "x",    tanh,                    lambda z, x: (
       shown_as(x, lambda: 1.0 - z * z, lambda: tanh_slope(z, x)),),                           latex=r"\tanh"),
    Op("asinh",  "x",    asinh,                   lambda z, x: (
       shown_as(x, lambda: 1.0 / sqrt(x * x + 1.0), lambda: 1.0 / hypot(x, 1.0)),)),
    Op("acosh",  "x",    acosh,                   lambda z, x: (1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0)),),
       domain=lambda x: x >= 1.0),
    Op("atanh",  "x",    atanh,                   lambda z, x: (
       1.0 / shown_as(x, lambda: (1.0 - x) * (1.0 + x), lambda: one_minus_square(x)),),
       domain=lambda x: abs(x) < 1.0),
    Op("expm1",  "x",    expm1,                   lambda z, x: (exp(x),)),
    Op("log1p",  "x",    log1p,                   lambda z, x: (1.0 / (1.0 + x),),
       domain=lambda x: x > -1.0),
    Op("log2",   "x",    log2,                    lambda z, x: (
       shown_as(x, lambda: 1.0 / (x * LN_2), lambda: 1.0 / x / LN_2),),                        latex=r"\log_{2}",
       domain=lambda x: x > 0.0),
    Op("log10",  "x",    log10,                   lambda z, x: (
       shown_as(x, lambda: 1.0 / (x * LN_10), lambda: 1.0 / x / LN_10),),                      latex=r"\log_{10}",
       domain=lambda x: x > 0.0),
    Op("cbrt",   "x",    cbrt,                    lambda z, x: (1.0 / (3.0 * z * z),),           latex=r"\sqrt[3]{$x}"),
    Op("hypot",  "x, y", hypot,                   lambda z, x, y: (
       shown_as(z, lambda: x / not_0(z), lambda: cosine(x, y, z)),
       shown_as(z, lambda: y / not_0(z), lambda: cosine(y, x, z))),
       kink=lambda x, y: (x == 0.0) & (y == 0.0)),
    Op("erf",    "x",    erf,                     lambda z, x: (
       2.0 * shown_as(x, lambda: exp(-x * x), lambda: bell(x)) / SQRT_PI,)),
    Op("erfc",   "x",    erfc,                    lambda z, x: (
       -2.0 * shown_as(x, lambda: exp(-x * x), lambda: bell(x)) / SQRT_PI,)),

    Op("sigmoid", "x",   sigmoid,                 lambda z, x: (
       shown_as(x, lambda: z * (1.0 - z), lambda: sigmoid_slope(z, x)),),                      latex=r"\sigma"),
    Op("softplus", "x",  lambda x: maximum(x, 0.0) + log1p(exp(-magnitude(x))),
                                                  lambda z, x: (sigmoid(x),)),
    Op("silu",   "x",    lambda x: x * sigmoid(x), lambda z, x: (
       shown_as(x, lambda: sigmoid(x) * (1.0 + x - z), lambda: sigmoid(x) + x * sigmoid_slope(sigmoid(x), x)),)),
    Op("gelu",   "x",    lambda x: x * shown_as(x, lambda: 0.5 * erfc(-x / SQRT_2), lambda: normal(x)),
       lambda z, x: (shown_as(x, lambda: 0.5 * erfc(-x / SQRT_2), lambda: normal(x))
       + x * shown_as(x, lambda: exp(-0.5 * x * x), lambda: bell(x, 0.5)) / SQRT_2PI,)),

    Op("relu",   "x",    partial(maximum, 0.0),   lambda z, x: (where(x > 0.0, 1.0, 0.0),),
       kink=lambda x: x == 0.0),
    Op("leaky_relu", "x, slope", lambda x, slope: maximum(0.0, x) + slope * minimum(x, 0.0),
                                                  lambda z, x, slope: (where(x > 0.0, 1.0, slope),),
       kink=lambda x, slope: (x == 0.0) & (slope != 1.0), defaults=(0.01,)),
    Op("elu",    "x, alpha", lambda x, alpha: maximum(0.0, x) + alpha * expm1(minimum(x, 0.0)),
       lambda z, x, alpha: (where(x > 0.0, 1.0, alpha * exp(minimum(x, 0.0))),),
       kink=lambda x, alpha: (x == 0.0) & (alpha != 1.0), defaults=(1.0,)),
    Op("selu",   "x",    lambda x: SELU * (maximum(0.0, x) + SELU_ALPHA * expm1(minimum(x, 0.0))),
       lambda z, x: (SELU * where(x > 0.0, 1.0, SELU_ALPHA * exp(minimum(x, 0.0))),),
       kink=lambda x: x == 0.0),
    Op("clamp",  "x, low, high", lambda x, low, high: minimum(maximum(x, low), high),
       lambda z, x, low, high: (where(x < low, 0.0, where(x > high, 0.0, 1.0)),),
       domain=lambda x, low, high: low < high, kink=lambda x, low, high: (x == low) | (x == high)),
    Op("abs",    "x",    magnitude,               lambda z, x: (where(x > 0.0, 1.0, where(x < 0.0, -1.0, 0.0)),),
       latex=r"\left|$x\right|", kink=lambda x: x == 0.0),
    Op("maximum", "x, y", maximum,                lambda z, x, y: (_wins(x, y), _wins(y, x)),    latex=r"\max",
       kink=lambda x, y: x == y),
    Op("minimum", "x, y", minimum,                lambda z, x, y: (_wins(y, x), _wins(x, y)),    latex=r"\min",
       kink=lambda x, y: x == y),
    Op("where",  "x, y, condition", lambda x, y, condition: where(condition != 0.0, x, y),
       lambda z, x, y, condition: (where(condition != 0.0, 1.0, 0.0), where(condition != 0.0, 0.0, 1.0)),
       text="where($condition, $x, $y)",
       latex=r"\begin{cases} {$x} & \text{if } {$condition} \\ {$y} & \text{otherwise} \end{cases}"),

    #  of a list
    Op("total",  "xs",   lambda *xs: sum(xs, 0.0), lambda z, *xs: (1.0,) * len(xs),
       reads_as=lambda *xs: sum(xs, 0.0)),
    Op("dot",    "xs",   _dot,                    _dot_partials,                                 reads_as=_dot_text),
    Op("mean",   "xs",   lambda *xs: mean(xs),    lambda z, *xs: (1.0 / len(xs),) * len(xs)),
    Op("variance", "xs", variance,                variance_partials,
       latex=r"\operatorname{var}"),
    Op("max",    "xs",   lambda *xs: largest(xs), sharing(largest),
       latex=r"\max", kink=tied(largest)),
    Op("min",    "xs",   lambda *xs: smallest(xs), sharing(smallest),
       latex=r"\min", kink=tied(smallest)),
    Op("choose", "xs at i", chosen,           _chosen_partials,
       text="choose([$xs], $i)", latex=r"\left($xs\right)_{$i}", domain=_is_index),
    Op("logsumexp", "xs", lambda *xs: logsumexp(xs), logsumexp_partials),
    Op("softmax", "xs, j", _output(softmax),      softmax_partials,
       text="softmax($xs)[$j]", latex=r"\operatorname{softmax}_{$j}\left($xs\right)", domain=_output_j,
       outputs=softmax, pullback=softmax_pullback),
    Op("log_softmax", "xs, j", _output(log_softmax), log_softmax_partials,
       text="log_softmax($xs)[$j]", latex=r"\ln \operatorname{softmax}_{$j}\left($xs\right)", domain=_output_j,
       outputs=log_softmax, pullback=log_softmax_pullback),
)
# fmt: on

OPS = {row.name: row for row in TABLE}
MUL, POWER, TOTAL, DOT = OPS["mul"], OPS["power"], OPS["total"], OPS["dot"]


def operation(name: str, *constants: float) -> Op:
    """The row called `name`, with its constants filled in if there are any."""
    return OPS[name].bind(*constants) if constants else OPS[name]


def _pickled(row: Op) -> tuple[Callable[..., Op], tuple[Any, ...]]:
    """A row is pickled by its name, so unpickling gives the same row."""
    if OPS.get(row.name) is row.unbound:
        return operation, (row.name, *row.bound.values())
    if row.bound:
        return row.unbound.bind, tuple(row.bound.values())
    raise TypeError(say("row not pickled", name=row.name))


copyreg.pickle(Op, _pickled)
