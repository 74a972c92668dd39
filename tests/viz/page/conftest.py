"""Pages, opened in a browser. Whatever a page complains of, or asks a server for, fails its test."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import viz
from autograd import Value
from tests.conftest import PROFILE
from tests.viz.page.scripts import ANSWERS, NODE, Script

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]
SCREEN = {"width": 1280, "height": 800}
TIMEOUT = 10_000 if PROFILE == "first" else 60_000
"""Milliseconds: a machine that is busy with other tests takes its time. Planted faults are waited for in vain."""


def watched(browser: Browser, complaints: list[str], **settings: Any) -> Page:
    """A new tab without a network, whose complaints are written down."""
    page = browser.new_context(offline=True, viewport=SCREEN, **settings).new_page()
    page.set_default_timeout(TIMEOUT)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
    return page


@pytest.fixture(scope="session")
def tab(browser: Browser) -> tuple[Page, list[str]]:
    """The tab of most tests, for a new one takes longer than a test, and its complaints."""
    complaints: list[str] = []
    return watched(browser, complaints), complaints


def open_table(page: Page) -> None:
    """The table of all steps: a browser tells that it was opened a little later, and then its rows are written."""
    page.get_by_text("All steps as a table").click()
    page.locator(".wide tbody tr").first.wait_for()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def opened(browser: Browser, tab: tuple[Page, list[str]], tmp_path: Path, complaints: list[str]) -> Iterator[Open]:
    """`opened(out, "#step=3")` writes the page of `out` and opens it, in a tab of its own if it needs other settings.

    The screen may be `narrow`, and `media` says what else Playwright is to emulate.
    """
    own: list[Page] = []
    kept, kept_complaints = tab

    def open_page(output: Value, address: str = "", narrow: bool = False, media: Any = None, **settings: Any) -> Page:
        file = viz.page(output, tmp_path / f"{len(list(tmp_path.iterdir()))}.html")
        page = kept
        if settings:
            page = watched(browser, complaints, **settings)
            own.append(page)
        page.set_viewport_size({"width": 320, "height": 640} if narrow else SCREEN)
        emulated = {"color_scheme": "light", "reduced_motion": "no-preference", "media": "screen"}
        page.emulate_media(**(emulated | (media or {})))
        page.mouse.move(0, 0)  # where an earlier test left the pointer, it would point at a node, sooner or later
        page.goto(file.as_uri() + address)
        return page

    yield open_page
    kept.goto("about:blank")
    for page in own:
        page.context.close()
    complaints += kept_complaints
    kept_complaints.clear()
    assert complaints == []


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    assert NODE
    with subprocess.Popen([NODE, "-e", ANSWERS], stdin=-1, stdout=-1, text=True) as process:
        yield Script(process)
        process.terminate()


def apple() -> Value:
    return Value(100, name="apple") * Value(2, name="num") * Value(1.1, name="tax")


def meeting() -> Value:
    """x is used three times: x * x + x * y. At x = 3 and y = -2, its gradient is 3 + 3 + (-2) = 4."""
    x, y = Value(3.0, name="x"), Value(-2.0, name="y")
    return x * x + x * y
