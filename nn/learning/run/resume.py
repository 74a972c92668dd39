"""Where a training run is, in a file: all that it needs to go on as if it had never stopped.

These are the numbers of the model and of the optimizer, the states of all random generators, the rows of the epochs
that are done, and the place in the one that is not. What tells a run from another stands there too.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograd import Value
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
    tensors_of,
)
from nn.files.tensors import Path, Tensors, read, refuse, told, write
from nn.learning.optim import Optimizer
from nn.learning.run.history import Epoch
from nn.learning.run.measure import Examples, Tally
from nn.module import Module
from nn.nested import flat

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


def identity(
    model: Module, optimizer: Optimizer, data: Examples, validation: Examples | None, options: Mapping[str, Any]
) -> dict[str, Any]:
    """What has to be the same for a run to go on."""
    of_optimizer = about(optimizer)
    del of_optimizer["steps"]
    return {
        **options_of(model),
        **{f"the {name} of the optimizer": x for name, x in of_optimizer.items()},
        "examples": len(data.xs),
        "the checksum of the data": checksum(data),
        "the checksum of the validation data": None if validation is None else checksum(validation),
        **options,
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


def keep(path: Path, position: Position, model: Module, optimizer: Optimizer, belongs_to: Mapping[str, Any]) -> None:
    """Write where a run is."""
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


def go_on(path: Path, model: Module, optimizer: Optimizer, belongs_to: Mapping[str, Any]) -> Position:
    """Set model, optimizer and random generators to where the run of a file was.

    Raises `CheckpointError`, before anything is changed, for another run and for a damaged file.
    """
    tensors, document = read(path)
    slots = tensors.pop(SLOTS, None)
    last = {name.removeprefix(LAST): x for name, x in tensors.items() if name.startswith(LAST)}
    plain = {name: x for name, x in tensors.items() if not name.startswith(LAST)}
    for numbers in [plain, last] if last else [plain]:
        require_alike(path, model, numbers)
    memory = require_memory(path, optimizer, slots, document)
    _require_same_run(path, document.get("run"), belongs_to)
    try:
        examples, batch_size = belongs_to["examples"], belongs_to["batch_size"]
        batch = _count(document["batch"], math.ceil(examples / batch_size))
        many = min(batch * batch_size, examples)
        right = document["right"] if document["right"] is None else _count(document["right"], many)
        position = Position(
            shuffle=_state(document["shuffle"]),
            batch=batch,
            tally=Tally(many, _finite(document["losses"]), right),
            rows=[_row(i, numbers) for i, numbers in enumerate(_list(document["rows"]), 1)],
            best=plain if last else None,
        )
        if memory[1] < len(position.rows) * math.ceil(examples / batch_size) + batch:
            raise ValueError
        python, *states = map(_state, document["randoms"])
        pairs = list(zip(model.randoms(), states, strict=True))
    except (LookupError, TypeError, ValueError, ArithmeticError):
        refuse(path, "it is damaged: where its run was cannot be read")
    fill(model, last or plain)
    remember(optimizer, *memory)
    random.setstate(python)
    for generator, state in pairs:
        generator.setstate(state)
    return position


def _require_same_run(path: Path, there: Any, here: Mapping[str, Any]) -> None:
    if not isinstance(there, dict):
        refuse(path, "it was saved outside of a run; nn.load reads it")
    names = dict.fromkeys([*here, *there])
    different = [
        f"{told(name)} was {told(there.get(name))} and is {told(here.get(name))}"
        for name in names
        if there.get(name) != here.get(name)  # a name that is missing stands for None: nothing was asked for
    ]
    if different:
        more = f"; and {len(different) - 3} more" if len(different) > 3 else ""
        refuse(
            path,
            f"it belongs to another run, where {'; '.join(different[:3])}{more}. Move it away to begin a new run;"
            " nn.load takes its numbers along",
        )


def _state(saved: Any) -> State:
    version, numbers, gauss = saved
    state = (version, tuple(numbers), None if gauss is None else _finite(gauss))
    random.Random().setstate(state)
    return state


def _row(number: int, numbers: Any) -> Epoch:
    loss, *others = _list(numbers)
    if len(others) != 3:
        raise ValueError
    row = Epoch(number, _finite(loss), *(None if x is None else _finite(x) for x in others))
    if any(share is not None and not 0.0 <= share <= 1.0 for share in (row.accuracy, row.validation_accuracy)):
        raise ValueError
    return row


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
