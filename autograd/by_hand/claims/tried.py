"""The points at which a claim is tried: how arguments are drawn, and which points count.

Clean numbers come first, so that the smallest counterexample is clean. Numbers near the constants of the formulas
follow, and numbers of all sizes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from autograd.by_hand.claims.formulas import Function
from autograd.checking.claimed import rounding
from autograd.language.text import number
from autograd.notation.signs import NUMBER
from autograd.testing.gradients.arguments import at, flat, mapped
from autograd.testing.gradients.assertion import Search
from autograd.testing.gradients.points import Entry, NoPoint, Point
from autograd.testing.strategies import MODERATE, WIDE

CLEAN = st.sampled_from([0.0, 1.0, 2.0, 0.5, -1.0, -2.0, -0.5, 3.0, 1.5, -3.0, -1.5, 4.0])
POSITIVE = st.sampled_from([1.0, 2.0, 0.5, 3.0, 1.5, 0.25, 4.0])
UNIT = st.sampled_from([0.5, 0.25, 0.75]) | st.integers(1, 99).map(lambda percent: percent / 100)
SIGN = st.sampled_from([1.0, -1.0])
WHOLE = st.integers(-1000, 1000).map(float)
CLEANEST_FIRST = (0.0, 1.0)
CLEANEST = 4.0
"""A formula without a value is wrong if all numbers are clean and at most this large. Farther away, the reason may be
rounding."""


def arguments(function: Function, one_hot: Sequence[str], shares: Sequence[str], formula: str) -> Any:
    """A strategy for the inputs of the function, as a tuple. It draws their sizes too."""
    constants = sorted({float(text) for text in re.findall(NUMBER, f"{function.text} {formula}")}, key=abs)[:50]
    near = st.builds(lambda c, sign, step: sign * c + step, st.sampled_from(constants or [0.0]), SIGN, CLEAN | UNIT)
    kinds = st.sampled_from([
        CLEAN, CLEAN, POSITIVE, UNIT, near, WHOLE, MODERATE, MODERATE.map(abs), WIDE, WIDE.map(abs),
    ])  # fmt: skip

    @st.composite
    def draw_all(draw: st.DrawFn) -> tuple[Any, ...]:
        sizes = {letter: draw(st.integers(1, function.most)) for letter in function.letters}
        drawn = []
        for name, shape in function.shapes.items():
            if not shape:
                drawn.append(draw(draw(kinds)))
                continue
            # As many are drawn as the largest size asks for: a size can then be made smaller without the rest moving.
            kept = [sizes.get(n) or int(n) for n in shape]
            counts = [function.most if n in sizes else int(n) for n in shape]
            if name in one_hot:
                vector = _one_hot(kept[-1])
            elif name in shares or (len(shape) == 1 and draw(st.sampled_from([False] * 7 + [True]))):
                vector = draw(st.sampled_from([_one_hot, _shares]))(kept[-1])
            else:
                vector = st.lists(draw(kinds), min_size=counts[-1], max_size=counts[-1]).map(_cut(kept[-1]))
            if len(shape) == 1:
                drawn.append(draw(vector))
            else:
                drawn.append(draw(st.lists(vector, min_size=counts[0], max_size=counts[0]).map(_cut(kept[0]))))
        return tuple(drawn)

    return draw_all()


def _cut(n: int) -> Callable[[list[Any]], Any]:
    return lambda items: items[:n]


def _one_hot(n: int) -> st.SearchStrategy[list[float]]:
    """A vector of n numbers, one of which is 1 and the others 0."""
    return st.integers(0, n - 1).map(lambda one: [float(i == one) for i in range(n)])


def _shares(n: int) -> st.SearchStrategy[list[float]]:
    """Eighths that add up to exactly 1."""
    cuts = st.lists(st.integers(0, 8), min_size=n - 1, max_size=n - 1).map(lambda cuts: [0, *sorted(cuts), 8])
    return cuts.map(lambda cuts: [(high - low) / 8 for low, high in pairwise(cuts)])


class Tried(Point):
    """A point that also allows for the rounding of the claimed formula, and knows what a reader can see."""

    def _gradients(self, claimed: Callable[..., Any]) -> Sequence[Any]:
        self.formulas = super()._gradients(claimed)
        if self.no_value and not all(abs(x.data) <= CLEANEST and x.data * 4 % 1 == 0 for x in self.all_leaves):
            raise NoPoint(self.no_value)
        return self.formulas

    @cached_property
    def all_leaves(self) -> list[Any]:
        return [leaf for of in self.leaves for leaf in of.values()]

    def agree(self, entry: Entry, number: float, tolerance: float) -> bool:
        return super().agree(entry, number, tolerance) or abs(entry.claimed - number) <= self._slack(entry)

    def _slack(self, entry: Entry) -> float:
        """The possible error of the claimed number from digits that cancel in its formula."""
        path = entry.path[::-1] if entry.argument in self.transposed else entry.path
        value = at(self.formulas[entry.argument], path)
        return 0.0 if isinstance(value, float) else rounding(value)

    def shows(self, tolerance: float) -> bool:
        return any(
            bool(e.claimed or e.true) if e.argument in self.transposed else number(e.claimed) != number(e.true)
            for e in self.wrong(tolerance)
        )


def cleaner(search: Search[Tried], shown: Tried, free: Iterable[int]) -> Tried:
    """The counterexample, with 0 or else 1 in place of each number for which that is possible.

    Hypothesis does not change between the several ways in which an input may be drawn, so this is done here. `free` are
    the arguments whose numbers may be chosen one by one.
    """
    for argument in free:
        for place, now in list(flat(shown.arguments[argument]).items()):
            for clean in CLEANEST_FIRST:
                if clean == now:
                    break
                changed = list(shown.arguments)
                changed[argument] = mapped(lambda x, path: clean if path == place else x, changed[argument])  # noqa: B023
                point = search.point(tuple(changed))
                if point and point.no_value == shown.no_value and (point.no_value or point.shows(search.tolerance)):
                    shown = point
                    break
    return shown
