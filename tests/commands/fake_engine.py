"""An engine for tests: it differentiates by moving its inputs to the right, and has a call for everything that may go
wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "Fake", "fake-engine", ["fake-engine==9.9"]
IMPORTS = "import math\nimport os\nimport time"
LEAVES = ["x = NUMBER"]
FIRST = "slope(lambda x: {call}, x)"
SECOND = "bend(lambda x: {call}, x)"
LISTED = "[{xs}]"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "{x} + {y}",
    "sub": "{x} - {y}",
    "mul": "{x} * {y}",
    "div": "{x} / {y}",
    "power": "{x}**{n}",
    "pow": "{x}**{y}",
    "neg": "-{x}",
    "abs": "abs({x})",
    "relu": ["max({x}, 0)", "({x} + abs({x})) / 2"],
    "max": "max({xs})",
    "dot": "math.fsum(a * b for a, b in zip({xs}, {ys}))",
    "clamp": "min(max({x}, {low}), {high})",
    "choose": "{xs}[{i}]",
    "sqrt": "math.sqrt({x}) / 0",
    "exp": "os._exit(3)",
    "log": "time.sleep(30)",
}
STEP = 2.0**-20


def version() -> str:
    return "9.9"


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian, by steps to the right; numbers alone."""
    if order == 0:
        return [call(*inputs)]
    below = derivatives(call, inputs, order - 1, leaf)
    moved = [[*inputs[:i], inputs[i] + STEP, *inputs[i + 1 :]] for i in range(len(inputs))]
    rows = [derivatives(call, at, order - 1, leaf) for at in moved]
    return [(b - a) / STEP for row in rows for a, b in zip(below, row, strict=True)]
