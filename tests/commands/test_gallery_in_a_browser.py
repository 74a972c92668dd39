"""The gallery's index as a browser shows it, from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograd.commands.gallery import trained
from autograd.commands.gallery.graphs import GRAPHS
from tests.browser import chromium
from tests.commands.conftest import LEARNED
from tests.viz.page.conftest import watched
from tests.viz.page.test_access import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page


COUNT = len(GRAPHS) + (len(trained.ENDINGS) - 1) * len(LEARNED)
"""Pictures on the index; moving ones are behind links."""


@pytest.fixture(scope="module")
def page(gallery: Path) -> Iterator[Page]:
    """The index in English, in a tab of its own; it must complain of nothing."""
    complaints = list[str]()
    with chromium() as browser:
        page = watched(browser, complaints, bypass_csp=False)
        page.goto((gallery / "index.html").as_uri())
        yield page
    assert complaints == []


def test_every_picture_is_drawn(page: Page) -> None:
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()  # it is loaded when it is seen
    page.wait_for_function("[...document.images].every(picture => picture.complete)")
    assert page.evaluate("[...document.images].filter(picture => picture.naturalWidth > 100).length") == COUNT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it_on_a_narrow_screen(page: Page, scheme: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_links_lead_to_the_other_language_and_to_the_pages(page: Page) -> None:
    page.get_by_role("link", name="日本語").click()
    assert page.evaluate("document.documentElement.lang") == "ja"
    page.get_by_role("link", name="一手順ずつ (ページ): りんご 2 個と消費税").click()
    assert page.title() == "price = 220"
    assert page.evaluate("document.documentElement.lang") == "ja"
    assert "局所的な微分 200" in page.locator("svg g.graph").text_content()
    page.go_back()
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Graphs to work through by hand")
