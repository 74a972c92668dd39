"""Networks in Japanese.

- `compiled`: why a model or a loss is not compiled
- `data`: examples, tables and their encoding
- `files`: networks in files, and checkpoints
- `formats`: networks of other libraries that are read
- `layers`: layers, boxes, losses and scores
- `learning`: optimizers, runs, their checkpoints, and estimators
- `search`: settings, trials and processes
"""

from autograd.language.ja.networks import compiled, data, files, formats, layers, learning, search

SENTENCES: dict[str, str] = {}
for _catalogue in (compiled, data, files, formats, layers, learning, search):
    SENTENCES |= _catalogue.SENTENCES
