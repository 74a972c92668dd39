"""Every sentence a learner reads, and what all other rooms need to say it or to write it down; no mathematics.

The code names a sentence by its key, so that what is said stands in one place per language, and none is forgotten.

- `en`, `ja`: the catalogues in English and in Japanese
- `text`: numbers, names and tables as a reader sees them
- `errors`: what is refused
- `whole`: files that are written as a whole or not at all
- `former`: modules by the names that they had before
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

LANGUAGES = ("en", "ja")
VARIABLE = "RINGO_LANG"
"""The environment variable that chooses the language of a program or a shell."""

_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def say(key: str, /, **fields: Any) -> str:
    """The sentence called `key` in the language of the moment, with its fields filled in.

    >>> with speaking("ja"):
    ...     say("backward pass")
    '逆伝播'
    """
    return catalogue(language())[key].format(**fields)


def language() -> str:
    """The language of the moment: that of `speaking`, else of RINGO_LANG (`ja`, or `ja_JP.UTF-8`), else English."""
    return _chosen.get() or understood(os.environ.get(VARIABLE, "")) or LANGUAGES[0]


@contextmanager
def speaking(lang: str | None) -> Iterator[None]:
    """Within it, sentences are in the language `lang`; None leaves it as it is.

    Raises `ValueError` for a language there is not.
    """
    known = understood(lang) if lang is not None else language()
    if not known:
        raise ValueError(f"there is no language {lang!r}: the languages are {', '.join(map(repr, LANGUAGES))}")
    token = _chosen.set(known)
    try:
        yield
    finally:
        _chosen.reset(token)


@lru_cache  # asked for each sentence
def understood(name: str) -> str:
    """The language of a name such as `ja`, `JA` or `ja_JP.UTF-8`; empty if there is none.

    >>> understood("ja_JP.UTF-8"), understood("fr")
    ('ja', '')
    """
    start = name.strip().lower().replace("-", "_").replace(".", "_").partition("_")[0]
    return start if start in LANGUAGES else ""


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All sentences of one language by their keys."""
    sentences: dict[str, str] = import_module(f"autograd.language.{lang}").SENTENCES
    return sentences
