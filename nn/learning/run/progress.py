"""How far a training run is: a bar in a terminal, a few lines where there is none, or nothing.

All of it goes to stderr, so that what a program prints stays clean.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from autograd.language import say
from nn.learning.run.history import COLUMNS, Epoch, in_sight


class Progress:
    """Says nothing; what is told to it is said by the classes below."""

    def note(self, sentence: str) -> None:
        """Say something that is not about an epoch."""

    def batch(self, epoch: int, loss: float, accuracy: float | None) -> None:
        """Another batch of this epoch is done; the means over the epoch so far."""

    def epoch(self, row: Epoch) -> None:
        """An epoch is done."""


class Lines(Progress):
    """A line for an epoch, or of many epochs for each of about 20."""

    def __init__(self, file: TextIO, epochs: int, batches: int, done: int) -> None:
        self.file, self.epochs, self.batches, self.done = file, epochs, batches, done
        self.began = time.monotonic()

    def note(self, sentence: str) -> None:
        print(sentence, file=self.file)  # stderr is written line by line

    def epoch(self, row: Epoch) -> None:
        if in_sight(row.number, self.epochs):
            took, made = time.monotonic() - self.began, row.number * self.batches - self.done
            left = (self.epochs - row.number) * self.batches
            # None was made yet where a run goes on between the last batch of an epoch and its end.
            told = _described(row)
            if made:
                told.append(say("time left of a run", seconds=took / made * left))
            numbers = say("between names").join(told)
            self.note(say("line of an epoch", epoch=row.number, epochs=self.epochs, numbers=numbers))


class Bar(Progress):
    """A bar that fills with the batches of all epochs, drawn by tqdm; what is always to be seen stands before it."""

    def __init__(self, file: TextIO, epochs: int, batches: int, done: int) -> None:
        try:
            from tqdm import tqdm
        except ImportError:
            raise ModuleNotFoundError(say("progress needs tqdm"), name="tqdm") from None

        class Alone(tqdm):  # type: ignore[type-arg]  # generic for a type checker alone
            monitor_interval = 0  # no thread beside: this bar is told of every batch

        self.epochs, self.validated = epochs, ""
        size = {"dynamic_ncols": True} if _knows_its_size(file) else {"ncols": 80, "nrows": 24}
        self.bar: Any = Alone(
            total=epochs * batches, initial=done, file=file, miniters=1, bar_format=say("bar of a run"), **size
        )

    def note(self, sentence: str) -> None:
        self.bar.write(sentence, file=self.bar.fp)

    def batch(self, epoch: int, loss: float, accuracy: float | None) -> None:
        self.bar.set_description_str(say("epoch of a bar", epoch=epoch, epochs=self.epochs), refresh=False)
        self._show(loss, accuracy, refresh=False)
        self.bar.update()

    def epoch(self, row: Epoch) -> None:
        if row.validation_loss is not None:
            self.validated = ", " + _short("validation of a bar", row.validation_loss, row.validation_accuracy)
        self._show(row.loss, row.accuracy, refresh=True)

    def _show(self, loss: float, accuracy: float | None, refresh: bool) -> None:
        self.bar.set_postfix_str(_short("loss of a bar", loss, accuracy) + self.validated, refresh=refresh)

    def close(self) -> None:
        self.bar.close()


@contextmanager
def watch(show: bool, epochs: int, batches: int, done: int) -> Iterator[Progress]:
    """What suits stderr, for a run of so many epochs of so many batches, of which `done` batches were made before."""
    file = sys.stderr
    if not show or file is None:  # a program without a console has no stderr
        yield Progress()
    elif file.isatty():
        bar = Bar(file, epochs, batches, done)
        try:
            yield bar
        finally:
            bar.close()
    else:
        yield Lines(file, epochs, batches, done)


def _knows_its_size(file: TextIO) -> bool:
    """Whether a terminal has columns; in one of a container or an editor there may seem to be none, and no bar then."""
    try:
        return os.get_terminal_size(file.fileno()).columns > 0
    except (OSError, ValueError):  # it is only like a terminal, which has a size for tqdm
        return True


def _described(row: Epoch) -> list[str]:
    cells = zip(COLUMNS[1:], row.cells()[1:], strict=True)
    return [f"{say(name)} {cell}" for name, cell in cells if cell]


def _short(key: str, loss: float, accuracy: float | None) -> str:
    return say(key, loss=loss) + ("" if accuracy is None else say("accuracy of a bar", percent=100 * accuracy))
