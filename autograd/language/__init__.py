"""Every sentence that a learner reads, and the ways to format and save text. There is no mathematics here.

The code names a sentence by its key. So a sentence stands in one place per language, and no translation is forgotten.

- `en`, `ja`: the catalogues in English and in Japanese
- `text`: numbers, names and tables as a reader sees them
- `errors`: the errors that a learner meets
- `whole`: files that are written whole or not at all
- `notebook`: programs that are scripts and notebooks at once
- `names`: names that are loaded later, former ones, and that of pip
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from autograd.language.text import counted, filled, printable

LANGUAGES = ("en", "ja")
VARIABLE = "RINGO_LANG"
"""The environment variable that chooses the language of a program or a shell."""

PATHS, LONGEST_PATH = frozenset({"path", "folder", "file"}), 1000
"""The fields of sentences that are paths. A path may hold control characters, which would go to the terminal."""

_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def say(key: str, /, **fields: Any) -> str:
    """The sentence with this `key` in the current language, with its fields filled in.

    >>> with speaking("ja"):
    ...     say("backward pass")
    '逆伝播'
    """
    for name in fields.keys() & PATHS:
        fields[name] = printable(str(fields[name]), LONGEST_PATH)
    lang = language()
    sentence = _first(lang).get(key)
    sentence = catalogue(lang)[key] if sentence is None else sentence
    if "{pip}" in sentence:
        from autograd.language.names import installing  # only where something is missing

        fields["pip"] = installing.pip()
    if lang == "ja":
        return filled(sentence, fields)
    return counted(sentence, (), fields) if "|" in sentence else sentence.format(**fields)


def language() -> str:
    """The current language: the one that `speaking` chose, else RINGO_LANG (`ja`, or `ja_JP.UTF-8`), else English."""
    return _chosen.get() or understood(os.environ.get(VARIABLE, "")) or LANGUAGES[0]


@contextmanager
def speaking(lang: str | None) -> Iterator[None]:
    """Within this context, sentences are in the language `lang`. None changes nothing.

    Raises `ValueError` for a language that is not there.
    """
    known = language() if lang is None else understood(lang) if isinstance(lang, str) else ""
    if not known:
        raise ValueError(say("no language", lang=lang, names=", ".join(map(repr, LANGUAGES))))
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
    late: dict[str, str] = import_module(f"autograd.language.{lang}.networks").SENTENCES
    return _first(lang) | late


@cache
def _first(lang: str) -> dict[str, str]:
    """The sentences of one language without those of networks, which most programs never say."""
    sentences: dict[str, str] = import_module(f"autograd.language.{lang}").SENTENCES
    return sentences
