"""MLX, on the CPU, since it has double precision only there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "MLX", "mlx", ["mlx[cpu]==0.32.4", "numpy"]
IMPORTS = """\
import mlx.core as mx
import mlx.nn as nn
mx.set_default_device(mx.cpu)"""
LEAVES = ["x = mx.array(NUMBER, dtype=mx.float64)"]
FIRST = "mx.grad(lambda x: {call})(x)"
SECOND = "mx.grad(mx.grad(lambda x: {call}))(x)"
LISTED = "mx.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "mx.exp({x})",
    "log": "mx.log({x})",
    "sqrt": "mx.sqrt({x})",
    "sin": "mx.sin({x})",
    "cos": "mx.cos({x})",
    "tan": "mx.tan({x})",
    "asin": "mx.arcsin({x})",
    "acos": "mx.arccos({x})",
    "atan": "mx.arctan({x})",
    "atan2": "mx.arctan2({x}, {y})",
    "sinh": "mx.sinh({x})",
    "cosh": "mx.cosh({x})",
    "tanh": "mx.tanh({x})",
    "asinh": "mx.arcsinh({x})",
    "acosh": "mx.arccosh({x})",
    "atanh": "mx.arctanh({x})",
    "expm1": "mx.expm1({x})",
    "log1p": "mx.log1p({x})",
    "log2": "mx.log2({x})",
    "log10": "mx.log10({x})",
    "hypot": "mx.sqrt({x}**2 + {y}**2)",
    "erf": "mx.erf({x})",
    "sigmoid": "mx.sigmoid({x})",
    "softplus": ["nn.softplus({x})", "mx.logaddexp({x}, 0)"],
    "silu": "nn.silu({x})",
    "gelu": "nn.gelu({x})",
    "relu": "nn.relu({x})",
    "leaky_relu": "nn.leaky_relu({x}, {slope})",
    "elu": "nn.elu({x}, {alpha})",
    "clamp": "mx.clip({x}, {low}, {high})",
    "abs": "mx.abs({x})",
    "maximum": "mx.maximum({x}, {y})",
    "minimum": "mx.minimum({x}, {y})",
    "where": "mx.where(mx.array({condition} != 0), {x}, {y})",
    #  of a list
    "total": "mx.sum({xs})",
    "dot": "mx.inner({xs}, {ys})",
    "mean": "mx.mean({xs})",
    "variance": "mx.var({xs})",
    "max": "mx.max({xs})",
    "min": "mx.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "mx.logsumexp({xs})",
    "softmax": "mx.softmax({xs})[{j}]",
    "log_softmax": ["nn.log_softmax({xs})[{j}]", "mx.log(mx.softmax({xs}))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * mx.abs({x})",
    "guarded_sqrt": "mx.where({x} > 0, mx.sqrt({x}), 0)",
    "guarded_log": "mx.where({x} > 0, mx.log({x}), 0)",
    "relu_by_maximum": "mx.maximum({x}, 0)",
    "relu6": "nn.relu6({x})",
    "hardtanh": "nn.hard_tanh({x})",
    "log_sigmoid": ["nn.log_sigmoid({x})", "mx.log(mx.sigmoid({x}))"],
    "log_tanh": "mx.log(mx.tanh({x}))",
    "log_erf": "mx.log(mx.erf({x}))",
    "log_softplus": "mx.log(nn.softplus({x}))",
    "norm": ["mx.linalg.norm({xs})", "mx.sqrt(mx.sum({xs}**2))"],
    "l1_norm": ["mx.linalg.norm({xs}, 1)", "mx.sum(mx.abs({xs}))"],
    "product": "mx.prod({xs})",
    "median": "mx.median({xs})",
    "std": ["mx.std({xs})", "mx.sqrt(mx.var({xs}))"],
    "sample_std": "mx.std({xs}, ddof=1)",
    "layer_norm": "mx.fast.layer_norm({xs}, None, None, {epsilon})[{j}]",
    "max_pool": ["nn.MaxPool2d(2)({xs}.reshape(1, 2, 2, 1)).sum()", "mx.max({xs}.reshape(2, 2))"],
    "average_pool": "nn.AvgPool2d(2)({xs}.reshape(1, 2, 2, 1)).sum()",
    #  losses
    "l1_loss": "nn.losses.l1_loss({x}, mx.array({target}, dtype=mx.float64))",
    "huber": "nn.losses.huber_loss({x}, mx.array({target}, dtype=mx.float64), delta={delta})",
    "hinge": "nn.relu(1 - {target} * {x})",
    "binary_cross_entropy":
        "nn.losses.binary_cross_entropy({x}, mx.array({target}, dtype=mx.float64), with_logits=False)",
    "binary_cross_entropy_from_logits": "nn.losses.binary_cross_entropy({x}, mx.array({target}, dtype=mx.float64))",
    "cross_entropy": "-mx.log({xs})[{target}]",
    "cross_entropy_from_logits": "nn.losses.cross_entropy({xs}, mx.array({target}))",
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import mlx.core as mx

    leaves = [mx.array(x, dtype=mx.float64) for x in inputs]
    slots = tuple(range(len(leaves)))

    def gradient(f: Callable[..., Any], xs: Sequence[Any]) -> Any:
        """All parts, one after the other, in one array. With one slot, `mx.grad` gives no tuple."""
        found = mx.grad(f, slots)(*xs)
        return mx.concatenate([one.reshape(-1) for one in (found if len(slots) > 1 else [found])])

    def first(*xs: Any) -> Any:
        return gradient(call, xs)

    if order == 0:
        return [float(call(*leaves).item())]
    if order == 1:
        return [float(number) for number in first(*leaves).tolist()]
    parts = range(sum(one.size for one in leaves))
    rows = [gradient(lambda *xs, part=part: first(*xs)[part], leaves) for part in parts]
    return [float(number) for row in rows for number in row.tolist()]
