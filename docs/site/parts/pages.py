"""Blocks of a chapter that hold a page of `viz.page`: `{ringo}` makes one of a formula, `{page}` shows one that the
Python of the chapter made.

    ```{ringo} Two apples, with tax
    ringo "apple * num * tax" apple=100 num=2 tax=1.1
    ```

A reader on GitHub sees the command. The formula is read by the parser of `ringo`; nothing of it is run as Python.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

import viz
from autograd.commands import UserError
from autograd.commands.steps import calculated
from autograd.language import speaking
from autograd.language.whole import write_whole
from docs.site.parts.languages import spoken

FOLDER = "_pages"
HEIGHT = 640
ALONE = {"en": "Open it alone", "ja": "単独で開く"}
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class frame(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801  docutils names nodes in lower case
    """A page within a page."""


class _Framed(SphinxDirective):
    """What both blocks have: a title, and what stands in the address of the page."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"height": directives.positive_int, "at": directives.unchanged}

    def framed(self, name: str) -> frame:
        language = spoken(self.env.docname)
        at = "&".join(filter(None, [f"lang={language}", self.options.get("at", "")]))
        title, height = self.arguments[0], self.options.get("height", HEIGHT)
        return frame("", file=f"{FOLDER}/{name}", at=at, title=title, height=height, alone=ALONE[language])

    def place(self) -> tuple[Path, str]:
        """The folder of pages, and the name of this one there."""
        number = self.env.new_serialno("page") + 1
        name = f"{self.env.docname.replace('/', '-')}-{number}.html"
        folder = Path(self.env.app.outdir, FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name, name


class Ringo(_Framed):
    """The page of a formula, and the command that gives its steps."""

    def run(self) -> list[nodes.Node]:
        command = "\n".join(self.content)
        file, name = self.place()
        try:
            made(command, file, spoken(self.env.docname))
        except (ValueError, ArithmeticError, UserError) as error:
            raise self.error(f"{command}: {error}") from None
        shown = nodes.literal_block(command, command, language="shell")
        return [self.framed(name), shown]


def made(command: str, file: Path, language: str) -> None:
    """Write the page of `ringo "FORMULA" NAME=NUMBER …`.

    Raises `ValueError` for anything but a formula with its numbers, and what `ringo` raises for a wrong formula.

    >>> made("rm -r .", Path("never.html"), "en")
    Traceback (most recent call last):
    ValueError: a block is one command: ringo "FORMULA" NAME=NUMBER …
    """
    words = shlex.split(command.replace("\\\n", " "))
    if len(words) < 2 or words[0] != "ringo" or any(word.startswith("--") for word in words):
        raise ValueError('a block is one command: ringo "FORMULA" NAME=NUMBER …')
    with speaking(language):
        viz.page(calculated(argparse.Namespace(expression=words[1], values=words[2:])), file)


class Page(_Framed):
    """A page that the blocks of Python before it write."""

    def run(self) -> list[nodes.Node]:
        file, name = self.place()
        before = self.env.doc2path(self.env.docname).read_text("utf-8").splitlines(keepends=True)[: self.lineno - 1]
        with written(PYTHON.findall("".join(before)), spoken(self.env.docname)) as folder:
            source = folder / self.content[0].strip()
            if not source.is_file():
                raise self.error(f"no block of Python before this one writes {self.content[0].strip()}")
            write_whole(file, source.read_bytes())
        return [self.framed(name)]


@contextlib.contextmanager
def written(blocks: list[str], language: str) -> Iterator[Path]:
    """Run the blocks of a chapter in a new folder, which is gone afterwards."""
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()), speaking(language):
        os.chdir(folder)
        try:
            namespace: dict[str, Any] = {"__name__": "__main__"}
            for block in blocks:
                if "# fails:" not in block:
                    exec(block, namespace)
            yield Path(folder)
        finally:
            os.chdir(here)


def visit(translator: Any, node: frame) -> None:
    here = translator.builder.get_target_uri(translator.builder.current_docname)
    address = escape(f"{relative_uri(here, node['file'])}#{node['at']}")
    title = escape(node["title"])
    translator.body.append(
        f'<figure class="page-frame"><iframe src="{address}" title="{title}" height="{node["height"]}" loading="lazy">'
        f'</iframe><figcaption>{title} <a href="{address}" target="_blank">{node["alone"]}</a></figcaption></figure>\n'
    )
    raise nodes.SkipNode


def ignore(translator: Any, node: frame) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_node(frame, html=(visit, None), text=(ignore, None))
    app.add_directive("ringo", Ringo)
    app.add_directive("page", Page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
