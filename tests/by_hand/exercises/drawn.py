"""A ready exercise with other numbers."""

from __future__ import annotations

from functools import cache

from autograd.by_hand import Sheet
from autograd.by_hand.classroom.numbers import Choice, own_numbers
from autograd.by_hand.exercises import Exercise, ready


def drawn(exercise: Exercise, seed: int) -> Sheet:
    """The sheet with other numbers, as `ringo exercise NAME --seed NUMBER` makes it."""
    may_be = [Choice(of.name, of.numbers) for of in exercise.inputs]
    return own_numbers(exercise.sheet(), f"{exercise.name} {seed}", may_be)


@cache
def drawn_once(name: str) -> Sheet:
    """The sheet of seed 7, for tests that only read it."""
    return drawn(ready(name), 7)
