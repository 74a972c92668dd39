"""What a run measures: the mean loss over examples, and the share of those whose class is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from autograd import DomainError, Value
from autograd.language import say
from nn.layers.losses import binary_cross_entropy, binary_cross_entropy_from_logits, hinge
from nn.module import Module
from nn.nested import flat, is_list

Loss = Callable[[Any, Any], Any]


class Examples(Protocol):
    """Inputs, and the target of each."""

    @property
    def xs(self) -> Sequence[Any]: ...
    @property
    def ys(self) -> Sequence[Any]: ...


@dataclass
class Tally:
    """Sums over examples: how many, their losses, and how many were right; None where targets are no classes."""

    many: int = 0
    losses: float = 0.0
    right: int | None = 0

    def add(self, losses: float, verdicts: Sequence[bool | None]) -> None:
        self.many += len(verdicts)
        self.losses += losses
        self.right = None if self.right is None or None in verdicts else self.right + sum(map(bool, verdicts))

    def means(self) -> tuple[float, float | None]:
        """The mean loss and the accuracy."""
        return self.losses / self.many, None if self.right is None else self.right / self.many


def measured(
    model: Module, data: Examples, loss: Loss, batch_size: int, correct: Callable[[Any, Any], bool | None]
) -> tuple[Tally, list[bool | None]]:
    """The sums over these examples, for a model in use, and the verdict about each."""
    tally, verdicts = Tally(), list[bool | None]()
    for start in range(0, len(data.xs), batch_size):
        xs, ys = data.xs[start : start + batch_size], data.ys[start : start + batch_size]
        outputs = model.batch(xs)
        losses = losses_of(loss, outputs, ys, [f"validation.xs[{start + i}]" for i in range(len(xs))])
        verdicts += [correct(output, y) for output, y in zip(outputs, ys, strict=True)]
        tally.add(sum(map(float, losses)), verdicts[start:])
    return tally, verdicts


def right_by_class(verdicts: Sequence[bool | None], ys: Sequence[Any], classes: int) -> tuple[float | None, ...]:
    """The share that is right of the examples of each class, None for one without examples; nothing where the targets
    are not the numbers of so many classes.

    >>> right_by_class([True, False, True], [0, 0, 2], classes=3)
    (0.5, None, 1.0)
    """
    if None in verdicts or any(is_list(y) or y not in range(classes) for y in ys):
        return ()
    found: list[list[bool]] = [[] for _ in range(classes)]
    for verdict, y in zip(verdicts, ys, strict=True):
        found[int(y)].append(bool(verdict))
    return tuple(sum(right) / len(right) if right else None for right in found)


def losses_of(loss: Loss, outputs: Sequence[Any], ys: Sequence[Any], names: Sequence[str]) -> list[Any]:
    """The loss of each example; `names` say in an error which one it was."""
    losses = []
    for output, y, name in zip(outputs, ys, names, strict=True):
        try:
            losses.append(loss(output, y))
        except (DomainError, ValueError) as error:
            kind = DomainError if isinstance(error, DomainError) else ValueError
            raise kind(say("in the loss of an example", error=error, name=name)) from error
    return losses


class Judge:
    """Tells whether an output names the class of its target: None where the targets are no classes.

    The targets of all examples decide. Of several outputs the largest names a class, where targets are whole numbers
    from 0, or one-hot vectors. One output names one of two classes, where all targets are 0 and 1, or -1 and 1: the
    one on whose side it is, which of 0 and 1 begins where both have the same loss, at 0 for logits and ½ elsewhere.

    >>> from nn import losses
    >>> Judge(losses.cross_entropy, [0, 1])([0.2, 0.8], 1), Judge(losses.hinge, [1, -1])(0.5, -1)
    (True, False)
    >>> Judge(losses.mean_squared_error, [0.5, 2.0])(0.5, 0.5)
    """

    def __init__(self, loss: Loss, targets: Sequence[Any]) -> None:
        rows = [list(flat(target)) for target in targets]
        several = any(len(row) != 1 for row in rows)
        self.loss = loss
        self.one_hot = several and all(map(_is_one_hot, rows))
        self.numbers = set() if several else {float(number) for [number] in rows}
        self.classes = bool(self.numbers) and all(number >= 0.0 and number.is_integer() for number in self.numbers)
        self.two = self.numbers in ({0.0, 1.0}, {-1.0, 1.0}) or loss in (*_PROBABILITY, *_SCORE)

    @cached_property
    def middle(self) -> float:
        """Where one output changes from one class to the other."""
        if self.loss in _SCORE or self.numbers == {-1.0, 1.0}:
            return 0.0
        if self.loss in _PROBABILITY:
            return 0.5
        between = Value(0.25)  # nearer to 0 as a probability, and as a logit on the side of 1
        return 0.0 if float(self.loss(between, 1.0)) < float(self.loss(between, 0.0)) else 0.5

    def __call__(self, output: Any, target: Any) -> bool | None:
        scores, aims = [float(score) for score in flat(output)], list(flat(target))
        if not is_list(output):
            return (scores[0] > self.middle) is bool(aims[0] > self.middle) if self.two else None
        if not (self.classes or self.one_hot):
            return None
        named = scores.index(max(scores))
        return bool(aims[named]) if self.one_hot else bool(named == aims[0])

    def many(self, outputs: Any, targets: Any, is_list: bool) -> list[bool | None]:
        """The same of many examples, from arrays with a line for each; `is_list` is whether an output is a list."""
        if not (self.classes or self.one_hot if is_list else self.two):
            return [None] * len(outputs)
        if not is_list:
            found = (outputs[:, 0] > self.middle) == (targets[:, 0] > self.middle)
        else:
            named = outputs.argmax(1)
            found = targets[range(len(named)), named] != 0.0 if self.one_hot else named == targets[:, 0]
        verdicts: list[bool | None] = found.tolist()
        return verdicts


_PROBABILITY = (binary_cross_entropy,)
_SCORE = (binary_cross_entropy_from_logits, hinge)


def _is_one_hot(target: Sequence[Any]) -> bool:
    return sorted(target) == [0] * (len(target) - 1) + [1]
