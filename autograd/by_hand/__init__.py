"""Hand calculation: worksheets, their marking, and the reason for a wrong number."""

from autograd.by_hand.many import Outcome, mark_files
from autograd.by_hand.marking import mark
from autograd.by_hand.marks import Marked, Marks
from autograd.by_hand.results import Result, explain_result
from autograd.by_hand.sheet import Asked, Sheet, worksheet
from autograd.errors import WorksheetError

__all__ = [
    "Asked",
    "Marked",
    "Marks",
    "Outcome",
    "Result",
    "Sheet",
    "WorksheetError",
    "explain_result",
    "mark",
    "mark_files",
    "worksheet",
]
