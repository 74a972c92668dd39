"""PaddlePaddle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "PaddlePaddle", "paddlepaddle", ["paddlepaddle==3.3.1"]
IMPORTS = """\
import paddle
import paddle.nn.functional as F
paddle.set_device("cpu")"""
LEAVES = ["x = paddle.to_tensor(NUMBER, dtype='float64', stop_gradient=False)"]
FIRST = "paddle.grad({call}, x)"
SECOND = "g = paddle.grad({call}, x, create_graph=True)[0]; paddle.grad(g, x, allow_unused=True)"
LISTED = "paddle.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "paddle.exp({x})",
    "log": "paddle.log({x})",
    "sqrt": "paddle.sqrt({x})",
    "sin": "paddle.sin({x})",
    "cos": "paddle.cos({x})",
    "tan": "paddle.tan({x})",
    "asin": "paddle.asin({x})",
    "acos": "paddle.acos({x})",
    "atan": "paddle.atan({x})",
    "atan2": "paddle.atan2({x}, {y})",
    "sinh": "paddle.sinh({x})",
    "cosh": "paddle.cosh({x})",
    "tanh": "paddle.tanh({x})",
    "asinh": "paddle.asinh({x})",
    "acosh": "paddle.acosh({x})",
    "atanh": "paddle.atanh({x})",
    "expm1": "paddle.expm1({x})",
    "log1p": "paddle.log1p({x})",
    "log2": "paddle.log2({x})",
    "log10": "paddle.log10({x})",
    "hypot": "paddle.hypot({x}, {y})",
    "erf": "paddle.erf({x})",
    "sigmoid": "F.sigmoid({x})",
    "softplus": "F.softplus({x})",
    "silu": ["F.silu({x})", "F.swish({x})"],
    "gelu": "F.gelu({x})",
    "relu": "F.relu({x})",
    "leaky_relu": "F.leaky_relu({x}, {slope})",
    "elu": "F.elu({x}, {alpha})",
    "selu": "F.selu({x})",
    "clamp": "paddle.clip({x}, {low}, {high})",
    "abs": "paddle.abs({x})",
    "maximum": ["paddle.maximum({x}, {y})", "paddle.fmax({x}, {y})"],
    "minimum": ["paddle.minimum({x}, {y})", "paddle.fmin({x}, {y})"],
    "where": "paddle.where(paddle.to_tensor({condition} != 0), {x}, {y})",
    #  of a list
    "total": "paddle.sum({xs})",
    "dot": "paddle.dot({xs}, {ys})",
    "mean": "paddle.mean({xs})",
    "variance": "paddle.var({xs}, unbiased=False)",
    "max": ["paddle.max({xs})", "paddle.amax({xs})", "paddle.topk({xs}, 1)[0][0]"],
    "min": ["paddle.min({xs})", "paddle.amin({xs})"],
    "choose": "{xs}[{i}]",
    "logsumexp": "paddle.logsumexp({xs})",
    "softmax": "F.softmax({xs})[{j}]",
    "log_softmax": ["F.log_softmax({xs})[{j}]", "paddle.log(F.softmax({xs}))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * paddle.abs({x})",
    "guarded_sqrt": "paddle.where({x} > 0, paddle.sqrt({x}), paddle.zeros_like({x}))",
    "guarded_log": "paddle.where({x} > 0, paddle.log({x}), paddle.zeros_like({x}))",
    "relu_by_maximum": "paddle.maximum({x}, paddle.zeros_like({x}))",
    "relu6": "F.relu6({x})",
    "hardtanh": "F.hardtanh({x})",
    "log_sigmoid": ["F.log_sigmoid({x})", "paddle.log(F.sigmoid({x}))"],
    "log_tanh": "paddle.log(paddle.tanh({x}))",
    "log_erf": "paddle.log(paddle.erf({x}))",
    "log_softplus": "paddle.log(F.softplus({x}))",
    "norm": ["paddle.linalg.norm({xs})", "paddle.sqrt(paddle.sum({xs}**2))"],
    "l1_norm": ["paddle.linalg.norm({xs}, 1)", "paddle.sum(paddle.abs({xs}))"],
    "product": "paddle.prod({xs})",
    "median": ["paddle.median({xs})", "paddle.median({xs}, mode='min')", "paddle.quantile({xs}, 0.5)"],
    "std": ["paddle.std({xs}, unbiased=False)", "paddle.sqrt(paddle.var({xs}, unbiased=False))"],
    "sample_std": "paddle.std({xs})",
    "layer_norm": "F.layer_norm({xs}.reshape([1, -1]), {xs}.shape, epsilon={epsilon})[0, {j}]",
    "max_pool": ["F.max_pool2d({xs}.reshape([1, 1, 2, 2]), 2)", "paddle.max({xs}.reshape([2, 2]))"],
    "average_pool": "F.avg_pool2d({xs}.reshape([1, 1, 2, 2]), 2)",
    #  losses
    "l1_loss": "F.l1_loss({x}, paddle.to_tensor({target}, dtype='float64'))",
    "huber": "F.smooth_l1_loss({x}, paddle.to_tensor({target}, dtype='float64'), delta={delta})",
    "hinge": "F.relu(1 - {target} * {x})",
    "binary_cross_entropy": "F.binary_cross_entropy({x}, paddle.to_tensor({target}, dtype='float64'))",
    "binary_cross_entropy_from_logits":
        "F.binary_cross_entropy_with_logits({x}, paddle.to_tensor({target}, dtype='float64'))",
    "cross_entropy": [
        "F.cross_entropy({xs}.reshape([1, -1]), paddle.to_tensor([{target}]), use_softmax=False)",
        "-paddle.log({xs})[{target}]",
    ],
    "cross_entropy_from_logits": "F.cross_entropy({xs}.reshape([1, -1]), paddle.to_tensor([{target}]))",
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import paddle

    leaves = [paddle.to_tensor(x, dtype="float64", stop_gradient=False) for x in inputs]
    z = call(*leaves).sum()
    if order == 0:
        return [float(z)]
    first = _gradients(z, leaves, order == 2)
    if order == 1:
        return [float(number) for one in first for number in one]
    rows = [_gradients(one[i], leaves, False) for one in first for i in range(len(one))]
    return [float(number) for row in rows for one in row for number in one]


def _gradients(z: Any, leaves: Sequence[Any], graph: bool) -> list[Any]:
    """Gradients as flat lists. Those of a leaf that the result does not depend on are 0."""
    import paddle

    if z.stop_gradient:
        return [paddle.zeros_like(leaf).flatten() for leaf in leaves]
    try:
        found = paddle.grad(z, leaves, create_graph=graph, allow_unused=True)
    except RuntimeError as error:  # it ends with the place in Paddle's source, which is of no use here
        raise RuntimeError(str(error).partition(" (at ")[0].strip()) from None
    return [(paddle.zeros_like(leaf) if one is None else one).flatten() for one, leaf in zip(found, leaves)]  # noqa: B905
