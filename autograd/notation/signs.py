"""The signs of a typed expression, read as people write them. Signs that make no expression are refused.

Only a small part of Python's grammar passes. A mistake is told in words for a learner, with its column, and alike in
every version of Python. The messages of Python's parser differ by version and are meant for programmers.
"""

from __future__ import annotations

import keyword
import math
import re
import unicodedata
from collections.abc import Iterator

from autograd.language import say
from autograd.language.text import printable

# Python's parser and its tree are recursive, to depths that differ from version to version. All carry this much.
LONGEST, MOST_OPERATORS, DEEPEST = 20_000, 2_000, 100
"""The most characters, operators and nested parentheses that are read. A longer calculation is written as a program."""

SIGNS = {"×": "*", "⋅": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "、": ","} | {
    chr(0xFEE0 + ascii): chr(ascii)
    for ascii in range(0x21, 0x7F)  # full-width letters, digits and signs
}
"""Signs as people write them, and Python's. Each is one character, so columns stay true."""

ADVICE = {
    "^": "how a power is written",
    "²": "how a square is written",
    "³": "how a cube is written",
    "√": "how a root is written",
    "//": "how a division is written",
    "%": "how per cent is written",
    "=": "what is written of an equation",
    ".": "where a point belongs",
    '"': "no quotes",
    "'": "no quotes",
    "[": "how parentheses are written",
}
"""Signs that people write, and the key of the sentence that says what to write instead."""

DIGITS = "[0-9](?:_?[0-9])*"
NUMBER = rf"(?:{DIGITS}\.?(?:{DIGITS})?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?"
NAME = r"[^ -/:-@\[-^`{-~]+"  # up to the next blank or ASCII sign; whether it is a name is asked of Python
INDEX = rf"\[ *{DIGITS} *\]"
TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<name>{NAME})|(?P<index>{INDEX})|(?P<sign>\*\*|//|[<>]=?|[^ ])")


def in_plain_signs(text: str) -> str:
    """The text with a plain character for each full-width letter, digit, sign and blank.

    >>> in_plain_signs("りんご　×　（１＋税）")
    'りんご * (1+税)'
    """
    return "".join(" " if c.isspace() else SIGNS.get(c, c) for c in text)


class Mistake(Exception):  # noqa: N818  (what it becomes is the error)
    """A sentence about a mistake in the text, and its column if that is known already.

    `missing` is the name that has no value, if that is the mistake.
    """

    def __init__(self, sentence: str, column: int = 0, missing: str = "") -> None:
        super().__init__(sentence)
        self.column, self.missing = column, missing


def check_signs(plain: str, infix: frozenset[str]) -> None:
    """Refuse a text that is no expression. `plain` comes from `in_plain_signs`, and `infix` are the allowed operators.

    Raises `Mistake` with the sentence and the column.
    """
    if len(plain) > LONGEST:
        raise Mistake(say("too many characters", count=f"{len(plain):,}", most=f"{LONGEST:,}"), LONGEST)
    opened: list[tuple[int, bool]] = []  # of each ( its column, and whether it is a function's
    operators = 0
    token = previous = ""
    complete = is_function = False  # whether the expression could end here; whether a function's ) stands before
    for kind, token, column in _tokens(plain, infix):
        if kind in ("number", "name"):
            if complete:
                raise Mistake(say("a sign is missing", token=printable(token)), column)
            complete = True
        elif kind == "index":
            if not (previous == ")" and is_function):
                raise Mistake(say("index of no function", index=printable(token)), column)
        elif token == "(":
            if complete and previous != "name":
                raise Mistake(say("a sign is missing", token="("), column)
            opened.append((column, complete))
            if len(opened) > DEEPEST:
                raise Mistake(say("too many parentheses", most=DEEPEST), column)
            complete = False
        elif token == ")":
            if not opened:
                raise Mistake(say("never opened"), column)
            _, is_function = opened.pop()
            if not complete and not (is_function and previous == "("):
                raise Mistake(say("missing before", token=")"), column)
            complete = True
        elif not complete and token not in "+-":
            raise Mistake(say("missing before", token=token), column)
        elif token == "," and not (opened and opened[-1][1]):
            raise Mistake(say("where a comma belongs"), column)
        else:
            complete = False
            operators += token != ","
            if operators > MOST_OPERATORS:
                raise Mistake(say("too many operators", most=f"{MOST_OPERATORS:,}"), column)
        previous = kind if kind == "name" else token
    if not token:
        raise Mistake(say("nothing to calculate"), 0)
    if not complete:
        raise Mistake(say("missing after", token=token), len(plain.rstrip()))
    if opened:
        raise Mistake(say("never closed"), opened[-1][0])


def _tokens(plain: str, infix: frozenset[str]) -> Iterator[tuple[str, str, int]]:
    """Each number, name and sign with its kind and column. A sign that no expression has is refused."""
    for match in TOKEN.finditer(plain):
        kind, token, column = str(match.lastgroup), match[0], match.start()
        if kind == "number":
            if math.isinf(float(token)):
                raise Mistake(say("too large", what=printable(token)), column)
            _refuse_leading_0(token, column)
        elif kind == "index":
            _refuse_leading_0(token.strip("[ ]"), column)
            if len(token.strip("[ ]")) > len(str(LONGEST)):  # so many inputs cannot be typed, nor such an int be read
                raise Mistake(say("no index", index=printable(token)), column)
        elif kind == "name" and not token.isidentifier():
            wrong = next(i for i, c in enumerate(token) if not ("_" * (i > 0) + c).isidentifier())
            kind, token, column = "sign", token[wrong], column + wrong
        elif kind == "name" and keyword.iskeyword(unicodedata.normalize("NFKC", token)):  # as Python reads it
            raise Mistake(say("reserved by Python", name=token), column)
        if kind == "sign" and token not in infix | {"(", ")", ","}:
            advice = say(ADVICE.get(token, "what an expression is made of"))
            raise Mistake(say("no part of an expression", sign=printable(token), advice=advice), column)
        yield kind, token, column


def _refuse_leading_0(digits: str, column: int) -> None:
    if re.match("0[0-9_]", digits):
        raise Mistake(say("leading 0", number=printable(digits)), column)
