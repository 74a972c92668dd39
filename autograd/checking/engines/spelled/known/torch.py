"""PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "PyTorch", "torch", ["torch==2.13.0", "numpy"]
IMPORTS = "import torch\nimport torch.nn.functional as F"
LEAVES = ["x = torch.tensor(NUMBER, dtype=torch.float64, requires_grad=True)"]
FIRST = "torch.autograd.grad({call}, x)"
SECOND = "torch.autograd.functional.hessian(lambda x: {call}, x)"
LISTED = "torch.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "torch.exp({x})",
    "log": "torch.log({x})",
    "sqrt": "torch.sqrt({x})",
    "sin": "torch.sin({x})",
    "cos": "torch.cos({x})",
    "tan": "torch.tan({x})",
    "asin": "torch.asin({x})",
    "acos": "torch.acos({x})",
    "atan": "torch.atan({x})",
    "atan2": "torch.atan2({x}, {y})",
    "sinh": "torch.sinh({x})",
    "cosh": "torch.cosh({x})",
    "tanh": "torch.tanh({x})",
    "asinh": "torch.asinh({x})",
    "acosh": "torch.acosh({x})",
    "atanh": "torch.atanh({x})",
    "expm1": "torch.expm1({x})",
    "log1p": "torch.log1p({x})",
    "log2": "torch.log2({x})",
    "log10": "torch.log10({x})",
    "hypot": "torch.hypot({x}, {y})",
    "erf": "torch.erf({x})",
    "erfc": "torch.erfc({x})",
    "sigmoid": "torch.sigmoid({x})",
    "softplus": ["F.softplus({x})", "torch.logaddexp({x}, torch.zeros_like({x}))"],
    "silu": "F.silu({x})",
    "gelu": "F.gelu({x})",
    "relu": "torch.relu({x})",
    "leaky_relu": "F.leaky_relu({x}, {slope})",
    "elu": "F.elu({x}, alpha={alpha})",
    "selu": "F.selu({x})",
    "clamp": "torch.clamp({x}, {low}, {high})",
    "abs": "torch.abs({x})",
    "maximum": "torch.maximum({x}, {y})",
    "minimum": "torch.minimum({x}, {y})",
    "where": "torch.where(torch.tensor({condition} != 0), {x}, {y})",
    #  of a list
    "total": "torch.sum({xs})",
    "dot": "torch.dot({xs}, {ys})",
    "mean": "torch.mean({xs})",
    "variance": "torch.var({xs}, correction=0)",
    "max": ["torch.max({xs})", "torch.amax({xs}, 0)", "torch.max({xs}, 0).values"],
    "min": ["torch.min({xs})", "torch.amin({xs}, 0)", "torch.min({xs}, 0).values"],
    "choose": "{xs}[{i}]",
    "logsumexp": "torch.logsumexp({xs}, 0)",
    "softmax": "torch.softmax({xs}, 0)[{j}]",
    "log_softmax": ["torch.log_softmax({xs}, 0)[{j}]", "torch.log(torch.softmax({xs}, 0))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * torch.abs({x})",
    "guarded_sqrt": "torch.where({x} > 0, torch.sqrt({x}), 0)",
    "guarded_log": "torch.where({x} > 0, torch.log({x}), 0)",
    "relu_by_maximum": ["torch.clamp({x}, min=0)", "torch.maximum({x}, torch.zeros_like({x}))"],
    "relu6": "F.relu6({x})",
    "hardtanh": "F.hardtanh({x})",
    "log_sigmoid": ["F.logsigmoid({x})", "torch.log(torch.sigmoid({x}))"],
    "log_tanh": "torch.log(torch.tanh({x}))",
    "log_erf": "torch.log(torch.erf({x}))",
    "log_erfc": "torch.log(torch.erfc({x}))",
    "log_softplus": "torch.log(F.softplus({x}))",
    "norm": ["torch.linalg.norm({xs})", "torch.sqrt(torch.sum({xs}**2))"],
    "l1_norm": ["torch.linalg.norm({xs}, 1)", "torch.sum(torch.abs({xs}))"],
    "product": "torch.prod({xs})",
    "median": ["torch.median({xs})", "torch.median({xs}, 0).values", "torch.quantile({xs}, 0.5)"],
    "std": ["torch.std({xs}, correction=0)", "torch.sqrt(torch.var({xs}, correction=0))"],
    "sample_std": "torch.std({xs})",
    "layer_norm": "F.layer_norm({xs}, {xs}.shape, eps={epsilon})[{j}]",
    "max_pool": "F.max_pool2d({xs}.reshape(1, 2, 2), 2).sum()",
    "average_pool": "F.avg_pool2d({xs}.reshape(1, 2, 2), 2).sum()",
    #  losses
    "l1_loss": "F.l1_loss({x}, torch.tensor({target}, dtype=torch.float64))",
    "huber": [
        "F.huber_loss({x}, torch.tensor({target}, dtype=torch.float64), delta={delta})",
        "{delta} * F.smooth_l1_loss({x}, torch.tensor({target}, dtype=torch.float64), beta={delta})",
    ],
    "hinge": "torch.relu(1 - {target} * {x})",
    "binary_cross_entropy": "F.binary_cross_entropy({x}, torch.tensor({target}, dtype=torch.float64))",
    "binary_cross_entropy_from_logits":
        "F.binary_cross_entropy_with_logits({x}, torch.tensor({target}, dtype=torch.float64))",
    "cross_entropy": ["F.nll_loss(torch.log({xs}), torch.tensor({target}))", "-torch.log({xs})[{target}]"],
    "cross_entropy_from_logits": "F.cross_entropy({xs}, torch.tensor({target}))",
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import torch

    leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in inputs]
    if order == 0:
        return [call(*leaves).item()]
    if order == 1:
        found = torch.autograd.grad(call(*leaves), leaves, materialize_grads=True)
        return [number for one in found for number in one.flatten().tolist()]
    sizes = [leaf.numel() for leaf in leaves]
    blocks = torch.autograd.functional.hessian(call, tuple(leaves))
    rows = [[b.reshape(m, n) for b, n in zip(row, sizes, strict=True)] for row, m in zip(blocks, sizes, strict=True)]
    return [float(number) for number in torch.cat([torch.cat(row, 1) for row in rows], 0).flatten()]
