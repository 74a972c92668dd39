"""Marking on a page against marking in Python: both are given the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from autograd import DomainError, mark, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.sheet.shown.names import names
from autograd.calculus.ops import OPS
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import fewer
from tests.programs import run
from tests.viz.page.scripts import Script, needs_node
from viz.page.data.answers import answers
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
        texts.append({"b": "", "?": draw(st.sampled_from(["?", "abc", "1..2", "-"]))}.get(kind, text))
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
            assert row.reasons == ((f"follows from your {slips}" if slips else "a rounded value was carried on"),)


@needs_node
@SILENT
@given(program=programs(ROWS, steps=5), data=st.data())
def test_both_name_the_same_mistake(script: Script, program: Program, data: st.DataObject) -> None:
    """In the first row that has one, where all rows before are right."""
    page = page_of(program, script)
    sheet = page.sheet
    at = data.draw(st.sampled_from(range(len(sheet.rows))))
    known = [number for number, *_ in page.data["asked"][at]["known"]]
    others = [row.answer for row in sheet.rows]
    usual = [factor * sheet.rows[at].answer for factor in (-1.0, 10.0, 1.2345)]
    number = data.draw(st.sampled_from([*known, *others, *usual]))
    texts = [f"{row.answer:.12g}" for row in sheet.rows[:at]] + [f"{number:.{data.draw(st.integers(2, 9))}g}"]
    texts += [""] * (len(sheet.rows) - len(texts))
    row = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)}).rows[at]
    one = page.mark(texts)[at]
    said = page.said(one)
    lost = {"too few digits: 3 significant ones are asked for": "too few digits"}
    lost |= {"the digits are cut off, not rounded": "cut off"}
    own = [reason for reason in row.reasons if reason != "unexplained"]
    if one.get("other") is not None:
        said.append(f"the number of another row was given: that of {sheet.work.rows[one['other']].key}")
    assert one["verdict"] == row.verdict
    assert one.get("lost", []) == [lost[reason] for reason in own if reason in lost]
    assert said == [reason for reason in own if reason not in lost], (texts, row)
