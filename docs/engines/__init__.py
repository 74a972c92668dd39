"""The page of what engines answer, and the command that measures them."""
