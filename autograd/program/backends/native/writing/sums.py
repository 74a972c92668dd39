"""Groups of sums as loops: terms, tables and matrix products.

The terms are calculated first, and tables and products are added to them.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograd.program.backends.native.writing.places import Data, Joined, Lines, Loop, Place, joined, loops, times
from autograd.program.backends.native.writing.products import Product
from autograd.program.backends.native.writing.rows import SIMD, added
from autograd.program.groups import Group, Part

AXES = "ijk"


class Sums:
    """The code of a group of sums. `plain` writes matrix products as three loops."""

    def __init__(self, group: Group, data: Data, *, plain: bool) -> None:
        self.group, self.data = group, data
        self.out = Place(group.out, data)
        self.terms = [_Term(part, self, data) for part in group.parts if part.kind in ("plus", "times")]
        self.tables = [_Table(part, self, data) for part in group.parts if part.kind in ("total", "dots")]
        self.products = [Product(part, self.out, data, plain=plain) for part in group.parts if part.kind == "product"]

    @property
    def over(self) -> list[Loop]:
        return [*zip(AXES, self.group.out.shape, strict=False)]

    @property
    def lanes(self) -> list[Loop]:
        return self.out.along()

    def parts(self) -> list[_Term | _Table | Product]:
        """The parts in the order in which their gradients are calculated."""
        return [*self.terms, *self.tables, *self.products]

    def in_lines(self) -> set[int]:
        """Which of the group's parts read their second factor from a caller's lines."""
        numbers = [i for i, part in enumerate(self.group.parts) if part.kind == "product"]
        return {i for i, product in zip(numbers, self.products, strict=True) if product.first_input is not None}

    def forward(self) -> Lines:
        if not self.terms and not self.out.has_lanes and len(self.tables) == 1 and not self.products:
            return self.tables[0].forward("0.0")
        places = [self.out, *[x for term in self.terms for x in term.xs]]
        axes, over, lanes = joined(len(self.over) - 1, AXES, self.over, self.lanes, places)
        texts = [term.text(axes) for term in self.terms]
        lines = loops([*over, *lanes], [f"{self.out.text(axes)} = {' + '.join(texts) or '0.0'};"], SIMD)
        if not self.out.has_lanes and len(self.tables) == 1 and not self.products:
            return self.tables[0].forward(" + ".join(texts))
        for table in self.tables:
            lines += table.forward()
        for product in self.products:
            lines += product.forward()
        return lines


class _Term:
    """`plus` or `times`: a number, or a product of two, for each member."""

    def __init__(self, part: Part, sums: Sums, data: Data) -> None:
        self.sums, self.coef = sums, data.coef(part.coefs, "0")
        self.xs = [Place(x, data) for x in part.operands]

    def text(self, axes: str) -> str:
        return times(self.coef, *[x.text(axes) for x in self.xs])

    def backward(self, assigns: Sequence[bool]) -> Lines:
        lines, out = Lines(), self.sums.out
        last = len(self.sums.over) - 1
        axes, over, lanes = joined(last, AXES, self.sums.over, self.sums.lanes, [out, *self.xs])
        for place, other, assign in zip(self.xs, self.xs[::-1], assigns, strict=True):
            if place.needs:
                more = times(self.coef, out.text(axes, "d"), *[other.text(axes)] * (len(self.xs) - 1))
                what = [[], more, "=" if assign else "+="]
                lines += added(place, place.text(axes, "d"), over, lanes, what)
        return lines


class _Table:
    """`total` or `dots`: a sum of many numbers, or of many products, for each member."""

    def __init__(self, part: Part, sums: Sums, data: Data) -> None:
        self.sums, self.coef = sums, data.coef(part.coefs, "k")
        self.xs = [Place(x, data) for x in part.operands]
        self.members, self.count = part.operands[0].shape
        results = sums.out.operand._replace(shape=(self.members,), strides=(int(self.members > 1),))
        self.results = Place(results, data)

    def _joined(self) -> Joined:
        over: list[Loop] = [("i", self.members), ("k", self.count)]
        return joined(0, "ik", over, self.sums.lanes, [self.results, *self.xs])

    def _result(self, i: str = "i", of: str = "") -> str:
        """The result of member i. The members of a group of matrices are counted through."""
        return self.results.text(i, of)

    def forward(self, first: str = "") -> Lines:
        axes, over, lanes = self._joined()
        more = times(self.coef, *[x.text(axes) for x in self.xs])
        if self.sums.out.has_lanes:
            return loops([*over, *lanes], [f"{self._result(axes[0])} += {more};"], SIMD)
        inner = loops([("k", self.count)], [f"t += {more};"], "SUM_OF_T")
        lines = [f"number t = {first or self._result()};", *inner, f"{self._result()} = t;"]
        return loops([("i", self.members)], lines)

    def backward(self, assigns: Sequence[bool]) -> Lines:
        lines = Lines()
        axes, over, lanes = self._joined()
        for place, other, assign in zip(self.xs, self.xs[::-1], assigns, strict=True):
            if place.needs:
                more = times(self.coef, self._result(axes[0], "d"), *[other.text(axes)] * (len(self.xs) - 1))
                what = [[], more, "=" if assign else "+="]
                lines += added(place, place.text(axes, "d"), over, lanes, what)
        return lines
