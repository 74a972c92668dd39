"""Other numbers for an exercise, from a seed: the same seed gives the same numbers on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from autograd.by_hand.exercises.exercise import Exercise, Input
from autograd.by_hand.sheet.sheet import Sheet
from autograd.language import say
from autograd.language.errors import DomainError, ExpressionError, WorksheetError

MOST_TRIES = 200
LARGEST, SMALLEST = 9_999, 0.1
"""The largest number that anybody should have to write. No other but 0 is a hundred times as small as this, or as the
smallest one with the published numbers."""


def drawn(exercise: Exercise, seed: int) -> dict[str, Any]:
    """Numbers by the names of the inputs. No more numbers of the sheet are 0 than with the published ones, and none is
    too large to be written or nearly 0.

    Raises `WorksheetError` if there are no such numbers.

    >>> from autograd.by_hand.exercises import ready
    >>> drawn(ready("apple"), seed=1) == drawn(ready("apple"), seed=1) != drawn(ready("apple"), seed=2)
    True
    """
    random = Random(f"{exercise.name} {seed}")
    published = exercise.sheet()
    zeros, smallest = _zeros(published), min(SMALLEST, *_sizes(published)) / 100
    for _ in range(MOST_TRIES):
        numbers = {of.name: _of_shape(of, of.shape, random) for of in exercise.inputs}
        try:
            sheet = exercise.sheet(numbers)
        except (ExpressionError, DomainError):  # no value for these numbers
            continue
        sizes = _sizes(sheet)
        if _zeros(sheet) <= zeros and min(sizes) >= smallest and max(sizes) <= LARGEST:
            return numbers
    raise WorksheetError(say("no numbers drawn", name=exercise.name))


def _of_shape(of: Input, shape: Sequence[int], random: Random) -> Any:
    if of.kind == "fixed":
        return of.default
    if len(shape) > 1:
        return [_of_shape(of, shape[1:], random) for _ in range(shape[0])]
    if of.kind == "one-hot":
        right = random.randrange(shape[0])
        return [float(i == right) for i in range(shape[0])]
    return [_number(of, random) for _ in range(shape[0])] if shape else _number(of, random)


def _number(of: Input, random: Random) -> float:
    size = random.randint(of.least, of.most) * of.unit
    return round(float(size * random.choice((-1, 1)) if of.signed else size), 6)


def _sizes(sheet: Sheet) -> list[float]:
    return [abs(row.answer) for row in sheet.rows if row.answer]


def _zeros(sheet: Sheet) -> int:
    return sum(row.answer == 0.0 for row in sheet.rows)
