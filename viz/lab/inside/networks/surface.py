"""The path of a network over its loss surface: a plane through the weights at first, half-way and now.

The plane holds these three places exactly. Other places of the path are shown where they are nearest to it (as in
H. Li et al., Visualizing the loss landscape of neural nets, 2018, with places of the path for directions).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

SIDE = 13
"""Places along each side of the plane, for each of which the loss is calculated."""
MARGIN = 0.35
"""How far the plane reaches beyond the path, as a part of the path's own size."""

Vector = Sequence[float]


def surface(path: Sequence[Vector], loss: Callable[[Vector], float | None]) -> dict[str, Any]:
    """The losses over the plane, row by row from the top, the path on it, and the ends of the plane.

    A place whose loss is too large for floats has None.

    >>> found = surface([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]], lambda at: at[0])
    >>> [[round(x, 6) for x in place] for place in found["path"]]
    [[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]
    """
    start, end = path[0], path[-1]
    first = _unit(_less(end, start), 0)
    across = _less(path[len(path) // 2], start)
    second = _unit([a - _dot(across, first) * f for a, f in zip(across, first, strict=True)], 1)
    places = [(_dot(_less(at, start), first), _dot(_less(at, start), second)) for at in path]
    (left, right), (low, high) = (_ends([place[i] for place in places]) for i in (0, 1))
    rows = []
    for j in range(SIDE):
        v = high - (high - low) * (j + 0.5) / SIDE
        us = [left + (right - left) * (i + 0.5) / SIDE for i in range(SIDE)]
        rows.append([loss([s + u * f + v * g for s, f, g in zip(start, first, second, strict=True)]) for u in us])
    return {"losses": rows, "path": places, "box": [left, right, low, high]}


def _less(a: Vector, b: Vector) -> list[float]:
    return [x - y for x, y in zip(a, b, strict=True)]


def _dot(a: Vector, b: Vector) -> float:
    return math.fsum(x * y for x, y in zip(a, b, strict=True))


def _unit(direction: list[float], axis: int) -> list[float]:
    """The direction with length 1; an axis where the path has not moved in this direction."""
    length = math.hypot(*direction)
    if length < 1e-9:
        return [float(i == axis) for i in range(len(direction))]
    return [x / length for x in direction]


def _ends(numbers: Sequence[float]) -> tuple[float, float]:
    low, high = min(numbers), max(numbers)
    margin = MARGIN * (high - low) or 0.5
    return low - margin, high + margin
