"""The arguments at which a claim is tried: how they are drawn, by Hypothesis or, where it is missing, by a list of our
own.

Clean numbers come first, so that the smallest counterexample is clean. Numbers near the constants of the formulas
follow, and numbers of all sizes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from autograd.by_hand.claims.formulas import Function
from autograd.notation.signs import NUMBER
from autograd.testing.gradients.arguments import flat
from autograd.testing.gradients.search import Look

T = TypeVar("T")


class Choices(Protocol):
    """Whoever decides each number that is drawn."""

    def one_of(self, items: Sequence[T]) -> T: ...

    def whole(self, low: int, high: int) -> int: ...

    def real(self, low: float, high: float) -> float: ...


Draw = Callable[[Choices], Any]


def _clean(choose: Choices) -> float:
    return choose.one_of([0.0, 1.0, 2.0, 0.5, -1.0, -2.0, -0.5, 3.0, 1.5, -3.0, -1.5, 4.0])


def _positive(choose: Choices) -> float:
    return choose.one_of([1.0, 2.0, 0.5, 3.0, 1.5, 0.25, 4.0])


def _unit(choose: Choices) -> float:
    if choose.whole(0, 1):
        return choose.whole(1, 99) / 100
    return choose.one_of([0.5, 0.25, 0.75])


def _whole(choose: Choices) -> float:
    return float(choose.whole(-1000, 1000))


def _moderate(choose: Choices) -> float:
    return choose.whole(-4000, 4000) / 1000


def _wide(choose: Choices) -> float:
    sign, mantissa = choose.one_of([1.0, -1.0]), choose.real(1.0, 10.0)
    return float(sign * mantissa * 10.0 ** choose.whole(-12, 12))


def _kinds(function: Function, formula: str) -> list[Draw]:
    """The ways in which a number is drawn."""
    constants = sorted({float(text) for text in re.findall(NUMBER, f"{function.text} {formula}")}, key=abs)[:50]

    def near(choose: Choices) -> float:
        constant, sign = choose.one_of(constants or [0.0]), choose.one_of([1.0, -1.0])
        return float(sign * constant + choose.one_of([_clean, _unit])(choose))

    def size(of: Draw) -> Draw:
        return lambda choose: abs(of(choose))

    return [_clean, _clean, _positive, _unit, near, _whole, _moderate, size(_moderate), _wide, size(_wide)]


def drawn(function: Function, one_hot: Sequence[str], shares: Sequence[str], formula: str) -> Draw:
    """The inputs of the function, as a tuple. Their sizes are drawn too."""
    kinds = _kinds(function, formula)

    def draw_all(choose: Choices) -> tuple[Any, ...]:
        sizes = {letter: choose.whole(1, function.most) for letter in function.letters}
        drawn = []
        for name, shape in function.shapes.items():
            if not shape:
                drawn.append(choose.one_of(kinds)(choose))
                continue
            # As many are drawn as the largest size asks for: a size can then be made smaller without the rest moving.
            kept = [sizes.get(n) or int(n) for n in shape]
            counts = [function.most if n in sizes else int(n) for n in shape]
            if name in one_hot:
                vector = _one_hot(kept[-1])
            elif name in shares or (len(shape) == 1 and choose.one_of([False] * 7 + [True])):
                vector = choose.one_of([_one_hot, _shares])(kept[-1])
            else:
                vector = _alike(choose.one_of(kinds), kept[-1], counts[-1])
            drawn.append(vector(choose) if len(shape) == 1 else [vector(choose) for _ in range(counts[0])][: kept[0]])
        return tuple(drawn)

    return draw_all


def _alike(kind: Draw, n: int, most: int) -> Draw:
    return lambda choose: [kind(choose) for _ in range(most)][:n]


def _one_hot(n: int) -> Draw:
    """A vector of n numbers, one of which is 1 and the others 0."""

    def draw(choose: Choices) -> list[float]:
        one = choose.whole(0, n - 1)
        return [float(i == one) for i in range(n)]

    return draw


def _shares(n: int) -> Draw:
    """Eighths that add up to exactly 1."""
    return lambda choose: [
        (high - low) / 8 for low, high in pairwise([0, *sorted(choose.whole(0, 8) for _ in range(n - 1)), 8])
    ]


def has_hypothesis() -> bool:
    """Whether the smallest counterexample can be looked for. In a browser's Python, Hypothesis is missing."""
    try:
        import hypothesis  # noqa: F401
    except ImportError:
        return False
    return True


def proposed(draw: Draw) -> Look:
    """The search for arguments at which something holds: by Hypothesis, or through our own list."""
    if not has_hypothesis():
        return lambda holds, examples, smallest: _in_our_list(draw, holds, examples, smallest)
    from hypothesis import strategies as st

    from autograd.testing.certainty.assertion import by_hypothesis

    class ByHypothesis:
        def __init__(self, draw: st.DrawFn) -> None:
            self.draw = draw

        def one_of(self, items: Sequence[T]) -> T:
            return self.draw(st.sampled_from(items))

        def whole(self, low: int, high: int) -> int:
            return self.draw(st.integers(low, high))

        def real(self, low: float, high: float) -> float:
            return self.draw(st.floats(low, high, exclude_max=True))

    @st.composite
    def arguments(choose: st.DrawFn) -> Any:
        return draw(ByHypothesis(choose))

    return by_hypothesis(arguments())


class _Listed:
    """The choices of the n-th entry in our list. Every other entry draws all its numbers in one way: a function of many
    logarithms asks for positive numbers, and a mixture seldom has positive numbers alone."""

    def __init__(self, n: int) -> None:
        self.random, self.way = random.Random(n), n // 2 if n % 2 == 0 else None

    def one_of(self, items: Sequence[T]) -> T:
        if self.way is not None and callable(items[0]):
            return items[self.way % len(items)]
        return self.random.choice(items)

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def real(self, low: float, high: float) -> float:
        return self.random.uniform(low, high)


def _in_our_list(draw: Draw, holds: Callable[[Any], bool], examples: int, smallest: bool) -> tuple[Any, ...] | None:
    """The first entry for which `holds` is true, or the smallest."""
    entries: dict[str, tuple[Any, ...]] = {}
    for n in range(3 * examples):  # a function of one input has fewer clean entries than that
        entry = draw(_Listed(n))
        entries.setdefault(repr(entry), entry)
        if len(entries) == examples:
            break
    found = (entry for entry in entries.values() if holds(entry))
    return min(found, key=_size, default=None) if smallest else next(found, None)


def _size(arguments: tuple[Any, ...]) -> tuple[float, ...]:
    """Fewer numbers are smaller; then whole numbers; then numbers with fewer digits; then numbers nearer to 0."""
    numbers = flat(arguments).values()
    broken = sum(x % 1 != 0 for x in numbers)
    return len(numbers), broken, sum(len(repr(x)) for x in numbers), sum(map(abs, numbers))
