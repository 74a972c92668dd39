"""What C lacks, and what all programs share, as C.

- `lists`: functions of one number and of lists
- `products`: matrix products in blocks that fit into registers
- `running`: the steps around the groups of a program: parameters in, checks, gradients out
- `structures`: what these are given, as ctypes sees it
"""
