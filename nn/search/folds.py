"""Cross-validation: a score for each part of the data, after learning from the other parts."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograd.language import say
from autograd.language.errors import refuse_kind
from autograd.language.text import number, printable
from nn.search.parallel import Call, Where, outcomes
from nn.search.trials import seed_of, takes_seed


@dataclass(frozen=True)
class CrossValidation:
    """The scores of all folds, in their order."""

    scores: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean of the scores."""
        return statistics.fmean(self.scores)

    @property
    def deviation(self) -> float:
        """The standard deviation of the scores, as of a sample: with k - 1 for k folds."""
        return statistics.stdev(self.scores)

    def __str__(self) -> str:
        return f"{number(self.mean)} ± {number(self.deviation)} ({', '.join(map(number, self.scores))})"


def cross_validated(
    fit_and_score: Callable[..., Any], data: Any, k: int = 5, seed: int = 0, executor: Where = None
) -> CrossValidation:
    """Leave out each of k parts once: `fit_and_score(rest, part)` learns from the rest, and returns the score on the
    part.

    `data.folds(k, seed)` gives the k pairs of the rest and the part, as in `nn.data.Dataset`. The executor and the
    `seed` of a fit are as in `search`. Raises RuntimeError if a fold fails, because a mean of the others would mislead,
    and KeyboardInterrupt if it is stopped.
    """
    if not callable(fit_and_score):
        refuse_kind("fit_and_score", fit_and_score, "kind function")
    if not hasattr(data, "folds"):
        raise TypeError(say("nothing to divide", given=printable(repr(data))))
    calls: list[Call] = [(pair, {}, seed_of(seed, position)) for position, pair in enumerate(data.folds(k, seed))]
    if len(calls) < 2:
        raise ValueError(say("too few folds", k=k, seed=seed, count=len(calls)))
    if takes_seed(fit_and_score):
        calls = [(pair, {"seed": own}, own) for pair, _, own in calls]
    scores = []
    for position, outcome in enumerate(outcomes(fit_and_score, calls, executor, "folds"), 1):
        if outcome is None:
            raise KeyboardInterrupt
        if outcome.score is None:
            raise RuntimeError(say("fold failed", position=position, count=len(calls), error=outcome.error))
        scores.append(outcome.score)
    return CrossValidation(tuple(scores))
