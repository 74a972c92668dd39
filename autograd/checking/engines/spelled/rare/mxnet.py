"""Apache MXNet. It runs on Python 3.8 with NumPy before 1.24, and knows few second derivatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "MXNet", "mxnet", ["mxnet==1.9.1", "numpy==1.23.5"]
PYTHON = "python3.8"
IMPORTS = "from mxnet import autograd, nd"
LEAVES = ["x = nd.array([NUMBER], dtype='float64'); x.attach_grad()"]
FIRST = "with autograd.record(): z = {call}\nautograd.grad(z, x)"
SECOND = "with autograd.record(): g = autograd.grad({call}, x, create_graph=True)[0]\ng.backward(); x.grad"
LISTED = "nd.concat({xs}, dim=0)"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "nd.exp({x})",
    "log": "nd.log({x})",
    "sqrt": "nd.sqrt({x})",
    "sin": "nd.sin({x})",
    "cos": "nd.cos({x})",
    "tan": "nd.tan({x})",
    "asin": "nd.arcsin({x})",
    "acos": "nd.arccos({x})",
    "atan": "nd.arctan({x})",
    "sinh": "nd.sinh({x})",
    "cosh": "nd.cosh({x})",
    "tanh": "nd.tanh({x})",
    "asinh": "nd.arcsinh({x})",
    "acosh": "nd.arccosh({x})",
    "atanh": "nd.arctanh({x})",
    "expm1": "nd.expm1({x})",
    "log1p": "nd.log1p({x})",
    "log2": "nd.log2({x})",
    "log10": "nd.log10({x})",
    "cbrt": "nd.cbrt({x})",
    "hypot": "nd.broadcast_hypot({x}, {y})",
    "erf": "nd.erf({x})",
    "sigmoid": "nd.sigmoid({x})",
    "softplus": "nd.Activation({x}, act_type='softrelu')",
    "silu": "{x} * nd.sigmoid({x})",
    "gelu": "nd.LeakyReLU({x}, act_type='gelu')",
    "relu": "nd.relu({x})",
    "leaky_relu": "nd.LeakyReLU({x}, act_type='leaky', slope={slope})",
    "elu": "nd.LeakyReLU({x}, act_type='elu', slope={alpha})",
    "selu": "nd.LeakyReLU({x}, act_type='selu')",
    "clamp": "nd.clip({x}, {low}, {high})",
    "abs": "nd.abs({x})",
    "maximum": "nd.maximum({x}, {y})",
    "minimum": "nd.minimum({x}, {y})",
    "where": "nd.where(nd.array([{condition}], dtype='float64'), {x}, {y})",
    #  of a list
    "total": "nd.sum({xs})",
    "dot": "nd.dot({xs}, {ys})",
    "mean": "nd.mean({xs})",
    "variance": "nd.moments({xs}, axes=[0])[1]",
    "max": "nd.max({xs})",
    "min": "nd.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "nd.log(nd.sum(nd.exp({xs})))",
    "softmax": "nd.softmax({xs})[{j}]",
    "log_softmax": ["nd.log_softmax({xs})[{j}]", "nd.log(nd.softmax({xs}))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * nd.abs({x})",
    "guarded_sqrt": "nd.where({x} > 0, nd.sqrt({x}), nd.zeros_like({x}))",
    "guarded_log": "nd.where({x} > 0, nd.log({x}), nd.zeros_like({x}))",
    "relu_by_maximum": "nd.maximum({x}, 0)",
    "relu6": "nd.clip({x}, 0, 6)",
    "hardtanh": "nd.clip({x}, -1, 1)",
    "log_sigmoid": ["-nd.Activation(-{x}, act_type='softrelu')", "nd.log(nd.sigmoid({x}))"],
    "log_tanh": "nd.log(nd.tanh({x}))",
    "log_erf": "nd.log(nd.erf({x}))",
    "log_softplus": "nd.log(nd.Activation({x}, act_type='softrelu'))",
    "norm": ["nd.norm({xs})", "nd.sqrt(nd.sum({xs}**2))"],
    "l1_norm": ["nd.norm({xs}, ord=1)", "nd.sum(nd.abs({xs}))"],
    "product": "nd.prod({xs})",
    "std": "nd.sqrt(nd.moments({xs}, axes=[0])[1])",
    "layer_norm":
        "nd.LayerNorm({xs}, nd.ones({xs}.shape, dtype='float64'), nd.zeros({xs}.shape, dtype='float64'),"
        " eps={epsilon})[{j}]",
    "max_pool": [
        "nd.Pooling({xs}.reshape((1, 1, 2, 2)), kernel=(2, 2), pool_type='max')",
        "nd.max({xs}.reshape((2, 2)))",
    ],
    "average_pool": "nd.Pooling({xs}.reshape((1, 1, 2, 2)), kernel=(2, 2), pool_type='avg')",
    #  losses
    "l1_loss": "nd.abs({x} - {target})",
    "hinge": "nd.relu(1 - {target} * {x})",
    "binary_cross_entropy": "-{target} * nd.log({x}) - (1 - {target}) * nd.log(1 - {x})",
    "binary_cross_entropy_from_logits":
        "{target} * nd.Activation(-{x}, act_type='softrelu')"
        " + (1 - {target}) * nd.Activation({x}, act_type='softrelu')",
    "cross_entropy": "-nd.log({xs})[{target}]",
    "cross_entropy_from_logits": [
        "nd.softmax_cross_entropy({xs}.reshape((1, -1)), nd.array([{target}], dtype='float64'))",
        "-nd.log_softmax({xs})[{target}]",
    ],
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    from mxnet import MXNetError, autograd, nd

    leaves = [nd.array(x if isinstance(x, list) else [x], dtype="float64") for x in inputs]
    for one in leaves:
        one.attach_grad()
    try:
        with autograd.record():
            z = call(*leaves)
            parts = [z]
            if order == 2:
                first = autograd.grad(z, leaves, create_graph=True, retain_graph=True)
                parts = [one[i] for one in first for i in range(one.size)]
        if order == 0:
            return [float(z.asscalar())]
        found: list[float] = []
        for part in parts:
            for one in leaves:
                one.grad[:] = 0
            part.backward(retain_graph=True)
            found += [float(number) for one in leaves for number in one.grad.asnumpy()]
        return found
    except MXNetError as error:  # it begins with places in MXNet's source, and ends with what is wrong
        raise MXNetError(str(error).strip().split("\n")[-1].removeprefix("MXNetError: ")) from None
