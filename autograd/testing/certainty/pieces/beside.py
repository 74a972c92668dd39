"""Arguments at the borders of a formula, beside them and between them, so that each of its pieces is met.

This is a concolic search: a run at some arguments notes which comparisons it met, and one of them after the other is
turned (K. Sen, D. Marinov and G. Agha, CUTE: a concolic unit testing engine for C, 2005).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from autograd.testing.certainty.pieces.borders import Noted, watched

STARTS, MOST_RUNS, MOST_FREE = 8, 120, 12
"""The most arguments from which is started, runs that are expanded, and numbers that are moved."""
BESIDE, ALIKE, STEPS = 1e-6, 1e-9, 30
"""How far beside a border is tried, and how close two borders are one, both relative to the size of a number above 1;
and the steps of Newton's method."""

Numbers = tuple[float, ...]
Run = Callable[[list[object]], None]
"""Calculates with these numbers, some of which are watched."""


def beside(runs: Sequence[Run], starts: Iterable[Numbers], free: Sequence[int]) -> Iterator[Numbers]:
    """Numbers at the borders that `runs` meet, beside them and between them, each once.

    Of the numbers, those at the places `free` are moved. The last run is the claim's own: only its borders are tried as
    they are, since at a border of the function it may have no gradient.

    >>> def needle(numbers):
    ...     4.999 < numbers[0] < 5.001
    >>> (5.0,) in list(beside([needle], [(0.0,)], [0]))
    True
    """
    free = free[:MOST_FREE]
    todo = deque(list(starts)[:STARTS])
    seen, met = set[tuple[bool, ...]](), set[Numbers](todo)
    for run in range(MOST_RUNS):
        if not todo:
            break
        numbers = todo.popleft()
        noted = [_noted(run, numbers, free) for run in runs]
        turns = tuple(border.apart > 0.0 for of in noted for border in of) + tuple(
            border.apart == 0.0 for of in noted for border in of
        )
        if not turns or (turns in seen and run >= STARTS):  # from where Newton's method ends differs by start
            continue
        seen.add(turns)
        for moved in _moved(runs, noted, numbers, free):
            if moved not in met:
                met.add(moved)
                todo.append(moved)
                yield moved


def _noted(run: Run, numbers: Numbers, free: Sequence[int]) -> Noted:
    """The borders that a run meets. A formula that takes floats alone, or has no value here, may end early: what it met
    until then counts."""
    given, noted = watched(numbers, free)
    try:
        run(given)
    except Exception:  # whatever it is: the search itself meets it at these arguments as floats, or never
        return noted
    return noted


def _moved(runs: Sequence[Run], noted: Sequence[Noted], numbers: Numbers, free: Sequence[int]) -> Iterator[Numbers]:
    """The numbers, with one of them moved to the borders on its line."""
    for i, place in enumerate(free):
        of_each = [
            [x for k, border in enumerate(of) if i < len(border.slopes) and border.slopes[i]
             if (x := _crossing(run, k, numbers, free, i)) is not None]
            for run, of in zip(runs, noted, strict=True)
        ]  # fmt: skip
        others = [x for of in of_each[:-1] for x in of]
        for x in _along(others, of_each[-1]):
            yield (*numbers[:place], x, *numbers[place + 1 :])


def _crossing(run: Run, k: int, numbers: Numbers, free: Sequence[int], i: int) -> float | None:
    """The place along number i at which comparison number k turns, by Newton's method; None if it is not found."""
    place = free[i]
    x = numbers[place]
    for _ in range(STEPS):
        noted = _noted(run, (*numbers[:place], x, *numbers[place + 1 :]), free)
        if k >= len(noted) or i >= len(noted[k].slopes) or not noted[k].slopes[i]:
            return None
        step = noted[k].apart / noted[k].slopes[i]
        x -= step
        if not abs(x) < 1e300:
            return None
        if abs(step) <= 1e-12 * max(1.0, abs(x)):
            return x
    return None


def _along(others: Sequence[float], own: Sequence[float]) -> Iterator[float]:
    """Between the borders, beside them, and at those of the claim that stand alone."""
    borders = sorted({*others, *own})
    for low, high in pairwise(borders):
        if high - low > ALIKE * max(1.0, abs(low)):
            yield clean_between(low + 0.25 * (high - low), high - 0.25 * (high - low))
    for border in borders:
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
