"""Sums and matrix products as formulas, and what their gradients add to their operands."""

from __future__ import annotations

from collections.abc import Iterator

from autograd.program.groups import Group, Operand, Part
from autograd.program.readings.formulas.indices import broadcast, full, in_shape, kept
from autograd.program.readings.formulas.signs import Product, Two, added, applied, entrywise, in_code, scaled, sign
from autograd.program.readings.formulas.views import Part as Gradient
from autograd.program.readings.formulas.views import Views
from autograd.program.readings.names import Tensor

DOT = sign("$x · $y", r"$x \cdot $y", "$x * $y", "*", "x, y")
SUM = sign("Σ $x", r"\sum $x", "$x", "**")


FEW = 4
"""So many factors of terms are written down; more have the name c."""
NORM = sign("‖$x‖²", r"\left\|$x\right\|^2", "$x")


def _is_norm(part: Part) -> bool:
    """Whether it is a sum of squares."""
    return part.kind == "dots" and part.operands[0] == part.operands[1]


class Summed:
    """A group of sums, whose result is `tensor`."""

    def __init__(self, views: Views, group: Group, tensor: Tensor) -> None:
        self.views, self.tensor, self.lanes = views, tensor, group.out.lanes
        self.norms = [self._norms(part) for part in group.parts]
        self.group = group._replace(parts=tuple([one for each in self.norms for one in each]))

    def value(self) -> Two:
        terms = list[Two]()
        for first, *rest in self.norms:
            if rest:  # squares of several tensors, with one factor
                squares = [self._value(one._replace(coefs=1.0)) for one in (first, *rest)]
                terms.append(scaled(added(squares), first.coefs))  # type: ignore[arg-type]
            else:
                terms.append(self._value(first))
        return self._full(added(terms))

    def _full(self, found: Two) -> Two:
        """The formula, whose code gives all numbers of the result, also where all of them are the same."""
        if any(part.kind in ("product", "dots", "total") for part in self.group.parts):
            return found
        xs = [(x, self.tensor.shape) for part in self.group.parts for x in part.operands]
        return in_code(found, full("$x", self.tensor.shape, xs, self.lanes))

    def _norms(self, part: Part) -> list[Part]:
        """A sum of squares of several tensors as a sum for each of them."""
        x = part.operands[0]
        if not _is_norm(part) or part.operands[0].shape[0] > 1 or not isinstance(part.coefs, float):
            return [part]
        tensors = self.views.names.of(x)
        if list(x.addresses()) != [a for t in tensors for a in range(t.start, t.start + t.size)]:
            return [part]
        each = [x._replace(shape=(1, t.size), start=t.start, strides=(0, 1), listed=None) for t in tensors]
        return [part._replace(operands=(one, one)) for one in each]

    def gradients(self, upstream: Two) -> Iterator[Gradient]:
        for part in self.group.parts:
            yield from self._product_back(part, upstream) if part.kind == "product" else self._back(part, upstream)

    def shapes(self, part: Part) -> list[tuple[int, ...]]:
        """The shapes in which the operands of a part are taken."""
        if part.kind in ("plus", "times"):
            return [self.tensor.shape] * len(part.operands)
        if part.kind in ("dots", "total"):
            return [(*self._out(), x.shape[-1]) for x in part.operands]
        (batch, rows, inner), (_, _, columns) = (x.shape for x in part.operands)
        first: tuple[int, ...] = (rows, inner)
        second: tuple[int, ...] = (inner,) if self._single_column(columns) else (inner, columns)
        return [first, second] if batch == 1 else [(batch, *first), (batch, *second)]

    def _single_column(self, columns: int) -> bool:
        return columns == 1 and self.lanes

    def _out(self) -> tuple[int, ...]:
        """The shape of the result; a single number has none."""
        return () if self.group.size == 1 else self.tensor.shape

    def _product(self, part: Part) -> Product:
        first, second = part.operands
        b = "b" if first.shape[0] > 1 else ""
        c = "" if self._single_column(second.shape[2]) else "c"
        one, other = "l" * first.lanes, "l" * second.lanes
        return Product(f"{b}rk{one}", f"{b}k{c}{other}", f"{b}r{c}{'l' if one or other else ''}")

    def _read(self, part: Part, i: int) -> Two:
        lanes = part.operands[i].lanes if part.kind == "product" else self.lanes
        found = self.views.read(part.operands[i], self.shapes(part)[i], lanes=lanes)
        if part.kind != "product":
            return found
        x, shape = part.operands[i], self.shapes(part)[i]
        return in_code(found, full("$x", shape, [(x, shape)], x.lanes))

    def _coefs(self, part: Part, x: Two, last: str = "") -> Two:
        """The formula times the factors of the terms, which are along its last axis; `last` are axes after it."""
        if isinstance(part.coefs, float):
            return scaled(x, part.coefs)
        numbers = ", ".join(map(repr, part.coefs))
        weights = sign("c", "c", f"($x * np.array([{numbers}]){last})")
        letter = f"({', '.join(f'{c:g}' for c in part.coefs)})" if len(part.coefs) <= FEW else "c"
        return Two(entrywise(Two.of(letter), x).shown, applied(weights, x).code)

    def _value(self, part: Part) -> Two:
        lanes = "[:, None]" if self.lanes else ""
        xs = [self._read(part, i) for i in range(len(part.operands))]
        if part.kind == "product":
            if not isinstance(part.coefs, float):
                xs[0] = self._coefs(part, xs[0], "[:, None]" if part.operands[0].lanes else "")
                return self._product(part).value(*xs)
            return scaled(self._product(part).value(*xs), part.coefs)
        if part.kind == "plus":
            return scaled(xs[0], part.coefs)  # type: ignore[arg-type]
        if part.kind == "times":
            return scaled(entrywise(*xs), part.coefs)  # type: ignore[arg-type]
        if _is_norm(part) and self._out() == ():
            terms = Two(applied(NORM, xs[0]).shown, applied(DOT, *xs).code)
        else:
            terms = applied(DOT, *xs) if part.kind == "dots" else applied(SUM, xs[0])
        shape = self.shapes(part)[0]
        terms = in_code(terms, full("$x", shape, [(x, shape) for x in part.operands], self.lanes))
        if not isinstance(part.coefs, float):
            weighted = self._coefs(part, Two(terms.shown, terms.code), lanes)
            return self._reduced(weighted)
        return scaled(self._reduced(terms), part.coefs)

    def _reduced(self, terms: Two) -> Two:
        return in_code(terms, "$x.sum(-2)" if self.lanes else "$x.sum(-1)")

    def _product_back(self, part: Part, upstream: Two) -> Iterator[Gradient]:
        product, (first, second), shapes = self._product(part), part.operands, self.shapes(part)
        x, y = self._read(part, 0), self._read(part, 1)
        if first.needs:
            found = product.by_first(upstream, y)
            found = self._coefs(part, found, "[:, None]" if first.lanes else "")
            yield from self._to(first, shapes[0], found, lanes=first.lanes)
        if second.needs:
            if not isinstance(part.coefs, float):
                x = self._coefs(part, x, "[:, None]" if first.lanes else "")
            found = product.by_second(x, upstream)
            if isinstance(part.coefs, float):
                found = scaled(found, part.coefs)
            yield from self._to(second, shapes[1], found, lanes=second.lanes)

    def _to(self, x: Operand, shape: tuple[int, ...], found: Two, *, lanes: bool) -> list[Gradient]:
        return self.views.back(x, shape, found, lanes=lanes)

    def _back(self, part: Part, upstream: Two) -> Iterator[Gradient]:
        shapes = self.shapes(part)
        lanes = "[:, None]" if self.lanes else ""
        row = self.lanes
        if part.kind in ("dots", "total") and self._out() != self.tensor.shape:
            upstream = in_code(upstream, f"$x.reshape({'-1' if row else '()'})")
        for i, x in enumerate(part.operands[:1] if _is_norm(part) else part.operands):
            if not x.needs:
                continue
            found = upstream
            if _is_norm(part) and isinstance(part.coefs, float):
                part = part._replace(coefs=2.0 * part.coefs)
            elif _is_norm(part):
                found = scaled(found, 2.0)
            upstream = found
            if part.kind == "dots":
                of_terms = in_code(upstream, "$x[..., None, :]" if row else "$x[..., None]")
                found = entrywise(of_terms, self._read(part, 1 - i))
                other = in_shape(part.operands[1 - i], shapes[1 - i])
                if len(shapes[i]) - 1 not in kept(other):
                    found = in_code(found, broadcast("$x", shapes[i], row))
            elif part.kind == "times":
                found = entrywise(upstream, self._read(part, 1 - i))
            elif part.kind == "total":
                n = x.shape[-1]
                found = in_code(
                    upstream, f"np.repeat($x[..., None, :], {n}, -2)" if row else f"np.repeat($x[..., None], {n}, -1)"
                )
            found = self._coefs(part, found, lanes)
            yield from self.views.back(x, shapes[i], found, lanes=self.lanes)
