"""The commands in English.

- `shell`: `ringo` in a terminal
- `compare`: comparisons with other engines
- `gallery`: the gallery
"""

from autograd.language.en.commands import compare, gallery, shell

SENTENCES: dict[str, str] = {}
for _catalogue in (compare, gallery, shell):
    SENTENCES |= _catalogue.SENTENCES
