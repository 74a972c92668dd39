"""Hyper-parameters: a trial of each setting, and which of them was best.

Trials do not depend on each other, so they run side by side, in processes or in any executor. The results do not depend
on the place or the order.

>>> from nn.search.settings import grid
>>> def trial(rate, hidden):
...     return 1.0 - abs(rate - 0.1) - hidden / 100  # as if a network had been trained and its accuracy measured
>>> results = search(trial, grid({"rate": [0.01, 0.1, 1.0], "hidden": [2, 4]}), executor=0)
>>> results.best.setting, results.best.score
({'rate': 0.1, 'hidden': 2}, 0.98)
"""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograd.language import say
from autograd.language.text import number, printable, table
from nn.search.parallel import Call, Where, outcomes
from nn.search.settings import Setting


@dataclass(frozen=True)
class Trial:
    """One setting, and its score or what went wrong. `trial(**this.setting)` runs it again."""

    setting: Setting
    score: float | None
    error: str = ""


class Results(Sequence[Trial]):
    """The trials of a search, in the order of its settings. They print sorted by score."""

    def __init__(self, trials: Iterable[Trial], lower_is_better: bool = False) -> None:
        self._trials, self.lower_is_better = tuple(trials), lower_is_better

    def __getitem__(self, position: Any) -> Any:
        return self._trials[position]

    def __len__(self) -> int:
        return len(self._trials)

    @property
    def ranked(self) -> list[Trial]:
        """The trials with a score, the best first. Of equal scores, the earlier trial comes first."""
        sign = 1.0 if self.lower_is_better else -1.0
        scored = [(sign * trial.score, i) for i, trial in enumerate(self) if trial.score is not None]
        return [self[i] for _, i in sorted(scored)]

    @property
    def best(self) -> Trial:
        """The trial with the best score. Raises ValueError if none has a score."""
        if not self.ranked:
            raise ValueError(say("no trial has a score", error=self[0].error) if self else say("no trials"))
        return self.ranked[0]

    @property
    def failed(self) -> list[Trial]:
        """The trials that failed, or were not done when the search was stopped. `error` says which of the two."""
        return [trial for trial in self if trial.score is None]

    def __str__(self) -> str:
        names = list(dict.fromkeys(name for trial in self for name in trial.setting))
        rows = [
            [
                say("score of a failed trial") if trial.score is None else number(trial.score),
                *(_cell(trial, name) for name in names),
                _line(trial.error),
            ]
            for trial in self.ranked + self.failed
        ]
        headers = [say("column of scores"), *names, say("column of errors") if self.failed else ""]
        lines = table(headers, rows, right=range(len(names) + 1))
        return f"{lines}\n\n{say('trials and failures', count=len(self), failed=len(self.failed))}"


def search(
    trial: Callable[..., Any],
    settings: Iterable[Mapping[str, Any]],
    executor: Where = None,
    *,
    seed: int = 0,
    lower_is_better: bool = False,
) -> Results:
    """Try all settings: `trial(**setting)` returns a score. The best score is the highest, or the lowest with
    `lower_is_better`.

    A trial that fails, or whose process ends, is listed in `.failed` with a sentence that says why. The others go on.
    If the trial takes a `seed` that its setting does not give, it gets one that depends on `seed` and its position.

    Python's own `random` is seeded in the same way for each trial, so weights without an `init` are the same for any
    number of processes. Two sources of chance are not controlled: threads share one `random`, from which trials draw in
    any order, and NumPy's generator is not seeded. With threads or NumPy, or to repeat `trial(**setting)` by hand, let
    a trial draw from its own `seed` alone.

    The executor is any executor of `concurrent.futures`, such as a Dask cluster's `Client(...).get_executor()`, or a
    number of processes. None means one process per processor. 0 runs the trials in this process, as a lambda and a
    debugger need. To reach another process, define `trial` in a file at the outer level, and call `search` in a script
    under `if __name__ == "__main__":`. Ctrl-C ends the search, and the finished trials are returned. Executors differ
    when a worker ends: with the standard pool all remaining trials fail; Dask repeats them, and fails a trial that has
    ended its worker several times.

    >>> print(search(lambda a, b: a / b, [{"a": 1, "b": 4}, {"a": 2, "b": 4}, {"a": 1, "b": 0}], executor=0))
     score  a  b  error
    ------  -  -  -----------------------------------
       0.5  2  4
      0.25  1  4
    failed  1  0  ZeroDivisionError: division by zero
    <BLANKLINE>
    3 trials, 1 failed
    """
    chosen = _required(trial, settings)
    seeds = [seed_of(seed, position) for position in range(len(chosen))]
    if takes_seed(trial):
        chosen = [{**setting, "seed": setting.get("seed", own)} for own, setting in zip(seeds, chosen, strict=True)]
    calls: list[Call] = [((), setting, own) for own, setting in zip(seeds, chosen, strict=True)]
    found = outcomes(trial, calls, executor, "trials")
    return Results(
        (
            Trial(setting, outcome.score, outcome.error) if outcome else Trial(setting, None, say("trial not done"))
            for setting, outcome in zip(chosen, found, strict=True)
        ),
        lower_is_better,
    )


def _required(trial: Any, settings: Any) -> list[Setting]:
    """The settings, if there are some, and a function that tries them."""
    if not callable(trial):
        raise TypeError(say("no function to search with", given=printable(repr(trial))))
    if isinstance(settings, Mapping) or not isinstance(settings, Iterable):
        raise TypeError(say("no settings", given=printable(repr(settings))))
    given = list(settings)
    for setting in given:
        if not isinstance(setting, Mapping):
            raise TypeError(say("setting is no dict", given=printable(repr(setting))))
    if not given:
        raise ValueError(say("nothing to try"))
    return [dict(setting) for setting in given]


def takes_seed(f: Callable[..., Any]) -> bool:
    """Whether a function has a parameter called seed."""
    try:
        return "seed" in inspect.signature(f).parameters
    except ValueError:  # a function in C may not tell its parameters
        return False


def seed_of(seed: int, position: int) -> int:
    """A seed for each position, unlike its neighbours' seeds. It has 32 bits, so NumPy and PyTorch take it too."""
    return random.Random(f"{seed} {position}").getrandbits(32)


def _cell(trial: Trial, name: str) -> str:
    value = trial.setting.get(name, "")
    return number(value) if isinstance(value, float) else _line(getattr(value, "__name__", str(value)))


def _line(text: str) -> str:
    return " ".join(text.splitlines())
