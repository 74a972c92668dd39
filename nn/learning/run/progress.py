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
            time_left = [say("seconds left", seconds=f"{took / made * left:.0f}")] if made else []
            told = say("between names").join([*_described(row), *time_left])
            self.note(f"{say('epoch of epochs', epoch=row.number, epochs=self.epochs)}: {told}")


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
        form = f"{{desc}}{say('time left', time='{remaining}')}{{postfix}} |{{bar}}|"  # tqdm puts its numbers in
        self.bar: Any = Alone(total=epochs * batches, initial=done, file=file, miniters=1, bar_format=form, **size)

    def note(self, sentence: str) -> None:
        self.bar.write(sentence, file=self.bar.fp)

    def batch(self, epoch: int, loss: float, accuracy: float | None) -> None:
        self.bar.set_description_str(f"{say('epoch of epochs', epoch=epoch, epochs=self.epochs)}, ", refresh=False)
        self.bar.set_postfix_str(f"{say('loss')} {_short(loss, accuracy)}{self.validated}", refresh=False)
        self.bar.update()

    def epoch(self, row: Epoch) -> None:
        if row.validation_loss is not None:
            self.validated = f", {say('validation in short')} {_short(row.validation_loss, row.validation_accuracy)}"
        self.bar.set_postfix_str(f"{say('loss')} {_short(row.loss, row.accuracy)}{self.validated}", refresh=True)

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
    cells = zip(map(say, COLUMNS[1:]), row.cells()[1:], strict=True)
    return [f"{name} {cell}" for name, cell in cells if cell]


def _short(loss: float, accuracy: float | None) -> str:
    return f"{loss:.4g}" + ("" if accuracy is None else f" {say('accuracy in short')} {100 * accuracy:.1f}%")
