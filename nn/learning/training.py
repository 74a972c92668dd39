"""Training: passes over examples in batches, each of them one step of an optimizer.

A run can be watched, ends early where validation gets no better, is stopped by Ctrl-C between two steps, and with a
checkpoint goes on after any interruption as if there had been none.
"""

from __future__ import annotations

import math
import os
import random
import time
import warnings
from contextlib import nullcontext
from typing import Any

from autograd import DomainError, mean
from nn.files.checkpoint import fill, tensors_of
from nn.files.lock import held
from nn.files.tensors import require_path
from nn.learning.optim import Optimizer, clip_norm
from nn.learning.run import preconditions, resume
from nn.learning.run.history import Epoch, History
from nn.learning.run.interrupt import ctrl_c
from nn.learning.run.measure import Examples, Loss, Tally, judge, losses_of, measured
from nn.learning.run.progress import watch
from nn.module import Module

SECONDS = 5.0
"""Between two checkpoints of a run: about what a killed run has to do again."""


class TrainingError(DomainError):
    """A loss, a gradient or a parameter that is no longer finite; `history` has the epochs before it."""

    def __init__(self, message: str, history: History) -> None:
        super().__init__(message)
        self.history = history


class StepError(OverflowError):
    """What an optimizer made of finite gradients was not finite."""


def train(
    model: Module,
    data: Examples,
    loss: Loss,
    optimizer: Optimizer,
    epochs: int,
    *,
    batch_size: int = 32,
    validation: Examples | None = None,
    patience: int | None = None,
    clip: float | None = None,
    seed: int = 0,
    checkpoint: str | os.PathLike[str] | None = None,
    progress: bool = True,
) -> History:
    """Pass `epochs` times over the examples, shuffled from the seed, with a step of the optimizer for each batch.

    `data` has `xs` and `ys`, `loss` is a function of an output and its target as in `nn.losses`, and the loss of a
    batch is the mean over its examples. Where the targets are classes there is an accuracy: whole numbers from 0 or
    one-hot vectors for several outputs, and nothing but 0 and 1, or -1 and 1, for one. The model is left ready for
    use, as by `model.eval()`.

    - `validation`: examples that are measured after each epoch, and never learned from.
    - `patience`: end after so many epochs without a lower validation loss; the best parameters are put back.
    - `clip`: shorten the gradient of all parameters together to this length where it is longer.
    - `checkpoint`: a file that is written every few seconds and at the end. If it is there, the run goes on from it,
      and ends with the same bits as one that was never stopped. A larger number of epochs prolongs a run. Where it can
      no longer be written, as on a full disk, the run goes on with a `RuntimeWarning`. Its folder is made. No two runs
      can have one checkpoint at a time.
    - `progress`: whether to show on stderr how far the run is.

    Ctrl-C ends the run after the current step, with its history; a second one stops at once.

    Raises `TrainingError` where a number is no longer finite, `CheckpointError` for the file of another run, or of one
    that has not ended, and for a damaged file, `ValueError` for options without a meaning and for data with a number
    missing, `TypeError` for what is no model, loss or optimizer, and either of them for a loss that nothing can be
    learned from.

    >>> from types import SimpleNamespace
    >>> from nn import MLP, losses, optim
    >>> model = MLP(2, [1])
    >>> line = SimpleNamespace(xs=[[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ys=[2.0, 3.0, 5.0])
    >>> optimizer = optim.SGD(model.parameters(), rate=0.3)
    >>> history = train(model, line, losses.mean_squared_error, optimizer, epochs=500, batch_size=3, progress=False)
    >>> round(model([2.0, 1.0]).data, 3), history.stopped
    (8.0, 'all 500 epochs are done')
    """
    preconditions.require_kinds(model, data, loss, optimizer, validation)
    preconditions.require_sense(model, optimizer, validation, epochs, batch_size, patience, clip)
    for what, examples in {"data": data, "validation": validation}.items():
        if examples is not None:
            preconditions.require_examples(what, examples)
    if checkpoint is not None:
        require_path(checkpoint)
    with held(checkpoint) if checkpoint is not None else nullcontext():
        return _run(
            model, data, loss, optimizer, epochs, batch_size, validation, patience, clip, seed, checkpoint, progress
        )


def _run(
    model: Module,
    data: Examples,
    loss: Loss,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int,
    validation: Examples | None,
    patience: int | None,
    clip: float | None,
    seed: int,
    checkpoint: str | os.PathLike[str] | None,
    progress: bool,
) -> History:
    """`train`, when all that it was given makes sense, and no other run has the checkpoint."""
    correct, shuffle, order = judge(loss, data.ys), random.Random(seed), list[int]()
    batches, at, known = math.ceil(len(data.xs) / batch_size), resume.Position(shuffle.getstate()), dict[str, Any]()
    goes_on = checkpoint is not None and os.path.exists(checkpoint)
    if checkpoint is not None:
        name = getattr(loss, "__qualname__", type(loss).__name__)
        options = {"loss": name, "batch_size": batch_size, "seed": seed, "patience": patience, "clip": clip}
        known = resume.identity(model, optimizer, data, validation, options)
        if goes_on:
            at = resume.go_on(checkpoint, model, optimizer, known)
    history, checked = History(at.rows), False
    history.stopped = _ended(history, epochs, patience)  # where a run goes on that had ended

    def keep(later: bool = False) -> float:
        try:
            if checkpoint is not None:
                resume.keep(checkpoint, at, model, optimizer, known)
        except OSError as error:
            if not later:
                raise
            warnings.warn(f"training goes on, but {checkpoint} was not written: {error}", RuntimeWarning, stacklevel=4)
        return time.monotonic()

    kept = keep()  # at once, so that a file that cannot be written is said before the work
    with ctrl_c() as pressed, watch(progress, epochs, batches, len(at.rows) * batches + at.batch) as show:
        if goes_on:
            show.note(f"going on from {checkpoint}, after {_place(at, batches)}")
        try:
            # Each turn is a batch, or the end of an epoch; between two turns `at` is all that has to be kept.
            while not history.stopped:
                if not order:
                    shuffle.setstate(at.shuffle)
                    order = list(range(len(data.xs)))
                    shuffle.shuffle(order)
                if at.batch < batches:
                    chosen = order[at.batch * batch_size : (at.batch + 1) * batch_size]
                    at.batch += 1
                    outputs, mean_loss = _step(model.train(), data, chosen, loss, optimizer, clip, check=not checked)
                    checked = True
                    verdicts = [correct(output, data.ys[i]) for output, i in zip(outputs, chosen, strict=True)]
                    at.tally.add(mean_loss * len(chosen), verdicts)
                    show.batch(len(at.rows) + 1, *at.tally.means())
                else:
                    row = Epoch(len(at.rows) + 1, *at.tally.means())
                    if validation is not None:
                        of_validation = measured(model.eval(), validation, loss, batch_size, correct)
                        row = Epoch(*row[:3], *of_validation.means())
                    at.rows.append(row)
                    if patience is not None and history.best is row:
                        at.best = tensors_of(model)
                    at.shuffle, at.batch, at.tally, order = shuffle.getstate(), 0, Tally(), []
                    show.epoch(row)
                    history.stopped = _ended(history, epochs, patience)
                if pressed and not history.stopped:
                    history.stopped = f"Ctrl-C after {_place(at, batches)}"
                if time.monotonic() - kept >= SECONDS:
                    kept = keep(later=True)
        except (DomainError, OverflowError) as error:
            history.stopped = f"a number was no longer finite in {_place(at, batches, validating=not model.training)}"
            raise TrainingError(f"{history.stopped}: {error}. {_advice(error, optimizer, clip)}", history) from error
        except ValueError as error:
            if "two examples" in str(error) and len(chosen) == 1:  # as batch normalisation says it
                raise ValueError(preconditions.larger_batches(len(data.xs), batch_size)) from error
            raise
        finally:
            model.eval()
        keep(later=True)
        if at.best is not None:
            fill(model, at.best)
    return history


def _step(
    model: Module, data: Examples, chosen: list[int], loss: Loss, optimizer: Optimizer, clip: float | None, check: bool
) -> tuple[list[Any], float]:
    """One step of the optimizer, and the outputs and the mean loss of the batch before it."""
    outputs = model.batch([data.xs[i] for i in chosen])
    if check:
        preconditions.require_outputs(loss, outputs)
    losses = losses_of(loss, outputs, [data.ys[i] for i in chosen], [f"data.xs[{i}]" for i in chosen])
    mean_loss = mean(losses)
    if check:
        preconditions.require_gradient(mean_loss, losses, optimizer)
    model.zero_grad()
    mean_loss.backward()
    if clip is not None:
        steepest = max(optimizer.parameters, key=lambda parameter: abs(parameter.grad))
        if math.isinf(clip_norm(optimizer.parameters, clip)):
            raise OverflowError(f"the gradient, most of all that of {_named(steepest)}, is too long to be shortened")
    _update(optimizer)
    return outputs, mean_loss.data


def _update(optimizer: Optimizer) -> None:
    """The optimizer's step; none of it where a number would not be finite, or at a second Ctrl-C."""
    numbers = [parameter.data for parameter in optimizer.parameters]
    slots, steps = [list(own) for own in optimizer.slots], optimizer.steps
    try:
        optimizer.step()
        for parameter, own in zip(optimizer.parameters, optimizer.slots, strict=True):
            if not all(map(math.isfinite, own)):
                who = type(optimizer).__name__
                raise OverflowError(f"what {who} remembers of {_named(parameter)} is no longer finite")
    except BaseException as error:
        optimizer.slots, optimizer.steps = slots, steps
        for parameter, number in zip(optimizer.parameters, numbers, strict=True):
            parameter.data = number
        if isinstance(error, (DomainError, OverflowError)):
            raise StepError(str(error)) from error
        raise


def _ended(history: History, epochs: int, patience: int | None) -> str:
    """Why the run has ended after the epochs that are done; nothing while it has not."""
    done = len(history.rows)
    best = history.best if patience is not None else None  # a look at all rows
    if best and patience and done - best.number >= patience:
        return f"{done - best.number} epochs without a lower validation loss than that of epoch {best.number}"
    return f"all {done} epochs are done" if done >= epochs else ""


def _named(parameter: Any) -> str:
    return parameter.name or "a parameter without a name"


def _place(at: resume.Position, batches: int, validating: bool = False) -> str:
    if validating:
        return f"the validation after epoch {len(at.rows) + 1}"
    return f"epoch {len(at.rows) + 1}, batch {at.batch} of {batches}" if at.batch else f"epoch {len(at.rows)}"


def _advice(error: Exception, optimizer: Optimizer, clip: float | None) -> str:
    if isinstance(error.__cause__, DomainError) and "log(" in str(error):  # of the loss of an example
        return (
            "The log is that of a probability: end the model with softmax or sigmoid, or, for outputs as they are, take"
            " nn.losses.cross_entropy_from_logits or binary_cross_entropy_from_logits"
        )
    if optimizer.steps == 0 and not isinstance(error, StepError):
        return (
            "No step was made before, so the cause is not the rate: look at the numbers of the data (are they"
            " scaled?), at the first parameters, and at the loss"
        )
    smaller = "a smaller rate" if callable(optimizer.rate) else f"a smaller rate than {optimizer.rate:g}"
    return f"Try {smaller}" + (", or clip=1.0, which shortens the gradient" if clip is None else "")
