"""What runs a list of groups. Each back end stands alone, and imports its library only when a program is made.

- `chosen`: the back end that was asked for, and what every back end can do
- `blocks`: parameters between their order and their places
- `memory`: the numbers of a program in NumPy's arrays, and where its operands stand in them
- `gradients`: the gradients of these numbers, and what adds to them
- `sums`: groups of sums in NumPy: terms, tables and matrix products
- `choices`: reads by an index
- `arrays`: a program in NumPy
- `in_torch`: a room: programs in torch
- `native`: a program in C
"""
