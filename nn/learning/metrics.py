"""Metrics: how often a classifier is right, and which classes it takes for which.

Predicted and actual classes are numbers or names, as many of one as of the other, in the same order.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from autograd import Value
from autograd.calculus.numbers.number import plainly
from autograd.language import say
from autograd.language.errors import refuse_kind
from autograd.language.text import markdown_table, table
from nn.nested import is_list, size


def predicted_class(output: Any, *, threshold: float | None = None) -> int:
    """The class that a network's output for one example speaks for, counted from 0.

    Of a list it is the place of the largest number, and of the first of them in a tie. A single score, alone or in a
    list of one, is of class 1 if it is above the threshold and else of class 0. It does not show what it is, so there
    the threshold must be given: 0 for a logit and for an output learned by the hinge loss, and 0.5 for a probability,
    which is above 0 always. Raises ValueError for NaN, and for a single score without a threshold.

    >>> predicted_class([0.8, 0.04, 0.1, 0.06]), predicted_class(0.3, threshold=0), predicted_class(0.3, threshold=0.5)
    (0, 1, 0)
    """
    scores = [_float_of(score, "output", output) for score in (output if is_list(output) else [output])]
    if threshold is not None and math.isnan(_float_of(threshold, "threshold", threshold, "kind number")):
        refuse_kind("threshold", threshold, "kind number")
    if not scores or any(map(math.isnan, scores)):
        raise ValueError(say("no largest output", size=size(output), scores=scores) if scores else say("empty output"))
    if len(scores) > 1:
        return scores.index(max(scores))
    if threshold is None:
        raise ValueError(say("no threshold", score=scores[0]))
    return int(scores[0] > threshold)


def _float_of(number: Any, argument: str, given: Any, what: str = "kind outputs") -> float:
    try:
        if not isinstance(number, str | bytes):  # which float would read
            return plainly(number)
    except (TypeError, ValueError, OverflowError):
        pass
    refuse_kind(argument, given, what)


def accuracy(predicted: Iterable[Any], actual: Iterable[Any]) -> float:
    """The share of examples whose predicted class is the actual one, from 0 to 1.

    >>> accuracy([0, 1, 1, 2], [0, 1, 2, 2])
    0.75
    """
    return confusion_matrix(predicted, actual).accuracy


class ConfusionMatrix(NamedTuple):
    """How many examples of each actual class (a row) were predicted to be of each class (a column).

    0/0 counts as 0, as is usual: the precision of a class that was never predicted, the recall of a class without
    examples. Where a share is 0/0, the printed table says so.
    """

    classes: tuple[Any, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def right(self) -> int:
        """How many examples stand on the diagonal."""
        return sum(row[k] for k, row in enumerate(self.counts))

    @property
    def examples(self) -> int:
        """How many examples there are."""
        return sum(map(sum, self.counts))

    @property
    def accuracy(self) -> float:
        """right / examples."""
        return _share(self.right, self.examples)

    @property
    def precision(self) -> dict[Any, float]:
        """For each class: of the examples predicted to be of it, the share that are. Right / sum of the column."""
        return {c: _share(*pair) for c, pair in zip(self.classes, self._of_columns(), strict=True)}

    @property
    def recall(self) -> dict[Any, float]:
        """For each class: of the examples of it, the share predicted to be. Right / sum of the row."""
        return {c: _share(*pair) for c, pair in zip(self.classes, self._of_rows(), strict=True)}

    @property
    def macro_precision(self) -> float:
        """The mean of the precision over the classes, each counting alike, however many examples it has."""
        return _share(math.fsum(self.precision.values()), len(self.classes))

    @property
    def macro_recall(self) -> float:
        """The mean of the recall over the classes, each counting alike, however many examples it has."""
        return _share(math.fsum(self.recall.values()), len(self.classes))

    def __str__(self) -> str:
        return self._written(table)

    def _repr_markdown_(self) -> str:
        return self._written(markdown_table)

    def _written(self, as_table: Callable[..., str]) -> str:
        rows = [
            [str(c), *map(str, counts), _percent(*pair)]
            for c, counts, pair in zip(self.classes, self.counts, self._of_rows(), strict=True)
        ]
        rows.append([say("precision"), *(_percent(*pair) for pair in self._of_columns()), ""])
        headers = [say("actual and predicted"), *map(str, self.classes), say("recall")]
        share = _percent(self.right, self.examples, 1)
        told = say("so many are right", right=self.right, examples=self.examples, share=share)
        return f"{as_table(headers, rows, right=range(1, len(headers)))}\n\n{told}"

    def _of_rows(self) -> list[tuple[int, int]]:
        return [(row[k], sum(row)) for k, row in enumerate(self.counts)]

    def _of_columns(self) -> list[tuple[int, int]]:
        return [(column[k], sum(column)) for k, column in enumerate(zip(*self.counts, strict=True))]


def confusion_matrix(
    predicted: Iterable[Any], actual: Iterable[Any], classes: Iterable[Any] | None = None
) -> ConfusionMatrix:
    """Count which classes are taken for which. `classes` are those found, in their order, unless they are given;
    `classes=[]` means those found, too.

    If `classes` are names, such as those of an `nn.data.Dataset`, a number stands for the name at its place: its class
    in the data.

    Raises ValueError if there are no examples, if there is not one prediction for each of them, and for a class that
    is not among those given. If none are given, a score such as 0.7 on one side alone is no class, and neither side may
    have names alone if the other has numbers alone.

    >>> matrix = confusion_matrix(["りんご", "梨", "梨", "りんご"], ["りんご", "梨", "りんご", "りんご"])
    >>> print(matrix)
    actual \\ predicted  りんご   梨  recall
    ------------------  ------  ---  ------
    りんご                   2    1     67%
    梨                       0    1    100%
    precision             100%  50%
    <BLANKLINE>
    3 of 4 right: 75.0%
    >>> matrix.precision["梨"], matrix.macro_precision
    (0.5, 0.75)
    >>> confusion_matrix([0, 1, 1], [0, 1, 0], classes=["no", "yes"]).recall
    {'no': 0.5, 'yes': 1.0}
    """
    for argument, given in {
        "predicted": predicted,
        "actual": actual,
        "classes": () if classes is None else classes,
    }.items():
        if not isinstance(given, Iterable):
            refuse_kind(argument, given, "kind list")
    predicted, actual = list(predicted), list(actual)
    if len(predicted) != len(actual) or not actual:
        raise ValueError(say("as many predictions", predicted=len(predicted), actual=len(actual)))
    for label in itertools.chain(predicted, actual):
        if is_list(label) or isinstance(label, Value) or label != label:  # NaN is not itself
            raise ValueError(say("no label", label=label))
    chosen = [] if classes is None else list(classes)
    named = bool(chosen)
    if not named:
        _require_labels(predicted, actual)
    chosen = chosen or _in_order(dict.fromkeys([*predicted, *actual]))
    place = {c: k for k, c in enumerate(chosen)}
    if len(place) != len(chosen):
        raise ValueError(say("class twice", classes=chosen))
    if named and all(isinstance(c, str) for c in chosen):
        place |= {k: k for k in range(len(chosen))}
    counts = [[0] * len(chosen) for _ in chosen]
    for p, a in zip(predicted, actual, strict=True):
        if p not in place or a not in place:
            raise ValueError(say("label not among the classes", label=a if p in place else p, classes=chosen))
        counts[place[a]][place[p]] += 1
    return ConfusionMatrix(tuple(chosen), tuple(map(tuple, counts)))


def _require_labels(predicted: Sequence[Any], actual: Sequence[Any]) -> None:
    """Refuse scores in place of classes, and names on one side alone: of these nothing would be right, and no 0.0 is to
    say so."""
    for labels, others in (predicted, actual), (actual, predicted):
        for label in labels:
            if isinstance(label, float) and label % 1 and label not in others:
                raise ValueError(say("score as a class", label=label))
    (first, names), (second, other_names) = (
        (labels[0], {isinstance(label, str) for label in labels}) for labels in (predicted, actual)
    )
    if not names & other_names:
        raise ValueError(say("names and numbers", predicted=first, actual=second))


def _in_order(found: Iterable[Any]) -> list[Any]:
    try:
        return sorted(found)
    except TypeError:  # numbers and names together have an order as texts alone
        return sorted(found, key=str)


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _percent(part: int, whole: int, digits: int = 0) -> str:
    return f"{part / whole:.{digits}%}" if whole else "0/0"
