"""Groups of sums in NumPy: terms, tables and matrix products, forwards and backwards.

Each part gives three functions. One calculates the part, one does so into the place of the results, and one takes the
upstream gradient, in the shape of the group, to the gradients of the operands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd.program.backends.memory import Array, Back, Memory
from autograd.program.groups import Coefs, Group, Part

Functions = tuple[Callable[[], Array], Callable[[Array], Any], Back]


def sums(memory: Memory, group: Group, out: Array) -> tuple[Callable[[], Any], Back]:
    """The functions that calculate a group of sums into `out`, and that take its gradient back."""
    values, intos, backs = zip(*[PARTS[part.kind](memory, part, group, out) for part in group.parts], strict=True)
    into, others = intos[0], values[1:]

    def forward() -> None:
        into(out)
        for value in others:
            np.add(out, value(), out)

    def backward(upstream: Array) -> None:
        for back in backs:
            back(upstream)

    return forward, backward


def _scaled(array: Array, coefs: Any) -> Array:
    return array if isinstance(coefs, float) and coefs == 1.0 else array * coefs


def _terms(memory: Memory, part: Part, group: Group, out: Array) -> Functions:
    """`plus` and `times`: a number, or a product of two, for each member."""
    lanes = group.out.lanes
    xs = [memory.read(x, beside_lanes=lanes) for x in part.operands]
    adders = [memory.adder(x, beside_lanes=lanes) for x in part.operands]
    factor = xs[1] if len(xs) > 1 else part.coefs
    coefs = part.coefs if len(xs) > 1 else 1.0

    def value() -> Array:
        return _scaled(_scaled(xs[0], factor), coefs)

    def into(target: Array) -> None:
        np.multiply(xs[0], factor, target)
        if coefs != 1.0:
            np.multiply(target, coefs, target)

    def back(upstream: Array) -> None:
        upstream = _scaled(upstream, part.coefs)
        for add, other in zip(adders, xs[::-1], strict=True):
            if add:
                add(upstream if len(xs) == 1 else upstream * other)

    return value, into, back


def _table(memory: Memory, part: Part, group: Group, out: Array) -> Functions:
    """`total` and `dots`: a sum of many numbers, or of many products, for each member."""
    lanes = group.out.lanes
    xs = [memory.read(x, beside_lanes=lanes) for x in part.operands]
    adders = [memory.adder(x, beside_lanes=lanes) for x in part.operands]
    coefs = _along(part.coefs, 1 + lanes)
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

    def back(upstream: Array) -> None:
        upstream = _scaled(upstream.reshape(column), coefs)
        for add, other in zip(adders, xs[::-1], strict=True):
            if add:
                add(upstream if len(xs) == 1 else upstream * other)

    return value, into, back


def _along(coefs: Coefs, axes_after: int) -> Any:
    """The coefficients along the terms of a table, whose axes after the terms are so many."""
    return coefs if isinstance(coefs, float) else np.array(coefs).reshape(-1, *[1] * (axes_after - 1))


def _product(memory: Memory, part: Part, group: Group, out: Array) -> Functions:
    """Matrix products. Lanes of the second factor alone are more columns; those of both are a batch."""
    first, second = part.operands
    a, b = memory.read(first), memory.read(second)
    add_a, add_b = memory.adder(first), memory.adder(second)
    shape_a, shape_b, shape = a.shape, b.shape, out.shape
    coefs = part.coefs if isinstance(part.coefs, float) else np.array(part.coefs)
    batch = first.lanes
    if batch:
        a, b = np.moveaxis(a, -1, 0), np.moveaxis(b, -1, 0)
    elif second.lanes:
        shape = (*shape[:2], shape[2] * shape[3])
        b = _reshaped(memory, b, (*shape_b[:2], shape[2]))
    if shape[0] == 1 and not batch:
        a, b, shape = a[0], b[0], shape[1:]
    b_back = b.swapaxes(-1, -2)

    def as_matrices(array: Array) -> Array:
        return np.moveaxis(array, -1, 0) if batch else array.reshape(shape)

    def as_operand(array: Array, size: tuple[int, ...]) -> Array:
        return np.moveaxis(array, 0, -1) if batch else array.reshape(size)

    def value() -> Array:
        return as_operand(np.matmul(_scaled(a, coefs), b), out.shape)

    def into(target: Array) -> None:
        np.matmul(_scaled(a, coefs), b, as_matrices(target))

    def back(upstream: Array) -> None:
        upstream = as_matrices(upstream)
        if add_a:
            add_a(as_operand(_scaled(np.matmul(upstream, b_back), coefs), shape_a))
        if add_b:
            add_b(as_operand(np.matmul(_scaled(a, coefs).swapaxes(-1, -2), upstream), shape_b))

    return value, into, back


def _reshaped(memory: Memory, numbers: Array, shape: tuple[int, ...]) -> Array:
    """The numbers in another shape: a view if there is one, else a copy that is renewed in each run."""
    view = numbers.reshape(shape)
    if view.size and not np.may_share_memory(view, numbers):
        memory.steps.append(lambda: np.copyto(view.reshape(numbers.shape), numbers))
    return view


PARTS = {"plus": _terms, "times": _terms, "total": _table, "dots": _table, "product": _product}
