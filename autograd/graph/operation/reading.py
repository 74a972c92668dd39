"""A rule of one's own, read in numbers of every kind: floats, numbers of a system, and numbers of other packages."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import wraps
from typing import Any

from autograd.calculus.elementary import where
from autograd.calculus.numbers.number import Number, overload, system_of
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op, everywhere, nowhere
from autograd.language import say
from autograd.language.errors import real


class Foreign(Number):
    """A number from another package within a rule: a complex number, an array or a number of mpmath."""

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
for _name in ("and", "or"):  # True & x is x & True
    setattr(Foreign, f"__r{_name}__", _compared(f"__{_name}__"))


def read(
    rule: Callable[..., Any], name: str, checked: Callable[[str, Any], Any] = lambda name, found: found
) -> Callable[..., Any]:
    """The rule in the form of a row. Autograd's functions make Values of floats, and refuse numbers of other packages.
    So Values become floats again at the end of the rule, and numbers of other packages enter it as `Foreign`."""
    if rule in (everywhere, nowhere):
        return rule

    @wraps(rule)
    def reading(*xs: Any, **constants: Any) -> Any:
        for x in xs:
            if type(x) is not float:
                break
        else:
            try:
                return checked(name, rule(*xs, **constants))
            except AttributeError as error:
                raise TypeError(say("rule cannot be read", name=name, error=error)) from error
        if system_of(xs):
            return rule(*xs, **constants)
        found = rule(*map(Foreign, xs), **{constant: Foreign(n) for constant, n in constants.items()})
        return tuple(map(_raw, found)) if isinstance(found, tuple | list) else _raw(found)

    return reading


def _raw(found: Any) -> Any:
    return Foreign.lift(found).raw


def number(name: str, found: Any) -> float:
    if type(found) is float:
        return found
    if isinstance(found, complex):  # Python's (-8) ** (1/3)
        raise ValueError(f"{name} is complex")
    return float(found) if isinstance(found, float | Number) else real(found, "the result of a rule", function=name)


def numbers(name: str, found: Any) -> Any:
    return tuple(number(name, one) for one in found) if isinstance(found, tuple | list) else found


def within(domain: Callable[..., Any], name: str, rule: Callable[..., Any]) -> Callable[..., Any]:
    """The rule, which refuses plain numbers outside the domain. Elsewhere it could give a number all the same."""
    if domain is everywhere:
        return rule

    @wraps(rule)
    def inside(*xs: Any, **constants: Any) -> Any:
        if all(type(x) is float for x in xs) and not domain(*xs, **constants):
            raise ValueError(f"{name} has no value outside its domain")
        return rule(*xs, **constants)

    return inside
