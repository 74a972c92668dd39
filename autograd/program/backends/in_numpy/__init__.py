"""A program in NumPy: each group is a few calls on arrays.

- `memory`: the numbers of a program, and where its operands stand in them
- `gradients`: the gradients of these numbers, and what adds to them
- `sums`: groups of sums: terms, tables and matrix products
- `choices`: reads by an index
- `blocks`: parameters between their order and their places
- `arrays`: all of it, for so many lanes
"""
