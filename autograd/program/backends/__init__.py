"""What runs a list of groups. Each back end stands alone, and imports its library only when a program is made.

- `chosen`: the back end that was asked for, and what every back end can do
- `in_numpy`: a program in NumPy
- `in_torch`: a program in torch
- `native`: a program in C
"""
