"""One row of a sheet, as it is asked for."""

from __future__ import annotations

from functools import cached_property

from autograd.by_hand.sheet.asking.levels import kind_of
from autograd.by_hand.sheet.asking.questions import Questions


class Asked:
    """One row of a sheet: its `number` in it, counted from 1, its `key`, what it `asks`, and the true `answer`.

    `kind` is that of its row of the work; but "gradient" for the whole gradient of a node, and "delta" for that of a
    layer's sum.
    """

    def __init__(self, number: int, position: int, questions: Questions) -> None:
        self.number, self.position, self._questions = number, position, questions
        self.key, self.answer = questions.work.rows[position].key, questions.work.numbers[position]

    @cached_property
    def kind(self) -> str:
        return kind_of(self._questions.work, self._questions.layers, self.position)

    @property
    def asks(self) -> str:
        """The question, in the current language."""
        return self._questions.asks(self.position)

    def __repr__(self) -> str:
        return f"<row {self.number}: {self.key}>"
