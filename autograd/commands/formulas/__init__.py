"""The commands that take a formula and tell what is true of it, or make a program of it.

- `claim`: whether a derivative worked out by hand is right
- `compile`: the formula as a program, explained or as code
"""
