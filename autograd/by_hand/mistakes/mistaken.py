"""The named mistake behind a claimed formula: the mistake that gives the claimed numbers at every point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from autograd.by_hand.mistakes.kinds.table import MISTAKES
from autograd.by_hand.mistakes.replays.habits import Habit, Habits
from autograd.by_hand.mistakes.replays.replays import Replays
from autograd.by_hand.mistakes.replays.shown import Shown
from autograd.by_hand.sheet.work import Row, Work
from autograd.record.record import Record
from autograd.testing.gradients.points import Point

LEAST, ASKED, GRAPHS = 4, 6, 3
"""The wrong points that a mistake must fit at least; the most wrong points of one graph that are tried, and as many
right points; and the most graphs."""

Place = tuple[str, int, frozenset[tuple[str, str]]]
"""The name of a mistake, the way in which it is made, and the kinds of row and the operations at which it is made."""


def mistaken(points: Sequence[Point], tolerance: float) -> list[str]:
    """The names of the mistakes that explain the claim at all these points, if they are made wherever possible, or
    wherever one operation occurs.

    The mistake must be the same at all points, made in the same way and at the same operations. If fewer than four
    points of one graph are wrong, no mistake is named.
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
    """The mistakes that explain the claim at these points, which have one graph: at every wrong point, and at every
    right point where they can be made."""
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
    """Some of the points, from all parts of the list. The first points lie around one clean point."""
    return points[:: max(1, -(-len(points) // ASKED))]


def _made(point: Point, tolerance: float) -> dict[Place, bool]:
    """The places where mistakes can be made, and whether each gives the claimed gradient."""
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
            moved = replays.moved(habit.mistake, habit.at, way, shown)
            made[place] = made.get(place, False) or fits(moved)
    return made


def _of_no_function(habit: Habit, rows: Sequence[Row]) -> bool:
    """Whether the value that would be given belongs to no function, but to an input or to a product. A formula may have
    such a value for many other reasons."""
    is_value = habit.mistake.name == "value for the gradient"
    return is_value and any(row.kind != "local" or row.op.symbol for row in rows)
