"""Every operation on its own inputs: which rule is wrong, and where a convention stands for a derivative."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.checking.claimed import derivatives, told
from autograd.checking.comparison import About, Comparison, Range, compared
from autograd.checking.differences import ROUNDING, SMALLEST, Estimate, differences
from autograd.checking.independent import Independent, Point
from autograd.graph.functions import apply
from autograd.graph.value import Value
from autograd.language.text import number
from autograd.notation.formulas import written

Local = dict[tuple[Op, Point, bool], list[Comparison]]


def key(node: Value) -> tuple[Op, Point, bool]:
    assert node.op is not None
    twice = len({id(x) for x in node.inputs}) < len(node.inputs)
    return node.op, tuple(x.data for x in node.inputs), twice


def local_gradients(order: Iterable[Value], n: int = 1) -> Local:
    """The local gradients of the nodes of `order`, or their derivatives up to the n-th, compared; each operation once
    for the same inputs."""
    found: Local = {}
    for node in order:
        if node.op is not None and (kind := key(node)) not in found:
            found[kind] = _conventions(*kind[:2], list(_local_gradient(*kind, n)))
    return found


def _local_gradient(op: Op, at: Point, twice: bool, n: int) -> Iterator[Comparison]:
    leaves = [Value(x) for x in at]
    node = apply(op, leaves)
    truth = Independent(lambda *xs: [_measured(op, xs)], lambda *xs: [complex(op.value(*xs))])
    names = [f"x{i}" for i in range(1, len(at) + 1)] if op.arity == MANY else ["x", "y"][: len(at)]
    for _, along, engine in derivatives([node], leaves, n):
        if len(along) == n:
            about = _of_operation(op, at, names, along)
            kinked, at_edge = bool(op.kink(*at)), not _inside(op, at)
            comparison = compared(about, engine, truth, 0, at, along, at_edge, kinked)
            if comparison.verdict == "kink" and not kinked and comparison.engine is not None:
                comparison = comparison._replace(sentence=f"{comparison.sentence} Its kink is too near to tell.")
            elif comparison.verdict == "kink" and twice:
                both = "Some of its inputs are one and the same Value here, and add up."
                comparison = comparison._replace(sentence=f"{comparison.sentence} {both}")
            yield comparison._replace(input=" and ".join(names[i] for i in along))


def _inside(op: Op, at: Point) -> bool:
    """Whether the domain of two inputs lies on all sides: that of x**y, at x = 0, does so along each alone."""
    near = [(x, x - 1e-9 * (abs(x) or 1.0), x + 1e-9 * (abs(x) or 1.0)) for x in at]
    return all(op.domain(*point) for point in (product(*near) if len(at) == 2 else [at]))


def _conventions(op: Op, at: Point, found: list[Comparison]) -> list[Comparison]:
    """The same, after a look at both inputs of a kink together: conventions that fit each input alone need not fit the
    operation, as where both inputs of a maximum are given all of the gradient."""
    gradients = [c.engine for c in found if c.verdict == "kink" and c.engine is not None]
    if len(at) != 2 or len(gradients) != 2 or not op.kink(*at):
        return found
    for sign, both in ((1.0, sum(gradients)), (-1.0, gradients[0] - gradients[1])):
        known = _together(op, at, (1.0, sign))
        if not known:
            continue
        margin = sum(side.error for side in known) + ROUNDING * sum(map(abs, gradients))
        low, high = min(side.value for side in known), max(side.value for side in known)
        if not low - margin <= both <= high + margin and math.isfinite(margin):
            sided = " and ".join(number(x) for x in (low, high) if x == low or x - low > margin)
            why = f"together the inputs give {number(both)} along (1, {number(sign)}), where the derivative is {sided}"
            wrong = f"{found[0].sentence.split(' has no ')[0]} has a wrong convention: {why} on the two sides."
            return [c._replace(verdict="wrong", sentence=wrong) for c in found]
    return found


def _together(op: Op, at: Point, direction: Point) -> list[Estimate]:
    """The derivatives from the left and from the right along a direction of all inputs, where there are any."""
    size = max(*map(abs, at)) or 1.0
    speed = max(*map(abs, direction)) or 1.0

    def along(t: float) -> Estimate:
        moved = _measured(op, tuple(x + t * size * (far / speed) for x, far in zip(at, direction, strict=True)))
        return Estimate(moved.value / size, moved.error / size)

    sides = differences(along, 0.0)
    known = [side for side in (sides.left, sides.right) if side is not None]
    return [Estimate(side.value * speed, side.error * speed) for side in known]


def _measured(op: Op, at: Point) -> Estimate:
    """The row's value, and how far rounding and the last digit of its inputs may move it."""
    z = op.value(*at)
    if z - z:
        raise OverflowError
    moved = sum(abs(local * x) for local, x in zip(told(op, z, at), at, strict=False))
    return Estimate(z, ROUNDING * (abs(z) + moved + SMALLEST))


def _of_operation(op: Op, at: Point, names: Sequence[str], along: Sequence[int]) -> About:
    where = ", ".join(f"{name} = {number(x)}" for name, x in zip(names, at, strict=True))
    if op.arity == MANY:
        formula = f"{op.name}({', '.join(names if len(names) < 4 else [names[0], '…', names[-1]])})"
        where = ", ".join(f"{names[i]} = {number(at[i])}" for i in sorted(set(along)))  # a neuron may have thousands
    else:
        formula = written(op, names)
    inputs = " and ".join(names[i] for i in along)
    gradient = f"local gradient of {formula} for its input {inputs}"
    if len(along) > 1:
        gradient = f"derivative of order {len(along)} of {formula} along {inputs}"
    return About(
        op.name,
        f"The {gradient} at {where}",
        f"{formula} at {where}",
        f" along {inputs}" if len(at) > 1 else "",
        "the rule",
    )


def reach_of(out: Value, leaf: Value, local: Local) -> Range | None:
    """Between which numbers the derivative of `out` lies, when each local gradient at a kink or an edge is any number
    between those from the left and from the right; None if there is none of these on the way."""
    moved: dict[Value, Range] = {leaf: (1.0, 1.0)}
    kinked = False
    for node in inputs_first([out]):
        if node.op is None or not any(x in moved for x in node.inputs):
            continue
        low, high, bent = _reach_of_both(node, moved) or _reach_of_each(node, moved, local[key(node)])
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
    """The same at a kink of two inputs whose ways are known, as in maximum(x, x), where the conventions of both add up
    to the one derivative along that way; None elsewhere."""
    at = tuple(x.data for x in node.inputs)
    ways = [moved.get(x, (0.0, 0.0)) for x in node.inputs]
    if node.op is None or len(at) != 2 or not node.op.kink(*at):
        return None
    if any(low != high or not math.isfinite(low) for low, high in ways):
        return None
    known = _together(node.op, at, (ways[0][0], ways[1][0]))
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
