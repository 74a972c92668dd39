"""`Value`, the graph that it records, and the passes over the graph. `record` makes tables of a calculation.

- `value`: a number that remembers how it was made
- `backward`: the chain rule, from the output back to the leaves
- `functions`: the operations as functions
- `forward`: the chain rule forwards, in dual numbers
- `memory`: copies, pickles, and how a graph is freed, at any depth
- `expression`: a Value from a typed expression
- `operation`: a row of one's own
"""

from autograd.calculus.order import inputs_first  # by its former name, autograd.graph.inputs_first

__all__ = ["inputs_first"]
