"""Which named mistake of hand calculation a claimed formula is: the one that gives its numbers at every point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograd.by_hand.habits import Habits
from autograd.by_hand.mistakes import MISTAKES
from autograd.by_hand.replays import Candidate, Replays, Shown
from autograd.by_hand.work import Work
from autograd.record import Steps
from autograd.testing.points import Point

FEW, MANY = 4, 8
"""Points at which a mistake must fit, and points that are asked."""


def mistaken(points: Sequence[Point], tolerance: float) -> list[str]:
    """The names of the mistakes that, made wherever they can be, are claimed at all these points; or at one operation.

    Where fewer than four points are wrong, none is named.
    """
    wrong = [point for point in points if point.wrong(tolerance)][:MANY]
    if len(wrong) < FEW:
        return []
    found = [_fitting(point, tolerance) for point in wrong]
    return [name for name in found[0] if all(name in others for others in found[1:])]


def _fitting(point: Point, tolerance: float) -> list[str]:
    work = Work(Steps(point.output))
    gradients = [work.gradient.get(entry.leaf) for entry in point.entries]

    def fits(moved: Mapping[int, float]) -> bool:
        numbers = [0.0 if i is None else moved.get(i, work.numbers[i]) for i in gradients]
        return all(point.agree(e, n, tolerance) for e, n in zip(point.entries, numbers, strict=True))

    given = [i for i, row in enumerate(work.rows) if row.kind == "given"]
    shown = Shown(work, [*given, *(i for i in gradients if i is not None)])
    replays = Replays(work, Habits(work, MISTAKES, least=1), work.numbers)
    made = [Candidate(h.mistake, h.at, way, 0.0) for h in replays.habits.everywhere for way in range(h.ways)]
    found = [(c.mistake.name, replays.moved(c, shown)) for c in made]
    return list(dict.fromkeys(name for name, moved in found if moved and fits(moved)))
