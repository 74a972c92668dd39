"""A batch through the network in a program: its losses, its outputs, and the gradient of its mean loss.

If no example depends on another one, the program is that of one example, and examples are its lanes. Batch
normalisation mixes them: then the program is that of a whole batch, and fits batches of one size alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

import autograd
from autograd import Value
from autograd.language import say
from nn.learning.compiled.recording.alike import dependence, require_alike
from nn.learning.compiled.recording.lines import NotCompiledError
from nn.learning.compiled.recording.recorded import Recorded, failed

ROUNDING = 1e-7
"""How far a program may be from its graph, as a share of the largest number."""

STEPS_THAT_PAY = 50
"""From so many steps an epoch on, a program is compiled for the best back end that there is."""
FIRST, SECOND = 1, 2


class MixedError(NotCompiledError):
    """The examples of a batch depend on each other."""


class RefusedError(Exception):
    """Some number is not what it has to be. The graph tells which one."""


class Result(NamedTuple):
    """The losses and outputs (a line for each example), the gradient in the order of the leaves, and the buffers after
    the batch; None where they stay."""

    mean_loss: float
    losses: Any
    outputs: Any
    gradient: Any
    keeps: list[float] | None


class Lanes:
    """The program of one example. `recorded` are two examples of which the first is taken. `known` are lines of all
    examples, if they are known: what they pass at once is not checked in each run.

    Raises `NotCompiledError` if the second one is calculated otherwise, or depends on the first.
    """

    def __init__(self, recorded: Recorded, leaves: Sequence[Value], backend: str, known: Any = None) -> None:
        marks = dict.fromkeys([*leaves, *recorded.kept], 0)
        for mark, inputs in zip((FIRST, SECOND), recorded.inputs, strict=True):
            marks.update(dict.fromkeys(inputs, mark))
        found = dependence(recorded.nodes(), marks)
        owned = [found[chance.node] for chance in recorded.chances]
        sides = [
            [recorded.losses[i], *recorded.outputs[i], *[x.node for x in recorded.checks if found[x.node] & mark]]
            for i, mark in enumerate((FIRST, SECOND))
        ]
        if _is_mixed(recorded, found):
            raise MixedError(say("examples depend on each other"))
        self.draws = _rounds(recorded, owned)
        leaves_of = [[x.leaf for x, of in zip(recorded.chances, owned, strict=True) if of == m] for m in (1, 2)]
        inputs, partners = ([*recorded.inputs[i], *leaves_of[i]] for i in (0, 1))
        require_alike(sides[0], sides[1], dict(zip(inputs, partners, strict=True)))
        place = {leaf: i for i, leaf in enumerate(recorded.inputs[0])} if known is not None else {}
        self.checks = [
            check
            for check in recorded.checks
            if found[check.node] != SECOND
            and not (check.node in place and np.all(check.test(known[:, place[check.node]])))
        ]
        self.outputs, self.lists = len(recorded.outputs[0]), recorded.lists
        nodes = [recorded.losses[0], *recorded.outputs[0], *[x.node for x in self.checks]]
        self.program = _compiled(nodes, [*leaves, *recorded.kept], inputs, backend)

    def run(self, lines: Any, numbers: Any, *, gradient: bool = True) -> Result:
        """The batch of these lines, with these numbers of the leaves. Raises `RefusedError`."""
        for draws in self.draws:
            drawn = np.array([[draw() for draw in draws] for _ in range(len(lines))], dtype=float)
            lines = np.hstack([lines, drawn])
        losses, *rest = _called(self.program, lines, numbers)
        if failed(self.checks, rest[self.outputs :]):
            raise RefusedError
        found = _gradient(self.program, "mean") if gradient else None
        mean_loss = float(np.add.reduce(losses)) / len(losses)
        return Result(mean_loss, losses, np.array(rest[: self.outputs]).T, found, None)


def _rounds(recorded: Recorded, owned: Sequence[int]) -> list[list[Callable[[], bool]]]:
    """What is drawn for each example, in rounds: the first draws of all examples come before the second ones of any, as
    a layer is calculated for all examples before the next layer is."""
    pairs = zip(owned, recorded.chances, strict=True)
    runs = [(mark, [x.draw for _, x in some]) for mark, some in groupby(pairs, lambda pair: pair[0])]
    if [mark for mark, _ in runs] != [FIRST, SECOND] * (len(runs) // 2):
        raise NotCompiledError(say("draws in its own order"))
    if [draws for _, draws in runs[::2]] != [draws for _, draws in runs[1::2]]:
        raise NotCompiledError(say("draws other numbers"))
    return [draws for _, draws in runs[::2]]


def _is_mixed(recorded: Recorded, found: dict[Value, int]) -> bool:
    """Whether some example of two depends on the other one, or the buffers depend on them."""
    pairs = [(node, mark) for i, mark in enumerate((SECOND, FIRST)) for node in recorded.outputs[i]]
    pairs += zip(recorded.losses, (SECOND, FIRST), strict=True)
    both = [x.node for some in (recorded.checks, recorded.chances) for x in some]
    return (
        any(new is not old for new, old in zip(recorded.keeps, recorded.kept, strict=True))
        or any(found[node] & other for node, other in pairs)
        or any(found[node] == FIRST | SECOND for node in both)
    )


class Whole:
    """The program of a whole batch."""

    def __init__(self, recorded: Recorded, leaves: Sequence[Value], backend: str) -> None:
        self.checks, self.draws = recorded.checks, [chance.draw for chance in recorded.chances]
        self.examples, self.outputs, self.lists = len(recorded.inputs), len(recorded.outputs[0]), recorded.lists
        outputs = [node for output in recorded.outputs for node in output]
        inputs = [leaf for example in recorded.inputs for leaf in example]
        nodes = [recorded.mean_loss, *recorded.losses, *outputs, *recorded.keeps, *[x.node for x in self.checks]]
        self.ends = [1, 1 + self.examples, 1 + self.examples + len(outputs), len(nodes) - len(self.checks)]
        self.program = _compiled(
            nodes, [*leaves, *recorded.kept], [*inputs, *[chance.leaf for chance in recorded.chances]], backend
        )

    def run(self, lines: Any, numbers: Any, *, gradient: bool = True) -> Result:
        """As in `Lanes`."""
        drawn = np.array([draw() for draw in self.draws], dtype=float)
        found = _called(self.program, np.concatenate([lines.ravel(), drawn]), numbers)
        first, second, third, fourth = self.ends
        if failed(self.checks, found[fourth:]):
            raise RefusedError
        outputs = np.array(found[second:third]).reshape(self.examples, self.outputs)
        of_loss = _gradient(self.program, "sum") if gradient else None
        return Result(found[0], np.array(found[first:second]), outputs, of_loss, found[third:fourth])


def _compiled(nodes: list[Value], wrt: list[Value], inputs: list[Value], backend: str) -> Any:
    try:
        return autograd.compile(nodes, wrt, inputs, backend)
    except ValueError as error:  # a `where`
        raise NotCompiledError(str(error)) from error


def _called(program: Any, inputs: Any, numbers: Any) -> Any:
    program.parameters.data[...] = numbers
    try:
        return program(inputs)
    except (ValueError, ArithmeticError) as error:
        raise RefusedError from error


def _gradient(program: Any, reduce: str) -> Any:
    try:
        return program.gradients(0, reduce)
    except ArithmeticError as error:
        raise RefusedError from error


def require_near(key: str, found: Any, expected: Any, share: float = ROUNDING) -> None:
    """Raise `NotCompiledError` with the sentence of this key if numbers of a program are not those of the graph."""
    if np.max(np.abs(found - expected), initial=0.0) > share * (1.0 + np.max(np.abs(expected), initial=0.0)):
        raise NotCompiledError(say(key))
