"""The commands in Japanese.

- `shell`: `ringo` in a terminal
- `gallery`: the gallery
"""
