"""AlgoPy, in forward mode: numbers that carry their Taylor coefficients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "AlgoPy", "algopy", ["algopy==0.7.2", "numpy", "scipy"]
IMPORTS = "import algopy\nfrom algopy import UTPM"
LEAVES = ["x = UTPM.init_jacobian([NUMBER])[0]"]
FIRST = "UTPM.extract_jacobian({call})"
SECOND = "x = UTPM.init_hessian([NUMBER])[0]; UTPM.extract_hessian(1, {call})"
LISTED = "[{xs}]"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "algopy.exp({x})",
    "log": "algopy.log({x})",
    "sqrt": "algopy.sqrt({x})",
    "sin": "algopy.sin({x})",
    "cos": "algopy.cos({x})",
    "tan": "algopy.tan({x})",
    "asin": "algopy.arcsin({x})",
    "acos": "algopy.arccos({x})",
    "atan": "algopy.arctan({x})",
    "sinh": "algopy.sinh({x})",
    "cosh": "algopy.cosh({x})",
    "tanh": "algopy.tanh({x})",
    "expm1": "algopy.expm1({x})",
    "log1p": "algopy.log1p({x})",
    "hypot": "algopy.sqrt({x}**2 + {y}**2)",
    "erf": "algopy.special.erf({x})",
    "sigmoid": "algopy.special.expit({x})",
    "softplus": "algopy.log1p(algopy.exp({x}))",
    "silu": "{x} * algopy.special.expit({x})",
    "relu": "algopy.maximum({x}, 0 * {x})",
    "clamp": "algopy.special.botched_clip({low}, {high}, {x})",
    "abs": ["abs({x})", "algopy.absolute({x})"],
    "maximum": "algopy.maximum({x}, {y})",
    "minimum": "algopy.minimum({x}, {y})",
    #  of a list
    "total": "sum({xs})",
    "dot": "algopy.dot({xs}, {ys})",
    "mean": "sum({xs}) / len({xs})",
    "variance": "sum([(x - sum({xs}) / len({xs}))**2 for x in {xs}]) / len({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "algopy.log(sum([algopy.exp(x) for x in {xs}]))",
    "softmax": "algopy.exp({xs}[{j}]) / sum([algopy.exp(x) for x in {xs}])",
    "log_softmax": "{xs}[{j}] - algopy.log(sum([algopy.exp(x) for x in {xs}]))",
    #  beside the table
    "x_abs_x": ["{x} * abs({x})", "{x} * algopy.absolute({x})"],
    "relu_by_maximum": "algopy.maximum({x}, 0 * {x})",
    "relu6": "algopy.special.botched_clip(0, 6, {x})",
    "hardtanh": "algopy.special.botched_clip(-1, 1, {x})",
    "log_sigmoid": ["-algopy.log1p(algopy.exp(-{x}))", "algopy.log(algopy.special.expit({x}))"],
    "log_tanh": "algopy.log(algopy.tanh({x}))",
    "log_erf": "algopy.log(algopy.special.erf({x}))",
    "log_softplus": "algopy.log(algopy.log1p(algopy.exp({x})))",
    "norm": "algopy.sqrt(sum([x**2 for x in {xs}]))",
    "l1_norm": "sum([algopy.absolute(x) for x in {xs}])",
    "product": "algopy.prod({xs})",
    "std": "algopy.sqrt(sum([(x - sum({xs}) / len({xs}))**2 for x in {xs}]) / len({xs}))",
    "average_pool": "sum({xs}) / len({xs})",
    #  losses
    "l1_loss": "algopy.absolute({x} - {target})",
    "hinge": "algopy.maximum(1 - {target} * {x}, 0 * {x})",
    "binary_cross_entropy": "-{target} * algopy.log({x}) - (1 - {target}) * algopy.log(1 - {x})",
    "cross_entropy": "-algopy.log({xs}[{target}])",
    "cross_entropy_from_logits": "algopy.log(sum([algopy.exp(x) for x in {xs}])) - {xs}[{target}]",
}


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import numpy as np
    from algopy import UTPM

    numbers = np.concatenate([np.atleast_1d(x) for x in inputs])
    point = UTPM.init_hessian(numbers) if order == 2 else UTPM.init_jacobian(numbers)
    leaves, start = [], 0
    for x in inputs:
        leaves.append(point[start] if isinstance(x, float) else point[start : start + len(x)])
        start += np.size(x)
    z = call(*leaves)
    if order == 0:
        return [float(z.data[0, 0])]
    found = UTPM.extract_hessian(len(numbers), z) if order == 2 else UTPM.extract_jacobian(z)
    return [float(number) for number in np.ravel(found)]
