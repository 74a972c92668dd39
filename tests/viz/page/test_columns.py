"""A page counts the columns of a text as Python does."""

from __future__ import annotations

from unicodedata import east_asian_width, name

from autograd.language.text import width
from tests.viz.page.scripts import Script, needs_node

SCRIPTS = "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "FULLWIDTH", "IDEOGRAPHIC"
pytestmark = needs_node


def test_wide_letters_take_two_columns(script: Script) -> None:
    signs = [chr(i) for i in range(0x10000) if name(chr(i), "").startswith(SCRIPTS)]
    wide = [sign for sign in signs if east_asian_width(sign) in "WF" and width(sign)]  # others stand on a letter
    narrow = [chr(i) for i in range(0x20, 0x7F)] + ["é", "α", "я", "×", "−", "∂", "₁", "…", "ｱ"]
    for text in ["りんごの値段 = 100", "勾配 2.2", "ー々〇、（￥）", "".join(wide), "".join(narrow)]:
        assert script("common/columns.js", "columns", "given", text) == width(text)
