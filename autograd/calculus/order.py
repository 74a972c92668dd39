"""The nodes of a graph, inputs before outputs, without recursion.

Every walk over a graph (record, picture, copies) needs each node after its inputs. A graph may be a million nodes deep.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import filterfalse
from typing import Any, Protocol, TypeVar


class Node(Protocol):
    """Anything that is made from others of its kind."""

    @property
    def inputs(self) -> tuple[Any, ...]: ...


N = TypeVar("N", bound=Node)


def inputs_first(outputs: Iterable[N]) -> list[N]:
    """The `outputs` and all nodes that they depend on, each once, and each after all of its inputs.

    A first operand comes before a second one. The order depends on the graph alone, so the same program gives the same
    order in every run. Cost: linear in nodes and edges.

    >>> from autograd import Value
    >>> x, y = Value(2.0, name="x"), Value(3.0, name="y")
    >>> [node.name or node.op.name for node in inputs_first([x * y + x])]
    ['x', 'y', 'mul', 'add']
    """
    order: list[N] = []
    entered: set[N] = set()
    left: set[N] = set()
    stack = list(outputs)[::-1]
    while stack:
        node = stack.pop()
        if node not in entered:
            entered.add(node)
            inputs = node.inputs
            if not inputs:
                left.add(node)
                order.append(node)
                continue
            stack.append(node)  # it comes up again when its inputs, pushed above it, have all been left
            stack.extend(filterfalse(entered.__contains__, reversed(inputs)))
        elif node not in left:
            left.add(node)
            order.append(node)
    return order
