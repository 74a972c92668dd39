"""A claim tried at a point: which points count, and which counterexample a reader sees best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from autograd.checking.measured.claimed import rounding
from autograd.language.text import number
from autograd.testing.gradients.arguments import at, flat, mapped
from autograd.testing.gradients.points import Entry, NoPoint, Point
from autograd.testing.gradients.search import Search

CLEANEST_FIRST = (0.0, 1.0)
CLEANEST = 4.0
"""A formula without a value is wrong if all numbers are clean and at most this large. Farther away, the reason may be
rounding."""


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
