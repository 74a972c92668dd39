"""PyTensor, compiled as it is by default: it rewrites formulas before it calculates them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "PyTensor", "pytensor", ["pytensor==3.0.7"]
IMPORTS = "import pytensor\nimport pytensor.tensor as pt"
LEAVES = ["x = pt.dscalar('x')"]
FIRST = "pytensor.function([x], pt.grad({call}, x))(NUMBER)"
SECOND = "pytensor.function([x], pt.grad(pt.grad({call}, x), x))(NUMBER)"
LISTED = "pt.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "pt.exp({x})",
    "log": "pt.log({x})",
    "sqrt": "pt.sqrt({x})",
    "sin": "pt.sin({x})",
    "cos": "pt.cos({x})",
    "tan": "pt.tan({x})",
    "asin": "pt.arcsin({x})",
    "acos": "pt.arccos({x})",
    "atan": "pt.arctan({x})",
    "atan2": "pt.arctan2({x}, {y})",
    "sinh": "pt.sinh({x})",
    "cosh": "pt.cosh({x})",
    "tanh": "pt.tanh({x})",
    "asinh": "pt.arcsinh({x})",
    "acosh": "pt.arccosh({x})",
    "atanh": "pt.arctanh({x})",
    "expm1": "pt.expm1({x})",
    "log1p": "pt.log1p({x})",
    "log2": "pt.log2({x})",
    "log10": "pt.log10({x})",
    "hypot": "pt.sqrt({x}**2 + {y}**2)",
    "erf": "pt.erf({x})",
    "erfc": "pt.erfc({x})",
    "sigmoid": "pt.sigmoid({x})",
    "softplus": "pt.softplus({x})",
    "silu": "{x} * pt.sigmoid({x})",
    "clamp": "pt.clip({x}, {low}, {high})",
    "abs": "pt.abs({x})",
    "maximum": "pt.maximum({x}, {y})",
    "minimum": "pt.minimum({x}, {y})",
    "where": "pt.where(pt.neq({condition}, 0), {x}, {y})",
    #  of a list
    "total": "pt.sum({xs})",
    "dot": "pt.dot({xs}, {ys})",
    "mean": "pt.mean({xs})",
    "variance": "pt.var({xs})",
    "max": "pt.max({xs})",
    "min": "pt.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "pt.logsumexp({xs})",
    "softmax": "pt.special.softmax({xs})[{j}]",
    "log_softmax": ["pt.special.log_softmax({xs})[{j}]", "pt.log(pt.special.softmax({xs}))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * pt.abs({x})",
    "guarded_sqrt": "pt.where({x} > 0, pt.sqrt({x}), 0)",
    "guarded_log": "pt.where({x} > 0, pt.log({x}), 0)",
    "relu_by_maximum": "pt.maximum({x}, 0)",
    "relu6": "pt.clip({x}, 0, 6)",
    "hardtanh": "pt.clip({x}, -1, 1)",
    "log_sigmoid": "pt.log(pt.sigmoid({x}))",
    "log_tanh": "pt.log(pt.tanh({x}))",
    "log_erf": "pt.log(pt.erf({x}))",
    "log_erfc": "pt.log(pt.erfc({x}))",
    "log_softplus": "pt.log(pt.softplus({x}))",
    "norm": ["pt.linalg.norm({xs})", "pt.sqrt(pt.sum({xs}**2))"],
    "l1_norm": ["pt.linalg.norm({xs}, 1)", "pt.sum(pt.abs({xs}))"],
    "product": "pt.prod({xs})",
    "median": "pt.median({xs})",
    "std": ["pt.std({xs})", "pt.sqrt(pt.var({xs}))"],
    "sample_std": "pt.std({xs}, ddof=1)",
    "layer_norm": "(({xs} - pt.mean({xs})) / pt.sqrt(pt.var({xs}) + {epsilon}))[{j}]",
    "max_pool": "pt.max({xs}.reshape((2, 2)))",
    "average_pool": "pt.mean({xs}.reshape((2, 2)))",
    #  losses
    "l1_loss": "pt.abs({x} - {target})",
    "hinge": "pt.maximum(1 - {target} * {x}, 0)",
    "binary_cross_entropy": "-{target} * pt.log({x}) - (1 - {target}) * pt.log(1 - {x})",
    "binary_cross_entropy_from_logits": "{target} * pt.softplus(-{x}) + (1 - {target}) * pt.softplus({x})",
    "cross_entropy": "-pt.log({xs})[{target}]",
    "cross_entropy_from_logits": "-pt.special.log_softmax({xs})[{target}]",
}

COMPILED: dict[Any, Callable[..., Any]] = {}
"""To compile takes seconds, so the same call at other numbers uses what was compiled."""


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import numpy as np

    texts = tuple(text for _, text in getattr(call, "steps", []))
    found: list[Any] = []
    for slot, x in enumerate(inputs if order == 2 else inputs[:1]):
        kind = (texts or call, order, slot, *[0 if isinstance(x, float) else len(x) for x in inputs])
        if kind not in COMPILED:
            COMPILED[kind] = _compiled(call, inputs, order, slot)
        ways = np.eye(len(x)) if order == 2 and isinstance(x, list) else [[0.0]]
        found += [one for way in ways for one in COMPILED[kind](*inputs, way)]
    return [float(number) for one in found for number in np.ravel(one)]


def _compiled(call: Callable[..., Any], inputs: Sequence[Any], order: int, slot: int) -> Any:
    """A function of the inputs and of a direction: what is asked for, in the second order of one input.

    The gradient of one element of a gradient is compiled into wrong code where there is a sum in it. So the gradient of
    a list is multiplied by a direction.
    """
    import pytensor
    import pytensor.tensor as pt

    leaves = [pt.dscalar() if isinstance(x, float) else pt.dvector() for x in inputs]
    way = pt.dvector()
    asked = [call(*leaves)]
    if order:
        asked = pt.grad(asked[0], leaves, disconnected_inputs="ignore")
    if order == 2:
        one = asked[slot]
        asked = pt.grad(pt.dot(one, way) if one.ndim else one, leaves, disconnected_inputs="ignore")
    return pytensor.function([*leaves, way], asked, on_unused_input="ignore")
