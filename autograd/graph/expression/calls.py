"""The functions of typed expressions, applied to numbers one by one; and the names that mean something."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import cut
from autograd.notation.signs import Mistake

CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}
CALLABLE = sorted(FUNCTIONS.keys() - {"choose", "dot", "where"})
"""The rows of the table that an expression calls as they are. The others take vectors, an index or a condition."""

ALIASES = {"ln": "log", "σ": "sigmoid", "Σ": "sum"}
"""Names of functions as lectures write them."""


def by_name(operations: Iterable[Op]) -> dict[str, Op]:
    """Operations of one's own by their names. Raises `TypeError` for what is none, `ValueError` for two of one name."""
    found: dict[str, Op] = {}
    for op in operations if isinstance(operations, Iterable) else [operations]:
        if not isinstance(op, Op) or not callable(op):
            raise TypeError(say("no operations", given=cut(repr(op))))
        if found.setdefault(op.name, op) is not op:
            raise ValueError(say("operations of one name", name=op.name))
    return found


def call_of_numbers(name: str, operands: list[Value], depends: list[bool], own: Mapping[str, Op]) -> Any:
    """The row called `name`, which takes one or two numbers and its constants; `depends` tells which operands are no
    constants.

    Raises `Mistake` for operands that it does not take.
    """
    row: Any = own.get(name) or OPS[name]
    function: Callable[..., Any] = FUNCTIONS.get(name, row)
    most = row.arity + len(row.constants)
    fewest = most - len(row.defaults)
    if not fewest <= len(operands) <= most:
        needs = str(most) if fewest == most else say("either", first=fewest, second=most)
        takes = "takes one number" if most == 1 else "takes numbers"
        raise Mistake(say(takes, function=name, needs=needs, given=len(operands)))
    for constant, varies in zip(row.constants, depends[row.arity :], strict=False):  # others have their defaults
        if varies:
            raise Mistake(say("constant that varies", constant=constant, function=name))
    return function(*operands[: row.arity], *[value.data for value in operands[row.arity :]])
