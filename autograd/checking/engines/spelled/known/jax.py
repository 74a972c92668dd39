"""JAX, in double precision, which one has to switch on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "JAX", "jax", ["jax==0.10.2"]
IMPORTS = """\
import jax
import jax.numpy as jnp
jax.config.update("jax_enable_x64", True)"""
LEAVES = ["x = NUMBER"]
FIRST = "jax.grad(lambda x: {call})(x)"
SECOND = "jax.hessian(lambda x: {call})(x)"
LISTED = "jnp.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "jnp.exp({x})",
    "log": "jnp.log({x})",
    "sqrt": "jnp.sqrt({x})",
    "sin": "jnp.sin({x})",
    "cos": "jnp.cos({x})",
    "tan": "jnp.tan({x})",
    "asin": "jnp.asin({x})",
    "acos": "jnp.acos({x})",
    "atan": "jnp.atan({x})",
    "atan2": "jnp.atan2({x}, {y})",
    "sinh": "jnp.sinh({x})",
    "cosh": "jnp.cosh({x})",
    "tanh": "jnp.tanh({x})",
    "asinh": "jnp.asinh({x})",
    "acosh": "jnp.acosh({x})",
    "atanh": "jnp.atanh({x})",
    "expm1": "jnp.expm1({x})",
    "log1p": "jnp.log1p({x})",
    "log2": "jnp.log2({x})",
    "log10": "jnp.log10({x})",
    "cbrt": "jnp.cbrt({x})",
    "hypot": "jnp.hypot({x}, {y})",
    "erf": "jax.scipy.special.erf({x})",
    "erfc": "jax.scipy.special.erfc({x})",
    "sigmoid": "jax.nn.sigmoid({x})",
    "softplus": "jax.nn.softplus({x})",
    "silu": "jax.nn.silu({x})",
    "gelu": "jax.nn.gelu({x}, approximate=False)",
    "relu": "jax.nn.relu({x})",
    "leaky_relu": "jax.nn.leaky_relu({x}, {slope})",
    "elu": "jax.nn.elu({x}, {alpha})",
    "selu": "jax.nn.selu({x})",
    "clamp": ["jnp.clip({x}, {low}, {high})", "jax.lax.clamp(jnp.float64({low}), {x}, jnp.float64({high}))"],
    "abs": "jnp.abs({x})",
    "maximum": "jnp.maximum({x}, {y})",
    "minimum": "jnp.minimum({x}, {y})",
    "where": "jnp.where({condition} != 0, {x}, {y})",
    #  of a list
    "total": "jnp.sum({xs})",
    "dot": "jnp.dot({xs}, {ys})",
    "mean": "jnp.mean({xs})",
    "variance": "jnp.var({xs})",
    "max": "jnp.max({xs})",
    "min": "jnp.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "jax.nn.logsumexp({xs})",
    "softmax": "jax.nn.softmax({xs})[{j}]",
    "log_softmax": ["jax.nn.log_softmax({xs})[{j}]", "jnp.log(jax.nn.softmax({xs}))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * jnp.abs({x})",
    "guarded_sqrt": "jnp.where({x} > 0, jnp.sqrt({x}), 0)",
    "guarded_log": "jnp.where({x} > 0, jnp.log({x}), 0)",
    "relu_by_maximum": "jnp.maximum({x}, 0)",
    "relu6": "jax.nn.relu6({x})",
    "hardtanh": "jax.nn.hard_tanh({x})",
    "log_sigmoid": ["jax.nn.log_sigmoid({x})", "jnp.log(jax.nn.sigmoid({x}))"],
    "log_tanh": "jnp.log(jnp.tanh({x}))",
    "log_erf": "jnp.log(jax.scipy.special.erf({x}))",
    "log_erfc": "jnp.log(jax.scipy.special.erfc({x}))",
    "log_softplus": "jnp.log(jax.nn.softplus({x}))",
    "norm": "jnp.linalg.norm({xs})",
    "l1_norm": ["jnp.linalg.norm({xs}, 1)", "jnp.sum(jnp.abs({xs}))"],
    "product": "jnp.prod({xs})",
    "median": "jnp.median({xs})",
    "std": ["jnp.std({xs})", "jnp.sqrt(jnp.var({xs}))"],
    "sample_std": "jnp.std({xs}, ddof=1)",
    "layer_norm": "jax.nn.standardize({xs}, epsilon={epsilon})[{j}]",
    "max_pool": [
        "jnp.max({xs}.reshape(2, 2))",
        "jax.lax.reduce_window({xs}.reshape(2, 2), -jnp.inf, jax.lax.max, (2, 2), (2, 2), 'VALID')[0, 0]",
    ],
    "average_pool": "jnp.mean({xs}.reshape(2, 2))",
    #  losses
    "l1_loss": "jnp.abs({x} - {target})",
    "hinge": "jax.nn.relu(1 - {target} * {x})",
    "binary_cross_entropy": "-{target} * jnp.log({x}) - (1 - {target}) * jnp.log(1 - {x})",
    "binary_cross_entropy_from_logits":
        "-{target} * jax.nn.log_sigmoid({x}) - (1 - {target}) * jax.nn.log_sigmoid(-{x})",
    "cross_entropy": "-jnp.log({xs})[{target}]",
    "cross_entropy_from_logits": "-jax.nn.log_softmax({xs})[{target}]",
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import jax
    import jax.numpy as jnp

    leaves = [x if isinstance(x, float) else jnp.asarray(x) for x in inputs]
    slots = tuple(range(len(leaves)))
    if order == 0:
        return [float(call(*map(jnp.asarray, leaves)))]
    if order == 1:
        return [float(number) for one in jax.grad(call, slots)(*leaves) for number in jnp.ravel(one)]
    blocks = jax.hessian(call, slots)(*leaves)
    sizes = [jnp.size(leaf) for leaf in leaves]
    rows = [[b.reshape(m, n) for b, n in zip(row, sizes, strict=True)] for row, m in zip(blocks, sizes, strict=True)]
    return [float(number) for number in jnp.ravel(jnp.block(rows))]
