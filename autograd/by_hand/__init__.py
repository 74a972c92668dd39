"""Hand calculation: worksheets, their marking, and the reason for a wrong number. There are no pictures here.

- `answers`, `sheet`, `exercises`, `mistakes`, `marking`, `claims`, `classroom`: rooms
"""

from typing import TYPE_CHECKING

from autograd.language.errors import WorksheetError
from autograd.language.names.later import later

if TYPE_CHECKING:
    from autograd.by_hand.classroom.collect.marked import mark_files
    from autograd.by_hand.marking.many import Outcome
    from autograd.by_hand.marking.marking import mark
    from autograd.by_hand.marking.marks import Marked, Marks
    from autograd.by_hand.marking.results import Result, explain_result
    from autograd.by_hand.sheet.sheet import Asked, Sheet, worksheet

later(
    "autograd.by_hand",
    {
        "autograd.by_hand.classroom.collect.marked": "mark_files",
        "autograd.by_hand.marking.many": "Outcome",
        "autograd.by_hand.marking.marking": "mark",
        "autograd.by_hand.marking.marks": "Marked Marks",
        "autograd.by_hand.marking.results": "Result explain_result",
        "autograd.by_hand.sheet.sheet": "Asked Sheet worksheet",
    },
)

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
