"""Engines of formulas, and of numbers that carry their derivatives.

- `algopy`, `num_dual`, `pytensor`, `symengine`, `sympy`: a file for each
"""
