"""Groups as a reader expects them: the few terms of a short sum as one `dot`, and a `dot` with lanes as a product.

For a machine these are calculated sooner term by term. In a formula they are `W2 Z1`, however few numbers they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import prod

from autograd.program.groups import Group, Operand, Part, Plan, operand


def without_copies(groups: Sequence[Group]) -> list[Group]:
    """The same groups, which take single numbers where they took copies of them in lanes."""
    copies = dict[int, Operand]()
    found = list[Group]()
    for group in groups:
        if group.op is None and not group.parts:
            [x] = group.operands
            copies |= {group.out.start + i: x._replace(start=a, shape=(1,)) for i, a in enumerate(x.addresses())}
        parts = [part._replace(operands=tuple([_original(x, copies) for x in part.operands])) for part in group.parts]
        found.append(group._replace(parts=tuple(parts)))
    return found


def _original(x: Operand, copies: dict[int, Operand]) -> Operand:
    """What an operand was copied from, or the operand itself."""
    addresses = x.addresses() if x.lanes and copies else [-1]
    if not all(a in copies for a in addresses):
        return x
    return operand([copies[a].start for a in addresses], x.shape, lanes=False, needs=x.needs)


def regrouped(group: Group) -> Group:
    """The same group. A sum that stands alone has one part for all of its products, and one for its other terms."""
    if group.out.shape != (1,) or not group.parts:
        return group
    parts = list[Part]()
    for kind, table in (("times", "dots"), ("plus", "total")):
        alike = [part for part in group.parts if part.kind == kind]
        few = len(alike) < 2 or (kind == "plus" and (len(alike) == 2 or len({part.coefs for part in alike}) > 1))
        joined = None if few else _joined(alike, table)
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
    slots = [_in_steps(slot) for slot in zip(*[part.operands for part in parts], strict=True)]
    if not all(slots):
        return None
    tables = [x._replace(shape=(1, len(parts)), strides=(0, x.strides[0])) for x in slots if x]
    coefs = tuple([part.coefs for part in parts if isinstance(part.coefs, float)])
    return Part(kind, coefs[0] if len({*coefs}) == 1 else coefs, tuple(tables))


def _in_steps(slot: Sequence[Operand]) -> Operand | None:
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
    found = _in_steps(slot)
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


def joined(plan: Plan) -> set[tuple[bool, int]]:
    """Leaves that are in an operand together with the one before them."""
    found = set[tuple[bool, int]]()
    for x in operands(plan.groups):
        if len(set(x.shape)) > 1 or x.shape[0] > 1:
            mine = set(x.addresses())
            found |= {(x.lanes, a) for a in mine if a - 1 in mine}
    used = {(x.lanes, a) for x in operands(plan.groups) for a in x.addresses()}
    found |= {(True, a) for a in range(len(plan.placeholders)) if not {(True, a - 1), (True, a)} & used}
    for group in plan.groups:  # the rows of a list, one number in each
        for x, y in zip(group.operands, group.operands[1:], strict=False):
            if prod(x.shape) == 1 and x.lanes == y.lanes and y.start == x.start + 1:
                found.add((x.lanes, y.start))
        singles = [x for part in group.parts for x in part.operands if prod(x.shape) == 1]
        starts = {(x.lanes, x.start) for x in singles}
        found |= {(lanes, a) for lanes, a in starts if (lanes, a - 1) in starts}
    return found


def leaf_shape(plan: Plan, lanes: bool, start: int, size: int) -> tuple[tuple[int, ...], bool]:
    """The shape of a leaf as the first operand that is all of it has it, and whether it is the second factor there."""
    is_factor = False
    for group in plan.groups:
        for part in group.parts:
            for i, x in enumerate(part.operands):
                of_product = part.kind == "product" and x.shape[0] == 1
                within = i == 1 and x.lanes is lanes and part.kind == "product" and x.start <= start + size - 1
                is_factor |= within and x.last() >= start
                if x.start == start and x.listed is None and of_product and prod(x.shape) == size:
                    rows, columns = x.shape[1:]
                    if x.strides[1:] in ((columns, 1), (columns, 0), (1, 0), (0, 1), (0, 0)):
                        return ((rows,) if lanes and columns == 1 else (rows, columns)), i == 1
                    if x.strides[1:] == (1, rows):
                        return (columns, rows), i == 1
    return (() if size == 1 else (size,)), is_factor
