"""Sliders of the lab, exercises and data to choose, and links that hold all of it, in a browser."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from autograd.language.text import number
from tests.browser import axe
from tests.viz.lab.conftest import Open
from tests.viz.lab.test_lab import calculation, link, until
from viz.lab.inside.formulas.examples import EXAMPLES, EXERCISES
from viz.lab.inside.networks.settings import chosen
from viz.lab.inside.networks.training import Training
from viz.lab.words import WORDS

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page


def titled(frame: FrameLocator, value: str) -> None:
    frame.locator("h1", has_text=f"= {value}").wait_for()


def slide(frame: FrameLocator, place: int, value: float) -> None:
    slider = frame.locator(".inputs input[type=range]").nth(place)
    slider.evaluate(f"s => {{ s.value = {value}; s.dispatchEvent(new Event('input', {{ bubbles: true }})); }}")


def held(page: Page, part: str) -> None:
    """Wait until the address holds this."""
    until(page, f"decodeURIComponent(location.hash.replaceAll('+', ' ')).includes({json.dumps(part)})")


def test_values_and_gradients_follow_a_slider(opened: Open) -> None:
    page = opened(link(text="sigmoid(w*x)", values="w=0.5 x=2"))
    frame = calculation(page)
    titled(frame, number(1 / (1 + math.exp(-1.0))))
    slide(frame, 0, 0.75)
    z = 1 / (1 + math.exp(-1.5))
    titled(frame, number(z))
    assert frame.locator(".inputs small").first.inner_text() == f"gradient {number(z * (1 - z) * 2)}"
    for each in range(10):  # one after the other, faster than Python answers: the last one stays
        slide(frame, 0, each / 10)
    titled(frame, number(1 / (1 + math.exp(-1.8))))
    frame.get_by_role("button", name="Put the inputs back").click()
    titled(frame, number(1 / (1 + math.exp(-1.0))))


def test_a_formula_that_chooses_follows_too(opened: Open) -> None:
    text, values = EXAMPLES["choice"]
    frame = calculation(opened(link(text=text, values=values)))
    titled(frame, "6")
    slide(frame, 0, 0)
    titled(frame, "0")
    assert frame.locator(".graph text", has_text="where 0").count() > 0
    frame.get_by_role("button", name="Put the inputs back").click()
    titled(frame, "6")
    assert frame.locator(".graph text", has_text="where 1").count() > 0


def test_a_link_holds_the_step_and_the_moved_inputs(opened: Open) -> None:
    page = opened(link(text="u * v", values="u=2 v=5"))
    frame = calculation(page)
    titled(frame, "10")
    slide(frame, 1, 7)
    titled(frame, "14")
    frame.locator(".controls input[type=range]").press("ArrowRight")
    held(page, "moved=1=7")
    held(page, "step=2")
    there = page.evaluate("location.hash")
    titled(calculation(opened()), "220")
    frame = calculation(opened(there))
    titled(frame, "14")
    assert frame.locator(".controls input[type=range]").input_value() == "2"
    assert "moved=1" in unquote(opened(there).evaluate("location.hash"))


def test_a_link_holds_the_blanks(opened: Open) -> None:
    page = opened(link(text="u * v", values="u=2 v=5", mode="try"))
    frame = page.frame_locator("[data-part=formula] iframe")  # where there are no controls
    frame.get_by_role("button", name="Mark", exact=True).wait_for()


def test_a_link_holds_a_network_and_the_example_that_is_walked_through(opened: Open) -> None:
    page = opened(link(view="network", count="12", hidden="2", seed="5", steps="7", point="3", step="4"))
    frame = calculation(page, "network")
    training = Training(chosen({"count": "12", "hidden": "2", "seed": "5"}))
    training.advance(7, 600.0)
    true = training.example(2)["data"]["nodes"]["value"][-1]
    titled(frame, true)
    assert frame.locator(".controls input[type=range]").input_value() == "4"
    frame.get_by_text("Change the inputs").click()
    slide(frame, 0, 0)
    held(page, "moved=")
    page.get_by_role("button", name="One step").click()  # other weights: what was walked through is gone
    page.locator("[data-part=network] iframe").wait_for(state="detached")


HOSTILE = {
    "view": "<img src=x>", "steps": "1e9", "step": "-1", "moved": "0=<b>", "mode": "evil", "point": "x", "lang": "xx",
    "example": "../..", "text": "x" * 5000, "nothing": "1", "__proto__": "1",
}  # fmt: skip


@pytest.mark.parametrize("key", HOSTILE)
def test_what_of_a_link_is_not_understood_is_told(key: str, opened: Open) -> None:
    page = opened("#lang=en&" + link(**{key: HOSTILE[key]}).removeprefix("#").replace("lang=en&", ""))
    page.locator(".unread", has_text=key).wait_for()
    assert page.locator("img").count() == 0


def test_a_step_and_an_input_that_there_are_not_are_told(opened: Open) -> None:
    page = opened(link(text="u * v", values="u=2 v=5", step="999", moved="77=3"))
    page.locator(".unread", has_text="step, moved").wait_for()
    titled(calculation(page), "10")
    opened()
    until(page, "document.querySelector('.unread').textContent === ''")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_exercise_is_chosen_and_explained(lang: str, opened: Open) -> None:
    page = opened(link(lang=lang))
    assert page.locator("[name=example] optgroup").nth(1).locator("option").count() == len(EXERCISES)
    page.select_option("[name=example]", "update")
    page.get_by_text(WORDS[lang]["about update"]).wait_for()
    assert page.locator("[name=eta]").input_value() == "0.1"
    frame = calculation(page)
    titled(frame, "0.693147")
    held(page, "example=update")
    frame.locator(".modes button").nth(1).click()
    assert frame.locator(".asked li").count() > 60
    page.fill("[name=eta]", "0.2")
    page.locator(".hint", has_text=WORDS[lang]["about update"]).wait_for(state="detached")  # no longer the lecture's


@pytest.mark.parametrize("data", ["sine", "digits"])
def test_other_data_are_learned_as_in_python(data: str, opened: Open) -> None:
    page = opened(link(view="network"))
    page.locator("canvas").first.wait_for()
    page.select_option("[name=data]", data)
    page.fill("[name=count]", "20")
    page.keyboard.press("Tab")
    held(page, "count=20")
    settings = page.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")
    training = Training(chosen(settings))
    training.advance(1, 60.0)
    page.get_by_role("button", name="One step").click()
    page.locator("[data-figure=loss]", has_text=f"{training.losses[-1]:.6g}").wait_for()
    assert page.locator("[name=loss]").is_disabled()
    assert page.locator("canvas.filters").count() == (data == "digits")
    assert violations(page) == []
    page.fill("[name=rate]", "0.07")
    page.keyboard.press("Tab")
    held(page, "rate=0.07")
    page.select_option("[name=data]", "moons")
    until(page, "!location.hash.includes('data=')")
    kept = page.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")
    assert kept["rate"] == "0.07"  # what was typed stays, and what only these data begin with goes
    assert not {"hidden", "activation"} & set(kept)


def test_the_answers_to_two_hundred_digits_can_be_read(opened: Open) -> None:
    page = opened(link(view="network", data="digits", count="200", hidden="1"))
    canvas = page.locator("canvas.digits")
    canvas.wait_for()
    shown = canvas.evaluate(
        "(canvas) => canvas.clientWidth / canvas.width * parseFloat(canvas.getContext('2d').font.slice(5))"
    )
    assert shown >= 14  # pixels


def violations(page: Any) -> list[Any]:
    page.evaluate(axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


def test_axe_finds_nothing_in_a_calculation_of_the_lab(opened: Open) -> None:
    page = opened(link(text="u * v", values="u=2 v=5"))
    titled(calculation(page), "10")
    frame = next(each for each in page.frames if each.url.endswith("frame.html"))
    assert violations(frame) == []
    frame.locator(".modes button").nth(1).click()
    assert violations(frame) == []


def test_the_lab_is_walked_through_by_keyboard(opened: Open) -> None:
    page = opened()
    titled(calculation(page), "220")
    page.locator("[name=values]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("apple=10 num=2 tax=1")
    page.keyboard.press("Enter")
    frame = calculation(page)
    titled(frame, "20")
    assert page.evaluate("document.activeElement.name") == "values"  # a picture takes no focus
    page.locator("[data-part=formula] iframe").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if frame.locator(".inputs input[type=range]:focus").count():
            break
    page.keyboard.press("ArrowRight")
    frame.locator(".inputs .told", has_text="now").wait_for()
    page.locator("nav.tabs button").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator("canvas").first.wait_for()
    figure = "document.querySelector('[data-figure=steps]').textContent"
    before = page.evaluate(figure)  # an earlier link may have left a network that has learned
    page.get_by_role("button", name="One step").focus()
    page.keyboard.press("Space")
    until(page, f"{figure} !== {before!r}")
    assert page.evaluate(figure) == str(int(before or 0) + 1)
    assert page.evaluate("document.activeElement.textContent") == "One step"


def test_the_lab_is_printed_without_what_is_only_for_hands(opened: Open) -> None:
    page = opened(link(view="network"))
    page.locator("canvas").first.wait_for()
    page.emulate_media(media="print")
    for hidden in ("nav.tabs", ".language", ".training > .actions", "[data-part=network] > form"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("canvas").first.is_visible()
    page.emulate_media(media="screen")


def test_nothing_moves_by_itself_where_motion_is_not_wanted(opened: Open) -> None:
    page = opened(link(view="network"))
    page.locator("canvas").first.wait_for()
    page.emulate_media(reduced_motion="reduce")
    moving = """[...document.querySelectorAll('*')].filter((each) => {
      const { transitionDuration, animationDuration } = getComputedStyle(each);
      return parseFloat(transitionDuration) > 0.001 || parseFloat(animationDuration) > 0.001;
    }).length"""
    assert page.evaluate(moving) == 0
    page.get_by_role("button", name="Train").click()
    until(page, "Number(document.querySelector('[data-figure=steps]').textContent) > 2")
    first = page.locator("canvas").first.get_attribute("data-draws")
    page.wait_for_timeout(300)
    draws = int(page.locator("canvas").first.get_attribute("data-draws") or 0) - int(first or 0)
    assert draws <= 1  # pictures change once a second, and training goes on
    page.get_by_role("button", name="Pause").click()
    page.emulate_media(reduced_motion="no-preference")
