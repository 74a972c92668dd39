"""Worksheets and the files they are kept in; nothing here judges an answer.

- `roles`: parameters, inputs and losses, told from a graph
- `textbook`: how a textbook works out a row
- `work`: every number of a calculation in the order of work
- `names`: what a row is called
- `code`: a whole sheet in one word
- `files`: tables in .csv, .md and .json, written and read
- `sheet`: `worksheet`
"""

from autograd.by_hand.sheet.sheet import Asked, Sheet, from_code, worksheet

__all__ = ["Asked", "Sheet", "from_code", "worksheet"]
