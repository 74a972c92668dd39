"""The second pass: a tree of additions becomes one sum of products.

Additions, subtractions, sums of lists, means, `dot`s and products with a constant are linear. Where a linear node is
used once, in another linear node, the two become one sum. So a neuron that was written as a chain of `*` and `+` is the
same as one `dot`.

A sum of sums keeps its structure: the losses of a batch, each with several products, stay a group of equal sums, and
only their sum is another one.
"""

from __future__ import annotations

from typing import NamedTuple

from autograd.calculus.ops import OPS
from autograd.program.groups import Coefs
from autograd.program.passes.reading import Graph

ADD, SUB, NEG, MUL, DIV, TOTAL, MEAN, DOT = map(
    OPS.__getitem__, ["add", "sub", "neg", "mul", "div", "total", "mean", "dot"]
)
LINEAR = frozenset((ADD, SUB, NEG, MUL, DIV, TOTAL, MEAN, DOT))


class Sum(NamedTuple):
    """`Σ coefs · first · second + Σ weights · singles`, of nodes by number."""

    node: int
    coefs: Coefs
    first: tuple[int, ...]
    second: tuple[int, ...]
    weights: Coefs
    singles: tuple[int, ...]


def fuse(graph: Graph) -> list[Sum | int]:
    """The sums, and the nodes of other rows by number, inputs first.

    >>> from autograd import Value
    >>> w, x, b = Value(2.0), Value(3.0), Value(1.0)
    >>> fuse(Graph([(w * x - b) + x], [w, x, b], []))
    [Sum(node=5, coefs=1.0, first=(0,), second=(1,), weights=(-1.0, 1.0), singles=(3, 1))]
    """
    inside, linear = _absorbed(graph)
    is_parameter = [False] * len(graph.ops)
    for i in graph.parameters:
        is_parameter[i] = i >= 0 or is_parameter[i]
    return [
        _sum(graph, i, inside, is_parameter) if linear[i] else i
        for i, op in enumerate(graph.ops)
        if op is not None and not inside[i]
    ]


def _absorbed(graph: Graph) -> tuple[list[bool], list[bool]]:
    """Which nodes become part of the sum that uses them, and which are sums, or part of one."""
    lanes, inputs = graph.lanes, graph.inputs
    n = len(lanes)
    inside, linear = [False] * n, [False] * n
    products = [0] * n  # of the sum so far
    gathers = [False] * n  # whether some of its terms are sums of several products, which stay by themselves
    free, alone = _used_once(graph), _alone(graph)
    for i, op in enumerate(graph.ops):
        if op not in LINEAR:
            continue
        if op is MUL and i not in alone:  # most products: the loop below is for sums
            linear[i], products[i] = True, 1
            continue
        large, xs = 0, inputs[i]
        if op is MUL or op is DIV:
            x = alone.get(i, -1)
            if x < 0 or not (linear[x] and free[x] and lanes[x] == lanes[i]):
                linear[i], products[i] = op is MUL, 1
                continue
            xs = (x,)
        elif op is DOT:
            products[i] = large = len(xs) // 2
            xs, large = xs[2 * large :], int(large > 0)
        linear[i], has_lanes = True, lanes[i]
        mine: list[int] = []
        for x in xs:
            if free[x] and linear[x] and lanes[x] == has_lanes:
                mine.append(x)
                if products[x] > 1:
                    large += 1
                if gathers[x]:
                    gathers[i] = True
        gathers[i] |= large > 1
        if gathers[i] and (len(xs) > 1 or op is DOT):
            mine = [x for x in mine if products[x] < 2]
        for x in mine:
            inside[x] = True
            products[i] += products[x]
    return inside, linear


def _used_once(graph: Graph) -> list[bool]:
    import numpy as np

    uses = np.bincount(graph.edges, minlength=len(graph.ops))
    uses[graph.outputs] += 2
    return list((uses == 1).tolist())


def _alone(graph: Graph) -> dict[int, int]:
    """Products with a constant, and quotients by one, each of which is the only one at its depth; and what it scales.

    Its constant may become a factor of all terms. Many nodes with constants of their own would be no group any more.
    """
    depth = [0] * len(graph.ops)
    found: dict[int, list[tuple[int, int]]] = {}
    varies = [lanes or needs for lanes, needs in zip(graph.lanes, graph.needs, strict=True)]
    for i, (op, xs) in enumerate(zip(graph.ops, graph.inputs, strict=True)):
        if op is None:
            continue
        if len(xs) == 2:  # most nodes of a chain: `max` over a `map` takes three times as long
            x, y = xs
            one, other = depth[x], depth[y]
            depth[i] = (one if one > other else other) + 1
        else:
            depth[i] = 1 + max(map(depth.__getitem__, xs))
        if op is MUL or op is DIV:
            x, y = xs
            if not varies[y] and _is_moderate(graph.data[y]):
                found.setdefault(depth[i], []).append((i, x))
            elif op is MUL and not varies[x] and _is_moderate(graph.data[x]):
                found.setdefault(depth[i], []).append((i, y))
    return dict([some[0] for some in found.values() if len(some) == 1])


def _is_moderate(number: float) -> bool:
    """Whether it may be multiplied with others before it is used: no product of a few such numbers is too large."""
    return 1e-50 < abs(number) < 1e50


def _sum(graph: Graph, root: int, inside: list[bool], is_parameter: list[bool]) -> Sum:
    """The terms of a sum, in the order in which they were written. Of two factors a parameter comes first."""
    ops, inputs, data = graph.ops, graph.inputs, graph.data
    if ops[root] in (DOT, MUL) and not any(map(inside.__getitem__, inputs[root][-2:])):  # most sums of a network
        one, other, rest = _factors(inputs[root], is_parameter)
        return Sum(root, 1.0, one, other, 1.0, rest)
    coefs, first, second = list[float](), list[int](), list[int]()
    weights, singles = list[float](), list[int]()
    waiting = [(root, 1.0)]
    while waiting:
        i, c = waiting.pop()
        while ops[i] is ADD and (inside[i] or i == root):  # down the first operands, which is half of the way
            i, other_term = inputs[i]
            waiting.append((other_term, c))
        if i != root and not inside[i]:
            if data[i] != 0.0 or not graph.is_constant(i):  # Python's `sum` begins with 0
                weights.append(c)
                singles.append(i)
            continue
        op, xs = ops[i], inputs[i]
        if op is MUL:
            x, y = xs
            if inside[x] or inside[y]:  # a sum, scaled by a constant
                x, constant = xs if inside[x] else (y, x)
                waiting.append((x, c * data[constant]))
                continue
            swapped = is_parameter[y] and not is_parameter[x]
            first.append(y if swapped else x)
            second.append(x if swapped else y)
            coefs.append(c)
        elif op is DOT:
            one, other, rest = _factors(xs, is_parameter)
            first += one
            second += other
            coefs += [c] * len(one)
            waiting += [(x, c) for x in rest]
        elif op is SUB:
            waiting += [(xs[1], -c), (xs[0], c)]
        elif op is NEG:
            waiting.append((xs[0], -c))
        elif op is DIV:
            waiting.append((xs[0], c / data[xs[1]]))
        else:
            c = c / len(xs) if op is MEAN else c
            waiting += [(x, c) for x in reversed(xs)]
    return Sum(root, _same(coefs), tuple(first), tuple(second), _same(weights), tuple(singles))


def _factors(xs: tuple[int, ...], is_parameter: list[bool]) -> tuple[tuple[int, ...], ...]:
    """The first and the second factors of the products of a `dot`, and the rest. Parameters come first."""
    n = len(xs) // 2
    one, other, rest = xs[:n], xs[n : 2 * n], xs[2 * n :]
    return (other, one, rest) if n and is_parameter[other[0]] and not is_parameter[one[0]] else (one, other, rest)


def _same(coefs: list[float]) -> Coefs:
    return coefs[0] if coefs and coefs.count(coefs[0]) == len(coefs) else tuple(coefs) or 1.0
