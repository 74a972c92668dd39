"""The signs of a typed expression: read as a person writes them, and refused where they make no expression.

What passes is a small part of Python's grammar. Checked here, a mistake is told in a learner's words and at its
column, alike on every Python; the parser's own words differ by version and are meant for programmers.
"""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Iterator

from autograd.text import printable

# Python's parser and its tree are recursive, to depths that differ from version to version. All carry this much.
LONGEST, MOST_OPERATORS, DEEPEST = 20_000, 2_000, 100
"""What is read: characters, operators, parentheses within each other. Whoever needs more writes a program."""

SIGNS = {"×": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "、": ","} | {
    chr(0xFEE0 + ascii): chr(ascii)
    for ascii in range(0x21, 0x7F)  # full-width letters, digits and signs
}
"""Characters as people write them; one stands for one, so that columns stay true."""

ADVICE = {
    "^": "a power is written **",
    "²": "a power is written **, as in x ** 2",
    "³": "a power is written **, as in x ** 3",
    "√": "a root is written sqrt(x)",
    "//": "a division is written /",
    "%": "per cent is written / 100",
    "=": "write only what stands on its right; numbers are given apart, as in x=3",
    ".": "a point belongs inside a number, as in 0.5",
    '"': "names and numbers stand without quotes",
    "'": "names and numbers stand without quotes",
    "[": "parentheses are written ( )",
}
MADE_OF = "it is made of numbers, names, + - * / **, parentheses and functions"

DIGITS = "[0-9](?:_?[0-9])*"
NUMBER = rf"(?:{DIGITS}\.?(?:{DIGITS})?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?"
NAME = r"[^ -/:-@\[-^`{-~]+"  # up to the next blank or ASCII sign; whether it is a name is asked of Python
INDEX = rf"\[ *{DIGITS} *\]"
TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<name>{NAME})|(?P<index>{INDEX})|(?P<sign>\*\*|//|[<>]=?|[^ ])")


def in_plain_signs(text: str) -> str:
    """The text with full-width letters, digits and signs, and all blanks, as the plain ones, one for one.

    >>> in_plain_signs("りんご　×　（１＋税）")
    'りんご * (1+税)'
    """
    return "".join(" " if c.isspace() else SIGNS.get(c, c) for c in text)


class Mistake(Exception):  # noqa: N818  (what it becomes is the error)
    """A sentence about the text, and the column it is about where that is known already."""


def check_signs(plain: str, infix: frozenset[str]) -> None:
    """Refuse what is no expression; `plain` is a text with `in_plain_signs`, `infix` the operators there are.

    Raises `Mistake` with the sentence and the column.
    """
    if len(plain) > LONGEST:
        raise Mistake(f"it has {len(plain):,} characters, and {LONGEST:,} is the most that is read", LONGEST)
    opened: list[tuple[int, bool]] = []  # of each ( its column, and whether it is a function's
    operators = 0
    token = previous = ""
    complete = is_function = False  # whether the expression could end here; whether a function's ) stands before
    for kind, token, column in _tokens(plain, infix):
        if kind in ("number", "name"):
            if complete:
                raise Mistake(f"a sign is missing before {printable(token)}: a product is written with *", column)
            complete = True
        elif kind == "index":
            if not (previous == ")" and is_function):
                chosen = printable(token)
                raise Mistake(f"only an output of a function is chosen with {chosen}, as in softmax(x, y)[0]", column)
        elif token == "(":
            if complete and previous != "name":
                raise Mistake("a sign is missing before (: a product is written with *", column)
            opened.append((column, complete))
            if len(opened) > DEEPEST:
                raise Mistake(f"more than {DEEPEST} parentheses within each other: build it in Python", column)
            complete = False
        elif token == ")":
            if not opened:
                raise Mistake("there is no ( for this )", column)
            _, is_function = opened.pop()
            if not complete and not (is_function and previous == "("):
                raise Mistake("a number or a name is missing before )", column)
            complete = True
        elif not complete and token not in "+-":
            raise Mistake(f"a number or a name is missing before {token}", column)
        elif token == "," and not (opened and opened[-1][1]):
            raise Mistake("a comma belongs between the arguments of a function, and not into a number", column)
        else:
            complete = False
            operators += token != ","
            if operators > MOST_OPERATORS:
                raise Mistake(f"more than {MOST_OPERATORS:,} operators: add with total(x, y), or use Python", column)
        previous = kind if kind == "name" else token
    if not token:
        raise Mistake("there is nothing to calculate: write an expression, such as w * x + b", 0)
    if not complete:
        raise Mistake(f"a number or a name is missing after {token}", len(plain.rstrip()))
    if opened:
        raise Mistake("this ( is never closed: a ) is missing", opened[-1][0])


def _tokens(plain: str, infix: frozenset[str]) -> Iterator[tuple[str, str, int]]:
    """Each number, name and sign with its kind and column, if an expression can have it."""
    for match in TOKEN.finditer(plain):
        kind, token, column = str(match.lastgroup), match[0], match.start()
        if kind == "number":
            if math.isinf(float(token)):
                raise Mistake(f"{printable(token)} is too large: a float ends at 1.8e308", column)
            if re.match("0[0-9_]", token):
                raise Mistake(f"{printable(token)} begins with a 0 too many", column)
        elif kind == "name" and not token.isidentifier():
            wrong = next(i for i, c in enumerate(token) if not ("_" * (i > 0) + c).isidentifier())
            kind, token, column = "sign", token[wrong], column + wrong
        elif kind == "name" and keyword.iskeyword(token):
            raise Mistake(f"'{token}' is reserved by Python: choose another name, or leave it out", column)
        if kind == "sign" and token not in infix | {"(", ")", ","}:
            raise Mistake(f"{printable(token)} is no part of an expression: {ADVICE.get(token, MADE_OF)}", column)
        yield kind, token, column
