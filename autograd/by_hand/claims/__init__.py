"""Derivatives on paper, tested on their whole domain and refuted by the smallest numbers. There are no worksheets here.

- `claim`: `check_claim`
- `formulas`: a typed function with its shapes, and a formula that is claimed
- `drawn`: the arguments at which a claim is tried, by Hypothesis or without it
- `tried`: a claim tried at a point
- `posed`: a claim beside its function, and the search for a counterexample
- `wrong`: why a claim is wrong, and where it is right
- `sure`: a right claim as a case to prove, and what is said of it
"""
