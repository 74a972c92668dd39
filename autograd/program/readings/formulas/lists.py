"""Rows of a list, such as softmax or mean, for whole tensors: a list is one operand, with a row for each number.

A row with several outputs has a matrix of local gradients, its Jacobian: upstream times that matrix, transposed, is the
gradient of the list. Softmax and its logarithm have shorter formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol
from autograd.program.groups import Group, Operand
from autograd.program.readings.formulas.indices import full
from autograd.program.readings.formulas.signs import (
    KNOWN_LISTS,
    Two,
    applied,
    entrywise,
    in_code,
    prime,
    sign,
    times,
    transposed,
    upright,
)
from autograd.program.readings.formulas.views import JOINED, JOINED_MORE, Part, Views
from autograd.program.readings.names import Tensor
from autograd.program.readings.regrouped import picked

OF_NUMPY = ("max", "min", "mean")
"""Functions of a list that NumPy has."""
SUM = sign("Σ $x", r"\sum $x", binds="**")


class ListRow:
    """A group of a row of a list, whose result is `tensor`. It gives one output of the row, or all `several`."""

    def __init__(self, views: Views, group: Group, tensor: Tensor) -> None:
        assert group.op is not None
        self.views, self.group, self.tensor, self.lanes = views, group, tensor, group.out.lanes
        self.op: Op = group.op
        self.several = bool(self.op.outputs and not self.op.bound)

    def operands(self) -> list[tuple[Operand, tuple[int, ...]]]:
        """The list as one operand, and the shape in which it is taken; each of it, where some have lanes."""
        shape = self.tensor.shape[self.several :]
        if self.is_mixed():
            return [(x, shape) for x in self.group.operands]
        return [(picked(self.group.operands), (len(self.group.operands), *shape))]

    def is_mixed(self) -> bool:
        """Whether some of the list have lanes, and others none."""
        return len({x.lanes for x in self.group.operands}) > 1

    def read(self) -> Two:
        """The list, along the first axis."""
        rows = [
            in_code(self.views.read(*of, lanes=self.lanes), full("$x", of[1], [of], self.lanes))
            for of in self.operands()
        ]
        return Two(joined([x.shown for x in rows]), stack([x.code for x in rows])) if self.is_mixed() else rows[0]

    def value(self) -> Two:
        xs, op = self.read(), self.op
        index = "" if self.several or not op.outputs else f"[{int(op.bound['j'])}]"
        shown = applied(sign(f"{op.name}($x){index}", upright(op, "$x") + index), xs).shown
        if op.name in KNOWN_LISTS and OPS.get(op.name) is op.unbound:
            code = f"np.{op.name}($x, 0)" if op.name in OF_NUMPY else f"{op.name}($x){index}"
            return Two(shown, applied(sign("", "", code), xs).code)
        rows = self._rows(xs)
        found = [Symbol.lift(one.value(*rows)) for one in self._outputs()]
        return Two(shown, stack([_filled(one, xs.code) for one in found]) if self.several else found[0])

    def gradients(self, upstream: Two) -> Iterator[Part]:
        """The gradient of the list: upstream times the matrix of the local gradients, transposed."""
        if not any(x.needs for x, _ in self.operands()):
            return
        xs, result = self.read(), Two.of(self.tensor.shown)
        if form := _softmax_like(self.op.unbound):
            found = self._of_softmax(form, upstream, xs, result)
        elif self.op.outputs:
            found = self._of_outputs(upstream, xs, result)
        elif (alike := _alike(self.op)) is not None:
            found = entrywise(upstream, Two(alike(result.shown, xs.shown), alike(result.code, xs.code)))
        else:
            local = [Symbol.lift(one) for one in self.op.partials(result.code, *self._rows(xs))]
            shown = entrywise(upstream, applied(prime(self.op), xs)).shown
            found = Two(shown, stack([entrywise(upstream, Two(one, one)).code for one in local]))
        for i, (x, shape) in enumerate(self.operands()):
            if x.needs:
                one = in_code(found, f"$x[{i}]") if self.is_mixed() else found
                yield from self.views.back(x, shape, one, lanes=self.lanes)

    def _outputs(self) -> list[Op]:
        """The row, bound to each of the outputs that the group gives."""
        return [self.op.bind(float(j)) for j in range(len(self.group.operands))] if self.several else [self.op]

    def _rows(self, xs: Two) -> list[Symbol]:
        """The numbers of the list in code, one by one."""
        return [_row(xs.code, i) for i in range(len(self.group.operands))]

    def _of_outputs(self, upstream: Two, xs: Two, result: Two) -> Two:
        """Upstream times the Jacobian, entry by entry: to input i flows the sum of `upstream[j]` times entry (j, i)."""
        rows = self._rows(xs)
        zs = [_row(result.code, j) for j in range(len(rows))] if self.several else [result.code]
        ups = [_row(upstream.code, j) for j in range(len(rows))] if self.several else [upstream.code]
        local = [one.partials(z, *rows) for one, z in zip(self._outputs(), zs, strict=True)]
        flows = [[entrywise(Two(up, up), Two.of(1.0)._replace(code=Symbol.lift(one))).code for one in of_z]
                 for up, of_z in zip(ups, local, strict=True)]  # fmt: skip
        code = stack([sum(column[1:], column[0]) for column in zip(*flows, strict=True)])
        jacobian = applied(prime(self.op.unbound), xs).shown
        if self.several:
            return Two(times(transposed(jacobian), upstream.shown), code)
        row = Symbol("", sign(f"$x[{int(self.op.bound['j'])}]"), (jacobian,))
        return Two(entrywise(upstream, Two(row, row)).shown, code)

    def _of_softmax(self, form: tuple[bool, bool], upstream: Two, xs: Two, result: Two) -> Two:
        """Local gradient (j, i) is `factor(j) · share(i)`, and one more term where j = i."""
        own, factor = form
        share = applied(sign("softmax($x)", r"\operatorname{softmax}\left($x\right)", "softmax($x)"), xs)
        if own and self.several:
            share = result
        if self.several:
            weighted = entrywise(upstream, result) if factor else upstream
            first = entrywise(upstream, result) if own else upstream
            summed = applied(SUM, weighted, code="$x.sum(0)")
            second = entrywise(share, summed)
            code = first.code - second.code
            if upstream.shown.op is OPS["neg"] and not own:  # of the log-likelihood of a target: softmax Σ T - T
                target = Two(upstream.shown.inputs[0], upstream.code)
                return Two(entrywise(share, applied(SUM, target)).shown - target.shown, code)
            return Two(first.shown - second.shown, code)
        j, n = int(self.op.bound["j"]), len(self.group.operands)
        weighted = entrywise(upstream, result) if factor else upstream
        axes = ", None" * (len(self.tensor.shape) + self.lanes)
        unit = Two(Symbol(f"e{j}"), Symbol("", sign("e", "e", f"np.eye({n})[{j}][:{axes}]", takes="x"), (Symbol(0.0),)))
        return entrywise(Two(unit.shown - share.shown, unit.code - share.code), weighted)


def joined(xs: Sequence[Symbol]) -> Symbol:
    """A list as it is shown: its first two, and the others as dots."""
    return Symbol("", JOINED if len(xs) == 2 else JOINED_MORE, (xs[0], xs[1]))


def _row(xs: Symbol, i: int) -> Symbol:
    return Symbol("", sign("$x", "$x", f"$x[{i}]"), (xs,))


def _filled(one: Symbol, xs: Symbol) -> Symbol:
    """A row in full, also where its formula has nothing of the list."""
    if any(x is xs for x in inputs_first([one])):
        return one
    return Symbol("", sign("", "", "np.full_like($x[0], $y)", takes="x, y"), (xs, one))


def stack(rows: Sequence[Symbol]) -> Symbol:
    """Rows of an array, one for each number of a list."""
    takes = ", ".join(f"x{i}" if i > 1 else "xy"[i] for i in range(len(rows)))
    if len(rows) == 1:
        takes = "x"
    slots = ", ".join(f"${name}" for name in takes.split(", "))
    return Symbol("", sign("stack", "stack", f"np.stack([{slots}])", takes=takes), tuple(rows))


def _alike(op: Op) -> Any:
    """The one formula of all local gradients of a list, of z and x, if there is one that uses x alone of the list."""
    z, xs = Symbol("z"), [Symbol(f"q{i}") for i in range(3)]
    try:
        local = [Symbol.lift(one) for one in op.partials(z, *xs)]
    except (TypeError, ValueError):
        return None
    texts = [text(one) for one in local]
    if any(f"q{j}" in one for i, one in enumerate(texts) for j in range(3) if i != j):
        return None
    if len({one.replace(f"q{i}", "q") for i, one in enumerate(texts)}) > 1:
        return None
    return lambda result, x: Symbol.lift(op.partials(result, x)[0])


def _softmax_like(row: Op) -> tuple[bool, bool] | None:
    """How the local gradients of softmax and its logarithm are made: whether the term of an output itself has the
    output as a factor, and whether all terms have. None for a row whose local gradients have another form."""
    if not row.outputs:
        return None
    z, xs = Symbol("z"), [Symbol(f"x{i}") for i in range(3)]
    shown = [text(Symbol.lift(one)) for one in row.bind(0.0).partials(z, *xs)]
    shares = [f"softmax(x0, x1, x2)[{i}]" for i in range(3)]
    if shown == [f"1 - {shares[0]}", f"-{shares[1]}", f"-{shares[2]}"]:
        return False, False
    if shown == ["z * (1 - z)", f"-z * {shares[1]}", f"-z * {shares[2]}"]:
        return True, True
    return None
