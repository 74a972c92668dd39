"""A calculation as plain data, JSON, for the front end: every number and every formula comes from the record.

- `model`: nodes, edges and steps of a record
- `answers`: a worksheet, and all that is needed to mark it
- `paths`: the ways from the output to a leaf
- `formulas`: formulas as trees of MathML, or as text
- `templates`: formulas with holes, for other numbers
"""
