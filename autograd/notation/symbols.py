"""Symbols: numbers that stand for any number. A rule that is fed with them gives its formula, and a domain its
condition."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from autograd.calculus.elementary import Constant
from autograd.calculus.numbers.number import Number, overload
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op
from autograd.language import say


class Symbol(Number):
    """A name, a number, or an operation on symbols. `name` is the number if it is one.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> from autograd.notation.formulas import text
    >>> text(x * y + 1 * x), text((x + y) ** 2), text(x > 0)
    ('x * y + x', '(x + y) ** 2', 'x > 0')
    """

    __slots__ = ("inputs", "name", "op")
    symbolic = True

    def __init__(self, name: str | float, op: Any = None, inputs: tuple[Symbol, ...] = ()) -> None:
        self.name, self.op, self.inputs = name, op, inputs

    @classmethod
    def lift(cls, number: object) -> Symbol:
        return number if isinstance(number, Symbol) else Symbol(number)  # type: ignore[arg-type]

    def choose(self, yes: Any, no: Any) -> Symbol:
        """`yes` where this condition holds, else `no`."""
        return Symbol("", OPS["where"], (Symbol.lift(yes), Symbol.lift(no), self))

    def is_integer(self) -> Symbol:
        return Symbol("", WHOLE, (self,))

    def __bool__(self) -> bool:
        """True, as for almost any number that it may stand for.

        Raises `TypeError` for a condition: the formula of a rule that chooses with `if` would show one branch only.
        """
        if self.op in CONDITIONS:
            raise TypeError(say("condition on symbols"))
        return bool(self.name) or self.op is not None


# Conditions are written like operations. Only those on numbers have a value; none has a derivative.
RELATIONS = {
    name: Op(name, "x, y", value, lambda z, x, y: (), symbol=sign, latex=latex)
    for name, sign, latex, value in (
        ("gt", ">", "$x > $y", operator.gt),
        ("ge", ">=", r"$x \ge $y", operator.ge),
        ("lt", "<", "$x < $y", operator.lt),
        ("le", "<=", r"$x \le $y", operator.le),
        ("eq", "==", "$x = $y", operator.eq),
        ("ne", "!=", r"$x \ne $y", operator.ne),
        ("and", "and", r"$x \text{ and } $y", operator.and_),
        ("or", "or", r"$x \text{ or } $y", operator.or_),
    )
}
WHOLE = Op(
    "whole", "x", float.is_integer, lambda z, x: (), text="$x is whole", latex=r"$x \text{ is whole}", symbol="is"
)
CONDITIONS = {*RELATIONS.values(), WHOLE}


def _relation(name: str) -> Callable[[Symbol, Any], Any]:
    def related(x: Symbol, y: Any) -> Any:
        if isinstance(y, bool) and name in ("and", "or"):  # a condition that is the same for any number
            return x if y is (name == "and") else y
        return Symbol("", RELATIONS[name], (x, Symbol.lift(y)))

    return related


for _name in RELATIONS:
    setattr(Symbol, f"__{_name}__", _relation(_name))
for _name in ("and", "or"):  # True & x is x & True
    setattr(Symbol, f"__r{_name}__", _relation(_name))


def _symbolic(row: Op) -> Callable[..., Symbol]:
    """A row in symbols: it is written down, without the 0s and 1s that people leave out."""

    def evaluate(*arguments: Any, **named: Any) -> Symbol:
        if row.arity == MANY:
            op = row if row.bound or not row.constants else row.filled(*arguments[1:], **named)
            return Symbol("", op, tuple(map(Symbol.lift, arguments[0])))
        constants = [constant for constant in row.constants if constant not in row.bound]
        missing = constants[len(arguments) - row.arity :]
        given = dict(zip(reversed(constants), reversed(row.defaults), strict=False)) | named
        if len(arguments) + len(missing) != row.arity + len(constants) or not {*named} <= {*missing} <= {*given}:
            raise TypeError(say("arguments of a row", name=row.name, arguments=", ".join(row.arguments)))
        inputs = tuple(map(Symbol.lift, (*arguments, *[given[constant] for constant in missing])))
        numbers = [None if x.op or isinstance(x.name, str) else x.name for x in inputs]
        simpler = _simpler(row, inputs, numbers)
        return Symbol("", row, inputs) if simpler is None else Symbol.lift(simpler)

    return evaluate


def _simpler(row: Op, inputs: tuple[Symbol, ...], numbers: list[Any]) -> Any:
    match (row.name, *numbers):
        case ("add", 0, _) | ("mul", 1, _):
            return inputs[1]
        case ("add" | "sub", _, 0) | ("mul" | "div", _, 1) | ("pow" | "power", _, 1):
            return inputs[0]
        case ("mul", 0, _) | ("mul", _, 0):
            return 0.0
        case ("mul", -1, _) | ("sub", 0, _):
            return -inputs[1]
        case ("mul", _, -1):
            return -inputs[0]
        case ("neg", number) if number is not None:
            return -number
        case ("neg", _) if inputs[0].op is OPS["neg"]:
            return inputs[0].inputs[0]
        case ("add", _, _) if inputs[1].op is OPS["neg"]:
            return inputs[0] - inputs[1].inputs[0]
        case ("add" | "sub" | "mul", a, b) if None not in (a, b) and not any(isinstance(n, Constant) for n in (a, b)):
            return row.value(a, b)
    return None


overload(Symbol, TABLE, _symbolic)
