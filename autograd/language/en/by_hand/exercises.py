"""Grids of cells and ready exercises, in English."""

SENTENCES = {
    # grids
    "asks grid": "{what}, {shape}",
    "asks updated grid": "{node} after the update, {shape}: {step}",
    "asks grid by number": "{what}, {shape}: {each}",
    "block turned": "the matrix '{answer}' is transposed: {needed} is asked for, and it is {shape}",
    "block does not fit": "'{answer}' is {shape}, and {needed} is asked for",
    "block uneven": "the rows of '{answer}' have different lengths, and {needed} is asked for",
    "matrix turned": "the matrix is transposed: its numbers are right with rows and columns swapped",
    "advice matrix turned": "Lay the matrix out as the one by which you differentiate: the number for W[i][j] "
    "stands in row i and column j.",
}
