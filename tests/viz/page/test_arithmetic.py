"""The page's reader of answers against Python's: what both read has one number, and what is none is none for both."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograd.by_hand.answers.read import read
from autograd.language import LANGUAGES
from tests.conftest import ROOT, fewer
from tests.viz.page.scripts import Script, needs_node

pytestmark = needs_node
SILENT = settings(max_examples=fewer(400), suppress_health_check=[HealthCheck.function_scoped_fixture])

NUMBERS = st.one_of(
    st.integers(0, 120).map(str),
    st.decimals(0, 50, places=2).map(str),
    st.sampled_from([".5", "1e3", "2.5e-2", "0", "007", "1.", "10", "1e200", "1e999"]),
)
BLANK = st.sampled_from(["", "", "", " "])


@st.composite
def written(draw: st.DrawFn, depth: int = 3) -> str:
    """An expression as people type it, mostly sound."""
    kind = draw(st.sampled_from("nnnbbbb(r√-^分" if depth else "n"))
    inner = written(depth - 1)
    if kind == "b":
        sign, blank = draw(st.sampled_from(["+", "-", "*", "/", "×", "÷", "−", "**"])), draw(BLANK)
        return f"{draw(inner)}{blank}{sign}{blank}{draw(inner)}"
    if kind == "(":
        return f"({draw(inner)})"
    if kind == "r":
        return draw(st.sampled_from(["√({})", "sqrt({})", "2√({})"])).format(draw(inner))
    if kind == "√":
        return draw(st.sampled_from(["√{}", "3√{}", "1/2√{}"])).format(draw(st.integers(0, 30)))
    if kind == "分":
        under, above = draw(NUMBERS), draw(NUMBERS)
        return draw(st.sampled_from(["{}分の{}", "√{}分の{}", "{}分の√{}", "1と{}分の{}"])).format(under, above)
    if kind == "-":
        return draw(st.sampled_from("-+")) + draw(inner)
    if kind == "^":
        return draw(inner) + draw(st.sampled_from(["²", "^2", "**-1", "^0.5", "⁻²", "^(1/2)"]))
    return draw(NUMBERS)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """An expression in which a sign is lost, doubled, or another one."""
    text = draw(written())
    at = draw(st.integers(0, len(text)))
    sign = draw(st.sampled_from(["", "(", ")", "*", "/", "+", ".", "√", "e", "a", ";", "2"]))
    return text[:at] + sign + text[at + 1 :]


def both(script: Script, text: str) -> tuple[Any, Any]:
    return script("try/numbers.js", "read", "...given", [text]), read(text)


def compare(script: Script, text: str, *, more: bool = False) -> None:
    """That both read the text alike. With `more`, Python may read what the page refuses."""
    on_page, here = both(script, text)
    if here.blank:
        assert on_page.get("blank"), text
    elif here.number is None:
        assert on_page.get("unreadable"), (text, on_page)
    elif not (more and on_page.get("unreadable")):
        assert on_page.get("number") == pytest.approx(here.number, rel=1e-12, abs=1e-300), (text, here)
        half = math.inf if on_page["half"] == "Infinity" else on_page["half"]
        assert half == pytest.approx(here.half_unit), text


@SILENT
@given(text=written())
@example("2*1.1")
@example("1/3+2")
@example("-2**2")
@example("2**3**2")
@example("√2*√(1/4)")
@example("1.23×10⁻³")
@example("-1/2√9")
def test_arithmetic_has_the_same_number(script: Script, text: str) -> None:
    compare(script, text)


@SILENT
@given(text=broken())
@example("2 (3)")
@example("1 1/2")
@example("½")
@example("1/2/24")
@example("1//2")
def test_a_broken_expression_is_never_another_number(script: Script, text: str) -> None:
    compare(script, text, more=True)


def forms_of_the_guide(lang: str) -> list[str]:
    """The forms in which numbers may be written, as the guide lists them, and what is no number there."""
    text = (ROOT / f"docs/guides/{lang}/by_hand.md").read_text("utf-8")
    numbers, blanks = (re.search(rf"^- {start}.*?(?=^- )", text, re.MULTILINE | re.DOTALL) for start in STARTS[lang])
    assert numbers
    assert blanks
    listed = numbers[0].partition("1/2=0.5`")
    return re.findall("`([^`]+)`", listed[0] + listed[1] + blanks[0])


STARTS = {"en": ("Numbers are read as", r"`\?`"), "ja": ("数は、人が書くとおり", r"`\?`")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_of_the_guide_is_read_as_in_python(script: Script, lang: str) -> None:
    forms = forms_of_the_guide(lang)
    assert {"½", "３分の１", "≈0.333", "1/2=0.5", "N/A", "0.5です"} <= {*forms}
    for text in forms:
        compare(script, text)
    numbers = forms[: forms.index("1/2=0.5") + 1]
    assert all(both(script, text)[0].get("number") for text in numbers)


@pytest.mark.parametrize(
    "text",
    ["3分の1", "-３分の１", "2分の√3", "√2分の1", "1と3分の1", "１と1/2", "3分の1+1", "2*3分の1", "3分の1²",
     "0分の1", "2分の1.5", "2分の1.", "..分の1", "分の1", "3分の", "3分の-1", "2分の1分の1", "3分の1=0.333", "3分の1円",
     "2分の1,500", "約0.5", "~ 0.5", "およそ3分の1", "ほぼ1", "about 1/3", "approx. 0.5", "ca. 0.5", "约1", "約",
     "≈≈1", "約-0.5", "3分の1*10", "約220円", "=約1", "0.5約", "1/3=約0.333", "220円=約220", "=$5",
     "2*1.1円=2.2円", "約=1"],
)  # fmt: skip
def test_fractions_in_words_and_about_are_read_as_in_python(script: Script, text: str) -> None:
    compare(script, text)


AS_IN_PYTHON = [
    "?", "？？", "—", "N/A", "I don't know", "わからない", "分かりません。", "不明", "円",
    "220円", "￥２２０", "¥ 2.2", "-220 円", "2.2 yen", "$5", "3 USD", "1,500", "１２，３４５円", "-1,500.5", "2*1,500",
    "0,5", "1,50", "0,125", "1,5円", "sqrt(1,000)",
]  # fmt: skip


@pytest.mark.parametrize("text", AS_IN_PYTHON)
def test_money_groups_of_digits_and_words_for_nothing_are_read_as_in_python(script: Script, text: str) -> None:
    compare(script, text)


@pytest.mark.parametrize(
    "text",
    ["½", "1½", "1 ½", "-2¾", "１½", "½*3", "2½²", "1 1/2", "-1 1/2", "1 1/2 + 1", "3*1 1/2", "1 1/2/24", "1.5 1/2",
     "1/2=0.5", "1/2 = 0.5", "1/3≈0.333", "1/2=0.5=50%", "1/2=0.6", "2=2.0=x", "=1/2", "0.5=", "1/0=1", "2½ = 2.50",
     "¼¼", "2 1/2²", "1/2 1/2", "10²=100", "1 ⅓"],
)  # fmt: skip
def test_fractions_and_equal_numbers_are_read_as_in_python(script: Script, text: str) -> None:
    compare(script, text)


@pytest.mark.parametrize("text", ["0,5", "-1,50", "２，２", "1,5円"])
def test_a_comma_is_told_where_python_tells_it(script: Script, text: str) -> None:
    on_page, here = both(script, text)
    assert on_page == {"unreadable": True, "comma": True}
    assert "comma" in here.problem


HOSTILE = [
    "alert(1)", "=cmd()", "constructor", "[]+[]", "1;2", "`1`", "this", "2*x", "1e", "0x10", "1_0", "(", ")", "()",
    "√", "2**", "**2", "1/0", "√(-1)", "0**-1", "(-8)**(1/3)", "10**400", "-", "--", "=", "1,2", "1:2", "2e3e4",
    "(" * 400 + "1" + ")" * 400, "-" * 900 + "1", "9" * 900 + "*2", "2^^3", "2(", "1 2", "√√4",
    "<b>1</b>", "NaN", "Infinity",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_no_numbers(script: Script, text: str) -> None:
    on_page, _ = both(script, text)
    assert on_page.get("unreadable") or (text in ("-", "--") and on_page.get("blank")), on_page
