"""An operand in the names of the tensors that it is taken from, and its gradient on the way back to them.

Most operands are a whole tensor, perhaps transposed, or repeated along columns. In code, other operands take places of
a tensor, which a list of places tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from autograd.notation.symbols import Symbol
from autograd.program.groups import Operand, operand
from autograd.program.readings.formulas.indices import (
    along_lanes,
    flat,
    in_shape,
    is_all,
    kept,
    listed,
    order,
    sliced,
    whole,
)
from autograd.program.readings.formulas.signs import Two, applied, entry, in_code, sign, transposed
from autograd.program.readings.names import Names, Tensor

ONES = sign("$x 1", r"$x \mathbf{1}", "$x.sum(1)", "*")
"""The sum over columns."""
SUM_ALL = sign("Σ $x", r"\sum $x", binds="**")
PICKED = sign("$x[…]", r"$x[\ldots]", "$x")
RETURNED = sign("scatter($x)", r"\operatorname{scatter}\left($x\right)", "$x")
JOINED = sign("($x; $y)", r"\left($x; $y\right)", "$x, $y", takes="x, y")

JOINED_MORE = sign("($x; $y; …)", r"\left($x; $y; \ldots\right)", "$x, $y", takes="x, y")


class Part(NamedTuple):
    """What a gradient adds to the gradient of a tensor."""

    tensor: Tensor
    formula: Two


class Views:
    """Operands as formulas. `places` are the lists of places that the code needs, by name."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.places: dict[str, Operand] = {}

    def read(self, x: Operand, shape: tuple[int, ...], *, lanes: bool) -> Two:
        """The operand in this shape. `lanes` tells whether what is calculated has lanes, as the last axis."""
        x = in_shape(x, shape)
        tensors = self.names.of(x)
        repeated = lanes and not x.lanes
        if len(tensors) > 1:
            return self._joined(x, tensors, repeated)
        [tensor] = tensors
        named = Two.of(tensor.shown)
        if (number := self._same(x)) is not None:
            named = Two(Symbol(number), named.code)
        if (template := whole(x, tensor)) is not None:
            return in_code(named, along_lanes(template, tensor.shape, repeated))
        if ordered := order(x, tensor):
            fine, axes = ordered
            shown = transposed(named.shown) if len(fine) == 2 else applied(PICKED, named).shown
            code = Two(shown, named.code)
            if len(tensor.shape) == 2 and x.shape == tensor.shape[::-1] and not x.lanes:
                return in_code(code, along_lanes("$x.T", x.shape, repeated))
            sizes, last = [*fine, *[-1] * x.lanes], [len(fine)] * x.lanes
            template = f"$x.reshape({listed(sizes)}).transpose({listed([*axes, *last])})"
            if len(fine) != len(x.shape):
                template += f".reshape({listed([*x.shape, *[-1] * x.lanes])})"
            return in_code(code, along_lanes(template, tensor.shape, repeated))
        if (index := sliced(x, tensor)) is not None:
            return applied(sign(f"$x[{index}]", f"$x[{index}]", along_lanes(f"$x[{index}]", x.shape, repeated)), named)
        name = self._place(x, tensor.start)
        return applied(PICKED, named, code=along_lanes(f"$x{flat(tensor)}[{name}]", x.shape, repeated))

    def _same(self, x: Operand) -> float | None:
        """The number that all constants of an operand are; None if they differ, or if it has others."""
        plan = self.names.plan
        if x.lanes or x.start < plan.singles:
            return None
        numbers = {plan.constants[a - plan.singles] for a in x.addresses()}
        return numbers.pop() if len(numbers) == 1 else None

    def _joined(self, x: Operand, tensors: Sequence[Tensor], repeated: bool) -> Two:
        """Places of several tensors."""
        moved = self._moved(x, tensors)
        complete = is_all(moved, tensors)
        first, *others = tensors
        everyone = ", ".join([f"$x{flat(first)}", *[f"{tensor.name}{flat(tensor)}" for tensor in others]])
        index = f".reshape({listed([*x.shape, *[-1] * x.lanes])})" if complete else f"[{self._place(moved, 0)}]"
        code = in_code(Two.of(first.shown), along_lanes(f"np.concatenate([{everyone}]){index}", x.shape, repeated)).code
        shown = Two.of(first.shown)
        shown = applied(JOINED if len(others) == 1 else JOINED_MORE, shown, Two.of(others[0].shown))
        return Two(shown.shown if complete else applied(PICKED, shown).shown, code)

    def back(self, x: Operand, shape: tuple[int, ...], upstream: Two, *, lanes: bool) -> list[Part]:
        """What the gradient of an operand in this shape, which has lanes if `lanes`, adds to its tensors."""
        x = in_shape(x, shape)
        summed = lanes and not x.lanes
        tensors = self.names.of(x)
        if len(tensors) > 1:
            return self._back_to_several(x, tensors, applied(ONES, upstream, code="$x.sum(-1)") if summed else upstream)
        [tensor] = tensors
        if whole(x, tensor) is not None:
            return [Part(tensor, _summed(x, tensor, upstream, summed))]
        if summed:
            upstream = applied(ONES, upstream, code="$x.sum(-1)")
        if ordered := order(x, tensor):
            fine, axes = ordered
            moved = [fine[axis] for axis in axes]
            inverse = [axes.index(axis) for axis in range(len(axes))]
            shown = transposed(upstream.shown) if len(fine) == 2 else applied(RETURNED, upstream).shown
            code = Two(shown, upstream.code)
            if len(tensor.shape) == 2 and x.shape == tensor.shape[::-1] and not x.lanes:
                return [Part(tensor, in_code(code, "$x.T"))]
            sizes, last = [*moved, *[-1] * x.lanes], [len(fine)] * x.lanes
            template = f"$x.reshape({listed(sizes)}).transpose({listed([*inverse, *last])})"
            return [Part(tensor, in_code(code, f"{template}.reshape({listed([*tensor.shape, *[-1] * x.lanes])})"))]
        if (index := sliced(x, tensor)) is not None:
            placed = f"placed($x, np.s_[{index}], ({listed(tensor.shape)},){', 1' * x.lanes})"
            back = sign(f"scatter[{index}]($x)", rf"\operatorname{{scatter}}_{{[{index}]}}\left($x\right)", placed)
            return [Part(tensor, applied(back, upstream))]
        return [Part(tensor, self._returned(x, tensor, upstream, self._place(x, tensor.start)))]

    def _returned(self, x: Operand, tensor: Tensor, upstream: Two, name: str) -> Two:
        code = f"placed($x, {name}, ({tensor.size},){', 1' * x.lanes})"
        if len(tensor.shape) != 1:
            code += f".reshape({listed([*tensor.shape, *[-1] * x.lanes]) or '()'})"
        return applied(RETURNED, upstream, code=code)

    def _back_to_several(self, x: Operand, tensors: Sequence[Tensor], upstream: Two) -> list[Part]:
        moved = self._moved(x, tensors)
        size, start, found = sum(t.size for t in tensors), 0, list[Part]()
        complete = is_all(moved, tensors)
        name = "" if complete else self._place(moved, 0)
        for tensor in tensors:
            end = start + tensor.size
            row = f"$x.reshape({listed([size, *[-1] * x.lanes])})"
            code = row if complete else f"placed($x, {name}, ({size},){', 1' * x.lanes})"
            code += f"[{start}:{end}].reshape({listed([*tensor.shape, *[-1] * x.lanes]) or '()'})"
            entries = str(start) if tensor.size == 1 else f"{start}:{end}"
            back = upstream.shown if complete else Symbol("", RETURNED, (upstream.shown,))
            found.append(Part(tensor, Two(entry(back, entries), in_code(upstream, code).code)))
            start = end
        return found

    def _moved(self, x: Operand, tensors: Sequence[Tensor]) -> Operand:
        """The operand, its addresses counted in the tensors one after the other."""
        starts, start = dict[int, int](), 0
        for tensor in tensors:
            starts[tensor.start] = start - tensor.start
            start += tensor.size
        at = self.names.at
        addresses = [a + starts[at(x.lanes, a).start] for a in x.addresses()]
        return operand(addresses, x.shape, lanes=x.lanes, needs=x.needs)

    def _place(self, x: Operand, start: int) -> str:
        """The name of the list of these places, counted from `start`."""
        wanted = x._replace(start=x.start - start, listed=None, lanes=False, needs=False)
        if x.listed is not None:
            wanted = wanted._replace(listed=type(x.listed)("q", [a - start for a in x.listed]))
        for name, known in self.places.items():
            if known == wanted:
                return name
        name = f"at_{len(self.places) + 1}"
        self.places[name] = wanted
        return name


def _summed(x: Operand, tensor: Tensor, upstream: Two, over_lanes: bool) -> Two:
    """The gradient of a whole tensor, summed over the axes along which it was repeated."""
    single, n = kept(x), len(x.shape)
    axes = [axis for axis in range(n) if axis not in single and x.shape[axis] > 1]
    over = axes + [n] * over_lanes
    after = tensor.shape if not axes else tuple([m for axis, m in enumerate(x.shape) if axis not in axes])
    found = upstream
    if over:
        everything = len(over) == n + over_lanes and not x.lanes
        axis = "" if everything else f"{over[0]}" if len(over) == 1 else f"({', '.join(map(str, over))})"
        found = applied(ONES if over == [1] else SUM_ALL, upstream, code=f"$x.sum({axis})")
        after = tuple([m for axis, m in enumerate(x.shape) if axis not in axes])
    elif tensor.shape != x.shape:
        after = x.shape
    if after != tensor.shape:
        found = in_code(found, f"$x.reshape({listed([*tensor.shape, *[-1] * x.lanes]) or '()'})")
    return found
