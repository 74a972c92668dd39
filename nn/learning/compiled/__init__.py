"""A run in compiled programs, with the same results as in the graph to rounding.

- `lines`: examples as arrays, and as Values that stand for them
- `recorded`: a batch as a graph, and what Python did to make it
- `held`: what model and loss hold beside their parameters
- `alike`: whether two graphs differ in their numbers alone
- `passes`: a batch through the network in a program
- `steps`: the steps of a run, in programs where that is possible
- `measured`: the validation of a run in a program
"""
