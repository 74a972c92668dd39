"""Expressions typed by a person, read safely: `parse` makes a Value of a text. Claims are written in the same
language.

- `calls`: the functions of expressions, applied to numbers
- `vectors`: arithmetic of nested lists
- `windows`: the products of a window with each place of a vector or a matrix
- `arrays`: the functions of vectors and matrices
- `tree`: what the tree of an expression gives
- `definitions`: several formulas, one after the other
- `parse`: `parse`
"""

from autograd.graph.expression.calls import ALIASES, CALLABLE, CONSTANTS, by_name
from autograd.graph.expression.parse import parse

__all__ = ["ALIASES", "CALLABLE", "CONSTANTS", "by_name", "parse"]
