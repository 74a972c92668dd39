"""Arguments, as nested lists, moved to the borders of the formulas: within the reach of what may be drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from autograd.testing.certainty.beside import STARTS, Numbers, beside
from autograd.testing.gradients.arguments import flat, mapped

STRUCTURES = 4
"""The most different sizes of arguments from which is started."""
MODERATE = 100.0
"""The largest number that is started from, if there are such arguments: Newton's method leads farther."""
FREE = {
    "floats", "integers", "lists", "min_value", "max_value", "exclude_min", "exclude_max", "min_size", "max_size",
    "allow_nan", "allow_infinity", "allow_subnormal", "width", "inf", "nan", "e", "True", "False", "None",
}  # fmt: skip
"""The words in what Hypothesis writes of a strategy whose numbers may be chosen one by one, between two bounds."""
Inside = Callable[[float], bool]


def nearby(
    runs: Sequence[Callable[..., Any]], inside: Sequence[Inside | None], tried: Iterable[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """Arguments at the borders that `runs` meet, started from the arguments `tried`; the last run is the claim's.

    `inside` tells of each argument which numbers it may have; an argument of which it tells nothing is not moved.

    >>> def needle(x):
    ...     4.999 < x < 5.001
    >>> (5.0,) in list(nearby([needle], [lambda x: True], [(0.0,)]))
    True
    """
    by_structure: dict[tuple[tuple[int, ...], ...], list[tuple[Any, ...]]] = {}
    for arguments in tried:
        by_structure.setdefault(tuple(flat(list(arguments))), []).append(arguments)
    for paths, alike in list(by_structure.items())[:STRUCTURES]:
        free = [i for i, path in enumerate(paths) if (reach := inside[path[0] : path[0] + 1]) and reach[0]]
        found = sorted((tuple(map(float, flat(list(arguments)).values())) for arguments in alike), key=_size)
        starts = [numbers for numbers in found if _size(numbers) <= MODERATE] or found
        flat_runs = [_flat(run, alike[0], paths) for run in runs]
        for numbers in beside(flat_runs, starts[:: len(starts) // STARTS + 1], free):
            if all(inside[paths[i][0]](numbers[i]) for i in free):  # type: ignore[misc]  # of these it is not None
                yield tuple(_nested(alike[0], paths, numbers))


def _size(numbers: Numbers) -> float:
    return max(map(abs, numbers), default=0.0)


def _flat(run: Callable[..., Any], alike: tuple[Any, ...], paths: Sequence[tuple[int, ...]]) -> Callable[[Any], None]:
    return lambda numbers: run(*_nested(alike, paths, numbers))


def _nested(alike: tuple[Any, ...], paths: Sequence[tuple[int, ...]], numbers: Numbers) -> list[Any]:
    """The numbers in nested lists as those of arguments that are `alike`."""
    place = dict(zip(paths, numbers, strict=True))
    return list(mapped(lambda _, path: place[path], list(alike)))


def inside(strategy: object) -> Inside | None:
    """Which numbers a strategy of Hypothesis may draw, read from how it is written; None if that does not tell.

    >>> from hypothesis import strategies as st
    >>> reach = inside(st.lists(st.floats(-2, 3), min_size=1))
    >>> reach(3.0), reach(3.1), inside(st.floats().filter(bool))
    (True, False, None)
    """
    written = repr(strategy)
    words = re.findall(r"[A-Za-z_]+", written)
    if not set(words) <= FREE or words.count("floats") + words.count("integers") != 1:
        return None
    low, high = (re.search(rf"{end}_value=([^,)]+)", written) for end in ("min", "max"))
    least = float(low[1]) if low and low[1] != "None" else -math.inf
    most = float(high[1]) if high and high[1] != "None" else math.inf
    open_below, open_above = "exclude_min=True" in written, "exclude_max=True" in written
    whole = "integers" in words

    def reaches(x: float) -> bool:
        between = (least < x if open_below else least <= x) and (x < most if open_above else x <= most)
        return between and (x % 1.0 == 0.0 or not whole)

    return reaches
