"""The operations as functions: one for every row of the table that is not an operator.

They take numbers of any system and plain numbers; with plain numbers alone they make `Value`s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from autograd.number import Number
from autograd.ops import MANY, TABLE, Op
from autograd.value import Value


def _system(inputs: Iterable[Any]) -> Any:
    """The system of a calculation with these inputs: a number that carries more outranks a Value."""
    systems = {type(x) for x in inputs if isinstance(x, Number)} - {Value}
    return systems.pop() if systems else Value


def _function(row: Op) -> Callable[..., Any]:
    most = row.arity + len(row.constants)

    def function(*inputs: Any, **constants: Any) -> Any:
        if not row.arity <= len(inputs) <= most:
            raise TypeError(f"{row.formula} takes {most} number{'s' * (most > 1)}, and was given {len(inputs)}")
        first, *rest = inputs
        return getattr(_system(inputs).lift(first), row.name)(*rest, **constants)

    function.__name__ = function.__qualname__ = row.name
    function.__doc__ = f"`{row.formula}` as a node of the graph."
    return function


def total(values: Iterable[Any]) -> Any:
    """The sum of `values` as one node with one edge each, where `sum` would make a chain of additions.

    >>> total([1.0, 2.0, 3.5]).data
    6.5
    """
    return Value._total(tuple(values))


def dot(weights: Sequence[Any], inputs: Sequence[Any], bias: Any = None) -> Any:
    """`weights · inputs + bias` as one node: one edge per weight, one per input, one for the bias if it is given.

    Raises `ValueError` if there are not as many weights as inputs.

    >>> dot([Value(2.0), Value(-1.0)], [3.0, 4.0], Value(0.5)).data
    2.5
    """
    if len(weights) != len(inputs):
        raise ValueError(f"dot needs one weight per input, and got {len(weights)} weights for {len(inputs)} inputs")
    return Value._dot((*weights, *inputs) if bias is None else (*weights, *inputs, bias))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    row.name: _function(row) for row in TABLE if row.arity < MANY and not row.symbol
} | {"total": total, "dot": dot}
