"""Documents as PDF, by Typst: `pip install "ringograd[pdf]"`.

A document is data, and one template sets it. No text of it becomes markup, so a name such as `#import` is printed as it
stands.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from autograd.language import language, say
from autograd.language.errors import WorksheetError

if TYPE_CHECKING:
    import typst

Part = Mapping[str, Any]
"""A part of a document: its `kind`, and what a part of this kind shows, as `sheet.typ` takes it. A line of it is a list
of pieces: texts, and formulas as `{"math": …, "long": …}`, of which a long one may be broken."""
FONT_PACKAGE = "noto_cjk_sans_jp_regular"
"""What `pip install "ringograd[ja]"` brings."""
FONTS = {"en": ["Libertinus Serif", "Noto Sans CJK JP"], "ja": ["Noto Sans CJK JP"]}
MADE = 946_684_800
"""The time at which each file says that it was made, in seconds: 1 January 2000. So the same document is the same
file."""


class Document(NamedTuple):
    """A `title`, and the parts below it. A PDF also has the `keywords`, which are not shown."""

    title: str
    parts: Sequence[Part]
    keywords: Sequence[str] = ()


def typeset(document: Document) -> bytes:
    """The document as PDF, in the language of the moment. The same document gives the same bytes.

    Raises `WorksheetError` without Typst, and for Japanese text without a Japanese font.
    """
    require_typst()
    lang = language()
    data = {"lang": lang, "fonts": FONTS[lang], "title": document.title, "parts": document.parts,
            "keywords": document.keywords}  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    if find_spec(FONT_PACKAGE) is None and any(unicodedata.east_asian_width(sign) in "WF" for sign in text):
        raise WorksheetError(say("font missing"))
    with _one_at_a_time:
        made = _compiler().compile(_template(), format="pdf", sys_inputs={"document": text}, timestamp=MADE)
    assert isinstance(made, bytes)
    return made


def require_typst() -> None:
    """Raise `WorksheetError` unless documents and their formulas can be set."""
    if find_spec("typst") is None or find_spec("latex2mathml") is None:
        raise WorksheetError(say("typst missing"))


_one_at_a_time = Lock()
"""Two threads may not use one compiler at once."""


@cache
def _template() -> bytes:
    return Path(__file__).with_name("sheet.typ").read_bytes()


@cache
def _compiler() -> typst.Compiler:
    """One compiler for all documents: the fonts are read once. Fonts of the system are left out, for with them a file
    would depend on the machine."""
    import typst

    font = find_spec(FONT_PACKAGE)
    folders = [str(Path(font.origin).parent)] if font and font.origin else []
    return typst.Compiler(font_paths=folders, ignore_system_fonts=True)
