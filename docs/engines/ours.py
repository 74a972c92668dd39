"""Ringograd itself, written like the files of other engines in `autograd.checking.engines.spelled`, and asked in this
process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import autograd
import nn
from autograd.checking.engines.engine import Engine
from autograd.checking.engines.inside import Call, said
from autograd.checking.engines.live import Told
from autograd.checking.engines.questions.functions import FUNCTIONS
from autograd.checking.engines.questions.question import Question

IMPORTS = "import autograd\nimport nn\nfrom autograd import *"
TYPED = "parse({!r}, dict(x={{x}}))"
_LISTED = ("mean", "variance", "logsumexp")
_OF_ONE = [name for name, function in FUNCTIONS.items() if function.text == f"{name}(x)"]

SPELLINGS: dict[str, str | list[str]] = {
    **{name: f"{name}({{x}})" for name in _OF_ONE},
    **{name: f"{name}({{xs}})" for name in _LISTED},
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "atan2": "atan2({x}, {y})",
    "hypot": "hypot({x}, {y})",
    "maximum": "maximum({x}, {y})",
    "minimum": "minimum({x}, {y})",
    "leaky_relu": "leaky_relu({x}, {slope})",
    "elu": "elu({x}, {alpha})",
    "clamp": "clamp({x}, {low}, {high})",
    "where": "where({condition}, {x}, {y})",
    "total": "total({xs})",
    "dot": "dot({xs}, {ys})",
    "max": "autograd.max({xs})",
    "min": "autograd.min({xs})",
    "choose": "choose({xs}, {i})",
    "softmax": "softmax({xs})[{j}]",
    "log_softmax": ["log_softmax({xs})[{j}]", "log(softmax({xs})[{j}])"],
    #  beside the table
    "x_abs_x": "{x} * abs({x})",
    "guarded_sqrt": ["where({x} > 0, sqrt({x}), 0)", TYPED.format("where(x > 0, sqrt(x), 0)")],
    "guarded_log": ["where({x} > 0, log({x}), 0)", TYPED.format("where(x > 0, log(x), 0)")],
    "relu_by_maximum": "maximum({x}, 0)",
    "relu6": "clamp({x}, 0, 6)",
    "hardtanh": "clamp({x}, -1, 1)",
    "log_sigmoid": ["-softplus(-{x})", "log(sigmoid({x}))"],
    "log_tanh": ["log(tanh({x})) if {x} < 0.5 else log1p(-2 * sigmoid(-2 * {x}))", "log(tanh({x}))"],
    "log_erf": ["log(erf({x})) if {x} < 0.5 else log1p(-erfc({x}))", "log(erf({x}))"],
    "log_erfc": "log(erfc({x}))",
    "log_softplus": ["log(softplus({x})) if {x} > -37 else {x} - exp({x}) / 2", "log(softplus({x}))"],
    "norm": "sqrt(dot({xs}, {xs}))",
    "l1_norm": "total(map(abs, {xs}))",
    "product": "math.prod({xs})",
    "std": "sqrt(variance({xs}))",
    "sample_std": "sqrt(variance({xs}) * len({xs}) / (len({xs}) - 1))",
    "layer_norm": "({xs}[{j}] - mean({xs})) / sqrt(variance({xs}) + {epsilon})",
    "max_pool": "nn.MaxPool2D(2)([[{xs}[:2], {xs}[2:]]])[0][0][0]",
    "average_pool": "nn.AveragePool2D(2)([[{xs}[:2], {xs}[2:]]])[0][0][0]",
    #  losses
    "l1_loss": "abs({x} - {target})",
    "huber":
        "where(abs({x} - {target}) <= {delta}, ({x} - {target})**2 / 2, {delta} * (abs({x} - {target}) - {delta} / 2))",
    "hinge": "nn.losses.hinge({x}, {target})",
    "binary_cross_entropy": "nn.losses.binary_cross_entropy({x}, {target})",
    "binary_cross_entropy_from_logits": "nn.losses.binary_cross_entropy_from_logits({x}, {target})",
    "cross_entropy": "nn.losses.cross_entropy({xs}, {target})",
    "cross_entropy_from_logits": "nn.losses.cross_entropy_from_logits({xs}, {target})",
}  # fmt: skip

OURS = Engine(
    "ringograd", Path(__file__), "Ringograd", "ringograd", (), "", IMPORTS, ("x = Value(NUMBER)",),
    "{call}.backward(); x.grad", "hessian(lambda x: {call}, [NUMBER])", "[{xs}]",
    {op: (calls,) if isinstance(calls, str) else tuple(calls) for op, calls in SPELLINGS.items()},
)  # fmt: skip


def answers(question: Question) -> list[tuple[str, Told]]:
    """What Ringograd answers to each call; its sentence is told in short, for it names the numbers."""
    scope: dict[str, Any] = {}
    exec(IMPORTS + "\nimport math", scope)
    found = []
    for call, _, asked in question.asked(OURS):
        try:
            steps = Call([[*step] for step in asked.steps], [*asked.inputs], scope)
            found.append((call, Told(tuple(derivatives(steps, [*asked.inputs.values()], question.order)))))
        except autograd.DomainError as error:
            found.append((call, Told(error=said(error))))
    return found


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int) -> list[float]:
    """The value, the gradient or the Hessian of `call(*inputs)`, which is a number, as a flat list."""
    sizes = [1 if isinstance(x, float) else len(x) for x in inputs]

    def of_numbers(*xs: Any) -> Any:
        left, parts = list(xs), []
        for size, given in zip(sizes, inputs, strict=True):
            parts.append(left[0] if isinstance(given, float) else left[:size])
            del left[:size]
        return call(*parts)

    numbers = [x for given in inputs for x in ([given] if isinstance(given, float) else given)]
    if order == 2:
        return [x for row in autograd.hessian(of_numbers, numbers) for x in row]
    leaves = [autograd.Value(x) for x in numbers]
    z = of_numbers(*leaves)
    if order == 0:
        return [float(z)]
    z.backward()
    return [leaf.grad for leaf in leaves]


assert nn  # the calls of losses and of pooling name it
