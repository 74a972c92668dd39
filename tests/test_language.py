"""The two catalogues say the same things, the code asks for nothing else, and the language is chosen as promised."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from autograd.language import LANGUAGES, VARIABLE, catalogue, language, say, speaking

SOURCES = [path for folder in ("autograd", "viz", "nn") for path in (Path(__file__).parents[1] / folder).rglob("*.py")]


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_catalogues_have_the_same_sentences() -> None:
    english, japanese = map(catalogue, LANGUAGES)
    assert [*english] == [*japanese]
    for key in english:
        assert fields(english[key]) == fields(japanese[key]), key


def asked_for() -> tuple[set[str], set[str]]:
    """The keys that `say` is called with, and all other texts in the code, among them the keys kept in tables."""
    keys, texts = set[str](), set[str]()
    for path in SOURCES:
        if path.parent.name == "language":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                chosen = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                keys |= {key for key in chosen if isinstance(key, str)}
    return keys, texts


def test_no_sentence_is_missing_and_none_is_left_over() -> None:
    keys, texts = asked_for()
    assert keys <= catalogue("en").keys()
    assert catalogue("en").keys() <= texts


def test_japanese_is_japanese() -> None:
    for key, sentence in catalogue("ja").items():
        words = [text for text, *_ in string.Formatter().parse(sentence)]
        assert any(ord(c) > 0x3000 for c in "".join(words)) or sentence == catalogue("en")[key], key


def test_the_language_is_that_of_the_innermost_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert language() == "en"
    for value, chosen in {"ja": "ja", "ja_JP.UTF-8": "ja", "en_US": "en", "fr_FR": "en", "": "en"}.items():
        monkeypatch.setenv(VARIABLE, value)
        assert language() == chosen
    monkeypatch.setenv(VARIABLE, "ja")
    with speaking("en"):
        assert say("backward pass") == "Backward pass"
        with speaking(None):
            assert language() == "en"
    assert say("backward pass") == "逆伝播"
    with pytest.raises(ValueError, match="no language 'fr'"), speaking("fr"):
        pass
