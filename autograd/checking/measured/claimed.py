"""What the engine and its rules claim: their derivatives, and how far rounding may have moved them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.checking.differences import REFUSED, ROUNDING, SMALLEST, Estimate
from autograd.graph.backward import grad
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError

Point = tuple[float, ...]

MANY_RESULTS, RESULTS_TOGETHER = 24, 512
"""From so many results on, rounding errors are worked out together, and for so many at once."""


class Claim(NamedTuple):
    """One derivative as the engine gives it: of output `k`, along the arguments `along`.

    `engine` is its number or its refusal, `slack` how far rounding may have moved the number. `by_backward` is what
    `backward()` leaves in `.grad` for the same derivative; None where nobody asked, or where it refuses.
    """

    k: int
    along: tuple[int, ...]
    engine: Value | DomainError
    slack: float
    by_backward: float | None = None

    @property
    def value(self) -> float | None:
        return self.engine.data if isinstance(self.engine, Value) else None


class Claims(NamedTuple):
    """All that the engine claims of the derivatives of f up to `order`; `names` are those of its arguments."""

    names: Sequence[str]
    leaves: Sequence[Value]
    outs: Sequence[Value]
    order: int
    claims: Sequence[Claim]


def claims_of(f: Callable[..., Any], at: Point, names: Sequence[str], order: int) -> Claims:
    """The derivatives of `f` at the numbers `at`, which `names` are the names of: by `grad`, and by `backward()`."""
    leaves = [Value(x, name=name) for x, name in zip(at, names, strict=True)]
    outs = _outs(f, leaves)
    accumulated = _accumulated(f, at, [out.data for out in outs])
    claims = [
        claim._replace(by_backward=accumulated.get((claim.k, claim.along)))
        for claim in derivatives(outs, leaves, order)
    ]
    return Claims(names, leaves, outs, order, claims)


def returned(f: Callable[..., Any], xs: Iterable[Any]) -> Sequence[Any]:
    """What `f` returns for numbers of some system, always as a list."""
    out = f(*xs)
    outs = out if isinstance(out, list | tuple) else [out]
    if any(one is None for one in outs):
        raise TypeError(say("f returned None"))
    if not outs:
        raise ValueError(say("f returned nothing"))
    return outs


def _outs(f: Callable[..., Any], leaves: Iterable[Value]) -> list[Value]:
    return [Value.lift(out) for out in returned(f, leaves)]


def _accumulated(
    f: Callable[..., Any], at: Point, expected: Sequence[float]
) -> dict[tuple[int, tuple[int, ...]], float]:
    """What `backward()` leaves in `.grad` of each argument, for each output; without those where it refuses."""
    leaves = [Value(x) for x in at]
    outs = _outs(f, leaves)
    if [out.data for out in outs] != expected:
        raise ValueError(say("f gives other numbers", expected=expected, found=[out.data for out in outs]))
    before = [(node, node.grad) for node in inputs_first(outs)]
    found: dict[tuple[int, tuple[int, ...]], float] = {}
    for k, out in enumerate(outs):
        for leaf in leaves:
            leaf.grad = 0.0
        try:
            out.backward()
        except (DomainError, TypeError):  # a TypeError where a rule gives no tuple, which `derivatives` tells
            continue
        found |= {(k, (i,)): leaf.grad for i, leaf in enumerate(leaves)}
    for node, gradient in before:  # Values from outside of f keep what they had
        node.grad = gradient
    return found


def derivatives(outs: Sequence[Value], leaves: Sequence[Value], order: int) -> Iterator[Claim]:
    """Every derivative up to `order`; each mixed one once, its arguments in the order of f."""
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
            known = [gradient for gradient in layer.values() if isinstance(gradient, Value)]
            slack = dict(zip(known, roundings(known), strict=True))
            for along, gradient in layer.items():
                yield Claim(k, along, gradient, slack[gradient] if isinstance(gradient, Value) else 0.0)


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
    """What is wrong with the form of a rule's result; "" if it is right, or if the rule refuses."""
    try:
        given: object = op.partials(z, *xs)
    except REFUSED:
        return ""
    if not isinstance(given, tuple | list):
        return say("rule gives no tuple", name=op.name, kind=type(given).__name__)
    if len(given) == len(xs):
        return ""
    gradients = say("so many local gradients", count=len(given))
    inputs = say("so many of a rule", count=len(xs))
    return say("rule gives so many", name=op.name, gradients=gradients, inputs=inputs)


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


def roundings(results: Sequence[Value]) -> list[float]:
    """The `rounding` of each of these. Those of a large graph are worked out together, if NumPy is there.

    >>> from autograd import total
    >>> xs = [Value(1.0 / n) for n in range(3, 40)]
    >>> products = grad(xs[0] * total(xs) * xs[1], xs)
    >>> max(abs(one / rounding(x) - 1.0) for one, x in zip(roundings(products), products)) < 1e-14
    True
    """
    order = inputs_first(results)
    if len(results) < MANY_RESULTS or len(order) < 3 * len(results):
        return [rounding(result) for result in results]
    try:
        import numpy as np
    except ModuleNotFoundError:
        return [rounding(result) for result in results]
    locals_ = [told(node.op, node.data, [x.data for x in node.inputs]) if node.op else () for node in order]
    found = list[float]()
    for first in range(0, len(results), RESULTS_TOGETHER):
        some = results[first : first + RESULTS_TOGETHER]
        moved, gradient = np.zeros(len(some)), dict[Value, Any]()
        for i, result in enumerate(some):
            gradient.setdefault(result, np.zeros(len(some)))[i] = 1.0
        with np.errstate(all="ignore"):
            for node, given in zip(reversed(order), reversed(locals_), strict=True):
                upstream = gradient.pop(node, None)
                if upstream is not None:
                    moved += np.abs(upstream) * (abs(node.data) + SMALLEST)
                    for x, local in zip(node.inputs, given, strict=False):
                        gradient[x] = gradient[x] + upstream * local if x in gradient else upstream * local
        found += [ROUNDING * one if math.isfinite(one) else math.inf for one in moved.tolist()]
    return found


def estimates(f: Callable[..., Any], xs: Point) -> list[Estimate]:
    """The outputs of `f` at plain numbers, each with its rounding error."""
    return [Estimate(out.data, rounding(out)) for out in _outs(f, map(Value, xs))]


def estimate(op: Op, xs: Point) -> Estimate:
    """The row's value, and how far rounding and the last digit of its inputs may move it."""
    z = op.value(*xs)
    if z - z:
        raise OverflowError
    moved = sum(abs(local * x) for local, x in zip(told(op, z, xs), xs, strict=False))
    return Estimate(z, ROUNDING * (abs(z) + moved + SMALLEST))
