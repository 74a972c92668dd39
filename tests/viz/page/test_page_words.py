"""The two catalogues of the page say the same things, and the front end asks for nothing else."""

from __future__ import annotations

import re
import string
from pathlib import Path

import viz
from viz.page.words import OWN, SHARED, words

ASSETS = Path(viz.__file__).parent / "page" / "assets"
SCRIPTS = "\n".join(path.read_text("utf-8") for path in ASSETS.rglob("*.js") if path.parent.name != "vendor")


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_the_catalogues_have_the_same_sentences() -> None:
    assert [*OWN["en"]] == [*OWN["ja"]]
    for key, sentence in OWN["en"].items():
        assert fields(sentence) == fields(OWN["ja"][key]), key


def test_no_sentence_is_missing_and_none_is_left_over() -> None:
    asked = set(re.findall(r'"([^"\n]+)"', SCRIPTS))
    said = set(re.findall(r'\bsay\(\s*"([^"]+)"', SCRIPTS))
    assert said <= set(words("en"))
    assert {*OWN["en"], *SHARED} - {"no script"} <= asked | said
    assert not {*OWN["en"]} & {*SHARED}


def test_lists_are_joined_by_the_sign_of_the_language() -> None:
    """As marking does: Japanese has 、 where English has a comma."""
    lab = "\n".join(path.read_text("utf-8") for path in (ASSETS.parent.parent / "lab" / "assets").rglob("*.js"))
    assert 'join(say("between names"))' in SCRIPTS
    assert 'join(", ")' not in SCRIPTS + lab
    assert [words(lang)["between names"] for lang in OWN] == [", ", "、"]


def test_japanese_is_japanese() -> None:
    for key, sentence in OWN["ja"].items():
        assert any(ord(c) > 0x3000 for c in sentence) or sentence == OWN["en"][key], key
