"""The first pass: the nodes of a graph by number, and what each depends on.

A node that depends on constants alone is folded: it is a constant too, with the number that was recorded. What it was
made of is of no further use, and no pass looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.backward import refuse_changed_data
from autograd.graph.value import Value


class Graph:
    """A recorded graph by number, inputs first: `order` has the Values, and `inputs` the inputs of each.

    `lanes` tells which nodes depend on a placeholder, and `needs` which depend on a parameter. `ops` is None for leaves
    and for folded nodes. `parameters`, `placeholders` and `outputs` are numbers of nodes, -1 for a leaf on which no
    output depends.

    Raises `ChangedDataError` if a constant was calculated from data that was changed since.

    >>> from autograd import exp
    >>> x, c = Value(3.0), Value(0.0)
    >>> graph = Graph([x * exp(c)], [x], [])
    >>> [op.name if op else number for op, number in zip(graph.ops, graph.data)]
    [3.0, 0.0, 1.0, 'mul']
    """

    def __init__(self, outputs: Sequence[Value], parameters: Sequence[Value], placeholders: Sequence[Value]) -> None:
        self.order = order = inputs_first(outputs)
        number = dict(zip(order, range(len(order)), strict=True))
        self.inputs = [tuple(map(number.__getitem__, node.inputs)) for node in order]
        self.parameters = [number.get(leaf, -1) for leaf in parameters]
        self.placeholders = [number.get(leaf, -1) for leaf in placeholders]
        self.outputs = [number[output] for output in outputs]
        self.data = [node.data for node in order]
        self.lanes = self._depend_on(self.placeholders)
        self.needs = self._depend_on(self.parameters)
        self.ops: list[Op | None] = [
            node.op if lanes or needs else None
            for node, lanes, needs in zip(order, self.lanes, self.needs, strict=True)
        ]
        refuse_changed_data([node for node, op in zip(order, self.ops, strict=True) if op is None and node.op])

    def is_constant(self, i: int) -> bool:
        """Whether node number i depends on constants alone."""
        return not (self.lanes[i] or self.needs[i])

    def add_copy(self, i: int) -> int:
        """The number of a new node, a copy of single number i into lanes."""
        self.ops.append(None)
        self.inputs.append((i,))
        self.data.append(self.data[i])
        self.lanes.append(True)
        self.needs.append(self.needs[i])
        return len(self.ops) - 1

    def add_output(self, i: int, op: Op) -> int:
        """The number of a new node, another output of the row of node i, on which no other depends."""
        self.ops.append(op)
        self.inputs.append(self.inputs[i])
        self.data.append(self.data[i])
        self.lanes.append(self.lanes[i])
        self.needs.append(self.needs[i])
        return len(self.ops) - 1

    def _depend_on(self, leaves: Sequence[int]) -> list[bool]:
        found = [False] * len(self.order)
        for i in leaves:
            if i >= 0:
                found[i] = True
        if any(found):
            depends = found.__getitem__
            for i, xs in enumerate(self.inputs):
                if True in map(depends, xs):
                    found[i] = True
        return found
