"""What a page says of answers, in each of its languages."""

from __future__ import annotations

import pytest

from autograd import Value, worksheet
from autograd.by_hand.mistakes.reasons import Explanations, Reason
from autograd.by_hand.sheet.shown.names import name
from autograd.language import speaking
from viz.page.data.answers import answers


def of_a_gradient(self: Explanations, i: int) -> list[Reason]:
    """That the number of the last row was given, in each row."""
    return [Reason("another row", name(self.work, len(self.work.rows) - 1))]


def test_a_row_is_named_in_the_language_of_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Explanations, "of", of_a_gradient)
    x = Value(3.0, name="x")
    made = []
    for spoken in ("en", "ja"):
        with speaking(spoken):
            made.append(answers(worksheet(x * x))["texts"])
    assert made[0] == made[1]
    assert "the number of another row was given: that of grad x" in made[0]["en"]
    assert "別の行の数 (勾配 ∂v1/∂x) を書いた" in made[0]["ja"]
