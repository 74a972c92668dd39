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
from typing import NamedTuple

from autograd.calculus.ops import TABLE
from autograd.language import say
from autograd.language.text import printable

# Python's parser and its tree are recursive, to depths that differ from version to version. All carry this much.
LONGEST, MOST_OPERATORS, DEEPEST = 20_000, 2_000, 100
"""The most characters, operators and nested parentheses that are read. A longer calculation is written as a program."""

SIGNS = {"×": "*", "⋅": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "、": ",", "∑": "Σ", "∣": "|"} | {
    chr(0xFEE0 + ascii): chr(ascii)
    for ascii in range(0x21, 0x7F)  # full-width letters, digits and signs
}
"""Signs as people write them, and Python's. Each is one character, so columns stay true."""

INFIX = frozenset(row.symbol for row in TABLE if row.symbol) | {"@", "<", ">", "<=", ">=", "==", "!="}
"""The operators that stand between two operands."""
ALLOWED = INFIX | {"(", ")", ",", "|", "√", "if", "else"}

ADVICE = {
    "^": "how a power is written",
    "²": "how a square is written",
    "³": "how a cube is written",
    "//": "how a division is written",
    "%": "how per cent is written",
    "=": "what is written of an equation",
    "≤": "how at most is written",
    "≥": "how at least is written",
    "≦": "how at most is written",
    "≧": "how at least is written",
    "≠": "how unequal is written",
    "ᵀ": "how a transposed matrix is written",
    "⊤": "how a transposed matrix is written",
    ".": "where a point belongs",
    '"': "no quotes",
    "'": "no quotes",
    "[": "how parentheses are written",
    "and": "how conditions are joined",
    "or": "how conditions are joined",
    "not": "how conditions are joined",
}
"""Signs and words that people write, and the key of the sentence that says what to write instead."""

DIGITS = "[0-9](?:_?[0-9])*"
NUMBER = rf"(?:{DIGITS}\.?(?:{DIGITS})?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?"
LETTER = r"[^ -/:-@\[-^`{-~√ᵀ]"  # ᵀ is a letter, too
NAME = f"{LETTER}+"  # up to the next blank or ASCII sign; whether it is a name is asked of Python
INDEX = rf"\[ *{DIGITS} *(?:, *{DIGITS} *)?\]"
TOKEN = re.compile(
    rf"(?P<number>{NUMBER})|(?P<name>{NAME})|(?P<index>{INDEX})|(?P<transposed>\.T(?!{LETTER}))"
    r"|(?P<sign>\*\*|//|[<>=!]=|[^ ])"
)


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


class Opened(NamedTuple):
    """A sign that another one must close: ( by ), the f( of a function by ), | by |, and `if` by `else`. `root` tells
    whether a √ stands before it."""

    sign: str
    column: int
    root: bool


def check_signs(plain: str) -> str:
    """The expression as Python's parser takes it, each sign at its column. `plain` comes from `in_plain_signs`.

    √ is ~ there, and |x| is [x]: both are signs that no expression has in another meaning.

    Raises `Mistake` with the sentence and the column if the text is no expression.

    >>> check_signs("√2 * |x|")
    '~2 * [x]'
    """
    check_length(plain)
    reading = _Reading(list(plain))
    for kind, token, column in _tokens(plain):
        reading.take(kind, token, column)
    return reading.ended(len(plain.rstrip()))


def check_length(plain: str) -> None:
    """Refuse a text that is too long."""
    if len(plain) > LONGEST:
        raise Mistake(say("too many characters", count=f"{len(plain):,}", most=f"{LONGEST:,}"), LONGEST)


class _Reading:
    """The signs read so far. `complete` tells whether the expression could end here, and `root` whether a √ takes what
    stands here."""

    def __init__(self, python: list[str]) -> None:
        self.python = python
        self.opened: list[Opened] = []
        self.operators = 0
        self.kind = self.token = ""
        self.complete = self.root = False

    def take(self, kind: str, token: str, column: int) -> None:
        if kind in ("number", "name") or token in ("(", "√") or (token == "|" and not self.complete):
            if self.complete and not (token == "(" and self.kind == "name"):
                raise Mistake(say("a sign is missing", token=printable(token)), column)
            self._begin(kind, token, column)
        elif kind in ("index", "transposed"):
            if not self.complete or self.kind == "number":
                raise Mistake(say("index of nothing", index=printable(token)), column)
            self._count(column)
        elif token in (")", "|"):
            self._close(token, column)
        else:
            self._join(kind, token, column)
        self.kind, self.token = kind, token

    def _begin(self, kind: str, token: str, column: int) -> None:
        """A number, a name, or a sign that opens something."""
        if token in ("(", "|"):
            self.opened.append(Opened("f(" if self.complete else token, column, self.root))
            if len(self.opened) > DEEPEST:
                raise Mistake(say("too many parentheses", most=DEEPEST), column)
            self.root = False
        if token == "√":
            self.root = True
            self._count(column)
        self.complete = kind in ("number", "name")
        self.python[column] = {"√": "~", "|": "["}.get(token, self.python[column])

    def _close(self, token: str, column: int) -> None:
        self._refuse_open_choice()
        last = self.opened[-1].sign if self.opened else ""
        if token == ")" and last not in ("(", "f("):
            raise self._never_closed() if last else Mistake(say("never opened"), column)
        if token == "|" and last != "|":
            raise Mistake(say("a sign is missing", token="|"), column)
        if not self.complete and not (last == "f(" and self.token == "("):
            raise Mistake(say("missing before", token=token), column)
        self.root = self.opened.pop().root
        self.complete = True
        self.python[column] = {"|": "]"}.get(token, token)

    def _join(self, kind: str, token: str, column: int) -> None:
        """A sign or a word between two operands, or a sign before one."""
        if self.root and (token == "**" if self.complete else token in "+-"):
            raise Mistake(say("how far a root goes"), column)
        if not self.complete and token not in "+-":
            raise Mistake(say("missing before", token=token), column)
        if token in (",", "else", "if"):
            last = self.opened[-1].sign if self.opened else ""
            if token == "if":
                if last == "if":
                    raise Mistake(say("a choice in a condition"), column)
                self.opened.append(Opened("if", column, False))
            elif token == "else":
                if last != "if":
                    raise Mistake(say("else without if"), column)
                self.opened.pop()
            else:
                self._refuse_open_choice()
                if last != "f(":
                    raise Mistake(say("where a comma belongs"), column)
        self.complete = self.root = False
        if token != ",":
            self._count(column)

    def _count(self, column: int) -> None:
        self.operators += 1
        if self.operators > MOST_OPERATORS:
            raise Mistake(say("too many operators", most=f"{MOST_OPERATORS:,}"), column)

    def _refuse_open_choice(self) -> None:
        if self.complete and self.opened and self.opened[-1].sign == "if":
            raise Mistake(say("else is missing"), self.opened[-1].column)

    def _never_closed(self) -> Mistake:
        sign, column, _ = self.opened[-1]
        is_bar = sign == "|"
        return Mistake(say("bar never closed" if is_bar else "never closed"), column)

    def ended(self, end: int) -> str:
        if not self.token:
            raise Mistake(say("nothing to calculate"), 0)
        if not self.complete:
            raise Mistake(say("missing after", token=self.token), end)
        self._refuse_open_choice()
        if self.opened:
            raise self._never_closed()
        return "".join(self.python)


def _tokens(plain: str) -> Iterator[tuple[str, str, int]]:
    """Each number, name and sign with its kind and column. A sign that no expression has is refused."""
    for match in TOKEN.finditer(plain):
        kind, token, column = str(match.lastgroup), match[0], match.start()
        if kind == "number":
            if math.isinf(float(token)):
                raise Mistake(say("too large", what=printable(token)), column)
            _refuse_leading_0(token, column)
        elif kind == "index":
            for digits in re.findall(DIGITS, token):
                _refuse_leading_0(digits, column)
                if len(digits) > len(str(LONGEST)):  # so many inputs cannot be typed, nor such an int be read
                    raise Mistake(say("no index", index=printable(token)), column)
        elif token in ("if", "else", *ADVICE):
            kind = "sign"
        elif kind == "name" and not token.isidentifier():
            wrong = next(i for i, c in enumerate(token) if not ("_" * (i > 0) + c).isidentifier())
            kind, token, column = "sign", token[wrong], column + wrong
        elif kind == "name" and keyword.iskeyword(unicodedata.normalize("NFKC", token)):  # as Python reads it
            raise Mistake(say("reserved by Python", name=token), column)
        if kind == "sign" and token not in ALLOWED:
            advice = say(ADVICE.get(token, "what an expression is made of"))
            raise Mistake(say("no part of an expression", sign=printable(token), advice=advice), column)
        yield kind, token, column


def _refuse_leading_0(digits: str, column: int) -> None:
    if re.match("0[0-9_]", digits):
        raise Mistake(say("leading 0", number=printable(digits)), column)
