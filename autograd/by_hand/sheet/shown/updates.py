"""The formula of a row of an update, for one number or for a matrix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from autograd.by_hand.sheet.work import Row
from autograd.by_hand.sheet.work.optimizers import Constants, Line
from autograd.language.text import number
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol


def put(row: Row, parameter: Symbol, gradient: Symbol) -> Symbol:
    """The formula of a row of an update, with the numbers of its constants."""
    assert row.line
    return _put(row.line, vars(row.constants), parameter, gradient)


def _put(line: Line, constants: Mapping[str, float], parameter: Symbol, gradient: Symbol) -> Symbol:
    shown = {
        name: each if name == "step" or (name == "decay" and not each) else Symbol(number(each))
        for name, each in constants.items()
    }
    known = {"θ": parameter, "g": gradient}
    takes = (known.get(sign, Symbol(sign)) for sign in line.takes.split())
    return Symbol.lift(line.rule(Constants(**shown), *takes))


def in_line(row: Row, parameter: str, gradient: str, of_numbers: str = "×") -> str:
    """The formula of a row of an update as text, with × as in the chain rule; of matrices, `of_numbers` is the sign
    between numbers in one place, ⊙."""
    assert row.line
    names = {"θ": parameter, "g": gradient, " * ": " × ", "g * g": f"{gradient} {of_numbers} {gradient}"}
    formula = _in_letters(row.line, *vars(row.constants).items())
    return re.sub(r"g \* g|θ|\bg\b| \* ", lambda found: names[found[0]], formula)


@lru_cache(maxsize=256)
def _in_letters(line: Line, *constants: tuple[str, float]) -> str:
    """The formula of θ and g. All parameters of one rate have the same."""
    return text(_put(line, dict(constants), Symbol("θ"), Symbol("g")))
