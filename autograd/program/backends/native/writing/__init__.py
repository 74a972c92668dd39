"""Groups as loops in C.

- `expressions`: rules of the table as expressions
- `places`: operands as indices, and loops over them
- `rows`: groups of a row of the table
- `lists`: groups of a row of a list
- `sums`: groups of sums
- `products`: matrix products
- `unit`: a whole program
"""
