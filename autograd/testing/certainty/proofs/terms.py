"""Numbers that keep all that is done with them, as plain data for another process.

`Symbol`s are to be read by people, and leave out what is multiplied by 0. A proof must not: 1 + 0 * log(x) has no value
below 0.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from autograd.calculus.numbers.number import Number, overload
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.graph.value import Value
from autograd.language.errors import real

COMPARED = {"__lt__": "<", "__gt__": ">", "__le__": "<=", "__ge__": ">=", "__eq__": "==", "__ne__": "!="}


class Term(Number):
    """An input, a number, or a row of the table or a comparison applied to terms; `what` is its name, "input" or
    "number", and `constants` are those of the row, the place of the input, or the number.

    >>> x = Term.input(0)
    >>> written([x * x + 1.0])[0]
    [['input', [0], []], ['mul', [], [0, 0]], ['number', [1.0], []], ['add', [], [1, 2]]]
    """

    __slots__ = ("constants", "inputs", "what")
    rank = 3

    def __init__(self, what: str, constants: tuple[float, ...], inputs: tuple[Term, ...] = ()) -> None:
        self.what, self.constants, self.inputs = what, constants, inputs

    @classmethod
    def input(cls, place: int) -> Term:
        return cls("input", (place,))

    @classmethod
    def lift(cls, number: object) -> Term:
        if isinstance(number, Term):
            return number
        return _of_a_value(number) if isinstance(number, Value) else cls("number", (real(number),))

    def choose(self, yes: Any, no: Any) -> Term:
        """`yes` where this condition holds, else `no`."""
        return Term("where", (), (Term.lift(yes), Term.lift(no), self))

    def __bool__(self) -> bool:
        raise TypeError("a condition on terms is neither true nor false: choose with where(condition, x, y)")

    @property  # type: ignore[misc]  # object's own can be set
    def __class__(self) -> Any:
        """`isinstance` asks here. The library may; another function may do something else with floats."""
        if not sys._getframe(1).f_globals.get("__name__", "").startswith("autograd."):
            raise TypeError("a function that asks for the type of a number is no formula")
        return Term

    __hash__ = None  # type: ignore[assignment]  # a table of numbers would not find the one that it stands for


def _comparison(sign: str) -> Callable[[Term, Any], Term]:
    return lambda x, y: Term(sign, (), (x, Term.lift(y)))


for _method, _sign in COMPARED.items():
    setattr(Term, _method, _comparison(_sign))


def _term(row: Op) -> Callable[..., Term]:
    def evaluate(*inputs: Any) -> Term:
        xs = inputs[0] if row.arity == MANY else inputs
        return _made(row, tuple(map(Term.lift, xs)))

    return evaluate


def _made(row: Op, inputs: tuple[Term, ...]) -> Term:
    own = OPS.get(row.name) is not row.unbound  # an operation of one's own may be called as one of ours
    return Term("an operation of one's own" if own else row.name, tuple(row.bound.values()), inputs)


def _of_a_value(value: Value) -> Term:
    """A constant as it was calculated: sqrt(2) is a root, and not 1.4142135623730951."""
    made: dict[int, Term] = {}
    for node in inputs_first([value]):
        inputs = tuple(made[id(x)] for x in node.inputs)
        made[id(node)] = Term("number", (node.data,)) if node.op is None else _made(node.op, inputs)
    return made[id(value)]


overload(Term, TABLE, _term)


def written(terms: Iterable[Any]) -> tuple[list[list[Any]], list[int]]:
    """The terms as data: for each node its name, its constants and the places of its inputs, which stand before it; and
    the places of the terms."""
    lifted = [Term.lift(term) for term in terms]
    place: dict[int, int] = {}
    nodes: list[list[Any]] = []
    todo = lifted[::-1]
    while todo:
        node = todo.pop()
        later = [x for x in node.inputs if id(x) not in place]
        if later:
            todo += [node, *reversed(later)]
        elif id(node) not in place:
            place[id(node)] = len(nodes)
            nodes.append([node.what, list(node.constants), [place[id(x)] for x in node.inputs]])
    return nodes, [place[id(term)] for term in lifted]
