"""The sentences in Japanese: a catalogue for each thing that is spoken of, and nothing but sentences.

- `calculation`, `expressions`, `programs`: catalogues
- `by_hand`, `commands`: rooms of catalogues
"""

from autograd.language.ja import calculation, expressions, programs
from autograd.language.ja.by_hand import claims, exercises, mistakes, worksheets
from autograd.language.ja.commands import gallery, shell

SENTENCES: dict[str, str] = {}
for _catalogue in (calculation, claims, exercises, gallery, shell, expressions, mistakes, programs, worksheets):
    SENTENCES |= _catalogue.SENTENCES
