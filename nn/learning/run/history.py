"""What a training run has been through: a row per epoch, which of them was best, and why it ended."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from autograd.language import say
from autograd.language.text import escaped, markdown_table, printable, table


class Epoch(NamedTuple):
    """One pass over all examples: the means over them while it went on, and over the validation examples after it.

    The accuracy is the share of examples whose class was right, from 0 to 1; None where targets are no classes, or
    where there is no validation. `by_class` has this share for each class of the validation examples, if its classes
    have names; None for a class without examples.
    """

    number: int
    loss: float
    accuracy: float | None = None
    validation_loss: float | None = None
    validation_accuracy: float | None = None
    by_class: tuple[float | None, ...] = ()

    @property
    def to_beat(self) -> float:
        """The loss that compares epochs: the validation loss, or the training loss if there is no validation."""
        return self.loss if self.validation_loss is None else self.validation_loss

    def cells(self) -> list[str]:
        """The row as a reader sees it, rounded."""
        shares = [self.accuracy, self.validation_accuracy]
        accuracies = ["" if share is None else f"{100 * share:.1f} %" for share in shares]
        validation_loss = "" if self.validation_loss is None else f"{self.validation_loss:.6g}"
        return [str(self.number), f"{self.loss:.6g}", accuracies[0], validation_loss, accuracies[1]]


COLUMNS = ["column epoch", "column loss", "column accuracy", "column validation loss", "column validation accuracy"]
"""The keys of the words above the columns."""


@dataclass
class History:
    """The rows of all epochs that were finished, and in `stopped` why there are no more. Prints as a table.

    `classes` are the names of the classes of the validation examples, if they have some.

    >>> print(History([Epoch(1, 0.75, 0.5), Epoch(2, 0.25, 1.0)], stopped="all 2 epochs are done"))
    epoch  loss  accuracy
    -----  ----  --------
        1  0.75    50.0 %
        2  0.25   100.0 %
    best: epoch 2; stopped: all 2 epochs are done
    >>> print(History([Epoch(1, 0.75, 0.5, 0.5, 0.75, (1.0, 0.5))], "all 1 epochs are done", ("cat", "dog")))
    epoch  loss  accuracy  validation loss  validation accuracy
    -----  ----  --------  ---------------  -------------------
        1  0.75    50.0 %              0.5               75.0 %
    best: epoch 1; stopped: all 1 epochs are done
    right of each class after epoch 1: cat 100.0 %, dog 50.0 %
    """

    rows: list[Epoch] = field(default_factory=list)
    stopped: str = ""
    classes: tuple[str, ...] = ()

    @property
    def best(self) -> Epoch | None:
        """The first epoch with the lowest validation loss, or without validation the lowest loss. None before it."""
        return min(self.rows, key=lambda row: row.to_beat, default=None)

    def __repr__(self) -> str:
        return "\n".join(self._written(table))

    def _repr_markdown_(self) -> str:
        columns, *sentences = self._written(markdown_table)
        return "\n\n".join([columns, *map(escaped, sentences)])

    def _written(self, as_table: Callable[..., str]) -> list[str]:
        """The table, and the sentences below it."""
        best = self.best
        if best is None:
            return [say("no epoch was finished" if self.stopped else "no epoch so far", reason=self.stopped)]
        shown = [row for row in self.rows if row is best or in_sight(row.number, len(self.rows))]
        columns = zip(map(say, COLUMNS), *(row.cells() for row in shown), strict=True)
        headers, *rows = zip(*(column for column in columns if any(column[1:])), strict=True)
        shown_rows = as_table(headers, rows, right=range(len(headers)))
        key = "best epoch" if self.stopped else "best epoch so far"
        return [shown_rows, say(key, epoch=best.number, reason=self.stopped), *self._of_classes(best)]

    def _of_classes(self, best: Epoch) -> list[str]:
        pairs = zip(self.classes, best.by_class, strict=False)  # a run may go on without the names
        shares = [f"{printable(name)} {100 * share:.1f} %" for name, share in pairs if share is not None]
        if not shares:
            return []
        return [say("right of each class", epoch=best.number, shares=say("between names").join(shares))]


def in_sight(number: int, epochs: int, most: int = 20) -> bool:
    """Whether an epoch is among the at most `most` ones that are shown of a longer run; the last one always is.

    >>> [number for number in range(1, 101) if in_sight(number, 100, most=5)]
    [20, 40, 60, 80, 100]
    """
    return number == epochs or number % math.ceil(epochs / most) == 0
