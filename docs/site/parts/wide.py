"""Pictures that are wider than a column of text keep their size, and are scrolled: made to fit, their labels would be
too small to read.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

COLUMN = 900.0
"""Points. A picture that is wider has labels of less than half their size in the column of 46 em."""
WIDTH = re.compile(r'<svg[^>]*?\bwidth="([0-9.]+)pt"')


def mark(app: Sphinx, doctree: nodes.document, name: str) -> None:
    """Give the paragraphs that are such a picture a class, which the style sheet scrolls."""
    for image in doctree.findall(nodes.image):
        if len(image.parent) == 1 and width(Path(app.srcdir, image["uri"])) > COLUMN:
            image.parent["classes"].append("wide-picture")


def width(path: Path) -> float:
    """The width of a picture that Graphviz has drawn, in points; 0 for any other."""
    if path.suffix != ".svg":
        return 0.0
    found = WIDTH.search(path.read_text("utf-8")[:1000])
    return float(found[1]) if found else 0.0


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-resolved", mark)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
