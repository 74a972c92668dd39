"""What can go wrong in a network, seen in its numbers and named: dead ReLUs, saturated units, vanishing gradients."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

BARS = 15
FLAT = 0.99
"""Beyond this part of its range, a tanh or a sigmoid is nearly flat."""
VANISHED, EXPLODED = 1e-3, 1e3
"""The gradient of the first layer's weights, in units of the last layer's."""


def histogram(numbers: Sequence[float]) -> dict[str, Any]:
    """The ends of the range, which is symmetric, and how many of the numbers lie in each of its parts.

    >>> histogram([-1.0, 0.0, 1.0])["counts"]
    [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    """
    end = max(map(abs, numbers), default=0.0) or 1.0
    counts = [0] * BARS
    for x in numbers:
        counts[min(int((x / end + 1.0) / 2.0 * BARS), BARS - 1)] += 1
    return {"end": end, "counts": counts}


def symptoms(
    layers: Sequence[Any], outputs: Sequence[Sequence[Sequence[float]]], activation: str
) -> list[dict[str, Any]]:
    """The findings in the hidden layers, and in the gradients: each with its name and its numbers."""
    found: list[dict[str, Any]] = []
    for layer, rows in zip(layers[:-1], outputs[:-1], strict=True):
        units = list(zip(*rows, strict=True))
        if activation == "relu":
            count, name = sum(not any(unit) for unit in units), "dead"
        else:
            low = 0.0 if activation == "sigmoid" else -1.0
            count, name = sum(all(_flat(x, low) for x in unit) for unit in units), "saturated"
        if count:
            found.append({"what": name, "layer": layer.name, "count": count, "of": len(units)})
    sizes = [math.hypot(*[p.grad for p in layer.parameters()]) for layer in layers]
    if len(sizes) > 1 and sizes[-1] > 0.0:
        ratio = sizes[0] / sizes[-1]
        if ratio < VANISHED or ratio > EXPLODED:
            found.append({"what": "vanishing" if ratio < 1.0 else "exploding", "ratio": ratio})
    return found


def _flat(x: float, low: float) -> bool:
    return 2.0 * (x - low) / (1.0 - low) - 1.0 > FLAT or 2.0 * (x - low) / (1.0 - low) - 1.0 < -FLAT
