"""A graph as one page that a browser opens.

- `live`: the graph as JavaScript, for other numbers
"""
