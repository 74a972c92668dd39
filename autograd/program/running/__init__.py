"""A program at work.

- `program`: what is called
- `parallel`: its batches in shards, by many workers
- `parameters`: its parameters as one block
- `recording`: the graph, packed, to say which of its nodes is refused
- `collector`: a pause of Python's collector of cycles
"""
