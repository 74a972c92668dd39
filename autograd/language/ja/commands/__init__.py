"""The commands in Japanese.

- `shell`: `ringo` in a terminal
- `compare`: comparisons with other engines
- `doctor`: what is installed
- `examples`: the programs in `examples/`
- `gallery`: the gallery
- `pages`: the pages of help
"""

from autograd.language.ja.commands import compare, doctor, examples, gallery, pages, shell

SENTENCES: dict[str, str] = {}
for _catalogue in (compare, doctor, examples, gallery, pages, shell):
    SENTENCES |= _catalogue.SENTENCES
