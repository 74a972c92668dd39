"""`parse`: a text becomes a Value. Python never evaluates the text."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from autograd.calculus.order import inputs_first
from autograd.calculus.row import Op
from autograd.graph.expression.calls import ALIASES, by_name
from autograd.graph.expression.definitions import pointing_at, read
from autograd.graph.expression.tree import Formula, all_constants, calculated
from autograd.graph.expression.vectors import Array, described
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, cut, real, refuse_kind
from autograd.language.text import printable
from autograd.notation.signs import Mistake
from autograd.notation.tree import nearest, tree_of


def parse(text: str, variables: Mapping[str, Any] | None = None, *, operations: Iterable[Op] = ()) -> Value:
    """The Value of an expression such as `"apple * num * tax"`, recorded as if it had been written in Python.

    `variables` gives each name a number, which becomes a leaf of that name; a list of numbers, which is a vector with
    the leaves `x[0]`, `x[1]`, …; a list of rows, which is a matrix; or Values, which are used as they are.

    An expression has `+ - * / **`, parentheses, numbers, `pi` and `e`, and the functions of the table of operations,
    number by number. Also written are `|x|`, `√x`, `ln(x)`, `1 if x > 0 else 0` and `where(x > 0, 1, 0)` with `<`,
    `<=`, `>`, `>=`, `==` and `!=`. Of vectors and matrices there are `x[0]`, `W[0, 1]`, `W.T`, `@`, `sum(x)` or `Σ(x)`,
    `max(x)`, `min(x)`, `mean(x)`, `softmax(x)`, `dot(u, v)`, `outer(u, v)` and `conv(x, window)`. `sum(a, b)`, `max(a,
    b)` and others take several numbers too. Several formulas are separated by `;`. All but the last one have a name,
    which their node gets too.

    Names may be any identifiers, also Japanese ones. Full-width signs and digits are read as plain ones. A variable may
    have the name of a function, of `pi` or of `e`; then the name means the variable wherever no `(` follows. Only the
    chosen side of a choice needs a value; of a vector, all numbers of a side do if one of them is chosen, as in
    `where(x > 0, log(where(x > 0, x, 1)), 0)`. `operations` are functions of your own that the text calls, made by
    `autograd.operation`.

    Raises `ExpressionError`, which points at the character, for any other text and for an expression without a finite
    value. Raises `TypeError` if the expression is no text or a variable is no number.

    >>> parse("sigmoid(w * x) ** 2", {"w": 0.0, "x": 3}).data
    0.25
    >>> parse("h = |x| + 1; 10 * h if x < 0 else h", {"x": -2}).data
    30.0
    >>> parse("sum((W @ x)[0] * x)", {"W": [[1, 2], [3, 4]], "x": [1, 10]}).data
    231.0
    >>> parse("2 +* x", {"x": 1})
    Traceback (most recent call last):
    autograd.ExpressionError: a number or a name is missing before *
      2 +* x
         ^
    """
    if not isinstance(text, str):
        raise TypeError(say("expression is no text", kind=type(text).__name__))
    if variables is not None and not isinstance(variables, Mapping):
        refuse_kind("variables", variables, "kind variables")
    if not all(isinstance(name, str) for name in variables or {}):
        raise TypeError(say("variables without names"))
    named = {unicodedata.normalize("NFKC", name): given for name, given in (variables or {}).items()}
    own = by_name(operations)
    with pointing_at(text):
        formulas, used = read(text, own, named)
        for formula in formulas:
            if formula.name in named:
                start = formula.column - 1
                raise Mistake(say("defined and given", name=printable(formula.name)), start)
        if len(formulas) == 1 and formulas[0].name and not used:  # x=3, without an expression
            advice = say("what is written of an equation")
            raise Mistake(say("no part of an expression", sign="=", advice=advice), formulas[0].column - 1)
        for name, column in used.items():
            if name not in named:
                if name in ALIASES:
                    raise Mistake(say("function without argument", function=name), column)
                near = nearest(name, named)
                raise Mistake(say("no value", name=printable(name), nearest=near), column, missing=name)
        known = {}
        for name, column in used.items():
            try:
                known[name] = _array(named[name], name)
            except DomainError as error:
                raise Mistake(str(error), column) from error
        return _output(formulas, known, own)


def _output(formulas: list[Formula], known: dict[str, Array], own: Mapping[str, Op]) -> Value:
    """The Value of the last formula."""
    given = {id(node) for node in inputs_first([x for array in known.values() for x in array.numbers])}
    constants, comparisons = all_constants(), set[str]()
    for formula in formulas:
        found = calculated(formula, known, own, constants=constants)
        _name(formula.name, found.items, given)
        known[formula.name] = found
        tree = tree_of(formula.python)
        if isinstance(tree, ast.Compare) or (isinstance(tree, ast.Name) and tree.id in comparisons):
            comparisons.add(formula.name)
    if formula.name in comparisons:
        raise Mistake(say("a comparison alone"), formula.start)
    if found.shape:
        raise Mistake(say("the result is no scalar", shape=described(found.shape)), formula.start)
    return found.items  # type: ignore[no-any-return]


def _name(name: str, items: Any, given: Collection[int]) -> None:
    """Name the nodes that a formula has made; numbers of a vector are named by their places."""
    if isinstance(items, list):
        for i, part in enumerate(items):
            _name(f"{name}[{i}]", part, given)
    elif items.name is None and id(items) not in given and name[:1].isidentifier():
        items.name = name


def _array(given: Any, name: str) -> Array:
    """A number, a list or a list of rows, with a leaf of the name or of its place for each plain number."""
    given = given.tolist() if hasattr(given, "tolist") else given
    if not isinstance(given, list | tuple):
        leaf = given if isinstance(given, Value) else Value(real(given, "the variable", name=printable(name)), name)
        return Array((), leaf, True)
    if not given:
        raise TypeError(say("variable without numbers", name=printable(name)))
    parts = [_array(part, f"{name}[{i}]") for i, part in enumerate(given)]
    if any(part.shape != parts[0].shape or len(part.shape) > 1 for part in parts):
        raise TypeError(say("variable of another kind", name=printable(name), given=cut(repr(given))))
    return Array((str(len(parts)), *parts[0].shape), [part.items for part in parts], True)
