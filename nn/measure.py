"""What a run measures: the mean loss over examples, and the share of those whose class is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from nn.losses import binary_cross_entropy, binary_cross_entropy_from_logits, hinge
from nn.module import Module
from nn.nested import flat, is_list

Loss = Callable[[Any, Any], Any]
Judge = Callable[[Any, Any], bool | None]


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


def measured(model: Module, data: Examples, loss: Loss, batch_size: int) -> Tally:
    """The sums over these examples, for a model in use."""
    tally, correct = Tally(), judge(loss, data.ys)
    for start in range(0, len(data.xs), batch_size):
        xs, ys = data.xs[start : start + batch_size], data.ys[start : start + batch_size]
        outputs = model.batch(xs)
        losses = [float(loss(output, y)) for output, y in zip(outputs, ys, strict=True)]
        tally.add(sum(losses), [correct(output, y) for output, y in zip(outputs, ys, strict=True)])
    return tally


def judge(loss: Loss, targets: Sequence[Any]) -> Judge:
    """How to tell whether an output names the class of its target: None where the targets are no classes.

    Classes are ints for several outputs, one-hot vectors, and the two targets of a loss for two classes.

    >>> from nn import losses
    >>> judge(losses.cross_entropy, [0, 1])([0.2, 0.8], 1), judge(losses.hinge, [1, -1])(0.5, -1)
    (True, False)
    >>> judge(losses.mean_squared_error, [0.5, 2.0])(0.5, 0.5)
    """
    one_hot = all(is_list(t) and _is_one_hot(list(flat(t))) for t in targets)

    def correct(output: Any, target: Any) -> bool | None:
        if loss is binary_cross_entropy:
            return (float(output) > 0.5) is bool(target > 0.5)
        if loss in (binary_cross_entropy_from_logits, hinge):
            return (float(output) > 0.0) is bool(target > 0.0)
        if not is_list(output) or not (one_hot or isinstance(target, int)):
            return None
        scores = [float(score) for score in flat(output)]
        named = scores.index(max(scores))
        return named == target if isinstance(target, int) else bool(list(flat(target))[named])

    return correct


def _is_one_hot(target: Sequence[Any]) -> bool:
    return sorted(target) == [0] * (len(target) - 1) + [1]
