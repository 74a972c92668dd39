"""`ringo claim` says right or wrong by its exit status, and every mistake in a sentence."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd.language import LANGUAGES
from tests.by_hand.claims.test_claim import nested
from tests.commands.test_help import examples
from tests.commands.test_main import ringo, words
from tests.conftest import PROFILE


def test_the_command_tells_right_from_wrong_by_its_status() -> None:
    right = ringo("claim", "sigmoid(x)", "--d", "x", "y*(1-y)")
    assert (right.status, right.err) == (0, "")
    assert "It is right at all" in right.out
    wrong = ringo("claim", "sigmoid(x)", "--d", "x", "y*(y-1)")
    assert (wrong.status, wrong.err) == (1, "")
    assert "    x = 0\n" in wrong.out
    assert "The reason: the sign is flipped" in wrong.out
    assert "符号が逆です" in ringo("claim", "sigmoid(x)", "--d", "x", "y*(y-1)", "--lang", "ja").out


def test_several_claims_are_judged_each() -> None:
    status, out, _ = ringo("claim", "w*x + b", "--d", "w", "x", "--d", "x", "-w", "--d", "b", "1")
    assert status == 1
    assert out.count("the claim:") == 3
    assert out.count("It is right") == 2


def test_a_proof_is_told() -> None:
    pytest.importorskip("sympy")
    assert "It is proved" in ringo("claim", "x**2", "--d", "x", "2*x", "--seconds", "60").out


COMMAND_MISTAKES = [
    (["sigmoid(x)"], "claim a derivative, such as --d x"),
    (["sigmoid(x)", "--d", "x"], "argument --d: expected 2 arguments"),
    (["sigmoid(x)", "--d", "x", "y*("], "a number or a name is missing after (\n  y*(\n     ^"),
    (["sigmoid(x)", "--d", "x", "1", "--shape", "x"], "'x' is not of the form NAME=SIZES"),
    (["sum(x)", "--d", "x", "1", "--shape", "x=n=m"], "the shape of x is one or two sizes"),
    (["--d", "x", "1"], "there is nothing to calculate"),
    (["x", "--d", "x", "1", "--seconds", "soon"], "'soon' is no number of seconds"),
    (["x", "--d", "x", "1", "--seconds", "-1"], "'-1' is no number of seconds"),
]


@pytest.mark.parametrize(("arguments", "sentence"), COMMAND_MISTAKES)
def test_the_command_tells_a_mistake_in_a_sentence(arguments: list[str], sentence: str) -> None:
    status, out, err = ringo("claim", *arguments)
    assert (status, out) == (2, "")
    assert sentence in err


@nested(40)
@given(st.lists(words, max_size=3), st.lists(words, min_size=2, max_size=2))
def test_any_arguments_give_a_verdict_or_a_sentence(arguments: list[str], claim: list[str]) -> None:
    status, out, err = ringo("claim", *arguments, "--d", *claim)
    assert status in (0, 1, 2)
    assert bool(out) == (status < 2)
    assert not err or err.startswith("ringo: ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_of_the_help_is_right(lang: str) -> None:
    """The last ones, of vectors and matrices, take longest: the default profile tries them in English alone."""
    typed_there = examples("claim", lang)
    for typed in typed_there[: 2 if PROFILE == "default" and lang != "en" else None]:
        assert ringo(*typed).status == 0


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no folder is known to be the user's own")
def test_nothing_is_kept_in_the_folder_where_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HYPOTHESIS_STORAGE_DIRECTORY")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert ringo("claim", "x**2", "--d", "x", "2*x")[0] == 0
    assert os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] == str(tmp_path / "ringograd/hypothesis")
