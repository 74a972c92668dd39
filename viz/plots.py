"""Lines and dots against two axes, as SVG: losses by epoch, data with a fitted curve, paths of optimizers.

The SVG is written as text, so a picture of numbers needs no plotting library.
"""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from autograd.language.text import printable, width
from autograd.language.whole import write_whole

Points = Iterable[tuple[float, float]]

WIDTH, HEIGHT, LEFT, RIGHT, BELOW, ROW = 480, 280, 56, 16, 32, 20
"""The pixels of a plot without its legend, of the margins around the axes, and of a row of the legend."""

# Told apart by line, so that colour only helps; of a lightness that can be seen on white and on black.
STYLES = [
    ("#2f7ed8", ""),
    ("#e8710a", "6 3"),
    ("#2e9e5b", "2 3"),
    ("#b04fc4", "10 3 2 3"),
    ("#c0392b", "14 4"),
    ("#808000", "1 5"),
]
GREY = "#808080"


class Plot(NamedTuple):
    """A picture: `width` and `height` in pixels, `svg` is its text, `save` writes a file, and a notebook shows it by
    itself."""

    svg: str
    width: int
    height: int

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture to a file whose name ends in .svg, whole or not at all, and make its folder.

        Returns the path. Raises `ValueError` for another ending, and `OSError` if the file cannot be written.
        """
        path = Path(path)
        if path.suffix != ".svg":
            raise ValueError(f"a plot is saved as .svg, and the name is {path.name!r}")
        write_whole(path, f"{self.svg}\n".encode())
        return path

    def __repr__(self) -> str:
        return "<Plot; save it with .save('name.svg')>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}


def plot(lines: Mapping[str, Points] | None = None, dots: Mapping[str, Points] | None = None, title: str = "") -> Plot:
    """A plot of points (x, y) by name: `lines` joins them, `dots` marks them. The same name has the same colour.

    Raises ValueError if there are no points, or for a coordinate that is not finite.

    >>> picture = plot({"x²": [(x, x * x) for x in range(4)]}, {"measured": [(1, 1.2), (2, 3.7)]})
    >>> picture.svg.count("<polyline"), picture.svg.count("<circle")  # one circle in the legend
    (1, 3)
    """
    of_lines = {name: _checked(name, points) for name, points in (lines or {}).items()}
    of_dots = {name: _checked(name, points) for name, points in (dots or {}).items()}
    everything = [point for points in (*of_lines.values(), *of_dots.values()) for point in points]
    if not everything:
        raise ValueError("a plot needs points, as in plot({'loss': [(1, 0.7), (2, 0.4)]}), and was given none")
    names = list(dict.fromkeys([*of_lines, *of_dots]))
    style = dict(zip(names, itertools.cycle(STYLES)))  # as many as there are names
    legend, top = _legend(title, [(name, *style[name], name in of_lines, name in of_dots) for name in names])
    x_axis = _Axis.of([x for x, _ in everything], LEFT, WIDTH - RIGHT)
    y_axis = _Axis.of([y for _, y in everything], top + HEIGHT - BELOW, top)

    drawn = [*legend, *_grid(x_axis, y_axis)]
    for name, points in of_dots.items():
        drawn += [_dot(x_axis(x), y_axis(y), style[name][0]) for x, y in points]
    for name, points in of_lines.items():  # above the dots, of which there may be many
        path = " ".join(f"{x_axis(x):.1f},{y_axis(y):.1f}" for x, y in points)
        drawn.append(f'<polyline points="{path}" {_line(*style[name])}/>')
    return _framed(drawn, WIDTH, top + HEIGHT)


def beside(plots: Iterable[Plot], columns: int = 2) -> Plot:
    """Several plots as one picture, row by row, in `columns` columns.

    >>> picture = beside([plot({"loss": [(1, 1), (2, 0.5)]}) for _ in range(3)])
    >>> picture.width, picture.height
    (960, 616)
    """
    plots = list(plots)
    if not plots or columns < 1:
        raise ValueError(f"{len(plots)} plots in {columns!r} columns are no picture; each is at least 1")
    across, down = max(each.width for each in plots), max(each.height for each in plots)
    moved = [
        f'<g transform="translate({i % columns * across} {i // columns * down})">{each.svg}</g>'
        for i, each in enumerate(plots)
    ]
    return _framed(moved, across * min(columns, len(plots)), down * math.ceil(len(plots) / columns))


class _Axis(NamedTuple):
    """An axis: the pixel of each number, and the numbers written beside it, multiples of 1, 2 or 5 times a power of
    ten."""

    low: float
    high: float
    start: float
    end: float
    ticks: list[tuple[float, str]]

    @classmethod
    def of(cls, numbers: list[float], start: float, end: float) -> _Axis:
        low, high = min(numbers), max(numbers)
        if high - low <= 1e-9 * max(abs(low), abs(high), 1e-100):  # so alike that no axis could tell them apart
            around = 0.5 * abs(low) if abs(low) > 1e-100 else 0.5
            low, high = low - around, high + around
        wanted = (high - low) / 8
        power = 10.0 ** math.floor(math.log10(wanted))
        step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= wanted)
        digits = max(6, 2 + math.floor(math.log10(max(abs(low), abs(high)) / step)))  # neighbours differ in the last
        numbers = [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]
        return cls(low, high, start, end, [(x, f"{x:.{digits}g}") for x in numbers])

    def __call__(self, x: float) -> float:
        return self.start + (x - self.low) / (self.high - self.low) * (self.end - self.start)


def _checked(name: str, points: Points) -> list[tuple[float, float]]:
    found = [(float(x), float(y)) for x, y in points]
    for point in found:
        if not all(abs(coordinate) < 1e150 for coordinate in point):
            raise ValueError(f"the point {point} of {printable(name)!r} has no place in a picture")
    return found


def _grid(x_axis: _Axis, y_axis: _Axis) -> list[str]:
    left, right, bottom, top = x_axis.start, x_axis.end, y_axis.start, y_axis.end
    drawn = []
    for tick, label in x_axis.ticks:
        x = x_axis(tick)
        drawn.append(f'<path d="M{x:.1f},{bottom} V{top}" stroke="{GREY}" stroke-opacity="0.25"/>')
        drawn.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{label}</text>')
    for tick, label in y_axis.ticks:
        y = y_axis(tick)
        drawn.append(f'<path d="M{left},{y:.1f} H{right}" stroke="{GREY}" stroke-opacity="0.25"/>')
        drawn.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    return [*drawn, f'<path d="M{left},{top} V{bottom} H{right}" fill="none" stroke="{GREY}"/>']


def _legend(title: str, entries: list[tuple[str, str, str, bool, bool]]) -> tuple[list[str], int]:
    """The legend in as many rows as it needs, and the pixels that the rows take."""
    x, y = LEFT, ROW
    drawn = [f'<text x="{x}" y="{y}" font-weight="bold">{escape(printable(title))}</text>'] if title else []
    x += 8 * width(printable(title)) + 20 if title else 0
    for name, colour, dashes, has_line, has_dots in entries:
        wide = 28 + 8 * width(printable(name)) + 12
        if x > LEFT and x + wide > WIDTH:
            x, y = LEFT, y + ROW
        if has_line:
            drawn.append(f'<path d="M{x},{y - 4} h22" {_line(colour, dashes)}/>')
        if has_dots:
            drawn.append(_dot(x + 11, y - 4, colour))
        drawn.append(f'<text x="{x + 28}" y="{y}">{escape(printable(name))}</text>')
        x += wide
    return drawn, y + 8


def _line(colour: str, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'fill="none" stroke="{colour}" stroke-width="2"{dashed}'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}" fill-opacity="0.6"/>'


def _framed(drawn: list[str], across: int, down: int) -> Plot:
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
        f'font-family="sans-serif" font-size="12" fill="{GREY}">'
    )
    return Plot("\n".join([opening, *drawn, "</svg>"]), across, down)
