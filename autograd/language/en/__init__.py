"""The sentences in English: a catalogue for each thing that is spoken of, and nothing but sentences.

- `calculation`, `expressions`, `programs`: catalogues
- `by_hand`, `commands`, `networks`: rooms of catalogues
"""

from autograd.language.en import by_hand, calculation, commands, expressions, networks, programs

SENTENCES: dict[str, str] = {}
for _catalogue in (calculation, expressions, programs, by_hand, commands, networks):
    SENTENCES |= _catalogue.SENTENCES
