"""The commands in English.

- `shell`: `ringo` in a terminal
- `compare`: comparisons with other engines
- `doctor`: what is installed
- `examples`: the programs in `examples/`
- `gallery`: the gallery
- `pages`: the pages of help
"""

from autograd.language.en.commands import compare, doctor, examples, gallery, pages, shell

SENTENCES: dict[str, str] = {}
for _catalogue in (compare, doctor, examples, gallery, pages, shell):
    SENTENCES |= _catalogue.SENTENCES
