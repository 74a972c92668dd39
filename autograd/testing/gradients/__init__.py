"""Claimed gradients, tested at many points. The operations themselves are tested in `properties`.

- `arguments`: the arguments of a function under test
- `points`: one point at which a claim is tried
- `factors`: numbers by which a claim may be off
- `slips`: the slips that explain a wrong claim
- `failures`: the report of a wrong claim
- `search`: the search for a counterexample
"""
