"""The first pass: the nodes of a graph by number, and what each depends on.

A node that depends on constants alone is folded: it is a constant too, with the number that was recorded. What it was
made of is of no further use, and no pass looks at it.

The factors of `dot`s are lists, and a network has few of them: a row of weights meets all examples, and an example all
rows. So such a list is read once, however many `dot`s have it.

Nodes of one op and the same inputs stay apart. Networks have none: to look for them takes a fifth of the time of
building the graph, and finds nothing. And a product that is written twice is part of two sums, each of a matrix
product; as one node that is used twice it would be part of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.graph.backward import refuse_changed_data
from autograd.graph.value import Value

DOT = OPS["dot"]


class Graph:
    """A recorded graph by number, inputs first: `order` has its Values, and `inputs` the inputs of each.

    A list of factors has a number of its own, before the first `dot` that has it; its inputs are the factors. The
    inputs of a `dot` are its two lists, if they are not empty, and its bias, if it has one.

    `lanes` tells which nodes depend on a placeholder, and `needs` which depend on a parameter. `ops` is None for
    leaves, lists and folded nodes. `data` has the numbers of leaves and of folded nodes. `parameters`, `placeholders`
    and `outputs` are numbers of nodes, -1 for a leaf on which no output depends.

    Arrays tell of the graph as it was read, before anything was folded: the op of node i is `kinds[kind[i]]`, it has
    `lengths[i]` inputs, and they are `edges` from `starts[i]` on. `varies` tells which nodes are no constants.

    Raises `ChangedDataError` if a constant was calculated from data that was changed since.

    >>> from autograd import exp
    >>> x, c = Value(3.0), Value(0.0)
    >>> graph = Graph([x * exp(c)], [x], [])
    >>> [op.name if op else graph.data[i] for i, op in enumerate(graph.ops)]
    [3.0, 0.0, 1.0, 'mul']
    """

    def __init__(self, outputs: Sequence[Value], parameters: Sequence[Value], placeholders: Sequence[Value]) -> None:
        import numpy as np

        number, self.inputs, self.ops = _numbered(outputs)
        self.order = list(number)
        self.parameters = [number.get(leaf, -1) for leaf in parameters]
        self.placeholders = [number.get(leaf, -1) for leaf in placeholders]
        self.outputs = [number[output] for output in outputs]
        lanes, needs = map(self._depend_on, (self.placeholders, self.parameters))
        self.lanes, self.needs, self.varies = lanes.tolist(), needs.tolist(), lanes | needs
        kinds = {op: kind for kind, op in enumerate(dict.fromkeys([None, *self.ops]))}
        self.kinds = list(kinds)
        self.kind = np.fromiter(map(kinds.__getitem__, self.ops), np.intc, len(self.ops))
        self.lengths = np.fromiter(map(len, self.inputs), np.intc, len(self.ops))
        self.starts = self.lengths.cumsum(dtype=np.intc) - self.lengths
        self.edges = np.fromiter(chain.from_iterable(self.inputs), np.intc, self.lengths.sum())
        leaves = np.flatnonzero((self.kind == 0) & (self.lengths == 0)).tolist()
        self.folded = np.flatnonzero((self.kind > 0) & ~self.varies).tolist()
        for i in self.folded:
            self.ops[i], self.inputs[i] = None, ()
        refuse_changed_data([self.order[i] for i in self.folded])
        self.data = {i: self.order[i]._datum for i in chain(leaves, self.folded)}

    def are(self, *ops: Op) -> Any:
        """Which nodes have one of these ops, as they were read."""
        import numpy as np

        return np.array([op in ops for op in self.kinds])[self.kind]

    def is_constant(self, i: int) -> bool:
        """Whether node number i depends on constants alone."""
        return not (self.lanes[i] or self.needs[i])

    def add_copy(self, i: int) -> int:
        """The number of a new node, a copy of single number i into lanes."""
        self.ops.append(None)
        self.inputs.append((i,))
        self.lanes.append(True)
        self.needs.append(self.needs[i])
        return len(self.ops) - 1

    def add_output(self, i: int, op: Op) -> int:
        """The number of a new node, another output of the row of node i, on which no other depends."""
        self.ops.append(op)
        self.inputs.append(self.inputs[i])
        self.lanes.append(self.lanes[i])
        self.needs.append(self.needs[i])
        return len(self.ops) - 1

    def _depend_on(self, leaves: Sequence[int]) -> Any:
        import numpy as np

        found = bytearray(len(self.order))
        for i in leaves:
            if i >= 0:
                found[i] = True
        if any(found):
            for i, xs in enumerate(self.inputs):
                for x in xs:  # mostly one of the first tells, which is faster than `any` over a `map`
                    if found[x]:
                        found[i] = True
                        break
        return np.frombuffer(found, bool)


def _numbered(outputs: Sequence[Value]) -> tuple[dict[Any, int], list[tuple[int, ...]], list[Op | None]]:
    """The number of each Value and of each list of factors; and by number their inputs and ops.

    This is the one pass that touches every Value, in the order of `inputs_first`.
    """
    ops, inputs = list[Op | None](), list[tuple[Any, ...]]()
    number = dict[Any, int]()  # in the order of the numbers
    get, stack = number.get, list(outputs)[::-1]
    while stack:
        node = stack.pop()
        if node in number:
            continue
        op = node.op
        if op is None:
            xs: tuple[Any, ...] = ()
        elif op.arity == 2:
            i, j = get(node._x), get(node._y)
            if i is None or j is None:
                stack += (node, node._y, node._x)
                continue
            xs = (i, j)
        elif op.arity == 1:
            i = get(node._x)
            if i is None:
                stack += (node, node._x)
                continue
            xs = (i,)
        else:
            before, n = node._x, len(node._x) // 2
            if op is DOT and n:
                one, other, bias = before[:n], before[n : 2 * n], before[-1]
                xs = (get(one), get(other), get(bias)) if len(before) > 2 * n else (get(one), get(other))
            else:
                xs = tuple(map(get, before))
            if None in xs:
                waiting = [x for x in before if x not in number]
                stack += (node, *waiting[::-1])
                if not waiting:
                    _number_lists((one, other), number, inputs, ops)
                continue
        number[node] = len(ops)
        inputs.append(xs)
        ops.append(op)
    return number, inputs, ops


def _number_lists(
    lists: Iterable[tuple[Value, ...]], number: dict[Any, int], inputs: list[tuple[int, ...]], ops: list[Op | None]
) -> None:
    """Give numbers to the lists of factors that have none. All factors have theirs."""
    for factors in lists:
        if factors not in number:
            number[factors] = len(ops)
            inputs.append(tuple(map(number.__getitem__, factors)))
            ops.append(None)
