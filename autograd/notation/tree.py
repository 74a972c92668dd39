"""The tree of a typed expression, and a walk over it in the order of work.

After `signs.py` has let a text pass, Python's parser makes the tree. The caller of the walk decides what a node
becomes: a Value, a sign, a shape.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from autograd.language import say
from autograd.language.errors import DomainError
from autograd.language.text import NAME_WIDTH, printable
from autograd.notation.signs import Mistake

PARTS: dict[type[ast.AST], Callable[[Any], list[ast.expr]]] = {
    ast.BinOp: lambda node: [node.left, node.right],
    ast.UnaryOp: lambda node: [node.operand],
    ast.Compare: lambda node: [node.left, *node.comparators],
    ast.IfExp: lambda node: [node.test, node.body, node.orelse],
    ast.Call: lambda node: node.args,
    ast.Subscript: lambda node: [node.value],
    ast.Attribute: lambda node: [node.value],
    ast.List: lambda node: node.elts,
    ast.Name: lambda node: [],
    ast.Constant: lambda node: [],
}
"""The white list: the nodes that a tree may have, and the parts of each, which are worked out first."""


class Refused:
    """In place of a result that does not exist: the mistake that says why, and the result in symbols, which has its
    shape."""

    def __init__(self, why: Mistake, in_symbols: Any) -> None:
        self.why, self.in_symbols = why, in_symbols


@lru_cache(maxsize=256)  # a formula that is put to the test is worked out at hundreds of points
def tree_of(python: str) -> ast.expr:
    """Python's tree of what `check_signs` returned."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some versions of Python want a blank in 1if
        return ast.parse(f"({python})", mode="eval").body  # in parentheses, leading blanks are no indentation


def chooses(node: ast.AST) -> bool:
    """Whether the node takes one of its last two parts: `x if condition else y`, or `where(condition, x, y)`."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "where" and len(node.args) == 3
    return isinstance(node, ast.IfExp)


def worked_out(
    python: str, result: Callable[[Any, list[Any]], Any], in_symbols: Callable[[Any, list[Any]], Any]
) -> Any:
    """The result of the outermost node. `result(node, results of its parts)` is called for each node, after its parts.

    Results wait on a stack, so a long expression needs no recursion. `python` is what `check_signs` returned. Where a
    result does not exist, `Refused` stands in its place, but only within a choice, which may take the other side.
    Everywhere else the walk ends there. `in_symbols` is `result` for any parts, also those that were refused.

    Raises `Mistake` with the column of the node if `result` raises a Mistake or a DomainError.
    """
    try:
        tree = tree_of(python)
    except (RecursionError, MemoryError):  # only when the caller has used the stack up already
        raise Mistake(say("nested too deeply"), 0) from None
    results: list[Any] = []
    some_refused = False
    todo: list[tuple[ast.expr, bool, bool]] = [(tree, False, False)]
    while todo:
        node, parts_are_done, may_be_left = todo.pop()  # left out by a choice, that is
        parts = PARTS[type(node)](node)
        if parts and not parts_are_done:
            below = may_be_left or chooses(node)
            todo += [(node, True, may_be_left), *[(part, False, below) for part in reversed(parts)]]
            continue
        first = len(results) - len(parts)
        operands = results[first:]
        del results[first:]
        refused: list[Refused] = []
        if some_refused:
            refused = [x for x in (operands[:1] if chooses(node) else operands) if isinstance(x, Refused)]
        try:
            results.append(Refused(refused[0].why, in_symbols(node, operands)) if refused else result(node, operands))
        except (DomainError, Mistake) as error:
            mistake = _placed(error, python, node)
            if isinstance(error, Mistake) or not may_be_left:
                raise mistake from error
            mistake.__cause__ = error
            try:
                results.append(Refused(mistake, in_symbols(node, operands)))
            except DomainError:  # it exists nowhere, as clamp(x, 2, 1)
                raise mistake from error
            some_refused = True
    [found] = results
    if isinstance(found, Refused):
        raise found.why
    return found


def _placed(error: Exception, python: str, node: ast.expr) -> Mistake:
    column = len(python.encode()[: node.col_offset - 1].decode())  # Python counts bytes, and our parenthesis
    return Mistake(str(error), column, error.missing if isinstance(error, Mistake) else "")


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """A question about the known name that is most like this one, or nothing if none is so much like it (of 1)."""
    from difflib import get_close_matches  # only now: importing autograd stays cheap

    near = get_close_matches(
        name[:NAME_WIDTH], known, 1, likeness
    )  # the time it takes grows with the square of the length
    return say("did you mean", name=printable(near[0])) if near else ""
