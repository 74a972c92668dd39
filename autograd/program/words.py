"""What of a user's name may stand in code and in its comments: words, from which no sign can end a comment or a text.

Python takes letters of any script. It takes names for one that NFKC, a form of Unicode, makes equal: such names are
written in this form, so that what looks different here is different there.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional, category, normalize

from autograd.language.text import width
from autograd.notation.styles import GREEK

LONGEST, LONGEST_SAID = 24, 40
"""The most columns of a name in code, and the most characters of one in a comment."""
WORD = re.compile(r"[^\W\d]\w*")
RIGHT_TO_LEFT = ("R", "AL", "AN")
"""Kinds of letters and digits that turn the line around them, so that a reader sees it in another order."""
FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that show nothing."""


def identifier(name: str) -> str:
    """The name as an identifier of Python; empty if it is none, is too long, or cannot be read in its line.

    >>> identifier("重み"), identifier("θ"), identifier("ｘ１"), identifier("x; y"), identifier("x" * 25)
    ('重み', 'theta', 'x1', '', '')
    """
    for greek, letter in GREEK.items():
        name = greek if name == letter else name
    if len(name) > LONGEST:
        return ""
    found = normalize("NFKC", name)
    is_one = WORD.fullmatch(found) and found.isidentifier() and all(map(_is_read, found))
    return found if is_one and width(found) <= LONGEST else ""


def said(name: str) -> str:
    """The name as it may stand in a comment: one of letters, digits and the signs of places. Empty for any other.

    >>> said("重み"), said("l1.n2.w[3]"), said("x */ y")
    ('重み', 'l1.n2.w[3]', '')
    """
    is_said = 0 < len(name) <= LONGEST_SAID and not _is_mark(name[0])
    return name if is_said and all((c.isalnum() or c in "_.[]" or _is_mark(c)) and _is_read(c) for c in name) else ""


def _is_mark(character: str) -> bool:
    """Whether it stands on the letter before it."""
    return category(character) in ("Mn", "Mc")


def _is_read(character: str) -> bool:
    return bidirectional(character) not in RIGHT_TO_LEFT and character not in FILLERS
