"""An expression typed by a person, read safely: text in, a Value out.

`notation` checks the text and makes its tree. Here only what stands in the tables below is carried out: nothing is ever
evaluated.
"""

from __future__ import annotations

import ast
import math
import operator
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import MANY
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ExpressionError, real
from autograd.language.text import pointed_at, printable
from autograd.notation.signs import Mistake, check_signs, in_plain_signs
from autograd.notation.tree import SYMBOLS, nearest, worked_out

OPERATORS: dict[type[ast.AST], Callable[..., Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
CONSTANTS = {"pi": math.pi, "π": math.pi}
CALLABLE = sorted(FUNCTIONS.keys() - {"dot", "where"})
"""The functions an expression may call; the two lists of `dot` and the condition of `where` have no notation here."""

ALIASES = {"ln": "log", "σ": "sigmoid"}
"""Names of functions as lectures write them."""


def parse(text: str, variables: Mapping[str, Any] | None = None) -> Value:
    """The Value of an expression such as `"apple * num * tax"`, recorded as if it had been written in Python.

    `variables` gives each name a number, which becomes a leaf of that name, or a Value of yours, which is used as it
    is. Understood are `+ - * / **`, parentheses, numbers, `pi`, and the functions of the table of operations (but not
    `dot` and `where`, which take lists and a condition), of `softmax` and `log_softmax` one output at a time:
    `softmax(x, y)[0]`. Names may be any identifiers, also Japanese ones, and full-width signs and digits are read as
    the plain ones. A variable may have the name of a function or of `pi`: then it is meant wherever no `(` follows.

    Raises `ExpressionError`, which points at the character, for any text that is not such an expression or has no
    finite value; `TypeError` for what is no text, or a variable that is no number.

    >>> parse("sigmoid(w * x) ** 2", {"w": 0.0, "x": 3}).data
    0.25
    >>> parse("2 +* x", {"x": 1})
    Traceback (most recent call last):
    autograd.ExpressionError: a number or a name is missing before *
      2 +* x
         ^
    """
    if not isinstance(text, str):
        raise TypeError(f"an expression is a text, not {type(text).__name__}: parse('w * x', {{'w': 2, 'x': 3}})")
    if not all(isinstance(name, str) for name in variables or {}):
        raise TypeError("variables are given by name: parse('w * x', {'w': 2, 'x': 3})")
    named = {unicodedata.normalize("NFKC", name): number for name, number in (variables or {}).items()}
    try:
        plain = in_plain_signs(text)
        check_signs(plain, SYMBOLS)
        return _calculated(plain, named)
    except Mistake as mistake:
        place = pointed_at(text, mistake.column)
        raise ExpressionError(str(mistake), text, mistake.column, place, mistake.missing) from None


def _calculated(plain: str, variables: Mapping[str, Any]) -> Value:
    """A result is a Value and whether it depends on a variable: an exponent that does not is a constant of its node."""
    leaves: dict[str, Value] = {}

    def result(node: Any, parts: list[tuple[Value, bool]]) -> tuple[Value, bool]:
        if isinstance(node, ast.Name):
            if node.id not in leaves:
                leaves[node.id] = _leaf(node.id, variables)
            return leaves[node.id], node.id in variables
        depends = [varies for _, varies in parts]
        return _result(node, [value for value, _ in parts], depends), any(depends)

    return worked_out(plain, result)[0]


def _result(node: Any, operands: list[Value], depends: list[bool]) -> Any:
    match node:
        case ast.Constant():
            return Value(node.value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):  # -3 is one number
            return Value(-operands[0].data)
        case ast.BinOp(op=ast.Pow()) if not depends[1]:
            return operands[0] ** operands[1].data
        case ast.Call(func=ast.Name(id=name)):
            return call_of_numbers(name, operands, depends)
        case ast.Subscript(value=ast.Call(func=ast.Name(id=name)), slice=ast.Constant(value=int(j))):
            return call_of_numbers(name, operands, depends, j)
    return OPERATORS[type(node.op)](*operands)


def call_of_numbers(name: str, operands: list[Value], depends: list[bool], j: int | None = None) -> Any:
    name = ALIASES.get(name, name)
    if name in FUNCTIONS and name not in CALLABLE:
        raise Mistake(say("takes what cannot be typed", function=name))
    if name not in CALLABLE:
        advice = nearest(name, CALLABLE) or say("which functions there are", functions=", ".join(CALLABLE))
        raise Mistake(say("no function", name=printable(name), advice=advice))
    function: Callable[..., Any] = FUNCTIONS[name]
    row = OPS[name]
    has_outputs = "j" in row.constants
    if has_outputs and j is None:
        raise Mistake(say("which output", function=name))
    if j is not None and not (has_outputs and j < len(operands)):
        why = "no such output" if has_outputs else "only one output"
        raise Mistake(say(why, function=name, count=len(operands), index=j))
    if row.arity == MANY:
        if not operands:
            raise Mistake(say("takes one or more", function=name))
        return function(operands) if j is None else function(operands)[j]
    most = row.arity + len(row.constants)
    fewest = most - len(row.defaults)
    if not fewest <= len(operands) <= most:
        needs = str(most) if fewest == most else say("either", first=fewest, second=most)
        takes = "takes one number" if most == 1 else "takes numbers"
        raise Mistake(say(takes, function=name, needs=needs, given=len(operands)))
    if any(depends[row.arity :]):
        raise Mistake(say("constant that varies", constant=row.constants[0], function=name))
    return function(*operands[: row.arity], *[value.data for value in operands[row.arity :]])


def _leaf(name: str, variables: Mapping[str, Any]) -> Value:
    if name in variables:
        given = variables[name]
        return given if isinstance(given, Value) else Value(real(given, "the variable", name=printable(name)), name)
    if name in CONSTANTS:
        return Value(CONSTANTS[name], name)
    if name in CALLABLE or name in ALIASES:
        raise Mistake(say("function without argument", function=name))
    raise Mistake(say("no value", name=printable(name), nearest=nearest(name, variables)), missing=name)
