"""What a page says, in each language: sentences of its own, and those of the tables.

- `en`, `ja`: the sentences in English and in Japanese, with the same keys and the same fields
"""

from __future__ import annotations

from autograd.language import catalogue
from viz.page.words import en, ja

OWN = {"en": en.SENTENCES, "ja": ja.SENTENCES}

SHARED = (
    "forward pass", "backward pass", "step", "node", "formula", "in numbers", "value", "(given)", "from output",
    "to input", "slot", "upstream", "× local", "= product", "total so far",
    "score", "count right", "count carried", "count wrong", "count unreadable", "count blank", "verdict right",
    "verdict carried", "verdict wrong", "verdict unreadable", "verdict blank", "carried from",
    "carried from but for rounding", "carried from a convention", "rounded", "unexplained", "too few digits", "cut off",
    "between names", "another row", "advice another row", "answer with a comma", "answer of two meanings",
    "answers alike", "between sentences", "picture gradient", "picture local", "picture edges", "picture edge",
    "picture nodes", "picture given", "picture others",
)  # fmt: skip
"""Sentences that the page has in common with the printed tables and with marking."""


def words(lang: str) -> dict[str, str]:
    """The sentences of one language by their keys. The front end fills in their fields.

    >>> words("ja")["backward pass"], words("en")["step of"]
    ('逆伝播', 'Step {step} of {steps}')
    """
    everywhere = catalogue(lang)
    return {key: everywhere[key] for key in SHARED} | OWN[lang]
