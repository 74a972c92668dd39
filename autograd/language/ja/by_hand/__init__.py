"""Hand calculation in Japanese.

- `worksheets`: sheets and their marking
- `mistakes`: named mistakes, and what to do against them
- `claims`: derivatives that are claimed
- `exercises`: grids of cells, and ready exercises
"""
