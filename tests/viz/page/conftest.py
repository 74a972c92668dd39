"""Pages, opened in a browser. Whatever a page complains of, or asks a server for, fails its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import viz
from autograd import Value
from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def opened(browser: Browser, tmp_path: Path, complaints: list[str]) -> Iterator[Open]:
    """`opened(out, "#step=3", **context)` writes the page of `out` and opens it."""
    contexts: list[BrowserContext] = []

    def open_page(output: Value, address: str = "", **settings: Any) -> Page:
        file = viz.page(output, tmp_path / f"{len(contexts)}.html")
        context = browser.new_context(offline=True, **({"viewport": {"width": 1280, "height": 800}} | settings))
        contexts.append(context)
        context.set_default_timeout(5_000)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith(file.as_uri()) else complaints.append(request.url)
        )
        page.goto(file.as_uri() + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def apple() -> Value:
    return Value(100, name="apple") * Value(2, name="num") * Value(1.1, name="tax")


def meeting() -> Value:
    """x is used three times: x * x + x * y. At x = 3 and y = -2, its gradient is 3 + 3 + (-2) = 4."""
    x, y = Value(3.0, name="x"), Value(-2.0, name="y")
    return x * x + x * y
