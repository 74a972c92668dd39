"""A program as code in C.

- `frame`: what stands in the C of every program
- `c_code`: the loops of a program, within it
"""
