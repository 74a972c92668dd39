"""Columns that are no features: they say which row it is, and so tell nothing of any other row.

A measurement may have another number in each row, too. So numbers are such a column only where they are whole, and
count up by one in many rows or have the name of an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from unicodedata import normalize

from autograd.language import say
from nn.data.reading.cells import SIGNS, has, number
from nn.data.reading.names import counts_up
from nn.data.reading.units import without_sign

FEW, MANY = 10, 20
"""In fewer rows it may be chance that each has its own text, and that a dose goes up by one, unless the name tells."""

IDENTIFIERS = frozenset(["id", "ids", "identifier", "uid", "uuid", "guid", "index", "idx", "番号", "氏名"])
CODES = frozenset(["key", "code", "コード"])
COUNTERS = CODES | frozenset(["no", "nr", "number", "row", "unnamed", "連番"])
TIMES = frozenset(["time", "date", "year", "quarter", "month", "week", "day", "hour", "minute", "second", "age"])
TIMES |= frozenset(["年", "月", "日", "時刻", "年齢"])
"""The last words of the names of columns that say which row it is; of those that do so where there are many rows; of
those that do so where their numbers go up by one; and of those in which such numbers still tell something."""

DATE = re.compile(r"\d{4}([-/.年])\d{1,2}[-/.月]\d{1,2}日?([T ].*)?|\d{1,2}([-/.])\d{1,2}\3\d{2,4}( .*)?")

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
FIRST = 100
"""So many rows tell what kind of column it is. All of them are asked whether it is one."""


def no_feature(name: str, rows: Sequence[Sequence[str]], place: int, missing: Set[str]) -> str:
    """Why the column at this place is no feature, or nothing for one that is.

    >>> rows = [["1", "7", "7.5"], ["2", "3", "3.5"], ["3", "5", "5.5"]]
    >>> [no_feature(name, rows, place, set()) for place, name in enumerate(["", "PassengerId", "fare"])]
    ['without a name, counts the rows', 'a different number in each row', '']
    """
    words = [word.lower() for word in WORD.findall(normalize("NFKC", name))]
    last = words[-1] if words else ""
    identifies = not name or _ends(last, IDENTIFIERS) or words[:1] == ["id"]
    first = [cells[place] for cells in rows[:FIRST]]
    if not name and not any(first) and not any(cells[place] for cells in rows):
        return say("empty, without a name")
    counts = identifies or len(rows) >= MANY or (len(rows) > 1 and _ends(last, COUNTERS))
    if (len(rows) < FEW and not counts) or len({*first}) < len(first):
        return ""
    whole = all(map(str.isdecimal, first))
    if not whole and (not missing.isdisjoint(first) or _mostly_numbers(first)):
        return ""
    column = [cells[place] for cells in rows]
    if whole and counts_up(column):
        return (
            _said("counts the rows", "counts the rows, without a name", name)
            if counts and not _ends(last.removesuffix("s"), TIMES)
            else ""
        )
    if not identifies and (len(rows) < FEW or (whole and not _ends(last, CODES))):
        return ""
    if len({*column}) < len(column):
        return ""
    if whole:
        return (
            _said("a different number", "a different number, without a name", name)
            if all(map(str.isdecimal, column))
            else ""
        )
    if not missing.isdisjoint(column):
        return ""
    if all(map(DATE.fullmatch, column)):
        return _said("a different date", "a different date, without a name", name)
    return _said("a different text", "a different text, without a name", name)


def _said(named: str, unnamed: str, name: str) -> str:
    return say(named if name else unnamed)


def _ends(word: str, words: Set[str]) -> bool:
    """Whether a word is one of these. A Japanese one may have others before it."""
    return word in words or any(word.endswith(other) for other in words if not other.isascii())


def _mostly_numbers(cells: Sequence[str]) -> bool:
    """Numbers that all have spaces and none a decimal sign, as 123 456, are as good as words: those of telephones."""
    bare = [without_sign(cell)[0] for cell in cells]
    found = [cell for cell in bare if number(cell) is not None or number(cell, comma=True) is not None]
    return len(found) > len(cells) / 2 and any(number(cell) is not None or has(SIGNS, [cell]) for cell in found)
