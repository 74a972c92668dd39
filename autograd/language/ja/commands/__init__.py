"""The commands in Japanese.

- `shell`: `ringo` in a terminal
- `gallery`: the gallery
"""

from autograd.language.ja.commands import gallery, shell

SENTENCES: dict[str, str] = {}
for _catalogue in (gallery, shell):
    SENTENCES |= _catalogue.SENTENCES
