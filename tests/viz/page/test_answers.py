"""Marking on a page against marking in Python: both are given the same answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import nn
from autograd import DomainError, Value, dot, exp, leaky_relu, log, mark, maximum, relu, steps, tanh, worksheet
from autograd import abs as abs_
from autograd import max as max_
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
            assert row.reasons == ((f"follows from your {slips}" if slips else "a rounded value was carried on"),)


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
    until = Own(work, answers).until(at, answer)
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


def at_kinks() -> list[Value]:
    """Calculations that meet one kink, a tie of two and of three, and two kinds of kinks."""
    x, y, w = Value(0.0, name="x"), Value(2.0, name="y"), Value(3.0, name="w")
    one, other, third = (Value(5.0, name=name) for name in ("a", "b", "c"))
    return [
        relu(x) * w + y,
        maximum(one, other) * w,
        max_([one, other, third]) * w - abs_(x),
        relu(x * y) + relu(x) * w,
        leaky_relu(x) * w,
    ]


KINKS = at_kinks()


@needs_node
@SILENT
@given(out=st.sampled_from(KINKS), data=st.data())
def test_both_take_a_kink_by_the_same_convention(script: Script, out: Value, data: st.DataObject) -> None:
    page = Page(script, sheet := worksheet(out))
    every = [numbers for _, numbers in Own(sheet.work, {}).by_conventions()]
    numbers = data.draw(st.sampled_from(every))
    texts = [f"{numbers[row.position]:.6g}" for row in sheet.rows]
    for at in data.draw(st.lists(st.sampled_from(range(len(texts))), max_size=3)):
        texts[at] = data.draw(st.sampled_from(["", "?", "1", "0", "0.5", "-1", "7", "3"]))
    expected = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)})
    found = page.mark(texts)
    assert [one["verdict"] for one in found] == [row.verdict for row in expected.rows], texts
    for one, row in zip(found, expected.rows, strict=True):
        if row.verdict == "right":
            assert tuple(page.said(one)) == row.reasons, texts
        elif row.verdict == "carried" and not one["from"]:
            told = "follows from the convention that you chose at a kink"
            assert row.reasons == (told if one["conventional"] else "a rounded value was carried on",)


@needs_node
def test_both_take_numbers_of_single_precision(script: Script) -> None:
    """As NumPy prints them; with other last digits they are no float32."""
    x, w = np.float32(0.3), np.float32(0.7)
    page = Page(script, sheet := worksheet(tanh(Value(0.3, name="x") * Value(0.7, name="w"))))
    z = np.tanh(x * w)
    numbers = {"v1": x * w, "v2": z, "local v1 from v2": 1 - z * z, "grad x": (1 - z * z) * w}
    for of, verdict in ((str, "right"), (lambda text: text[:10] + "1234567", "wrong")):
        texts = [of(repr(float(numbers[row.key]))) if row.key in numbers else "" for row in sheet.rows]
        expected = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)})
        found = page.mark(texts)
        assert [one["verdict"] for one in found] == [row.verdict for row in expected.rows]
        assert [one["verdict"] for one in found if one["verdict"] != "blank"] == [verdict] * len(numbers)
        told = [row.reasons for row in expected.rows if row.verdict == "right"]
        assert [tuple(page.said(one)) for one in found if one["verdict"] == "right"] == told
        assert all("single precision" in reasons[0] for reasons in told)


@needs_node
def test_other_engines_and_the_sides_of_a_kink_are_right(script: Script) -> None:
    """For the absolute value at 0, this engine and PyTorch say 0, and JAX 1; from the left side it is -1."""
    page = Page(script, sheet := worksheet(abs(Value(0.0, name="x")) * Value(3.0, name="w")))
    at = [row.key for row in sheet.rows].index("local x from v1")
    for number, told in ("0", None), ("1", "JAX"), ("-1", "right by convention"), ("0.7", None):
        texts = [number if i == at else "" for i in range(len(sheet.rows))]
        one = page.mark(texts)[at]
        assert one["verdict"] == ("wrong" if number == "0.7" else "right")
        assert (told is None) == (not page.said(one) or number == "0.7")
        assert told is None or told in page.said(one)[0]


@needs_node
def test_the_local_gradient_of_a_dot_is_one_factor(script: Script) -> None:
    """∂v3/∂w = v1 follows from the slip in v1, and not from those in v2 and v3."""
    x, y, w = Value(2.0, name="x"), Value(3.0, name="y"), Value(1.5, name="w")
    page = Page(script, sheet := worksheet(dot([exp(x), exp(y)], [w, x])))
    slips = {"v1": "7.5", "v2": "21", "v3": "60", "grad w": "7.5"}
    one = page.mark([slips.get(row.key, "") for row in sheet.rows])[[row.key for row in sheet.rows].index("grad w")]
    [row] = [row for row in mark(sheet, slips).rows if row.key == "grad w"]
    assert (one["verdict"], row.verdict) == ("carried", "carried")
    assert names(sheet.work, one["from"]) == "v1"
    assert row.reasons == ("follows from your v1",)


@needs_node
def test_a_number_that_a_row_takes_twice_has_the_error_of_each(script: Script) -> None:
    """w = v / v is 1 whatever v is, but its local gradient 1/v follows from v, with the error of v alone."""
    v = exp(Value(0.5, name="x") * 1.5)
    page = Page(script, worksheet(v / v + v))
    texts = ["-0.75", "", "", "", *[""] * len(page.sheet.rows)][: len(page.sheet.rows)]
    keys = [row.key for row in page.sheet.rows]
    texts[keys.index("local v2 from v3")] = "2.1"
    expected = mark(page.sheet, dict(zip(keys, texts, strict=True)))
    assert [one["verdict"] for one in page.mark(texts)] == [row.verdict for row in expected.rows]
    assert expected.rows[keys.index("local v2 from v3")].verdict == "wrong"


@needs_node
@pytest.mark.parametrize(
    ("typed", "told"),
    [("16.118", "log(p + 1e-7)"), ("27.631", "log(p + 1e-12)"), ("16.1", ""), ("28", ""), ("23.5", "")],
)
def test_both_name_other_software(script: Script, typed: str, told: str) -> None:
    """-log(1e-20 + 1e-7) = 16.118, and -log(1e-20 + 1e-12) = 27.631."""
    page = Page(script, sheet := worksheet(-log(Value(1e-20, name="p"))))
    at = [row.key for row in sheet.rows].index("v1")
    texts = ["-" + typed if i == at else "" for i in range(len(sheet.rows))]
    row = mark(sheet, {sheet.rows[at].key: "-" + typed}).rows[at]
    found = page.said(page.mark(texts)[at])
    assert found == [reason for reason in row.reasons if reason != "unexplained"]
    assert any(reason.startswith(told) for reason in found) == bool(told)


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
    assert_both_say_the_same(page, at, f"{number:.{data.draw(st.integers(2, 9))}g}")


@needs_node
def test_both_name_every_mistake_of_a_neuron(script: Script) -> None:
    w, x, b = Value(0.7, name="w"), Value(-1.5, name="x"), Value(0.3, name="b")
    page = Page(script, worksheet((tanh(w * x + b) - 0.25) ** 2))
    known = [(at, number) for at, asked in enumerate(page.data["asked"]) for number, *_ in asked["known"]]
    assert len(known) > 50
    for at, number in known[:: len(known) // 50]:
        assert_both_say_the_same(page, at, f"{number:.9g}")
    at = [row.key for row in page.sheet.rows].index("local v2 from v3")
    a = math.tanh(0.7 * -1.5 + 0.3)
    assert_both_say_the_same(page, at, f"{1.0 - a:.9g}")  # for 1 - a²


@needs_node
@SILENT
@given(program=programs(ROWS, steps=5), number=st.sampled_from(["0", "1", "-1", "0.5"]), data=st.data())
def test_both_mark_answers_that_are_all_alike(
    script: Script, program: Program, number: str, data: st.DataObject
) -> None:
    page = page_of(program, script)
    rows = page.sheet.rows
    texts = data.draw(
        st.lists(st.sampled_from([number, number, f"{number}*1", ""]), min_size=len(rows), max_size=len(rows))
    )
    expected = mark(page.sheet, {row.key: text for row, text in zip(rows, texts, strict=True)})
    found = page.mark(texts)
    assert [one["verdict"] for one in found] == [row.verdict for row in expected.rows]
    assert {one["alike"] for one in found if one["verdict"] == "wrong"} <= {expected.alike}


@needs_node
@SILENT
@given(
    st.lists(st.sampled_from(["1,500", "-1,500", "≈2,250", "0,5", "0.5", "3", "", "1,500,000"]), min_size=5, max_size=5)
)
def test_both_doubt_the_same_commas(script: Script, texts: list[str]) -> None:
    page = Page(script, sheet := worksheet(Value(1.5, name="x") * Value(1500.0, name="y")))
    expected = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)}).rows
    found = page.mark(texts)
    assert [one["verdict"] for one in found] == [row.verdict for row in expected]
    for one, row in zip(found, expected, strict=True):
        if row.verdict == "unreadable":
            one_of = [f"{number:g}" for number in one["meanings"] or ()]
            assert (" or ".join(one_of) in row.reasons[0], bool(one_of)) == (True, "may be" in row.reasons[0])


@needs_node
@pytest.mark.parametrize("right", [0.5, 0.96, 2.0, 14.0, 300.0, -0.538, 0.0723])
def test_both_say_the_same_of_digits(script: Script, right: float) -> None:
    page = Page(script, worksheet(Value(right, name="x") * Value(1.0, name="one")))
    for typed in ("1", "-1", "1.0", "10", "20", "30", "3000", "0.32", "0.0732"):
        assert_both_say_the_same(page, 0, typed)


def assert_both_say_the_same(page: Page, at: int, typed: str) -> None:
    """Of what is typed in row number `at`, where all rows before are right."""
    sheet = page.sheet
    texts = [f"{row.answer:.12g}" for row in sheet.rows[:at]] + [typed] + [""] * (len(sheet.rows) - at - 1)
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
