"""SymEngine, whose derivatives are formulas; numbers are put in afterwards, in double precision.

It does not differentiate Abs, Max and Min, so what is made of them has no entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "SymEngine", "symengine", ["symengine==0.15.0"]
IMPORTS = "import math\nimport symengine"
LEAVES = ["x = symengine.Symbol('x')"]
FIRST = "symengine.diff({call}, x).subs(x, NUMBER).evalf()"
SECOND = "symengine.diff({call}, x, 2).subs(x, NUMBER).evalf()"
LISTED = "[{xs}]"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "symengine.exp({x})",
    "log": "symengine.log({x})",
    "sqrt": "symengine.sqrt({x})",
    "sin": "symengine.sin({x})",
    "cos": "symengine.cos({x})",
    "tan": "symengine.tan({x})",
    "asin": "symengine.asin({x})",
    "acos": "symengine.acos({x})",
    "atan": "symengine.atan({x})",
    "atan2": "symengine.atan2({x}, {y})",
    "sinh": "symengine.sinh({x})",
    "cosh": "symengine.cosh({x})",
    "tanh": "symengine.tanh({x})",
    "asinh": "symengine.asinh({x})",
    "acosh": "symengine.acosh({x})",
    "atanh": "symengine.atanh({x})",
    "log2": "symengine.log({x}, 2)",
    "log10": "symengine.log({x}, 10)",
    "hypot": "symengine.sqrt({x}**2 + {y}**2)",
    "erf": "symengine.erf({x})",
    "erfc": "symengine.erfc({x})",
    "sigmoid": "1 / (1 + symengine.exp(-{x}))",
    "softplus": "symengine.log(1 + symengine.exp({x}))",
    "silu": "{x} / (1 + symengine.exp(-{x}))",
    "gelu": "{x} * (1 + symengine.erf({x} / symengine.sqrt(2))) / 2",
    "relu": "symengine.Piecewise(({x}, {x} > 0), (0, True))",
    "leaky_relu": "symengine.Piecewise(({x}, {x} > 0), ({slope} * {x}, True))",
    "elu": "symengine.Piecewise(({x}, {x} > 0), ({alpha} * (symengine.exp({x}) - 1), True))",
    "where": "symengine.Piecewise(({x}, symengine.true if {condition} else symengine.false), ({y}, True))",
    #  of a list
    "total": "sum({xs})",
    "dot": "sum(x * y for x, y in zip({xs}, {ys}))",
    "mean": "sum({xs}) / len({xs})",
    "variance": "sum((x - sum({xs}) / len({xs}))**2 for x in {xs}) / len({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "symengine.log(sum(map(symengine.exp, {xs})))",
    "softmax": "symengine.exp({xs}[{j}]) / sum(map(symengine.exp, {xs}))",
    "log_softmax": "{xs}[{j}] - symengine.log(sum(map(symengine.exp, {xs})))",
    #  beside the table
    "guarded_sqrt": "symengine.Piecewise((symengine.sqrt({x}), {x} > 0), (0, True))",
    "guarded_log": "symengine.Piecewise((symengine.log({x}), {x} > 0), (0, True))",
    "log_sigmoid": "-symengine.log(1 + symengine.exp(-{x}))",
    "log_tanh": "symengine.log(symengine.tanh({x}))",
    "log_erf": "symengine.log(symengine.erf({x}))",
    "log_erfc": "symengine.log(symengine.erfc({x}))",
    "log_softplus": "symengine.log(symengine.log(1 + symengine.exp({x})))",
    "norm": "symengine.sqrt(sum(x**2 for x in {xs}))",
    "product": "math.prod({xs})",
    "std": "symengine.sqrt(sum((x - sum({xs}) / len({xs}))**2 for x in {xs}) / len({xs}))",
    "average_pool": "sum({xs}) / len({xs})",
    #  losses
    "binary_cross_entropy": "-{target} * symengine.log({x}) - (1 - {target}) * symengine.log(1 - {x})",
    "cross_entropy": "-symengine.log({xs}[{target}])",
    "cross_entropy_from_logits": "symengine.log(sum(map(symengine.exp, {xs}))) - {xs}[{target}]",
}


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import symengine

    leaves = [
        symengine.Symbol(f"x{slot}") if isinstance(x, float)
        else [symengine.Symbol(f"x{slot}_{i}") for i in range(len(x))]
        for slot, x in enumerate(inputs)
    ]  # fmt: skip
    symbols = [s for one in leaves for s in (one if isinstance(one, list) else [one])]
    numbers = [n for one in inputs for n in (one if isinstance(one, list) else [one])]
    z = call(*leaves)
    asked = [z]
    if order >= 1:
        asked = [symengine.diff(z, s) for s in symbols]
    if order == 2:
        asked = [symengine.diff(one, s) for one in asked for s in symbols]
    return [_number(symengine.sympify(one).subs(dict(zip(symbols, numbers))).evalf()) for one in asked]  # noqa: B905


def _number(value: Any) -> float:
    """What SymEngine answers as a float: its complex infinity has no direction, and counts as no number."""
    import symengine

    if value in (symengine.nan, symengine.zoo):
        return float("nan")
    try:
        return float(value)
    except TypeError:  # as of DiracDelta(0), or of a complex number
        raise ValueError(f"{value} is no real number") from None
