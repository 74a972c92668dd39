"""The page walks through the record: every number on it is one of the tables, and appears at its step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from autograd import steps
from autograd.language.text import number
from tests.viz.page.conftest import Open, apple, meeting, open_table

if TYPE_CHECKING:
    from playwright.sync_api import Page


def sentence(page: Page) -> str:
    return str(page.locator(".sentence").inner_text()).replace("\n", " ")


def terms(page: Page) -> list[str]:
    """The numbers in the boxes of a step, with a plain minus and without parentheses."""
    found = page.locator(".term math").all_text_contents()
    return [re.sub(r"[()\s]", "", text).replace("−", "-") for text in found]


def texts(page: Page, box: str) -> list[str]:
    """What can be read in a box or at an edge of the picture."""
    found: list[str] = page.evaluate(
        """(box) => [...document.querySelectorAll(`g[id$="-${box}"] text`)].map((text) =>
            [...text.childNodes].filter((each) => {
                const { visibility, display } = getComputedStyle(each.tagName ? each : text);
                return visibility === "visible" && display !== "none";
            }).map((each) => each.textContent).join("")).filter((text) => text)""",
        box,
    )
    return found


def lit(page: Page, *lights: str) -> set[str]:
    found: list[str] = page.evaluate(
        "(lights) => [...document.querySelectorAll(lights)].map((shape) => shape.id.slice(shape.id.indexOf('-') + 1))",
        ", ".join(f"svg g.{light}" for light in lights),
    )
    return set(found)


BY_HAND = [
    # the step, what it says, its numbers, and what it lights
    ("apple is given: 100", [], {"n0"}),
    ("num is given: 2", [], {"n1"}),
    ("v1 is calculated from apple, num: the result is 200", [], {"n2", "n0", "n1", "n0-n2-0", "n1-n2-1"}),
    ("tax is given: 1.1", [], {"n3"}),
    ("v2 is calculated from v1, tax: the output is 220", [], {"n4", "n2", "n3", "n2-n4-0", "n3-n4-1"}),
    ("derivative with respect to itself is 1", [], {"n4"}),
    ("upstream 1 times local 1.1 is 1.1", ["1", "1.1", "1.1"], {"n4", "n2", "n2-n4-0"}),
    ("upstream 1 times local 200 is 200", ["1", "200", "200"], {"n4", "n3", "n3-n4-1"}),
    ("upstream 1.1 times local 2 is 2.2", ["1.1", "2", "2.2"], {"n2", "n0", "n0-n2-0"}),
    ("upstream 1.1 times local 100 is 110", ["1.1", "100", "110"], {"n2", "n1", "n1-n2-1"}),
]


def test_every_step_of_the_apple_by_keyboard(opened: Open) -> None:
    page = opened(apple())
    before = page.locator("svg .graph, svg g.graph").first.inner_html()
    for step, (said, numbers, shapes) in enumerate(BY_HAND, 1):
        assert said in sentence(page)
        assert terms(page) == numbers
        assert lit(page, "now", "near", "forward", "backward") == shapes
        assert page.locator("#which").inner_text().endswith(f"Step {step} of 10")
        page.keyboard.press("ArrowRight")
    assert said in sentence(page)  # there is no step after the last
    assert texts(page, "n0") == ["apple = 100", "grad 2.2"]
    assert texts(page, "n1-n2-1") == ["local 100", "1.1 × 100 = 110"]
    page.keyboard.press("Home")
    assert BY_HAND[0][0] in sentence(page)
    assert page.locator("svg g.graph").inner_html() == before
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert BY_HAND[-2][0] in sentence(page)


def test_numbers_appear_when_they_are_calculated(opened: Open) -> None:
    page = opened(apple())
    assert texts(page, "n0") == ["apple = 100"]
    assert texts(page, "n2") == ["×", "v1"]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert texts(page, "n2") == ["×", "v1 = 200"]
    assert texts(page, "n2-n4-0") == []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert texts(page, "n2") == ["×", "v1 = 200", "grad 1.1"]
    assert texts(page, "n2-n4-0") == ["local 1.1", "1 × 1.1 = 1.1"]


MIDDLES = """() => {
  const box = document.querySelector('g[id$="-n2"]');
  const { x, width } = box.querySelector("path, polygon, ellipse").getBBox();
  const name = box.querySelectorAll("text")[1];
  const last = name.firstChild.textContent.length - 1; // the number after it is still hidden
  return [x + width / 2, (name.getStartPositionOfChar(0).x + name.getEndPositionOfChar(last).x) / 2, width];
}"""


def test_a_name_without_its_number_stands_in_the_middle(opened: Open) -> None:
    page = opened(apple())
    box, name, width = page.evaluate(MIDDLES)
    assert name == pytest.approx(box, abs=1.0)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert texts(page, "n2") == ["×", "v1 = 200"]
    after, name, same = page.evaluate(MIDDLES)
    assert (after, same) == (box, width)
    assert name < box - 5  # and its number is on the right


def test_where_paths_meet_each_arrival_is_added_to_the_total(opened: Open) -> None:
    page = opened(meeting(), "#step=1")
    page.keyboard.press("End")
    found: list[Any] = []
    while "forward" not in (page.locator("#which").get_attribute("class") or ""):
        if page.locator(".adding").count():
            found.append((terms(page), texts(page, "n0")[-1]))
        page.keyboard.press("ArrowLeft")
    # in the order of the pass: v3 = v1 + v2, and v2 = x * y before v1 = x * x
    by_hand = [(["0", "-2", "-2"], "grad -2…"), (["-2", "3", "1"], "grad 1…"), (["1", "3", "4"], "grad 4")]
    assert found[::-1] == by_hand


def test_the_list_of_arrivals_tells_what_is_in_and_what_is_to_come(opened: Open) -> None:
    page = opened(meeting())
    page.keyboard.press("End")  # the last arrival is added
    rows = page.locator(".arrivals tbody tr")
    assert [row.split("\t")[-1] for row in rows.all_inner_texts()] == ["is in"] * 3
    assert page.locator(".arrivals tfoot .total").inner_text() == "4"
    page.keyboard.press("ArrowLeft")
    assert [row.split("\t")[-1] for row in rows.all_inner_texts()] == ["is in", "is in", "arrives now"]
    assert page.locator(".arrivals tfoot .total").inner_text() == "1"
    assert "arrival 3 of 3" in sentence(page)
    page.keyboard.press("ArrowRight")
    assert "The last of 3 arrivals, 3, is added and replaces nothing. The gradient of x is 4." in sentence(page)


def test_a_link_to_a_step_and_a_reload(opened: Open) -> None:
    page = opened(apple(), "#step=7")
    assert BY_HAND[6][0] in sentence(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**#step=8")
    page.reload()
    assert BY_HAND[7][0] in sentence(page)
    page.evaluate("location.hash = '#step=3&lang=ja'")
    page.wait_for_function("() => document.documentElement.lang === 'ja'")
    assert "apple、num から v1 を計算します。結果は 200 です。" in sentence(page)
    for nonsense in ("#step=99", "#step=-1", "#step=x", "#step=1e400&lang=fr", "#%"):
        page.evaluate("(hash) => { location.hash = hash; }", nonsense)
    assert re.search("Step|手順", page.locator("#which").inner_text())


def test_buttons_slider_and_speed(opened: Open) -> None:
    page = opened(apple())
    which = page.locator("#which small")
    for name, step in (("One step on", 2), ("Last step", 10), ("One step back", 9), ("First step", 1)):
        page.get_by_role("button", name=name).click()
        assert which.inner_text() == f"Step {step} of 10"
    slider = page.get_by_role("slider", name="Go to step")
    slider.fill("4")
    assert which.inner_text() == "Step 4 of 10"
    slider.press("ArrowRight")  # once, and not once more for the page
    assert which.inner_text() == "Step 5 of 10"
    assert slider.get_attribute("aria-valuetext") == "Step 5 of 10"
    page.get_by_label("Speed").press("End")  # a key of the list, and not of the page
    assert which.inner_text() == "Step 5 of 10"


def test_play_goes_on_until_the_end_and_pauses(opened: Open) -> None:
    page = opened(apple(), bypass_csp=True)  # a tab of its own, whose time is set
    page.clock.install()
    page.reload()
    which = page.locator("#which small")
    page.keyboard.press(" ")
    page.clock.run_for(5_000)
    assert which.inner_text() == "Step 3 of 10"
    assert page.locator(".sentence").get_attribute("aria-live") == "off"  # a voice would lag behind
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    assert which.inner_text() == "Step 3 of 10"
    page.get_by_label("Speed").select_option("4")
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(700)
    assert which.inner_text() == "Step 4 of 10"
    page.clock.run_for(60_000)
    assert which.inner_text() == "Step 10 of 10"
    assert page.get_by_role("button", name="Play").count() == 1
    assert page.locator(".sentence").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("name", ["apple", "meeting"])
def test_the_tables_are_those_of_the_record(opened: Open, name: str) -> None:
    output = {"apple": apple, "meeting": meeting}[name]()
    record = steps(output)
    page = opened(output)
    open_table(page)
    forward, backward = (
        [row.split("\t")[1:] for row in page.locator(".wide").nth(i).locator("tbody tr").all_inner_texts()]
        for i in (0, 1)
    )
    assert forward == [[s.label, s.formula or "(given)", s.numbers, number(s.value)] for s in record.forward]
    assert backward == [
        [record.label[c.output], record.label[c.input], str(c.slot), *map(number, c[3:])] for c in record.backward
    ]


def test_every_multiplication_shows_the_numbers_of_its_row(opened: Open) -> None:
    output = meeting()
    record = steps(output)
    page = opened(output, f"#step={len(record.forward) + 2}")
    found = []
    for _ in range(20):
        if page.locator(".term.upstream").count():
            found.append(terms(page))
        page.keyboard.press("ArrowRight")
        if "Step 15 of 15" in page.locator("#which").inner_text():
            break
    expected = [[number(c.upstream), number(c.local), number(c.product)] for c in record.backward]
    assert found == expected


def test_formulas_are_mathml(opened: Open) -> None:
    page = opened(apple(), "#step=9")
    formula = page.locator(".formula").first
    assert formula.locator("math mfrac").count() == 4
    assert "".join(formula.locator("math").all_text_contents()) == "∂v2∂apple=∂v2∂v1·∂v1∂apple∂v1∂apple=num"
    namespace = page.evaluate("document.querySelector('.formula math').namespaceURI")
    assert namespace == "http://www.w3.org/1998/Math/MathML"
