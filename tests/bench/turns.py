"""Ways of doing one thing that take turns, so that a change in the machine's speed meets all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Ways = Mapping[str, Callable[[], Any]]


class Row(NamedTuple):
    """A row of the table: seconds, or bytes, of ours and of theirs, and how many times as good ours is to be."""

    work: str
    against: str
    asked: float
    ours: float
    theirs: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.theirs / self.ours

    @property
    def reached(self) -> bool:
        return round(self.ratio, 2) >= self.asked

    def amount(self, number: float) -> str:
        """Seconds or bytes as a reader wants them."""
        if self.unit == "s" and number < 1.0:
            return f"{number * 1e6:.3g} µs" if number < 999e-6 else f"{number * 1e3:.3g} ms"
        return f"{number / 1e6:.3g} MB" if self.unit == "bytes" else f"{number:.3g} {self.unit}"


class Missing(NamedTuple):
    """A row that cannot be measured here, and why."""

    work: str
    against: str
    why: str


def seconds(work: Callable[[], Any], times: int = 1) -> float:
    """Of one call, where so many are made. It is the time of the processor, since other programs may take it in turns
    with this one: they would make long work look slower than short work."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def in_turns(ways: Ways, rounds: int, turn: float = 0.02) -> dict[str, float]:
    """The median seconds of each way. A way that is quick is called many times in its turn, which takes about `turn`
    seconds."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    counts = dict[str, int]()
    for name, work in ways.items():
        work()  # what is only done once
        counts[name] = max(1, min(1000, int(turn / seconds(work))))
    for _ in range(rounds):
        for name, work in ways.items():
            work()  # others took the memory next to the processor
            times[name].append(seconds(work, counts[name]))
    return {name: statistics.median(some) for name, some in times.items()}
