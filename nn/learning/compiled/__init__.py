"""A run in compiled programs, with the same results as in the graph to rounding.

- `recording`: a batch as a graph, and all that may be otherwise in the next batch
- `passes`: a batch through the network in a program
- `arrays`: the numbers of a run in arrays, and the optimizer's steps
- `steps`: the steps of a run, in programs where that is possible
- `proofs`: the comparisons of programs with the graph, while a run goes on
- `measured`: the validation of a run in a program
"""
