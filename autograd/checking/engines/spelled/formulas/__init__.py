"""Engines of formulas, and of numbers that carry their derivatives.

- `algopy`, `pytensor`, `symengine`, `sympy`: a file for each
"""
