"""Where a training run is, in a file: all that it needs to go on as if it had never stopped.

These are the numbers of the model and of the optimizer, the states of all random generators, the rows of the epochs
that are done, and the place in the one that is not. What tells a run from another stands there too.
"""

from __future__ import annotations

import hashlib
import math
import os
import random
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograd import Value
from autograd.language import say
from nn.files.checkpoint import (
    LAST,
    SLOTS,
    about,
    fill,
    options_of,
    remember,
    require_alike,
    require_memory,
    slots_of,
    spoken,
    tensors_of,
)
from nn.files.tensors import Path, Tensors, read, refuse, told, write
from nn.learning.run.history import Epoch
from nn.learning.run.measure import Examples, Tally
from nn.learning.run.settings import Settings
from nn.nested import flat

SECONDS = 5.0
"""Between two checkpoints of a run: about what a killed run has to do again."""

State = tuple[Any, ...]
"""Of a `random.Random`."""


@dataclass
class Position:
    """Where a run is between two batches."""

    shuffle: State
    """The state of the generator that shuffles, before it shuffled for this epoch."""
    batch: int = 0
    """How many batches of this epoch are done."""
    tally: Tally = field(default_factory=Tally)
    """Sums over the examples of this epoch so far."""
    rows: list[Epoch] = field(default_factory=list)
    best: Tensors | None = None
    """With patience, the numbers of the model after the best epoch."""


def identity(settings: Settings) -> dict[str, Any]:
    """What has to be the same for a run to go on."""
    of_optimizer = about(settings.optimizer)
    del of_optimizer["steps"]
    validation = settings.validation
    return {
        **options_of(settings.model),
        **{f"the {name} of the optimizer": x for name, x in of_optimizer.items()},
        "examples": len(settings.data.xs),
        "the checksum of the data": checksum(settings.data),
        "the checksum of the validation data": None if validation is None else checksum(validation),
        "loss": getattr(settings.loss, "__qualname__", type(settings.loss).__name__),
        "batch_size": settings.batch_size,
        "seed": settings.seed,
        "patience": settings.patience,
        "clip": settings.clip,
    }


def checksum(data: Examples) -> str:
    """A text that is another one for other examples, or another order of them.

    >>> from types import SimpleNamespace as Data
    >>> checksum(Data(xs=[[1.0], [2.0]], ys=[0, 1])) == checksum(Data(xs=[[1.0], [2.0]], ys=[1, 0]))
    False
    """
    sha = hashlib.sha256()
    for x, y in zip(data.xs, data.ys, strict=True):
        numbers = (number.data if isinstance(number, Value) else number for number in flat([x, y]))
        sha.update(repr(list(numbers)).encode())
    return sha.hexdigest()[:16]


class Checkpoint:
    """The file of a run, if it has one; `position` is where the run of the file was, None for one that begins.

    To make it sets the model, the optimizer and the random generators to where that run was. It raises
    `CheckpointError`, before anything is changed, for another run and for a damaged file.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings, self.path = settings, settings.checkpoint
        self.position: Position | None = None
        self._kept = time.monotonic()
        if self.path is not None:
            self._belongs_to = identity(settings)
            if os.path.exists(self.path):
                self.position = self._go_on(self.path)

    @property
    def is_due(self) -> bool:
        """Whether the file is so old that it is to be written again."""
        return time.monotonic() - self._kept >= SECONDS

    def keep(self, position: Position) -> None:
        """Write where the run is."""
        if self.path is not None:
            _write(self.path, position, self.settings, self._belongs_to)
        self._kept = time.monotonic()

    def keep_if_possible(self, position: Position) -> None:
        """Write where the run is; a file that can no longer be written is a warning to the caller of `train`."""
        try:
            self.keep(position)
        except OSError as error:
            warnings.warn(say("checkpoint not written", path=self.path, error=error), RuntimeWarning, stacklevel=4)
            self._kept = time.monotonic()

    def _go_on(self, path: Path) -> Position:
        model, optimizer, belongs_to = self.settings.model, self.settings.optimizer, self._belongs_to
        tensors, document = read(path)
        slots = tensors.pop(SLOTS, None)
        last = {name.removeprefix(LAST): x for name, x in tensors.items() if name.startswith(LAST)}
        plain = {name: x for name, x in tensors.items() if not name.startswith(LAST)}
        for numbers in [plain, last] if last else [plain]:
            require_alike(path, model, numbers)
        memory = require_memory(path, optimizer, slots, document)
        _require_same_run(path, document.get("run"), belongs_to)
        try:
            position = _position(document, self.settings, best=plain if last else None)
            if memory[1] < len(position.rows) * self.settings.batches + position.batch:
                raise ValueError
            python, *states = map(_state, document["randoms"])
            pairs = list(zip(model.randoms(), states, strict=True))
        except (LookupError, TypeError, ValueError, ArithmeticError):
            refuse(path, say("place of a run damaged"))
        fill(model, last or plain)
        remember(optimizer, *memory)
        random.setstate(python)
        for generator, state in pairs:
            generator.setstate(state)
        return position


def _write(path: Path, position: Position, settings: Settings, belongs_to: Mapping[str, Any]) -> None:
    model, optimizer = settings.model, settings.optimizer
    now = tensors_of(model)
    tensors = now if position.best is None else position.best | {LAST + name: x for name, x in now.items()}
    document = {
        "run": belongs_to,
        "model": options_of(model),
        "optimizer": about(optimizer),
        "shuffle": position.shuffle,
        "randoms": [random.getstate(), *(generator.getstate() for generator in model.randoms())],
        "batch": position.batch,
        "losses": position.tally.losses,
        "right": position.tally.right,
        "rows": [row[1:] for row in position.rows],
    }
    write(path, tensors | {SLOTS: slots_of(optimizer)}, document)


def _position(document: Mapping[str, Any], settings: Settings, best: Tensors | None) -> Position:
    """The position in a file; an error of Python's own where the file has no such numbers."""
    batch = _count(document["batch"], settings.batches)
    many = min(batch * settings.batch_size, len(settings.data.xs))
    right = document["right"] if document["right"] is None else _count(document["right"], many)
    return Position(
        shuffle=_state(document["shuffle"]),
        batch=batch,
        tally=Tally(many, _finite(document["losses"]), right),
        rows=[_row(i, numbers) for i, numbers in enumerate(_list(document["rows"]), 1)],
        best=best,
    )


def _require_same_run(path: Path, there: Any, here: Mapping[str, Any]) -> None:
    if not isinstance(there, dict):
        refuse(path, say("saved outside of a run"))
    names = dict.fromkeys([*here, *there])
    different = [
        say("was and is", name=spoken(name), there=told(there.get(name)), here=told(here.get(name)))
        for name in names
        if there.get(name) != here.get(name)  # a name that is missing stands for None: nothing was asked for
    ]
    if different:
        if len(different) > 3:
            different[3:] = [say("and more differences", count=len(different) - 3)]
        refuse(path, say("another run", differences="; ".join(different)))


def _state(saved: Any) -> State:
    version, numbers, gauss = saved
    state = (version, tuple(numbers), None if gauss is None else _finite(gauss))
    random.Random().setstate(state)
    return state


def _row(number: int, numbers: Any) -> Epoch:
    loss, accuracy, validation_loss, validation_accuracy, *of_classes = _list(numbers)
    by_class = tuple(_share(x) for of in of_classes[:1] for x in _list(of))  # 0.1.0 wrote none
    if len(of_classes) > 1:
        raise ValueError
    return Epoch(
        number,
        _finite(loss),
        _share(accuracy),
        None if validation_loss is None else _finite(validation_loss),
        _share(validation_accuracy),
        by_class,
    )


def _share(x: Any) -> float | None:
    if x is not None and not 0.0 <= _finite(x) <= 1.0:
        raise ValueError
    return None if x is None else _finite(x)


def _list(x: Any) -> list[Any]:
    if type(x) is not list:
        raise TypeError
    return x


def _finite(x: Any) -> float:
    if type(x) is not float or not math.isfinite(x):
        raise ValueError
    return x


def _count(x: Any, most: float) -> int:
    if type(x) is not int or not 0 <= x <= most:
        raise ValueError
    return x
