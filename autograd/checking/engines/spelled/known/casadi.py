"""CasADi, with both kinds of its symbols."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "CasADi", "casadi", ["casadi==3.8.2"]
IMPORTS = "import casadi"
LEAVES = ["x = casadi.SX.sym('x')", "x = casadi.MX.sym('x')"]
FIRST = "casadi.Function('f', [x], [casadi.gradient({call}, x)])(NUMBER)"
SECOND = "casadi.Function('f', [x], [casadi.hessian({call}, x)[0]])(NUMBER)"
LISTED = "casadi.vertcat({xs})"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "casadi.exp({x})",
    "log": "casadi.log({x})",
    "sqrt": "casadi.sqrt({x})",
    "sin": "casadi.sin({x})",
    "cos": "casadi.cos({x})",
    "tan": "casadi.tan({x})",
    "asin": "casadi.asin({x})",
    "acos": "casadi.acos({x})",
    "atan": "casadi.atan({x})",
    "atan2": "casadi.atan2({x}, {y})",
    "sinh": "casadi.sinh({x})",
    "cosh": "casadi.cosh({x})",
    "tanh": "casadi.tanh({x})",
    "asinh": "casadi.asinh({x})",
    "acosh": "casadi.acosh({x})",
    "atanh": "casadi.atanh({x})",
    "expm1": "casadi.expm1({x})",
    "log1p": "casadi.log1p({x})",
    "log10": "casadi.log10({x})",
    "hypot": "casadi.hypot({x}, {y})",
    "erf": "casadi.erf({x})",
    "sigmoid": "1 / (1 + casadi.exp(-{x}))",
    "softplus": ["casadi.log1p(casadi.exp({x}))", "casadi.log(1 + casadi.exp({x}))"],
    "silu": "{x} / (1 + casadi.exp(-{x}))",
    "gelu": "{x} * 0.5 * (1 + casadi.erf({x} / casadi.sqrt(2)))",
    "relu": ["casadi.fmax({x}, 0)", "casadi.if_else({x} > 0, {x}, 0)"],
    "leaky_relu": ["casadi.if_else({x} > 0, {x}, {slope} * {x})", "casadi.fmax({x}, {slope} * {x})"],
    "elu": "casadi.if_else({x} > 0, {x}, {alpha} * (casadi.exp({x}) - 1))",
    "clamp": "casadi.fmin(casadi.fmax({x}, {low}), {high})",
    "abs": "casadi.fabs({x})",
    "maximum": "casadi.fmax({x}, {y})",
    "minimum": "casadi.fmin({x}, {y})",
    "where": "casadi.if_else({condition}, {x}, {y})",
    #  of a list
    "total": "casadi.sum1({xs})",
    "dot": "casadi.dot({xs}, {ys})",
    "mean": "casadi.sum1({xs}) / {xs}.numel()",
    "variance": "casadi.sumsqr({xs} - casadi.sum1({xs}) / {xs}.numel()) / {xs}.numel()",
    "max": "casadi.mmax({xs})",
    "min": "casadi.mmin({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": ["casadi.logsumexp({xs})", "casadi.log(casadi.sum1(casadi.exp({xs})))"],
    "softmax": "(casadi.exp({xs}) / casadi.sum1(casadi.exp({xs})))[{j}]",
    "log_softmax": "({xs} - casadi.logsumexp({xs}))[{j}]",
    #  beside the table
    "x_abs_x": "{x} * casadi.fabs({x})",
    "guarded_sqrt": "casadi.if_else({x} > 0, casadi.sqrt({x}), 0)",
    "guarded_log": "casadi.if_else({x} > 0, casadi.log({x}), 0)",
    "relu_by_maximum": "casadi.fmax({x}, 0)",
    "log_sigmoid": "-casadi.log1p(casadi.exp(-{x}))",
    "log_tanh": "casadi.log(casadi.tanh({x}))",
    "log_erf": "casadi.log(casadi.erf({x}))",
    "log_softplus": "casadi.log(casadi.log1p(casadi.exp({x})))",
    "norm": ["casadi.norm_2({xs})", "casadi.sqrt(casadi.sumsqr({xs}))"],
    "l1_norm": "casadi.norm_1({xs})",
    "std": "casadi.sqrt(casadi.sumsqr({xs} - casadi.sum1({xs}) / {xs}.numel()) / {xs}.numel())",
    "layer_norm":
        "(({xs} - casadi.sum1({xs}) / {xs}.numel())"
        " / casadi.sqrt(casadi.sumsqr({xs} - casadi.sum1({xs}) / {xs}.numel()) / {xs}.numel() + {epsilon}))[{j}]",
    "max_pool": "casadi.mmax({xs})",
    "average_pool": "casadi.sum1({xs}) / {xs}.numel()",
    #  losses
    "l1_loss": "casadi.fabs({x} - {target})",
    "hinge": "casadi.fmax(1 - {target} * {x}, 0)",
    "binary_cross_entropy": "-{target} * casadi.log({x}) - (1 - {target}) * casadi.log(1 - {x})",
    "binary_cross_entropy_from_logits":
        "{target} * casadi.log1p(casadi.exp(-{x})) + (1 - {target}) * casadi.log1p(casadi.exp({x}))",
    "cross_entropy": "-casadi.log({xs})[{target}]",
    "cross_entropy_from_logits": "casadi.logsumexp({xs}) - {xs}[{target}]",
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import casadi

    kind = (casadi.SX, casadi.MX)[leaf]
    leaves = [kind.sym(f"x{slot}", 1 if isinstance(x, float) else len(x)) for slot, x in enumerate(inputs)]
    z = call(*leaves)
    if order == 0:
        asked = z
    elif order == 1:
        asked = casadi.vertcat(*[casadi.gradient(z, leaf) for leaf in leaves])
    else:
        gradient = casadi.vertcat(*[casadi.gradient(z, leaf) for leaf in leaves])
        asked = casadi.horzcat(*[casadi.jacobian(gradient, leaf) for leaf in leaves])
    found = casadi.Function("f", leaves, [asked])(*inputs)
    return [float(number) for number in casadi.densify(found).T.elements()]
