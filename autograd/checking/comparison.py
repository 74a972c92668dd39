"""The verdict on one derivative: the engine's number, an independent one, and how far each may be wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from autograd.checking.claimed import MisfitError, rounding
from autograd.checking.differences import NOTHING, ROUNDING, Estimate, Sides
from autograd.checking.independent import UNSEEN, Independent, Point
from autograd.graph.value import Value
from autograd.language.errors import DomainError, TooLargeError
from autograd.language.text import number

Range = tuple[float, float]


class Comparison(NamedTuple):
    """One derivative: what the engine gives, what independent numbers say, and what follows.

    `engine` is None where the engine refuses to give one, `independent` where there is no one number: at a kink or an
    edge the derivatives from the `left` and the `right` stand for it (None: the function is not defined there).
    `error` is the distance of the two, `tolerance` the sum of what each of them may be wrong by.
    `verdict` is "right", "wrong", "kink", "edge" or "unknown"; `sentence` says why, unless it is "right".
    `input` is that of the operation which a local gradient belongs to.
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
    input: str = ""


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
    jump = len(along) == 1 and truth.jumps(k, at, along[0])
    smooth = method == "complex step" and not kinked  # then the sides need not be worked out
    one_number = not jump and (smooth or (sides.agree and best.finite))
    if isinstance(engine, DomainError):
        verdict, sentence = _of_a_refusal(about, engine, sides, best, at_edge)
        one_number = one_number and verdict not in ("edge", "kink")
    elif by_backward is not None and not abs(by_backward - engine.data) <= slack:
        both = f"{number(engine.data)} by grad(), and {number(by_backward)} by backward()"
        verdict, sentence = "wrong", f"{about.gradient} is wrong: {about.engine} gives {both}."
    elif one_number:
        verdict, sentence = _of_one_number(about, engine.data, slack, best, method, sides, reach)
    else:
        verdict, sentence = _of_two_sides(about, engine.data, slack, sides, reach, jump)
    suspect = verdict == "wrong" or (verdict == "edge" and not at_edge)
    if isinstance(engine, Value) and suspect and not jump and "backward()" not in sentence:
        doubted = _doubted(about, engine.data, slack, truth, k, at, along, sides, best if one_number else None)
        if doubted:
            verdict, sentence, best, method, one_number = *doubted, True
    value = engine.data if isinstance(engine, Value) else None
    if not one_number:
        return Comparison(about.name, value, None, None, None, "one-sided", verdict, sentence, sides.left, sides.right)
    error, tolerance = (None, None) if value is None else (abs(value - best.value), best.error + slack)
    return Comparison(about.name, value, best.value, error, tolerance, method, verdict, sentence)


def _doubted(
    about: About,
    value: float,
    slack: float,
    truth: Independent,
    k: int,
    at: Point,
    along: Sequence[int],
    sides: Sides,
    best: Estimate | None,
) -> tuple[str, str, Estimate, str] | None:
    """Another verdict where the differences that speak against the engine have stepped over what the function does."""
    step = truth.complex_step(k, at, along[0]) if len(along) == 1 else None
    agrees = step is not None and abs(step - value) <= slack + ROUNDING * abs(step)
    gap = abs(value - best.value) if best and best.finite else math.inf
    quotients = truth.nearest(k, at, along)
    near = _thrice([abs(q.value - value) + q.error < 0.25 * min(gap, abs(value)) for q in quotients])
    steady = _thrice([abs(q.value - p.value) <= 0.1 * abs(q.value) for p, q in pairwise(quotients)])
    if near and agrees and step is not None:
        exact = Estimate(step, slack + ROUNDING * abs(step))
        return *_of_one_number(about, value, slack, exact, "complex step", sides, None), exact, "complex step"
    beyond = agrees and (sides.left is None or sides.right is None or sides.infinite)
    if sides.infinite and quotients:  # growth that the nearest numbers know nothing of
        beyond = beyond or all(abs(q.value) <= 2.0 * abs(value) + q.error for q in quotients)
    if near or beyond or not (sides.resolved or steady):
        why = f"{about.engine} gives {number(value)}, and differences have no steps that are short enough here"
        return "unknown", f"{about.gradient} cannot be told: {why}.", best or NOTHING, "differences"
    return None


def _thrice(close: Sequence[bool]) -> bool:
    """Whether three in a row are close: one may be by chance."""
    return any(map(all, zip(close, close[1:], close[2:], strict=False)))


def _of_a_refusal(about: About, refused: DomainError, sides: Sides, best: Estimate, at_edge: bool) -> tuple[str, str]:
    if isinstance(refused, MisfitError):
        return "wrong", f"{about.gradient} is wrong: {refused}."
    known = [side for side in (sides.left, sides.right) if side is not None]
    refuses = f"{about.engine} refuses, for {refused}"
    if len(known) == 2 and all(math.isinf(side.value) for side in known):  # defined on both sides: no edge
        return "kink", f"{about.function}: its derivative{about.along} grows without bound; {refuses}."
    clear = all(side.finite for side in known)
    if clear and sides.agree and at_edge:
        return "edge", (
            f"{about.function} is smooth{about.along}, {_said(sides)}; only an operation on the way is not: {refuses}."
        )
    if at_edge or len(known) < 2 or sides.infinite or (clear and not sides.agree):
        return "edge", f"{about.function} has no derivative{about.along}: {_said(sides)}; {refuses}."
    if isinstance(refused, TooLargeError) or isinstance(refused.__context__, OverflowError) or not best.finite:
        return "unknown", f"{about.gradient} cannot be told; {about.engine} refuses, for {refused}."
    return "wrong", f"{about.gradient} is wrong: it is {number(best.value)}, and {about.engine} refuses, for {refused}."


def _of_one_number(
    about: About, value: float, slack: float, best: Estimate, method: str, sides: Sides, reach: Range | None
) -> tuple[str, str]:
    said = f"{about.engine} gives {number(value)}, the {method} {number(best.value)} ± {best.error:.2g}"
    tolerance = best.error + slack
    if abs(value - best.value) <= tolerance:
        clear = 0.01 * max(abs(value), abs(best.value))
        coarse = best.error > max(clear, 1e6 * slack, 0.0 if value else 1e-10 * sides.steepness, UNSEEN)
        if coarse or 0.0 < clear < slack > 1e-10 * sides.steepness:
            return "unknown", f"{about.gradient} cannot be told: {said}."
        return "right", ""
    if reach and all(reach[0] - tolerance <= x <= reach[1] + tolerance for x in (value, best.value)):
        return (
            "kink",
            f"{about.gradient} is {number(best.value)}; conventions at kinks on the way make it {number(value)}.",
        )
    return "wrong", f"{about.gradient} is wrong: {said}; they are {abs(value - best.value):.2g} apart."


def _of_two_sides(
    about: About, value: float, slack: float, sides: Sides, reach: Range | None, jump: bool
) -> tuple[str, str]:
    known = [side for side in (sides.left, sides.right) if side is not None]
    margin = slack + sum(side.error for side in known)
    said = f"{about.function} {'jumps' if jump else 'has no derivative'}{about.along}: {_said(sides)}"
    if jump and known and not any(side.finite for side in known):
        return "kink", f"{said}; {about.engine} gives {number(value)}."
    if not known or math.isinf(margin) or math.isnan(margin):
        return "unknown", f"{about.gradient} cannot be told: {_said(sides)}; {about.engine} gives {number(value)}."
    low, high = reach or (min(side.value for side in known), max(side.value for side in known))
    if any(not low - margin <= x <= high + margin for x in (value, *[side.value for side in known])):
        return "wrong", f"{about.gradient} is wrong: {_said(sides)}, and {about.engine} gives {number(value)}."
    if len(known) == 1:
        return "edge", f"{said}; {about.engine} gives {number(value)}."
    return "kink", f"{said}; by convention {about.engine} gives {number(value)}."


def _said(sides: Sides) -> str:
    return f"{_side_said(sides.left, 'left')}, {_side_said(sides.right, 'right')}"


def _side_said(side: Estimate | None, where: str) -> str:
    if side is None:
        return f"not defined on the {where}"
    if math.isinf(side.value):
        return f"growing without bound on the {where}"
    return f"{side.shown} from the {where}" if side.finite else f"unclear from the {where}"
