"""Whether all links of the built site lead somewhere: pages, headings, pictures, frames, styles and scripts.

Addresses of other sites are left alone. No address may be absolute, so that the site works from disk and from any
folder of a server.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = {"a": "href", "link": "href", "img": "src", "iframe": "src", "script": "src", "form": "action"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.names.update(name for key in ("id", "name") if (name := found.get(key)))
        if tag in ADDRESSES and (address := found.get(ADDRESSES[tag])):
            self.addresses.append(address)


@cache
def _read(page: Path) -> _Reader:
    reader = _Reader()
    reader.feed(page.read_text("utf-8"))
    return reader


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def _within(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each page, and each address in it that is not of another site."""
    for page in _pages(folder):
        for address in _read(page).addresses:
            if urlsplit(address).scheme not in ("http", "https", "mailto", "data"):
                yield page, address


def broken(folder: Path) -> list[str]:
    """A sentence for each address that leads nowhere.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.html").write_text('<h1 id="top">A</h1><a href="#top">up</a><a href="b.html">B</a>')
    ...     broken(Path(folder))
    ['a.html links to b.html, which is not there']
    """
    _read.cache_clear()
    return [
        f"{page.relative_to(folder)} {wrong}" for page, address in _within(folder) if (wrong := _wrong(page, address))
    ]


def _wrong(page: Path, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return f"links to {address}, which is absolute"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
    if not target.is_file():
        return f"links to {address}, which is not there"
    name = unquote(parts.fragment)
    if name and target.suffix == ".html" and "=" not in name and name not in _read(target).names:
        return f"links to {address}, and the page has no such place"
    return ""


def counted(folder: Path) -> str:
    """How many pages and links there are, in words."""
    return f"{len(_pages(folder))} pages, {sum(1 for _ in _within(folder)):,} links within the site"
