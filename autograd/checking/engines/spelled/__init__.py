"""How one types each operation in each engine: a file per engine, and nothing else.

- `known`: engines that many use
- `rare`: engines of networks that few use, or that are made to be read
- `formulas`: engines of formulas, and of numbers that carry their derivatives
"""
