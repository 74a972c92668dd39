"""Random programs for tests: which rows they are made of, and how far their gradients may be off."""

from autograd import Value
from autograd.calculus.ops import TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import nowhere
from autograd.graph.backward import Contribution, contributions
from autograd.testing.programs import Program

SMOOTH = [row for row in TABLE if row.kink is nowhere and not row.index]


def run(program: Program) -> tuple[list[Value], Value]:
    """The leaves and the output of the program in Values."""
    leaves = [Value(x) for x in program.leaves]
    return leaves, program(*leaves)


def record(out: Value) -> list[Contribution]:
    """Every multiplication of the plain pass."""
    return list(contributions(inputs_first([out]), 1.0, lambda node: node.data))


def sizes_of_paths(out: Value) -> dict[Value, float]:
    """For each node the sum of the products of |local gradients| over all paths from the output.

    A gradient is that sum with signs, so its rounding error is a few units of the last digit of this number.
    """
    size = {out: 1.0}
    for c in record(out):
        size[c.input] = size.get(c.input, 0.0) + size[c.output] * abs(c.local)
    return size
