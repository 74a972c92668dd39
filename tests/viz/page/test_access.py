"""Everybody can use the page: by keyboard, by voice, on a narrow screen, without motion, in print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import autograd
import nn
from autograd import Value, speaking
from tests.browser import axe
from tests.viz.page.conftest import Open, apple, meeting, open_table

if TYPE_CHECKING:
    from playwright.sync_api import Page


def violations(page: Page) -> list[Any]:
    page.evaluate(axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in [*found["violations"], *unsure(found)]]


def unsure(found: Any) -> list[Any]:
    """What axe cannot decide, except the contrast of texts that it cannot measure."""
    return [each for each in found["incomplete"] if each["id"] != "color-contrast"]


def network() -> Value:
    """A network of 2, 2 and 1 neurons, and its loss at one point."""
    model = nn.MLP(2, [2, 1], activation=autograd.tanh)
    for i, parameter in enumerate(model.parameters()):
        parameter.data = (i * 0.37) % 1.0 - 0.5
    out: Value = model([Value(1.0, name="x1"), Value(-2.0, name="x2")])
    return (out - 1.0) ** 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, scheme: str) -> None:
    page = opened(meeting(), media={"color_scheme": scheme, "reduced_motion": "reduce"})
    assert violations(page) == []
    page.keyboard.press("End")  # an arrival, with its list
    page.get_by_label("Choose a node").select_option(label="x")
    open_table(page)
    assert violations(page) == []
    page.get_by_label("Language").select_option("ja")
    assert violations(page) == []


def test_axe_finds_a_button_without_a_name(opened: Open) -> None:
    page = opened(apple())
    page.evaluate("document.querySelector('.buttons button').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.buttons button').removeAttribute('title')")
    assert [name for name, _ in violations(page)] == ["button-name"]


@pytest.mark.parametrize("build", [apple, meeting, network])
def test_nothing_scrolls_sideways_at_320_pixels(opened: Open, build: Any) -> None:
    page = opened(build(), narrow=True)
    open_table(page)
    label = page.locator(".node option").nth(1).inner_text()
    page.get_by_label("Choose a node").select_option(label=label)
    for key in ("Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"):
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_long_names_fit_into_320_pixels(opened: Open) -> None:
    names = ["w" * 200, "りんごの値段" * 30]
    page = opened(Value(1 / 3, name=names[0]) * Value(-1e-9, name=names[1]), narrow=True)
    open_table(page)
    for key in ("Home", "End"):
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_every_control_is_reached_by_tab_and_nothing_takes_the_focus(opened: Open) -> None:
    page = opened(apple())
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName")
        )
    for name in ("First step", "One step back", "Play", "One step on", "Last step", "Go to step", "Larger", "SUMMARY"):
        assert name in reached
    on = page.get_by_role("button", name="One step on")
    on.focus()
    for _ in range(12):  # beyond the last step, where the button is off
        page.keyboard.press("Enter")
    assert page.locator("#which small").inner_text() == "Step 10 of 10"
    assert on.get_attribute("aria-disabled") == "true"
    page.keyboard.press("Home")
    page.get_by_label("Language").evaluate(
        "(select) => { select.value = 'ja'; select.dispatchEvent(new Event('change')); }"
    )
    assert page.evaluate("document.activeElement.className") == "on"


def test_a_part_that_scrolls_has_the_keys_of_those_who_went_there_by_keyboard(opened: Open) -> None:
    page = opened(network(), narrow=True, media={"reduced_motion": "reduce"})
    which = page.locator("#which small")
    page.locator(".graph .scroller").click()
    page.keyboard.press("ArrowRight")
    assert which.inner_text() == "Step 2 of 44"
    page.locator(".zoom button").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "scroller"
    before = page.locator(".graph .scroller").evaluate("(part) => part.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => document.querySelector('.scroller').scrollLeft > {before}")
    assert which.inner_text() == "Step 2 of 44"


def test_each_step_is_told_to_screen_readers(opened: Open) -> None:
    page = opened(apple())
    told = page.locator("[aria-live=polite]")
    assert told.text_content() == "Step 1 of 10. apple is given: 100."
    page.evaluate("window.region = document.querySelector('[aria-live]')")
    page.keyboard.press("ArrowRight")
    assert told.text_content() == "Step 2 of 10. num is given: 2."
    assert page.evaluate("window.region.isConnected")  # a region that is replaced is not heard
    assert page.get_by_role("img", name="The graph of v2: 5 nodes and 4 edges").count() == 1


def test_nothing_moves_for_those_who_ask_for_it(opened: Open) -> None:
    moving = "document.getAnimations().length"
    assert opened(meeting(), "#step=9").evaluate(moving) > 0
    assert opened(meeting(), "#step=9", media={"reduced_motion": "reduce"}).evaluate(moving) == 0


def test_print_shows_the_whole_picture_and_all_steps(opened: Open) -> None:
    page = opened(apple(), "#step=3")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("grad 2.2").is_visible()
    assert page.locator(".wide tbody tr:visible").count() == 9
    assert not page.locator(".controls").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#which small").inner_text() == "Step 3 of 10"
    assert page.locator(".wide").count() == 0
    assert page.pdf().startswith(b"%PDF")


def test_the_page_speaks_japanese_from_the_start(opened: Open) -> None:
    with speaking("ja"):
        page = opened(apple(), "#step=9")
    assert page.evaluate("document.documentElement.lang") == "ja"
    assert "上流の勾配 1.1 × 局所的な微分 2 = 2.2 です" in page.locator(".sentence").inner_text()
    page.get_by_label("言語").select_option("en")
    assert "upstream 1.1 times local 2 is 2.2" in page.locator(".sentence").inner_text()
    page.wait_for_url("**&lang=en")
