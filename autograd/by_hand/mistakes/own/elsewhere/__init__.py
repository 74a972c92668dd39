"""A sheet as other software calculates it, whose numbers are no slips of the learner.

- `single`: the rows in single precision
- `floors`: what is done to a probability before its logarithm
- `ways`: the ways by name, and who calculates so
- `found`: the ways that give a learner's number
"""
