"""The steps of a run, in programs where that is possible.

The numbers of a run then stand in arrays: parameters, gradients, and what the optimizer remembers. `write_back` brings
them to the Values, for checkpoints and for whoever looks. A step that is refused is made once more in the graph, from
the same numbers, which says what is wrong.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from nn.learning import step
from nn.learning.compiled.alike import require_alike
from nn.learning.compiled.held import Held, buffers
from nn.learning.compiled.lines import Lines, NotCompiledError
from nn.learning.compiled.measured import Measured
from nn.learning.compiled.passes import STEPS_THAT_PAY, Lanes, MixedError, RefusedError, Result, Whole, require_near
from nn.learning.compiled.recorded import Moment, Recorded
from nn.learning.run.measure import Judge, Tally
from nn.learning.run.settings import Settings
from nn.nested import flat

PROOF = 4
"""For so many examples program and graph are compared, if the program has one example in a lane."""


class Numbers(NamedTuple):
    """Where a run is: one tuple, so that an interruption leaves all of it or nothing."""

    data: Any
    slots: list[Any]
    steps: int


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
        optimizer, model = settings.optimizer, settings.model
        learned = {*map(id, optimizer.parameters)}
        self.leaves = [*optimizer.parameters, *[p for p in model.parameters() if id(p) not in learned]]
        self.learned = len(learned)
        self.schedule = callable(optimizer.rate) and not _is_ours(optimizer.rate)
        """Whether a function of the user's runs in each step. It may look at everything, and change anything."""
        self.held: Held | None = None
        self.twin = copy.copy(optimizer)
        """An optimizer like that of the run, whose one parameter is an array of all parameters."""
        self.buffers = buffers(model)
        self.now: Numbers | None = None
        """None while the numbers stand in the Values."""
        self.gradient: Any = None

    def make(self, chosen: Sequence[int], *, first: bool) -> tuple[float, step.Verdicts]:
        """A step for the chosen examples. Gives their mean loss before it, and the verdicts about their outputs."""
        if self.in_graph:
            return super().make(chosen, first=first)
        if not self.settings.model.training:
            self.settings.model.train()
        if self.schedule and self.held and (changed := self.held.changed()):
            self.write_back()
            self.give_up(NotCompiledError(f"the schedule changes {changed}"))
            return super().make(chosen, first=first)
        program = self.proved.get(0 if 0 in self.proved else len(chosen))
        if program is None:
            return self._proved(chosen, first)
        before = Moment(self.settings.model) if program.draws else None
        try:
            return self._made(program, chosen)
        except RefusedError:
            self.write_back()
            if before:
                before.restore()
            return super().make(chosen, first=first)

    def measure(self) -> tuple[Tally, list[bool | None]]:
        """The validation examples, for numbers that stand in the Values."""
        if self.in_graph:
            return super().measure()
        try:
            if self.validation is None:
                self.validation = Measured(self.settings, self.leaves)
            return self.validation.measure(self.judge)
        except Exception as error:  # if anything is wrong, the graph tells
            found = super().measure()
            if isinstance(error, NotCompiledError):
                self.give_up(error)
            return found

    def write_back(self) -> None:
        """Bring all numbers to the Values and to the optimizer."""
        if self.now is None:
            return
        (data, slots, steps), optimizer = self.now, self.settings.optimizer
        for leaf, number, gradient in zip(self.leaves, data.tolist(), self.gradient.tolist(), strict=False):
            leaf.data, leaf.grad = number, gradient
        optimizer.slots = [list(own) for own in zip(*[slot.tolist() for slot in slots], strict=True)] or optimizer.slots
        optimizer.steps, self.now = steps, None

    def _read(self) -> Numbers:
        if self.now is None:
            optimizer = self.settings.optimizer
            slots = np.array(optimizer.slots, dtype=float).reshape(self.learned, optimizer.slot_count)
            data = np.array([leaf.data for leaf in self.leaves])
            self.now = Numbers(data, [slot.copy() for slot in slots.T], optimizer.steps)
        return self.now

    def _proved(self, chosen: Sequence[int], first: bool) -> tuple[float, step.Verdicts]:
        """The first step with a program, which is compared with the graph before."""
        self.write_back()
        before = Moment(self.settings.model.train())
        try:
            size = self._compile(chosen)
            program = self.programs[size]
            self._compare(program, chosen if size else chosen[:PROOF], first, before)
            found = self._made(program, chosen)
        except Exception as error:  # if anything is wrong, the graph tells
            before.restore()
            self.now = None
            outputs, mean_loss = step.differentiated(self.settings, chosen, first)
            if isinstance(error, NotCompiledError):
                self.give_up(error)
            step.update(self.settings)
            return mean_loss, self.verdicts(chosen, outputs)
        self.proved[size] = program
        return found

    def _compare(self, program: Lanes | Whole, chosen: Sequence[int], first: bool, before: Moment) -> None:
        """Raise `NotCompiledError` if the program does not calculate what the graph does."""
        _, mean_loss = step.differentiated(self.settings, chosen, first)
        before.restore()
        result, _ = self._run(program, chosen)
        before.restore()
        gradient = np.array([leaf.grad for leaf in self.leaves])
        require_near("loss", result.mean_loss, mean_loss)
        require_near("gradient", result.gradient[: len(gradient)], gradient)

    def give_up(self, error: NotCompiledError) -> None:
        """Go on in the graph; raise `ValueError` if programs are insisted on."""
        if self.settings.compiled:
            raise ValueError(
                f"compiled=True cannot be: {error}. Without compiled=True, the network learns Value by Value"
            ) from error
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
            self.programs[0] = Lanes(pair, self.leaves, backend, self.lines.known)
            return 0
        except MixedError:
            other = self._pair(chosen[::-1])
            require_alike(pair.nodes(), other.nodes(), dict(zip(pair.leaves(), other.leaves(), strict=True)))
        self.programs[len(chosen)] = Whole(self._recorded(chosen), self.leaves, backend)
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
        numbers = self._read().data
        if self.buffers:
            numbers = np.concatenate([numbers, *self.buffers])
        lines = self.lines.of(chosen)
        return program.run(lines, numbers), lines

    def _made(self, program: Lanes | Whole, chosen: Sequence[int]) -> tuple[float, step.Verdicts]:
        result, lines = self._run(program, chosen)
        self._update(result.gradient[: len(self.leaves)])
        if result.keeps is not None:
            numbers = iter(result.keeps)
            for own in self.buffers:
                own[:] = [next(numbers) for _ in own]
        return result.mean_loss, self.judge.many(result.outputs, lines[:, -self.targets :], program.lists)

    def _update(self, gradient: Any) -> None:
        """The optimizer's step, for all parameters at once if it is one of ours. Raises `RefusedError`."""
        optimizer, numbers, clip = self.settings.optimizer, self._read(), self.settings.clip
        self.gradient, own = gradient, gradient[: self.learned]
        if not _is_ours(optimizer):
            self.write_back()
            return step.update(self.settings)
        if clip is not None:
            with np.errstate(all="ignore"):
                length = math.sqrt(own @ own)
            if not length < math.inf:
                raise RefusedError
            if length > clip:
                own *= clip / length
        rate = optimizer.rate
        try:
            if self.schedule:
                self.write_back()
                number = rate(optimizer.steps)
                rate, numbers = lambda steps: number, self._read()
            block = SimpleNamespace(data=numbers.data[: self.learned], grad=own)
            twin = self.twin
            twin.parameters, twin.slots, twin.steps, twin.rate = [block], [list(numbers.slots)], numbers.steps, rate
            with np.errstate(all="ignore"):
                twin.step()
        except Exception as error:  # the same in the graph, with its own words
            raise RefusedError from error
        if not all(np.isfinite(some).all() for some in (block.data, *twin.slots[0])):
            raise RefusedError
        kept = numbers.data[self.learned :]
        self.now = Numbers(np.concatenate([block.data, kept]) if len(kept) else block.data, twin.slots[0], twin.steps)


def _is_ours(x: Any) -> bool:
    """Whether a class of an optimizer or of a schedule is one of this package, which are known to look at nothing."""
    return type(x).__module__ in ("nn.learning.optim", "nn.learning.schedules") and not callable(
        vars(x).get("step", vars(x).get("step_of"))
    )
