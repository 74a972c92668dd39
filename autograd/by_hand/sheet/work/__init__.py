"""All numbers of a calculation by hand. What is asked of them stands in `asking`.

- `optimizers`: the update rules, line by line
- `update`: steps, constants, and the rates of groups of parameters
- `textbook`: how a textbook works out a row
- `rows`: one number, with its rule
- `passes`: where the numbers of a pass stand
- `steps`: the rows, made pass by pass
- `work`: every number in the order of work
"""

from autograd.by_hand.sheet.work.rows import Row
from autograd.by_hand.sheet.work.update import Update
from autograd.by_hand.sheet.work.work import UNIT, Work

__all__ = ["UNIT", "Row", "Update", "Work"]
