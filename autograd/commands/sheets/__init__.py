"""The commands about worksheets: what is set, and how it is marked.

- `worksheet`: a worksheet from an expression
- `exercise`: a ready exercise
- `mark`: the marks of answers
- `progress`: the bar for a class
- `reports`: what is written of a class
- `class_`: a worksheet for each student, with numbers of their own
"""
