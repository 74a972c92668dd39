"""Groups as a reader expects them: the few terms of a short sum as one `dot`, and a `dot` with lanes as a product.

For a machine these are calculated sooner term by term. In a formula they are `W2 Z1`, however few numbers they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from autograd.program.groups import Group, Operand, Part, operand


def regrouped(group: Group) -> Group:
    """The same group. A sum that stands alone has one part for all of its products, and one for its other terms."""
    if group.out.shape != (1,) or not group.parts:
        return group
    parts = list[Part]()
    for kind, table in (("times", "dots"), ("plus", "total")):
        alike = [part for part in group.parts if part.kind == kind]
        joined = _joined(alike, table) if len(alike) > 1 else None
        parts += [joined] if joined else alike
        parts += [part for part in group.parts if part.kind == table]
    parts.sort(key=lambda part: part.kind in ("plus", "total"))
    return _as_product(group._replace(parts=tuple(parts)))


def operands(groups: Iterable[Group]) -> Iterator[Operand]:
    """All operands of the groups."""
    for group in groups:
        yield from group.operands
        for part in group.parts:
            yield from part.operands


def result_shape(group: Group, whole: tuple[int, ...] | None) -> tuple[int, ...]:
    """A matrix for a matrix product, or a row of them; otherwise the shape of an operand; a scalar as ()."""
    shape = group.out.shape
    if len(shape) == 3:
        batch, rows, columns = shape
        if group.out.lanes and columns == 1:
            return (rows,) if batch == 1 else (batch, rows)
        return (rows, columns) if batch == 1 else shape
    if len(shape) == 1:
        return whole or (() if shape == (1,) else shape)
    return shape[:1] if group.out.lanes and shape[1] == 1 else shape


def _joined(parts: Sequence[Part], kind: str) -> Part | None:
    """One part in place of these, if the numbers of each operand stand one after the other."""
    slots = [stacked(slot) for slot in zip(*[part.operands for part in parts], strict=True)]
    if not all(slots):
        return None
    tables = [x._replace(shape=(1, len(parts)), strides=(0, x.strides[0])) for x in slots if x]
    coefs = tuple([part.coefs for part in parts if isinstance(part.coefs, float)])
    return Part(kind, coefs[0] if len({*coefs}) == 1 else coefs, tuple(tables))


def stacked(slot: Sequence[Operand]) -> Operand | None:
    """Operands of one shape as one operand, with a dimension before the others; None if they stand anyhow."""
    first = slot[0]
    steps = {after.start - before.start for before, after in pairwise(slot)}
    alike = {(x.lanes, x.shape, x.strides) for x in slot}
    if len(alike) > 1 or any(x.listed is not None for x in slot) or len(steps) > 1:
        return None
    needs = any(x.needs for x in slot)
    if first.shape == (1,):
        return first._replace(needs=needs, shape=(len(slot),), strides=(*steps, 0)[:1])
    return first._replace(needs=needs, shape=(len(slot), *first.shape), strides=((*steps, 0)[0], *first.strides))


def picked(slot: Sequence[Operand]) -> Operand:
    """Operands of one shape as one operand, with a dimension before the others."""
    found = stacked(slot)
    if found is not None:
        return found
    addresses = [a for x in slot for a in x.addresses()]
    shape = (len(slot), *slot[0].shape) if slot[0].shape != (1,) else (len(slot),)
    return operand(addresses, shape, lanes=slot[0].lanes, needs=any(x.needs for x in slot))


def _as_product(group: Group) -> Group:
    """A `dot` of single numbers with numbers in lanes is a product with a matrix of one row."""
    first, *rest = group.parts
    if first.kind != "dots" or not group.out.lanes or any(part.kind != "plus" for part in rest):
        return group
    one, other = first.operands
    if one.lanes or not other.lanes or one.listed or other.listed:
        return group
    k = one.shape[1]
    factors = (
        one._replace(shape=(1, 1, k), strides=(0, *one.strides)),
        other._replace(shape=(1, k, 1), strides=(0, other.strides[1], 0)),
    )
    terms = [part._replace(operands=(_of_one(part.operands[0]),)) for part in rest]
    return group._replace(out=_of_one(group.out), parts=(first._replace(kind="product", operands=factors), *terms))


def _of_one(x: Operand) -> Operand:
    return x._replace(shape=(1, 1, 1), strides=(0, 0, 0))
