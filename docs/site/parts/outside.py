"""Links to texts that stand beside the folder of documents. The site has them under other names."""

from __future__ import annotations

import os
import re

from sphinx.application import Sphinx

HERE = {"CHANGELOG": "changelog", "CONTRIBUTING": "contributing", "README": "index", "README.ja": "index.ja"}
LINK = re.compile(r"\]\((?:\.\./)+(CHANGELOG|CONTRIBUTING|README(?:\.ja)?)\.md\b")


def inside(text: str, page: str) -> str:
    """The text of a page, with such links as the site has them.

    >>> inside("[Changes](../../../CHANGELOG.md)", "guides/en/design")
    '[Changes](../../changelog.md)'
    """
    return LINK.sub(lambda link: f"]({os.path.relpath(HERE[link[1]], os.path.dirname(page) or '.')}.md", text)


def read(app: Sphinx, page: str, source: list[str]) -> None:
    source[0] = inside(source[0], page)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
