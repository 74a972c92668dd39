"""Matrix products as code: three loops to read, or calls of the preamble's products in blocks.

The blocks want the columns of the second factor, and its lanes, one after the other. Where they stand otherwise, and
where there are coefficients, a factor is first copied into a work space, and its gradient is taken from there.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograd.program.backends.native.writing.places import Data, Lines, Loop, Place, linear, loops, times
from autograd.program.groups import Operand, Part

FEW, WIDE = 4, 16
"""A layer of so many units and inputs at least reads these from a caller's lines."""


class Product:
    """The code of a matrix product, batch × rows × inner · batch × inner × columns, added to the results.

    It is `plain` where it is to be read, and where both factors have lanes: then each lane is a product of its own.
    """

    def __init__(self, part: Part, out: Place, data: Data, *, plain: bool) -> None:
        first, second = part.operands
        self.out, self.coef = out, data.coef(part.coefs, "k")
        self.a, self.b = Place(first, data), Place(second, data)
        self.xs = [self.a, self.b]
        batch, rows, inner = first.shape
        self.sizes = dict(zip("hikj", (batch, rows, inner, second.shape[2]), strict=True))
        self.plain = plain or first.lanes
        self.copies: list[Place | None] = [None, None]
        self.first_input = None if self.plain or rows < FEW else _first_input(second, data)
        if not self.plain:
            columns_apart = self.sizes["j"] > 1 and second.strides[2] != 1
            rows_apart = self.first_input is not None and first.strides[2] != 1
            if self.a.listed is not None or self.coef != "1.0" or rows_apart:
                self.copies[0] = data.work(first)
            if self.b.listed is not None or columns_apart:
                self.copies[1] = data.work(second)

    def _over(self, axes: str, *, lanes: bool = False) -> list[Loop]:
        return [*[(axis, self.sizes[axis]) for axis in axes], *(self.out.along() if lanes else [])]

    def _out(self, of: str = "") -> str:
        return self.out.text("hij", of)

    def forward(self) -> Lines:
        if not self.plain:
            return self._copied() + self._forward_in_blocks()
        more = times(self.coef, self.a.text("hik"), self.b.text("hkj"))
        if self.out.has_lanes:
            return loops(self._over("hikj", lanes=True), [f"{self._out()} += {more};"], "VECTORS")
        inner = loops(self._over("k"), [f"t += {more};"], "SUM_OF_T")
        return loops(self._over("hij"), [f"number t = {self._out()};", *inner, f"{self._out()} = t;"])

    def backward(self, assigns: Sequence[bool] = ()) -> Lines:
        """What is added to the gradients of both factors."""
        if not self.plain:
            return self._copied(backward=True) + self._backward_in_blocks() + self._taken_back()
        lines, up = Lines(), self._out("d")
        for place, axes, summed, other in (
            (self.a, "hik", "j", self.b.text("hkj")),
            (self.b, "hkj", "i", self.a.text("hik")),
        ):
            if not place.needs:
                continue
            target, more = place.text(axes, "d"), times(self.coef, up, other)
            if place.has_lanes or (self.sizes[summed] == 1 and not self.out.has_lanes):
                lines += loops(self._over(axes + summed, lanes=place.lanes), [f"{target} += {more};"], "VECTORS")
            else:
                inner = loops(self._over(summed, lanes=self.out.lanes), [f"t += {more};"], "SUM_OF_T")
                lines += loops(self._over(axes), ["number t = 0.0;", *inner, f"{target} += t;"])
        return lines

    def _copied(self, *, backward: bool = False) -> Lines:
        """The factors in the work space, and backwards their gradients, which begin with 0."""
        lines = Lines()
        for place, copy, axes, coef in zip(self.xs, self.copies, ("hik", "hkj"), (self.coef, "1.0"), strict=True):
            if copy:
                over = self._over(axes, lanes=place.lanes)
                lines += loops(over, [f"{copy.text(axes)} = {times(coef, place.text(axes))};"])
                if backward and place.needs:
                    lines += loops(over, [f"{copy.text(axes, 'd')} = 0.0;"])
        return lines

    def _taken_back(self) -> Lines:
        lines = Lines()
        for place, copy, axes, coef in zip(self.xs, self.copies, ("hik", "hkj"), (self.coef, "1.0"), strict=True):
            if copy and place.needs:
                more = times(coef, copy.text(axes, "d"))
                lines += loops(self._over(axes, lanes=place.lanes), [f"{place.text(axes, 'd')} += {more};"])
        return lines

    def _factors(self) -> list[Place]:
        return [copy or place for place, copy in zip(self.xs, self.copies, strict=True)]

    def _is_vector(self) -> bool:
        """Whether there is one column, and the rows and the column stand in one piece."""
        a, b = self._factors()
        one = self.sizes["j"] == 1 and not self.out.lanes
        return one and a.operand.strides[2] == 1 and b.operand.strides[1] == 1

    def _forward_in_blocks(self) -> Lines:
        """Calls of the products in blocks, for each of the batch."""
        rows, inner, columns = self.sizes["i"], self.sizes["k"], f"{self.sizes['j']}{' * n' * self.out.lanes}"
        (a, ai, ak), (b, bk, _) = map(_pointer, self._factors())
        c = self._out_pointer()
        if self.first_input is not None:
            call = f"m->product_t({rows}, {inner}, n, {a}, {ai}, m->inputs + {self.first_input}, m->width, {c}, n, 1);"
        elif self._is_vector():
            call = f"m->product_t({rows}, {inner}, 1, {a}, {ai}, {b}, 0, {c}, 1, 1);"
        else:
            call = f"m->product({rows}, {inner}, {columns}, {a}, {ai}, {ak}, {b}, {bk}, {c}, {columns});"
        return loops(self._over("h"), [call])

    def _backward_in_blocks(self) -> Lines:
        rows, inner, columns = self.sizes["i"], self.sizes["k"], f"{self.sizes['j']}{' * n' * self.out.lanes}"
        first, second = self._factors()
        (a, ai, ak), (b, bk, _) = map(_pointer, self._factors())
        (da, *_), (db, *_) = (_pointer(place, "d") for place in self._factors())
        lines, up, vector = Lines(), self._out_pointer("d"), self._is_vector()
        if first.needs and self.first_input is not None:
            inputs = f"m->inputs + {self.first_input}, m->width"
            lines.append(f"m->product({rows}, n, {inner}, {up}, n, 1, {inputs}, {da}, {ai});")
        elif first.needs and vector:
            lines.append(f"m->product({rows}, 1, {inner}, {up}, 1, 0, {b}, 0, {da}, {ai});")
        elif first.needs:
            lines.append(f"m->product_t({rows}, {columns}, {inner}, {up}, {columns}, {b}, {bk}, {da}, {ai}, {ak});")
        if second.needs and vector:
            lines.append(f"m->product(1, {rows}, {inner}, {up}, 0, 1, {a}, {ai}, {db}, 0);")
        elif second.needs:
            lines.append(f"m->product({inner}, {rows}, {columns}, {a}, {ak}, {ai}, {up}, {columns}, {db}, {bk});")
        return loops(self._over("h"), lines) if lines else []

    def _out_pointer(self, of: str = "") -> str:
        return _pointer(self.out, of)[0]


def _first_input(x: Operand, data: Data) -> int | None:
    """Which input comes first, where an operand is a column of inputs that stand side by side in a caller's lines. Then
    these serve as its transpose. None for a column that is short, or of no inputs."""
    batch, inner, columns = x.shape
    is_column = x.lanes and not x.needs and batch == columns == 1 and x.listed is None and x.strides[1] == 1
    if data.starts or not is_column or inner < WIDE or x.start not in data.placeholders:
        return None
    first = data.placeholders.index(x.start)
    return first if list(data.placeholders[first : first + inner]) == list(range(x.start, x.start + inner)) else None


def _pointer(place: Place, of: str = "") -> tuple[str, str, str]:
    """Where a factor begins, and the steps of its rows and of its columns."""
    n = " * n" if place.lanes else ""
    steps = place.operand.strides
    start = linear(place.start, [(steps[0], "h")])
    shift = "" if start == "0" else f" + ({start}){n}" if place.lanes else f" + {start}"
    return f"{of}{place.memory}{shift}", f"{steps[1]}{n}", f"{steps[2]}"
