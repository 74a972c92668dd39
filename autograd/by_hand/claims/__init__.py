"""Derivatives on paper, tested on their whole domain and refuted by the smallest numbers. There are no worksheets here.

- `claim`: `check_claim`
- `shapes`: sizes of vectors and matrices
- `vectors`: arithmetic of nested lists
- `formulas`: a typed formula with vectors and definitions
- `tried`: a claim tried at many points
- `refuted`: the reasons for a wrong claim
- `partly`: where a wrong claim is right
"""
