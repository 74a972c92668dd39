"""The commands in English.

- `shell`: `ringo` in a terminal
- `gallery`: the gallery
"""
