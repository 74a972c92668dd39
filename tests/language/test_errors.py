"""Errors as they arrive elsewhere: from a process of a pool, or printed after the language has changed."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograd
import nn
import nn.data
import viz
from autograd import ExpressionError, Value, speaking
from autograd.language.errors import FileIsThereError, reading
from nn import History, TrainingError
from nn.learning.run.history import Epoch

MADE: dict[type[Exception], Exception] = {
    ExpressionError: ExpressionError("no value for y", "x + y", 4, "x + y\n    ^", "y"),
    TrainingError: TrainingError("a number was no longer finite", History([Epoch(1, 0.5)], "in epoch 2")),
}
"""Those that hold more than a sentence."""


def kinds() -> Iterator[type[Exception]]:
    """The errors and warnings that users may name, and those that are of their kinds."""
    found = [getattr(module, name) for module in (autograd, nn, nn.data, viz) for name in module.__all__]
    left = [kind for kind in found if isinstance(kind, type) and issubclass(kind, Exception)]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        yield kind


@pytest.mark.parametrize("kind", sorted({*kinds()}, key=str))
def test_an_error_comes_whole_out_of_another_process(kind: type[Exception]) -> None:
    error = MADE[kind] if kind in MADE else kind("what was wrong")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert (str(back), back.args, vars(back)) == (str(error), error.args, vars(error))


def test_a_sentence_keeps_the_language_in_which_it_was_raised() -> None:
    with speaking("ja"):
        error = FileIsThereError("a.csv")
        sentences = [str(error), error.in_a_shell()]
    back = pickle.loads(pickle.dumps(error))
    assert [str(back), back.in_a_shell()] == [str(error), error.in_a_shell()] == sentences
    assert "すでに" in sentences[0]
    assert "すでに" in sentences[1]


@pytest.mark.parametrize(
    ("lang", "written", "read"),
    [
        ("en", "this file could not be written: Not a directory", "this file could not be read: Not a directory"),
        ("ja", "このファイルに書けませんでした。途中に", "このファイルを読めませんでした。途中に"),
    ],
)
def test_what_the_system_says_of_a_file_is_told_in_the_language(
    lang: str, written: str, read: str, tmp_path: Path
) -> None:
    """The class stays, so that code which catches it goes on."""
    (tmp_path / "file").write_text("no folder")
    inside = tmp_path / "file" / "apple.svg"
    with autograd.speaking(lang):
        with pytest.raises(NotADirectoryError, match=written) as error:
            viz.draw(Value(3.0)).save(inside)
        assert error.value.filename == str(inside)
        with pytest.raises(NotADirectoryError, match=read), reading(inside):
            inside.read_bytes()


def test_a_value_without_a_name_has_none_in_either_language() -> None:
    for lang, who in (("en", "a Value without a name"), ("ja", "名前のない値")):
        x = autograd.Value(2.0)
        x.grad = "q"  # type: ignore[assignment]
        with speaking(lang), pytest.raises(TypeError, match=who):
            (x * x).backward()
        with speaking(lang), pytest.raises(TypeError, match=who):
            x.data = "q"
