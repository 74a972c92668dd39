"""A local gradient as textbooks write it: in the inputs, in the result, or in other outputs of softmax.

On paper y(1 - y) and σ(x)(1 - σ(x)) are one number, unless y is wrong. A learner who continues from a wrong y may use
either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.operation import Operation
from autograd.notation.symbols import Symbol


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


def evaluated(formula: Symbol, numbers: dict[str, Any]) -> Any:
    """The formula in numbers or Values.

    >>> evaluated(in_the_result(OPS["sigmoid"]), {"z": 0.25})  # z (1 - z)
    0.1875
    """
    value: dict[int, Any] = {}
    for node in inputs_first([formula]):
        if node.op is None:
            value[id(node)] = numbers[node.name] if isinstance(node.name, str) else float(node.name)
        else:
            value[id(node)] = node.op.value(*[value[id(x)] for x in node.inputs])
    return value[id(formula)]
