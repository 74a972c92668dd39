"""tinygrad. A leaf is made from a list of one number.

A tensor that is made from a number alone is a constant of the formula, and its gradient is that of all constants which
are equal to it. tinygrad needs clang or LLVM to calculate on a CPU."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "tinygrad", "tinygrad", ["tinygrad==0.14.0"]
IMPORTS = "from tinygrad import Tensor, dtypes"
LEAVES = ["x = Tensor([NUMBER], dtype=dtypes.float64)"]
FIRST = "({call}).sum().gradient(x)"
SECOND = "({call}).sum().gradient(x)[0].sum().gradient(x)"
LISTED = "Tensor.cat({xs})"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "{x}.exp()",
    "log": "{x}.log()",
    "sqrt": "{x}.sqrt()",
    "sin": "{x}.sin()",
    "cos": "{x}.cos()",
    "tan": "{x}.tan()",
    "asin": "{x}.asin()",
    "acos": "{x}.acos()",
    "atan": "{x}.atan()",
    "sinh": "{x}.sinh()",
    "cosh": "{x}.cosh()",
    "tanh": "{x}.tanh()",
    "asinh": "{x}.asinh()",
    "acosh": "{x}.acosh()",
    "atanh": "{x}.atanh()",
    "log2": "{x}.log2()",
    "log10": "{x}.log10()",
    "erf": "{x}.erf()",
    "sigmoid": "{x}.sigmoid()",
    "softplus": "{x}.softplus()",
    "silu": "{x}.silu()",
    "gelu": "{x}.gelu(approximate='none')",
    "relu": "{x}.relu()",
    "leaky_relu": "{x}.leaky_relu({slope})",
    "elu": "{x}.elu({alpha})",
    "selu": "{x}.selu(alpha=1.6732632423543772, gamma=1.0507009873554805)",
    "clamp": "{x}.clamp({low}, {high})",
    "abs": "{x}.abs()",
    "maximum": "{x}.maximum({y})",
    "minimum": "{x}.minimum({y})",
    "where": "(Tensor([{condition}]) != 0).where({x}, {y})",
    #  of a list
    "total": "{xs}.sum()",
    "dot": "{xs}.dot({ys})",
    "mean": "{xs}.mean()",
    "variance": "{xs}.var(correction=0)",
    "max": "{xs}.max()",
    "min": "{xs}.min()",
    "choose": "{xs}[{i}]",
    "logsumexp": "{xs}.logsumexp()",
    "softmax": "{xs}.softmax()[{j}]",
    "log_softmax": ["{xs}.log_softmax()[{j}]", "{xs}.softmax().log()[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * {x}.abs()",
    "guarded_sqrt": "({x} > 0).where({x}.sqrt(), 0)",
    "guarded_log": "({x} > 0).where({x}.log(), 0)",
    "relu_by_maximum": "{x}.maximum(0)",
    "relu6": "{x}.relu6()",
    "hardtanh": "{x}.hardtanh()",
    "log_sigmoid": ["{x}.logsigmoid()", "{x}.sigmoid().log()"],
    "log_tanh": "{x}.tanh().log()",
    "log_erf": "{x}.erf().log()",
    "log_softplus": "{x}.softplus().log()",
    "norm": "{xs}.square().sum().sqrt()",
    "l1_norm": "{xs}.abs().sum()",
    "product": "{xs}.prod()",
    "std": ["{xs}.std(correction=0)", "{xs}.var(correction=0).sqrt()"],
    "sample_std": "{xs}.std()",
    "layer_norm": "{xs}.layernorm(eps={epsilon})[{j}]",
    "max_pool": ["{xs}.reshape(1, 1, 2, 2).max_pool2d((2, 2))", "{xs}.reshape(2, 2).max()"],
    "average_pool": "{xs}.reshape(1, 1, 2, 2).avg_pool2d((2, 2))",
    #  losses
    "l1_loss": "({x} - {target}).abs()",
    "hinge": "(1 - {target} * {x}).relu()",
    "binary_cross_entropy": [
        "{x}.binary_crossentropy(Tensor([{target}], dtype=dtypes.float64))",
        "-{target} * {x}.log() - (1 - {target}) * (1 - {x}).log()",
    ],
    "binary_cross_entropy_from_logits": "{x}.binary_crossentropy_logits(Tensor([{target}], dtype=dtypes.float64))",
    "cross_entropy": "-{xs}.log()[{target}]",
    "cross_entropy_from_logits": "{xs}.cross_entropy(Tensor({target}))",
}


def version() -> str:
    """The version; or `OSError` where the compiler is missing, without which tinygrad calculates nothing on a CPU."""
    import importlib.metadata

    from tinygrad import Tensor

    (Tensor([1.0]) + 1.0).tolist()
    return importlib.metadata.version("tinygrad")


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    from tinygrad import Tensor, dtypes

    leaves = [Tensor(x if isinstance(x, list) else [x], dtype=dtypes.float64) for x in inputs]
    z = call(*leaves).sum()
    if order == 0:
        return [float(z.item())]
    first = z.gradient(*leaves)
    if order == 1:
        return [float(number) for one in first for number in one.tolist()]
    rows = [one[i].gradient(*leaves) for one in first for i in range(one.shape[0])]
    return [float(number) for row in rows for one in row for number in one.tolist()]
