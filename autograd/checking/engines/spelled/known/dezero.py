"""DeZero, the book's engine. It needs `numpy.int`, which NumPy 1.24 removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "DeZero", "dezero", ["dezero==0.0.13", "numpy", "matplotlib"]
IMPORTS = """\
import numpy as np
np.int = int
import dezero.functions as F
from dezero import Variable"""
LEAVES = ["x = Variable(np.array(NUMBER))", "x = Variable(np.array([NUMBER]))"]
FIRST = "({call}).backward(); x.grad"
SECOND = "({call}).backward(create_graph=True); g = x.grad; x.cleargrad(); g.backward(); x.grad"
LISTED = "sum(x * e for x, e in zip([{xs}], np.eye(len([{xs}]))))"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "neg": "-{x}",
    "exp": "F.exp({x})",
    "log": "F.log({x})",
    "sqrt": "{x}**0.5",
    "sin": "F.sin({x})",
    "cos": "F.cos({x})",
    "tanh": "F.tanh({x})",
    "sigmoid": ["F.sigmoid({x})", "F.sigmoid_simple({x})"],
    "softplus": "F.log(1 + F.exp({x}))",
    "silu": "{x} * F.sigmoid({x})",
    "relu": "F.relu({x})",
    "leaky_relu": "F.leaky_relu({x}, {slope})",
    "clamp": "F.clip({x}, {low}, {high})",
    #  of a list
    "total": "F.sum({xs})",
    "dot": "F.matmul({xs}, {ys})",
    "mean": "F.sum({xs}) / len({xs})",
    "variance": "F.sum(({xs} - F.sum({xs}) / len({xs}))**2) / len({xs})",
    "max": "F.max({xs})",
    "min": "F.min({xs})",
    "choose": "{xs}[{i}]",
    "logsumexp": "F.log(F.sum(F.exp({xs})))",
    "softmax": ["F.softmax({xs}, axis=0)[{j}]", "F.softmax_simple({xs}, axis=0)[{j}]"],
    "log_softmax": ["F.log_softmax({xs}, axis=0)[{j}]", "F.log(F.softmax({xs}, axis=0))[{j}]"],
    #  beside the table
    "relu6": "F.clip({x}, 0, 6)",
    "hardtanh": "F.clip({x}, -1, 1)",
    "log_sigmoid": "F.log(F.sigmoid({x}))",
    "log_tanh": "F.log(F.tanh({x}))",
    "norm": "F.sum({xs}**2)**0.5",
    "std": "(F.sum(({xs} - F.sum({xs}) / len({xs}))**2) / len({xs}))**0.5",
    "layer_norm":
        "(({xs} - F.sum({xs}) / len({xs}))"
        " / (F.sum(({xs} - F.sum({xs}) / len({xs}))**2) / len({xs}) + {epsilon})**0.5)[{j}]",
    "max_pool": ["F.pooling(F.reshape({xs}, (1, 1, 2, 2)), 2)", "F.max(F.reshape({xs}, (2, 2)))"],
    "average_pool": "F.average_pooling(F.reshape({xs}, (1, 1, 2, 2)), 2)",
    #  losses
    "hinge": "F.relu(1 - {target} * {x})",
    "binary_cross_entropy": [
        "F.binary_cross_entropy(F.reshape({x}, (1,)), np.array([{target}]))",
        "-{target} * F.log({x}) - (1 - {target}) * F.log(1 - {x})",
    ],
    "binary_cross_entropy_from_logits": "F.sigmoid_cross_entropy(F.reshape({x}, (1,)), np.array([{target}]))",
    "cross_entropy": "-F.log({xs})[{target}]",
    "cross_entropy_from_logits": [
        "F.softmax_cross_entropy(F.reshape({xs}, (1, -1)), np.array([{target}]))",
        "F.softmax_cross_entropy_simple(F.reshape({xs}, (1, -1)), np.array([{target}]))",
    ],
}  # fmt: skip


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    import numpy as np
    from dezero import Variable

    leaves = [Variable(np.array([x] if leaf and isinstance(x, float) else x)) for x in inputs]
    z = call(*leaves)
    if order == 0:
        return [float(z.data.item())]
    first = _gradients(z, leaves)
    if order == 1:
        return [float(number) for one in first for number in one.data.ravel()]
    rows = [one if not one.ndim else one[i] for one in first for i in range(one.size)]
    return [float(number) for row in rows for one in _gradients(row, leaves) for number in one.data.ravel()]


def _gradients(z: Any, leaves: Sequence[Any]) -> list[Any]:
    """Gradients as a graph. Those of a leaf that the result does not depend on are 0."""
    import numpy as np
    from dezero import Variable

    for leaf in leaves:
        leaf.cleargrad()
    if z.creator is not None:
        z.backward(create_graph=True)
    return [Variable(np.zeros_like(leaf.data)) if leaf.grad is None else leaf.grad for leaf in leaves]
