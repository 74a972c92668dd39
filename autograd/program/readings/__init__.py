"""A program as people read it.

- `regrouped`: groups as a reader expects them
- `names`: a textbook's names for its operands and results
"""
