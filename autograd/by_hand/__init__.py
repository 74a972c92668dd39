"""Hand calculation: worksheets, their marking, and the reason for a wrong number."""

from autograd.by_hand.code import WorksheetError
from autograd.by_hand.marking import mark
from autograd.by_hand.marks import Marked, Marks
from autograd.by_hand.results import Result, explain_result
from autograd.by_hand.sheet import Asked, Sheet, worksheet

__all__ = [
    "Asked",
    "Marked",
    "Marks",
    "Result",
    "Sheet",
    "WorksheetError",
    "explain_result",
    "mark",
    "worksheet",
]
