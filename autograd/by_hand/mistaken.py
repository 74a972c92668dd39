"""Which named mistake of hand calculation a claimed formula is: the one that gives its numbers at every point."""

from __future__ import annotations

from collections.abc import Sequence

from autograd.by_hand.reasons import Reasons
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

    def fits(numbers: Sequence[float]) -> bool:
        gradient = {e.leaf: numbers[work.gradient[e.leaf]] if e.leaf in work.gradient else 0.0 for e in point.entries}
        return all(point.agree(e, gradient[e.leaf], tolerance) for e in point.entries)

    return list(dict.fromkeys(mistake.name for mistake, numbers in Reasons(work, []).everywhere if fits(numbers)))
