"""A function as a learner types it, `"h = sigmoid(W @ x); L = sum((h - t)**2)/2"`, and the formulas that are claimed
for its gradient.

They are read as `expression.py` reads expressions, but `@`, comparisons and definitions are allowed. Python never
evaluates a formula.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from autograd.by_hand.claims.shapes import as_shapes, described, normal
from autograd.by_hand.claims.vectors import NAMES, Array, called, compared, elementwise, product
from autograd.calculus.row import Op
from autograd.graph.expression import CONSTANTS, OPERATORS, by_name
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, ExpressionError
from autograd.language.text import pointed_at, printable
from autograd.notation.signs import Mistake, check_signs, in_plain_signs
from autograd.notation.symbols import Symbol
from autograd.notation.tree import SYMBOLS, nearest, tree_of, worked_out

SIGNS = SYMBOLS | {"@", "<", ">", "<=", ">="}
COMPARED: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.Gt: ">", ast.LtE: "<=", ast.GtE: ">="}
DEFINED = re.compile(r"(?<![<>=!])=(?!=)")
MOST, MOST_OF_MANY = 4, 3
"""The largest number that a letter stands for when a claim is tested, if there is one letter, and if there are
several."""


class Definition(NamedTuple):
    """A name and its formula. Blanks before the formula keep its columns as in the whole text."""

    name: str
    plain: str


class Function:
    """A typed function: `definitions` in order, the last of which is `output`, and `inputs`, the names without a
    definition.

    `shapes` holds the shape of every input, `letters` the sizes that are letters. Formulas may use letters as numbers.
    The function is called with a nested list of Values for each input, and returns one Value.

    Raises `ExpressionError`, which points at the character, for any other text.

    >>> f = Function("h = W @ x; sum(h**2)", {"x": "n", "W": "m,n"})
    >>> f.output, f.inputs, f([[Value(2.0)]], [Value(3.0)]).data
    ('y', ('W', 'x'), 36.0)
    """

    def __init__(self, text: str, shapes: Mapping[str, Any] | None = None, operations: Iterable[Op] = ()) -> None:
        self.text, self.own = text, by_name(operations)
        declared = as_shapes(shapes)
        self.letters = tuple(dict.fromkeys(n for shape in declared.values() for n in shape if not n.isdigit()))
        self.most = MOST if len(self.letters) == 1 else MOST_OF_MANY
        with _pointing_at(text):
            self.definitions, self.inputs = self._read(in_plain_signs(text), declared)
        self.output = self.definitions[-1].name
        self.shapes = {name: declared.get(name, ()) for name in self.inputs}
        for name in declared:
            if name not in self.inputs:
                raise ExpressionError(say("no such input", name=printable(name), inputs=", ".join(self.inputs)))
        for letter in self.letters:
            if letter in self.inputs or letter in [name for name, _ in self.definitions]:
                raise ExpressionError(say("a size and more", name=printable(letter)))
        self.dry = {name: _symbols(name, shape) for name, shape in self.shapes.items()}
        with _pointing_at(text):
            shape = self.names(self.dry, dry=True)[self.output].shape
            if shape:
                column = len(self.definitions[-1].plain) - len(self.definitions[-1].plain.lstrip())
                raise Mistake(say("the output is no scalar", name=self.output, shape=described(shape)), column)

    def _read(self, plain: str, declared: Mapping[str, Any]) -> tuple[list[Definition], tuple[str, ...]]:
        parts, start = [], 0
        for part in plain.split(";"):
            parts.append(" " * start + part)
            start += len(part) + 1
        while len(parts) > 1 and not parts[-1].strip():
            parts.pop()  # a ; at the end
        definitions: list[Definition] = []
        used: dict[str, int] = {}
        for i, part in enumerate(parts):
            name, formula = _definition(part, last=i == len(parts) - 1)
            if name in used or name in [other for other, _ in definitions]:
                column = len(part) - len(part.lstrip())
                raise Mistake(
                    say("defined too late" if name in used else "defined twice", name=printable(name)), column
                )
            known = {*self.letters, *[other for other, _ in definitions]} - declared.keys()
            for other, column in _names(formula):
                if other == name:
                    raise Mistake(say("defined by itself", name=printable(name)), column)
                if other not in known and not (other in CONSTANTS and other not in declared):
                    if (other in NAMES or other in self.own) and other not in declared:
                        raise Mistake(say("a function", name=other), column)
                    used.setdefault(other, column)
            definitions.append(Definition(name, formula))
        if not definitions[-1].name:
            taken = {*used, *self.letters, *[name for name, _ in definitions]}
            free = next(name for name in ("y", "z", "out", "_") if name not in taken or name == "_")
            definitions[-1] = Definition(free, definitions[-1].plain)
        return definitions, tuple(used)

    def __call__(self, *leaves: Any) -> Any:
        given = {name: Array(self.shapes[name], x, True) for name, x in zip(self.inputs, leaves, strict=True)}
        return self.names(given, strict=True)[self.output].items

    def names(self, given: Mapping[str, Array], strict: bool = False, dry: bool = False) -> dict[str, Array]:
        """Every name, with its value for these inputs. `strict` refuses places where a comparison jumps."""
        known = dict(given)
        known |= {letter: Array((), Value(size, letter)) for letter, size in self.sizes(given).items()}
        for name, plain in self.definitions:
            known[name] = calculated(plain, known, self.own, strict, dry)
        return known

    def sizes(self, given: Mapping[str, Array]) -> dict[str, int]:
        """The number of each letter, for these inputs."""
        found = {}
        for array in given.values():
            items = array.items
            for letter in array.shape:
                found[letter] = len(items)
                items = items[0]
        return {letter: found[letter] for letter in self.letters}

    def formula(self, text: str, wrt: str) -> str:
        """The formula that is claimed for the gradient by input `wrt`, in plain signs.

        Raises `ExpressionError`.
        """
        plain = in_plain_signs(text)
        with _pointing_at(text):
            check_signs(plain, SIGNS)
            known = self.names(self.dry, dry=True)
            for name, column in _names(plain):
                if name not in known and name not in CONSTANTS:
                    near = nearest(name, known)
                    raise Mistake(say("no such name", name=printable(name), near=near, names=", ".join(known)), column)
            shape, needed = calculated(plain, known, self.own, dry=True).shape, self.shapes[wrt]
            if shape not in ((), needed, needed[::-1]):
                raise Mistake(
                    say("the shape of a claim", name=wrt, needed=described(needed), shape=described(shape)), 0
                )
        return plain


def calculated(
    plain: str, known: Mapping[str, Array], own: Mapping[str, Op], strict: bool = False, dry: bool = False
) -> Array:
    """The result of a formula, with these names and functions of one's own.

    Raises `Mistake` with its column. Where numbers are calculated, and not only shapes, raises `DomainError` too.
    """

    def result(node: Any, parts: list[Array]) -> Array:
        match node:
            case ast.Name(id=name):
                return known[name] if name in known else Array((), Value(CONSTANTS[name], name))
            case ast.Constant(value=number):
                return Array((), Value(number))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):  # -3 is one number
                return Array((), Value(-parts[0].items.data))
            case ast.BinOp(op=ast.MatMult()):
                return product(*parts)
            case ast.BinOp(op=ast.Pow()) if not parts[1].varies:
                return elementwise(lambda x, n: x**n.data, *parts)
            case ast.Compare(ops=[only]):
                return compared(COMPARED[type(only)], parts[0], parts[1], strict)
            case ast.Compare():
                raise Mistake(say("compare two"))
            case ast.Call(func=ast.Name(id=name)):
                return called(name, parts, own)
            case ast.Subscript(value=ast.Call(func=ast.Name(id=name)), slice=ast.Constant(value=int(j))):
                return _chosen(called(name, parts, own), j, dry)
        return elementwise(OPERATORS[type(node.op)], *parts)

    try:
        return worked_out(plain, result)
    except Mistake as mistake:
        if isinstance(mistake.__cause__, DomainError) and not dry:
            raise mistake.__cause__ from None
        raise


def _chosen(array: Array, j: int, dry: bool) -> Array:
    if len(array.shape) != 1:
        raise Mistake(say("no outputs", j=j, shape=described(array.shape)))
    if j < len(array.items):
        return Array((), array.items[j], array.varies)
    if dry:
        raise Mistake(say("no output", j=j, n=len(array.items)))
    raise DomainError(say("no output", j=j, n=len(array.items)))


def _definition(part: str, last: bool) -> Definition:
    """The name before the =, and the formula after it."""
    start = len(part) - len(part.lstrip())
    equals = DEFINED.search(part)
    if equals is None and not last:
        raise Mistake(say("nothing between ;") if not part.strip() else say("a name is missing"), start)
    name = normal(part[: equals.start()]) if equals else ""
    if equals and not name.isidentifier():
        raise Mistake(say("not a name", name=printable(name)), start)
    formula = " " * equals.end() + part[equals.end() :] if equals else part
    check_signs(formula, SIGNS)
    return Definition(name, formula)


def _names(plain: str) -> Iterable[tuple[str, int]]:
    """The names in a formula, except those of functions, with their columns, in their order."""
    tree = tree_of(plain)
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in functions]
    text = plain.encode()
    for node in sorted(found, key=lambda node: node.col_offset):
        yield node.id, len(text[: node.col_offset - 1].decode())


def _symbols(name: str, shape: Sequence[str]) -> Array:
    """An input in symbols, to find out without numbers whether shapes fit."""
    counts = [int(n) if n.isdigit() else MOST for n in shape]
    items: Any = Symbol(name)
    for count in reversed(counts):
        items = [items] * count
    return Array(tuple(shape), items, True)


class _pointing_at:  # noqa: N801  (reads like a statement)
    """Within this context, a mistake becomes an error that shows `text`."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if isinstance(error, Mistake):
            picture = pointed_at(self.text, error.column)
            raise ExpressionError(str(error), self.text, error.column, picture) from None
