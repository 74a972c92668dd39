"""Why a claim is wrong: the most telling explanation out of a factor of the truth, the side on which the claim is
right, a slip, a named mistake, a value as a factor, and sizes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from autograd.by_hand.claims.formulas import Function
from autograd.by_hand.claims.tried import Tried
from autograd.by_hand.claims.wrong.partly import At, one_sided, where_it_holds
from autograd.by_hand.mistakes.mistaken import mistaken
from autograd.language import say
from autograd.testing.gradients.factors import Slip
from autograd.testing.gradients.slips import multiples, slips

SMALL, STRUCTURES = 60, 6
"""The most edges of a graph in which a slip is looked for, and the most different graphs."""
PROPORTIONAL = {"sign", "factor", "1/n"}
"""Codes of reasons that hold everywhere. They explain more than a condition under which the claim is right."""


def why_wrong(
    function: Function, shown: Tried, points: Sequence[Tried], tolerance: float, at: At
) -> tuple[list[str], tuple[str, ...]]:
    """Sentences that explain the claim at all `points`, with `shown` as example, and their codes for `Claim.codes`.

    `at` gives the function and the claim at other arguments.
    """
    if shown.no_value:
        return [say("no value there", why=shown.no_value)], ("no value",)
    judged = [point for point in points if not point.no_value]
    found = slips(_comparable(judged, shown), shown, tolerance)
    codes = _codes(found)
    if PROPORTIONAL & set(codes):
        return [slip.sentence for slip in found], codes
    if sides := one_sided(function, judged, tolerance, at):
        return sides, ()
    mistakes = [] if found else mistaken([point for point in judged if len(point.edges) <= SMALL], tolerance)
    if mistakes:
        said = [say("value of a function" if name == "value for the gradient" else name) for name in mistakes]
        return [*said, *where_it_holds(function, judged, tolerance)], tuple(mistakes)
    found = found or multiples(judged, shown, function.output, tolerance)
    sizes = [] if found else where_it_holds(function, judged, tolerance)
    return [*(slip.sentence for slip in found), *sizes], _codes(found)


def _codes(found: Sequence[Slip]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason for slip in found for reason in slip.reasons))


def _comparable(points: Sequence[Tried], shown: Tried) -> list[Tried]:
    """The points of a few small graphs that have more than one point each. Other graphs prove little or take long."""
    graphs: dict[object, list[Tried]] = defaultdict(list)
    for point in points:
        graphs[point.structure].append(point)
    own = graphs.pop(shown.structure)
    small = [alike for alike in graphs.values() if len(alike) > 1 and len(alike[0].edges) <= SMALL]
    small.sort(key=lambda alike: len(alike[0].edges))
    return [*own, *(point for alike in small[:STRUCTURES] for point in alike)]
