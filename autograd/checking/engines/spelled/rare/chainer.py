"""Chainer. It runs on Python 3.9 with NumPy before 1.24."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "Chainer", "chainer", ["chainer==7.8.1", "numpy==1.23.5"]
PYTHON = "python3.9"
IMPORTS = """\
import chainer
import chainer.functions as F
import numpy as np"""
LEAVES = ["x = chainer.Variable(np.array(NUMBER))"]
FIRST = "chainer.grad([{call}], [x])"
SECOND = "g, = chainer.grad([{call}], [x], enable_double_backprop=True); chainer.grad([g], [x])"
LISTED = "F.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "F.exp({x})",
    "log": "F.log({x})",
    "sqrt": "F.sqrt({x})",
    "sin": "F.sin({x})",
    "cos": "F.cos({x})",
    "tan": "F.tan({x})",
    "asin": "F.arcsin({x})",
    "acos": "F.arccos({x})",
    "atan": "F.arctan({x})",
    "atan2": "F.arctan2({x}, {y})",
    "sinh": "F.sinh({x})",
    "cosh": "F.cosh({x})",
    "tanh": "F.tanh({x})",
    "atanh": "F.arctanh({x})",
    "expm1": "F.expm1({x})",
    "log1p": "F.log1p({x})",
    "log2": "F.log2({x})",
    "log10": "F.log10({x})",
    "hypot": "F.sqrt({x}**2 + {y}**2)",
    "erf": "F.erf({x})",
    "erfc": "F.erfc({x})",
    "sigmoid": "F.sigmoid({x})",
    "softplus": "F.softplus({x})",
    "silu": "{x} * F.sigmoid({x})",
    "relu": "F.relu({x})",
    "leaky_relu": "F.leaky_relu({x}, {slope})",
    "elu": "F.elu({x}, {alpha})",
    "selu": "F.selu({x})",
    "clamp": "F.clip({x}, {low}, {high})",
    "abs": "F.absolute({x})",
    "maximum": "F.maximum({x}, {y})",
    "minimum": "F.minimum({x}, {y})",
    "where": "F.where(np.array({condition} != 0), {x}, {y})",
    #  of a list
    "total": "F.sum({xs})",
    "dot": "F.matmul({xs}, {ys})",
    "mean": "F.mean({xs})",
    "variance": "F.mean(({xs} - F.broadcast_to(F.mean({xs}), {xs}.shape))**2)",
    "max": "F.max({xs})",
    "min": "F.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "F.logsumexp({xs})",
    "softmax": "F.softmax({xs}, axis=0)[{j}]",
    "log_softmax": ["F.log_softmax({xs}, axis=0)[{j}]", "F.log(F.softmax({xs}, axis=0))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * F.absolute({x})",
    "guarded_sqrt": "F.where({x}.array > 0, F.sqrt({x}), np.zeros_like({x}.array))",
    "guarded_log": "F.where({x}.array > 0, F.log({x}), np.zeros_like({x}.array))",
    "relu_by_maximum": "F.maximum({x}, np.array(0.0))",
    "relu6": ["F.relu6({x})", "F.clipped_relu({x}, 6.0)"],
    "hardtanh": "F.clip({x}, -1, 1)",
    "log_sigmoid": ["-F.softplus(-{x})", "F.log(F.sigmoid({x}))"],
    "log_tanh": "F.log(F.tanh({x}))",
    "log_erf": "F.log(F.erf({x}))",
    "log_erfc": "F.log(F.erfc({x}))",
    "log_softplus": "F.log(F.softplus({x}))",
    "norm": "F.sqrt(F.sum({xs}**2))",
    "l1_norm": "F.sum(F.absolute({xs}))",
    "product": "F.prod({xs})",
    "std": "F.sqrt(F.mean(({xs} - F.broadcast_to(F.mean({xs}), {xs}.shape))**2))",
    "layer_norm":
        "F.layer_normalization({xs}[None, :], np.ones(len({xs})), np.zeros(len({xs})), eps={epsilon})[0, {j}]",
    "max_pool": ["F.max_pooling_2d({xs}.reshape((1, 1, 2, 2)), 2)[0, 0, 0, 0]", "F.max({xs}.reshape((2, 2)))"],
    "average_pool": "F.average_pooling_2d({xs}.reshape((1, 1, 2, 2)), 2)[0, 0, 0, 0]",
    #  losses
    "l1_loss": [
        "F.absolute_error({x}, np.array({target}, float))",
        "F.mean_absolute_error({x}, np.array({target}, float))",
    ],
    "huber": "F.huber_loss({x}.reshape((1, 1)), np.array([[{target}]], float), {delta})[0]",
    "hinge": "F.relu(1 - {target} * {x})",
    "binary_cross_entropy": "-{target} * F.log({x}) - (1 - {target}) * F.log(1 - {x})",
    "binary_cross_entropy_from_logits": [
        "F.sigmoid_cross_entropy({x}.reshape((1,)), np.array([{target}]))",
        "F.bernoulli_nll(np.array({target}, float), {x})",
    ],
    "cross_entropy": "-F.log({xs})[{target}]",
    "cross_entropy_from_logits": "F.softmax_cross_entropy({xs}[None, :], np.array([{target}]))",
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import chainer
    import numpy as np

    leaves = [chainer.Variable(np.array(x)) for x in inputs]
    z = call(*leaves)
    if order == 0:
        return [float(z.array)]
    first = _gradients(z, leaves, order == 2)
    if order == 1:
        return [float(number) for one in first for number in np.ravel(one.array)]
    rows = [one if not one.ndim else one[i] for one in first for i in range(one.size)]
    found = [one for row in rows for one in _gradients(row, leaves, False)]
    return [float(number) for one in found for number in np.ravel(one.array)]


def _gradients(z: Any, leaves: Sequence[Any], graph: bool) -> list[Any]:
    """Those of a leaf that the result does not depend on are 0."""
    import chainer
    import numpy as np

    zeros = [chainer.Variable(np.zeros_like(leaf.array)) for leaf in leaves]
    if z.creator_node is None:
        return zeros
    found = chainer.grad([z], list(leaves), enable_double_backprop=graph)
    return [zero if one is None else one for one, zero in zip(found, zeros)]  # noqa: B905
