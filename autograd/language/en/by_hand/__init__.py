"""Hand calculation in English.

- `worksheets`: sheets and their marking
- `mistakes`: named mistakes, and what to do against them
- `claims`: derivatives that are claimed
- `exercises`: grids of cells, and ready exercises
"""
