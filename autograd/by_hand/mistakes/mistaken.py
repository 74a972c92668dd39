"""Which named mistake of hand calculation a claimed formula is: the one that gives its numbers at every point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from autograd.by_hand.mistakes.habits import Habit, Habits
from autograd.by_hand.mistakes.replays import Candidate, Replays, Shown
from autograd.by_hand.mistakes.table import MISTAKES
from autograd.by_hand.sheet.work import Row, Work
from autograd.record.record import Record
from autograd.testing.gradients.points import Point

LEAST, ASKED, GRAPHS = 4, 6, 3
"""Wrong points of a graph without which no mistake is named; points of each graph that are asked, and as many right
ones; and graphs."""

Place = tuple[str, int, frozenset[tuple[str, str]]]
"""The name of a mistake, the way in which it is made, and the kinds of row and the operations at which it is made."""


def mistaken(points: Sequence[Point], tolerance: float) -> list[str]:
    """The names of the mistakes that, made wherever they can be, are claimed at all these points; or at one operation.

    It is one mistake, made in one way at the same operations. Where fewer than four points of one graph are wrong, none
    is named.
    """
    graphs: dict[object, tuple[list[Point], list[Point]]] = defaultdict(lambda: ([], []))
    for point in points:
        graphs[point.structure][not point.wrong(tolerance)].append(point)
    largest = sorted(graphs.values(), key=lambda alike: len(alike[0]), reverse=True)[:GRAPHS]
    if not largest or len(largest[0][0]) < LEAST:
        return []
    names = [[name for name, *_ in _at_all(*alike, tolerance)] for alike in largest if alike[0]]
    return [name for name in dict.fromkeys(names[0]) if all(name in others for others in names[1:])]


def _at_all(wrong: Sequence[Point], right: Sequence[Point], tolerance: float) -> list[Place]:
    """What is claimed at all of these points, which have one graph: where it can be made, and at every wrong one."""
    found: list[Place] | None = None
    for point in [*_spread(wrong), *_spread(right)]:
        made = _made(point, tolerance)
        if found is None:
            found = [place for place, fits in made.items() if fits]
        else:
            found = [place for place in found if made.get(place, point in right)]
        if not found:
            break
    return found or []


def _spread(points: Sequence[Point]) -> Sequence[Point]:
    """Some of the points, from everywhere: the first are those around one that is clean."""
    return points[:: max(1, -(-len(points) // ASKED))]


def _made(point: Point, tolerance: float) -> dict[Place, bool]:
    """Where mistakes can be made, and whether the claim is what they make of the gradient."""
    work = Work(Record(point.output))
    gradients = [work.gradient.get(entry.leaf) for entry in point.entries]

    def fits(moved: Mapping[int, float]) -> bool:
        numbers = [0.0 if i is None else moved.get(i, work.numbers[i]) for i in gradients]
        return all(point.agree(e, n, tolerance) for e, n in zip(point.entries, numbers, strict=True))

    given = [i for i, row in enumerate(work.rows) if row.kind == "given"]
    shown = Shown(work, [*given, *(i for i in gradients if i is not None)])
    replays = Replays(work, Habits(work, MISTAKES, least=1), work.numbers)
    made: dict[Place, bool] = {}
    for habit in replays.habits.everywhere:
        rows = [work.rows[i] for i in habit.at]
        at = frozenset((row.kind, row.node.op.name if row.node.op else "") for row in rows)
        for way in range(0 if _of_no_function(habit, rows) else habit.ways):
            place = habit.mistake.name, way, at
            moved = replays.moved(Candidate(habit.mistake, habit.at, way, 0.0), shown)
            made[place] = made.get(place, False) or fits(moved)
    return made


def _of_no_function(habit: Habit, rows: Sequence[Row]) -> bool:
    """Whether it is the value of something else than a function that would be given: of an input, which the formula may
    have for many reasons, or of a product."""
    is_value = habit.mistake.name == "value for the gradient"
    return is_value and any(row.kind != "local" or row.op.symbol for row in rows)
