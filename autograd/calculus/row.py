"""A row of the table of operations: a rule, and all that is needed to calculate it, to write it and to check it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from autograd.calculus.numbers.number import Number
from autograd.language import say
from autograd.language.errors import cut, real

MANY = 3
"""The arity of rows that take a list of inputs. Rows of one and of two inputs have an arity of their own, for speed."""


def constant(given: object, name: str, function: str) -> float:
    """A constant of a function as a float. Raises `TypeError` for what is no plain number, such as a Value."""
    if isinstance(given, Number):
        raise TypeError(say("constant is no number", name=name, function=function, given=cut(repr(given))))
    return real(given, "the constant", constant=name, function=function)


def plain(number: Any) -> float:
    """The number as a float. A solver's number, which stands for many and calls itself a float, decides for one."""
    return math.nextafter(number, number)


def everywhere(*_: Any, **__: Any) -> Any:
    """The domain of a row that is defined for all numbers."""
    return True


def nowhere(*_: Any, **__: Any) -> Any:
    """The kinks of a smooth row."""
    return False


class Op:
    """One row. `value(x, y)` is the result z; `partials(z, x, y)` is the tuple of local gradients, one per input.

    `domain(x, y)` tells whether the value exists. `kink(x, y)` tells whether the derivative does not exist; then
    `partials` gives a convention. Both are written with `&` and `|`, so that they can be read as text too.

    `symbol` is the operator that a learner writes; a row without one is a function of its name. `latex` is a command
    such as `\\sin`, or a template with a `$` before each argument. `text` is such a template where a function call says
    too little. `reads_as` gives the smaller operations that a row of a list stands for.

    `takes` names the inputs, "x", "x, y" or "xs" for a list, and after them the `constants`, as in "x, n": numbers
    fixed when the node is made, with no gradient. `defaults` are the constants' defaults. `bound` holds the constants
    once they are filled in, and `unbound` is the row before that. `arity` is 1, 2 or MANY. A row of a list with a
    constant `j` is output number j, counted from 0, of a function with as many outputs as inputs. `outputs` takes the
    list and gives all outputs, at the cost of one. `pullback(zs, xs, upstream)` takes the upstream gradients of all
    outputs to the gradients of all inputs, at the cost of one too. It takes arrays whose first axis counts the numbers,
    and so may `outputs`. The last input of a row of "xs at i" is an `index`: it counts
    the others, from 0, and says which of them is meant.

    >>> mul = Op("mul", "x, y", lambda x, y: x * y, lambda z, x, y: (y, x), symbol="*")
    >>> mul.value(100.0, 2.0), mul.partials(200.0, 100.0, 2.0), mul.text
    (200.0, (2.0, 100.0), '$x * $y')
    """

    __slots__ = (
        "arguments", "arity", "bound", "constants", "defaults", "domain", "index", "kink",
        "latex", "name", "outputs", "partials", "pullback", "reads_as", "symbol", "text", "unbound", "value",
        "__weakref__",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        takes: str,
        value: Callable[..., Any],
        partials: Callable[..., tuple[Any, ...]],
        symbol: str = "",
        latex: str = "",
        domain: Callable[..., Any] = everywhere,
        kink: Callable[..., Any] = nowhere,
        text: str = "",
        reads_as: Callable[..., Any] | None = None,
        defaults: tuple[float, ...] = (),
        outputs: Callable[[Any], Any] | None = None,
        pullback: Callable[[Any, Any, Any], Any] | None = None,
    ) -> None:
        self.name, self.value, self.partials, self.symbol = name, value, partials, symbol
        self.domain, self.kink, self.reads_as, self.defaults = domain, kink, reads_as, defaults
        self.outputs, self.pullback = outputs, pullback
        self.bound: dict[str, float] = {}
        self.unbound: Op = self
        self.index = takes == "xs at i"
        self.arguments = ("xs", "i") if self.index else tuple(takes.split(", "))
        constants: list[str] = []
        match takes.split(", "):
            case ["xs at i"]:
                self.arity = MANY
            case ["xs", *constants]:
                self.arity = MANY
            case ["x", "y", *constants]:
                self.arity = 2
            case ["x", *constants]:
                self.arity = 1
            case _:
                raise TypeError(say("arguments of a new row", name=name, takes=takes))
        self.constants = tuple(constants)
        by_name = constants if self.arity == MANY else []  # which could be taken for one more input
        slots = [f"{argument}=${argument}" if argument in by_name else f"${argument}" for argument in self.arguments]
        operator = f" {symbol} ".join(slots) if len(slots) == 2 else symbol + slots[0]
        self.text = text or (operator if symbol else f"{name}({', '.join(slots)})")
        command = latex or (operator if symbol else rf"\operatorname{{{name}}}".replace("_", r"\_"))
        self.latex = command if "$" in command else rf"{command}\left({', '.join(slots)}\right)"

    def bind(self, *constants: float) -> Op:
        """The row with its constants filled in; usually the same row again for the same constants.

        >>> power = Op("power", "x, n", lambda x, n: x**n, lambda z, x, n: (n * x ** (n - 1),))
        >>> power.bind(3.0).value(2.0), power.bind(3.0).partials(8.0, 2.0)
        (8.0, (12.0,))
        """
        return _bound(self, tuple(map(plain, constants or self.defaults)))  # 2 and 2.0 are the same, whoever is first

    def filled(self, *given: object, **named: object) -> Op:
        """The row with constants as a call gives them, in order or by name, and its defaults for the others.

        Raises `TypeError` for too many or too few constants, and for a constant that is no number.
        """
        constants: dict[str, object] = dict(zip(reversed(self.constants), reversed(self.defaults), strict=False))
        constants |= dict(zip(self.constants, given, strict=False)) | named
        twice = named.keys() & set(self.constants[: len(given)])
        if twice or len(given) > len(self.constants) or constants.keys() != set(self.constants):
            raise TypeError(say("arguments of a row", name=self.name, arguments=", ".join(self.arguments)))
        return self.bind(*[constant(constants[c], c, self.name) for c in self.constants])

    def __copy__(self) -> Op:
        return self

    def __deepcopy__(self, memo: object) -> Op:
        return self

    def __repr__(self) -> str:
        return f"<op {self.name}>"


BOUND: WeakKeyDictionary[Op, WeakValueDictionary[tuple[float, ...], Op]] = WeakKeyDictionary()
"""Rows with constants, by row and by constants, kept as long as a node uses them. So all nodes of one operation share
one row."""


def _bound(row: Op, constants: tuple[float, ...]) -> Op:
    of_row = BOUND.setdefault(row, WeakValueDictionary())
    known = of_row.get(constants)
    if known is not None:
        return known
    if len(constants) != len(row.constants):
        raise TypeError(say("constants of an operation", name=row.name, constants=row.constants, given=constants))
    bound = object.__new__(Op)
    for slot in Op.__slots__[:-1]:  # all but the way back from weak references
        setattr(bound, slot, getattr(row, slot))
    bound.bound = named = dict(zip(row.constants, constants, strict=True))
    bound.value, bound.partials = partial(row.value, **named), partial(row.partials, **named)
    bound.domain, bound.kink = partial(row.domain, **named), partial(row.kink, **named)
    return of_row.setdefault(constants, bound)
