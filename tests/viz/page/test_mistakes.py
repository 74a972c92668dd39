"""A page and `mark` name the same mistakes, and doubt the same answers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, mark, tanh, worksheet
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.viz.page.scripts import Script, needs_node
from tests.viz.page.test_answers import ROWS, SILENT, Page, page_of


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
def test_both_put_first_what_explains_most_rows(script: Script) -> None:
    """With a wrong sign, a gradient of 2 * -2 is that of the other operand too, which one row would name first."""
    x, y = Value(2.0, name="x"), Value(-2.0, name="y")
    page = Page(script, sheet := worksheet((x * y) * Value(3.0, name="c")))
    texts = [f"{-row.answer:g}" if row.key.startswith(("local", "grad x", "grad y")) else "" for row in sheet.rows]
    expected = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)}).rows
    wrong = [(one, row) for one, row in zip(page.mark(texts), expected, strict=True) if row.verdict == "wrong"]
    assert any(row.mistakes[0] == "sign" and len(row.mistakes) > 1 for _, row in wrong)
    for one, row in wrong:
        assert page.said(one)[:1] == [*row.reasons[:1]], row
        assert row.hint.startswith(page.data["texts"]["en"][one["advice"]])


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


@needs_node
def test_both_say_the_same_of_few_digits_of_ones_own_number(script: Script) -> None:
    """0.0682² = 0.00465 has 0.0047 for two digits, and the right number 0.0046."""
    x, t = Value(0.33181, name="x"), Value(0.4, name="t")
    page = Page(script, sheet := worksheet((x - t) ** 2 / 2))
    texts = ["-0.0682", "0.0047", "0.0024", *[""] * (len(sheet.rows) - 3)]
    expected = mark(sheet, {row.key: text for row, text in zip(sheet.rows, texts, strict=True)}).rows
    assert [row.reasons for row in expected[1:3]] == [("too few digits: 3 significant ones are asked for",)] * 2
    assert [one["lost"] for one in page.mark(texts)[1:3]] == [["too few digits"]] * 2


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
