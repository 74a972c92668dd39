"""Worksheets and their files. Nothing here judges an answer.

- `roles`: parameters, inputs and losses, found in a graph
- `work`: every number of a calculation in the order of work
- `asking`: which of the numbers are asked for, and in which words
- `shown`: the names of rows, and grids of cells
- `code`: a whole sheet in one word
- `files`: files to hand out, and the answers in files
- `sheet`: `worksheet`
"""

from autograd.by_hand.sheet.sheet import Asked, Sheet, from_code, worksheet

__all__ = ["Asked", "Sheet", "from_code", "worksheet"]
