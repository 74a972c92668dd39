"""Ready exercises: formulas with numbers as they were published, each with its source.

- `exercise`: an exercise, its inputs, and its worksheet
- `ready`: the exercises
"""

from autograd.by_hand.exercises.exercise import Exercise, Input
from autograd.by_hand.exercises.ready import READY, ready

__all__ = ["READY", "Exercise", "Input", "ready"]
