"""Which named mistake of hand calculation a claimed formula is: the one that gives its numbers at every point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from autograd.by_hand.habits import Habits
from autograd.by_hand.mistakes import MISTAKES
from autograd.by_hand.replays import Candidate, Replays, Shown
from autograd.by_hand.work import Work
from autograd.record import Steps
from autograd.testing.points import Point

FEW, MANY, GRAPHS = 4, 8, 3
"""Points at which a mistake must fit, points of each graph that are asked, and graphs."""

Place = tuple[str, frozenset[int], int]
"""The name of a mistake, the rows of the work at which it is made, and the way in which it is made there."""


def mistaken(points: Sequence[Point], tolerance: float) -> list[str]:
    """The names of the mistakes that, made wherever they can be, are claimed at all these points; or at one operation.

    Points of one graph have the same work: the mistake is made at the same place of it. Where fewer than four points
    are wrong, none is named.
    """
    graphs: dict[object, list[Point]] = defaultdict(list)
    for point in points:
        if point.wrong(tolerance):
            graphs[point.structure].append(point)
    largest = sorted(graphs.values(), key=len, reverse=True)[:GRAPHS]
    alike = [wrong[:: -(-len(wrong) // MANY)] for wrong in largest]  # the first are those around one that is clean
    if not alike or len(alike[0]) < FEW:
        return []
    names = [[name for name, *_ in _at_all(wrong, tolerance)] for wrong in alike]
    return [name for name in dict.fromkeys(names[0]) if all(name in others for others in names[1:])]


def _at_all(points: Sequence[Point], tolerance: float) -> list[Place]:
    """What fits at all of these points, which have one graph."""
    found = _fitting(points[0], tolerance)
    for point in points[1:] if found else ():
        here = set(_fitting(point, tolerance))
        found = [place for place in found if place in here]
    return found


def _fitting(point: Point, tolerance: float) -> list[Place]:
    work = Work(Steps(point.output))
    gradients = [work.gradient.get(entry.leaf) for entry in point.entries]

    def fits(moved: Mapping[int, float]) -> bool:
        numbers = [0.0 if i is None else moved.get(i, work.numbers[i]) for i in gradients]
        return all(point.agree(e, n, tolerance) for e, n in zip(point.entries, numbers, strict=True))

    given = [i for i, row in enumerate(work.rows) if row.kind == "given"]
    shown = Shown(work, [*given, *(i for i in gradients if i is not None)])
    replays = Replays(work, Habits(work, MISTAKES, least=1), work.numbers)
    made = [Candidate(h.mistake, h.at, way, 0.0) for h in replays.habits.everywhere for way in range(h.ways)]
    found = [(c, replays.moved(c, shown)) for c in made if not _of_no_function(work, c)]
    return [(c.mistake.name, c.at, c.way) for c, moved in found if moved and fits(moved)]


def _of_no_function(work: Work, made: Candidate) -> bool:
    """Whether it is the value of something else than a function that would be given: of an input, which the formula may
    have for many reasons, or of a product."""
    rows = [work.rows[i] for i in made.at]
    return made.mistake.name == "value for the gradient" and any(r.kind != "local" or r.op.symbol for r in rows)
