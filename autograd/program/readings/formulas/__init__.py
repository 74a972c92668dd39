"""A program as formulas, forwards and backwards, in a textbook's names. Nothing here calculates a number.

- `signs`: the signs of matrices, as text, LaTeX and NumPy write them
- `indices`: how an operand is taken from a tensor
- `views`: an operand in the names of the tensors that it is taken from, and its gradient on the way back
- `rows`: rows of one and of two numbers for whole tensors, and their local gradients
- `lists`: rows of a list, with one output or several
- `sums`: sums and matrix products
- `equations`: all formulas of a program, in their order
"""
