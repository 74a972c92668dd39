"""How rows are shown: by their names in sentences, and in grids of cells.

- `names`: the names of rows in sentences
- `places`: the place of a number in a vector or a matrix, told by its name
- `updates`: the formulas of updates
- `grids`: the rows of one vector or matrix
- `blocks`: grids as lines of a table, and what is given as vectors and matrices
- `matrices`: a vector or a matrix that is typed in one cell
- `filled`: the answers to the rows of a grid
"""
