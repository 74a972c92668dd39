"""Rows of the table for whole tensors. Their local gradients are the row's own, read in symbols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import MANY, Op
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol
from autograd.program.groups import Group, Operand
from autograd.program.readings.formulas.indices import full
from autograd.program.readings.formulas.signs import Two, applied, entrywise, in_code, sign
from autograd.program.readings.formulas.views import JOINED, JOINED_MORE, Part, Views
from autograd.program.readings.names import Tensor
from autograd.program.readings.regrouped import picked

CHOSEN = sign("$x[$y]", "$x[$y]", binds=".", takes="x, y")
RETURNED_TO = sign("scatter($x, $y)", r"\operatorname{scatter}\left($x, $y\right)", takes="x, y")
OF_NUMPY = ("max", "min", "mean")
"""Functions of a list that NumPy has."""
SUM = sign("Σ $x", r"\sum $x", binds="**")


class Row:
    """A group of a row of the table, whose result is `tensor`; or of copies of single numbers into lanes."""

    def __init__(self, views: Views, group: Group, tensor: Tensor) -> None:
        self.views, self.group, self.tensor, self.lanes = views, group, tensor, group.out.lanes
        self.op = group.op
        self.is_index = group.op is not None and group.op.index
        self.is_list = group.op is not None and group.op.arity == MANY and not self.is_index
        self.several = bool(group.op and group.op.outputs and not group.op.bound)

    def operands(self) -> list[tuple[Operand, tuple[int, ...]]]:
        """Each operand, and the shape in which it is taken. A list is one operand, with a row for each number."""
        if self.is_index:
            return [(x, x.shape) for x in self.group.operands]
        if not self.is_list:
            return [(x, self.tensor.shape) for x in self.group.operands]
        if self.is_mixed():
            shape = self.tensor.shape[1:] if self.several else self.tensor.shape
            return [(x, shape) for x in self.group.operands]
        shape = self.tensor.shape if self.several else (len(self.group.operands), *self.tensor.shape)
        return [(picked(self.group.operands), shape)]

    def is_mixed(self) -> bool:
        """Whether some of a list have lanes, and others none."""
        return len({x.lanes for x in self.group.operands}) > 1

    def read(self) -> list[Two]:
        """Each operand; a list is one, whose first axis is the list."""
        operands = self.operands()
        found = [self.views.read(x, shape, lanes=self.lanes) for x, shape in operands]
        if not (self.is_list or self.is_index):
            return found
        rows = [in_code(x, full("$x", of[1], [of], self.lanes)) for x, of in zip(found, operands, strict=True)]
        if self.is_index or not self.is_mixed():
            return rows
        return [Two(joined([x.shown for x in rows]), stack([x.code for x in rows]))]

    def value(self) -> Two:
        xs, op = self.read(), self.op
        if op is None:
            shape = "".join(f"{n}, " for n in self.tensor.shape)
            return in_code(xs[0], f"np.broadcast_to($x, ({shape}lanes,))")
        if self.is_list:
            if self.several:
                return applied(sign(f"{op.name}($x)", _upright(op, "$x"), f"{op.name}($x)"), *xs)
            index = f"[{int(op.bound['j'])}]" if op.outputs else ""
            if OPS.get(op.name) is not op.unbound:  # one of a user's own
                rows = [_row(xs[0].code, i) for i in range(len(self.group.operands))]
                shown = applied(sign(f"{op.name}($x)", _upright(op, "$x")), *xs).shown
                return Two(shown, Symbol.lift(op.value(*rows)))
            code = f"np.{op.name}($x, 0)" if op.name in OF_NUMPY else f"{op.name}($x){index}"
            return applied(sign(f"{op.name}($x){index}", _upright(op, "$x") + index, code), *xs)
        if self.is_index:
            sizes = ", ".join(map(str, [*self.tensor.shape, *[-1] * self.lanes]))
            code = f"np.take_along_axis($x, $y.astype(int), 1).reshape({sizes})"
            return applied(CHOSEN, *xs, code=code)
        constants = [Symbol(number) for number in op.bound.values()]
        shown = Symbol("", op.unbound, (*[x.shown for x in xs], *constants))
        written = Symbol.lift(op.value(*[x.code for x in xs]))
        return in_code(Two(shown, written), full("$x", self.tensor.shape, self.operands(), self.lanes))

    def gradients(self, upstream: Two) -> Iterator[Part]:
        if self.is_list:
            yield from self._of_list(upstream)
            return
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

    def _of_list(self, upstream: Two) -> Iterator[Part]:
        """The gradient of a list: upstream times the matrix of the local gradients, transposed."""
        assert self.op is not None
        operands = self.operands()
        if not any(x.needs for x, _ in operands):
            return
        [xs], n = self.read(), len(self.group.operands)
        result = Two.of(self.tensor.shown)
        if self.several or self.op.outputs:
            found = self._of_outputs(upstream, xs, result)
        else:
            rows = [_row(xs.code, i) for i in range(n)]
            local = self.op.partials(result.code, *rows)
            if (alike := _alike(self.op)) is not None:
                found = entrywise(upstream, Two(alike(result.shown, xs.shown), alike(result.code, xs.code)))
            else:
                found = self._stacked(upstream, xs, [Symbol.lift(one) for one in local])
        for i, (x, shape) in enumerate(operands):
            if x.needs:
                one = in_code(found, f"$x[{i}]") if self.is_mixed() else found
                yield from self.views.back(x, shape, one, lanes=self.lanes)

    def _stacked(self, upstream: Two, xs: Two, local: Sequence[Symbol]) -> Two:
        """A row of local gradients for each number of the list."""
        assert self.op is not None
        code = stack([entrywise(upstream, Two(one, one)).code for one in local])
        shown = entrywise(upstream, applied(prime(self.op), xs)).shown
        return Two(shown, code)

    def _of_outputs(self, upstream: Two, xs: Two, result: Two) -> Two:
        """Local gradient (j, i) is `factor(j) · share(i)`, and one more term where j = i."""
        assert self.op is not None
        row = self.op.unbound
        own, factor = _softmax_like(row)
        share = applied(sign("softmax($x)", r"\operatorname{softmax}\left($x\right)", "softmax($x)"), xs)
        if row.name == "softmax" and self.several:
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


def prime(op: Op) -> Op:
    """The derivative of a row, `f′(x)`."""
    constants = "".join(f", {number:g}" for number in op.bound.values())
    name = op.name.replace("_", r"\_")
    return sign(f"{op.name}′($x{constants})", rf"\operatorname{{{name}}}'\left($x{constants}\right)", "$x")


def _upright(op: Op, inner: str) -> str:
    name = op.name.replace("_", r"\_")
    return rf"\operatorname{{{name}}}\left({inner}\right)"


def _row(xs: Symbol, i: int) -> Symbol:
    return Symbol("", sign("$x", "$x", f"$x[{i}]"), (xs,))


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


def _softmax_like(row: Op) -> tuple[bool, bool]:
    """How the local gradients of a row with several outputs are made: whether the term of an output itself has the
    output as a factor, and whether all terms have.

    Raises `NotImplementedError` for a row whose local gradients have another form.
    """
    z, xs = Symbol("z"), [Symbol(f"x{i}") for i in range(3)]
    shown = [text(Symbol.lift(one)) for one in row.bind(0.0).partials(z, *xs)]
    shares = [f"softmax(x0, x1, x2)[{i}]" for i in range(3)]
    if shown == [f"1 - {shares[0]}", f"-{shares[1]}", f"-{shares[2]}"]:
        return False, False
    if shown == ["z * (1 - z)", f"-z * {shares[1]}", f"-z * {shares[2]}"]:
        return True, True
    raise NotImplementedError(row.name)
