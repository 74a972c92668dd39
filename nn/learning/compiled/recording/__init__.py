"""A batch as a graph, and all that may be otherwise in the next batch.

- `lines`: examples as arrays, and as Values that stand for them
- `held`: what model and loss hold beside their parameters
- `alike`: whether two graphs differ in their numbers alone
- `recorded`: a batch as a graph, and what Python did to make it
"""
