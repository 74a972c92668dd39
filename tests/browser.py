"""A browser for tests of pages: Chromium, driven by Playwright's Python package, without a network.

Tests are skipped where either is missing. They fail instead where RINGOGRAD_BROWSER is "required". RINGOGRAD_AXE names
the folder of npm's package axe-core, which checks whether a page can be used by everyone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.copies import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]  # an administrator, as in the build, has no sandbox


def missing(what: str) -> NoReturn:
    """Skip the test, or fail if browsers are required here."""
    if os.environ.get("RINGOGRAD_BROWSER") == "required":
        pytest.fail(f"RINGOGRAD_BROWSER is required, and {what}")
    pytest.skip(what)


_opened: list[Browser] = []


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser. Playwright runs once in a process: within another `chromium()` it is the same one."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        missing("Playwright is not here: pip install playwright")
    found = shutil.which("chromium")
    if found is None:
        missing("the program chromium is not here")
    if _opened:
        yield _opened[0]
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        _opened.append(browser)
        try:
            yield browser
        finally:
            _opened.remove(browser)
            browser.close()


def axe() -> str:
    """The text of axe-core, which is run in a page."""
    places = [os.environ.get("RINGOGRAD_AXE", ""), str(ROOT / "node_modules" / "axe-core")]
    for file in [Path(place, "axe.min.js") for place in places if place]:
        if file.is_file():
            return file.read_text("utf-8")
    missing("RINGOGRAD_AXE names no folder with npm's package axe-core")
