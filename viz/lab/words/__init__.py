"""What the lab says around a calculation, in each language. Answers come from the engine, with sentences of its own.

- `en`, `ja`: the sentences in English and in Japanese, with the same keys and the same fields
"""

from viz.lab.words import en, ja

WORDS = {"en": en.SENTENCES, "ja": ja.SENTENCES}
