"""What the tree of an expression gives: an Array for each of its nodes. Only what stands here is carried out."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

from autograd.calculus.numbers import number
from autograd.calculus.row import Op
from autograd.graph.expression.arrays import called, choice, refuse_scalar
from autograd.graph.expression.calls import CONSTANTS
from autograd.graph.expression.vectors import Array, chosen, compared, elementwise, product, transposed
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import printable
from autograd.notation.signs import Mistake
from autograd.notation.symbols import Symbol
from autograd.notation.tree import Refused, tree_of, worked_out

OPERATORS: dict[type[ast.AST], Callable[..., Value]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: FUNCTIONS["sqrt"],  # √, see `check_signs`
} | {
    type(tree_of(f"x {sign} y").op): getattr(operator, name)  # type: ignore[attr-defined]
    for sign, name in number.OPERATORS.items()
}
"""Python's operators. Those without a row have not got as far as here."""
COMPARED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.Gt: ">", ast.LtE: "<=", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


def all_constants() -> dict[str, Array]:
    """A new node for each constant."""
    return {name: Array((), Value(number, name)) for name, number in CONSTANTS.items()}


class Formula(NamedTuple):
    """A formula as `check_signs` returned it, the column at which it begins in the whole text, and the name that it
    defines; empty if it has none."""

    python: str
    column: int
    name: str = ""

    @property
    def start(self) -> int:
        """The column of its first sign."""
        return self.column + len(self.python) - len(self.python.lstrip())


def calculated(
    formula: Formula,
    known: Mapping[str, Array],
    own: Mapping[str, Op],
    by: Sequence[Any] | None = None,
    dry: bool = False,
    constants: Mapping[str, Array] | None = None,
) -> Any:
    """The Array that a formula gives, with these names and functions of one's own.

    It is differentiated by the Values `by`, so places are refused where a comparison of them may jump. `dry` inputs are
    symbols, of which only the shapes matter. `constants` are nodes of pi and e for the names that are not known.

    Raises `Mistake` with its column; its cause is the `DomainError` if a number does not exist.
    """

    constants = all_constants() if constants is None else constants

    def result(node: Any, parts: list[Any]) -> Any:  # Arrays; Refused only as a part of a choice
        match node:
            case ast.Name(id=name):
                return known[name] if name in known else constants[name]
            case ast.Constant(value=number):
                return Array((), Value(number))
            case ast.BinOp(op=ast.Pow(), left=ast.Name(id="e")) if "e" not in known:
                return elementwise(FUNCTIONS["exp"], parts[1])
            case ast.Call(func=ast.Name(id=name)):
                if dry:
                    refuse_scalar(name, parts)
                return called(name, parts, own)
            case ast.Compare(ops=ops):
                pairs = zip(ops, parts, parts[1:], strict=False)
                return reduce(_both, [compared(COMPARED[type(op)], x, y, by) for op, x, y in pairs])
            case ast.IfExp():
                return choice(*parts)
            case ast.Attribute():
                return transposed(*parts)
            case ast.List():  # |x|, see `check_signs`
                return elementwise(abs, *parts)
            case ast.Subscript():
                return _chosen(node, parts[0], dry)
        return _combined(node, parts)

    try:
        return worked_out(formula.python, result, lambda node, parts: result(node, _in_symbols(parts)))
    except Mistake as mistake:
        mistake.column += formula.column
        raise


def _in_symbols(parts: list[Any]) -> list[Array]:
    """The parts as symbols, which need no value; constants as they are, if any other part is not one."""
    arrays = [part.in_symbols if isinstance(part, Refused) else part for part in parts]
    if not any(array.varies for array in arrays):
        arrays = [array._replace(varies=True) for array in arrays]
    return [elementwise(lambda _: Symbol("x"), array) if array.varies else array for array in arrays]


def _combined(node: Any, parts: list[Array]) -> Array:
    """The result of an operator."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):  # -3 is one number
            return Array((), Value(-parts[0].items.data))
        case ast.BinOp(op=ast.MatMult()):
            return product(*parts)
        case ast.BinOp(op=ast.Pow()) if not parts[1].varies:
            return elementwise(lambda x, n: x**n.data, *parts)
    return elementwise(OPERATORS[type(node.op)], *parts)


def _chosen(node: Any, array: Array, dry: bool) -> Array:
    """The number of an array at the places of an index, `x[i]` or `x[i, j]`."""
    places = [place.value for place in getattr(node.slice, "elts", [node.slice])]
    name, leaf = getattr(node.value, "id", ""), array.items
    if name and not array.shape and array.varies and leaf.op is None and leaf.name == name:  # a scalar that is given
        raise Mistake(say("place of a scalar", j=places[0], name=printable(name)))
    return chosen(array, places, dry)


def _both(left: Array, right: Array) -> Array:
    """1 where both conditions hold, as in 0 < x < 1."""

    def holds(x: Any, y: Any) -> Any:
        if isinstance(x, Symbol) or isinstance(y, Symbol):
            return Symbol("x")
        return Value(x.data * y.data) if isinstance(x, Value) and isinstance(y, Value) else x * y

    return elementwise(holds, left, right)._replace(varies=left.varies or right.varies)
