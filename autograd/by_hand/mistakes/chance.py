"""How likely a number fits by luck: among many candidates, one fits whatever was answered.

A mistake that may have been made at any of many places is named only where that is unlikely.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from autograd.by_hand.answers import Answer, tolerance

LARGEST_CHANCE = 0.075
"""The largest accepted probability that an unrelated number fits one of many candidates by chance. Above it, no mistake
is named that could have been made at many places, and no rounding."""
AROUND = 50
"""A number lies around an answer if its distance is at most so many times the error that the answer's digits allow."""


def unlikely(answer: Answer, right: float, numbers: Sequence[float]) -> bool:
    """Whether an answer without any relation to these numbers, `distinct` ones, hardly ever fits one of them.

    It may be any number of the size of the `right` one, or one that is as near to them as the answer is, if they are
    dense there.

    >>> from autograd.by_hand.answers import read
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
    return max(anywhere, (around - here) / AROUND) <= LARGEST_CHANCE


def distinct(numbers: Iterable[float]) -> list[float]:
    """The numbers in order, each once: those that differ by rounding alone are one."""
    return sorted({float(f"{number:.9g}") for number in numbers})
