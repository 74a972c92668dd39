"""The built site in a browser: from disk and from a server's folder, in both languages, bright, dark and narrow.

`RINGOGRAD_SITE` names the folder in which `python -m docs.site` built it.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import axe, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SITE = os.environ.get("RINGOGRAD_SITE")
pytestmark = pytest.mark.skipif(SITE is None, reason="RINGOGRAD_SITE names no folder with the built site")
FOLDER = Path(SITE or ".").resolve()
PAGES = (
    "index.html",
    "index.ja.html",
    "guides/en/teachers.html",
    "guides/ja/compile.html",
    "reference/notation.html",
    "search.html",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all: to start it takes longer than most tests."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def asked(page: Page) -> list[str]:
    """The addresses that the page asks for from now on."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_disk_without_a_network_and_without_an_error(page: Page, name: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    addresses = asked(page)
    page.goto(f"{FOLDER.as_uri()}/{name}")
    assert errors == []
    assert [address for address in addresses if not address.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone(page: Page, name: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{FOLDER.as_uri()}/{name}")
    page.evaluate(axe())
    found = page.evaluate("axe.run({ exclude: ['iframe'] })")["violations"]
    assert [(each["id"], node["html"][:200]) for each in found for node in each["nodes"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_narrow_screen(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{FOLDER.as_uri()}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_lines_of_a_formula_meet_at_their_equals_signs(page: Page) -> None:
    page.goto(f"{FOLDER.as_uri()}/operations.html")
    sides = "math => [...math.querySelectorAll('mtd:first-child > *')].map(side => side.getBoundingClientRect().right)"
    ends = page.locator("math", has_text="z").first.evaluate(sides)
    assert len(ends) == 3
    assert max(ends) - min(ends) < 2


def test_a_page_in_a_frame_can_be_clicked_and_speaks_the_language_of_the_chapter(page: Page) -> None:
    page.goto(f"{FOLDER.as_uri()}/index.ja.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="解く").click()
    assert frame.locator("html").get_attribute("lang") == "ja"
    assert frame.get_by_role("textbox").first.is_visible()


def test_the_same_page_in_the_other_language_is_one_click_away(page: Page) -> None:
    page.goto(f"{FOLDER.as_uri()}/guides/en/compile.html")
    for name, language in (("日本語", "ja"), ("English", "en")):
        page.locator(".language-switch", has_text=name).click()
        assert page.url.endswith(f"/guides/{language}/compile.html")
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("teachers", "For teachers"),
        ("先生", "先生のために"),
        ("行列の積", "コンパイルのしくみ"),
        ("check_grad", "autograd.check_grad"),
    ],
)
def test_the_search_finds_words_of_both_languages_from_disk(page: Page, words: str, found: str) -> None:
    page.goto(f"{FOLDER.as_uri()}/index.html")
    page.get_by_placeholder("Search").fill(words)
    page.keyboard.press("Enter")
    page.locator("#search-results li a", has_text=found).first.wait_for()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """A test prints nothing."""


def test_the_site_works_in_a_folder_of_a_server(page: Page, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "some" / "where")
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        lost: list[str] = []
        page.on("response", lambda response: lost.append(response.url) if response.status >= 400 else None)
        page.goto(f"http://127.0.0.1:{server.server_port}/some/where/guides/ja/compile.html", wait_until="networkidle")
        page.locator(".sidebar-tree").get_by_text("先生のために").click()
        page.wait_for_load_state("networkidle")
        assert page.url.endswith("/some/where/guides/ja/teachers.html")
        assert lost == []
        server.shutdown()
