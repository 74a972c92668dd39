"""The commands about worksheets: what is set, and how it is marked.

- `worksheet`: a worksheet from an expression
- `mark`: the marks of answers
"""
