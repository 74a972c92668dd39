"""Answers of the worker that come after the reader has gone on: none of them belongs to what is shown by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.viz.lab.conftest import Open
from tests.viz.lab.test_lab import calculation, link, show, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

STEPS = "Number(document.querySelector('[data-figure=steps]').textContent)"

COUNTED = """() => {
  const post = Worker.prototype.postMessage;
  let open = 0;
  globalThis.asked = { most: 0, count: 0 };
  Worker.prototype.postMessage = function (message, ...more) {
    asked.most = Math.max(asked.most, (open += 1));
    asked.count += 1;
    this.addEventListener("message", () => (open -= 1), { once: true });
    return post.call(this, message, ...more);
  };
  globalThis.uncounted = () => { Worker.prototype.postMessage = post; };
}"""


def training(page: Page) -> None:
    page.locator("canvas").first.wait_for()
    page.get_by_role("button", name="Train").click()
    until(page, f"{STEPS} > 5")


def test_a_pause_and_another_play_leave_one_training(opened: Open) -> None:
    page = opened(link(view="network", count="20", hidden="4", seed="1"))
    training(page)
    page.locator("[data-part=network] button.main").evaluate("button => { button.click(); button.click(); }")
    page.wait_for_timeout(100)  # what was under way has been answered
    page.evaluate(COUNTED)
    until(page, "asked.count > 9")
    page.evaluate("uncounted()")
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("asked.most") == 1


def test_starting_again_forgets_the_steps_and_the_example(opened: Open) -> None:
    page = opened(link(view="network", count="12", hidden="2", steps="7", point="3"))
    calculation(page, "network").get_by_role("heading", name="loss = ").wait_for()
    page.get_by_role("button", name="Start again").click()
    until(page, f"{STEPS} === 0 && !document.querySelector('[data-part=network] iframe')")
    until(page, "!/steps=|point=/.test(location.hash)")


def test_an_example_that_is_walked_to_in_training_is_the_one_of_the_link(opened: Open) -> None:
    page = opened(link(view="network", count="20", hidden="4", seed="2"))
    training(page)
    page.get_by_role("button", name="Walk").click()
    calculation(page, "network").get_by_role("heading", name="loss = ").wait_for()
    until(page, "location.hash.includes('point=')")
    page.get_by_role("button", name="One step").click()
    until(page, "!document.querySelector('[data-part=network] iframe') && !location.hash.includes('point=')")


def test_marks_of_an_answer_that_was_changed_meanwhile_are_not_shown(opened: Open) -> None:
    frame = show(opened(), "x * y", "x=2 y=3")
    frame.get_by_role("button", name="Try", exact=True).click()
    fields = frame.locator(".asked input")
    fields.nth(0).fill("6")
    fields.nth(1).fill("3")
    changed = """form => {
      form.requestSubmit();
      const first = form.querySelector("input");
      first.value = "7";
      first.dispatchEvent(new Event("input", { bubbles: true }));
    }"""
    frame.locator("section.try form").evaluate(changed)
    frame.locator(".asked li.right").wait_for()
    assert frame.locator(".asked .verdict").count() == fields.count() - 1
    assert frame.locator(".asked li").first.locator(".verdict").count() == 0
