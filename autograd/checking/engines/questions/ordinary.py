"""An ordinary point of every row, where all engines should agree."""

from __future__ import annotations

from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op
from autograd.checking.engines.questions.question import Question

CONSTANTS = {"n": 3.0, "slope": 0.1, "alpha": 1.5, "low": -1.0, "high": 1.0, "condition": 1, "j": 0, "i": 1}


def _point(row: Op) -> tuple[float, ...]:
    if row.name == "dot":
        return (0.5, -1.25, 2.0, 0.75)
    if row.arity == MANY:
        return (0.5, -1.25, 2.0)
    return (1.5,) if row.name == "acosh" else (0.625, 1.75)[: row.arity]


def _of(row: Op) -> list[Question]:
    names = [*row.constants, *["i"] * row.index]
    constants = {name: CONSTANTS.get(name, 2.0) for name in names}
    return [Question(row.name, _point(row), constants, 1), Question(row.name, _point(row), constants, 2)]


ORDINARY: dict[str, list[Question]] = {"Ordinary points": [question for row in TABLE for question in _of(row)]}
