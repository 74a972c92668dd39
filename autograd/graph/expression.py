"""Expressions typed by a person, read safely: a text becomes a Value.

`notation` checks the text and makes its tree. This module carries out only what stands in its tables. Python never
evaluates the text.
"""

from __future__ import annotations

import ast
import math
import operator
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import MANY, Op
from autograd.graph.functions import FUNCTIONS
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ExpressionError, cut, real
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
"""The functions that an expression may call. `dot` and `where` are missing: their lists and condition cannot be
typed."""

ALIASES = {"ln": "log", "σ": "sigmoid"}
"""Names of functions as lectures write them."""


def by_name(operations: Iterable[Op]) -> dict[str, Op]:
    """Operations of one's own by their names. Raises `TypeError` for what is none, `ValueError` for two of one name."""
    found: dict[str, Op] = {}
    for op in operations if isinstance(operations, Iterable) else [operations]:
        if not isinstance(op, Op) or not callable(op):
            raise TypeError(f"operations is a list of what autograd.operation made, and {cut(repr(op))} is not")
        if found.setdefault(op.name, op) is not op:
            raise ValueError(f"two operations are called {op.name}: give one of them another name")
    return found


def parse(text: str, variables: Mapping[str, Any] | None = None, *, operations: Iterable[Op] = ()) -> Value:
    """The Value of an expression such as `"apple * num * tax"`, recorded as if it had been written in Python.

    `variables` gives each name a number, which becomes a leaf of that name, or a Value, which is used as it is. An
    expression has `+ - * / **`, parentheses, numbers, `pi`, and the functions of the table of operations, but not `dot`
    and `where`, which take lists and a condition. `softmax` and `log_softmax` give one output at a time: `softmax(x,
    y)[0]`. Names may be any identifiers, also Japanese ones. Full-width signs and digits are read as plain ones. A
    variable may have the name of a function or of `pi`; then the name means the variable wherever no `(` follows.
    `operations` are functions of your own that the text calls, made by `autograd.operation`.

    Raises `ExpressionError`, which points at the character, for any other text and for an expression without a finite
    value. Raises `TypeError` if the expression is no text or a variable is no number.

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
        return _calculated(plain, named, by_name(operations))
    except Mistake as mistake:
        place = pointed_at(text, mistake.column)
        raise ExpressionError(str(mistake), text, mistake.column, place, mistake.missing) from None


def _calculated(plain: str, variables: Mapping[str, Any], own: Mapping[str, Op]) -> Value:
    """A Value, and whether it depends on a variable. An exponent that depends on none is a constant of its node."""
    leaves: dict[str, Value] = {}

    def result(node: Any, parts: list[tuple[Value, bool]]) -> tuple[Value, bool]:
        if isinstance(node, ast.Name):
            if node.id not in leaves:
                leaves[node.id] = _leaf(node.id, variables, own)
            return leaves[node.id], node.id in variables
        depends = [varies for _, varies in parts]
        return _result(node, [value for value, _ in parts], depends, own), any(depends)

    return worked_out(plain, result)[0]


def _result(node: Any, operands: list[Value], depends: list[bool], own: Mapping[str, Op]) -> Any:
    match node:
        case ast.Constant():
            return Value(node.value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):  # -3 is one number
            return Value(-operands[0].data)
        case ast.BinOp(op=ast.Pow()) if not depends[1]:
            return operands[0] ** operands[1].data
        case ast.Call(func=ast.Name(id=name)):
            return call_of_numbers(name, operands, depends, own)
        case ast.Subscript(value=ast.Call(func=ast.Name(id=name)), slice=ast.Constant(value=int(j))):
            return call_of_numbers(name, operands, depends, own, j)
    return OPERATORS[type(node.op)](*operands)


def call_of_numbers(
    name: str, operands: list[Value], depends: list[bool], own: Mapping[str, Op], j: int | None = None
) -> Any:
    """The function called `name`, or output number `j` of it; `depends` tells which operands are no constants."""
    name = ALIASES.get(name, name)
    if name in FUNCTIONS and name not in CALLABLE:
        raise Mistake(say("takes what cannot be typed", function=name))
    if name not in CALLABLE and name not in own:
        known = sorted({*CALLABLE, *own})
        advice = nearest(name, known) or say("which functions there are", functions=", ".join(known))
        raise Mistake(say("no function", name=printable(name), advice=advice))
    row: Any = own.get(name) or OPS[name]
    function: Callable[..., Any] = FUNCTIONS.get(name, row)
    has_outputs = row.outputs is not None
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
    for constant, varies in zip(row.constants, depends[row.arity :], strict=False):  # others have their defaults
        if varies:
            raise Mistake(say("constant that varies", constant=constant, function=name))
    return function(*operands[: row.arity], *[value.data for value in operands[row.arity :]])


def _leaf(name: str, variables: Mapping[str, Any], own: Mapping[str, Op]) -> Value:
    if name in variables:
        given = variables[name]
        return given if isinstance(given, Value) else Value(real(given, "the variable", name=printable(name)), name)
    if name in CONSTANTS:
        return Value(CONSTANTS[name], name)
    if name in CALLABLE or name in ALIASES or name in own:
        raise Mistake(say("function without argument", function=name))
    raise Mistake(say("no value", name=printable(name), nearest=nearest(name, variables)), missing=name)
