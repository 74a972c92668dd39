"""A whole sheet calculated with a mistake.

- `habits`: a mistake made at one node, at every such node, or everywhere
- `shown`: which rows a reader sees
- `steps`: the rules of all rows, made quick
- `replays`: the numbers that follow from a mistake
"""
