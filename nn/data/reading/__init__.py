"""From the bytes of a file to named columns of cells.

- `text`: the characters, in UTF-8 or in an encoding that is told
- `rows`: the cells, between separators that are known
- `names`: a name for each column
- `separator`: what stands between cells
- `features`: columns that tell nothing of other rows, such as a number that counts them
- `units`: the sign of per cent or of a currency
- `cells`: what is missing, and what is a number
"""
