"""What an operation is: one table of rows, and the numbers that rows are fed with. There is no graph here.

- `numbers`: a room: what every number system shares
- `elementary`: the functions that rules are written with, for numbers of any system
- `forms`: forms of local gradients that keep their digits
- `row`: a row of the table
- `ops`: the table
- `needed`: the local gradients that are needed, where the rule refuses another
- `order`: the nodes of a graph, inputs before outputs
"""
