"""Pictures of networks: layers and neurons, with every weight or gradient as a line.

- `network`: the picture of a model
- `parts`: what a model is made of
- `neurons`: circles in columns, at places of their own
- `layers`: a box for each part, for networks that are deep or branch
- `strength`: a number as the look of a line
- `graphed`: the layers that a graph was calculated with
- `unfolding`: their picture, whose layers fold and unfold
"""
