"""The proofs of a run: its program is compared with the graph again while it goes on.

A program calls neither model nor loss. If they calculate otherwise from some step on, by a change that `Held` does not
see, only a comparison tells. After the one before the first step there are others before steps 64, 1024, 16384 and so
on, to tell early, and one at the end of a run. Where one fails, parameters go back to where they were at the last one
that did not, and the run is refused. A change that is undone before the next comparison is not found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd import DomainError
from autograd.language import say
from autograd.program.running.collector import no_collector
from nn.learning.compiled.arrays import Arrays
from nn.learning.compiled.passes import RefusedError
from nn.learning.compiled.recording.held import buffers
from nn.learning.compiled.recording.lines import NotCompiledError

FIRST, TIMES = 64, 16
"""The step of the second comparison, and how many times as many steps it is to each further one."""


class Proofs:
    """How far the steps of one call of `train` are proved."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays, self.steps, self.proved, self.next = arrays, 0, 0, FIRST
        self.state: Any = None

    def before_a_step(self, compare: Callable[[], None]) -> None:
        """Compare if it is time to. `compare` raises `NotCompiledError` where program and graph differ."""
        if self.steps == 0:
            self._keep()
        elif self.steps == self.next:
            self.next *= TIMES
            self.prove(compare)
        self.steps += 1

    def prove(self, compare: Callable[[], None]) -> None:
        """Raise `ValueError` where program and graph differ, with all numbers as they were when they last agreed."""
        arrays = self.arrays
        numbers, gradient = arrays.read(), arrays.gradient
        arrays.write_back()
        arrays.now = numbers  # now they stand in both places
        try:
            with no_collector():
                compare()
        except (RefusedError, DomainError, OverflowError):
            return  # the step itself tells
        except NotCompiledError as error:
            self._go_back()
            raise ValueError(self._sentence(error)) from error
        finally:
            arrays.gradient = gradient
        self._keep()

    def _sentence(self, error: NotCompiledError) -> str:
        other = self.arrays.settings.checkpoint is not None
        advice = say("begin anew with another checkpoint") if other else say("begin anew")
        return say("calculates otherwise than before", error=error, proved=self.proved, steps=self.steps, advice=advice)

    def _keep(self) -> None:
        own = buffers(self.arrays.settings.model)
        self.proved, self.state = self.steps, (self.arrays.read(), [*map(list, own)])

    def _go_back(self) -> None:
        self.arrays.now, kept = self.state
        self.arrays.write_back()
        for numbers, before in zip(buffers(self.arrays.settings.model), kept, strict=True):
            numbers[:] = before
