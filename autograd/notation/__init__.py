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

from autograd.notation.formulas import latex, mathml, text
from autograd.notation.symbols import Symbol

__all__ = ["Symbol", "latex", "mathml", "text"]
