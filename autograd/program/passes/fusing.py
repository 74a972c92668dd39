"""The second pass: a tree of additions becomes one sum of products.

Additions, subtractions, sums of lists, means, `dot`s and products with a constant are linear. Where a linear node is
used once, in another linear node, the two become one sum. So a neuron that was written as a chain of `*` and `+` is the
same as one `dot`.

A sum of sums keeps its structure: the losses of a batch, each with several products, stay a group of equal sums, and
only their sum is another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

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
    import numpy as np

    owners = np.arange(len(graph.ops), dtype=np.intc).repeat(graph.lengths)
    inside, linear = _absorbed(graph, owners)
    is_inside = np.array(inside)
    kept = graph.varies & (graph.kind > 0) & ~is_inside
    sums = kept & linear
    takes = np.zeros(len(inside), bool)
    takes[owners[is_inside[graph.edges]]] = True
    is_parameter = [False] * len(inside)
    for i in graph.parameters:
        is_parameter[i] = i >= 0 or is_parameter[i]
    made = dict[int, Sum]()
    alone = sums & ~takes & graph.are(MUL, DOT)  # most sums of a network
    for i in alone.nonzero()[0].tolist():
        one, other, rest = _factors(graph, i, is_parameter)
        made[i] = Sum(i, 1.0, one, other, 1.0, rest)
    for i in (sums & ~alone).nonzero()[0].tolist():
        made[i] = _sum(graph, i, inside, is_parameter)
    return [made.get(i, i) for i in kept.nonzero()[0].tolist()]


def _absorbed(graph: Graph, owners: Any) -> tuple[list[bool], Any]:
    """Which nodes become part of the sum that uses them, and which are sums, or part of one. Edge by edge, `owners` are
    the nodes that have the inputs."""
    import numpy as np

    ops, inputs, scales = graph.ops, graph.inputs, _alone(graph)
    may_be, linear = _candidates(graph, owners, scales)
    takes = np.zeros(len(ops), bool)
    takes[owners[may_be[graph.edges]]] = True
    inside, products = may_be.tolist(), _products(graph).tolist()  # products of the sum so far
    for i, x in scales.items():
        products[i] -= inside[x] and ops[i] is MUL
    gathers = [False] * len(ops)  # whether some of its terms are sums of several products, which stay by themselves
    for i in takes.nonzero()[0].tolist():
        count, large = products[i], 0
        if count and ops[i] is DOT:
            large = 1
        for x in inputs[i]:
            if inside[x]:
                count += products[x]
                if products[x] > 1:
                    large += 1
                if gathers[x]:
                    gathers[i] = True
        gathers[i] |= large > 1
        if gathers[i] and i not in scales and (len(inputs[i]) > 1 or ops[i] is DOT):
            for x in inputs[i]:
                if inside[x] and products[x] > 1:
                    inside[x] = False
                    count -= products[x]
        products[i] = count
    return inside, linear


def _candidates(graph: Graph, owners: Any, scales: Mapping[int, int]) -> tuple[Any, Any]:
    """Which nodes are used once, by a node that may take them as a part of its sum; and which are sums, or part of one.
    A quotient is a sum if it scales one."""
    import numpy as np

    is_quotient, lanes = graph.are(DIV), np.frombuffer(bytes(graph.lanes), bool)
    linear = graph.are(*LINEAR) & graph.varies & ~is_quotient
    takes = linear & ~graph.are(MUL)
    takes[list(scales)] = linear[list(scales)] = True
    uses = np.bincount(graph.edges, minlength=len(takes))
    uses[graph.outputs] += 2
    found = np.zeros(len(takes), bool)
    found[graph.edges[takes[owners] & (lanes[graph.edges] == lanes[owners])]] = True
    found &= linear & (uses == 1)
    for i in sorted(scales):
        if is_quotient[i] and not found[scales[i]]:
            found[i] = linear[i] = False
    return found, linear


def _products(graph: Graph) -> Any:
    """How many products each node is by itself."""
    found = graph.are(MUL).astype(int)
    dots = (graph.are(DOT) & (graph.lengths > 1)).nonzero()[0]
    found[dots] = graph.lengths[graph.edges[graph.starts[dots]]]
    return found


def _alone(graph: Graph) -> dict[int, int]:
    """Products with a constant, and quotients by one, each of which is the only one at its depth; and what it scales.

    Its constant may become a factor of all terms. Many nodes with constants of their own would be no group any more.
    """
    rows = (graph.are(MUL, DIV) & graph.varies).nonzero()[0]
    pairs = graph.edges[graph.starts[rows, None] + (0, 1)]
    some = ~graph.varies[pairs].all(1)
    scales = list[tuple[int, int]]()
    for i, (x, y) in zip(rows[some].tolist(), pairs[some].tolist(), strict=True):
        if graph.is_constant(y) and _is_moderate(graph.data[y]):
            scales.append((i, x))
        elif graph.ops[i] is MUL and graph.is_constant(x) and _is_moderate(graph.data[x]):
            scales.append((i, y))
    if not scales:
        return {}
    depth, found = _depths(graph), dict[int, list[tuple[int, int]]]()
    for i, x in scales:
        found.setdefault(depth[i], []).append((i, x))
    return dict([some[0] for some in found.values() if len(some) == 1])


def _depths(graph: Graph) -> list[int]:
    """How many nodes there are on the longest way to each from a leaf or a constant. A list is no step of it."""
    depth = [0] * len(graph.ops)
    for i, (op, xs) in enumerate(zip(graph.ops, graph.inputs, strict=True)):
        if xs:
            deepest = 0
            for x in xs:  # of most nodes one or two: faster than `max` over a `map`
                if depth[x] > deepest:
                    deepest = depth[x]
            depth[i] = deepest + (op is not None)
    return depth


def _is_moderate(number: float) -> bool:
    """Whether it may be multiplied with others before it is used: no product of a few such numbers is too large."""
    return 1e-50 < abs(number) < 1e50


def _sum(graph: Graph, root: int, inside: list[bool], is_parameter: list[bool]) -> Sum:
    """The terms of a sum, in the order in which they were written. Of two factors a parameter comes first."""
    ops, inputs, data = graph.ops, graph.inputs, graph.data
    coefs, first, second = list[float](), list[int](), list[int]()
    weights, singles = list[float](), list[int]()
    waiting = [(root, 1.0)]
    while waiting:
        i, c = waiting.pop()
        while ops[i] is ADD and (inside[i] or i == root):  # down the first operands, which is half of the way
            i, other_term = inputs[i]
            waiting.append((other_term, c))
        if i != root and not inside[i]:
            if not graph.is_constant(i) or data[i] != 0.0:  # Python's `sum` begins with 0
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
            one, other, rest = _factors(graph, i, is_parameter)
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


def _factors(graph: Graph, i: int, is_parameter: list[bool]) -> tuple[tuple[int, ...], ...]:
    """The first and the second factors of a product or a `dot`, and its bias. Parameters come first."""
    xs = graph.inputs[i]
    if len(xs) < 2:
        return (), (), xs
    if graph.ops[i] is DOT:
        one, other, rest = graph.inputs[xs[0]], graph.inputs[xs[1]], xs[2:]
    else:
        one, other, rest = xs[:1], xs[1:], ()
    return (other, one, rest) if is_parameter[other[0]] and not is_parameter[one[0]] else (one, other, rest)


def _same(coefs: list[float]) -> Coefs:
    return coefs[0] if coefs and coefs.count(coefs[0]) == len(coefs) else tuple(coefs) or 1.0
