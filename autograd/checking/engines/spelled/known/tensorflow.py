"""TensorFlow, with its Keras where TensorFlow itself has no such function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "TensorFlow", "tensorflow", ["tensorflow==2.21.0"]
IMPORTS = """\
import os
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf"""
LEAVES = ["x = tf.Variable(NUMBER, dtype=tf.float64)"]
FIRST = "with tf.GradientTape() as tape: z = {call}\ntape.gradient(z, x)"
SECOND = """\
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner: z = {call}
    g = inner.gradient(z, x)
outer.jacobian(g, x)"""
LISTED = "tf.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": ["{x} / {y}", "tf.math.divide_no_nan({x}, {y})"],
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "exp": "tf.exp({x})",
    "log": "tf.math.log({x})",
    "sqrt": "tf.sqrt({x})",
    "sin": "tf.sin({x})",
    "cos": "tf.cos({x})",
    "tan": "tf.tan({x})",
    "asin": "tf.asin({x})",
    "acos": "tf.acos({x})",
    "atan": "tf.atan({x})",
    "atan2": "tf.math.atan2({x}, {y})",
    "sinh": "tf.sinh({x})",
    "cosh": "tf.cosh({x})",
    "tanh": "tf.tanh({x})",
    "asinh": "tf.asinh({x})",
    "acosh": "tf.acosh({x})",
    "atanh": "tf.atanh({x})",
    "expm1": "tf.math.expm1({x})",
    "log1p": "tf.math.log1p({x})",
    "log2": "tf.keras.ops.log2({x})",
    "log10": "tf.keras.ops.log10({x})",
    "hypot": "tf.keras.ops.hypot({x}, {y})",
    "erf": "tf.math.erf({x})",
    "erfc": "tf.math.erfc({x})",
    "sigmoid": "tf.sigmoid({x})",
    "softplus": "tf.nn.softplus({x})",
    "silu": "tf.nn.silu({x})",
    "gelu": "tf.nn.gelu({x})",
    "relu": "tf.nn.relu({x})",
    "leaky_relu": "tf.nn.leaky_relu({x}, {slope})",
    "elu": "tf.keras.activations.elu({x}, {alpha})",
    "selu": "tf.nn.selu({x})",
    "clamp": "tf.clip_by_value({x}, {low}, {high})",
    "abs": "tf.abs({x})",
    "maximum": "tf.maximum({x}, {y})",
    "minimum": "tf.minimum({x}, {y})",
    "where": "tf.where({condition} != 0, {x}, {y})",
    #  of a list
    "total": "tf.reduce_sum({xs})",
    "dot": "tf.tensordot({xs}, {ys}, 1)",
    "mean": "tf.reduce_mean({xs})",
    "variance": "tf.math.reduce_variance({xs})",
    "max": ["tf.reduce_max({xs})", "tf.math.top_k({xs}, 1).values[0]"],
    "min": "tf.reduce_min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "tf.reduce_logsumexp({xs})",
    "softmax": "tf.nn.softmax({xs})[{j}]",
    "log_softmax": ["tf.nn.log_softmax({xs})[{j}]", "tf.math.log(tf.nn.softmax({xs}))[{j}]"],
    #  beside the table
    "x_abs_x": "{x} * tf.abs({x})",
    "guarded_sqrt": "tf.where({x} > 0, tf.sqrt({x}), 0)",
    "guarded_log": "tf.where({x} > 0, tf.math.log({x}), 0)",
    "relu_by_maximum": "tf.maximum({x}, 0)",
    "relu6": "tf.nn.relu6({x})",
    "hardtanh": ["tf.clip_by_value({x}, -1, 1)", "tf.keras.activations.hard_tanh({x})"],
    "log_sigmoid": ["tf.math.log_sigmoid({x})", "tf.math.log(tf.sigmoid({x}))"],
    "log_tanh": "tf.math.log(tf.tanh({x}))",
    "log_erf": "tf.math.log(tf.math.erf({x}))",
    "log_erfc": "tf.math.log(tf.math.erfc({x}))",
    "log_softplus": "tf.math.log(tf.nn.softplus({x}))",
    "norm": ["tf.norm({xs})", "tf.sqrt(tf.reduce_sum({xs}**2))"],
    "l1_norm": ["tf.norm({xs}, ord=1)", "tf.reduce_sum(tf.abs({xs}))"],
    "product": ["tf.reduce_prod({xs})", "tf.math.cumprod({xs})[-1]"],
    "median": "tf.keras.ops.median({xs})",
    "std": ["tf.math.reduce_std({xs})", "tf.sqrt(tf.math.reduce_variance({xs}))"],
    "layer_norm":
        "(({xs} - tf.reduce_mean({xs})) / tf.sqrt(tf.math.reduce_variance({xs}) + {epsilon}))[{j}]",
    "max_pool": [
        "tf.nn.max_pool2d(tf.reshape({xs}, (1, 2, 2, 1)), 2, 2, 'VALID')",
        "tf.reduce_max(tf.reshape({xs}, (2, 2)))",
    ],
    "average_pool": "tf.nn.avg_pool2d(tf.reshape({xs}, (1, 2, 2, 1)), 2, 2, 'VALID')",
    #  losses
    "l1_loss": ["tf.abs({x} - {target})", "tf.keras.losses.mae([{target}], [{x}])"],
    "huber": "tf.keras.losses.huber([{target}], [{x}], delta={delta})",
    "hinge": "tf.nn.relu(1 - {target} * {x})",
    "binary_cross_entropy": [
        "tf.keras.losses.binary_crossentropy([{target}], [{x}])",
        "-{target} * tf.math.log({x}) - (1 - {target}) * tf.math.log(1 - {x})",
    ],
    "binary_cross_entropy_from_logits": [
        "tf.nn.sigmoid_cross_entropy_with_logits(tf.constant({target}, tf.float64), {x})",
        "tf.keras.losses.binary_crossentropy([{target}], [{x}], from_logits=True)",
    ],
    "cross_entropy": "-tf.math.log({xs})[{target}]",  # Keras divides by the sum first, which is another function
    "cross_entropy_from_logits": "tf.nn.sparse_softmax_cross_entropy_with_logits({target}, {xs})",
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import tensorflow as tf

    leaves = [tf.Variable(x, dtype=tf.float64) for x in inputs]
    none = tf.UnconnectedGradients.ZERO
    with tf.GradientTape(persistent=True) as outer:
        with tf.GradientTape() as inner:
            z = tf.reshape(call(*leaves), [])
        if order == 0:
            return [float(z)]
        first = [tf.reshape(one, [-1]) for one in inner.gradient(z, leaves, unconnected_gradients=none)]
        numbers = [number for one in first for number in tf.unstack(one)]
    if order == 1:
        return [float(number) for number in numbers]
    rows = [outer.gradient(number, leaves, unconnected_gradients=none) for number in numbers]
    return [float(number) for row in rows for one in row for number in tf.unstack(tf.reshape(one, [-1]))]
