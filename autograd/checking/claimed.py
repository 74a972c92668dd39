"""What the engine and its rules claim: their derivatives, and how far rounding may have moved them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.checking.differences import REFUSED, ROUNDING, SMALLEST
from autograd.graph.backward import grad
from autograd.graph.value import Value
from autograd.language.errors import DomainError


def derivatives(
    outs: Sequence[Value], leaves: Sequence[Value], order: int
) -> Iterator[tuple[int, tuple[int, ...], Value | DomainError]]:
    """Every derivative up to `order`: which output, along which arguments, and the engine's number or refusal."""
    for k, out in enumerate(outs):
        layer: dict[tuple[int, ...], Value | DomainError] = {(): out}
        for _ in range(order):
            layer = {
                (*along, i): gradient
                for along, node in layer.items()
                if isinstance(node, Value)
                for i, gradient in enumerate(_gradients(node, leaves))
                if not along or i >= along[-1]
            }
            yield from ((k, along, gradient) for along, gradient in layer.items())


def _gradients(out: Value, leaves: Sequence[Value]) -> list[Value | DomainError]:
    for node in inputs_first([out]):
        if node.op and (amiss := misfit(node.op, node.data, [x.data for x in node.inputs])):
            return [MisfitError(amiss) for _ in leaves]
    try:
        return list(grad(out, leaves))
    except DomainError:
        return [_gradient(out, leaf) for leaf in leaves]


def _gradient(out: Value, leaf: Value) -> Value | DomainError:
    try:
        return grad(out, [leaf])[0]
    except DomainError as refused:
        return refused


class MisfitError(DomainError):
    """A rule gives something else than one local gradient per input."""


def misfit(op: Op, z: float, xs: Sequence[float]) -> str:
    """What is amiss with the form of what a rule gives; nothing where it refuses, which is no matter of form."""
    try:
        given: object = op.partials(z, *xs)
    except REFUSED:
        return ""
    if not isinstance(given, tuple | list):
        return f"the rule of {op.name} gives no tuple of local gradients, but {type(given).__name__}"
    if len(given) == len(xs):
        return ""
    gradients = f"{len(given)} local gradient{'s' * (len(given) != 1)}"
    return f"the rule of {op.name} gives {gradients} for {len(xs)} input{'s' * (len(xs) != 1)}"


def told(op: Op, z: float, xs: Sequence[float]) -> Sequence[float]:
    """The local gradients where they may serve to bound rounding errors: none where the rule refuses, as at an edge of
    the domain, or gives what is no number. It may be the rule that is at fault."""
    try:
        given = op.partials(z, *xs)
        return given if all(map(math.isfinite, given)) else ()
    except (TypeError, *REFUSED):
        return ()


def rounding(result: Value) -> float:
    """How far rounding may have moved `result`, to first order: what one part in `1 / ROUNDING` of each number it was
    calculated from changes in it, added up.

    >>> x = Value(1.0)
    >>> rounding(x + 1e6 - 1e6) > 1e5 * rounding(x + 1.0)
    True
    """
    order = inputs_first([result])
    gradient = {result: 1.0}
    moved = 0.0
    for node in reversed(order):
        upstream = gradient.get(node, 0.0)
        moved += abs(upstream) * (abs(node.data) + SMALLEST)
        if node.op is None or not upstream:
            continue
        for x, local in zip(node.inputs, told(node.op, node.data, [x.data for x in node.inputs]), strict=False):
            gradient[x] = gradient.get(x, 0.0) + upstream * local
    return ROUNDING * moved if math.isfinite(moved) else math.inf
