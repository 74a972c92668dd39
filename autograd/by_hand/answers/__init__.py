"""A number as a learner wrote it. What it is compared with stands in `sheet`, and what it tells in `marking`.

- `answer`: a number with the digits that were given, and whether another one agrees with it
- `read`: from any text to an answer
- `forms`: powers, roots, fractions, per cent, and other forms of numbers on paper, as expressions
- `words`: words beside a number, and instead of one; and words before a name
- `dates`: the dates and times that spreadsheets make of fractions
- `pen`: slips of the pen
- `typed`: numbers for the names of an expression, `x=1/3`
"""

from typing import TYPE_CHECKING

from autograd.language.names.later import later

if TYPE_CHECKING:
    from autograd.by_hand.answers.answer import Answer, Reading, agrees, tolerance
    from autograd.by_hand.answers.read import read

later(
    "autograd.by_hand.answers",
    {"autograd.by_hand.answers.answer": "Answer Reading agrees tolerance", "autograd.by_hand.answers.read": "read"},
)

__all__ = ["Answer", "Reading", "agrees", "read", "tolerance"]
