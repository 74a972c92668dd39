"""The form of a rule: its arguments, and whether it can be read in symbols. A rule that cannot be read has no formula.

Mistakes in the form of a rule are found here without a number: inputs and constants that do not fit together, functions
that take only floats, an `if` that would show half of a rule, too few or too many local gradients.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Real
from typing import Any

from autograd.calculus import elementary
from autograd.calculus.numbers.number import Number
from autograd.calculus.row import MANY, Op, constant
from autograd.language import say
from autograd.language.errors import cut
from autograd.notation.formulas import formula, letters, partials, text
from autograd.notation.styles import SLOT
from autograd.notation.symbols import CONDITIONS, Symbol


def taken(name: str, value: Callable[..., Any], partials: Callable[..., Any]) -> tuple[str, tuple[float, ...]]:
    """The arguments of two rules, as a row names them, and the defaults of the last constants.

    Raises `TypeError` for rules that no row could have, and for two rules that do not fit together.

    >>> taken("power", lambda x, n=2.0: x**n, lambda z, x, n: (n * x ** (n - 1),))
    ('x, n', (2.0,))
    """
    of_value, of_partials = _arguments(value), _arguments(partials) or {}
    z, *rest = of_partials or [""]
    inputs = rest[: 2 if rest[:2] == ["x", "y"] else 1]
    constants = rest[len(inputs) :]
    letters = {"x", "y", "z", *["j"] * (inputs == ["*xs"])}  # j counts the outputs of a row that has several
    if z in ("", "x", "y", "*xs") or inputs not in (["x"], ["x", "y"], ["*xs"]) or letters & {*constants}:
        raise TypeError(say("inputs of local gradients", name=name, taken=", ".join(of_partials)))
    own = list(of_value or ())
    listed = [x.startswith("*") for x in own[: len(inputs)]]
    if of_value and ({*own[len(inputs) :]} != {*constants} or listed != [x.startswith("*") for x in inputs]):
        taken = ", ".join(of_partials)
        raise TypeError(say("value and local gradients", name=name, own=", ".join(own), taken=taken))
    defaults = {c: default for of in (of_value or {}, of_partials) for c, default in of.items() if default is not None}
    given = {c: constant(defaults[c], c, name) for c in constants if c in defaults}
    ordered = sorted(constants, key=lambda c: c in given)
    return ", ".join([*inputs, *ordered]).lstrip("*"), tuple(given[c] for c in ordered if c in given)


def _arguments(rule: Callable[..., Any]) -> dict[str, Any] | None:
    """The arguments of a rule, with their defaults and the *; None for some functions written in C."""
    from inspect import signature  # only now: importing autograd stays cheap

    try:
        parameters = signature(rule).parameters.values()
    except ValueError:
        return None
    star = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}
    return {star.get(p.kind.name, "") + p.name: None if p.default is p.empty else p.default for p in parameters}


def check_templates(row: Op) -> None:
    """Raise `ValueError` if a template of the row lacks an argument, or has an unknown one."""
    for what, template in ("text", row.text), ("latex", row.latex):
        if {*SLOT.findall(template)} != {*row.arguments}:
            slots = say("between names").join(f"${argument}" for argument in row.arguments)
            raise ValueError(
                say("template without an argument", what=what, name=row.name, slots=slots, template=template)
            )


OF_FLOATS_ALONE = "no single real number", "__array_ufunc__"
"""What a symbol answers to `math`, and NumPy to a symbol."""
LONGEST = 5
"""A rule of a list is read with 1, 2, … up to so many inputs."""


def unreadable(op: Op, functions: str = "autograd.calculus.elementary") -> str:
    """Why a row, its constants filled in, cannot be read with a symbol for each input; "" if it can.

    `functions` is the module whose functions its rules are written with.

    >>> unreadable(Op("double", "x", lambda x: 2.0 * x, lambda z, x: (2.0, x)))
    'double has 2 local gradients for 1 input: partials returns a tuple of one per input'
    """
    for count in range(1, LONGEST + 1) if op.arity == MANY else [op.arity]:
        inputs = letters(op, count)[0]
        part = "domain"
        try:
            if op.domain(*inputs) is False and op.arity == MANY:  # so many inputs are too few
                continue
            for part in "domain", "kink", "value":
                found = getattr(op, part)(*inputs)
                if part != "value" and not isinstance(found, bool) and getattr(found, "op", None) not in CONDITIONS:
                    shown = text(found) if isinstance(found, Symbol) else cut(repr(found))
                    return f"the {part} of {op.name} is no condition, such as x > 0, but {shown}"
            if amiss := _no_number(found, part):
                return f"the value of {op.name} {amiss}"
            part = "partials"
            amiss = _misfit(op, op.partials(Symbol("z"), *inputs), count)
        except (ValueError, ArithmeticError, NameError) as error:
            if isinstance(error, ValueError) and not op.bound:
                return f"{op.name} cannot be read with symbols, in its {part}: {error}"
            return f"{op.name} cannot be read{_constants(op)}, in its {part}: {type(error).__name__}: {error}" + (
                f". If such constants make no sense, exclude them: domain=lambda {', '.join(op.arguments)}: …"
                * bool(op.bound and not isinstance(error, NameError))
            )
        except (TypeError, LookupError, AttributeError) as error:
            if not any(said in str(error) for said in OF_FLOATS_ALONE):
                return f"{op.name} cannot be read with symbols, in its {part}: {error}"
            return (
                f"{op.name} takes floats alone, in its {part}: write it with {_instead(getattr(op, part), functions)}"
            )
        if amiss:
            return amiss
    return ""


def _constants(op: Op) -> str:
    named = [f"{name} = {number:g}" for name, number in op.bound.items()]
    return f" with {', '.join(named)}" if named else ""


def _misfit(op: Op, local: object, count: int) -> str:
    """What is wrong with what a rule gives as its local gradients."""
    name = op.name
    if not isinstance(local, (tuple, list)):
        return f"the local gradients of {name} are no tuple: partials returns one, such as (y, x) or (y,)"
    if len(local) != count:
        numbers = f"{len(local)} local gradient{'s' * (len(local) != 1)} for {count} input{'s' * (count != 1)}"
        constants = f", besides the constants {', '.join(op.bound)}" if op.bound else ""
        return f"{name} has {numbers}{constants}: partials returns a tuple of one per input"
    amiss = next(filter(None, (_no_number(one, "partials") for one in local)), "")
    return f"a local gradient of {name} {amiss}" if amiss else ""


def _no_number(found: Any, part: str) -> str:
    if isinstance(found, bool) or (isinstance(found, Symbol) and found.op in CONDITIONS):
        return "is a condition, and no number: write it as where(condition, 1.0, 0.0)"
    if isinstance(found, Number | Real):
        return ""
    forgot = f": perhaps {part} forgot its return" if found is None else ""
    return f"is no number, but {cut(repr(found))}{forgot}"


def _instead(rule: Any, functions: str) -> str:
    """The functions that replace those of `math` in a rule."""
    from inspect import unwrap  # only now: importing autograd stays cheap

    rule = unwrap(getattr(rule, "func", rule))  # of a row whose constants are filled in
    code = getattr(rule, "__code__", None)
    written = code.co_names if code else [getattr(rule, "__name__", "")]
    names = [name for name in written if hasattr(math, name) and hasattr(elementary, name)]
    if not names:
        return f"the functions of {functions}, which take numbers of every kind"
    take = "takes" if len(names) == 1 else "take"
    return f"{functions}'s {' and '.join(names)}, which {take} numbers of every kind"


def described(row: Op) -> str:
    """The formulas of a row in a sentence, as far as they can be written with letters for its constants.

    >>> from autograd.calculus.ops import OPS
    >>> described(OPS["softplus"])
    '`softplus(x) = maximum(x, 0) + log1p(exp(-abs(x)))` as a node of the graph, with the local gradient sigmoid(x).'
    """
    inputs, constants = letters(row)
    try:
        z, *local = map(text, map(Symbol.lift, [row.value(*inputs, **constants), *partials(row)]))
    except (TypeError, ValueError):
        return f"`{text(formula(row))}` as a node of the graph."
    gradients = f"the local gradient{'s' * (len(local) > 1)} {', '.join(local)}"
    return f"`{text(formula(row))} = {z}` as a node of the graph, with {gradients}."
