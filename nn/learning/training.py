"""Training: passes over examples in batches, each of them one step of an optimizer.

A run can be watched, ends early where validation gets no better, is stopped by Ctrl-C between two steps, and with a
checkpoint goes on after any interruption as if there had been none.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from contextlib import nullcontext
from importlib.util import find_spec
from typing import Any

from autograd import DomainError
from autograd.language import say
from nn.files.checkpoint import fill, tensors_of
from nn.files.lock import held
from nn.learning.optim import Optimizer
from nn.learning.run import preconditions
from nn.learning.run.history import Epoch, History
from nn.learning.run.interrupt import ctrl_c
from nn.learning.run.measure import Examples, Judge, Loss, Tally, right_by_class
from nn.learning.run.progress import Progress, watch
from nn.learning.run.resume import Checkpoint, Position
from nn.learning.run.settings import Settings
from nn.learning.step import StepError, Steps
from nn.module import Module


class TrainingError(DomainError):
    """A loss, a gradient or a parameter that is no longer finite; `history` has the epochs before it."""

    def __init__(self, message: str, history: History) -> None:
        super().__init__(message)
        self.history = history

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (*self.args, self.history)  # from a process of a pool, which an error without this breaks


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
    compiled: bool | None = None,
) -> History:
    """Pass `epochs` times over the examples, shuffled from the seed, with a step of the optimizer for each batch.

    `data` has `xs` and `ys`, `loss` is a function of an output and its target as in `nn.losses`, and the loss of a
    batch is the mean over its examples. Where the targets are classes there is an accuracy: whole numbers from 0 or
    one-hot vectors for several outputs, and nothing but 0 and 1, or -1 and 1, for one. The model is left ready for
    use, as by `model.eval()`.

    - `validation`: examples that are measured after each epoch, and never learned from. If its classes have names, the
      history tells how often each of them is right.
    - `patience`: end after so many epochs without a lower validation loss; the best parameters are put back.
    - `clip`: shorten the gradient of all parameters together to this length where it is longer.
    - `checkpoint`: a file that is written every few seconds and at the end. If it is there, the run goes on from it,
      and ends with the same bits as one that was never stopped. A larger number of epochs prolongs a run. Where it can
      no longer be written, as on a full disk, the run goes on with a `RuntimeWarning`. Its folder is made. No two runs
      can have one checkpoint at a time.
    - `progress`: whether to show on stderr how far the run is.
    - `compiled`: by default, steps are made in compiled programs (see `autograd.compile`) if NumPy is there, and model
      and loss allow it. Results are the same to rounding, and refusals have the same words. True insists: a model or a
      loss that cannot be compiled is refused, with the place. False makes all steps Value by Value.

    A program calls no function again. So model and loss may not look at numbers, as in `if x > 0` or `float(x)`. They
    may keep nothing from call to call, and draw no random numbers but in `Dropout`. Otherwise steps are made Value by
    Value. What model and loss hold is looked after: attributes, slots, variables of functions, and whatever they hold
    in turn, but not what is within objects of other packages, files or the environment. So program and graph are
    compared again before steps 64, 1024, 16384 and so on, and at the end.

    Ctrl-C ends the run after the current step, with its history; a second one stops at once.

    Raises `TrainingError` where a number is no longer finite, `CheckpointError` for the file of another run, or of one
    that has not ended, and for a damaged file, `ValueError` for options without a meaning, for data with a number
    missing, where `compiled=True` cannot be, and where a comparison tells that model or loss have changed, `TypeError`
    for what is no model, loss or optimizer, and either of them for a loss that nothing can be learned from.
    `compiled=True` raises `ModuleNotFoundError` without NumPy.

    >>> from types import SimpleNamespace
    >>> from nn import MLP, losses, optim
    >>> model = MLP(2, [1])
    >>> line = SimpleNamespace(xs=[[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ys=[2.0, 3.0, 5.0])
    >>> optimizer = optim.SGD(model.parameters(), rate=0.3)
    >>> history = train(model, line, losses.mean_squared_error, optimizer, epochs=500, batch_size=3, progress=False)
    >>> round(model([2.0, 1.0]).data, 3), history.stopped
    (8.0, 'all 500 epochs are done')
    """
    settings = Settings(
        model,
        data,
        loss,
        optimizer,
        epochs,
        batch_size,
        validation,
        patience,
        clip,
        seed,
        checkpoint,
        progress,
        compiled,
    )
    preconditions.require(settings)
    with nullcontext() if checkpoint is None else held(checkpoint):
        return _Run(settings).to_the_end()


class _Run:
    """One call of `train`, from its first batch to its end: `at` is where it is, and all that has to be kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.checkpoint = Checkpoint(settings)
        self.generator, self.order = random.Random(settings.seed), list[int]()
        self.at = self.checkpoint.position or Position(self.generator.getstate())
        names = getattr(settings.validation, "classes", None)
        names = tuple(map(str, names)) if isinstance(names, Iterable) else ()  # others than a Dataset may have anything
        self.history = History(self.at.rows, classes=names)
        self.best = self.history.best  # a look at all rows, and so never at the end of an epoch
        self.steps, self.last = _steps(settings), list[int]()

    def to_the_end(self) -> History:
        """Go on until the run has ended. Each turn of the loop is a batch, or the end of an epoch."""
        settings, history, checkpoint = self.settings, self.history, self.checkpoint
        history.stopped = self._ended()  # where a run goes on that had ended
        checkpoint.keep(self.at)  # at once, so that a file that cannot be written is said before the work
        done = len(self.at.rows) * settings.batches + self.at.batch
        with ctrl_c() as pressed, watch(settings.progress, settings.epochs, settings.batches, done) as show:
            if checkpoint.position:
                show.note(say("going on from a checkpoint", path=settings.checkpoint, place=self._place()))
            try:
                while not history.stopped:
                    self._shuffle()
                    if self.at.batch < settings.batches:
                        self._batch(show)
                    else:
                        self._end_of_epoch(show)
                    if pressed and not history.stopped:
                        history.stopped = say("stopped by Ctrl-C", place=self._place())
                    if history.stopped:
                        self.steps.finish(self.last)
                    if checkpoint.is_due:
                        self.steps.write_back()
                        checkpoint.keep_if_possible(self.at)
            except (DomainError, OverflowError) as error:
                raise self._no_longer_finite(error) from error
            finally:
                self.steps.write_back()
                settings.model.eval()
            checkpoint.keep_if_possible(self.at)
            if self.at.best is not None:
                fill(settings.model, self.at.best)
        return history

    def _shuffle(self) -> None:
        """Put the examples in the order of this epoch, where it has none yet: at its beginning, or where a run goes on.

        Where it goes on after the last batch, the shuffle still brings the generator to where the next epoch begins.
        """
        if not self.order:
            self.generator.setstate(self.at.shuffle)
            self.order = list(range(len(self.settings.data.xs)))
            self.generator.shuffle(self.order)

    def _batch(self, show: Progress) -> None:
        first = self.at.batch * self.settings.batch_size
        chosen = self.order[first : first + self.settings.batch_size]
        self.at.batch += 1
        try:
            mean_loss, verdicts = self.steps.make(chosen, first=not self.last)
        except ValueError as error:
            if len(chosen) == 1 and say("batch normalisation of few examples", count=1) in str(error):
                advice = preconditions.larger_batches(len(self.order), self.settings.batch_size)
                raise ValueError(advice) from error
            raise
        self.last = chosen
        self.at.tally.add(mean_loss * len(chosen), verdicts)
        show.batch(len(self.at.rows) + 1, *self.at.tally.means())

    def _end_of_epoch(self, show: Progress) -> None:
        at, settings = self.at, self.settings
        self.steps.write_back()
        row = Epoch(len(at.rows) + 1, *at.tally.means())
        if settings.validation is not None:
            settings.model.eval()
            tally, verdicts = self.steps.measure()
            by_class = right_by_class(verdicts, settings.validation.ys, len(self.history.classes))
            row = Epoch(*row[:3], *tally.means(), by_class)
        at.rows.append(row)
        if self.best is None or row.to_beat < self.best.to_beat:
            self.best = row
            if settings.patience is not None:
                at.best = tensors_of(settings.model)
        at.shuffle, at.batch, at.tally, self.order = self.generator.getstate(), 0, Tally(), []
        show.epoch(row)
        self.history.stopped = self._ended()

    def _ended(self) -> str:
        """Why the run has ended after the epochs that are done; nothing while it has not."""
        done, patience = len(self.at.rows), self.settings.patience
        if self.best and patience and done - self.best.number >= patience:
            return say("no lower loss", count=done - self.best.number, best=self.best.number)
        if done < self.settings.epochs:
            return ""
        return say("only epoch done") if done == 1 else say("all epochs done", count=done)

    def _place(self) -> str:
        number, batch = len(self.at.rows), self.at.batch
        if not batch:
            return say("epoch alone", epoch=number)
        return say("epoch and batch", epoch=number + 1, batch=batch, batches=self.settings.batches)

    def _no_longer_finite(self, error: Exception) -> TrainingError:
        validating = not self.settings.model.training
        place = say("the validation after an epoch", epoch=len(self.at.rows) + 1) if validating else self._place()
        self.history.stopped = say("number no longer finite", place=place)
        return TrainingError(
            say("training error", stopped=self.history.stopped, error=error, advice=_advice(error, self.settings)),
            self.history,
        )


def _steps(settings: Settings) -> Steps:
    """How the steps of a run are made."""
    judge = Judge(settings.loss, settings.data.ys)
    has_numpy = settings.compiled is not False and find_spec("numpy") is not None
    if settings.compiled and not has_numpy:
        raise ModuleNotFoundError(say("compiled needs NumPy"), name="numpy")
    if not has_numpy:
        return Steps(settings, judge)
    from nn.learning.compiled.steps import Steps as CompiledSteps

    return CompiledSteps(settings, judge)


def _advice(error: Exception, settings: Settings) -> str:
    if isinstance(error.__cause__, DomainError) and "log(" in str(error):  # of the loss of an example
        return say("log of a probability")
    if settings.optimizer.steps == 0 and not isinstance(error, StepError):
        return say("no step was made")
    rate = settings.optimizer.rate
    if callable(rate):
        return say("smaller rate or clip") if settings.clip is None else say("smaller rate")
    return say("rate below or clip", rate=rate) if settings.clip is None else say("rate below", rate=rate)
