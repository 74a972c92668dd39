"""A page and `mark` take kinks, single precision and the answers of other software in the same way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, dot, exp, leaky_relu, log, mark, maximum, relu, tanh, worksheet
from autograd import abs as abs_
from autograd import max as max_
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.sheet.shown.names import names
from tests.viz.page.scripts import Script, needs_node
from tests.viz.page.test_answers import SILENT, Page


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
