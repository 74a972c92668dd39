"""Several formulas, one after the other, `h = W @ x; sum(h**2)`: all but the last one have a name."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from autograd.graph.expression.arrays import NAMES
from autograd.graph.expression.calls import CONSTANTS
from autograd.graph.expression.tree import Formula
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import pointed_at, printable
from autograd.notation.signs import LETTER, Mistake, check_length, check_signs, in_plain_signs
from autograd.notation.tree import tree_of

BEFORE_EQUALS = re.compile(rf" *(?![0-9])(?:{LETTER}|')+ *(?==(?!=))")
"""What is meant as a name, before the =. A `'` is no letter, but lectures write h'."""


def normal(name: str) -> str:
    """A name as Python reads it: full-width letters become plain ones."""
    return unicodedata.normalize("NFKC", name.strip())


def read(
    text: str, own: Collection[str] = (), given: Collection[str] = (), fixed: Collection[str] = ()
) -> tuple[list[Formula], dict[str, int]]:
    """The formulas of a text, and the names in them that none of them defines, each with its first column.

    `own` are functions of one's own. `given` are names that mean an input, whatever else they might mean. `fixed` are
    names that mean something else, and are no inputs.

    Raises `Mistake` with its column.

    >>> read("h = w * x; h + pi")
    ([Formula(python=' w * x', column=3, name='h'), Formula(python=' h + pi', column=10, name='')], {'w': 4, 'x': 8})
    """
    plain = in_plain_signs(text)
    check_length(plain)
    formulas: list[Formula] = []
    used: dict[str, int] = {}
    defined, known = set[str](), {*fixed} - {*given}
    for name, start, python, column in _parts(plain):
        if name in used or name in defined:
            raise Mistake(say("defined too late" if name in used else "defined twice", name=printable(name)), start)
        formula = Formula(python, column, name)
        for other, place in names(formula):
            if other == name:
                raise Mistake(say("defined by itself", name=printable(name)), place)
            if other in known or (other in CONSTANTS and other not in given):
                continue
            if (other in NAMES or other in own) and other not in given:
                raise Mistake(say("function without argument", function=other), place)
            used.setdefault(other, place)
        formulas.append(formula)
        if name:
            defined.add(name)
            known.add(name)
    return formulas, used


def names(formula: Formula) -> Iterator[tuple[str, int]]:
    """The names in a formula, except those of functions, with their columns, in their order."""
    for name, column in _names(formula.python):
        yield name, formula.column + column


@lru_cache(maxsize=256)  # as `tree_of`
def _names(python: str) -> tuple[tuple[str, int], ...]:
    nodes = list(ast.walk(tree_of(python)))
    functions = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    found = [node for node in nodes if isinstance(node, ast.Name) and id(node) not in functions]
    encoded = python.encode()
    columns = (node.col_offset - 1 for node in found)  # Python counts bytes, and the parenthesis of `tree_of`
    pairs = [(len(encoded[:column].decode()), node.id) for node, column in zip(found, columns, strict=True)]
    return tuple((name, column) for column, name in sorted(pairs))


def _parts(plain: str) -> Iterator[tuple[str, int, str, int]]:
    """For each formula: the name before the =, if there is one, and its column; the formula for Python, and its
    column."""
    parts = plain.split(";")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()  # a ; at the end
    column = 0
    for i, part in enumerate(parts):
        start = column + len(part) - len(part.lstrip())
        named = _name_before(part)
        if named is None and i < len(parts) - 1:
            raise Mistake(say("nothing between ;") if not part.strip() else say("a name is missing"), start)
        name = normal(named or "")
        if named is not None and not name.isidentifier():
            raise Mistake(say("not a name", name=printable(name)), start)
        first = 0 if named is None else len(named) + 1
        yield name, start, checked(part[first:], column + first), column + first
        column += len(part) + 1


def _name_before(part: str) -> str | None:
    """The name that an = defines, as it is written; None if there is no such =."""
    found = BEFORE_EQUALS.match(part)
    return found[0] if found else None


def checked(plain: str, column: int) -> str:
    """`check_signs` of a part of a text that begins at this column."""
    try:
        return check_signs(plain)
    except Mistake as mistake:
        mistake.column += column
        raise


class pointing_at:  # noqa: N801  (reads like a statement)
    """Within this context, a mistake becomes an error that shows `text`."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if isinstance(error, Mistake):
            picture = pointed_at(self.text, error.column)
            raise ExpressionError(str(error), self.text, error.column, picture, error.missing) from None
