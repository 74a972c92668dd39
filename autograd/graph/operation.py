"""A row of one's own, which stands in no table, and yet has every reading that a row of the table has.

Whoever has a derivative on paper gives the value and the local gradients; everything else follows from these.
"""

from __future__ import annotations

import keyword
import operator
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any

from autograd.calculus.elementary import where
from autograd.calculus.number import Number, overload, system_of
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op, everywhere, nowhere
from autograd.graph.expression import ALIASES, CONSTANTS
from autograd.graph.functions import FUNCTIONS, apply, none_given, wrong_count
from autograd.language.errors import cut, real
from autograd.notation import formulas
from autograd.notation.formulas import formula, letters, text
from autograd.notation.rules import taken, unreadable
from autograd.notation.styles import SLOT
from autograd.notation.symbols import Symbol

if TYPE_CHECKING:
    from inspect import Signature

TAKEN = {*OPS, *FUNCTIONS, *ALIASES, *CONSTANTS, "T", "outer", "sum"}
"""Names that mean something else in a typed expression or in a claim."""


class Foreign(Number):
    """A number that this package does not make, such as a complex one, an array or one of mpmath, within a rule."""

    __slots__ = ("raw",)

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    @classmethod
    def lift(cls, number: object) -> Foreign:
        if isinstance(number, Foreign):
            return number
        return Foreign(float(number) if isinstance(number, Number) else number)

    def __float__(self) -> float:
        return float(self.raw.real)

    def choose(self, yes: Any, no: Any) -> Foreign:
        """`yes` where this condition holds, else `no`."""
        return Foreign(where(self.raw, Foreign.lift(yes).raw, Foreign.lift(no).raw))


def _foreign(row: Op) -> Callable[..., Foreign]:
    def evaluate(*inputs: Any) -> Foreign:
        return Foreign(row.value(*[Foreign.lift(x).raw for x in (inputs[0] if row.arity == MANY else inputs)]))

    return evaluate


def _compared(name: str) -> Callable[[Foreign, Any], Any]:
    relation = getattr(operator, name)

    def compared(x: Foreign, y: Any) -> Any:
        found = relation(x.raw.real, Foreign.lift(y).raw.real)
        return found if isinstance(found, bool) else Foreign(found)  # as of arrays, lane by lane

    return compared


overload(Foreign, TABLE, _foreign)
for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__", "__and__", "__or__"):
    setattr(Foreign, _name, _compared(_name))


def _read(rule: Callable[..., Any], name: str, checked: Callable[[str, Any], Any]) -> Callable[..., Any]:
    """The rule as a row has it. Autograd's functions make Values of floats, and refuse numbers of other packages:
    within the rule the former come out as floats again, and the latter go in as `Foreign`."""
    if rule in (everywhere, nowhere):
        return rule

    @wraps(rule)
    def read(*xs: Any, **constants: Any) -> Any:
        for x in xs:
            if type(x) is not float:
                break
        else:
            return checked(name, rule(*xs, **constants))
        if system_of(xs):
            return rule(*xs, **constants)
        found = rule(*map(Foreign, xs), **{constant: Foreign(n) for constant, n in constants.items()})
        return tuple(map(_raw, found)) if isinstance(found, tuple | list) else _raw(found)

    return read


def _raw(found: Any) -> Any:
    return Foreign.lift(found).raw


def _number(name: str, found: Any) -> float:
    if type(found) is float:
        return found
    if isinstance(found, complex):  # Python's (-8) ** (1/3)
        raise ValueError(f"{name} is complex")
    return float(found) if isinstance(found, float | Number) else real(found, "the result of a rule", function=name)


def _numbers(name: str, found: Any) -> Any:
    return tuple(_number(name, one) for one in found) if isinstance(found, tuple | list) else found


def _as_it_is(name: str, found: Any) -> Any:
    return found


class Operation(Op):
    """What `operation` makes: a row of the calculus that is a function too."""

    __name__: str
    __qualname__: str

    @property
    def __signature__(self) -> Signature:
        from inspect import Parameter, Signature  # only now: importing autograd stays cheap

        kinds = {"xs": Parameter.VAR_POSITIONAL} | dict.fromkeys(("x", "y"), Parameter.POSITIONAL_ONLY)
        constant = Parameter.KEYWORD_ONLY if self.arity == MANY else Parameter.POSITIONAL_OR_KEYWORD
        defaults = dict(zip(reversed(self.constants), reversed(self.defaults), strict=False))
        named = [(argument, kinds.get(argument, constant)) for argument in self.arguments]
        return Signature([Parameter(a, kind, default=defaults.get(a, Parameter.empty)) for a, kind in named])

    def __set_name__(self, owner: type, name: str) -> None:
        self.__qualname__ = f"{owner.__qualname__}.{name}"

    def __call__(self, *given: Any, **constants: Any) -> Any:
        count = self.arity
        if count == MANY:
            xs = tuple(given[0]) if len(given) == 1 and isinstance(given[0], Iterable) else given
            if not xs:
                raise none_given(self)
            return apply(self.filled(**constants) if self.constants or constants else self, xs)
        if not count <= len(given) <= count + len(self.constants) or not constants.keys() <= set(self.constants):
            raise wrong_count(self, given, constants)
        return apply(self.filled(*given[count:], **constants) if self.constants else self, given[:count])

    def __reduce__(self) -> str:
        """What is pickled is its name in the module that made it, as of a function."""
        home = sys.modules.get(self.__module__)
        known = vars(home) if home else {}
        for name in (self.__qualname__, *[name for name, one in known.items() if one is self]):
            found: Any = home
            for part in name.split("."):
                found = getattr(found, part, None)
            if found is self:
                return name
        raise TypeError(
            f"cannot pickle {self.name}: another process looks for it in the module {self.__module__}, where it has no "
            f"name: write {self.name} = operation({self.name!r}, …) there, outside of any function"
        )

    def __repr__(self) -> str:
        return f"<operation {self.name}>"


def _free(name: object) -> str:
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(
            f"an operation is called by a name that Python can have, such as 'cube', not {cut(repr(name))}"
        )
    if name in TAKEN:
        raise ValueError(f"{name} means something in typed expressions already: give your operation another name")
    return unicodedata.normalize("NFKC", name)  # as typed expressions read it


def _check_templates(made: Op) -> None:
    for what, template in ("text", made.text), ("latex", made.latex):
        if {*SLOT.findall(template)} != {*made.arguments}:
            slots = " and ".join(f"${argument}" for argument in made.arguments)
            raise ValueError(f"the {what} of {made.name} has each of its arguments, {slots}, unlike {template!r}")


def _described(made: Operation) -> str:
    """What `help` shows: the formulas, as far as they can be written with letters for the constants."""
    inputs, constants = letters(made)
    try:
        z, *local = map(text, map(Symbol.lift, [made.value(*inputs, **constants), *formulas.partials(made)]))
    except (TypeError, ValueError):
        return f"`{text(formula(made))}` as a node of the graph."
    gradients = f"the local gradient{'s' * (len(local) > 1)} {', '.join(local)}"
    return f"`{text(formula(made))} = {z}` as a node of the graph, with {gradients}."


def operation(
    name: str,
    value: Callable[..., Any],
    partials: Callable[..., tuple[Any, ...]],
    *,
    domain: Callable[..., Any] = everywhere,
    kink: Callable[..., Any] = nowhere,
    text: str = "",
    latex: str = "",
) -> Operation:
    """A function of Values with a derivative of your own.

    `value(x)` is the result z, and `partials(z, x)` the tuple of its local gradients, one per input. They take x, or x
    and y, or `*xs` for a list, and then constants: numbers without a gradient, which may have defaults. Write both with
    `+ - * / **`, autograd's functions (`exp`, `sin`, `maximum`, `where`, …) and operations of your own: these take
    numbers of every kind, and a rule is read in many. What is no input, such as log(2), `math` may work out.

    `domain(x)` tells where the value exists, `kink(x)` where the derivative does not, so that `partials` gives a
    convention there; write them with comparisons, `&` and `|`. `text` and `latex` are templates with a `$` before each
    argument, in place of a function call.

    The operation goes wherever one of autograd's own does: derivatives of any order, `jvp`, `steps`, pictures,
    worksheets. `check_grad` and `autograd.testing.op_properties` say whether the derivative is right. Nothing knows it
    by its name alone, so `parse`, `check_claim` and `Sheet.load` are given `operations=[cube]`. It can be pickled if it
    is a name of a module, as a function can.

    Raises `ValueError` for a name that is none or is taken, `TypeError` for rules that no reading understands.

    >>> from autograd import Value, check_grad, exp, grad, operation, parse, where
    >>> cube = operation("cube", value=lambda x: x**3, partials=lambda z, x: (3 * x**2,))
    >>> x = Value(2.0, name="x")
    >>> cube(x).data, [g.data for g in grad(cube(x), [x])]
    (8.0, [12.0])
    >>> bool(check_grad(cube, [2.0], order=3)), parse("1 + cube(x)", {"x": x}, operations=[cube]).data
    (True, 9.0)
    >>> swish = operation(
    ...     "swish",
    ...     value=lambda x, beta=1.0: x / (1 + exp(-beta * x)),
    ...     partials=lambda z, x, beta: (1 / (1 + exp(-beta * x)),),
    ... )
    >>> print(check_grad(swish, [2.0]).operations[0].sentence)
    """
    name = _free(name)
    for rule, what in (value, "value"), (partials, "partials"), (domain, "domain"), (kink, "kink"):
        if not callable(rule):
            raise TypeError(f"the {what} of {name} is a function, such as lambda x: x * x, not {cut(repr(rule))}")
    takes, defaults = taken(name, value, partials)
    made = Operation(
        name, takes, _read(value, name, _number), _read(partials, name, _numbers), text=text, latex=latex,
        domain=_read(domain, name, _as_it_is), kink=_read(kink, name, _as_it_is), defaults=defaults,
    )  # fmt: skip
    _check_templates(made)
    given = dict(zip(reversed(made.constants), reversed(defaults), strict=False))
    if amiss := unreadable(made.bind(*[given.get(c, 1.0) for c in made.constants]) if given else made, "autograd"):
        raise TypeError(amiss)
    made.__name__ = made.__qualname__ = name
    made.__module__ = sys._getframe(1).f_globals.get("__name__", "__main__")
    made.__doc__ = _described(made)
    return made
