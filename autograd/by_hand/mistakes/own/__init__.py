"""A learner's own numbers, and what is right from them.

- `own`: the numbers, and the verdict on each row
- `commas`: whether a sign stands between thousands or before decimals
- `on_paper`: steps that are not asked for, each of them rounded
- `conventions`: what is right at a kink, and who says so
- `elsewhere`: the same sheet as other software calculates it
"""

from autograd.by_hand.mistakes.own.own import Own

__all__ = ["Own"]
