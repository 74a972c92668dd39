"""Rows of the table as expressions in C: a rule that is fed with terms writes itself down.

A term is a number that has a text. Rows that C or the preamble knows are calls; all others are read through to those.
So a new row needs nothing here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograd.calculus import elementary
from autograd.calculus.numbers.number import Number, overload
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op

INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
CALLS = {
    name: name
    for name in (
        "exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh",
        "acosh", "atanh", "expm1", "log1p", "log2", "log10", "cbrt", "hypot", "erf", "erfc", "pow", "sigmoid",
    )
} | {"abs": "fabs"}  # fmt: skip
"""Rows that are functions of C, or of the preamble."""
LISTS: dict[str, Callable[..., Any]] = {
    name: vars(elementary)[name].__wrapped__ for name in ("total", "mean", "logsumexp")
} | {
    "max": vars(elementary.largest)["__wrapped__"],
    "min": vars(elementary.smallest)["__wrapped__"],
    "softmax": lambda xs, j: elementary.shares(xs)[int(j)],
}
"""Rows of a list that other rules use: written out, number by number."""
MOST = 400
"""So many operations a rule may have. A longer one is calculated in NumPy: it would be code, not loops."""


class NotInCError(Exception):
    """A rule cannot be written in C."""


class Term(Number):
    """A number of C: `form` is a text with a `{}` for each of its `inputs`. A condition is a term too.

    >>> x = Term("x")
    >>> written([1.0 / (x + 2.0)])
    ([], ['(1.0 / (x + 2.0))'])
    >>> written([(x + 2.0) * y for y in [Term("y")] for _ in "a"] + [-x])
    ([], ['((x + 2.0) * y)', '(-x)'])
    """

    __slots__ = ("form", "inputs", "is_condition")

    def __init__(self, form: str, *inputs: Term, is_condition: bool = False) -> None:
        self.form, self.inputs, self.is_condition = form, inputs, is_condition

    @classmethod
    def lift(cls, number: object) -> Term:
        if isinstance(number, Term):
            return number
        if isinstance(number, bool):
            return Term(str(int(number)), is_condition=True)
        return Term(literal(float(number)))  # type: ignore[arg-type]

    def choose(self, yes: Any, no: Any) -> Term:
        return Term("({} ? {} : {})", self, Term.lift(yes), Term.lift(no))

    def is_integer(self) -> Term:
        return Term("({} == floor({}))", self, self, is_condition=True)

    def __bool__(self) -> bool:
        raise NotInCError("the rule chooses with `if`")

    def __float__(self) -> float:
        raise NotInCError("the rule asks for a number")

    __hash__ = Number.__hash__


def literal(number: float) -> str:
    """The number in C, with all its digits."""
    if math.isfinite(number):
        return f"{float(number)!r}" if number >= 0.0 and math.copysign(1.0, number) > 0 else f"({float(number)!r})"
    return "NAN" if number != number else "INFINITY" if number > 0 else "(-INFINITY)"


def _compared(sign: str) -> Callable[[Term, Any], Any]:
    def compared(x: Term, y: Any) -> Any:
        return Term(f"({{}} {sign} {{}})", x, Term.lift(y), is_condition=True)

    return compared


def _joined(sign: str, neutral: bool) -> Callable[[Term, Any], Any]:
    def joined(x: Term, y: Any) -> Any:
        if isinstance(y, bool):
            return x if y is neutral else y
        return Term(f"({{}} {sign} {{}})", x, Term.lift(y), is_condition=True)

    return joined


for _name, _sign in {"gt": ">", "ge": ">=", "lt": "<", "le": "<=", "eq": "==", "ne": "!="}.items():
    setattr(Term, f"__{_name}__", _compared(_sign))
for _name, _sign in {"and": "&", "or": "|"}.items():
    setattr(Term, f"__{_name}__", _joined(_sign, _name == "and"))
    setattr(Term, f"__r{_name}__", _joined(_sign, _name == "and"))


def _term(row: Op) -> Callable[..., Any]:
    """A row of terms: a call that C knows, or its rule read further."""
    name = row.name

    def evaluate(*inputs: Any) -> Any:
        if row.arity == MANY:
            if name not in LISTS:
                raise NotInCError(f"a list within a rule: {name}")
            return LISTS[name](list(map(Term.lift, inputs[0])), **row.bound)
        xs = [Term.lift(x) for x in inputs]
        if name in INFIX:
            return _infix(INFIX[name], *xs)
        if name == "neg":
            return Term("(-{})", *xs)
        if name == "power":
            return _power(xs[0], row.bound["n"])
        if name in CALLS:
            return Term(f"{CALLS[name]}({', '.join('{}' for _ in xs)})", *xs)
        return row.value(*xs)

    return evaluate


def _infix(sign: str, x: Term, y: Term) -> Term:
    if sign == "*" and "1.0" in (x.form, y.form):
        return y if x.form == "1.0" else x
    return Term(f"({{}} {sign} {{}})", x, y)


def _power(x: Term, n: float) -> Term:
    if n == 0.0:
        return Term("1.0")
    if n == 1.0:
        return x
    return Term("({} * {})", x, x) if n == 2.0 else Term("pow({}, {})", x, Term.lift(n))


overload(Term, TABLE, _term)


def traced(rule: Callable[[], Any], most: int = MOST) -> list[Term]:
    """The terms that a rule gives: one, or several in a tuple. Raises `NotInCError`."""
    try:
        found = rule()
        terms = [Term.lift(x) for x in (found if isinstance(found, list | tuple) else [found])]
    except NotInCError:
        raise
    except Exception as error:  # a rule of a user may do anything; it is calculated in NumPy then
        raise NotInCError(f"{type(error).__name__}: {error}") from error
    if len(_order(terms)) > most:
        raise NotInCError("the rule is too long")
    return terms


def _order(terms: Sequence[Term]) -> list[Term]:
    """All terms that these are made of, inputs first."""
    found: dict[int, Term] = {}
    waiting = [(term, False) for term in reversed(terms)]
    while waiting:
        term, inputs_are_done = waiting.pop()
        if id(term) in found:
            continue
        if inputs_are_done or not term.inputs:
            found[id(term)] = term
        else:
            waiting.append((term, True))
            waiting += [(x, False) for x in reversed(term.inputs)]
    return list(found.values())


def written(terms: Sequence[Term]) -> tuple[list[str], list[str]]:
    """The statements that name what is used several times, and the text of each term.

    >>> x = Term("x")
    >>> y = x.exp()
    >>> written([y * y])
    (['const number t1 = exp(x);'], ['(t1 * t1)'])
    """
    order = _order(terms)
    uses: dict[int, int] = {}
    for term in order:
        for x in term.inputs:
            uses[id(x)] = uses.get(id(x), 0) + 1
    texts: dict[int, str] = {}
    statements = list[str]()
    for term in order:
        inputs = [texts[id(x)] for x in term.inputs]
        text = term.form.format(*(map(bare, inputs) if term.form[0].isalpha() else inputs))
        if term.inputs and uses.get(id(term), 0) > 1:
            kind = "int" if term.is_condition else "number"
            statements.append(f"const {kind} t{len(statements) + 1} = {bare(text)};")
            text = f"t{len(statements)}"
        texts[id(term)] = text
    return statements, [texts[id(term)] for term in terms]


def bare(text: str) -> str:
    """The text without parentheses around all of it.

    >>> bare("((x + y) * z)"), bare("(x) * (y)")
    ('(x + y) * z', '(x) * (y)')
    """
    depth = 0
    for i, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and i < len(text) - 1:
            return text
    return text[1:-1] if text.startswith("(") else text
