"""The functions of vectors and matrices, and how the functions of numbers are applied to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import MANY
from autograd.graph.expression.calls import ALIASES, CALLABLE, call_of_numbers
from autograd.graph.expression.vectors import Array, described, elementwise, product, transposed
from autograd.graph.expression.windows import conv
from autograd.graph.functions import FUNCTIONS, choose, where
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import printable
from autograd.notation.signs import Mistake
from autograd.notation.symbols import Symbol
from autograd.notation.tree import Refused, nearest

BY_ROWS = ("softmax", "log_softmax", "logsumexp")
"""Functions that take each row of a matrix for itself."""


def called(name: str, arrays: list[Array], own: Mapping[str, Any]) -> Array | Refused:
    """A function of the language, or one's `own`, applied to arrays.

    Raises `Mistake` for an unknown function, and for arguments that the function does not take.
    """
    name = name if name in own else ALIASES.get(name, name)
    if name in OF_ARRAYS:
        counts, function = OF_ARRAYS[name]
        if len(arrays) not in counts and counts:
            raise Mistake(say("takes so many", name=name, n=say("or").join(map(str, counts)), given=len(arrays)))
        return function(*arrays)
    if name not in CALLABLE and name not in own:
        names = sorted({*NAMES, *own})
        advice = nearest(name, names) or say("the functions are", names=", ".join(names))
        raise Mistake(say("no function", name=printable(name), advice=advice))
    row: Any = own.get(name) or OPS[name]
    if row.arity == MANY:
        return _of_a_list(name, arrays, FUNCTIONS.get(name, row))
    depends = [array.varies for array in arrays]
    if not arrays:
        call_of_numbers(name, [], [], own)  # refuses
    return elementwise(lambda *numbers: call_of_numbers(name, list(numbers), depends, own), *arrays)


def refuse_scalar(name: str, arrays: list[Array]) -> None:
    """Raise `Mistake` for a softmax of one number, which is always 1: its shape was not declared."""
    if name in BY_ROWS and len(arrays) == 1 and not arrays[0].shape:
        raise Mistake(say("needs a vector", name=name))


def _of_a_list(name: str, arrays: list[Array], function: Callable[..., Any]) -> Array:
    """A row of a list, applied to the numbers of one vector, to each row of a matrix (for softmax), or to several
    scalars."""
    if len(arrays) == 2 and len(arrays[0].shape) == 2 and name in ("mean", "sum", "total"):
        return _along(name, function, *arrays)
    if any(array.shape for array in arrays[len(arrays) == 1 :]) or not arrays:
        instead = say("number by number", name=f"{name}imum") if name in ("max", "min") else ""
        raise Mistake(say("one vector or scalars", name=name, instead=instead))
    varies = any(array.varies for array in arrays)
    if name in BY_ROWS and len(arrays) == 1 and len(arrays[0].shape) == 2:
        shape = arrays[0].shape
        rows = [function(row) for row in arrays[0].items]
        return Array(shape if isinstance(rows[0], list) else shape[:1], rows, varies)
    found = function([number for array in arrays for number in array.numbers])
    if not isinstance(found, list):
        return Array((), found, varies)
    return Array(arrays[0].shape or (str(len(found)),), found, varies)


def _along(name: str, function: Callable[..., Any], array: Array, axis: Array) -> Array:
    """The sum or mean of each column, along axis 0, or of each row, along axis 1."""
    if axis.shape or axis.varies or axis.items.data not in (0.0, 1.0):
        raise Mistake(say("the axis", name=name))
    of = transposed(array) if axis.items.data == 0.0 else array
    return Array(of.shape[:1], [function(row) for row in of.items], array.varies)


def _outer(u: Array, v: Array) -> Array:
    for array in (u, v):
        if len(array.shape) != 1:
            raise Mistake(say("needs vectors", name="outer", shape=described(array.shape)))
    return Array(u.shape + v.shape, [[x * y for y in v.items] for x in u.items], u.varies or v.varies)


def _dot(u: Array, v: Array) -> Array:
    for array in (u, v):
        if len(array.shape) != 1:
            raise Mistake(say("needs vectors", name="dot", shape=described(array.shape)))
    if u.shape != v.shape:
        raise Mistake(say("dot does not fit", left=described(u.shape), right=described(v.shape)))
    return product(u, v)


def choice(condition: Array, x: Array | Refused, y: Array | Refused) -> Array | Refused:
    """x where the condition holds, else y. If one of them does not exist, the condition must choose the other one
    everywhere."""
    if isinstance(x, Refused) or isinstance(y, Refused):
        both = [side.in_symbols if isinstance(side, Refused) else side for side in (x, y)]
        shaped = elementwise(where, condition, *both)
        sides = {number.data != 0.0 for number in condition.numbers if isinstance(number, Value)}
        if not all(isinstance(number, Value | Symbol) for number in condition.numbers):
            sides = {True, False}  # numbers of another system may stand for all: then both sides must exist
        sides = sides or {isinstance(y, Refused)}  # symbols do not decide it
        if len(sides) > 1:
            return Refused(x.why if isinstance(x, Refused) else y.why, shaped)  # type: ignore[union-attr]
        side = x if sides.pop() else y
        if isinstance(side, Refused):
            return Refused(side.why, shaped)
        found = elementwise(lambda number, _: number, side, shaped)
        return found._replace(varies=side.varies or condition.varies)
    return elementwise(where, condition, x, y)._replace(varies=x.varies or y.varies or condition.varies)


def _choose(xs: Array, index: Array) -> Array:
    if len(xs.shape) != 1 or index.shape:
        raise Mistake(say("vector and index", shape=described(xs.shape), index=described(index.shape)))
    return Array((), choose(xs.items, index.items), xs.varies or index.varies)


OF_ARRAYS: dict[str, tuple[tuple[int, ...], Callable[..., Array | Refused]]] = {
    "T": ((1,), transposed),
    "choose": ((2,), _choose),
    "conv": ((2,), conv),
    "dot": ((2,), _dot),
    "outer": ((2,), _outer),
    "sum": ((), lambda *arrays: _of_a_list("sum", list(arrays), FUNCTIONS["total"])),
    "where": ((3,), choice),
}
"""The functions that do not work number by number, and the numbers of arguments that each takes; none for any."""

NAMES = sorted({*CALLABLE, *OF_ARRAYS})
