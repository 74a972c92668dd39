"""Text in lines of at most so many columns, where a Japanese character takes two."""

from __future__ import annotations

import re

from autograd.language.text import width

COLUMNS = 80
"""The columns of a terminal that no one has widened."""
UNBROKEN = re.compile(r"[ \n]+|[!-~]+|[^ -~\n][、。，．」』）)：:ー]*")
"""What stays on one line: a word of ASCII, or a single other character with the signs that may begin no line."""


def wrapped(text: str, indent: str = "", columns: int = COLUMNS) -> str:
    """The text in lines, each after the same indent. Blanks and line breaks in it are places to break.

    >>> print(wrapped("one two three", "  ", columns=9))
      one two
      three
    """
    lines, line = list[str](), ""
    for piece in UNBROKEN.findall(text.strip()):
        if piece.isspace():
            line += " " * bool(line)
        elif line and width(indent + line + piece) > columns:
            lines.append(line.rstrip())
            line = piece
        else:
            line += piece
    return "\n".join(indent + one for one in [*lines, line])


def listed(term: str, text: str, column: int, columns: int = COLUMNS) -> str:
    """A term, and beginning at the column a text about it. A longer term has a line of its own.

    >>> print(listed("-x", "the same text for all", 6, columns=16))
      -x  the same
          text for
          all
    """
    about = wrapped(text, " " * column, columns)
    if width(term) + 4 > column:
        return f"  {term}\n{about}"
    return f"  {term}{' ' * (column - 2 - width(term))}{about.lstrip(' ')}"
