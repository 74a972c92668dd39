"""A batch as a graph whose inputs and targets are Values, and what Python did while it was made.

A program repeats the graph, and nothing of Python. So whatever Python did that another batch may do otherwise is found
here: looks at numbers, random numbers of a model's own, and attributes that change. Afterwards everything is as before.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd import Value, mean
from autograd.calculus.order import inputs_first
from autograd.language import say
from autograd.record.watch import Chance, Check, Watch, watched
from nn.learning.compiled.recording.alike import dependence
from nn.learning.compiled.recording.held import Held, buffers
from nn.learning.compiled.recording.lines import NotCompiledError, standing
from nn.learning.run.measure import Loss
from nn.module import Module
from nn.nested import flat, is_list


class Moment:
    """The state of a model apart from its parameters, and of random generators, to which one can go back."""

    def __init__(self, model: Module) -> None:
        self.modules = [module for _, module in model.modules()]
        self.generators: list[Any] = [random, *model.randoms()]
        self.states = [generator.getstate() for generator in self.generators]
        self.buffers = [(numbers, list(numbers)) for numbers in buffers(model)]
        self.numpy: Any = np.random.get_state()

    def restore(self) -> None:
        np.random.set_state(self.numpy)
        for generator, state in zip(self.generators, self.states, strict=True):
            generator.setstate(state)
        for numbers, before in self.buffers:
            numbers[:] = before

    def has_drawn(self, other: Moment) -> bool:
        """Whether other random numbers would come next than at the other moment."""
        return self.states != other.states or _comparable(self.numpy) != _comparable(other.numpy)


def _comparable(state: Any) -> list[Any]:
    kind, numbers, *rest = state
    return [kind, numbers.tobytes(), *rest]


class Recorded:
    """The graph of a batch.

    - `inputs`: for each example the Values that stand for its input and its target
    - `outputs`: for each example its outputs; `lists` is whether they come in a list
    - `losses`, and `mean_loss`
    - `kept`: the Values that stand for the model's buffers, and `keeps` what they are after the batch
    - `constants`: all other leaves, and their numbers
    - `checks` and `chances`: see `autograd.record.watch`

    Raises `NotCompiledError` if Python did what another batch may do otherwise.
    """

    def __init__(self, model: Module, loss: Loss, xs: Sequence[Any], ys: Sequence[Any]) -> None:
        shown, targets = [standing(x) for x in xs], [standing(y) for y in ys]
        self.inputs = [x + y for (_, x), (_, y) in zip(shown, targets, strict=True)]
        self.kept = list[Value]()
        self.chances: Sequence[Chance] = ()
        before, held = Moment(model), Held(model, loss)
        own = buffers(model)
        for numbers in own:
            numbers[:] = [Value(number) for number in numbers]
            self.kept += numbers
        try:
            with watched(self.leaves()) as watch:
                outputs = model.batch([x for x, _ in shown])
                self.losses = [Value.lift(loss(o, y)) for o, (y, _) in zip(outputs, targets, strict=True)]
                self.mean_loss = mean(self.losses)
            self.keeps = [Value.lift(number) for numbers in own for number in numbers]
        except Exception as error:  # model and loss may do anything
            raise NotCompiledError(say("error where Values stand", kind=type(error).__name__, error=error)) from error
        finally:
            after = Moment(model)
            before.restore()
            changed = held.restored()
        self.lists = is_list(outputs[0])
        self.outputs = [list(map(Value.lift, flat(output))) for output in outputs]
        self.checks, self.chances = watch.checks, watch.chances
        moving = {*self.leaves(), *model.parameters()}
        leaves = [node for node in inputs_first(self.nodes()) if node.op is None and node not in moving]
        self.constants = [(leaf, leaf.data) for leaf in leaves]
        if changed:
            raise NotCompiledError(say("changes with each call", name=changed))
        self._require_known_draws(model, before, after)
        _require_no_decision(watch, [*self.leaves(), *model.parameters()])

    def leaves(self) -> list[Value]:
        """The Values that stand for examples, for draws and for buffers."""
        return [*[leaf for example in self.inputs for leaf in example], *[x.leaf for x in self.chances], *self.kept]

    def nodes(self) -> list[Value]:
        """All nodes that a program may have to calculate."""
        of_outputs = [node for output in self.outputs for node in output]
        of_python = [x.node for some in (self.checks, self.chances) for x in some]
        return [self.mean_loss, *self.losses, *of_outputs, *self.keeps, *of_python]

    def _require_known_draws(self, model: Module, before: Moment, after: Moment) -> None:
        """Raise `NotCompiledError` unless `chances` are all that was drawn."""
        for chance in self.chances:
            chance.draw()
        drawn = Moment(model)
        before.restore()
        if drawn.has_drawn(after):
            raise NotCompiledError(say("draws random numbers of its own"))


def _require_no_decision(watch: Watch, moving: Sequence[Value]) -> None:
    found = dependence([look.node for look in watch.looks], dict.fromkeys(moving, 1))
    for look in [look for look in watch.looks if found[look.node]] + [watch.elsewhere]:
        if look:
            raise NotCompiledError(say("looks at a number", place=look.place))


def failed(checks: Sequence[Check], numbers: Sequence[Any]) -> bool:
    """Whether some number does not pass its test."""
    return any(not np.all(check.test(number)) for check, number in zip(checks, numbers, strict=True))
