"""The verdict on one derivative: the engine's number, an independent one, and how far each may be wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from autograd.checking.differences import NOTHING, ROUNDING, Estimate
from autograd.checking.measured.claimed import Claim, MisfitError
from autograd.checking.measured.independent import UNSEEN, Independent, Measured
from autograd.checking.measured.words import in_words
from autograd.language import say
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
    """How a derivative is spoken of; `operation` tells whether it is that of an operation on its own inputs."""

    name: str
    gradient: str
    function: str
    along: str
    operation: bool

    @property
    def engine(self) -> str:
        return say("the rule") if self.operation else say("the engine")


class Way(NamedTuple):
    """What lies on the way from the argument to the output: whether an operation is at an edge of its domain, or at a
    kink, and between which numbers the conventions at kinks may bring the derivative."""

    at_edge: bool
    kinked: bool
    reach: Range | None = None


class Case(NamedTuple):
    """All that the verdict on one derivative is made from."""

    about: About
    claim: Claim
    measured: Measured
    way: Way

    @property
    def one_number(self) -> bool:
        """Whether one number is the derivative: not at a jump, nor where the two sides differ."""
        best, method, sides, jump = self.measured
        smooth = method == "complex step" and not self.way.kinked  # then the sides need not be worked out
        return not jump and (smooth or (sides.agree and best.finite))


def compared(about: About, claim: Claim, truth: Independent, way: Way) -> Comparison:
    """The verdict on one derivative."""
    known = truth.known(claim.k, claim.along, claim.slack)
    if known is None or not _is_plain(case := Case(about, claim, known, way)):
        case = Case(about, claim, truth.measured(claim.k, claim.along, claim.slack), way)
    value, one_number = claim.value, case.one_number
    if isinstance(claim.engine, DomainError):
        verdict, sentence = _of_a_refusal(case, claim.engine)
        one_number = one_number and verdict not in ("edge", "kink")
    elif claim.by_backward is not None and not abs(claim.by_backward - claim.engine.data) <= claim.slack:
        verdict = "wrong"
        sentence = say(
            "by grad and by backward",
            gradient=about.gradient,
            engine=about.engine,
            by_grad=number(claim.engine.data),
            by_backward=number(claim.by_backward),
        )
    else:
        verdict, sentence = (_of_one_number if one_number else _of_two_sides)(case, claim.engine.data)
        suspect = verdict == "wrong" or (verdict == "edge" and not way.at_edge)
        doubted = _doubted(case, claim.engine.data, truth) if suspect and not case.measured.jump else None
        if doubted:
            verdict, sentence, case, one_number = *doubted, True
    best, method, sides, _ = case.measured
    if not one_number:
        return Comparison(about.name, value, None, None, None, "one-sided", verdict, sentence, sides.left, sides.right)
    error, tolerance = (None, None) if value is None else (abs(value - best.value), best.error + claim.slack)
    return Comparison(about.name, value, best.value, error, tolerance, method, verdict, sentence)


def _is_plain(case: Case) -> bool:
    """Whether what lanes have measured is enough: the engine is right. They speak against nobody."""
    claim, value = case.claim, case.claim.value
    if value is None or not case.one_number:
        return False
    by_backward = value if claim.by_backward is None else claim.by_backward
    return abs(by_backward - value) <= claim.slack and _of_one_number(case, value)[0] == "right"


def uncompared(about: About, claim: Claim, before: Comparison) -> Comparison:
    """What becomes of a derivative whose derivative `before` is at a kink or an edge."""
    key = "not compared at a kink" if before.verdict == "kink" else "not compared at an edge"
    why = say(key, gradient=about.gradient, before=before.name)
    return Comparison(about.name, claim.value, None, None, None, "", before.verdict, why)


def _of_a_refusal(case: Case, refused: DomainError) -> tuple[str, str]:
    about, sides, best = case.about, case.measured.sides, case.measured.best
    if isinstance(refused, MisfitError):
        return "wrong", say("misfit of a rule", gradient=about.gradient, refused=refused)
    known = [side for side in (sides.left, sides.right) if side is not None]
    refuses = say("engine refuses", engine=about.engine, refused=refused)
    if len(known) == 2 and all(math.isinf(side.value) for side in known):  # defined on both sides: no edge
        return "kink", say("derivative without bound", function=about.function, along=about.along, refuses=refuses)
    clear = all(side.finite for side in known)
    if clear and sides.agree and case.way.at_edge:
        smooth = say("smooth", function=about.function, along=about.along, sides=in_words(sides))
        if about.operation:  # of x ** y along y at x = 0: its other input is at the edge
            return "edge", say("smooth at an edge", smooth=smooth, engine=about.engine)
        return "edge", say("smooth but for an operation", smooth=smooth, refuses=refuses)
    too_large = isinstance(refused, TooLargeError) or isinstance(refused.__context__, OverflowError)
    if not known and not too_large:  # at (-2) ** y there is no "little away", as it advises
        return "edge", say(
            "no derivative, so refused",
            function=about.function,
            along=about.along,
            sides=in_words(sides),
            engine=about.engine,
        )
    if case.way.at_edge or len(known) < 2 or sides.infinite or (clear and not sides.agree):
        return "edge", say(
            "no derivative and refused",
            function=about.function,
            along=about.along,
            sides=in_words(sides),
            refuses=refuses,
        )
    if too_large or not best.finite:
        return "unknown", say("not told and refused", gradient=about.gradient, refuses=refuses)
    return "wrong", say("wrong to refuse", gradient=about.gradient, number=number(best.value), refuses=refuses)


def _of_one_number(case: Case, value: float) -> tuple[str, str]:
    about, slack, reach = case.about, case.claim.slack, case.way.reach
    best, _, sides, _ = case.measured
    tolerance = best.error + slack
    if abs(value - best.value) <= tolerance:
        clear = 0.01 * max(abs(value), abs(best.value))
        coarse = best.error > max(clear, 1e6 * slack, 0.0 if value else 1e-10 * sides.steepness, UNSEEN)
        if coarse or 0.0 < clear < slack > 1e-10 * sides.steepness:
            return "unknown", say("cannot be told", gradient=about.gradient, said=_both_said(case, value))
        return "right", ""
    if reach and all(reach[0] - tolerance <= x <= reach[1] + tolerance for x in (value, best.value)):
        numbers = {"number": number(best.value), "value": number(value)}
        return "kink", say("conventions on the way", gradient=about.gradient, **numbers)
    said = _both_said(case, value)
    return "wrong", say("wrong number", gradient=about.gradient, said=said, apart=abs(value - best.value))


def _both_said(case: Case, value: float) -> str:
    """The engine's number and the independent one."""
    best, method, _, _ = case.measured
    found = {"number": number(best.value), "error": f"{best.error:.2g}"}
    return say("engine and number", engine=case.about.engine, value=number(value), method=say(method), **found)


def _of_two_sides(case: Case, value: float) -> tuple[str, str]:
    about, sides, jump = case.about, case.measured.sides, case.measured.jump
    known = [side for side in (sides.left, sides.right) if side is not None]
    margin = case.claim.slack + sum(side.error for side in known)
    key = "jumps" if jump else "has no derivative"
    said = say(key, function=about.function, along=about.along, sides=in_words(sides))
    if jump and known and not any(side.finite for side in known):
        return "kink", say("jump and number", said=said, engine=about.engine, number=number(value))
    if not known or math.isinf(margin) or math.isnan(margin):
        return "unknown", say(
            "sides cannot be told",
            gradient=about.gradient,
            sides=in_words(sides),
            engine=about.engine,
            number=number(value),
        )
    low, high = case.way.reach or (min(side.value for side in known), max(side.value for side in known))
    if any(not low - margin <= x <= high + margin for x in (value, *[side.value for side in known])):
        return "wrong", say(
            "outside of the sides",
            gradient=about.gradient,
            sides=in_words(sides),
            engine=about.engine,
            number=number(value),
        )
    if len(known) == 1:
        return "edge", say("jump and number", said=said, engine=about.engine, number=number(value))
    return "kink", say("by convention", said=said, engine=about.engine, number=number(value))


def _doubted(case: Case, value: float, truth: Independent) -> tuple[str, str, Case] | None:
    """Another verdict, and what it rests on, where the differences that speak against the engine have stepped over
    what the function does."""
    about, claim, (best, _, sides, _) = case.about, case.claim, case.measured
    best = best if case.one_number else NOTHING
    step, quotients = truth.closer(claim.k, claim.along)
    exact = NOTHING if step is None else Estimate(step, claim.slack + ROUNDING * abs(step))
    agrees = abs(exact.value - value) <= exact.error
    gap = abs(value - best.value) if best.finite else math.inf
    near = _thrice([abs(q.value - value) + q.error < 0.25 * min(gap, abs(value)) for q in quotients])
    steady = _thrice([abs(q.value - p.value) <= 0.1 * abs(q.value) for p, q in pairwise(quotients)])
    if near and agrees:
        case = case._replace(measured=case.measured._replace(best=exact, method="complex step"))
        return *_of_one_number(case, value), case
    beyond = agrees and (sides.left is None or sides.right is None or sides.infinite)
    if sides.infinite and quotients:  # growth that the nearest numbers know nothing of
        beyond = beyond or all(abs(q.value) <= 2.0 * abs(value) + q.error for q in quotients)
    if near or beyond or not (sides.resolved or steady):
        why = say("no steps short enough", engine=about.engine, number=number(value))
        case = case._replace(measured=case.measured._replace(best=best, method="differences"))
        return "unknown", say("cannot be told", gradient=about.gradient, said=why), case
    return None


def _thrice(close: Sequence[bool]) -> bool:
    """Whether three in a row are close: one may be by chance."""
    return any(map(all, zip(close, close[1:], close[2:], strict=False)))
