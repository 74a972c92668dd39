"""Arguments that lead through each path of a function, found by CrossHair.

CrossHair calls the functions with numbers that stand for any number, and asks a solver, Z3, for arguments that turn
each comparison on the way (https://github.com/pschanely/CrossHair).
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from importlib.util import find_spec
from typing import Any

MOST_PATHS = 100_000
"""More than there is time for."""


class Over(KeyboardInterrupt):
    """The time is over. Hypothesis and CrossHair then stop at once, and look into nothing."""


def has_crosshair() -> bool:
    """Whether a solver can search."""
    return sys.platform != "emscripten" and find_spec("hypothesis_crosshair_provider") is not None


def walked(drawn: Any, runs: Sequence[Callable[..., Any]], seconds: float) -> Iterator[tuple[Any, ...]]:
    """The arguments that CrossHair finds within so many seconds, drawn as tuples by a strategy of Hypothesis.

    A path that takes long may end up to three seconds later.
    """
    from crosshair.core import deep_realize
    from crosshair.statespace import optional_context_statespace
    from crosshair.tracers import NoTracing
    from hypothesis import HealthCheck, Phase, Verbosity, given, settings

    found: list[tuple[Any, ...]] = []
    end = time.monotonic() + seconds

    def is_over() -> bool:
        return time.monotonic() > end

    def walk(arguments: tuple[Any, ...]) -> None:
        with NoTracing():  # the time is no part of the path
            if is_over():
                raise Over
        for run in runs:
            try:
                run(*arguments)
            except Exception:  # also an error ends a path; what it means is judged with the numbers found
                break
        space = optional_context_statespace()
        if space is not None:  # the first run is with plain numbers
            space.detach_path()  # to choose the numbers is not part of the path either
        found.append(deep_realize(arguments))

    alone = settings(
        backend="crosshair", max_examples=MOST_PATHS, phases=[Phase.generate], verbosity=Verbosity.quiet,
        database=None, deadline=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    with suppress(Over), redirect_stdout(io.StringIO()):  # CrossHair prints there that a path was cut off
        test: Callable[[], None] = alone(given(drawn)(walk))  # type: ignore[no-untyped-call]  # Hypothesis's own
        test()
    yield from dict.fromkeys(map(_hashable, found))


def _hashable(nested: Any) -> Any:
    return tuple(map(_hashable, nested)) if isinstance(nested, (list, tuple)) else nested
