"""SymPy proves the rules: each local gradient is, as a formula, the derivative of the value."""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
import sympy
from sympy import Rational, cosh, erf, erfc, exp, log, sqrt, tanh

from autograd.calculus.elementary import Constant, magnitude, where
from autograd.calculus.numbers.number import Number, overload
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op
from tests.conftest import thinned
from tests.programs import SMOOTH

# What SymPy calls by another name, or does not have. Other rows are SymPy's function of their name.
MEANING: dict[str, Callable[..., Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "abs": sympy.Abs,
    "maximum": sympy.Max,
    "minimum": sympy.Min,
    "neg": lambda x: -x,
    "power": lambda x, n: x**n,
    "pow": lambda x, y: x**y,
    "expm1": lambda x: exp(x) - 1,
    "log1p": lambda x: log(1 + x),
    "log2": lambda x: log(x, 2),
    "log10": lambda x: log(x, 10),
    "hypot": lambda x, y: sqrt(x**2 + y**2),
    "sigmoid": lambda x: 1 / (1 + exp(-x)),
    "softplus": lambda x: log(1 + exp(x)),
    "silu": lambda x: x / (1 + exp(-x)),
    "gelu": lambda x: x * (1 + erf(x / sqrt(2))) / 2,
    "total": lambda *xs: sum(xs),
    "dot": lambda *xs: (
        sum(w * x for w, x in zip(xs[: len(xs) // 2], xs[len(xs) // 2 :], strict=False))
        + (xs[-1] if len(xs) % 2 else 0)
    ),
    "mean": lambda *xs: sum(xs) / len(xs),
    "variance": lambda *xs: sum(x**2 for x in xs) / len(xs) - (sum(xs) / len(xs)) ** 2,
    "logsumexp": lambda *xs: log(sum(map(exp, xs))),
    "softmax": lambda *xs, j: exp(xs[int(j)]) / sum(map(exp, xs)),
    "log_softmax": lambda *xs, j: xs[int(j)] - log(sum(map(exp, xs))),
    "where": lambda x, y, condition: x if condition else y,
    "choose": lambda *xs: sympy.Piecewise(*[(x, sympy.Eq(xs[-1], i)) for i, x in enumerate(xs[:-1])]),
}


class Formula(Number):
    """A SymPy expression as a number that rules can be fed with."""

    def __init__(self, expression: Any) -> None:
        self.expression = expression

    @classmethod
    def lift(cls, number: Any) -> Formula:
        if isinstance(number, Formula):
            return number
        return cls(sympy.sympify(number.text) if isinstance(number, Constant) else Rational(number))

    def choose(self, yes: Any, no: Any) -> Formula:
        """`yes` where this condition holds."""
        pieces = (self.lift(yes).expression, self.expression), (self.lift(no).expression, True)
        return type(self)(sympy.Piecewise(*pieces))


def related(relation: Callable[[Any, Any], Any]) -> Callable[[Formula, Any], Formula]:
    return lambda x, y: type(x)(relation(x.expression, x.lift(y).expression))


for _relation in (operator.lt, operator.le, operator.gt, operator.ge):
    setattr(Formula, f"__{_relation.__name__}__", related(_relation))


class NearFormula(Formula):
    """The same, with the forms that floats calculate with near the point `start`."""

    start = Rational(1, 4)
    symbols: tuple[Any, ...] = ()  # which the formulas are of

    def here(self) -> Any:
        return self.expression.subs({x: self.start + Rational(i, 16) for i, x in enumerate(self.symbols)})

    def choose(self, yes: Any, no: Any) -> Formula:
        return self.lift(yes if self.here() else no)

    def __float__(self) -> float:
        return float(self.here())


class FarFormula(NearFormula):
    start = Rational(5, 2)


class ShownFormula(Formula):
    """The same, which is given what a reader is shown where floats calculate with another form of it."""

    symbolic = True


def meaning(row: Op, system: type[Formula]) -> Callable[..., Any]:
    """The row in SymPy; a row that is missing above, and in SymPy, is what its value makes of smaller ones."""
    found = MEANING.get(row.name) or getattr(sympy, row.name, None)
    if found is None:
        return lambda *xs: system.lift(row.value(*map(system, xs))).expression
    return lambda *xs: found(*xs, **row.bound)


def evaluator(system: type[Formula]) -> Callable[[Op], Callable[..., Formula]]:
    def of_row(row: Op) -> Callable[..., Formula]:
        def evaluate(*inputs: Any, **named: Any) -> Formula:
            count = 1 if row.arity == MANY else row.arity
            is_open = row.constants and not row.bound  # ShownFormula is asked for rows as they stand
            op = row.filled(*inputs[count:], **named) if is_open else row
            xs = [system.lift(x).expression for x in (inputs[0] if row.arity == MANY else inputs[:count])]
            return system(meaning(op, system)(*xs))

        return evaluate

    return of_row


SYSTEMS = NearFormula, FarFormula, ShownFormula

for _system in (Formula, *SYSTEMS):
    overload(_system, TABLE, evaluator(_system))


def disproved(row: Op, system: type[Formula]) -> list[str]:
    """Which local gradients SymPy does not find equal to the derivative of the value."""
    count = 4 if row.arity == MANY else row.arity  # 1/4 is a float
    # Some domains have no negative x, and neither have the points at which a form is chosen.
    positive = row.domain is not OPS["sin"].domain or issubclass(system, NearFormula)
    xs = sympy.symbols(f"x:{count}", positive=positive)
    if issubclass(system, NearFormula):
        system.symbols = xs
    z = meaning(row, system)(*xs)
    local = row.partials(system(z), *map(system, xs))
    found = []
    for x, partial in zip(xs, local, strict=True):
        difference = (sympy.diff(z, x) - system.lift(partial).expression).rewrite(erfc, erf)
        if sympy.simplify(difference) != 0 and sympy.simplify(difference.rewrite([tanh, cosh], exp)) != 0:
            found.append(f"∂z/∂{x}: {sympy.diff(z, x)} is not {system.lift(partial).expression}")
    return found


NAMES = dict(zip(SYSTEMS, ("calculated near 0", "calculated", "shown"), strict=True))


@pytest.mark.parametrize(
    ("row", "system"), thinned(product(SMOOTH, SYSTEMS)), ids=lambda given: NAMES.get(given) or given.name
)
def test_the_rule_is_the_derivative(row: Op, system: type[Formula]) -> None:
    for constant in (0.0, 1.0, 3.0) if row.constants else (None,):
        op = row if constant is None else row.bind(*[constant] * len(row.constants))
        assert disproved(op, system) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("sigmoid", lambda z, x: (z * (z - 1.0),)),
        ("div", lambda z, x, y: (1.0 / y, z / y)),
        ("gelu", lambda z, x: (z / x,)),
        ("atan", lambda z, x: (1.0 / (1.0 - x * x),)),
    ],
)
def test_a_wrong_rule_is_not_proved(name: str, wrong: Callable[..., Any]) -> None:
    row = Op(name, ", ".join(OPS[name].arguments), OPS[name].value, wrong, domain=OPS[name].domain)
    assert disproved(row, Formula)


def test_a_rule_with_a_choice_is_proved_too() -> None:
    def huber(x: Any, y: Any) -> Any:
        return where(magnitude(x) <= y, x * x / 2.0, y * (magnitude(x) - y / 2.0))

    def local(z: Any, x: Any, y: Any) -> tuple[Any, ...]:
        return where(magnitude(x) <= y, x, y), where(magnitude(x) <= y, 0.0, magnitude(x) - y)

    everywhere_positive = OPS["log"].domain
    assert disproved(Op("huber", "x, y", huber, local, domain=everywhere_positive), Formula) == []
    swapped = Op("huber", "x, y", huber, lambda z, x, y: local(z, x, y)[::-1], domain=everywhere_positive)
    assert len(disproved(swapped, Formula)) == 2
