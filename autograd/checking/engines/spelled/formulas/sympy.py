"""SymPy, whose derivatives are formulas; numbers are put in afterwards, in double precision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "SymPy", "sympy", ["sympy==1.14.0"]
IMPORTS = "import sympy"
LEAVES = ["x = sympy.Symbol('x', real=True)"]
FIRST = "sympy.diff({call}, x).subs(x, NUMBER).evalf()"
SECOND = "sympy.diff({call}, x, 2).subs(x, NUMBER).evalf()"
LISTED = "[{xs}]"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "sympy.exp({x})",
    "log": "sympy.log({x})",
    "sqrt": "sympy.sqrt({x})",
    "sin": "sympy.sin({x})",
    "cos": "sympy.cos({x})",
    "tan": "sympy.tan({x})",
    "asin": "sympy.asin({x})",
    "acos": "sympy.acos({x})",
    "atan": "sympy.atan({x})",
    "atan2": "sympy.atan2({x}, {y})",
    "sinh": "sympy.sinh({x})",
    "cosh": "sympy.cosh({x})",
    "tanh": "sympy.tanh({x})",
    "asinh": "sympy.asinh({x})",
    "acosh": "sympy.acosh({x})",
    "atanh": "sympy.atanh({x})",
    "log2": "sympy.log({x}, 2)",
    "log10": "sympy.log({x}, 10)",
    "cbrt": "sympy.real_root({x}, 3)",
    "hypot": "sympy.sqrt({x}**2 + {y}**2)",
    "erf": "sympy.erf({x})",
    "erfc": "sympy.erfc({x})",
    "sigmoid": "1 / (1 + sympy.exp(-{x}))",
    "softplus": "sympy.log(1 + sympy.exp({x}))",
    "silu": "{x} / (1 + sympy.exp(-{x}))",
    "gelu": "{x} * (1 + sympy.erf({x} / sympy.sqrt(2))) / 2",
    "relu": ["sympy.Max({x}, 0)", "sympy.Piecewise(({x}, {x} > 0), (0, True))"],
    "leaky_relu": "sympy.Piecewise(({x}, {x} > 0), ({slope} * {x}, True))",
    "elu": "sympy.Piecewise(({x}, {x} > 0), ({alpha} * (sympy.exp({x}) - 1), True))",
    "clamp": "sympy.Min(sympy.Max({x}, {low}), {high})",
    "abs": "sympy.Abs({x})",
    "maximum": "sympy.Max({x}, {y})",
    "minimum": "sympy.Min({x}, {y})",
    "where": "sympy.Piecewise(({x}, sympy.true if {condition} else sympy.false), ({y}, True))",
    #  of a list
    "total": "sum({xs})",
    "dot": "sum(x * y for x, y in zip({xs}, {ys}))",
    "mean": "sum({xs}) / len({xs})",
    "variance": "sum((x - sum({xs}) / len({xs}))**2 for x in {xs}) / len({xs})",
    "max": "sympy.Max(*{xs})",
    "min": "sympy.Min(*{xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "sympy.log(sum(map(sympy.exp, {xs})))",
    "softmax": "sympy.exp({xs}[{j}]) / sum(map(sympy.exp, {xs}))",
    "log_softmax": "{xs}[{j}] - sympy.log(sum(map(sympy.exp, {xs})))",
    #  beside the table
    "x_abs_x": "{x} * sympy.Abs({x})",
    "guarded_sqrt": "sympy.Piecewise((sympy.sqrt({x}), {x} > 0), (0, True))",
    "guarded_log": "sympy.Piecewise((sympy.log({x}), {x} > 0), (0, True))",
    "relu_by_maximum": "sympy.Max({x}, 0)",
    "relu6": "sympy.Min(sympy.Max({x}, 0), 6)",
    "hardtanh": "sympy.Min(sympy.Max({x}, -1), 1)",
    "log_sigmoid": "-sympy.log(1 + sympy.exp(-{x}))",
    "log_tanh": "sympy.log(sympy.tanh({x}))",
    "log_erf": "sympy.log(sympy.erf({x}))",
    "log_erfc": "sympy.log(sympy.erfc({x}))",
    "log_softplus": "sympy.log(sympy.log(1 + sympy.exp({x})))",
    "norm": "sympy.sqrt(sum(x**2 for x in {xs}))",
    "l1_norm": "sum(map(sympy.Abs, {xs}))",
    "product": "sympy.prod({xs})",
    "std": "sympy.sqrt(sum((x - sum({xs}) / len({xs}))**2 for x in {xs}) / len({xs}))",
    "max_pool": "sympy.Max(*{xs})",
    "average_pool": "sum({xs}) / len({xs})",
    #  losses
    "l1_loss": "sympy.Abs({x} - {target})",
    "hinge": "sympy.Max(1 - {target} * {x}, 0)",
    "binary_cross_entropy": "-{target} * sympy.log({x}) - (1 - {target}) * sympy.log(1 - {x})",
    "cross_entropy": "-sympy.log({xs}[{target}])",
    "cross_entropy_from_logits": "sympy.log(sum(map(sympy.exp, {xs}))) - {xs}[{target}]",
}


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import sympy

    leaves = [
        sympy.Symbol(f"x{slot}", real=True) if isinstance(x, float)
        else [sympy.Symbol(f"x{slot}_{i}", real=True) for i in range(len(x))]
        for slot, x in enumerate(inputs)
    ]  # fmt: skip
    symbols = [s for one in leaves for s in (one if isinstance(one, list) else [one])]
    numbers = [n for one in inputs for n in (one if isinstance(one, list) else [one])]
    z = call(*leaves)
    asked = [z]
    if order >= 1:
        asked = [sympy.diff(z, s) for s in symbols]
    if order == 2:
        asked = [sympy.diff(one, s) for one in asked for s in symbols]
    return [_number(sympy.sympify(one).subs(dict(zip(symbols, numbers))).evalf()) for one in asked]  # noqa: B905


def _number(value: Any) -> float:
    """What SymPy answers as a float: its complex infinity has no direction, and counts as no number."""
    import sympy

    if value in (sympy.nan, sympy.zoo):
        return float("nan")
    try:
        return float(value)
    except TypeError:  # as of DiracDelta(0), or of a complex number
        raise ValueError(f"{value} is no real number") from None
