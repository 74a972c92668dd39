"""Answers judged: right, carried, wrong or blank, with the reason; nothing here writes to a learner's file.

- `marking`: `mark`
- `found`: the answers in a file, and what belongs to no row
- `marks`: what it gives
- `hints`: what to do next
- `many`: the files of a class
- `foreseen`: what it would say of wrong numbers
- `results`: `explain_result`
"""

from autograd.by_hand.marking.marking import mark

__all__ = ["mark"]
