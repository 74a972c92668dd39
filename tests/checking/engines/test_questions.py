"""What is asked: of every row an ordinary point, its kinks, and the ends of its domain."""

from __future__ import annotations

import pytest

from autograd.calculus.ops import TABLE, operation
from autograd.calculus.row import Op, everywhere, nowhere
from autograd.checking.engines.engine import engine, places
from autograd.checking.engines.questions import GROUPS, QUESTIONS
from autograd.checking.engines.questions.functions import FUNCTIONS
from autograd.checking.engines.questions.question import Question

BY_INDEX = ("choose", "softmax", "log_softmax")
"""Rows whose domain says which outputs there are."""


def of(row: Op) -> list[Question]:
    return [question for question in QUESTIONS.values() if question.op == row.name]


def bound(question: Question, row: Op) -> Op:
    return operation(row.name, *[question.constants[name] for name in row.constants])


def test_no_question_is_asked_twice() -> None:
    assert sum(map(len, GROUPS.values())) == len(QUESTIONS)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_every_row_is_asked_for_its_derivatives(row: Op) -> None:
    assert {1, 2} <= {question.order for question in of(row)}


@pytest.mark.parametrize("row", [row for row in TABLE if row.kink is not nowhere], ids=lambda row: row.name)
def test_every_kink_is_asked_for(row: Op) -> None:
    assert any(bound(question, row).kink(*question.xs) for question in of(row))


@pytest.mark.parametrize("row", [row for row in TABLE if row.domain is not everywhere], ids=lambda row: row.name)
def test_every_domain_is_left(row: Op) -> None:
    left = [question for question in of(row) if row.name not in BY_INDEX]
    assert row.name in BY_INDEX or not all(bound(question, row).domain(*question.xs) for question in left)


@pytest.mark.parametrize("name", places())
def test_engines_spell_functions_that_are_asked(name: str) -> None:
    asked = {question.op for question in QUESTIONS.values()}
    assert set(engine(name).spellings) <= asked | set(FUNCTIONS)
    assert all(engine(name).calls(q.op, q.constants) for q in QUESTIONS.values() if q.op in engine(name).spellings)
