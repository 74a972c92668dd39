"""A program as people read it.

- `regrouped`: groups as a reader expects them
- `names`: a textbook's names for its operands and results
- `formulas`: its formulas, forwards and backwards
- `explanation`: which nodes became what, and the formulas, as text, Markdown and LaTeX
- `sources`: the program as code in a language
- `numpy_code`: the program as code in NumPy
- `in_c`: the program as code in C
"""
