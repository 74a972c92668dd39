"""What may be answered at a kink, where no derivative exists: numbers that are right by convention.

They are the numbers that other engines were measured to answer, and the derivatives from the sides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from autograd.by_hand.sheet.work import Work
from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.language import say
from autograd.language.text import number as shown

if TYPE_CHECKING:
    from autograd.checking.engines.known import Answer

SIDES = "all to the first", "all to the last"
"""The ways of ties that are derivatives from one side."""
NAMED = 3
"""The most engines that are named one by one."""


class Convention(NamedTuple):
    """A derivative at a kink of the operation `of`: the number, the engines that answer so, and for a tie the `way` in
    which the gradient is shared out. A `choice` is the same at all kinks of the `operation`, which is the row of the
    table with its constants."""

    of: str
    operation: tuple[object, ...]
    choice: tuple[object, ...]
    number: float
    way: str
    answers: tuple[Answer, ...]

    @property
    def who(self) -> str:
        """The engines with their versions, and the calls to which they answer so."""
        asked: dict[str, str] = {}
        for answer in self.answers:
            asked.setdefault(answer.shown, answer.call)
        named = say("between names").join(f"{title} ({call})" for title, call in list(asked.items())[:NAMED])
        return say("and others", named=named, n=len(asked) - NAMED) if len(asked) > NAMED else named

    def __str__(self) -> str:
        """That a number is right by this convention, and who has it."""
        said = "by" if self.answers else "from one side"
        return say(f"right {said}{' at a tie' if self.way else ''}", way=self._way, who=self.who)

    @property
    def told(self) -> str:
        """Which convention it is, for those who do not see the row."""
        where = "a tie" if self.way else "the kink"
        key = f"answer at {where}" if self.answers else f"side at {where}"
        return say(key, operation=self.of, way=self._way, who=self.who)

    @property
    def _way(self) -> str:
        return say(self.way) if self.way else shown(self.number)


def conventions(work: Work) -> dict[int, list[Convention]]:
    """The derivatives that rows may have by convention, by their positions: those of local gradients at a kink.

    >>> from autograd import Value
    >>> from autograd.record.record import Record
    >>> found = conventions(Work(Record(abs(Value(0.0, name="x")))))
    >>> [(each.number, each.who[:3]) for each in found[3]][:2]
    [(0.0, 'PyT'), (1.0, 'JAX')]
    """
    kinks: dict[tuple[object, ...], list[int]] = {}
    for i, row in enumerate(work.rows):
        if row.kind != "local" or OPS.get(row.op.name) is not row.op.unbound:  # or a row of somebody's own
            continue
        if len(row.takes) > 1 and row.op.kink(*_inputs(work, i)):
            kinks.setdefault((row.op.name, tuple(row.op.bound.items())), []).append(i)
    return {i: found for key, rows in kinks.items() for i, found in _of_rows(work, key, rows).items()}


def _inputs(work: Work, i: int) -> list[float]:
    return [work.numbers[k] for k in work.reads(work.rows[i])[1:]]


def _of_rows(work: Work, key: tuple[object, ...], rows: Sequence[int]) -> dict[int, list[Convention]]:
    """The conventions of rows that are kinks of one operation, each convention the same at all of them."""
    op = work.rows[rows[0]].op
    tables = [_table(op, tuple(_inputs(work, i))) for i in rows]
    slots = [work.rows[i].slot for i in rows]
    groups: dict[tuple[float, ...], list[tuple[str, Answer | None]]] = {}
    for source in tables[0]:
        if all(source in table for table in tables):
            numbers = tuple(table[source][0][slot] for table, slot in zip(tables, slots, strict=True))
            way = {table[source][1] for table in tables}
            groups.setdefault(numbers, []).append((way.pop() if len(way) == 1 else "", tables[0][source][2]))
    found: dict[int, list[Convention]] = {i: [] for i in rows}
    for numbers, who in sorted(groups.items(), key=lambda group: min(_rank(answer) for _, answer in group[1])):
        answers = tuple(sorted((answer for _, answer in who if answer), key=_rank))
        for i, number in zip(rows, numbers, strict=True):
            found[i].append(Convention(op.name, key, (key, numbers), number + 0.0, who[0][0], answers))
    return found


def _rank(answer: Answer | None) -> int:
    """How early an answer is told; a derivative from a side comes last."""
    from autograd.checking.engines import known

    return len(known.FIRST) + 1 if answer is None else known.rank(answer.engine)


Source = tuple[str, ...]
"""An engine, with the call and how inputs are made; or a side."""


@cache
def _table(op: Op, xs: tuple[float, ...]) -> dict[Source, tuple[Sequence[float], str, Answer | None]]:
    """What may be answered at this kink of an operation: the numbers for all inputs, the way of a tie, and the answer
    itself; none for the derivative from a side."""
    from autograd.checking.engines import known  # late, for few sheets have a kink
    from autograd.checking.engines.questions.conventions import TIES, tied

    flags = tied(op.name, xs)
    found: dict[Source, tuple[Sequence[float], str, Answer | None]] = {}
    ours = op.partials(op.value(*xs), *xs)
    for answer in known.answers_of(op, xs):
        told = [_plain(number, own, known.SINGLE) for number, own in zip(answer.numbers, ours, strict=False)]
        if len(told) == len(xs) and all(map(math.isfinite, told)):
            way = next((way for way in TIES if flags and TIES[way](flags) == told), "")
            found[answer.engine, answer.call, answer.leaf] = told, way, answer
    if flags:
        found |= {("side", way): (TIES[way](flags), way, None) for way in SIDES}
    elif op.arity == 1:
        beside = [math.nextafter(xs[0], side) for side in (-math.inf, math.inf)]
        sides = [float(op.partials(op.value(x), x)[0]) for x in beside]
        found |= {("side", "smaller"): ([min(sides)], "", None), ("side", "larger"): ([max(sides)], "", None)}
    return found


def _plain(number: float | None, ours: float, single: float) -> float:
    """A number of an engine; ours, where it is ours in `single` precision."""
    if number is None:
        return math.nan
    return ours if math.isclose(number, ours, rel_tol=single) else number
