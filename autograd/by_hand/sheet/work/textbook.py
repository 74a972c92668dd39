"""A local gradient as textbooks write it: in the inputs, in the result, or in other outputs of softmax.

On paper y(1 - y) and σ(x)(1 - σ(x)) are one number, unless y is wrong. A learner who continues from a wrong y may use
either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from autograd.by_hand.sheet.roles import factor_beside
from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.operation import Operation
from autograd.graph.value import Value
from autograd.notation.symbols import Symbol


class OneFactor(NamedTuple):
    """A local gradient of a wide node that is the number of the node `beside`, or else the number `constant`."""

    beside: Value | None
    constant: float = 1.0

    def number(self, *numbers: Any) -> Any:
        """The local gradient, from the number of that node if there is one."""
        return numbers[0] if numbers else self.constant


def one_factor(node: Value, slot: int) -> OneFactor | None:
    """The local gradient of a sum, a mean or a dot, which needs no look at the other inputs; else None.

    >>> from autograd import dot
    >>> w, x = Value(3.0, name="w"), Value(5.0, name="x")
    >>> one_factor(dot([w], [x]), 0).beside is x, one_factor(w * x, 0)
    (True, None)
    """
    name = node.op.name if node.op else ""
    if name == "dot":
        other = factor_beside(node, slot)
        return OneFactor(None if other is None else node.inputs[other])
    if name in ("total", "mean"):
        return OneFactor(None, 1.0 / len(node.inputs) if name == "mean" else 1.0)
    return None


def forms(
    op: Op, slot: int, z: float, xs: Sequence[float], beside: float | None = None
) -> Iterator[Callable[[], float]]:
    """The ways to work out the local gradient for input number `slot`, even from a z that does not belong to xs.

    `beside` is the output of softmax that belongs to this input.
    """
    yield lambda: op.partials(z, *xs)[slot]
    if formula := in_the_result(op):
        yield lambda: evaluated(formula, {"z": z, "x": xs[0]})
    if beside is not None:
        yield lambda: z * ((op.bound["j"] == slot) - beside)
    yield lambda: op.partials(op.value(*xs), *xs)[slot]


@lru_cache(maxsize=256)
def in_the_result(op: Op) -> Symbol | None:
    """The textbook's derivative of a function of one number x, if it is written in the result z."""
    known = op.unbound in OPS.values() or isinstance(op.unbound, Operation)  # others may not be read in symbols
    if op.arity != 1 or not known or (op.constants and not op.bound):
        return None
    formula = Symbol.lift(op.partials(Symbol("z"), Symbol("x"))[0])
    return formula if any(node.name == "z" for node in inputs_first([formula])) else None


def evaluated(formula: Symbol, numbers: dict[str, Any], rounded: Callable[[float], float] | None = None) -> Any:
    """The formula in numbers or Values; each step of it `rounded`, if that is given.

    >>> evaluated(in_the_result(OPS["sigmoid"]), {"z": 0.25})  # z (1 - z)
    0.1875
    """
    value: dict[int, Any] = {}
    for node in inputs_first([formula]):
        if node.op is None:
            value[id(node)] = numbers[node.name] if isinstance(node.name, str) else float(node.name)
        else:
            worked_out = node.op.value(*[value[id(x)] for x in node.inputs])
            value[id(node)] = worked_out if rounded is None else rounded(worked_out)
    return value[id(formula)]
