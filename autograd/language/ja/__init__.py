"""The sentences in Japanese: a catalogue for each thing that is spoken of, and nothing but sentences."""

from autograd.language.ja import calculation, claims, commands, expressions, mistakes, programs, worksheets

SENTENCES: dict[str, str] = {}
for _catalogue in (calculation, claims, commands, expressions, mistakes, programs, worksheets):
    SENTENCES |= _catalogue.SENTENCES
