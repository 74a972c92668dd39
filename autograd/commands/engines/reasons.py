"""Why engines answer otherwise: what is mathematically there, and which conventions stand in for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from autograd.checking.check import check_grad
from autograd.checking.comparison import Comparison
from autograd.checking.differences import Estimate
from autograd.commands.engines.answered import Row, alike, columns
from autograd.commands.engines.posed import Posed, titled
from autograd.language import say
from autograd.language.text import number, printable

LOST = 0.1
"""Rounding is told as the reason of a smaller difference, relative to the true number."""
NEXT_TO_0 = 1e-6
"""A true number below this may be rounded to 0."""
FEW = 3
"""So many inputs are told of one by one."""


@dataclass(frozen=True)
class Reason:
    """A sentence, and below it each answer with those who give it."""

    sentence: str
    answers: tuple[str, ...] = ()


def reasons(posed: Posed, rows: Sequence[Row], order: int) -> Iterator[Reason]:
    """What is there at kinks and edges; else what is told of numbers that are not the true one. `rows` begin with
    ours."""
    if posed.refused:  # there is nothing to compare with, and the refusal says why
        return
    own, listed = rows[0], columns(posed, order)
    others = [column for column, _ in enumerate(listed) if any(row.differs(own, column) for row in rows)]
    found: dict[int, Comparison] = {}
    if posed.leaves and (posed.bends or others or own.why):
        report = check_grad(posed.function, [leaf.data for leaf in posed.leaves], order)
        found = dict(enumerate(report.rows, 1))  # in the order of the columns, which begin with the value
    without = [column for column, one in found.items() if one.verdict in ("kink", "edge")]
    compared = [column for column in without if found[column].method]
    for column in compared[:FEW]:
        yield _without_derivative(posed, rows, found[column], column, listed[column])
    if len(compared) > FEW:
        yield Reason(say("other inputs alike", count=len(compared) - FEW))
    if len(compared) < len(without):
        yield Reason(say("no second derivative"))
    true = [column for column in others if column not in found or found[column].verdict == "right"]
    for column in true[:FEW]:
        yield _of_digits(posed, rows, column, order)


def _without_derivative(
    posed: Posed, rows: Sequence[Row], found: Comparison, column: int, along: Sequence[int]
) -> Reason:
    """Of a kink, an edge, or a derivative that the conventions of several kinks have made another."""
    f = titled(posed, along[:-1]) if len(along) > 1 else printable(posed.expression)
    about = {"f": f, "name": printable(posed.leaves[along[-1]].name or ""), "where": _where(posed)}
    if found.independent is not None:
        sentence = say("kinks on the way", number=number(found.independent), **about)
    else:
        left, right = _side(found.left, "left"), _side(found.right, "right")
        sentence = say("no derivative", left=left, right=right, **about)
    return Reason(sentence, tuple(_answers(rows, column, lambda x: _convention(x, found))))


def _of_digits(posed: Posed, rows: Sequence[Row], column: int, order: int) -> Reason:
    """Of one true number, which rounding, or a step out of the range of floats, has made another."""
    true = rows[0].numbers[column]

    def what(x: float) -> str:
        if true is None or alike(x, true):
            return say("the true number" if true is not None else "answer: out of range")
        if not math.isfinite(x):
            return say("answer: out of range")
        off = abs(x - true) / abs(true) if true else math.inf
        if x == 0.0 and abs(true) < NEXT_TO_0:
            return say("answer: nothing left")
        return say("answer: off", off=f"{off:.1g}") if off < LOST else say("answer: another")

    title = titled(posed, columns(posed, order)[column])
    return Reason(say("one number is true", what=title, where=_where(posed)), tuple(_answers(rows, column, what)))


def _answers(rows: Sequence[Row], column: int, what: Callable[[float], str]) -> Iterator[str]:
    """Each number, what it is, and who answers it. Calls are named where an engine has several answers."""
    groups: list[tuple[float | None, list[Row]]] = []
    for row in rows:
        x = row.numbers[column]
        if x is None and row is not rows[0]:
            continue
        same = next((listed for y, listed in groups if x is not None and y is not None and alike(x, y)), None)
        if same is None:
            groups.append((x, [row]))
        else:
            same.append(row)
    several = {row.title for row in rows if sum(any(r.title == row.title for r in listed) for _, listed in groups) > 1}
    for x, listed in groups:
        names = [
            say("engine and call", title=row.name, call=row.call) if row.title in several else row.name
            for row in listed
        ]
        who = say("between engines").join(dict.fromkeys(names))
        if x is None:
            yield say("an answer refused", who=who, why=listed[0].why)
        else:
            yield say("an answer", number=number(x), what=what(x), who=who)


def _side(side: Estimate | None, where: str) -> str:
    if side is None:
        return say(f"nothing on the {where}")
    if math.isinf(side.value):
        return say(f"no bound on the {where}")
    return say(f"number on the {where}", number=side.shown) if side.finite else say(f"unclear on the {where}")


def _convention(x: float, found: Comparison) -> str:
    """Where a number lies among the derivatives from both sides."""
    if math.isnan(x):
        return say("convention: nan")
    if found.independent is not None:
        return say("convention: true" if abs(x - found.independent) <= 1e-6 * abs(x) else "convention: another")
    sides = [side.value for side in (found.left, found.right) if side is not None]
    if math.isinf(x):
        return say("convention: no bound" if any(map(math.isinf, sides)) else "convention: another")
    left, right = (side.value if side is not None else math.nan for side in (found.left, found.right))
    margin = 1e-6 * max(abs(end) for end in (x, *sides) if math.isfinite(end))
    for place, end in (("left", left), ("right", right), ("middle", (left + right) / 2)):
        if abs(x - end) <= margin:
            return say(f"convention: {place}")
    if not math.isfinite(left + right):
        return say("convention: another")
    return say("convention: between" if min(left, right) < x < max(left, right) else "convention: outside")


def _where(posed: Posed) -> str:
    if len(posed.leaves) > FEW:
        return say("at this point")
    return ", ".join(f"{printable(leaf.name or '')} = {number(leaf.data)}" for leaf in posed.leaves)
