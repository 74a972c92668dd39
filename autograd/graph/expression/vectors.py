"""Vectors and matrices of numbers, as the formula of a layer needs them. Every number is a node of its own.

An `Array` knows the names of its sizes, so whether `W @ x` fits does not depend on the sizes in one example.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from autograd.calculus.order import inputs_first
from autograd.graph.functions import dot
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.notation.signs import Mistake
from autograd.notation.symbols import Symbol

COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
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
    columns = transposed(right).items
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


def chosen(array: Array, places: Sequence[int], dry: bool) -> Array:
    """The number at these places, counted from 0; of a matrix and one place, the row.

    Raises `Mistake` where there is no such place, and `DomainError` where there is none for sizes drawn from letters.
    """
    for j in places:
        if not array.shape:
            raise Mistake(say("no place", j=j, shape=described(array.shape)))
        if j >= len(array.items):
            said = say("no output", j=j, n=len(array.items))
            raise Mistake(said) if dry or array.shape[0].isdigit() else DomainError(said)
        array = Array(array.shape[1:], array.items[j], array.varies)
    return array


def compared(sign: str, left: Array, right: Array, by: Sequence[Any] | None) -> Array:
    """1 where the comparison holds, else 0, as a constant.

    The function may jump where both sides are equal. So equal numbers are refused if they depend on a Value of `by`.
    """

    def compare(x: Any, y: Any) -> Any:
        if isinstance(x, Symbol) or isinstance(y, Symbol):
            return Symbol("x")  # symbols do not decide it
        if not (isinstance(x, Value) and isinstance(y, Value)):
            holds = COMPARISONS[sign](x, y)  # numbers of another system know what comparing them means
            return Value(float(holds)) if isinstance(holds, bool) else holds
        if by and x.data == y.data and not {*map(id, by)}.isdisjoint(map(id, inputs_first([x, y]))):
            raise DomainError(say("at a border", sign=sign))
        return Value(float(COMPARISONS[sign](x.data, y.data)))

    return elementwise(compare, left, right)._replace(varies=left.varies or right.varies)


def described(shape: Sequence[str]) -> str:
    """A shape in words.

    >>> described(()), described(("n",)), described(("n", "3"))
    ('a scalar', 'a vector of n', 'a matrix of n x 3')
    """
    match shape:
        case []:
            return say("a scalar")
        case [n]:
            return say("a vector of", n=n)
    return say("a matrix of", rows=shape[0], columns=shape[1])
