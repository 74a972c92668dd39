"""Hand calculation in English.

- `worksheets`: sheets and their marking
- `mistakes`: named mistakes, and what to do against them
- `claims`: derivatives that are claimed
- `exercises`: grids of cells, and ready exercises
"""

from autograd.language.en.by_hand import claims, exercises, mistakes, worksheets

SENTENCES: dict[str, str] = {}
for _catalogue in (claims, exercises, mistakes, worksheets):
    SENTENCES |= _catalogue.SENTENCES
