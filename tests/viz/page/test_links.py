"""A link holds the step and the moved inputs. What is no step, no input and no number is refused with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autograd import Value, where
from autograd.language.text import number
from tests.viz.page.conftest import Open, apple

if TYPE_CHECKING:
    from playwright.sync_api import Page


def build(x: float = 3.0, step: float = -2.0) -> Value:
    """One of the inputs has a name that means something else in a link."""
    return Value(x, name="x") * Value(step, name="step") + Value(4.0)


def trouble(page: Page) -> str:
    found = page.get_by_role("alert").all_inner_texts()
    return found[0] if found else ""


def test_a_link_opens_at_its_step_with_its_inputs(opened: Open) -> None:
    page = opened(apple(), "#step=7&apple=1.5&tax=-2e-3")
    there = Value(1.5, name="apple") * Value(2, name="num") * Value(-2e-3, name="tax")
    assert page.title() == f"v2 = {number(there.data)}"
    assert page.locator("#which small").inner_text() == "Step 7 of 10"
    assert "upstream 1 times local -0.002" in page.locator(".sentence").inner_text().replace("\n", " ")
    assert trouble(page) == ""
    fields = page.locator(".inputs input[type=number]")
    assert [float(each.input_value()) for each in fields.all()] == [1.5, 2.0, -0.002]
    assert float(page.locator(".inputs input[type=range]").last.get_attribute("min") or 0) == -0.002


def test_a_moved_input_comes_into_the_link_and_goes_out_of_it(opened: Open) -> None:
    page = opened(build(), "#step=2")
    page.get_by_label("x as a number").fill("1.25")
    page.get_by_label("x as a number").press("Enter")
    page.get_by_label("step as a number").fill("0.1")
    page.get_by_label("step as a number").press("Enter")
    page.wait_for_url("**#step=2&x=1.25&n1=0.1")
    page.keyboard.press("Tab")
    page.reload()
    assert page.title() == f"v2 = {number(build(1.25, 0.1).data)}"
    page.evaluate("location.hash = '#step=5'")  # as the links to the steps of a history
    page.wait_for_function("() => document.querySelector('#which small').textContent.startsWith('Step 5')")
    page.wait_for_url("**#step=5&x=1.25&n1=0.1")
    page.get_by_role("button", name="Put the inputs back").click()
    page.wait_for_url("**#step=5")


HOSTILE = [
    ("#step=99", "step 99 is none of the steps 1 to 10"),
    ("#step=0", "step 0 is none"),
    ("#step=1e400", "step 1e400 is none"),
    ("#step=<img src=x onerror=alert(1)>", "step <img src=x onerror=alert(1)> is none"),
    ("#step=3&apple=alert(1)", "for apple it gives alert(1), which is no number"),
    ("#step=3&apple=1e999", "for apple it gives 1e999"),
    ("#step=3&apple=NaN", "for apple it gives NaN"),
    ("#step=3&apple=", "for apple it gives , which"),
    ("#step=3&apple=0x10", "for apple it gives 0x10"),
    ("#step=3&__proto__=1", "no input here has the name __proto__"),
    ("#step=3&constructor=1", "no input here has the name constructor"),
    ("#step=3&v1=1", "no input here has the name v1"),
    ("#step=3&apple=2&pear=2", "no input here has the name pear"),
    ("#step=3&" + "a" * 100 + "=1", "no input here has the name " + "a" * 40 + "…"),
    ("#step=3&apple=" + "1" * 9000, "more than 8000 characters"),
]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_hostile_links_are_refused_with_a_sentence_and_change_nothing(opened: Open, lang: str) -> None:
    page = opened(apple(), f"#step=4&lang={lang}")
    seen = set()
    for link, said in HOSTILE:
        page.evaluate("(hash) => { location.hash = hash; }", link)
        page.wait_for_function("(said) => document.querySelector('[role=alert]')?.textContent !== said", arg="")
        page.wait_for_timeout(20)
        assert lang == "ja" or said in trouble(page), (link, trouble(page))
        seen.add(trouble(page))
        assert page.title() == "v2 = 220"
        assert "4" in page.locator("#which small").inner_text()
    assert len(seen) >= 10
    page.evaluate("location.hash = '#step=5'")
    page.wait_for_function("() => !document.querySelector('[role=alert]')")


def test_a_link_does_not_move_what_is_fixed(opened: Open) -> None:
    x = Value(3.0, name="x")
    page = opened(where(x > 0.0, x * x, x), "#step=2&x=1")
    assert "it moves x, and the inputs cannot be changed here" in trouble(page)
