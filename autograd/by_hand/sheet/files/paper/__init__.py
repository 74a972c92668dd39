"""Worksheets on paper: PDF, typeset by Typst.

- `mathematics`: formulas as data
- `questions`: what a sheet asks, question by question
- `typeset`: a document of plain data as PDF
- `printed`: a sheet as such a document
"""

from autograd.by_hand.sheet.files.paper.printed import printed
from autograd.by_hand.sheet.files.paper.typeset import Document, Part, typeset

__all__ = ["Document", "Part", "printed", "typeset"]
