"""Why a claimed gradient is wrong: each slip of hand calculation is tried at all known points.

A slip turns the true gradient into the claimed one. At a single point a coincidence may look like a slip, so a slip is
named only if it gives the claimed numbers at every point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import cut
from autograd.language.text import number
from autograd.notation.formulas import text
from autograd.testing.gradients.arguments import shape
from autograd.testing.gradients.factors import FEW, Pairs, Slip, by_a_value, fit, proportional
from autograd.testing.gradients.points import Entry, Point

MOST_EDGES, MOST_POINTS = 120, 8
"""The most edges of a graph at which a slip is looked for, and the most points that share a graph."""


def slips(points: Sequence[Point], shown: Point, tolerance: float) -> list[Slip]:
    """The slips that explain the claimed gradients at all `points`. The sentences speak of `shown`, which is one of
    them.

    >>> points = [Point(lambda x: 3 * x * x, lambda x: -6 * x, [x]) for x in (1.0, 2.5)]
    >>> slips(points, points[0], 1e-9)
    [Slip(reasons=('sign',), sentence='the sign is flipped: claimed = -true')]
    """

    def found(argument: int, pairs: Pairs) -> list[Slip]:
        turned = [*_transposed(pairs, shown, tolerance)]
        slips = turned or [*proportional(pairs, tolerance)] or [*_signs(pairs, tolerance)]
        # Many zeros come with a transposed matrix that is not square, and a lost edge may happen to fit them.
        kinds = "" if turned else "cut only" if slips else "cut only one stop inner flip"
        value = () if slips else _forward_value(pairs, tolerance)
        return [*slips, *value, *_at_an_edge(points, shown, argument, tolerance, kinds)]

    return _of_each_argument(points, shown, tolerance, found)


def multiples(points: Sequence[Point], shown: Point, output: str, tolerance: float) -> list[Slip]:
    """The factors that explain the claimed gradients where no slip does: factors that are values, as in `x*exp(x)` for
    exp.

    `output` is the name of the function's value. The sentences speak of `shown`, one of the points.
    """
    return _of_each_argument(points, shown, tolerance, lambda _, pairs: [*by_a_value(pairs, output, tolerance)])


def _of_each_argument(
    points: Sequence[Point], shown: Point, tolerance: float, found: Callable[[int, Pairs], list[Slip]]
) -> list[Slip]:
    """The slips of each argument with a wrong gradient; a slip that is the same for all arguments is named once."""
    named = {
        argument: found(argument, [(point, e) for point in points for e in point.entries if e.argument == argument])
        for argument in sorted({entry.argument for point in points for entry in point.wrong(tolerance)})
    }
    claimed = {entry.argument for entry in shown.entries}
    if named.keys() == claimed and len(set(map(tuple, named.values()))) == 1:
        return next(iter(named.values()))
    return [
        Slip(slip.reasons, say("in the gradient of", x=shown.names[argument], slip=slip.sentence))
        for argument, slips in named.items()
        for slip in slips
    ]


def _forward_value(pairs: Pairs, tolerance: float) -> Iterator[Slip]:
    """The value of the function, given for its gradient."""
    if len(pairs) >= FEW and fit(pairs, lambda point, _: point.output.data, tolerance):
        yield Slip(("value for the gradient",), say("value for the gradient"))


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
    if fit(pairs, turned, tolerance):
        yield Slip(("transposed",), say("transposed", unlike=unlike))
    elif any(entry.argument in point.transposed for point, entry in pairs):
        yield Slip(("transposed",), say("transposed and wrong", unlike=unlike))


def _signs(pairs: Pairs, tolerance: float) -> Iterator[Slip]:
    """A wrong sign of some numbers of a list or a matrix, while the others are right."""
    places: dict[str, list[tuple[Point, Entry]]] = defaultdict(list)
    for point, entry in pairs:
        places[str(entry.leaf.name)].append((point, entry))
    wrong = {name: of for name, of in places.items() if not fit(of, lambda _, e: e.true, tolerance)}
    if all(fit(of, lambda _, e: -e.true, tolerance) for of in wrong.values()):
        yield Slip(("sign",), say("the sign is flipped in", places=cut(", ".join(wrong), 80)))


def _at_an_edge(points: Sequence[Point], shown: Point, argument: int, tolerance: float, kinds: str) -> Iterator[Slip]:
    """A slip in one multiplication of the chain rule, or at one sum of its contributions.

    Points can be compared if their graphs are the same. In each graph the slip happens at one edge.
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
            trivial = {"stop": edge.upstream == 1.0, "inner": edge.output is first.output}
            if len(ways) < least or trivial.get(kind):
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
"""For each kind of slip: the reason, the key of its sentence, the fewest uses of a node for which it matters, and the
gradients that it gives."""
