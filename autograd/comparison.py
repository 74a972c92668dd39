"""The verdict on one derivative: the engine's number, an independent one, and how far each may be wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autograd.backward import grad
from autograd.differences import REFUSED, ROUNDING, SMALLEST, Estimate, Sides
from autograd.errors import DomainError, TooLargeError
from autograd.graph import inputs_first
from autograd.independent import UNSEEN, Independent, Point
from autograd.text import number
from autograd.value import Value

Range = tuple[float, float]


class Comparison(NamedTuple):
    """One derivative: what the engine gives, what independent numbers say, and what follows.

    `engine` is None where the engine refuses to give one, `independent` where there is no one number: at a kink or an
    edge the derivatives from the `left` and the `right` stand for it (None: the function is not defined there).
    `error` is the distance of the two, `tolerance` the sum of what each of them may be wrong by.
    `verdict` is "right", "wrong", "kink", "edge" or "unknown"; `sentence` says why, unless it is "right".
    """

    name: str
    engine: float | None
    independent: float | None
    error: float | None
    tolerance: float | None
    method: str
    verdict: str
    sentence: str
    left: Estimate | None = None
    right: Estimate | None = None


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
    try:
        return list(grad(out, leaves))
    except DomainError:
        return [_gradient(out, leaf) for leaf in leaves]


def _gradient(out: Value, leaf: Value) -> Value | DomainError:
    try:
        return grad(out, [leaf])[0]
    except DomainError as refused:
        return refused


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
        try:
            locals_ = node.op.partials(node.data, *[x.data for x in node.inputs])
        except REFUSED:  # at an edge of its domain; there the comparison is with one side
            continue
        for x, local in zip(node.inputs, locals_, strict=False):
            gradient[x] = gradient.get(x, 0.0) + upstream * local
    return ROUNDING * moved if math.isfinite(moved) else math.inf


class About(NamedTuple):
    """How a derivative is spoken of."""

    name: str
    gradient: str
    function: str
    along: str
    engine: str


def compared(
    about: About,
    engine: Value | DomainError,
    truth: Independent,
    k: int,
    at: Point,
    along: Sequence[int],
    at_edge: bool,
    kinked: bool,
    reach: Range | None = None,
    by_backward: float | None = None,
) -> Comparison:
    """The verdict on one derivative. `at_edge` and `kinked` tell of operations on the way that are at an edge of their
    domain or at a kink; `reach` tells where the conventions at kinks may bring it."""
    sides = truth.sides(k, at, along)
    slack = rounding(engine) if isinstance(engine, Value) else 0.0
    best, method = truth.best(k, at, along, sides, slack)
    smooth = method == "complex step" and not kinked  # then the sides need not be worked out
    one_number = smooth or (sides.agree and best.finite)
    if isinstance(engine, DomainError):
        verdict, sentence = _of_a_refusal(about, engine, sides, best, at_edge)
        one_number = one_number and verdict != "edge"
    elif by_backward is not None and not abs(by_backward - engine.data) <= slack:
        both = f"{number(engine.data)} by grad(), and {number(by_backward)} by backward()"
        verdict, sentence = "wrong", f"{about.gradient} is wrong: {about.engine} gives {both}."
    elif one_number:
        verdict, sentence = _of_one_number(about, engine.data, slack, best, method, sides, reach)
    else:
        verdict, sentence = _of_two_sides(about, engine.data, slack, sides, reach)
    value = engine.data if isinstance(engine, Value) else None
    if not one_number:
        return Comparison(about.name, value, None, None, None, "one-sided", verdict, sentence, sides.left, sides.right)
    error, tolerance = (None, None) if value is None else (abs(value - best.value), best.error + slack)
    return Comparison(about.name, value, best.value, error, tolerance, method, verdict, sentence)


def _of_a_refusal(about: About, refused: DomainError, sides: Sides, best: Estimate, at_edge: bool) -> tuple[str, str]:
    if at_edge or sides.left is None or sides.right is None or sides.infinite or not sides.agree:
        what = "is at an edge" if sides.agree and not sides.infinite else f"has no derivative{about.along}"
        return "edge", f"{about.function} {what}: {_said(sides)}; {about.engine} refuses, for {refused}."
    if isinstance(refused, TooLargeError) or not best.finite:
        return "unknown", f"{about.gradient} cannot be told; {about.engine} refuses, for {refused}."
    return "wrong", f"{about.gradient} is wrong: it is {number(best.value)}, and {about.engine} refuses, for {refused}."


def _of_one_number(
    about: About, value: float, slack: float, best: Estimate, method: str, sides: Sides, reach: Range | None
) -> tuple[str, str]:
    told = f"{about.engine} gives {number(value)}, the {method} {number(best.value)} ± {best.error:.2g}"
    tolerance = best.error + slack
    if abs(value - best.value) <= tolerance:
        clear = 0.01 * max(abs(value), abs(best.value))
        coarse = best.error > max(clear, 1e6 * slack, 0.0 if value else 1e-10 * sides.steepness, UNSEEN)
        if coarse or 0.0 < clear < slack > 1e-10 * sides.steepness:
            return "unknown", f"{about.gradient} cannot be told: {told}."
        return "right", ""
    if reach and all(reach[0] - tolerance <= x <= reach[1] + tolerance for x in (value, best.value)):
        return (
            "kink",
            f"{about.gradient} is {number(best.value)}; conventions at kinks on the way make it {number(value)}.",
        )
    return "wrong", f"{about.gradient} is wrong: {told}; they are {abs(value - best.value):.2g} apart."


def _of_two_sides(about: About, value: float, slack: float, sides: Sides, reach: Range | None) -> tuple[str, str]:
    known = [side for side in (sides.left, sides.right) if side is not None]
    margin = slack + sum(side.error for side in known)
    said = f"{about.function} has no derivative{about.along}: {_said(sides)}"
    if not known or math.isinf(margin) or math.isnan(margin):
        return "unknown", f"{about.gradient} cannot be told: {_said(sides)}; {about.engine} gives {number(value)}."
    low, high = reach or (min(side.value for side in known), max(side.value for side in known))
    if any(not low - margin <= x <= high + margin for x in (value, *[side.value for side in known])):
        return "wrong", f"{about.gradient} is wrong: {_said(sides)}, and {about.engine} gives {number(value)}."
    if len(known) == 1:
        return "edge", f"{said}; {about.engine} gives {number(value)}."
    return "kink", f"{said}; by convention {number(value)}."


def _said(sides: Sides) -> str:
    return f"{_side_said(sides.left, 'left')}, {_side_said(sides.right, 'right')}"


def _side_said(side: Estimate | None, where: str) -> str:
    if side is None:
        return f"not defined on the {where}"
    if math.isinf(side.value):
        return f"growing without bound on the {where}"
    return f"{side.shown} from the {where}" if side.finite else f"unclear from the {where}"
