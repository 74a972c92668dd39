"""Compiled programs: a recorded graph, turned back into the matrix formulas that it always was.

- `compiled`: `compile`, and the program that it makes
- `parameters`: the parameters of a program as one block
- `passes`: from a graph to a list of groups
- `groups`: the list of groups, the one record of a program
- `backends`: what runs a list of groups
- `recording`: the graph, packed, to say which of its nodes is refused
"""

from autograd.program.compiled import Program, compile
from autograd.program.parameters import Parameters

__all__ = ["Parameters", "Program", "compile"]
