"""What an operation is: one table of rows, and numbers to feed them with; no graph, and no sentence for a learner.

- `number`: what every number system shares
- `elementary`: the functions that rules are written with, for numbers of any system
- `forms`: forms of local gradients that keep their digits
- `row`: a row of the table
- `ops`: the table
- `needed`: the local gradients that are needed, where a rule refuses as a whole
- `order`: anything that was made from others, inputs before outputs
"""
