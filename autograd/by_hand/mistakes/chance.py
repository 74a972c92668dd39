"""The probability that a number fits by chance: among many candidates, one fits almost any answer.

A mistake that may have been made at many places is named only if a chance fit is unlikely.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from autograd.by_hand.answers.answer import Answer, tolerance

LARGEST_CHANCE = 0.075
"""The largest accepted probability that an unrelated number fits one of many candidates by chance. Above it, no mistake
is named that could have been made at many places, and no rounding."""
LARGEST_CHANCE_OF_THE_RARE = 0.01
"""The same for mistakes that few people make: an unrelated number is likelier than one of them."""
AROUND = 50
"""A number lies around an answer if its distance is at most so many times the error that the answer's digits allow."""


def unlikely(answer: Answer, right: float, numbers: Sequence[float], most: float = LARGEST_CHANCE) -> bool:
    """Whether an unrelated answer is unlikely to fit one of these `distinct` numbers.

    An unrelated answer is any number of the size of the `right` one; or, if the numbers are dense around the answer,
    any number as near to them as the answer.

    >>> from autograd.by_hand.answers.read import read
    >>> unlikely(read("2.20"), 2.0, distinct([2.2, 110.0])), unlikely(read("2"), 2.0, distinct([2.1, 2.2, 110.0]))
    (True, False)
    """
    assert answer.number is not None
    written = answer.half_unit if answer.half_unit < math.inf else 0.0  # a 2 tells less than 2.00
    near = max(written, tolerance(answer, answer.number))
    size = 2.0 * max(abs(right), abs(answer.number))

    def between(low: float, high: float) -> int:
        return bisect_right(numbers, high) - bisect_left(numbers, low)

    around, here = (between(answer.number - far, answer.number + far) for far in (AROUND * near, near))
    anywhere = between(-size, size) * (near / size) if size else 1.0
    return max(anywhere, (around - here) / AROUND) <= most


def distinct(numbers: Iterable[float]) -> list[float]:
    """The numbers in order, each once. Numbers that differ by rounding alone count as one."""
    return sorted({float(f"{number:.9g}") for number in numbers})
