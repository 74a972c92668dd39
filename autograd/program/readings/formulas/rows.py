"""Rows of one and of two numbers, and of an index, for whole tensors. Their local gradients are the row's own, read in
symbols."""

from __future__ import annotations

from collections.abc import Iterator

from autograd.notation.symbols import Symbol
from autograd.program.groups import Group, Operand
from autograd.program.readings.formulas.indices import full
from autograd.program.readings.formulas.signs import Two, applied, entrywise, in_code, prime, sign
from autograd.program.readings.formulas.views import Part, Views
from autograd.program.readings.names import Tensor

CHOSEN = sign("$x[$y]", "$x[$y]", binds=".", takes="x, y")
RETURNED_TO = sign("scatter($x, $y)", r"\operatorname{scatter}\left($x, $y\right)", takes="x, y")


class Row:
    """A group of a row of the table that takes no list, whose result is `tensor`; or of copies of single numbers into
    lanes."""

    def __init__(self, views: Views, group: Group, tensor: Tensor) -> None:
        self.views, self.group, self.tensor, self.lanes = views, group, tensor, group.out.lanes
        self.op = group.op
        self.is_index = group.op is not None and group.op.index

    def operands(self) -> list[tuple[Operand, tuple[int, ...]]]:
        """Each operand, and the shape in which it is taken."""
        return [(x, x.shape if self.is_index else self.tensor.shape) for x in self.group.operands]

    def read(self) -> list[Two]:
        """Each operand; those of an index in full."""
        operands = self.operands()
        found = [self.views.read(*of, lanes=self.lanes) for of in operands]
        if not self.is_index:
            return found
        return [in_code(x, full("$x", of[1], [of], self.lanes)) for x, of in zip(found, operands, strict=True)]

    def value(self) -> Two:
        xs, op = self.read(), self.op
        if op is None:
            shape = "".join(f"{n}, " for n in self.tensor.shape)
            return in_code(xs[0], f"np.broadcast_to($x, ({shape}lanes,))")
        if self.is_index:
            sizes = ", ".join(map(str, [*self.tensor.shape, *[-1] * self.lanes]))
            code = f"np.take_along_axis($x, $y.astype(int), 1).reshape({sizes})"
            return applied(CHOSEN, *xs, code=code)
        constants = [Symbol(number) for number in op.bound.values()]
        shown = Symbol("", op.unbound, (*[x.shown for x in xs], *constants))
        written = Symbol.lift(op.value(*[x.code for x in xs]))
        return in_code(Two(shown, written), full("$x", self.tensor.shape, self.operands(), self.lanes))

    def gradients(self, upstream: Two) -> Iterator[Part]:
        if self.is_index:
            yield from self._of_table(upstream)
            return
        result = Two.of(self.tensor.shown)
        xs = self.read()
        operands = self.operands()
        if self.op is None:
            yield from self.views.back(*operands[0], upstream, lanes=self.lanes)
            return
        local = [Symbol.lift(one) for one in self.op.partials(result.code, *[x.code for x in xs])]
        shown = [Symbol.lift(one) for one in self.op.partials(result.shown, *[x.shown for x in xs])]
        for i, (x, shape) in enumerate(operands):
            if x.needs:
                if len(xs) == 1 and not self.op.symbol and self.op.name != "power":
                    shown[i] = applied(prime(self.op), xs[0]).shown
                found = entrywise(upstream, Two(shown[i], local[i]))
                yield from self.views.back(x, shape, found, lanes=self.lanes)

    def _of_table(self, upstream: Two) -> Iterator[Part]:
        """The gradient of a table: upstream at the places that were chosen."""
        (table, shape), (index, _) = self.operands()
        if table.needs:
            _, chosen = self.read()
            sizes = ", ".join(map(str, [*index.shape, *[-1] * self.lanes]))
            count = f"np.arange({shape[1]}).reshape(-1, 1{', 1' * self.lanes})"
            code = f"($x.reshape({sizes})[:, None] * ($y[:, None] == {count})).sum(2)"
            found = applied(RETURNED_TO, upstream, chosen, code=code)
            yield from self.views.back(table, shape, found, lanes=self.lanes)
