"""The derivatives of a whole function, and of many operations, screened in lanes, where that is safe.

The graph that a function recorded stands for the function only where it decides nothing by a number that depends on
its arguments, and calculates with no such number behind the graph's back. Both are looked into. Where lanes are not
possible, nothing is screened, and each derivative is measured point by point.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.checking.differences import LARGEST
from autograd.checking.measured.claimed import Claims, Point, estimates
from autograd.checking.measured.independent import Screened
from autograd.graph.value import Value
from autograd.record.watch import watched

FEWEST = 16
"""For fewer derivatives, lanes are no faster."""
TOGETHER = 512
"""So many arguments are moved in one call at most, which bounds the memory."""
NUMBERS = 2**21
"""So many numbers of each input of operations are calculated in one call at most."""

Keys = Sequence[tuple[Op, Point]]


def of_function(f: Callable[..., Any], at: Point, claims: Claims) -> dict[tuple[int, int], Screened]:
    """The derivatives of outputs of f by arguments that are plain."""
    if len(at) < FEWEST:
        return {}
    try:
        import numpy as np

        from autograd.checking.measured.lanes import Lanes, Recorded
        from autograd.checking.measured.screening import Points, screened

        recorded = Recorded(claims.outs, claims.leaves)
        if decides(f, at) or not _stands_for(f, recorded, at):
            return {}
        found: dict[tuple[int, int], Screened] = {}
        with np.errstate(all="ignore"):
            for first in range(0, len(at), TOGETHER):
                points = Points(at[first : first + TOGETHER])
                real = recorded.lanes(first, points.real)
                stepped = _or_none(lambda: recorded.lanes(first, points.complex))  # noqa: B023
                if first == 0 and not _is_met(f, at, points.real, real):
                    return {}
                for k, i in enumerate(recorded.outs):
                    z, error = (np.full(len(points.xs), x) for x in (recorded.data[i], recorded.errors[i]))
                    middle = Lanes(z, error, error > error)
                    plain = screened(points, real[k], stepped and stepped[k], middle, kinked=recorded.kinked)
                    found |= {(k, first + j): one for j, one in enumerate(plain) if one}
        return found
    except Exception:  # whatever a row does that was not written for arrays, or f at other points
        return {}


def of_operations(keys: Keys) -> dict[tuple[Op, Point], dict[tuple[int, int], Screened]]:
    """The local gradients that are plain, of operations at their inputs."""
    alike: dict[tuple[Op, int], list[Point]] = {}
    for op, at in keys:
        alike.setdefault((op, len(at)), []).append(at)
    found: dict[tuple[Op, Point], dict[tuple[int, int], Screened]] = {}
    for (op, n), points in alike.items():
        if n * len(points) >= FEWEST:
            size = max(1, NUMBERS // (n * n * 48))
            for first in range(0, len(points), size):
                found |= _of_nodes(op, points[first : first + size])
    return found


def _of_nodes(op: Op, nodes: Sequence[Point]) -> Mapping[tuple[Op, Point], dict[tuple[int, int], Screened]]:
    try:
        import numpy as np

        from autograd.checking.measured.lanes import Lanes, of_operation
        from autograd.checking.measured.screening import Points, screened

        at = np.array(nodes)
        points = Points(at.reshape(-1).tolist())
        with np.errstate(all="ignore"):

            def lanes(xs: Any) -> Lanes:
                return Lanes(*[part.reshape(at.size, -1) for part in of_operation(op, at, xs.reshape(*at.shape, -1))])

            real, middle = lanes(points.real), lanes(np.repeat(points.xs[:, None], 2, axis=1))
            if not _are_met(op, nodes, points.real, real):
                return {}
            stepped = _or_none(lambda: lanes(points.complex))
            plain = screened(points, real, stepped, Lanes(*[part[:, 0] for part in middle]))
    except Exception:  # whatever a row does that was not written for arrays
        return {}
    of_node = (plain[i : i + at.shape[1]] for i in range(0, at.size, at.shape[1]))
    return {
        (op, node): {(0, i): one for i, one in enumerate(some) if one}
        for node, some in zip(nodes, of_node, strict=True)
    }


def _or_none(stepped: Callable[[], Any]) -> Any:
    try:
        return stepped()
    except Exception:  # whatever a function does that was not written for complex numbers
        return None


def decides(f: Callable[..., Any], at: Point) -> bool:
    """Whether f reads a number that depends on its arguments: it may decide by it, or hide it from the graph.

    >>> decides(lambda x, y: x * y, (1.0, 2.0)), decides(lambda x, y: x if x * y > 0 else y, (1.0, 2.0))
    (False, True)
    """
    leaves = [Value(x) for x in at]
    with watched(leaves, records=False) as watch:
        f(*leaves)
    read = dict.fromkeys([look.node for look in watch.looks])
    return watch.elsewhere is not None or not set(leaves).isdisjoint(inputs_first(list(read)))


def _stands_for(f: Callable[..., Any], recorded: Any, at: Point) -> bool:
    """Whether f gives at other points, where all arguments are moved, what its graph gives there."""
    draw = random.Random(0)
    for size in (LARGEST, 1e-3, 1e-7):
        moved = tuple([x + draw.uniform(0.5, 1.0) * draw.choice([-size, size]) * max(1.0, abs(x)) for x in at])
        found, expected = estimates(f, moved), recorded(moved)
        if [abs(one.value - z) <= one.error for one, z in zip(found, expected, strict=True)].count(False):
            return False
    return True


def _is_met(f: Callable[..., Any], at: Point, points: Any, found: Sequence[Any]) -> bool:
    """Whether f itself, with one argument moved, is what lanes have found, for a few of the arguments and steps."""
    draw = random.Random(1)
    for _ in range(3):
        i, j = draw.randrange(len(points)), draw.randrange(points.shape[1])
        there = estimates(f, (*at[:i], float(points[i, j]), *at[i + 1 :]))
        for one, lanes in zip(there, found, strict=True):
            if not abs(one.value - lanes.numbers[i, j]) <= one.error + lanes.errors[i, j]:
                return False
    return True


def _are_met(op: Op, nodes: Sequence[Point], points: Any, real: Any) -> bool:
    """Whether an operation in floats, with one input moved, is what lanes have found, for an input of each node."""
    draw, n = random.Random(2), len(nodes[0])
    for i, at in enumerate(nodes):
        j, p = draw.randrange(n), draw.randrange(points.shape[1])
        row = i * n + j
        if not real.outside[row, p]:
            z = op.value(*at[:j], float(points[row, p]), *at[j + 1 :])
            if not abs(z - real.numbers[row, p]) <= 2.0 * real.errors[row, p]:
                return False
    return True
