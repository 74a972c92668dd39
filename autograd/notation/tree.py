"""The tree of a typed expression, and a walk over it in the order of work.

After `signs.py` has let a text pass, Python's parser makes the tree. The caller of the walk decides what a node
becomes: a Value, a sign, a shape.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from autograd.calculus.ops import TABLE
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.language.text import NAME_WIDTH, printable
from autograd.notation.signs import Mistake

PARTS: dict[type[ast.AST], Callable[[Any], list[ast.expr]]] = {
    ast.BinOp: lambda node: [node.left, node.right],
    ast.UnaryOp: lambda node: [node.operand],
    ast.Compare: lambda node: [node.left, *node.comparators],
    ast.Call: lambda node: node.args,
    ast.Subscript: lambda node: node.value.args,
    ast.Name: lambda node: [],
    ast.Constant: lambda node: [],
}
"""The white list: the nodes that a tree may have, and the parts of each, which are worked out first."""

R = TypeVar("R")

SYMBOLS = frozenset(row.symbol for row in TABLE if row.symbol)


@lru_cache(maxsize=256)  # a formula that is put to the test is worked out at hundreds of points
def tree_of(plain: str) -> ast.expr:
    """Python's tree of a text that has passed `check_signs`."""
    return ast.parse(f"({plain})", mode="eval").body  # in parentheses, leading blanks are no indentation


def worked_out(plain: str, result: Callable[[Any, list[R]], R]) -> R:
    """The result of the outermost node. `result(node, results of its parts)` is called for each node, after its parts.

    Results wait on a stack, so a long expression needs no recursion. `plain` has passed `check_signs`.

    Raises `Mistake` with the column of the node if `result` raises a Mistake or a DomainError.
    """
    try:
        tree = tree_of(plain)
    except (RecursionError, MemoryError):  # only when the caller has used the stack up already
        raise Mistake(say("nested too deeply"), 0) from None
    results: list[R] = []
    todo: list[tuple[ast.expr, bool]] = [(tree, False)]
    while todo:
        node, parts_are_done = todo.pop()
        parts = PARTS[type(node)](node)
        if parts and not parts_are_done:
            todo += [(node, True), *[(part, False) for part in reversed(parts)]]
            continue
        first = len(results) - len(parts)
        operands = results[first:]
        del results[first:]
        try:
            results.append(result(node, operands))
        except (DomainError, Mistake) as error:
            column = len(plain.encode()[: node.col_offset - 1].decode())  # Python counts bytes, and our parenthesis
            missing = error.missing if isinstance(error, Mistake) else ""
            raise Mistake(str(error), column, missing) from error
    return results[0]


def nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only now: importing autograd stays cheap

    near = get_close_matches(name[:NAME_WIDTH], known, n=1)  # the time it takes grows with the square of the length
    return say("did you mean", name=printable(near[0])) if near else ""
