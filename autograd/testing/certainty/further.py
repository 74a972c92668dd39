"""What is done for a claim that is right at all points tried: a proof, and if there is none a search by a solver."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from autograd.language import say
from autograd.testing.certainty.proofs.process import Prover
from autograd.testing.certainty.walked import has_crosshair, walked

PROVED, SEARCHED, TRIED = "proved", "searched", "tried"
SECONDS = 4.0
"""How long a proof and a search may take, each, where nobody says it. SymPy alone needs half a second to be loaded."""

Run = Callable[..., Any]


def limit(seconds: float | None) -> float:
    """The limit of time that is given, or the usual one. Raises `ValueError` if it is no time."""
    if seconds is None:
        return SECONDS
    if not isinstance(seconds, int | float) or not 0.0 <= seconds < math.inf:
        raise ValueError(say("no limit of time", seconds=seconds))
    return float(seconds)


def can_prove(seconds: float) -> bool:
    """Whether claims can be proved here within so many seconds."""
    return seconds > 0 and has_sympy()


def has_sympy() -> bool:
    """Whether SymPy can be asked: a browser's Python has no processes."""
    return bool(sys.executable) and sys.platform != "emscripten" and find_spec("sympy") is not None


class Further:
    """A proof of `cases` (see `proofs.proving`), which begins at once, and a search along the paths of `runs` at
    arguments that `drawn` gives, a strategy of tuples. Each may take so many seconds; 0 leaves out both.

    The process of the proof ends with the context. `strength` says how far a claim without a counterexample can be
    trusted, `proved` how many of the cases are proved.
    """

    def __init__(
        self, cases: Sequence[Mapping[str, Any]], runs: Sequence[Run], drawn: Callable[[], Any], seconds: float
    ) -> None:
        self.cases, self.runs, self.drawn, self.seconds = cases, runs, drawn, seconds
        self.proved, self.searched = 0, False
        self.prover: Prover | None = None
        if cases and can_prove(seconds):
            with suppress(OSError):  # no more processes are allowed here: then nothing is proved
                self.prover = Prover(cases)

    def __enter__(self) -> Further:
        return self

    def __exit__(self, *_: object) -> None:
        if self.prover:
            self.prover.end()

    @property
    def strength(self) -> str:
        return PROVED if self._is_proved() else SEARCHED if self.searched else TRIED

    def _is_proved(self) -> bool:
        return bool(self.cases) and self.proved == len(self.cases)

    def nearby(self, tried: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The arguments that the solver finds, if there is no proof: the last of what a search is asked for."""
        if self.prover:
            self.proved = self.prover.proved(self.seconds)
        if not self._is_proved() and self.runs and self.seconds > 0 and has_crosshair():
            for run in self.runs:
                yield from walked(self.drawn(), [run], self.seconds / len(self.runs))
            self.searched = True
