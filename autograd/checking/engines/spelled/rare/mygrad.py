"""MyGrad. It has no second derivatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "MyGrad", "mygrad", ["mygrad==2.5.0"]
IMPORTS = """\
import mygrad as mg
from mygrad.nnet import activations, layers, losses"""
LEAVES = ["x = mg.tensor(NUMBER)"]
FIRST = "({call}).backward(); x.grad"
SECOND = ""
LISTED = "mg.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "mg.exp({x})",
    "log": "mg.log({x})",
    "sqrt": "mg.sqrt({x})",
    "sin": "mg.sin({x})",
    "cos": "mg.cos({x})",
    "tan": "mg.tan({x})",
    "asin": "mg.arcsin({x})",
    "acos": "mg.arccos({x})",
    "atan": "mg.arctan({x})",
    "atan2": "mg.arctan2({x}, {y})",
    "sinh": "mg.sinh({x})",
    "cosh": "mg.cosh({x})",
    "tanh": "mg.tanh({x})",
    "asinh": "mg.arcsinh({x})",
    "acosh": "mg.arccosh({x})",
    "atanh": "mg.arctanh({x})",
    "expm1": "mg.expm1({x})",
    "log1p": "mg.log1p({x})",
    "log2": "mg.log2({x})",
    "log10": "mg.log10({x})",
    "cbrt": "mg.cbrt({x})",
    "hypot": "mg.sqrt({x}**2 + {y}**2)",
    "sigmoid": "activations.sigmoid({x})",
    "softplus": "mg.logaddexp({x}, 0)",
    "silu": "{x} * activations.sigmoid({x})",
    "relu": "activations.relu({x})",
    "leaky_relu": "activations.leaky_relu({x}, {slope})",
    "elu": "activations.elu({x}, {alpha})",
    "selu": "activations.selu({x})",
    "clamp": "mg.clip({x}, {low}, {high})",
    "abs": "mg.abs({x})",
    "maximum": "mg.maximum({x}, {y})",
    "minimum": "mg.minimum({x}, {y})",
    "where": "mg.where({condition} != 0, {x}, {y})",
    #  of a list
    "total": "mg.sum({xs})",
    "dot": "mg.matmul({xs}, {ys})",
    "mean": "mg.mean({xs})",
    "variance": "mg.var({xs})",
    "max": "mg.max({xs})",
    "min": "mg.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "mg.log(mg.sum(mg.exp({xs})))",
    "softmax": "activations.softmax({xs})[{j}]",
    "log_softmax": ["activations.logsoftmax({xs})[{j}]", "mg.log(activations.softmax({xs}))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * mg.abs({x})",
    "guarded_sqrt": "mg.where({x} > 0, mg.sqrt({x}), 0)",
    "guarded_log": "mg.where({x} > 0, mg.log({x}), 0)",
    "relu_by_maximum": "mg.maximum({x}, 0)",
    "relu6": "mg.clip({x}, 0, 6)",
    "hardtanh": "activations.hard_tanh({x})",
    "log_sigmoid": ["-mg.logaddexp(0, -{x})", "mg.log(activations.sigmoid({x}))"],
    "log_tanh": "mg.log(mg.tanh({x}))",
    "log_softplus": "mg.log(mg.logaddexp({x}, 0))",
    "norm": ["mg.linalg.norm({xs})", "mg.sqrt(mg.sum({xs}**2))"],
    "l1_norm": ["mg.linalg.norm({xs}, 1)", "mg.sum(mg.abs({xs}))"],
    "product": "mg.prod({xs})",
    "std": ["mg.std({xs})", "mg.sqrt(mg.var({xs}))"],
    "sample_std": "mg.std({xs}, ddof=1)",
    "layer_norm": "(({xs} - mg.mean({xs})) / mg.sqrt(mg.var({xs}) + {epsilon}))[{j}]",
    "max_pool": ["layers.max_pool({xs}.reshape(1, 1, 2, 2), (2, 2), (1, 1))", "mg.max({xs}.reshape(2, 2))"],
    "average_pool": "mg.mean({xs}.reshape(2, 2))",
    #  losses
    "l1_loss": "mg.abs({x} - {target})",
    "hinge": "activations.relu(1 - {target} * {x})",
    "binary_cross_entropy": "-{target} * mg.log({x}) - (1 - {target}) * mg.log(1 - {x})",
    "binary_cross_entropy_from_logits": "{target} * mg.logaddexp(0, -{x}) + (1 - {target}) * mg.logaddexp(0, {x})",
    "cross_entropy": "-mg.log({xs})[{target}]",
    "cross_entropy_from_logits": "losses.softmax_crossentropy({xs}.reshape(1, -1), [{target}])",
}


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value or the gradient of `call(*inputs)`, which is a number, as a flat list."""
    import mygrad
    import numpy as np

    leaves = [mygrad.tensor(x) for x in inputs]
    z = call(*leaves).sum()
    if order == 0:
        return [float(z.data.item())]
    z.backward()
    found = [np.zeros_like(leaf.data) if leaf.grad is None else leaf.grad for leaf in leaves]
    return [float(number) for one in found for number in np.ravel(one)]
