"""The numbers of a run in arrays: parameters, gradients, and what the optimizer remembers.

One step of the optimizer then updates all parameters at once. `write_back` brings the numbers to the Values, for
checkpoints and for whoever looks.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from nn.learning import step
from nn.learning.compiled.passes import RefusedError
from nn.learning.run.settings import Settings


class Numbers(NamedTuple):
    """Where a run is: one tuple, so that an interruption leaves all of it or nothing."""

    data: Any
    slots: list[Any]
    steps: int


class Arrays:
    """The numbers of one run. `leaves` are the parameters that are learned, and after them the others."""

    def __init__(self, settings: Settings) -> None:
        optimizer = settings.optimizer
        learned = {*map(id, optimizer.parameters)}
        self.settings, self.learned = settings, len(learned)
        self.leaves = [*optimizer.parameters, *[p for p in settings.model.parameters() if id(p) not in learned]]
        self.schedule = callable(optimizer.rate) and not _is_ours(optimizer.rate)
        """Whether a function of the user's runs in each step. It may look at everything, and change anything."""
        self.twin = copy.copy(optimizer)
        """An optimizer like that of the run, whose one parameter is an array of all parameters."""
        self.now: Numbers | None = None
        """None while the numbers stand in the Values."""
        self.gradient: Any = None

    @property
    def is_seen(self) -> bool:
        """Whether code of the user's runs in each step."""
        return self.schedule or not _is_ours(self.settings.optimizer)

    def read(self) -> Numbers:
        """All numbers, for this moment."""
        if self.now is None:
            optimizer = self.settings.optimizer
            slots = np.array(optimizer.slots, dtype=float).reshape(self.learned, optimizer.slot_count)
            data = np.array([leaf.data for leaf in self.leaves])
            self.gradient = np.array([leaf.grad for leaf in self.leaves])
            self.now = Numbers(data, [slot.copy() for slot in slots.T], optimizer.steps)
        return self.now

    def write_back(self) -> None:
        """Bring all numbers to the Values and to the optimizer."""
        if self.now is None:
            return
        (data, slots, steps), optimizer = self.now, self.settings.optimizer
        for leaf, number, gradient in zip(self.leaves, data.tolist(), self.gradient.tolist(), strict=True):
            leaf.data, leaf.grad = number, gradient
        optimizer.slots = [list(own) for own in zip(*[slot.tolist() for slot in slots], strict=True)] or optimizer.slots
        optimizer.steps, self.now = steps, None

    def update(self, gradient: Any) -> None:
        """The optimizer's step, for all parameters at once if it is one of ours. A schedule is asked once.

        Raises `RefusedError` where the graph is to make the step.
        """
        optimizer = self.settings.optimizer
        self.read()
        self.gradient = gradient[: len(self.leaves)]
        if not _is_ours(optimizer):
            self.write_back()
            return step.update(self.settings)
        self._clip(self.gradient[: self.learned])
        if not self.schedule:
            if not self._stepped(optimizer.rate):
                raise RefusedError
            return None
        self.write_back()
        answer = _answer(optimizer.rate, optimizer.steps)
        if not self._stepped(answer):
            self.now, schedule = None, optimizer.rate  # the Values have all numbers
            optimizer.rate = answer
            try:
                step.make_step(optimizer)
            finally:
                optimizer.rate = schedule
        return None

    def _clip(self, own: Any) -> None:
        if self.settings.clip is not None:
            with np.errstate(all="ignore"):
                length = math.sqrt(own @ own)
            if not length < math.inf:
                raise RefusedError
            if length > self.settings.clip:
                own *= self.settings.clip / length

    def _stepped(self, rate: Any) -> bool:
        """Whether the step leads to finite numbers; if not, it is not made."""
        numbers, twin = self.read(), self.twin
        block = SimpleNamespace(data=numbers.data[: self.learned], grad=self.gradient[: self.learned])
        twin.parameters, twin.slots, twin.steps, twin.rate = [block], [list(numbers.slots)], numbers.steps, rate
        try:
            with np.errstate(all="ignore"):
                twin.step()
        except Exception:  # the graph finds it too, and has its own words
            return False
        if not all(np.isfinite(some).all() for some in (block.data, *twin.slots[0])):
            return False
        kept = numbers.data[self.learned :]
        self.now = Numbers(np.concatenate([block.data, kept]) if len(kept) else block.data, twin.slots[0], twin.steps)
        return True


def _answer(schedule: Callable[[int], float], steps: int) -> Callable[[int], float]:
    """What this schedule gives or raises now, as a schedule: it is asked once, and a step in the graph asks again."""
    try:
        rate = schedule(steps)
    except Exception as error:
        refusal = error

        def refuse(steps: int) -> float:
            raise refusal

        return refuse
    return lambda steps: rate


def _is_ours(x: Any) -> bool:
    """Whether a class of an optimizer or of a schedule is one of this package, which are known to look at nothing."""
    return type(x).__module__ in ("nn.learning.optim", "nn.learning.schedules") and not callable(
        vars(x).get("step", vars(x).get("step_of"))
    )
