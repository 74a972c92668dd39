"""The lab, laid once and served from this machine, in a browser. Whatever it complains of fails its test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import PROFILE
from tests.places.webassembly import pyodide
from viz.lab import lab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TIMEOUT = 60_000
"""Milliseconds: a machine that is busy with other tests takes its time to load Python."""
LOADED_TIMEOUT = 10_000 if PROFILE == "first" else TIMEOUT
"""Once Python is loaded. Planted faults are waited for in vain."""
Open = Callable[..., "Page"]


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript", ".wasm": "application/wasm",
    }  # fmt: skip

    def log_message(self, format: str, *arguments: Any) -> None:
        """Tests are quiet."""


@pytest.fixture(scope="session")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served, after a look whether there is a browser at all."""
    site = lab(tmp_path_factory.mktemp("lab") / "site", pyodide())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def is_of_worker(told: dict[str, Any]) -> bool:
    """What the browser itself says of a worker, of which Playwright tells nothing."""
    return bool(told["entry"]["source"] == "worker")


@pytest.fixture(scope="session")
def loaded(browser: Browser, address: str) -> tuple[Page, list[str], list[str]]:
    """One tab for all tests, for Python is loaded anew in each, its complaints, and those of its first seconds."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, bypass_csp=False)
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    ours = (address, "blob:", "data:")
    page.on("request", lambda asked: None if asked.url.startswith(ours) else complaints.append(asked.url))
    log = context.new_cdp_session(page)
    log.on("Log.entryAdded", lambda told: complaints.append(told["entry"]["text"]) if is_of_worker(told) else None)
    log.send("Log.enable")
    page.goto(address)
    page.locator('.status[data-status="ready"], .status[data-status="failed"]').wait_for(state="attached")
    log.detach()
    page.set_default_timeout(LOADED_TIMEOUT)
    return page, complaints, list(complaints)


@pytest.fixture(scope="session")
def tab(loaded: tuple[Page, list[str], list[str]]) -> tuple[Page, list[str]]:
    return loaded[:2]


@pytest.fixture
def opened(tab: tuple[Page, list[str]], address: str) -> Iterator[Open]:
    """`opened("#view=network")` opens a link in the tab; Python stays loaded, as it does for a reader."""
    page, complaints = tab

    def open_link(link: str = "#lang=en") -> Page:
        page.evaluate("link => { location.hash = ''; location.hash = link; }", link)
        return page

    yield open_link
    found = list(complaints)
    complaints.clear()
    assert found == []
