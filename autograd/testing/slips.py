"""Why a claimed gradient is wrong: the slips of hand calculation, each tried at all points that are known.

A slip is a way to get from the true gradient to the claimed one. At a single point a coincidence may look like one,
so a slip is named only if it gives the claimed numbers at every point.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from autograd.errors import cut
from autograd.language import say
from autograd.notation import text
from autograd.testing.arguments import shape
from autograd.testing.points import Entry, Point, lengths
from autograd.text import number
from autograd.value import Value

MOST_EDGES, MOST_POINTS = 120, 8
"""At how many edges of a graph a slip is looked for, and at how many points that share a graph."""

Pairs = Sequence[tuple[Point, Entry]]


class Slip(NamedTuple):
    """`reasons` are out of "sign", "factor", "1/n", "transposed", "missing term" and "missing factor"."""

    reasons: tuple[str, ...]
    sentence: str


def slips(points: Sequence[Point], shown: Point, tolerance: float) -> list[Slip]:
    """What explains the claimed gradients at all of `points`. The sentences speak of `shown`, which is one of them.

    >>> points = [Point(lambda x: 3 * x * x, lambda x: -6 * x, [x]) for x in (1.0, 2.5)]
    >>> slips(points, points[0], 1e-9)
    [Slip(reasons=('sign',), sentence='the sign is flipped: claimed = -true')]
    """
    named: dict[int, list[Slip]] = {}
    for argument in sorted({entry.argument for point in points for entry in point.wrong(tolerance)}):
        pairs = [(point, entry) for point in points for entry in point.entries if entry.argument == argument]
        turned = [*_transposed(pairs, shown, tolerance)]
        found = turned or [*_proportional(pairs, tolerance)] or [*_signs(pairs, tolerance)]
        # Many zeros come with a transposed matrix that is not square, and a lost edge may happen to fit them.
        kinds = "" if turned else "cut only" if found else "cut only one stop inner flip"
        named[argument] = [*found, *_at_an_edge(points, shown, argument, tolerance, kinds)]
    claimed = {entry.argument for entry in shown.entries}
    if named.keys() == claimed and len(set(map(tuple, named.values()))) == 1:
        return next(iter(named.values()))
    return [
        Slip(slip.reasons, say("in the gradient of", x=shown.names[argument], slip=slip.sentence))
        for argument, found in named.items()
        for slip in found
    ]


def _fit(pairs: Pairs, predicted: Callable[[Point, Entry], float], tolerance: float) -> bool:
    return all(point.agree(entry, predicted(point, entry), tolerance) for point, entry in pairs)


def _transposed(pairs: Pairs, shown: Point, tolerance: float) -> Iterator[Slip]:
    if any(len(entry.path) != 2 for _, entry in pairs):
        return
    true = {(point, entry.path): entry.true for point, entry in pairs}

    def turned(point: Point, entry: Entry) -> float:
        back_in_place = entry.argument in point.transposed
        return true.get((point, entry.path if back_in_place else entry.path[::-1]), entry.true)

    argument = pairs[0][1].argument
    unlike = ""
    if argument in shown.transposed:
        shapes = shape(shown.claims[argument]), shape(shown.arguments[argument])
        unlike = say("unlike shapes", claimed=shapes[0], name=shown.names[argument], shape=shapes[1])
    if _fit(pairs, turned, tolerance):
        yield Slip(("transposed",), say("transposed", unlike=unlike))
    elif any(entry.argument in point.transposed for point, entry in pairs):
        yield Slip(("transposed",), say("transposed and wrong", unlike=unlike))


def _proportional(pairs: Pairs, tolerance: float) -> Iterator[Slip]:
    """A sign, a constant factor, or a factor n or 1/n."""
    telling = [pair for pair in pairs if pair[0].clearness(pair[1]) > 1000.0 * tolerance]
    # A factor n is 1 for a list of one, where the claim is right: it is read off where the claim is wrong.
    wrong = [(point, e) for point, e in telling if not point.agree(e, e.true, 2 * tolerance)]
    if not wrong:
        return
    clear, entry = max(wrong, key=lambda pair: pair[0].clearness(pair[1]))
    ratio = _rounded(entry.claimed / entry.true, tolerance)
    if _fit(pairs, lambda _, e: ratio * e.true, 2 * tolerance):
        yield from _constant(ratio, pairs, tolerance) if ratio == -1.0 or len(telling) > 1 else ()
        return  # a single number is some multiple of any other
    for where, n in lengths(clear).items():
        for power in 1, -1:
            constant = _rounded(ratio / n**power, tolerance)

            def scaled(point: Point, e: Entry, where: str = where, power: int = power, c: float = constant) -> float:
                return c * float(lengths(point).get(where, 1)) ** power * e.true

            if _fit(pairs, scaled, 2 * tolerance):
                count = say("1/n is missing" if power == 1 else "1/n is one too many")
                multiple = _multiple(constant, " * n" if power == 1 else " / n")
                yield _joined(
                    [("1/n", count), *_size_and_sign(constant)], say("where n is", multiple=multiple, length=where)
                )
                return


def _constant(ratio: float, pairs: Pairs, tolerance: float) -> Iterator[Slip]:
    """The slips for a claim that is `ratio` times the truth."""
    if abs(ratio) <= tolerance:
        yield Slip(("missing term",), say("always 0"))
        return
    yield _joined(list(_size_and_sign(ratio)), _multiple(ratio))
    size = abs(ratio)
    for where, n in lengths(pairs[0][0]).items():
        always = all(lengths(point).get(where) == n for point, _ in pairs)
        if n > 1 and always and min(abs(size - n), abs(size - 1.0 / n)) <= tolerance * n:
            count = say("1/n is missing" if size > 1.0 else "1/n is one too many")
            yield Slip(("1/n",), say("or 1/n", count=count, n=n, length=where))
            return


def _size_and_sign(ratio: float) -> Iterator[tuple[str, str]]:
    """The reasons for a constant factor, each with what is to be said of it."""
    if ratio < 0.0:
        yield "sign", say("the sign is flipped")
    if abs(ratio) > 1.0:
        yield "factor", say("a factor too many", factor=_simple(abs(ratio)))
    elif abs(ratio) < 1.0:
        yield "factor", say("a factor is missing", factor=_simple(1.0 / abs(ratio)))


def _joined(parts: Sequence[tuple[str, str]], formula: str) -> Slip:
    """One slip for what is wrong at the same time: each part alone would not explain the claim."""
    return Slip(tuple(reason for reason, _ in parts), f"{say(', and').join(said for _, said in parts)}: {formula}")


def _rounded(ratio: float, tolerance: float) -> float:
    """`ratio`, and 1 or -1 if only rounding parts it from there: "a factor 1 too many" is none."""
    return math.copysign(1.0, ratio) if abs(abs(ratio) - 1.0) <= 2 * tolerance else ratio


def _signs(pairs: Pairs, tolerance: float) -> Iterator[Slip]:
    """The sign of some numbers of a list or of a matrix, the others being right."""
    places: dict[str, list[tuple[Point, Entry]]] = defaultdict(list)
    for point, entry in pairs:
        places[str(entry.leaf.name)].append((point, entry))
    wrong = {name: of for name, of in places.items() if not _fit(of, lambda _, e: e.true, tolerance)}
    if all(_fit(of, lambda _, e: -e.true, tolerance) for of in wrong.values()):
        yield Slip(("sign",), say("the sign is flipped in", places=cut(", ".join(wrong), 80)))


def _at_an_edge(points: Sequence[Point], shown: Point, argument: int, tolerance: float, kinds: str) -> Iterator[Slip]:
    """A slip in one multiplication of the chain rule, or at one sum of its contributions.

    Points can be compared if their graphs are the same; each graph then has an edge of its own at which it happens.
    """
    graphs: dict[object, list[Point]] = defaultdict(list)
    for point in sorted(points, key=lambda point: point is not shown):
        graphs[point.structure].append(point)
    fitting = []
    for alike in graphs.values():
        wrong = {e.path for point in alike for e in point.wrong(tolerance) if e.argument == argument}
        if wrong and (len(alike) == 1 or len(alike[0].edges) > MOST_EDGES):
            return  # one point proves nothing, a large graph takes long
        if wrong:
            fitting.append(_fitting(alike[:MOST_POINTS], argument, wrong, tolerance, kinds))
    reasons = set()
    for kind in kinds.split():
        if all(kind in found for found in fitting) and EDGE_SLIPS[kind][0] not in reasons:
            reasons.add(EDGE_SLIPS[kind][0])
            yield Slip((EDGE_SLIPS[kind][0],), fitting[0][kind])


def _fitting(
    alike: Sequence[Point], argument: int, wrong: set[tuple[int, ...]], tolerance: float, kinds: str
) -> dict[str, str]:
    """The kinds of slip that explain each of the wrong numbers, as sentences about the first of the points."""
    first = alike[0]
    explained: dict[str, dict[tuple[int, ...], str]] = defaultdict(dict)
    for i, edge in enumerate(first.edges):
        ways = [j for j, other in enumerate(first.edges) if other.input is edge.input]
        for kind in kinds.split():
            _, key, least, slipped = EDGE_SLIPS[kind]
            if len(ways) < least or (kind == "stop" and edge.upstream == 1.0):
                continue
            paths = wrong - explained[kind].keys()
            for point in alike:
                gradients = slipped(point, i, ways)
                paths &= {
                    e.path for e in point.entries
                    if e.argument == argument and point.agree(e, gradients.get(e.leaf, 0.0), tolerance)
                }  # fmt: skip
            out, x = _short(edge.output), _short(edge.input)
            said = say(key, out=out, x=x, n=len(ways), local=number(edge.local))
            explained[kind] |= dict.fromkeys(paths, said)
    others = say("and likewise") if len(wrong) > 1 else ""
    return {kind: found[min(wrong)] + others for kind, found in explained.items() if found.keys() == wrong}


def _short(node: Value) -> str:
    try:
        return cut(text(node), 60)
    except ValueError:  # the formula is too long to be written at all
        return node.name or "…"


EDGE_SLIPS: dict[str, tuple[str, str, int, Callable[[Point, int, list[int]], dict[Value, float]]]] = {
    "cut": (
        "missing term", "a use is left out", 2,
        lambda point, i, ways: point.replayed({i: 0.0}),
    ),
    "only": (
        "missing term", "only one use is counted", 3,
        lambda point, i, ways: point.replayed({j: 0.0 for j in ways if j != i}),
    ),
    "one": (
        "missing factor", "a local gradient is missing", 1,
        lambda point, i, ways: point.replayed({i: 1.0}),
    ),
    "stop": (
        "missing factor", "the upstream gradient is missing", 1,
        lambda point, i, ways: point.replayed({}, start=point.edges[i].output),
    ),
    "inner": (
        "missing factor", "the inner derivative is missing", 1,
        lambda point, i, ways: dict.fromkeys(
            [entry.leaf for entry in point.entries], point.replayed({})[point.edges[i].output]
        ),
    ),
    "flip": (
        "sign", "the sign of one term is flipped", 1,
        lambda point, i, ways: point.replayed({i: -point.edges[i].local}),
    ),
}  # fmt: skip
"""Kind: the reason, the key of its sentence, the least uses of a node for it to matter, the gradients it gives."""


def _simple(size: float) -> Fraction | str:
    """A factor as a person writes it: 3 or 2/3."""
    fraction = Fraction(size).limit_denominator(20)
    return fraction if abs(fraction - size) <= 1e-8 * size else number(size)


def _multiple(ratio: float, lengths: str = "") -> str:
    """`claimed = -2 * true / 3`, followed by what is done with lengths."""
    claimed, true = say("claimed"), say("true")
    size = _simple(abs(ratio))
    over, under = (size.numerator, size.denominator) if isinstance(size, Fraction) else (size, 1)
    times = "" if over == 1 else f"{over} * "
    return f"{claimed} = {'-' * (ratio < 0.0)}{times}{true}" + ("" if under == 1 else f" / {under}") + lengths
