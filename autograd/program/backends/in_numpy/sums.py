"""Groups of sums in NumPy: terms, tables and matrix products, forwards and backwards.

Each part gives three functions. One calculates the part, one does so into the place of the results, and one makes what
takes the upstream gradient, in the shape of the group, to the gradients of the operands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd.program.backends.in_numpy.gradients import Back, Flow, Gradients, same
from autograd.program.backends.in_numpy.memory import Array, Memory
from autograd.program.groups import Coefs, Group, Part

MakeBack = Callable[[Gradients, Array], Back]
"""Makes a back from where gradients flow to, and from the upstream gradient."""
Functions = tuple[Callable[[], Array], Callable[[Array], Any], MakeBack]


def sums(memory: Memory, group: Group, out: Array) -> tuple[Callable[[], Any], MakeBack]:
    """What calculates a group of sums into `out`, and what makes its back."""
    values, intos, makers = zip(*[PARTS[part.kind](memory, part, group, out) for part in group.parts], strict=True)
    into, others = intos[0], values[1:]

    def forward() -> None:
        into(out)
        for value in others:
            np.add(out, value(), out)

    def make_back(gradients: Gradients, upstream: Array) -> Back:
        backs: list[Back] = [make(gradients, upstream) for make in makers]
        if len(backs) == 1:
            return backs[0]

        def backward() -> None:
            for back in backs:
                back()

        return backward

    return forward, make_back


def _scaled(array: Array, coefs: Any) -> Array:
    return array if isinstance(coefs, float) and coefs == 1.0 else array * coefs


def _terms(memory: Memory, part: Part, group: Group, out: Array) -> Functions:
    """`plus` and `times`: a number, or a product of two, for each member."""
    lanes = group.out.lanes
    xs = [memory.read(x, beside_lanes=lanes) for x in part.operands]
    factor = xs[1] if len(xs) > 1 else part.coefs
    coefs = part.coefs if len(xs) > 1 else 1.0

    def value() -> Array:
        return _scaled(_scaled(xs[0], factor), coefs)

    def into(target: Array) -> None:
        np.multiply(xs[0], factor, target)
        if coefs != 1.0:
            np.multiply(target, coefs, target)

    def make_back(gradients: Gradients, upstream: Array) -> Back:
        flows = [gradients.flow(x, beside_lanes=lanes) for x in part.operands]
        return _times(flows, xs, upstream, part.coefs)

    return value, into, make_back


def _times(flows: list[Flow | None], xs: list[Array], upstream: Array, coefs: Any) -> Back:
    """The back of numbers, or of products of two: the upstream gradient times the other factor."""
    pairs = [(flow, other) for flow, other in zip(flows, xs[::-1], strict=True) if flow]

    def back() -> None:
        scaled = _scaled(upstream, coefs)
        for flow, other in pairs:
            flow(np.multiply, scaled, other)

    if len(xs) > 1 or not pairs:
        return back
    [(flow, _)] = pairs
    if isinstance(coefs, float) and coefs == 1.0:
        return lambda: flow(same, upstream)
    return lambda: flow(np.multiply, upstream, coefs)


def _table(memory: Memory, part: Part, group: Group, out: Array) -> Functions:
    """`total` and `dots`: a sum of many numbers, or of many products, for each member."""
    lanes = group.out.lanes
    xs = [memory.read(x, beside_lanes=lanes) for x in part.operands]
    coefs = _along(part.coefs, 1 + lanes, memory.dtype)
    members = part.operands[0].shape[0]
    column = (members, 1, *out.shape[len(group.out.shape) :])
    shape = (*group.out.shape, *([-1] if lanes else []))
    flat = members == 1 and not lanes and all(x.flags.c_contiguous for x in xs)

    def value() -> Array:
        if len(xs) == 1:
            table = xs[0]
        elif flat and isinstance(coefs, float):
            return xs[0][0].dot(xs[1][0]) * coefs
        else:
            table = xs[0] * xs[1]
        if isinstance(coefs, float):
            return _scaled(np.add.reduce(table, 1), coefs).reshape(shape)
        return np.add.reduce(table * coefs, 1).reshape(shape)

    def into(target: Array) -> None:
        np.copyto(target, value())

    def make_back(gradients: Gradients, upstream: Array) -> Back:
        flows = [gradients.flow(x, beside_lanes=lanes) for x in part.operands]
        return _times(flows, xs, upstream.reshape(column), coefs)

    return value, into, make_back


def _along(coefs: Coefs, axes_after: int, dtype: str) -> Any:
    """The coefficients along the terms of a table, whose axes after the terms are so many."""
    return coefs if isinstance(coefs, float) else np.array(coefs, dtype).reshape(-1, *[1] * (axes_after - 1))


def _product(memory: Memory, part: Part, group: Group, out: Array) -> Functions:
    """Matrix products. Lanes of the second factor alone are more columns; those of both are a batch."""
    first, second = part.operands
    a, b = memory.read(first), memory.read(second)
    shape_a, shape_b, shape = a.shape, b.shape, out.shape
    coefs = part.coefs if isinstance(part.coefs, float) else np.array(part.coefs, memory.dtype)
    batch = first.lanes
    if batch:
        a, b = np.moveaxis(a, -1, 0), np.moveaxis(b, -1, 0)
    elif second.lanes:
        shape = (*shape[:2], shape[2] * shape[3])
        b = _reshaped(memory, b, (*shape_b[:2], shape[2]))
    if shape[0] == 1 and not batch:
        a, b, shape = a[0], b[0], shape[1:]

    def as_matrices(array: Array, shape: tuple[int, ...] = shape) -> Array:
        return np.moveaxis(array, -1, 0) if batch else array.reshape(shape)

    def as_operand(array: Array, size: tuple[int, ...]) -> Array:
        return np.moveaxis(array, 0, -1) if batch else array.reshape(size)

    def flowing(flow: Flow | None, product: Callable[..., Array], matrices: Array, size: tuple[int, ...]) -> Back:
        return _flowing(flow, product, lambda x: as_matrices(x, matrices.shape), lambda x: as_operand(x, size))

    def value() -> Array:
        return as_operand(np.matmul(_scaled(a, coefs), b), out.shape)

    def into(target: Array) -> None:
        np.matmul(_scaled(a, coefs), b, as_matrices(target))

    def make_back(gradients: Gradients, upstream: Array) -> Back:
        to_a, to_b = _to_factors(a, b, coefs, as_matrices(upstream))
        back_a = flowing(gradients.flow(first), to_a, a, shape_a)
        back_b = flowing(gradients.flow(second), to_b, b, shape_b)

        def back() -> None:
            back_a()
            back_b()

        return back

    return value, into, make_back


def _to_factors(a: Array, b: Array, coefs: Any, upstream: Array) -> tuple[Callable[..., Array], Callable[..., Array]]:
    """What calculates the gradients of two matrices from that of their product, into an array if one is given."""
    b_back = b.swapaxes(-1, -2)

    def to_a(out: Array | None = None) -> Array:
        if isinstance(coefs, float) and coefs == 1.0:
            return np.matmul(upstream, b_back, out)
        return np.multiply(np.matmul(upstream, b_back), coefs, out)

    def to_b(out: Array | None = None) -> Array:
        return np.matmul(_scaled(a, coefs).swapaxes(-1, -2), upstream, out)

    return to_a, to_b


def _flowing(
    flow: Flow | None,
    product: Callable[..., Array],
    as_matrices: Callable[[Array], Array],
    as_operand: Callable[[Array], Array],
) -> Back:
    """What lets a product of matrices flow to an operand."""
    if flow is None:
        return lambda: None
    if flow.place is not None:
        target = as_matrices(flow.place)
        if np.may_share_memory(target, flow.place):
            return lambda: product(out=target)
    return lambda: flow(lambda out=None: same(as_operand(product()), out))


def _reshaped(memory: Memory, numbers: Array, shape: tuple[int, ...]) -> Array:
    """The numbers in another shape: a view if there is one, else a copy that is renewed in each run."""
    found = numbers.reshape(shape)
    if found.size and not np.may_share_memory(found, numbers):
        memory.steps.append(lambda: np.copyto(found.reshape(numbers.shape), numbers))
    return found


PARTS = {"plus": _terms, "times": _terms, "total": _table, "dots": _table, "product": _product}
