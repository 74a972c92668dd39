"""An engine that needs no installation: central differences of plain Python. It is written like those of `spelled`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "Fake", "pytest", ["nothing"]
IMPORTS = "import math"
LEAVES = ["x = NUMBER", "x = -(-NUMBER)"]
FIRST, SECOND, LISTED = "slope({call})", "", "[{xs}]"
SPELLINGS: dict[str, str | list[str]] = {
    "abs": "abs({x})",
    "sqrt": "math.sqrt({x})",
    "elu": ["{x} if {x} > 0 else {alpha} * math.expm1({x})", "max({x}, {alpha} * math.expm1({x}))"],
    "max": "max({xs})",
    "maximum": "max({x}, {y})",
}
STEP = 2.0**-20


def version() -> str:
    return "1.0"


def derivatives(call: Callable[..., Any], inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    print("an engine that talks")
    if order == 0:
        return [call(*inputs)]
    sizes = [1 if isinstance(x, float) else len(x) for x in inputs]
    return [
        (call(*_moved(inputs, slot, k, STEP)) - call(*_moved(inputs, slot, k, -STEP))) / (2.0 * STEP)
        for slot, size in enumerate(sizes)
        for k in range(size)
    ]


def _moved(inputs: Sequence[Any], slot: int, k: int, step: float) -> list[Any]:
    moved: list[Any] = [x if isinstance(x, float) else [*x] for x in inputs]
    if isinstance(inputs[slot], float):
        moved[slot] += step
    else:
        moved[slot][k] += step
    return moved
