"""Vectors and matrices of numbers, as the formula of a layer needs them. Every number is a node of its own.

An `Array` knows the names of its sizes, so whether `W @ x` fits does not depend on the sizes in one example.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from autograd.by_hand.claims.shapes import described
from autograd.calculus.ops import OPS
from autograd.calculus.row import MANY
from autograd.graph.expression import ALIASES, CALLABLE, call_of_numbers
from autograd.graph.functions import FUNCTIONS, dot, where
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.language.text import printable
from autograd.notation.signs import Mistake
from autograd.notation.tree import nearest

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


class Array(NamedTuple):
    """A number, a list of numbers or a list of rows; `shape` names its sizes, `varies` whether an input is in it."""

    shape: tuple[str, ...]
    items: Any
    varies: bool = False

    @property
    def numbers(self) -> list[Any]:
        """All its numbers, row after row."""
        match len(self.shape):
            case 0:
                return [self.items]
            case 1:
                return list(self.items)
        return [number for row in self.items for number in row]


def elementwise(function: Callable[..., Any], *arrays: Array) -> Array:
    """The function, number by number. A scalar is combined with every number, a vector with every row of a matrix.

    >>> elementwise(operator.mul, Array(("n",), [2.0, 3.0]), Array((), 10.0)).items
    [20.0, 30.0]
    """
    longest = max(arrays, key=lambda array: len(array.shape))
    shape = longest.shape
    for array in arrays:
        if array.shape != shape[len(shape) - len(array.shape) :]:
            left, right = (array, longest) if longest is not arrays[0] else (longest, array)
            raise Mistake(say("shapes do not fit", left=described(left.shape), right=described(right.shape)))
    varies = any(array.varies for array in arrays)
    if not shape:
        return Array((), function(*[array.items for array in arrays]), varies)
    rows = []
    for i in range(len(longest.items)):
        parts = [a if len(a.shape) < len(shape) else Array(a.shape[1:], a.items[i]) for a in arrays]
        rows.append(elementwise(function, *parts).items)
    return Array(shape, rows, varies)


def product(left: Array, right: Array) -> Array:
    """`left @ right`. Each number of the result is one `dot`."""
    for array in (left, right):
        if not array.shape:
            raise Mistake(say("@ of a scalar"))
    if left.shape[-1] != right.shape[0]:
        raise Mistake(say("@ does not fit", left=described(left.shape), right=described(right.shape)))
    varies = left.varies or right.varies
    columns = right.items if len(right.shape) == 1 else transposed(right).items
    if len(left.shape) == len(right.shape) == 1:
        return Array((), dot(left.items, columns), varies)
    shape = left.shape[:-1] + right.shape[1:]
    if len(left.shape) == 1:
        return Array(shape, [dot(left.items, column) for column in columns], varies)
    if len(right.shape) == 1:
        return Array(shape, [dot(row, columns) for row in left.items], varies)
    return Array(shape, [[dot(row, column) for column in columns] for row in left.items], varies)


def transposed(array: Array) -> Array:
    """Rows as columns; a vector or a scalar as it is."""
    if len(array.shape) < 2:
        return array
    return Array(array.shape[::-1], [list(column) for column in zip(*array.items, strict=True)], array.varies)


def compared(sign: str, left: Array, right: Array, strict: bool) -> Array:
    """1 where the comparison holds, else 0, as a constant. With `strict`, equal numbers are refused, because the
    function may jump there."""

    def compare(x: Any, y: Any) -> Value:
        if not (isinstance(x, Value) and isinstance(y, Value)):
            return Value(1.0)  # symbols, of which only the shapes matter
        if strict and x.data == y.data:
            raise DomainError(say("at a border", sign=sign))
        return Value(float(COMPARISONS[sign](x.data, y.data)))

    return elementwise(compare, left, right)._replace(varies=left.varies or right.varies)


def called(name: str, arrays: list[Array], own: Mapping[str, Any]) -> Array:
    """A function of the language, or one's `own`, applied to arrays.

    Raises `Mistake` for an unknown function, and for arguments that the function does not take.
    """
    name = ALIASES.get(name, name)
    if name in OF_ARRAYS:
        counts, function = OF_ARRAYS[name]
        if len(arrays) not in counts:
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


def _of_a_list(name: str, arrays: list[Array], function: Callable[..., Any]) -> Array:
    """A row of a list, applied to the numbers of one vector, to each row of a matrix (for softmax), or to several
    scalars."""
    by_rows = name in ("softmax", "log_softmax", "logsumexp")
    if len(arrays) == 2 and len(arrays[0].shape) == 2 and name in ("mean", "total"):
        return _along(name, *arrays)
    if any(array.shape for array in arrays[len(arrays) == 1 :]) or not arrays:
        raise Mistake(say("one vector or scalars", name=name))
    varies = any(array.varies for array in arrays)
    if len(arrays) > 1:
        several = function([array.items for array in arrays])
        return Array((str(len(arrays)),), several, varies) if isinstance(several, list) else Array((), several, varies)
    [array] = arrays
    if by_rows and not array.shape:
        raise Mistake(say("needs a vector", name=name))
    if by_rows and len(array.shape) == 2:
        rows = [function(row) for row in array.items]
        return Array(array.shape if isinstance(rows[0], list) else array.shape[:1], rows, varies)
    found = function(array.numbers)
    return Array(array.shape if isinstance(found, list) else (), found, varies)


def _along(name: str, array: Array, axis: Array) -> Array:
    """The sum or mean of each column, along axis 0, or of each row, along axis 1."""
    if axis.shape or axis.varies or axis.items.data not in (0.0, 1.0):
        raise Mistake(say("the axis", name="sum" if name == "total" else name))
    of = transposed(array) if axis.items.data == 0.0 else array
    return Array(of.shape[:1], [FUNCTIONS[name](row) for row in of.items], array.varies)


def _outer(u: Array, v: Array) -> Array:
    for array in (u, v):
        if len(array.shape) != 1:
            raise Mistake(say("needs vectors", name="outer", shape=described(array.shape)))
    return Array(u.shape + v.shape, [[x * y for y in v.items] for x in u.items], u.varies or v.varies)


def _dot(u: Array, v: Array) -> Array:
    for array in (u, v):
        if len(array.shape) != 1:
            raise Mistake(say("needs vectors", name="dot", shape=described(array.shape)))
    return product(u, v)


def _where(condition: Array, x: Array, y: Array) -> Array:
    return elementwise(where, condition, x, y)._replace(varies=x.varies or y.varies or condition.varies)


OF_ARRAYS: dict[str, tuple[tuple[int, ...], Callable[..., Array]]] = {
    "T": ((1,), transposed),
    "dot": ((2,), _dot),
    "outer": ((2,), _outer),
    "sum": ((1, 2), lambda *arrays: _of_a_list("total", list(arrays), FUNCTIONS["total"])),
    "where": ((3,), _where),
}
"""The functions that do not work number by number, and the numbers of arguments that each takes."""

NAMES = sorted({*CALLABLE, *OF_ARRAYS})
