"""Hand calculation in English.

- `worksheets`: sheets and their marking
- `mistakes`: named mistakes, and what to do against them
- `classroom`: what is collected, reported and given back
- `claims`: derivatives that are claimed
- `classes`: the numbers and the sheets of a class
- `exercises`: grids of cells, and ready exercises
"""

from autograd.language.en.by_hand import claims, classes, classroom, exercises, mistakes, worksheets

SENTENCES: dict[str, str] = {}
for _catalogue in (claims, classes, classroom, exercises, mistakes, worksheets):
    SENTENCES |= _catalogue.SENTENCES
