"""Marking on a page against marking in Python: both are given the same answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import nn
from autograd import DomainError, Value, mark, steps, tanh, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.answers.read import read
from autograd.by_hand.mistakes.fits import reasons_of
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.reasons import Explanations
from autograd.by_hand.sheet.shown.names import names
from autograd.calculus.ops import OPS
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer
from tests.programs import run
from tests.viz.page.scripts import Script, needs_node
from viz.page.data.answers import answers, short_sheet
from viz.page.live import live

NAMES = "add", "sub", "mul", "div", "exp", "tanh", "sigmoid", "relu", "power", "log", "dot", "mean"
ROWS = [OPS[name] for name in NAMES]
SILENT = settings(
    max_examples=fewer(80), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class Page:
    """A sheet as its page has it."""

    def __init__(self, script: Script, sheet: Sheet) -> None:
        self.script, self.sheet, self.data = script, sheet, answers(sheet)
        parts = live(sheet.work.record)
        self.tape, self.kinds = {"nodes": parts.nodes, "edges": parts.edges}, parts.script

    def mark(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        given = [self.tape, self.data, list(texts)]
        found: list[dict[str, Any]] = self.script("try/marking.js", "mark", "...given", given, self.kinds)
        return found

    def said(self, row: dict[str, Any]) -> list[str]:
        """The reasons of a row in English."""
        return [self.data["texts"]["en"][i] for i in row.get("reasons", [])]


def page_of(program: Program, script: Script) -> Page:
    """The page of a random program, if it has a worksheet that is not too long."""
    _, out = run(program)
    try:
        sheet = worksheet(out)
    except (DomainError, ValueError):
        assume(False)
    assume(len(sheet.rows) < 40)
    return Page(script, sheet)


def moved(text: str, places: int) -> str:
    """The same digits with the point so many places further on, and no power of ten."""
    return f"{Decimal(text).scaleb(places):f}"


WIDE = {ord(sign): chr(0xFEE0 + ord(sign)) for sign in "0123456789.-"}
FORMS: list[Callable[[str], str]] = [
    *["2*({})/2".format, "({})".format, "{}×1".format, "−({})*-1".format, "{}*√4/2".format],
    *["≈{}".format, "約 {}".format, "{0}={0}".format, "1/1={}".format, "{}です".format, "{}円".format, "= {}".format],
    lambda text: f"{moved(text, 2)}%",
    lambda text: f"{moved(text, 1)}×10^-1",
    lambda text: f"{moved(text, -3)}×10³",
    lambda text: f"{Decimal(text):,f}",
    lambda text: moved(text, 0).translate(WIDE),
    lambda text: f"{'-' * text.startswith('-')}1分の{moved(text, 0).removeprefix('-')}",
    lambda text: f"1/2+{moved(text, 0)}-½" if not text.startswith("-") else f"1 1/2{moved(text, 0)}-1½",
]
"""The forms in which the guide says that numbers are read, and some more."""


@st.composite
def learners(draw: st.DrawFn, sheet: Sheet, data: dict[str, Any]) -> list[str]:
    """Answers as a learner writes them: most are worked out from the learner's own numbers, some have a slip."""
    numbers, texts, work = list(sheet.work.numbers), [], sheet.work
    for row, asked in zip(sheet.rows, data["asked"], strict=True):
        i = row.position
        kind = draw(st.sampled_from("rrrrrrkxb?"))
        try:
            number = work.number(i, numbers)
        except (ValueError, ArithmeticError):
            number = numbers[i]
        if kind == "k" and asked["known"]:
            number = draw(st.sampled_from(asked["known"]))[0]
        elif kind == "x":
            number *= draw(st.floats(0.1, 3.0))
        numbers[i] = number
        text = f"{number:.{draw(st.integers(2, 8))}g}"
        numbers[i] = float(text)
        if draw(st.integers(0, 4)) == 0:
            text = draw(st.sampled_from(FORMS))(text)
        texts.append({"b": "", "?": draw(st.sampled_from(["?", "abc", "1..2", "-", "2*", "1/0"]))}.get(kind, text))
    return texts


@needs_node
@SILENT
@given(program=programs(ROWS, steps=5), data=st.data())
def test_both_give_the_same_marks(script: Script, program: Program, data: st.DataObject) -> None:
    page = page_of(program, script)
    sheet = page.sheet
    texts = data.draw(learners(sheet, page.data))
    found = page.mark(texts)
    expected = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)})
    assert [one["verdict"] for one in found] == [row.verdict for row in expected.rows]
    for one, row in zip(found, expected.rows, strict=True):
        if row.verdict == "carried":
            slips = names(sheet.work, one["from"])
            follows = f"{'but for rounding on the way, it ' if one['isRounded'] else ''}follows from your {slips}"
            assert row.reasons == ((follows if slips else "a rounded value was carried on"),)
        if row.verdict == "wrong":
            few = any("too few digits" in reason for reason in row.reasons)
            assert ("too few digits" in one["lost"]) == few, (texts, row)


@needs_node
def test_both_read_every_form_of_a_number(script: Script) -> None:
    sheet = worksheet(Value(-2.5, name="x") * Value(1.5, name="y"))
    page = Page(script, sheet)
    for form in FORMS:
        texts = [form(f"{row.answer:.9g}") for row in sheet.rows]
        expected = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)})
        assert [one["verdict"] for one in page.mark(texts)] == [row.verdict for row in expected.rows], texts


@settings(SILENT, max_examples=fewer(40))
@given(program=programs(ROWS, steps=5), data=st.data())
def test_answers_until_a_row_are_those_answers_alone(program: Program, data: st.DataObject) -> None:
    _, out = run(program)
    try:
        sheet = worksheet(out)
    except (DomainError, ValueError):
        assume(False)
    work = sheet.work
    factors = data.draw(st.lists(st.sampled_from([1, 1, 1, -1, 2]), min_size=len(sheet.rows), max_size=len(sheet.rows)))
    answers = {row.position: read(f"{row.answer * by:.9g}") for row, by in zip(sheet.rows, factors, strict=True)}
    at = data.draw(st.sampled_from([row.position for row in sheet.rows]))
    answer = read(data.draw(st.sampled_from(["", "7", "0.5", repr(work.numbers[at])])))
    alone = Own(work, {**{i: one for i, one in answers.items() if i < at}, at: answer})
    own = Own(work, answers)
    until = own.until(at, answer)
    if not own.kinks and own.alike is None and alone.alike is None:
        assert until.numbers[at + 1 :] == until.exact[at + 1 :] == until.truth[at + 1 :]
    assert until.verdict == alone.verdict
    assert (until.numbers[: at + 1], until.exact[: at + 1]) == (alone.numbers[: at + 1], alone.exact[: at + 1])
    assert (until.slipped[: at + 1], until.off[: at + 1]) == (alone.slipped[: at + 1], alone.off[: at + 1])
    reasons = [Explanations(reasons_of(sheet), own).of(at) for own in (until, alone) if own.verdict[at] == "wrong"]
    assert len(set(map(str, reasons))) <= 1


@pytest.mark.parametrize(("hidden", "is_asked"), [([8, 1], True), ([9, 9, 1], False)])
def test_a_sheet_of_500_rows_is_the_longest_of_a_page(hidden: list[int], is_asked: bool) -> None:
    """A network of 2, 8 and 1 neurons has more than 120 rows, and one of 2, 9, 9 and 1 more than 500."""
    out = nn.MLP(2, hidden, activation=tanh)([Value(0.3), Value(-0.7)])
    assert (short_sheet(steps((out - 1.0) ** 2)) is not None) == is_asked
    assert len(worksheet((out - 1.0) ** 2).rows) > (120 if is_asked else 500)
