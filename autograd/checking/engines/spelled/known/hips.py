"""HIPS autograd. Its import name is that of this package, so it needs an environment of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "HIPS autograd", "autograd", ["autograd==1.9.1", "scipy"]
IMPORTS = """\
import autograd
import autograd.numpy as np
import autograd.scipy.special as special"""
LEAVES = ["x = NUMBER", "x = np.array(NUMBER)"]
FIRST = "autograd.grad(lambda x: {call})(x)"
SECOND = "autograd.hessian(lambda x: {call})(x)"
LISTED = "np.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "np.exp({x})",
    "log": "np.log({x})",
    "sqrt": "np.sqrt({x})",
    "sin": "np.sin({x})",
    "cos": "np.cos({x})",
    "tan": "np.tan({x})",
    "asin": "np.arcsin({x})",
    "acos": "np.arccos({x})",
    "atan": "np.arctan({x})",
    "atan2": "np.arctan2({x}, {y})",
    "sinh": "np.sinh({x})",
    "cosh": "np.cosh({x})",
    "tanh": "np.tanh({x})",
    "asinh": "np.arcsinh({x})",
    "acosh": "np.arccosh({x})",
    "atanh": "np.arctanh({x})",
    "expm1": "np.expm1({x})",
    "log1p": "np.log1p({x})",
    "log2": "np.log2({x})",
    "log10": "np.log10({x})",
    "hypot": "np.sqrt({x}**2 + {y}**2)",
    "erf": "special.erf({x})",
    "erfc": "special.erfc({x})",
    "sigmoid": ["special.expit({x})", "1 / (1 + np.exp(-{x}))", "0.5 * (np.tanh({x} / 2) + 1)"],
    "softplus": ["np.logaddexp({x}, 0)", "np.log(1 + np.exp({x}))"],
    "silu": "{x} * special.expit({x})",
    "gelu": "{x} * 0.5 * (1 + special.erf({x} / np.sqrt(2)))",
    "relu": ["np.maximum({x}, 0)", "np.where({x} > 0, {x}, 0)"],
    "leaky_relu": ["np.where({x} > 0, {x}, {slope} * {x})", "np.maximum({x}, {slope} * {x})"],
    "elu": "np.where({x} > 0, {x}, {alpha} * (np.exp({x}) - 1))",
    "clamp": "np.clip({x}, {low}, {high})",
    "abs": "np.abs({x})",
    "maximum": "np.maximum({x}, {y})",
    "minimum": "np.minimum({x}, {y})",
    "where": "np.where({condition} != 0, {x}, {y})",
    #  of a list
    "total": "np.sum({xs})",
    "dot": "np.dot({xs}, {ys})",
    "mean": "np.mean({xs})",
    "variance": "np.var({xs})",
    "max": "np.max({xs})",
    "min": "np.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "special.logsumexp({xs})",
    "softmax": "(np.exp({xs}) / np.sum(np.exp({xs})))[{j}]",
    "log_softmax": "({xs} - special.logsumexp({xs}))[{j}]",
    #  beside the table
    "x_abs_x": "{x} * np.abs({x})",
    "guarded_sqrt": "np.where({x} > 0, np.sqrt({x}), 0)",
    "guarded_log": "np.where({x} > 0, np.log({x}), 0)",
    "relu_by_maximum": "np.maximum({x}, 0)",
    "log_sigmoid": ["-np.logaddexp(0, -{x})", "np.log(special.expit({x}))"],
    "log_tanh": "np.log(np.tanh({x}))",
    "log_erf": "np.log(special.erf({x}))",
    "log_erfc": "np.log(special.erfc({x}))",
    "log_softplus": "np.log(np.logaddexp({x}, 0))",
    "norm": ["np.linalg.norm({xs})", "np.sqrt(np.sum({xs}**2))"],
    "l1_norm": "np.sum(np.abs({xs}))",
    "product": "np.prod({xs})",
    "std": ["np.std({xs})", "np.sqrt(np.var({xs}))"],
    "sample_std": "np.std({xs}, ddof=1)",
    "layer_norm": "(({xs} - np.mean({xs})) / np.sqrt(np.var({xs}) + {epsilon}))[{j}]",
    "max_pool": "np.max(np.reshape({xs}, (2, 2)))",
    "average_pool": "np.mean(np.reshape({xs}, (2, 2)))",
    #  losses
    "l1_loss": "np.abs({x} - {target})",
    "hinge": "np.maximum(1 - {target} * {x}, 0)",
    "binary_cross_entropy": "-{target} * np.log({x}) - (1 - {target}) * np.log(1 - {x})",
    "binary_cross_entropy_from_logits": "{target} * np.logaddexp(0, -{x}) + (1 - {target}) * np.logaddexp(0, {x})",
    "cross_entropy": "-np.log({xs})[{target}]",
    "cross_entropy_from_logits": "special.logsumexp({xs}) - {xs}[{target}]",
}


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import numpy as np

    autograd = import_module("autograd")  # not the package of that name that this file belongs to
    leaves = [x if leaf == 0 and isinstance(x, float) else np.array(x) for x in inputs]
    slots = range(len(leaves))
    if order == 0:
        return [float(call(*leaves))]
    if order == 1:
        return [_real(number) for slot in slots for number in np.ravel(autograd.grad(call, slot)(*leaves))]
    rows = [[autograd.jacobian(autograd.jacobian(call, i), j)(*leaves) for j in slots] for i in slots]
    sizes = [np.size(leaf) for leaf in leaves]
    blocks = [
        [np.reshape(b, (m, n)) for b, n in zip(row, sizes, strict=True)] for row, m in zip(rows, sizes, strict=True)
    ]
    return [float(number) for number in np.ravel(np.block(blocks))]  # type: ignore[var-annotated]


def _real(number: Any) -> float:
    """The number as a float. Where x is below 0, x**-0.5 of a plain float is complex."""
    if isinstance(number, complex):
        raise ValueError(f"{number} is no real number")
    return float(number)
