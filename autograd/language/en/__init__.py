"""The sentences in English: a catalogue for each thing that is spoken of, and nothing but sentences.

- `calculation`, `checking`, `expressions`, `programs`: catalogues
- `by_hand`, `commands`: rooms of catalogues
- `networks`: a room of catalogues that are loaded when a network says something
"""

from autograd.language.en import by_hand, calculation, checking, commands, expressions, programs

SENTENCES: dict[str, str] = {}
"""All of them but those of networks."""
for _catalogue in (calculation, checking, expressions, programs, by_hand, commands):
    SENTENCES |= _catalogue.SENTENCES
