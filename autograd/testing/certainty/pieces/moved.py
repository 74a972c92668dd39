"""Arguments, as nested lists, moved to the borders of the formulas: within the reach of what may be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from autograd.testing.certainty.pieces.beside import STARTS, Numbers, beside
from autograd.testing.gradients.arguments import flat, mapped

STRUCTURES, MOST = 4, 200
"""The most different sizes of arguments from which is started, and arguments that are found for each."""
MODERATE = 100.0
"""The largest number that is started from, if there are such arguments: Newton's method leads farther."""
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
        for numbers in islice(beside(flat_runs, starts[:: len(starts) // STARTS + 1], free), MOST):
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
