"""Hand calculation: worksheets, their marking, and the reason for a wrong number. There are no pictures here.

- `answers`, `sheet`, `exercises`, `mistakes`, `marking`, `claims`, `classroom`: rooms
"""

import autograd.by_hand.marking.foreseen  # noqa: F401  (gives sheets what marking would say)
from autograd.by_hand.classroom.collect.marked import mark_files
from autograd.by_hand.marking.many import Outcome
from autograd.by_hand.marking.marking import mark
from autograd.by_hand.marking.marks import Marked, Marks
from autograd.by_hand.marking.results import Result, explain_result
from autograd.by_hand.sheet.sheet import Asked, Sheet, worksheet
from autograd.language.errors import WorksheetError

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
