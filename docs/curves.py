"""A row of the table as a small picture: its value and its local gradients along one input, as SVG.

Points come from the row itself. The bytes are the same on every machine: the last digits of its `exp` do not show.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from autograd.calculus.needed import needed_partials
from autograd.calculus.row import Op

UNIT, ACROSS, UP = 40, 4, 3
"""Pixels of 1, and how far the axes go from 0, to the right and upwards."""

WIDTH, HEIGHT, LEGEND = 2 * ACROSS * UNIT, 2 * UP * UNIT, 24

# Told apart by line, so that colour only helps; of a lightness that can be seen on white and on black.
LINES = (
    ("z", "#2f7ed8", 'stroke-width="3"'),
    ("∂z/∂{}", "#e8710a", 'stroke-width="2" stroke-dasharray="6 3"'),
    ("∂z/∂{}", "#2e9e5b", 'stroke-width="2" stroke-dasharray="2 3"'),
)
GREY = "#808080"


Curve = Callable[[float], float | None]
"""A number for each x; None where there is none."""


class Example(NamedTuple):
    """A row as a function of its first input x: its other inputs and its constants are numbers."""

    row: Op
    others: tuple[float, ...]

    def value(self, x: float) -> float | None:
        try:
            return self.row.value(x, *self.others) if self.row.domain(x, *self.others) else None
        except (ValueError, ArithmeticError):
            return None

    def partial(self, slot: int, x: float) -> float | None:
        """The local gradient of input number `slot`."""
        z = self.value(x)
        try:
            if z is None:
                return None
            local: float = needed_partials(self.row, z, (x, *self.others), {slot})[slot]
        except (ValueError, ArithmeticError):
            return None
        return local if math.isfinite(local) else None


def plot(example: Example, inputs: list[str], kinks: Iterable[float]) -> str:
    """The picture as text: z, and the local gradients of `inputs`, against the first; dots mark those at the kinks."""
    curves: list[tuple[str, Curve]] = [("z", example.value)]
    curves += [(name, partial(example.partial, slot)) for slot, name in enumerate(inputs)]
    lines, dots, legend = [], [], []
    for i, ((name, f), (label, colour, line)) in enumerate(zip(curves, LINES, strict=False)):
        path = " ".join(f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in stroke)}" for stroke in _strokes(f))
        lines.append(f'<path d="{path}" stroke="{colour}" {line}/>')
        for x in kinks:
            if i and (y := f(x)) is not None:
                dots.append(f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{5 - i}" fill="{colour}"/>')
        left, middle = 8 + 80 * i, HEIGHT + LEGEND / 2
        legend.append(f'<path d="M{left},{middle:.0f} h24" stroke="{colour}" {line}/>')
        legend.append(f'<text x="{left + 30}" y="{middle + 4:.0f}">{label.format(name)}</text>')
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT + LEGEND}" '
        f'font-family="sans-serif" font-size="12" fill="{GREY}">',
        f"<title>{example.row.name}</title>",
        f'<svg width="{WIDTH}" height="{HEIGHT}">',  # cuts off what leaves it
        *_axes(inputs[0]), '<g fill="none">', *lines, "</g>", *dots, "</svg>", *legend, "</svg>", "",
    ])  # fmt: skip


def _x(x: float) -> float:
    return UNIT * (x + ACROSS)


def _y(y: float) -> float:
    """Upwards is less, and a line that leaves the picture ends a little outside."""
    y = round(y, 9)  # 0.25 and what is 0.25 but for its last digits are the same tenth of a pixel
    return UNIT * (UP - max(-UP - 1.0, min(UP + 1.0, y)))


def _axes(input: str) -> list[str]:
    across, up = _x(0.0), _y(0.0)
    ticks = [f"M{_x(i):.0f},{up - 3:.0f} v6" for i in range(1 - ACROSS, ACROSS) if i]
    ticks += [f"M{across - 3:.0f},{_y(i):.0f} h6" for i in range(1 - UP, UP) if i]
    return [
        f'<path d="M0,{up:.0f} h{WIDTH} M{across:.0f},0 v{HEIGHT} {" ".join(ticks)}" stroke="{GREY}"/>',
        f'<text x="{_x(1.0) - 3:.0f}" y="{up + 16:.0f}">1</text>',
        f'<text x="{across - 14:.0f}" y="{_y(1.0) + 4:.0f}">1</text>',
        f'<text x="{WIDTH - 4}" y="{up + 16:.0f}" text-anchor="end">{input}</text>',
    ]


STEP, FINEST = 3.0, 12
"""Pixels that neighbouring points may differ in height, and how often a tenth is halved to get there; what differs
more even then is a jump, which no line joins."""


def _strokes(f: Curve) -> list[list[tuple[float, float]]]:
    """The curve as lines, in pixels: one line as far as it is defined and does not jump."""
    points: list[tuple[float, float | None]] = [(-ACROSS, f(-ACROSS))]
    for tenth in range(-10 * ACROSS, 10 * ACROSS):
        points += _after(f, tenth / 10, (tenth + 1) / 10, FINEST)
    strokes: list[list[tuple[float, float]]] = [[]]
    for (x, y), (_, before) in zip(points, [(0.0, None), *points], strict=False):
        if y is None or not _near(before, y):
            strokes.append([])
        if y is not None and (not strokes[-1] or _pixel(strokes[-1][-1]) != _pixel((_x(x), _y(y)))):
            strokes[-1].append((_x(x), _y(y)))
    return [_without_needless(stroke) for stroke in strokes if len(stroke) > 1]


def _after(f: Curve, left: float, right: float, depth: int) -> list[tuple[float, float | None]]:
    """Points to the right of `left` as far as `right`, the closer the steeper the curve is."""
    if depth == 0 or _near(f(left), f(right)):
        return [(right, f(right))]
    middle = (left + right) / 2
    return _after(f, left, middle, depth - 1) + _after(f, middle, right, depth - 1)


def _near(y: float | None, other: float | None) -> bool:
    return y is other is None or (y is not None and other is not None and abs(_y(y) - _y(other)) <= STEP)


def _pixel(point: tuple[float, float]) -> tuple[str, str]:
    return f"{point[0]:.1f}", f"{point[1]:.1f}"


def _without_needless(stroke: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without the points in the middle of a level line."""
    inner = zip(stroke, stroke[1:], stroke[2:], strict=False)
    return [stroke[0], *[b for a, b, c in inner if not a[1] == b[1] == c[1]], stroke[-1]]
