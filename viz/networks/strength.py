"""A number as the look of a line: its sign by dash and colour, its size by width. Colour alone says nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable

POSITIVE, NEGATIVE, ZERO = "#1f5fbf", "#c2530a", "#777777"
THIN, WIDE = 0.4, 4.5
"""The widths, in points, of the smallest number and of the largest one."""


def look(number: float, largest: float) -> dict[str, str]:
    """The attributes of a line for this number; `largest` is the greatest size of all numbers of the picture.

    >>> look(1.0, 2.0), look(-2.0, 2.0)["style"], look(0.0, 2.0)["style"]
    ({'color': '#1f5fbf', 'style': 'solid', 'penwidth': '2.45'}, 'dashed', 'dotted')
    """
    if not number or not math.isfinite(number):
        return {"color": ZERO, "style": "dotted", "penwidth": f"{2 * THIN:.2f}"}
    size = THIN + (WIDE - THIN) * min(1.0, abs(number) / largest)
    colour, style = (POSITIVE, "solid") if number > 0 else (NEGATIVE, "dashed")
    return {"color": colour, "style": style, "penwidth": f"{size:.2f}"}


def greatest(numbers: Iterable[float]) -> float:
    """The greatest size of finite numbers, 0 if there are none.

    >>> greatest([1.0, -3.0, math.inf]), greatest([])
    (3.0, 0.0)
    """
    return max((abs(x) for x in numbers if math.isfinite(x)), default=0.0)


def short(number: float) -> str:
    """A number to be read inside a picture: 3 significant digits.

    >>> short(-0.123456), short(1234567.0), short(-0.0)
    ('-0.123', '1.23e+06', '0')
    """
    return f"{number + 0.0:.3g}"
