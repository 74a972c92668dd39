"""The commands in English.

- `shell`: `ringo` in a terminal
- `gallery`: the gallery
"""

from autograd.language.en.commands import gallery, shell

SENTENCES: dict[str, str] = {}
for _catalogue in (gallery, shell):
    SENTENCES |= _catalogue.SENTENCES
