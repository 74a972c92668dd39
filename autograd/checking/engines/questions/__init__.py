"""What is asked of each engine: every row of the table at an ordinary point, and all functions where they are special.

- `question`: one question: a function, its inputs and constants, the order of the derivative
- `functions`: the functions: the rows of the table, and what networks are made of beside them
- `kinks`: where the derivative jumps: one number, ties, pooling
- `edges`: where the domain or the derivative ends: zero to a power, vectors of zeros, equal numbers
- `far`: numbers so large or so small that floats run out of digits
- `ordinary`: an ordinary point of every row
- `conventions`: what answers at some kinks tell of others
"""

from autograd.checking.engines.questions.edges import EDGES
from autograd.checking.engines.questions.far import FAR
from autograd.checking.engines.questions.kinks import KINKS
from autograd.checking.engines.questions.ordinary import ORDINARY

GROUPS = {**KINKS, **EDGES, **FAR, **ORDINARY}
"""The questions by the title of their group, in the order of the page."""

QUESTIONS = {question.key: question for questions in GROUPS.values() for question in questions}
