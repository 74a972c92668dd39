"""Random calculations as data: a list of operations, with inputs that are counted back from the newest node.

Such a list shrinks to the smallest graph that fails. Its nodes may be shared, which is impossible in trees of
expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograd.calculus.ops import pairs
from autograd.calculus.row import MANY, Op
from autograd.graph.functions import apply
from autograd.notation.formulas import written


@dataclass(frozen=True, repr=False)
class Program:
    """`leaves` are the first numbers. Each step is a row and the distances back to its inputs: 1 is the newest node
    before it. The last node is the output. `repr` is Python that makes the same graph.

    >>> from autograd.calculus.ops import OPS
    >>> square_plus = Program((3.0,), ((OPS["mul"], (1, 1)), (OPS["add"], (1, 2))))
    >>> square_plus
    from autograd import Value
    x1 = Value(3.0)
    v1 = x1 * x1
    v2 = v1 + x1
    >>> square_plus(3.0), square_plus.values
    (Value(data=12.0, grad=0.0), (3.0, 9.0, 12.0))
    """

    leaves: tuple[float, ...]
    steps: tuple[tuple[Op, tuple[int, ...]], ...]

    def __call__(self, *leaves: Any, apply: Callable[[Op, Sequence[Any]], Any] = apply) -> Any:
        """The output, calculated from other leaves, in any system of numbers."""
        return self.run(leaves, apply)[-1]

    def run(self, leaves: Sequence[Any], apply: Callable[[Op, Sequence[Any]], Any] = apply) -> list[Any]:
        """All nodes, each calculated by `apply(row, inputs)`."""
        nodes = list(leaves)
        for op, back in self.steps:
            nodes.append(apply(op, [nodes[-b] for b in back]))
        return nodes

    @property
    def values(self) -> tuple[float, ...]:
        """The number of each node, in floats."""
        return tuple(self.run(self.leaves, lambda op, xs: op.value(*xs)))

    def without_dead_nodes(self) -> Program:
        """The program without the leaves and steps that the output does not depend on."""
        first = len(self.leaves)
        inputs = [()] * first + [tuple(first + i - b for b in back) for i, (_, back) in enumerate(self.steps)]
        live = {len(inputs) - 1}
        for i in reversed(range(len(inputs))):
            if i in live:
                live.update(inputs[i])
        place = {old: new for new, old in enumerate(sorted(live))}
        return Program(
            tuple(x for i, x in enumerate(self.leaves) if i in live),
            tuple(
                (op, tuple(place[first + i] - place[x] for x in inputs[first + i]))
                for i, (op, _) in enumerate(self.steps)
                if first + i in live
            ),
        )

    def __repr__(self) -> str:
        names = [f"x{i}" for i in range(1, len(self.leaves) + 1)]
        lines = [f"{name} = Value({x!r})" for name, x in zip(names, self.leaves, strict=True)]
        functions = {"Value"}
        for i, (op, back) in enumerate(self.steps, 1):
            lines.append(f"v{i} = {_call(op, [names[-b] for b in back])}")
            names.append(f"v{i}")
            if not op.symbol:
                functions.add(op.name)
        return "\n".join([f"from autograd import {', '.join(sorted(functions))}", *lines])


def _call(op: Op, operands: list[str]) -> str:
    if op.arity < MANY:
        return written(op, operands)
    if op.name == "dot":
        weights, inputs, bias = pairs(tuple(operands))
        return f"dot({', '.join([_list(weights), _list(inputs), *bias])})"
    if op.index:
        return f"{op.name}({_list(operands[:-1])}, {operands[-1]})"
    return f"{op.name}({_list(operands)})" + "".join(f"[{int(j)}]" for j in op.bound.values())


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(names)}]"
