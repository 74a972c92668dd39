"""Arguments at the borders of a formula, beside them and between them, so that each of its pieces is met.

This is a concolic search: a run at some arguments notes which comparisons it met, and one of them after the other is
turned (K. Sen, D. Marinov and G. Agha, CUTE: a concolic unit testing engine for C, 2005).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import mul

from autograd.testing.certainty.pieces.borders import Border, Noted, watched

STARTS, MOST_RUNS, MOST_FREE, MOST_CALLS = 8, 120, 12, 2_000
"""The most arguments from which is started, runs that are expanded, numbers that are moved, and calls of all runs."""
BESIDE, ALIKE, STEPS = 1e-6, 1e-9, 60
"""How far beside a border is tried, and how close two borders are one, both relative to the size of a number above 1;
and the steps of Newton's method."""

Numbers = tuple[float, ...]
Run = Callable[[list[object]], None]
"""Calculates with these numbers, some of which are watched."""


class Watching:
    """The runs, which are made with the numbers at the places `free` watched, `MOST_CALLS` times in all."""

    def __init__(self, runs: Sequence[Run], free: Sequence[int]) -> None:
        self.runs, self.free = runs, free[:MOST_FREE]
        self.calls = 0
        self.known: dict[tuple[int, Numbers], list[float]] = {}  # the borders on the lines that were looked at

    def noted(self, run: Run, numbers: Numbers) -> Noted:
        """The borders that a run meets. A formula that takes floats alone, or has no value here, may end early: what it
        met until then counts."""
        self.calls += 1
        given, noted = watched(numbers, self.free)
        try:
            if self.calls <= MOST_CALLS:
                run(given)
        except Exception:  # whatever it is: the search itself meets it at these arguments as floats, or never
            return noted
        return noted

    def border(self, run: Run, k: int, numbers: Numbers) -> Border | None:
        """Comparison number k of a run; None if it is not met, or no number changes it."""
        noted = self.noted(run, numbers)
        return noted[k] if k < len(noted) and any(noted[k].slopes) else None


def beside(runs: Sequence[Run], starts: Iterable[Numbers], free: Sequence[int]) -> Iterator[Numbers]:
    """Numbers at the borders that `runs` meet, beside them and between them, each once.

    Of the numbers, those at the places `free` are moved. The last run is the claim's own: only its borders are tried as
    they are, since at a border of the function it may have no gradient.

    >>> def needle(numbers):
    ...     4.999 < numbers[0] < 5.001
    >>> (5.0,) in list(beside([needle], [(0.0,)], [0]))
    True
    """
    watching = Watching(runs, free)
    todo = deque(list(starts)[:STARTS])
    seen, met = set[tuple[bool, ...]](), set[Numbers](todo)
    for run in range(MOST_RUNS):
        if not todo or watching.calls > MOST_CALLS:
            break
        numbers = todo.popleft()
        noted = [watching.noted(run, numbers) for run in runs]
        turns = tuple(border.apart > 0.0 for of in noted for border in of) + tuple(
            border.apart == 0.0 for of in noted for border in of
        )
        is_new = turns not in seen
        if not turns or (run >= STARTS and not is_new):  # from where Newton's method ends differs by start
            continue
        seen.add(turns)
        both = _both(watching, noted, numbers) if is_new and len(watching.free) > 1 else ()
        for moved in chain(_moved(watching, noted, numbers), both):
            if moved not in met:
                met.add(moved)
                todo.append(moved)
                yield moved


def _moved(watching: Watching, noted: Sequence[Noted], numbers: Numbers) -> Iterator[Numbers]:
    """The numbers, with one of them moved to the borders on its line; and with each moved between its two closest
    borders."""
    between = list(numbers)
    for i, place in enumerate(watching.free):
        of_each = [
            [x for k, border in enumerate(of) if i < len(border.slopes) and border.slopes[i]
             if (x := _crossing(watching, run, k, border, numbers, i)) is not None]
            for run, of in zip(watching.runs, noted, strict=True)
        ]  # fmt: skip
        others = [x for of in of_each[:-1] for x in of]
        for x in _along(others, of_each[-1]):
            yield (*numbers[:place], x, *numbers[place + 1 :])
        gaps = _gaps({*others, *of_each[-1]})
        if gaps:
            low, high = min(gaps, key=lambda gap: gap[1] - gap[0])
            between[place] = clean_between(low + 0.25 * (high - low), high - 0.25 * (high - low))
    yield tuple(between)


def _crossing(watching: Watching, run: Run, k: int, border: Border, numbers: Numbers, i: int) -> float | None:
    """The place along number i at which comparison number k turns; None if it is not found.

    Newton's method, and where it goes too far or too slowly, half the way between the two sides.
    """
    place = watching.free[i]
    line = watching.known.setdefault((i, (*numbers[:place], *numbers[place + 1 :])), [])
    x, last, step = numbers[place], None, 0.0
    other: float | None = None  # a number on the other side
    here: Border | None = border
    for _ in range(STEPS):
        if here is None:  # the comparison is not met there: go half of the way back
            if last is None:
                return None
            x = (x + last[0]) / 2
        else:
            if last is not None and (here.apart > 0.0) != (last[1] > 0.0):
                other = last[0]
            last, before = (x, here.apart), step
            step = -here.apart / here.slopes[i] if here.slopes[i] else math.inf
            is_slow = before != 0.0 and abs(step) > abs(before) / 2
            if other is not None and (is_slow or not min(x, other) < x + step < max(x, other)):
                step = (other - x) / 2
            x += step
            if not abs(x) < 1e300:
                return None
            near = 1e-12 * max(1.0, abs(x))
            if abs(step) <= near:
                line.append(x)
                return x
            if any(abs(x - known) <= near for known in line):
                return x
        here = watching.border(run, k, (*numbers[:place], x, *numbers[place + 1 :]))
    return None


def _both(watching: Watching, noted: Sequence[Noted], numbers: Numbers) -> Iterator[Numbers]:
    """The numbers, all moved so that one comparison turns, and so that it turns while another one stays as it is."""
    for run, of in zip(watching.runs, noted, strict=True):
        for k in range(len(of)):
            for kept in [None, *(j for j in range(len(of)) if j != k)]:
                moved = _solved(watching, run, k, kept, of, numbers)
                if moved is not None:
                    yield moved


def _solved(watching: Watching, run: Run, k: int, kept: int | None, noted: Noted, numbers: Numbers) -> Numbers | None:
    """Just beyond the border k, and just on this side of the border `kept`, by the shortest way; None if there is none
    or it is not found."""
    which = [k] if kept is None else [k, kept]
    signs = [math.copysign(1.0, noted[j].apart) * (-1.0 if j == k else 1.0) for j in which]
    here = noted
    for _ in range(STEPS):
        if max(which) >= len(here):
            return None
        slopes = [here[j].slopes for j in which]
        size = max(1.0, *map(abs, numbers))
        lacks = [
            sign * BESIDE * size * max(map(abs, here[j].slopes)) - here[j].apart
            for sign, j in zip(signs, which, strict=True)
        ]
        step = shortest(slopes, lacks)
        if step is None:
            return None
        moved = list(numbers)
        for place, far in zip(watching.free, step, strict=False):
            moved[place] += far
        numbers = tuple(moved)
        if not all(abs(x) < 1e300 for x in numbers):
            return None
        if max(map(abs, step)) <= BESIDE / 10 * size:
            return numbers
        here = watching.noted(run, numbers)
    return None


def shortest(slopes: Sequence[Sequence[float]], lacks: Sequence[float]) -> list[float] | None:
    """The shortest step along which one number with these slopes, or two, change by what they lack; None if there is
    none.

    >>> shortest([[3.0, 4.0]], [25.0]), shortest([[1.0, 1.0], [1.0, -1.0]], [4.0, 2.0]), shortest([[0.0]], [1.0])
    ([3.0, 4.0], [3.0, 1.0], None)
    """
    first, last = slopes[0], slopes[-1]
    a, b, c = (sum(map(mul, x, y)) for x, y in ((first, first), (first, last), (last, last)))
    if len(slopes) == 1:
        return [lacks[0] / a * x for x in first] if a else None
    det = a * c - b * b
    if not det > 1e-9 * a * c:
        return None
    p, q = (c * lacks[0] - b * lacks[1]) / det, (a * lacks[1] - b * lacks[0]) / det
    return [p * x + q * y for x, y in zip(first, last, strict=True)]


def _gaps(borders: Iterable[float]) -> list[tuple[float, float]]:
    """The pairs of borders beside each other that are not one."""
    return [(low, high) for low, high in pairwise(sorted(borders)) if high - low > ALIKE * max(1.0, abs(low))]


def _along(others: Sequence[float], own: Sequence[float]) -> Iterator[float]:
    """Between the borders, beside them, and at those of the claim that stand alone."""
    for low, high in _gaps({*others, *own}):
        yield clean_between(low + 0.25 * (high - low), high - 0.25 * (high - low))
    for border in sorted({*others, *own}):
        far = BESIDE * max(1.0, abs(border))
        yield from (border - far, border + far)
        if border in own and not any(abs(x - border) <= ALIKE * max(1.0, abs(border)) for x in others):
            yield border


def clean_between(low: float, high: float) -> float:
    """The number with the fewest digits between these two.

    >>> clean_between(4.9995, 5.0005), clean_between(0.12, 0.19)
    (5.0, 0.15)
    """
    middle = (low + high) / 2
    rounded = (round(middle, digits) + 0.0 for digits in range(-12, 13))  # + 0.0: -0 is 0
    return next((x for x in rounded if low <= x <= high), middle)
