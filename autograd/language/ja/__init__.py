"""The sentences in Japanese: a catalogue for each thing that is spoken of, and nothing but sentences.

- `calculation`, `expressions`, `programs`: catalogues
- `by_hand`, `commands`: rooms of catalogues
"""

from autograd.language.ja import by_hand, calculation, commands, expressions, programs

SENTENCES: dict[str, str] = {}
for _catalogue in (calculation, expressions, programs, by_hand, commands):
    SENTENCES |= _catalogue.SENTENCES
