"""Compiled programs: a recorded graph, turned back into the matrix formulas that it always was.

- `compiled`: `compile`
- `passes`: from a graph to a list of groups
- `groups`: the list of groups, the one record of a program
- `backends`: what runs a list of groups
- `running`: the program, its parameters, and its refusals
- `readings`: the program for people
- `words`: what of a name may stand in code
"""

from autograd.program.compiled import compile
from autograd.program.running.parallel import DataParallel
from autograd.program.running.parameters import Parameters
from autograd.program.running.program import Program

__all__ = ["DataParallel", "Parameters", "Program", "compile"]
