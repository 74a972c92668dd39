"""Derivatives on paper, tested on their whole domain and refuted by the smallest numbers. There are no worksheets here.

- `claim`: `check_claim`
- `shapes`: sizes of vectors and matrices, as they are declared
- `formulas`: a typed function, and a formula that is claimed
- `drawn`: the arguments at which a claim is tried, by Hypothesis or without it
- `tried`: a claim tried at a point
- `wrong`: why a claim is wrong, and where it is right
- `sure`: a right claim as a case to prove, and what is said of it
"""
