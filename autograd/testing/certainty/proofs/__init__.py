"""Claims proved by SymPy, in a process of its own with a limit of time.

- `terms`: numbers that keep all that is done with them
- `process`: the process, and what is asked of it
- `meanings`: each row in SymPy's numbers
- `regions`: what is known of the numbers in a piece of the domain
- `proving`: a claim proved piece by piece
"""
