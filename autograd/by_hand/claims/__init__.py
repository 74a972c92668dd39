"""Derivatives on paper, tested on their whole domain and refuted by the smallest numbers; sheets are not known here.

- `claim`: `check_claim`
- `shapes`: sizes of vectors and matrices
- `vectors`: arithmetic of nested lists
- `formulas`: a typed formula with vectors and definitions
- `tried`: a claim tried at many points
- `refuted`: what is said of a claim that is wrong
- `partly`: where a claim that is wrong is right
"""
