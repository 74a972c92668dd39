"""Every operation on its own inputs: which rule is wrong, and where a convention stands for a derivative."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product

from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.checking.comparison import About, Comparison, Range, Way, compared
from autograd.checking.differences import ROUNDING
from autograd.checking.measured.claimed import Claim, Claims, Point, derivatives
from autograd.checking.measured.independent import Independent
from autograd.checking.measured.recorded import of_operations
from autograd.graph.functions import apply
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import number
from autograd.notation.formulas import written

Key = tuple[Op, Point, bool]
"""An operation, its inputs, and whether some of them are one and the same Value."""


class Operations:
    """All operations that the engine's derivatives were made from, each compared on its own inputs.

    `findings` holds the local gradients that are not simply right, `ways` what they make of each claim.
    """

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        again = [c.engine for c in claims.claims if len(c.along) < claims.order and isinstance(c.engine, Value)]
        self._local = _local_gradients(inputs_first([*claims.outs, *again]), 1)
        self.findings = [c for found in self._local.values() for c in found if c.verdict != "right"]
        self._at_edge = any(c.verdict == "edge" or (c.verdict == "kink" and c.engine is None) for c in self.findings)
        self._reaches: dict[tuple[int, int], Range | None] = {}
        self.ways = [self._way(claim) for claim in claims.claims]

    def _way(self, claim: Claim) -> Way:
        if not self.findings:
            return Way(False, False)
        reach = next((r for i in claim.along if (r := self._reach(claim.k, i))), None)
        if reach and len(claim.along) > 1:  # conventions are for the first derivative
            reach = (-math.inf, math.inf)
        return Way(self._at_edge, reach is not None, reach)

    def _reach(self, k: int, i: int) -> Range | None:
        if (k, i) not in self._reaches:
            self._reaches[k, i] = _reach_of(self.claims.outs[k], self.claims.leaves[i], self._local)
        return self._reaches[k, i]

    def blamed(self, rows: Sequence[Comparison]) -> list[Comparison]:
        """The same rows of f, after a look for what made one of them wrong, if no operation is known to be.

        A rule may be right, and yet be written so that it has no derivative itself: it is found in derivatives of
        higher order. If none is, the first wrong row hints at f.
        """
        wrong = [i for i, row in enumerate(rows) if row.verdict == "wrong"]
        if wrong and not self._known:
            right = [
                node
                for node in inputs_first(self.claims.outs)
                if node.op and all(c.verdict == "right" for c in self._local[_key(node)])
            ]
            for n in range(2, self.claims.order + 1):
                again = _local_gradients(right, n).values()
                self.findings += [c for found in again for c in found if c.verdict == "wrong"]
        rows = list(rows)
        if wrong and not self._known:
            first = rows[wrong[0]]
            rows[wrong[0]] = first._replace(sentence=say("every rule is right", sentence=first.sentence))
        return rows

    @property
    def _known(self) -> bool:
        return any(c.verdict == "wrong" for c in self.findings)


def _key(node: Value) -> Key:
    assert node.op is not None
    twice = len({id(x) for x in node.inputs}) < len(node.inputs)
    return node.op, tuple(x.data for x in node.inputs), twice


def _local_gradients(nodes: Iterable[Value], n: int) -> dict[Key, list[Comparison]]:
    """The n-th derivatives of the operations of nodes, compared; each operation once for the same inputs."""
    keys = list(dict.fromkeys([_key(node) for node in nodes if node.op is not None]))
    screened = of_operations(list(dict.fromkeys([key[:2] for key in keys]))) if n == 1 else {}
    found: dict[Key, list[Comparison]] = {}
    for key in keys:
        truth = Independent.of_operation(*key[:2])
        truth.screened = screened.get(key[:2], {})
        found[key] = _conventions(*key[:2], truth, list(_local_gradient(*key, truth, n)))
    return found


def _local_gradient(op: Op, at: Point, twice: bool, truth: Independent, n: int) -> Iterator[Comparison]:
    leaves = [Value(x) for x in at]
    names = [f"x{i}" for i in range(1, len(at) + 1)] if op.arity == MANY else ["x", "y"][: len(at)]
    kinked = bool(op.kink(*at))
    way = Way(at_edge=not _inside(op, at), kinked=kinked)
    for claim in derivatives([apply(op, leaves)], leaves, n):
        if len(claim.along) == n:
            found = compared(_of_operation(op, at, names, claim.along), claim, truth, way)
            if found.verdict == "kink" and not kinked and found.engine is not None:
                found = found._replace(sentence=say("kink too near", sentence=found.sentence))
            elif found.verdict == "kink" and n == 1 and found.engine is not None and not twice:
                others = _elsewhere(op, at, claim.along[0], found.engine)
                found = found._replace(sentence=_and_others(found.sentence, others))
            elif found.verdict == "kink" and twice:
                found = found._replace(sentence=say("inputs are one Value", sentence=found.sentence))
            yield found._replace(input=_all_of([names[i] for i in claim.along]))


def _elsewhere(op: Op, at: Point, slot: int, ours: float) -> str:
    """What other engines answer at a kink, and who does: for each number the engine that most readers know."""
    from autograd.checking.engines import known  # late, for most derivatives have no kink on the way

    told = []
    for [other], answers in known.otherwise(op, at, {slot: ours}):
        more = len({answer.title for answer in answers}) - 1
        first, answered = answers[0], "nan" if other is None else number(other)
        if more:
            told.append(say("several give", title=first.shown, call=first.call, more=more, number=answered))
        else:
            told.append(say("one gives", title=first.shown, call=first.call, number=answered))
    return "".join(told)


def _and_others(sentence: str, others: str) -> str:
    """The sentence with what others answer before its end."""
    return say("answered otherwise", sentence=sentence.rstrip(".。"), others=others)


def _all_of(names: Iterable[str]) -> str:
    return reduce(lambda one, other: say("and another name", one=one, other=other), names)


def _inside(op: Op, at: Point) -> bool:
    """Whether the domain lies on all sides. At x = 0, x**y is defined beside each input alone, but not beside both."""
    near = [(x, x - 1e-9 * (abs(x) or 1.0), x + 1e-9 * (abs(x) or 1.0)) for x in at]
    return all(op.domain(*point) for point in (product(*near) if len(at) == 2 else [at]))


def _conventions(op: Op, at: Point, truth: Independent, found: list[Comparison]) -> list[Comparison]:
    """The comparisons, after a look at both inputs of a kink together. Conventions that fit each input alone need not
    fit the operation, as where both inputs of a maximum are given all of the gradient."""
    gradients = [c.engine for c in found if c.verdict == "kink" and c.engine is not None]
    if len(at) != 2 or len(gradients) != 2 or not op.kink(*at):
        return found
    for sign, both in ((1.0, sum(gradients)), (-1.0, gradients[0] - gradients[1])):
        known = truth.together((1.0, sign))
        if not known:
            continue
        margin = sum(side.error for side in known) + ROUNDING * sum(map(abs, gradients))
        low, high = min(side.value for side in known), max(side.value for side in known)
        if not low - margin <= both <= high + margin and math.isfinite(margin):
            wrong = say(
                "wrong convention",
                function=_of_operation(op, at, ["x", "y"], [0]).function,
                both=number(both),
                sign=number(sign),
                sided=_all_of(number(x) for x in (low, high) if x == low or x - low > margin),
            )
            return [c._replace(verdict="wrong", sentence=wrong) for c in found]
    return found


def _of_operation(op: Op, at: Point, names: Sequence[str], along: Sequence[int]) -> About:
    if op.arity == MANY:
        formula = f"{op.name}({', '.join(names if len(names) < 4 else [names[0], '…', names[-1]])})"
        where = ", ".join(f"{names[i]} = {number(at[i])}" for i in sorted(set(along)))  # a neuron may have thousands
    else:
        formula = written(op, names)
        where = ", ".join(f"{name} = {number(x)}" for name, x in zip(names, at, strict=True))
    inputs = _all_of([names[i] for i in along])
    gradient = say("local gradient at", formula=formula, inputs=inputs, where=where)
    if len(along) > 1:
        gradient = say("higher derivative at", order=len(along), formula=formula, inputs=inputs, where=where)
    function = say("function at", formula=formula, where=where)
    return About(
        op.name, gradient, function, say("along an argument", names=inputs) if len(at) > 1 else "", operation=True
    )


def _reach_of(out: Value, leaf: Value, local: Mapping[Key, Sequence[Comparison]]) -> Range | None:
    """Between which numbers the derivative of `out` lies, when each local gradient at a kink or an edge is any number
    between those from the left and from the right; None if there is none of these on the way."""
    moved: dict[Value, Range] = {leaf: (1.0, 1.0)}
    kinked = False
    for node in inputs_first([out]):
        if node.op is None or not any(x in moved for x in node.inputs):
            continue
        low, high, bent = _reach_of_both(node, moved) or _reach_of_each(node, moved, local[_key(node)])
        kinked = kinked or bent
        moved[node] = (low, high) if low + high == low + high else (-math.inf, math.inf)
    return moved.get(out, (0.0, 0.0)) if kinked else None


def _reach_of_each(node: Value, moved: dict[Value, Range], local: Sequence[Comparison]) -> tuple[float, float, bool]:
    """Between which numbers the derivative of a node lies, and whether any may be its convention, input by input."""
    low = high = 0.0
    bent = False
    for x, comparison in zip(node.inputs, local, strict=True):
        if x in moved:
            ends = _ends(comparison)
            bent = bent or len(ends) > 1
            products = [_product(a, b) for a in moved[x] for b in ends]
            low, high = low + min(products), high + max(products)
    return low, high, bent


def _reach_of_both(node: Value, moved: dict[Value, Range]) -> tuple[float, float, bool] | None:
    """The reach at a kink of two inputs whose ways are known, as in maximum(x, x), where the conventions of both add up
    to the one derivative along that way; None elsewhere."""
    at = tuple(x.data for x in node.inputs)
    ways = [moved.get(x, (0.0, 0.0)) for x in node.inputs]
    if node.op is None or len(at) != 2 or not node.op.kink(*at):
        return None
    if any(low != high or not math.isfinite(low) for low, high in ways):
        return None
    known = Independent.of_operation(node.op, at).together((ways[0][0], ways[1][0]))
    if len(known) != 2 or not all(side.finite for side in known):
        return None
    left, right = known
    if left.agrees(right):
        middle = (left.value + right.value) / 2
        return middle, middle, False
    ends = [end for side in known for end in (side.value - side.error, side.value + side.error)]
    return min(ends), max(ends), True


def _ends(comparison: Comparison) -> list[float]:
    if comparison.method != "one-sided":
        return [comparison.engine or 0.0]
    sides = [side for side in (comparison.left, comparison.right) if side]
    if not sides or not all(side.finite for side in sides):  # at a jump what follows may turn round
        return [-math.inf, math.inf]
    return [end for side in sides for end in (side.value - side.error, side.value + side.error)]


def _product(a: float, b: float) -> float:
    return a * b if a and b else 0.0  # also where the other is infinite
