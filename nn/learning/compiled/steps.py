"""The steps of a run, in programs where that is possible.

The numbers of a run then stand in arrays. A step that is refused is made once more in the graph, from the same numbers,
which says what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd.language import say
from autograd.program.running.collector import no_collector
from nn.learning import step
from nn.learning.compiled.arrays import Arrays
from nn.learning.compiled.measured import Measured
from nn.learning.compiled.passes import (
    ROUNDING,
    STEPS_THAT_PAY,
    Lanes,
    MixedError,
    RefusedError,
    Result,
    Whole,
    require_near,
)
from nn.learning.compiled.proofs import Proofs
from nn.learning.compiled.recording.alike import require_alike
from nn.learning.compiled.recording.held import Held, buffers
from nn.learning.compiled.recording.lines import Lines, NotCompiledError
from nn.learning.compiled.recording.recorded import Moment, Recorded
from nn.learning.run.measure import Judge, Tally
from nn.learning.run.settings import Settings
from nn.nested import flat

LATER = 1e-4
"""As `ROUNDING`, for comparisons after the first one: a network that has learned may lose more digits."""
PROOF = 4
"""For so many examples program and graph are compared, if the program has one example in a lane."""


class Steps(step.Steps):
    """The steps of one run. Raises `ValueError` at the first one if programs are insisted on and there can be none."""

    def __init__(self, settings: Settings, judge: Judge) -> None:
        super().__init__(settings, judge)
        self.programs, self.proved = dict[int, Lanes | Whole](), dict[int, Lanes | Whole]()
        """For each size of a batch, or as number 0 for all sizes."""
        self.in_graph = False
        self.lines: Lines
        self.targets = len(list(flat(settings.data.ys[0])))
        self.validation: Measured | None = None
        self.arrays = Arrays(settings)
        self.proofs = Proofs(self.arrays)
        self.held: Held | None = None
        self.buffers = buffers(settings.model)

    def make(self, chosen: Sequence[int], *, first: bool) -> tuple[float, step.Verdicts]:
        """A step for the chosen examples. Gives their mean loss before it, and the verdicts about their outputs."""
        if self.in_graph:
            return super().make(chosen, first=first)
        if not self.settings.model.training:
            self.settings.model.train()
        if self.arrays.schedule and self.held and (changed := self.held.changed()):
            self.write_back()
            self.give_up(NotCompiledError(say("schedule changes", name=changed)))
            return super().make(chosen, first=first)
        program = self.proved.get(0 if 0 in self.proved else len(chosen)) or self._proved(chosen, first)
        if isinstance(program, Exception):
            return self._told_by_the_graph(program, chosen, first)
        self.proofs.before_a_step(lambda: self._compare_again(chosen))
        before = Moment(self.settings.model) if program.draws else None
        try:
            return self._made(program, chosen)
        except RefusedError:
            self.write_back()
            if before:
                before.restore()
            return super().make(chosen, first=first)

    def finish(self, chosen: Sequence[int]) -> None:
        """At the end of a run, whose last batch was this one: raise `ValueError` if its steps may be wrong."""
        if not self.in_graph and {0, len(chosen)} & self.proved.keys():
            self.proofs.prove(lambda: self._compare_again(chosen))

    def measure(self) -> tuple[Tally, list[bool | None]]:
        """The validation examples, for numbers that stand in the Values."""
        if self.in_graph:
            return super().measure()
        try:
            if self.validation is None:
                self.validation = Measured(self.settings, self.arrays.leaves)
            return self.validation.measure(self.judge)
        except Exception as error:  # if anything is wrong, the graph tells
            found = super().measure()
            if isinstance(error, NotCompiledError):
                self.give_up(error)
            return found

    def write_back(self) -> None:
        """Bring all numbers to the Values and to the optimizer."""
        self.arrays.write_back()

    def _proved(self, chosen: Sequence[int], first: bool) -> Lanes | Whole | Exception:
        """The program for these examples, which is compared with the graph before, or why it cannot be taken."""
        self.write_back()
        before = Moment(self.settings.model.train())
        try:
            with no_collector():
                size = self._compile(chosen)
                self._compare(self.programs[size], chosen, PROOF, before, first=first)
        except Exception as error:
            before.restore()
            self.arrays.now = None
            return error
        self.proved[size] = self.programs[size]
        return self.proved[size]

    def _compare(
        self, program: Lanes | Whole, batch: Sequence[int], some: int, before: Moment, *, first: bool = False
    ) -> None:
        """Raise `NotCompiledError` if the program does not calculate what the graph does, for so many examples of a
        batch if they are lanes. The program takes each of them as often as fills the batch, for which it is ready."""
        chosen = batch[:some] if isinstance(program, Lanes) else batch
        _, mean_loss = step.differentiated(self.settings, chosen, first)
        before.restore()
        fills = self.lines.known is not None and not program.draws and len(batch) % len(chosen) == 0
        result, _ = self._run(program, [*chosen] * (len(batch) // len(chosen)) if fills else chosen)
        before.restore()
        gradient = np.array([leaf.grad for leaf in self.arrays.leaves])
        share = ROUNDING if program not in self.proved.values() else LATER
        require_near("loss is not that of the graph", result.mean_loss, mean_loss, share)
        require_near("gradient is not that of the graph", result.gradient[: len(gradient)], gradient, share)

    def _compare_again(self, batch: Sequence[int]) -> None:
        """As `_compare`, for a program that was compared before. One example tells, if they are its lanes. At a kink
        rounding may choose the side, and then another example agrees."""
        before = Moment(self.settings.model.train())
        program = self.proved[0 if 0 in self.proved else len(batch)]
        try:
            self._compare(program, batch, 1, before)
        except NotCompiledError:
            self._compare(program, batch[::-1], 1, before)
        finally:
            before.restore()  # a refusal may come after random numbers were drawn, and the step draws them again

    def _told_by_the_graph(self, error: Exception, chosen: Sequence[int], first: bool) -> tuple[float, step.Verdicts]:
        """A step in the graph, which has words of its own if anything is wrong."""
        outputs, mean_loss = step.differentiated(self.settings, chosen, first)
        if isinstance(error, NotCompiledError):
            self.give_up(error)
        step.update(self.settings)
        return mean_loss, self.verdicts(chosen, outputs)

    def give_up(self, error: NotCompiledError) -> None:
        """Go on in the graph; raise `ValueError` if programs are insisted on."""
        if self.settings.compiled:
            raise ValueError(say("cannot be compiled", error=error)) from error
        self.in_graph = True

    def _compile(self, chosen: Sequence[int]) -> int:
        """Make the program for these examples, if there is none yet; under which size it stands."""
        for size in (0, len(chosen)):
            if size in self.programs:
                return size
        if not self.programs:
            self.lines = Lines("data", self.settings)
        # The choice may depend on nothing that another call of `train` with the same checkpoint changes.
        backend = "auto" if self.settings.batches >= STEPS_THAT_PAY else "numpy"
        pair = self._pair(chosen)
        if not self.held:
            self.held = Held(self.settings.model, self.settings.loss, pair.constants)
        try:
            self.programs[0] = Lanes(pair, self.arrays.leaves, backend, self.lines.known)
            return 0
        except MixedError:
            other = self._pair(chosen[::-1])
            require_alike(pair.nodes(), other.nodes(), dict(zip(pair.leaves(), other.leaves(), strict=True)))
        self.programs[len(chosen)] = Whole(self._recorded(chosen), self.arrays.leaves, backend)
        return len(chosen)

    def _pair(self, chosen: Sequence[int]) -> Recorded:
        """Two examples of the batch. If it has one, another one too, unless that is refused."""
        if len(chosen) > 1:
            return self._recorded([chosen[0], chosen[-1]])
        try:
            return self._recorded([chosen[0], (chosen[0] + 1) % len(self.settings.data.xs)])
        except NotCompiledError as error:
            if not isinstance(error.__cause__, (ValueError, ArithmeticError)):
                raise
            return self._recorded([chosen[0], chosen[0]])

    def _recorded(self, chosen: Sequence[int]) -> Recorded:
        model, data, loss = self.settings.model, self.settings.data, self.settings.loss
        return Recorded(model, loss, [data.xs[i] for i in chosen], [data.ys[i] for i in chosen])

    def _run(self, program: Lanes | Whole, chosen: Sequence[int]) -> tuple[Result, Any]:
        numbers = self.arrays.read().data
        if self.buffers:
            numbers = np.concatenate([numbers, *self.buffers])
        lines = self.lines.of(chosen)
        return program.run(lines, numbers), lines

    def _made(self, program: Lanes | Whole, chosen: Sequence[int]) -> tuple[float, step.Verdicts]:
        result, lines = self._run(program, chosen)
        if self.arrays.is_seen:
            self._keep(result)
        self.arrays.update(result.gradient)
        self._keep(result)
        return result.mean_loss, self.judge.many(result.outputs, lines[:, -self.targets :], program.lists)

    def _keep(self, result: Result) -> None:
        """Let the buffers be what the batch made of them."""
        if result.keeps is not None:
            numbers = iter(result.keeps)
            for own in self.buffers:
                own[:] = [next(numbers) for _ in own]
