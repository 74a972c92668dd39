"""Formulas of rows, symbols and graphs, written and read. Nothing here calculates a number.

- `symbols`: numbers that stand for any number
- `styles`: how text, LaTeX and MathML write each sign
- `formulas`: a row or an expression as text, LaTeX or MathML
- `refusals`: the sentences that refuse an operation
- `rules`: the form of a rule
- `signs`: the signs of a typed expression, as people write them
- `tree`: the tree of a typed expression, and a walk over it

>>> x = Symbol("x")
>>> print(text(1 / (1 + (-x).exp())), latex(1 / x))
1 / (1 + exp(-x)) \\frac{1}{x}
"""

from typing import TYPE_CHECKING

from autograd.language.names.later import later

if TYPE_CHECKING:
    from autograd.notation.formulas import formula, latex, mathml, text, written
    from autograd.notation.refusals import gradient_refusal, refusal, refuse_constants
    from autograd.notation.symbols import Symbol

later(
    "autograd.notation",
    {
        "autograd.notation.formulas": "formula latex mathml text written",
        "autograd.notation.refusals": "gradient_refusal refusal refuse_constants",
        "autograd.notation.symbols": "Symbol",
    },
)

__all__ = ["Symbol", "formula", "gradient_refusal", "latex", "mathml", "refusal", "refuse_constants", "text", "written"]
