"""The front end as modules, fed with data from elsewhere, as a site does that calculates in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import viz
from autograd import steps
from tests.viz.page.conftest import apple, meeting
from viz.page.html import data

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

ASSETS = Path(viz.__file__).parent / "page" / "assets"
SITE = "http://site.test/"

FRAME = """<!DOCTYPE html><html lang="en"><title>site</title><link rel="icon" href="data:,"><div id="here"></div>
<script type="module">
import { open } from "./page.js";
window.show = (data, svg) => {
  window.shown?.close();
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  window.shown = open(document.getElementById("here"), JSON.parse(data), document.adoptNode(parsed.documentElement));
};
</script></html>"""


def test_a_site_shows_one_calculation_after_another(browser: Browser) -> None:
    def served(route: Route) -> None:
        name = route.request.url.removeprefix(SITE).partition("#")[0]
        if name:
            route.fulfill(path=ASSETS / name)
        else:
            route.fulfill(body=FRAME, content_type="text/html")

    complaints: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.route(f"{SITE}**", served)
    page.goto(SITE)
    page.wait_for_function("() => typeof window.show === 'function'")
    for output in (apple(), meeting()):
        record = steps(output)
        given: list[Any] = [json.dumps(data(record)), viz.draw(record).svg]
        page.evaluate("([data, svg]) => window.show(data, svg)", given)
        page.evaluate("window.shown.go(1)")
        page.keyboard.press("ArrowRight")
        assert page.locator("#which small").inner_text().startswith("Step 2 of")
        assert page.locator("svg.icon").count() + 1 == page.locator("svg").count()
    page.evaluate("window.shown.go(9)")
    assert "v3" in page.locator("h1").inner_text()
    page.close()
    assert complaints == []


def test_the_modules_are_small() -> None:
    """As those of Python: 250 lines of 120 characters, and 8 entries in a folder."""
    for path in (path for path in ASSETS.rglob("*") if path.parent.name != "vendor"):
        if path.is_dir():
            assert len(list(path.iterdir())) <= 8, path
        else:
            lines = path.read_text("utf-8").splitlines()
            assert len(lines) <= 250, path
            assert [line for line in lines if len(line) > 120] == [], path
