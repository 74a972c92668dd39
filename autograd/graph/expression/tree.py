"""What the tree of an expression gives: an Array for each of its nodes. Only what stands here is carried out."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

from autograd.calculus.row import Op
from autograd.graph.expression.arrays import called, choice, refuse_scalar
from autograd.graph.expression.calls import CONSTANTS
from autograd.graph.expression.vectors import Array, chosen, compared, elementwise, product, transposed
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import Value
from autograd.notation.signs import Mistake
from autograd.notation.tree import worked_out

OPERATORS: dict[type[ast.AST], Callable[..., Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: FUNCTIONS["sqrt"],  # √, see `check_signs`
}
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
    column: int = 0
    name: str = ""


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
    symbols, of which only the shapes matter. `constants` are nodes of pi and e for the names that are not known;
    without them, each use has a node of its own.

    Raises `Mistake` with its column; its cause is the `DomainError` if a number does not exist.
    """

    def result(node: Any, parts: list[Any]) -> Any:  # Arrays; Refused only as a part of a choice
        match node:
            case ast.Name(id=name):
                return known[name] if name in known else (constants or all_constants())[name]
            case ast.Constant(value=number):
                return Array((), Value(number))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):  # -3 is one number
                return Array((), Value(-parts[0].items.data))
            case ast.BinOp(op=ast.MatMult()):
                return product(*parts)
            case ast.BinOp(op=ast.Pow(), left=ast.Name(id="e")) if "e" not in known:
                return elementwise(FUNCTIONS["exp"], parts[1])
            case ast.BinOp(op=ast.Pow()) if not parts[1].varies:
                return elementwise(lambda x, n: x**n.data, *parts)
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
            case ast.Subscript(slice=ast.Constant(value=int(j))):
                return chosen(parts[0], [j], dry)
            case ast.Subscript(slice=ast.Tuple(elts=[ast.Constant(value=int(i)), ast.Constant(value=int(j))])):
                return chosen(parts[0], [i, j], dry)
        return elementwise(OPERATORS[type(node.op)], *parts)

    try:
        return worked_out(formula.python, result)
    except Mistake as mistake:
        mistake.column += formula.column
        raise


def _both(left: Array, right: Array) -> Array:
    """1 where both conditions hold, as in 0 < x < 1."""
    both = elementwise(lambda x, y: Value(x.data * y.data), left, right)
    return both._replace(varies=left.varies or right.varies)
