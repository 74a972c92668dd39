"""The local gradients that are needed, also where the rule raises an error because of another input.

The rule is read once more with numbers that carry a refusal along instead of raising it. So a rule need not say which
part belongs to which input.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from autograd.calculus.numbers.number import Number, calculated, overload, plainly
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op

REFUSED = (ValueError, ArithmeticError)


class Tried(Number):
    """A number of any system, or the `refusal` that stands in its place."""

    __slots__ = ("_number", "_refusal")

    def __init__(self, number: Any, refusal: Exception | None = None) -> None:
        self._number, self._refusal = number, refusal

    @classmethod
    def lift(cls, number: object) -> Tried:
        return number if isinstance(number, Tried) else Tried(number)

    @property
    def number(self) -> Any:
        """The number. Raises the refusal if there is none."""
        if self._refusal:
            raise self._refusal
        return self._number

    def plainly(self) -> float:
        return plainly(self.number)


def _tried(row: Op) -> Callable[..., Tried]:
    def evaluate(*inputs: Any) -> Tried:
        try:
            return Tried(calculated(row, [Tried.lift(x).number for x in (inputs[0] if row.arity == MANY else inputs)]))
        except REFUSED as refusal:
            return Tried(None, refusal)

    return evaluate


overload(Tried, TABLE, _tried)


def needed_partials(op: Op, z: Any, xs: Sequence[Any], slots: Collection[int]) -> Sequence[Any]:
    """The local gradients of `op`. Those at `slots` are needed; any other is None if it does not exist.

    Raises `ValueError` or `ArithmeticError` where a needed local gradient does not exist.

    >>> from autograd.calculus.ops import OPS
    >>> needed_partials(OPS["pow"], 4.0, [-2.0, 2.0], {0})
    [-4.0, None]
    """
    try:
        return op.partials(z, *xs)
    except REFUSED:
        if len(slots) == len(xs):
            raise
        tried = op.partials(Tried(z), *map(Tried, xs))
        return [Tried.lift(local).number if slot in slots else None for slot, local in enumerate(tried)]
