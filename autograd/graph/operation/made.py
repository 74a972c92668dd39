"""Operations of one's own: rows that stand in no table, and work everywhere like rows of the table.

A user gives the value and the local gradients. Everything else follows from these.
"""

from __future__ import annotations

import keyword
import sys
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from autograd.calculus.numbers.number import Number, system_of
from autograd.calculus.ops import OPS
from autograd.calculus.row import MANY, Op, everywhere, nowhere
from autograd.graph.expression import ALIASES, CONSTANTS
from autograd.graph.expression.arrays import OF_ARRAYS
from autograd.graph.functions import FUNCTIONS, none_given, wrong_count
from autograd.graph.operation.reading import number, numbers, read, within
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import cut
from autograd.notation.rules import check_templates, described, taken, unreadable

TAKEN = {*OPS, *FUNCTIONS, *ALIASES, *CONSTANTS, *OF_ARRAYS}
"""Names that mean something else in a typed expression or in a claim."""


EXAMPLES = {
    "value": "lambda x: x * x",
    "partials": "lambda z, x: (2 * x,)",
    "domain": "lambda x: x > 0",
    "kink": "lambda x: x == 0",
}
"""A rule of each kind, as errors show it."""


class Operation(Op):
    """An operation of one's own: a row that is a function too."""

    __name__: str
    __qualname__: str
    _latest: tuple[Any, Any] = (None, None)

    @property
    def __signature__(self) -> Any:
        from inspect import Parameter, Signature  # only now: importing autograd stays cheap

        kinds = {"xs": Parameter.VAR_POSITIONAL} | dict.fromkeys(("x", "y"), Parameter.POSITIONAL_ONLY)
        constant = Parameter.KEYWORD_ONLY if self.arity == MANY else Parameter.POSITIONAL_OR_KEYWORD
        defaults = dict(zip(reversed(self.constants), reversed(self.defaults), strict=False))
        named = [(argument, kinds.get(argument, constant)) for argument in self.arguments]
        return Signature([Parameter(a, kind, default=defaults.get(a, Parameter.empty)) for a, kind in named])

    def __set_name__(self, owner: type, name: str) -> None:
        self.__qualname__ = f"{owner.__qualname__}.{name}"

    def __call__(self, *given: Any, **constants: Any) -> Any:
        if self.arity == MANY:
            xs = tuple(given[0]) if len(given) == 1 and isinstance(given[0], Iterable) else given
            if not xs:
                raise none_given(self)
            if constants and not constants.keys() <= {*self.constants}:
                raise wrong_count(self, xs, constants)
            return self._evaluator(system_of(xs) or Value)(xs, **constants)
        most = self.arity + len(self.constants)
        if not self.arity <= len(given) <= most or not constants.keys() <= set(self.constants):
            raise wrong_count(self, given, constants)
        system = Value if type(given[0]) is Value else system_of(given) or Value
        return self._evaluator(system)(system.lift(given[0]), *given[1:], **constants)

    def _evaluator(self, system: type[Number]) -> Any:
        """How the system evaluates this row, made anew when another system was the last, or evaluates differently now,
        as within `autograd.debug()`."""
        made_for, evaluate = self._latest
        if made_for is not system.evaluator:
            evaluate = system.evaluator(self)
            self._latest = system.evaluator, evaluate
        return evaluate

    def __reduce__(self) -> str:
        """It is pickled by its name in the module that made it, as a function is."""
        home = sys.modules.get(self.__module__)
        known = vars(home) if home else {}
        for name in (self.__qualname__, *[name for name, one in known.items() if one is self]):
            found: Any = home
            for part in name.split("."):
                found = getattr(found, part, None)
            if found is self:
                return name
        raise TypeError(say("operation without a place", name=self.name, module=self.__module__))

    def __repr__(self) -> str:
        return f"<operation {self.name}>"


def _free(name: object) -> str:
    name = unicodedata.normalize("NFKC", name) if isinstance(name, str) else name  # as typed expressions read it
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(say("no name of an operation", name=cut(repr(name))))
    if name in TAKEN:
        raise ValueError(say("name of an operation is taken", name=name))
    return name


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

    `value(x)` is the result z, and `partials(z, x)` the tuple of its local gradients, one per input. Name the inputs x,
    or x and y, or `*xs` for a list. All other arguments are constants, which have no gradient and may have defaults.

    Write the rules with `+ - * / **`, autograd's functions (`exp`, `sin`, `maximum`, `where`, …) and operations of your
    own. A rule is read in numbers of many kinds, and these functions take all of them. The functions of `math` take
    floats alone: use them for constants, such as `math.log(2)`. For speed, import the functions from
    `autograd.calculus.elementary`: there a float gives a float, and not a Value.

    `domain(x)` tells where the value exists, and for which constants; elsewhere the operation is refused. `kink(x)`
    tells where the derivative does not exist; there `partials` gives a convention. Both are conditions with
    comparisons, `&` and `|`. `text` and `latex` are templates with a `$` before each argument; without them the
    operation is written as a function call.

    The operation works wherever one of autograd's own does: derivatives of any order, `jvp`, `steps`, pictures and
    worksheets. `check_grad` and `autograd.testing.op_properties` tell whether its derivative is right. No name is
    registered: pass `operations=[cube]` to `parse`, `check_claim` and `autograd.by_hand.Sheet.load`. To pickle it,
    assign it at the top level of a module.

    Raises `ValueError` for a name that Python does not allow or that is taken, and for a template without its
    arguments. Raises `TypeError` for rules that do not fit together or cannot be read. A value that is no number is
    refused at the first use.

    >>> from autograd import Value, check_grad, exp, grad, operation, parse
    >>> cube = operation("cube", value=lambda x: x**3, partials=lambda z, x: (3 * x**2,))
    >>> x = Value(2.0, name="x")
    >>> [first] = grad(cube(x), [x])
    >>> cube(x).data, first.data, bool(check_grad(cube, [2.0], order=3))
    (8.0, 12.0, True)
    >>> parse("1 + cube(x)", {"x": x}, operations=[cube]).data
    9.0
    >>> swish = operation(
    ...     "swish",
    ...     value=lambda x, beta=1.0: x / (1 + exp(-beta * x)),
    ...     partials=lambda z, x, beta: (1 / (1 + exp(-beta * x)),),  # the product rule is forgotten
    ... )
    >>> swish(x, beta=2.0).data > swish(x).data
    True
    >>> print(check_grad(swish, [2.0]).operations[0].sentence[:60])
    The local gradient of swish(x, 1) for its input x at x = 2 i
    """
    name = _free(name)
    for rule, (what, example) in zip((value, partials, domain, kink), EXAMPLES.items(), strict=True):
        if not callable(rule):
            raise TypeError(say("rule is no function", what=what, name=name, example=example, rule=cut(repr(rule))))
    for template, what in (text, "text"), (latex, "latex"):
        if not isinstance(template, str):
            raise TypeError(say("template is no text", what=what, name=name, template=cut(repr(template))))
    takes, defaults = taken(name, value, partials)
    made = Operation(
        name, takes, read(within(domain, name, value), name, number), read(partials, name, numbers), text=text,
        latex=latex, domain=read(domain, name), kink=read(kink, name), defaults=defaults,
    )  # fmt: skip
    check_templates(made)
    given = dict(zip(reversed(made.constants), reversed(defaults), strict=False))
    constants = [given.get(constant, float(i)) for i, constant in enumerate(made.constants, 1)]
    if amiss := unreadable(made.bind(*constants) if constants else made, "autograd"):
        raise TypeError(amiss)
    made.__name__ = made.__qualname__ = name
    made.__module__ = sys._getframe(1).f_globals.get("__name__", "__main__")
    made.__doc__ = described(made)
    return made
