"""The commands in Japanese.

- `shell`: `ringo` in a terminal
- `compare`: comparisons with other engines
- `gallery`: the gallery
"""

from autograd.language.ja.commands import compare, gallery, shell

SENTENCES: dict[str, str] = {}
for _catalogue in (compare, gallery, shell):
    SENTENCES |= _catalogue.SENTENCES
