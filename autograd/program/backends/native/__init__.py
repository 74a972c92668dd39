"""A program in C: written from its groups, compiled once, and run on NumPy's arrays.

- `falling_back`: C where there is a compiler, else NumPy
- `runner`: a program in C for so many lanes
- `library`: libraries from a compiler, in a cache that only the user can change
- `kinds`: groups that are alike but for their addresses
- `flows`: which gradients are cleared, and which are set
- `preamble`: functions that C lacks, matrix products in blocks, and what all programs share, as C
- `writing`: groups as loops
"""
