"""The formula of a row of an update, for one number or for a matrix."""

from __future__ import annotations

import re

from autograd.by_hand.sheet.work import Row
from autograd.by_hand.sheet.work.optimizers import Constants
from autograd.language.text import number
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol


def put(row: Row, parameter: Symbol, gradient: Symbol) -> Symbol:
    """The formula of a row of an update, with the numbers of its constants."""
    assert row.line
    assert row.constants
    constants = {
        name: each if name == "step" or (name == "decay" and not each) else Symbol(number(each))
        for name, each in vars(row.constants).items()
    }
    known = {"θ": parameter, "g": gradient}
    takes = (known.get(sign, Symbol(sign)) for sign in row.line.takes.split())
    return Symbol.lift(row.line.rule(Constants(**constants), *takes))


def in_line(row: Row, parameter: str, gradient: str, of_numbers: str = "×") -> str:
    """The formula of a row of an update as text, with × as in the chain rule; of matrices, `of_numbers` is the sign
    between numbers in one place, ⊙."""
    names = {"θ": parameter, "g": gradient, " * ": " × ", "g * g": f"{gradient} {of_numbers} {gradient}"}
    formula = text(put(row, Symbol("θ"), Symbol("g")))
    return re.sub(r"g \* g|θ|\bg\b| \* ", lambda found: names[found[0]], formula)
