"""A function as a learner types it, `"h = sigmoid(W @ x); L = sum((h - t)**2)/2"`, and the formulas that are claimed
for its gradient.

They are read as `parse` reads expressions. Python never evaluates a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from autograd.calculus.row import Op
from autograd.graph.expression.calls import CONSTANTS, by_name
from autograd.graph.expression.definitions import names, normal, pointing_at, read
from autograd.graph.expression.tree import Formula, calculated
from autograd.graph.expression.vectors import Array, described
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, ExpressionError
from autograd.language.text import printable
from autograd.notation.signs import Mistake, check_signs, in_plain_signs
from autograd.notation.symbols import Symbol
from autograd.notation.tree import nearest

MOST, MOST_OF_MANY = 4, 3
"""The largest number that a letter stands for when a claim is tested, if there is one letter, and if there are
several."""
PLACE = re.compile(r"([^\[\]]*)((?:\[[0-9, ]+\])*)")

LARGEST = 16
"""The largest size that may be written as a number."""


def as_shapes(declared: Mapping[str, Any] | None) -> dict[str, tuple[str, ...]]:
    """The names of the sizes in declared shapes, such as `"n,m"`. A letter is a size that is left open.

    Raises `ExpressionError`.

    >>> as_shapes({"W": "n, 3", "x": 3, "b": ""})
    {'W': ('n', '3'), 'x': ('3',), 'b': ()}
    """
    if isinstance(declared, str):
        raise ExpressionError(say("shapes without names", given=printable(declared)))
    if not isinstance(declared, Mapping | None) or not all(isinstance(name, str) for name in declared or {}):
        raise TypeError(say("shapes are not named"))
    shapes: dict[str, tuple[str, ...]] = {}
    for name, given in (declared or {}).items():
        listed = given if isinstance(given, list | tuple) else in_plain_signs(str(given)).split(",")
        sizes = tuple(normal(str(size)) for size in listed if str(size).strip() or len(listed) > 1)
        if not name.isidentifier():
            raise ExpressionError(say("not a name", name=printable(name)))
        for size in sizes:
            fits = 1 <= int(size) <= LARGEST if re.fullmatch("[0-9]{1,9}", size) else size.isidentifier()
            if not fits or len(sizes) > 2:
                raise ExpressionError(
                    say("not a shape", name=printable(name), given=printable(str(given)), most=LARGEST)
                )
        shapes[normal(name)] = tuple(str(int(size)) if size.isdigit() else size for size in sizes)
    return shapes


def place(wrt: str) -> tuple[str, tuple[int, ...]]:
    """The name of the input by which is differentiated, and the place in it, if it is one number of a vector or a
    matrix.

    >>> place("x"), place("x[0]"), place("W[0, 1]"), place("W[0][1]")
    (('x', ()), ('x', (0,)), ('W', (0, 1)), ('W', (0, 1)))
    """
    found = PLACE.fullmatch(wrt)
    return (found[1].strip(), tuple(map(int, re.findall("[0-9]{1,9}", found[2])))) if found else (wrt, ())


def no_such_input(name: str, inputs: Sequence[str]) -> str:
    """What is said of a name that is none of the inputs."""
    if not inputs:
        return say("no input at all", name=printable(name))
    return say("no such input", name=printable(name), inputs=", ".join(inputs))


class Function:
    """A typed function: `formulas` in order, the last of which is `output`, and `inputs`, the names without a
    definition.

    `shapes` holds the shape of every input, `letters` the sizes that are letters. Formulas may use letters as numbers.
    `wrt` is the input by which is differentiated, or a number of it; None stands for all of them. The function is
    called with a nested list of Values for each input, and returns one Value.

    Raises `ExpressionError`, which points at the character, for any other text.

    >>> f = Function("h = W @ x; sum(h**2)", {"x": "n", "W": "m,n"})
    >>> f.output, f.inputs, f([[Value(2.0)]], [Value(3.0)]).data
    ('y', ('W', 'x'), 36.0)
    """

    def __init__(
        self,
        text: str,
        shapes: Mapping[str, Any] | None = None,
        operations: Iterable[Op] = (),
        wrt: str | None = None,
    ) -> None:
        self.text, self.own = text, by_name(operations)
        declared = as_shapes(shapes)
        self.letters = tuple(dict.fromkeys(n for shape in declared.values() for n in shape if not n.isdigit()))
        self.most = MOST if len(self.letters) == 1 else MOST_OF_MANY
        self.wrt = None if wrt is None else place(wrt)[0]
        with pointing_at(text):
            self.formulas, used = read(text, self.own, {*declared, *CONSTANTS.keys() & {self.wrt}}, self.letters)
        self.inputs = tuple(used)
        self.output = self.formulas[-1].name or self._free_name()
        self.formulas[-1] = self.formulas[-1]._replace(name=self.output)
        self.shapes = {name: declared.get(name, ()) for name in self.inputs}
        for name in declared:
            if name not in self.inputs:
                raise ExpressionError(no_such_input(name, self.inputs))
        for letter in self.letters:
            if letter in self.inputs or letter in self.defined:
                raise ExpressionError(say("a size and more", name=printable(letter)))
        self.dry = {name: _symbols(name, shape) for name, shape in self.shapes.items()}
        with pointing_at(text):
            shape = self.names(self.dry, dry=True)[self.output].shape
            if shape:
                said = say("the output is no scalar", name=self.output, shape=described(shape))
                raise Mistake(said, self.formulas[-1].start)

    @property
    def defined(self) -> list[str]:
        return [formula.name for formula in self.formulas]

    def _free_name(self) -> str:
        taken = {*self.inputs, *self.letters, *self.defined}
        return next(name for name in ("y", "z", "out", "_") if name not in taken or name == "_")

    def __call__(self, *leaves: Any) -> Any:
        given = {name: Array(self.shapes[name], x, True) for name, x in zip(self.inputs, leaves, strict=True)}
        by = [x for name in given if self.wrt in (None, name) for x in given[name].numbers]
        return self.names(given, by)[self.output].items

    def names(self, given: Mapping[str, Array], by: Sequence[Any] | None = None, dry: bool = False) -> dict[str, Array]:
        """Every name, with its value for these inputs. Places are refused where a comparison of the Values `by` may
        jump."""
        known = dict(given)
        known |= {letter: Array((), Value(size, letter)) for letter, size in self.sizes(given).items()}
        for formula in self.formulas:
            known[formula.name] = self.value(formula, known, by, dry)
        return known

    def value(
        self, formula: Formula, known: Mapping[str, Array], by: Sequence[Any] | None = None, dry: bool = False
    ) -> Array:
        """The result of a formula of these names. Raises `Mistake`; where numbers are calculated, `DomainError`."""
        try:
            found: Array = calculated(formula, known, self.own, by, dry)
        except Mistake as mistake:
            if isinstance(mistake.__cause__, DomainError) and not dry:
                raise mistake.__cause__ from None
            raise
        return found

    def sizes(self, given: Mapping[str, Array]) -> dict[str, int]:
        """The number of each letter, for these inputs."""
        found = {}
        for array in given.values():
            items = array.items
            for letter in array.shape:
                found[letter] = len(items)
                items = items[0]
        return {letter: found[letter] for letter in self.letters}

    def formula(self, text: str, wrt: str) -> Formula:
        """The formula that is claimed for the gradient by `wrt`, an input or a number of it.

        Raises `ExpressionError`.
        """
        name, path = place(wrt)
        with pointing_at(text):
            formula = Formula(check_signs(in_plain_signs(text)), column=0)
            known = self.names(self.dry, dry=True)
            for other, column in names(formula):
                if other not in known and other not in CONSTANTS:
                    near = nearest(other, known)
                    raise Mistake(say("no such name", name=printable(other), near=near, names=", ".join(known)), column)
            shape, needed = self.value(formula, known, dry=True).shape, self.shapes[name][len(path) :]
            if shape not in ((), needed, needed[::-1]):
                raise Mistake(
                    say("the shape of a claim", name=wrt, needed=described(needed), shape=described(shape)), 0
                )
        return formula


def _symbols(name: str, shape: Sequence[str]) -> Array:
    """An input in symbols, to find out without numbers whether shapes fit."""
    counts = [int(n) if n.isdigit() else MOST for n in shape]
    items: Any = Symbol(name)
    for count in reversed(counts):
        items = [items] * count
    return Array(tuple(shape), items, True)
