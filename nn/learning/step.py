"""One step of training: the outputs of a batch, their mean loss, its gradient, and the optimizer's update.

An update is made as a whole or not at all, so that a model never stands between two steps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograd import DomainError, mean
from autograd.language import say
from nn.learning.optim import Optimizer, clip_norm
from nn.learning.run import preconditions
from nn.learning.run.measure import Judge, Tally, losses_of, measured
from nn.learning.run.settings import Settings


class StepError(OverflowError):
    """What an optimizer made of finite gradients was not finite."""


Verdicts = Sequence[bool | None]


class Steps:
    """The steps of one run, Value by Value."""

    def __init__(self, settings: Settings, judge: Judge) -> None:
        self.settings, self.judge = settings, judge

    def make(self, chosen: Sequence[int], *, first: bool) -> tuple[float, Verdicts]:
        """A step for the chosen examples. Gives their mean loss before it, and the verdicts about their outputs."""
        outputs, mean_loss = step(self.settings, chosen, first)
        return mean_loss, self.verdicts(chosen, outputs)

    def verdicts(self, chosen: Sequence[int], outputs: Sequence[Any]) -> Verdicts:
        """For each example whether its class is right."""
        return [self.judge(output, self.settings.data.ys[i]) for output, i in zip(outputs, chosen, strict=True)]

    def measure(self) -> tuple[Tally, list[bool | None]]:
        """The validation examples, and the verdict about each."""
        run = self.settings
        assert run.validation
        return measured(run.model, run.validation, run.loss, run.batch_size, self.judge)

    def finish(self, chosen: Sequence[int]) -> None:
        """At the end of a run, whose last batch was this one: raise `ValueError` if its steps may be wrong. They cannot
        be here."""

    def write_back(self) -> None:
        """Let the Values have all numbers, which is so here at any time."""


def step(run: Settings, chosen: Sequence[int], first: bool) -> tuple[list[Any], float]:
    """One step for the chosen examples; gives the outputs and the mean loss of the batch before the step."""
    outputs, mean_loss = differentiated(run, chosen, first)
    update(run)
    return outputs, mean_loss


def differentiated(run: Settings, chosen: Sequence[int], first: bool) -> tuple[list[Any], float]:
    """The outputs and the mean loss of the chosen examples; their gradients are then those of the parameters.

    The first step of a run also tells whether anything can be learned from the loss at all.
    """
    outputs = run.model.train().batch([run.data.xs[i] for i in chosen])
    if first:
        preconditions.require_outputs(run.loss, outputs)
    losses = losses_of(run.loss, outputs, [run.data.ys[i] for i in chosen], [f"data.xs[{i}]" for i in chosen])
    mean_loss = mean(losses)
    if first:
        preconditions.require_gradient(mean_loss, losses, run.optimizer)
    run.model.zero_grad()
    mean_loss.backward()
    return outputs, mean_loss.data


def update(run: Settings) -> None:
    """The optimizer's step, with gradients that are clipped if that was asked for."""
    if run.clip is not None:
        _clip(run.optimizer, run.clip)
    make_step(run.optimizer)


def _clip(optimizer: Optimizer, largest: float) -> None:
    steepest = max(optimizer.parameters, key=lambda parameter: abs(parameter.grad))
    if math.isinf(clip_norm(optimizer.parameters, largest)):
        raise OverflowError(say("gradient too long", name=_named(steepest)))


def make_step(optimizer: Optimizer) -> None:
    """The optimizer's step; none of it where a number would not be finite, or at a second Ctrl-C."""
    numbers = [parameter.data for parameter in optimizer.parameters]
    slots, steps = [list(own) for own in optimizer.slots], optimizer.steps
    try:
        optimizer.step()
        for parameter, own in zip(optimizer.parameters, optimizer.slots, strict=True):
            if not all(map(math.isfinite, own)):
                who = type(optimizer).__name__
                raise OverflowError(say("memory not finite", who=who, name=_named(parameter)))
    except BaseException as error:
        optimizer.slots, optimizer.steps = slots, steps
        for parameter, number in zip(optimizer.parameters, numbers, strict=True):
            parameter.data = number
        if isinstance(error, (DomainError, OverflowError)):
            raise StepError(str(error)) from error
        raise


def _named(parameter: Any) -> str:
    return parameter.name or say("parameter without a name")
