"""Inputs on sliders: whatever shows a number follows, as Python has it at those inputs."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

import autograd
import viz
from autograd import Value, speaking, steps, where
from autograd.language.text import number
from autograd.record.steps import Steps
from tests.viz.page.conftest import Open, apple, meeting, open_table
from tests.viz.page.test_access import violations
from tests.viz.page.test_node import plain
from viz.page.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page


def build(x: float = 3.0, y: float = -2.0, two: float = 2.0) -> Value:
    named = Value(x, name="x")
    return (named * Value(y, name="y") - named / two) ** 3


def type_in(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(f"{label} as a number", exact=True)
    field.fill(text)
    field.press("Enter")


def table(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('.wide tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return [row[1:] for row in found]


def rows(record: Steps) -> list[list[str]]:
    forward = [[s.label, s.formula or "(given)", s.numbers, number(s.value)] for s in record.forward]
    return forward + [
        [record.label[c.output], record.label[c.input], str(c.slot), *map(number, c[3:])] for c in record.backward
    ]


def picture(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('.scroller text')].map((each) => each.textContent)")
    return found


def drawn(output: Value) -> list[str]:
    return [text.replace("&#45;", "-") for text in re.findall("<text[^>]*>([^<]*)</text>", viz.draw(output).svg)]


def all_follows(page: Page, there: Value) -> None:
    record = steps(there)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Home")
    page.keyboard.press("End")
    result = f"{record.label[there]} = {number(there.data)}"
    assert table(page) == rows(record)
    assert sorted(picture(page)) == sorted(drawn(there))
    assert page.title() == result
    assert page.locator("h1").inner_text().startswith(result)


def test_all_numbers_follow_an_input_and_go_back(opened: Open) -> None:
    page = opened(build())
    open_table(page)
    all_follows(page, build())
    before = page.locator("main").inner_html()
    slider = page.get_by_label("x", exact=True)
    slider.focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    x = float(page.get_by_label("x as a number").input_value())
    assert x == pytest.approx(3.14)
    assert page.locator("#which small").inner_text() == "Step 17 of 17"  # the keys are the slider's own
    all_follows(page, build(x))
    type_in(page, "y", "-1e-7")
    type_in(page, "2", "-4.5")  # a number that stands in the formula
    all_follows(page, build(x, -1e-7, -4.5))
    type_in(page, "-4.5", "2")
    type_in(page, "y", "40.25")
    assert float(page.get_by_label("y", exact=True).get_attribute("max") or "") == 40.25  # wider than it was
    all_follows(page, build(x, 40.25))
    page.get_by_role("button", name="Put the inputs back").click()
    all_follows(page, build())
    assert page.locator("main").inner_html() == before


def test_the_step_and_the_paths_follow(opened: Open) -> None:
    page = opened(meeting(), "#step=12")
    page.get_by_label("Choose a node").select_option(label="x")
    type_in(page, "y", "-0.5")
    assert "upstream 1 times local 3 is 3" in page.locator(".sentence").inner_text()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("End")
    assert "x has 2.5 already. The last of 3 arrivals, 3," in page.locator(".sentence").inner_text()
    assert plain(page, ".node div.formula")[-1] == "∂v3∂x=3+3+(-0.5)=5.5"
    assert plain(page, ".history tbody td")[3::4] == ["-0.5", "2.5", "5.5"]
    page.get_by_label("Choose a node").select_option(label="v2")
    assert plain(page, ".node div.formula")[0] == "v2=x·y=3·(-0.5)=-1.5"
    page.get_by_label("Language").select_option("ja")
    assert page.get_by_role("status").first.inner_text() == "v3 はいま 7.5 です。y の勾配は 3 です。"


def test_the_moved_input_is_told_and_not_the_step(opened: Open) -> None:
    page = opened(apple())
    told = page.locator(".told")
    assert told.get_attribute("role") == "status"
    page.get_by_label("num", exact=True).press("ArrowUp")
    assert told.inner_text() == "v2 is 222.2 now. The gradient of num is 110."
    assert page.locator(".sentence").get_attribute("aria-live") == "off"
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    assert page.locator(".sentence").get_attribute("aria-live") == "polite"
    type_in(page, "num", "")
    assert page.get_by_label("num as a number").input_value() == "2.02"  # nothing was typed


REFUSED = [
    # the input, its number, the numbers of the forward pass, and what is said in both languages
    ("a", "-2", "-2 — 1.5 — 1.5 — — 1.5 — —", "v1 = log(-2) is no finite number", "v1 = log(-2) は有限の数に"),
    ("c", "1e3", "1.5 0.405465 1.5 0.608198 1000 — — 1.5 — —", "v3 = exp(1000) is no", "v3 = exp(1000) は有限の"),
    ("d", "0", "1.5 0.405465 1.5 0.608198 1.5 4.48169 5.08989 0 0 5.08989", "v5 = sqrt(0) passes on no finite gradient",
     "v5 = sqrt(0) からは有限の勾配が"),
]  # fmt: skip


def test_a_number_that_there_is_not_is_told(opened: Open) -> None:
    a, b, c, d = (Value(1.5, name=name) for name in "abcd")
    page = opened(autograd.log(a) * b + autograd.exp(c) + autograd.sqrt(d), media={"color_scheme": "dark"}, narrow=True)
    open_table(page)
    for name, bad, known, english, japanese in REFUSED:
        type_in(page, name, bad)
        assert page.locator(".told").inner_text().startswith(english)
        assert float(page.get_by_label(name, exact=True).input_value()) == float(bad)
        shown = page.locator(".wide tbody tr td:last-child").all_inner_texts()
        assert shown == known.split() + ["—"] * 9
        page.get_by_label("Language").select_option("ja")
        assert page.locator(".told").inner_text().startswith(japanese)
        page.get_by_label("言語").select_option("en")
        if name != "d":
            page.get_by_role("button", name="Put the inputs back").click()
            assert "—" not in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert violations(page) == []


def test_a_graph_that_cannot_be_calculated_anew_says_why(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    x = Value(3.0, name="x")
    page = opened(where(x > 0.0, x, -x) * 2.0)
    assert page.locator(".inputs").inner_text().endswith("that choice would not follow.")
    assert "where" in page.locator(".inputs").inner_text()
    assert page.locator(".inputs input").count() == 0
    monkeypatch.setattr(sys.modules[Live.__module__], "MOST", 5)
    with speaking("ja"):
        page = opened(autograd.total([x] * 9))
    assert "total の規則" in page.locator(".inputs").inner_text()


def test_the_blanks_are_those_of_the_recorded_numbers(opened: Open) -> None:
    page = opened(apple())
    type_in(page, "apple", "7")
    assert page.title() == "v2 = 15.4"
    page.get_by_role("button", name="Try", exact=True).click()
    assert page.title() == "v2"
    assert "apple = 100" in picture(page)
    page.get_by_role("button", name="Watch", exact=True).click()
    assert page.title() == "v2 = 220"
    assert page.get_by_label("apple as a number").input_value() == "100"


def test_of_many_inputs_the_named_come_first_and_the_chosen_one_is_there(opened: Open) -> None:
    unnamed = [Value(0.1 * i) for i in range(1, 15)]
    page = opened(autograd.total([*unnamed, Value(0.0, name="w")]))
    page.get_by_text("Change the inputs").click()
    labels = page.locator(".inputs label")
    assert labels.all_inner_texts() == ["w", *[number(x.data) for x in unnamed[:11]]]
    assert page.locator(".inputs .hint").inner_text().startswith("3 more")
    page.get_by_label("Choose a node").select_option(label="1.3")
    assert labels.last.inner_text() == "1.3"
    slider = page.get_by_label("w", exact=True)
    assert [slider.get_attribute(name) for name in ("min", "max", "step")] == ["-1", "1", "0.01"]
    type_in(page, "1.3", "-1.3")
    assert page.title() == "v1 = 7.9"
