"""Columns that are no features: they say which row it is, and so tell nothing of any other row.

A measurement may have another number in each row, too. So numbers are such a column only where they are whole, and
count up by one or have the name of an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import count
from operator import eq

from nn.data.reading.cells import SIGNS, has, number

FEW = 10
"""In fewer rows it may be chance that each has its own value, unless the name tells more."""

IDENTIFIERS = frozenset(["id", "ids", "identifier", "uid", "uuid", "guid", "番号"])
CODES = frozenset(["key", "code", "コード"])
TIMES = frozenset(["time", "date", "year", "quarter", "month", "week", "day", "hour", "minute", "second", "age"])
TIMES |= frozenset(["年", "月", "日", "時刻", "年齢"])
"""The last words of the names of columns that say which row it is; of those that do so where there are many rows; and
of those in which numbers may go up by one and still tell something."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
FIRST = 100
"""So many rows tell what kind of column it is. All of them are asked whether it is one."""


def no_feature(name: str, rows: Sequence[Sequence[str]], place: int, missing: Set[str]) -> str:
    """Why the column at this place is no feature, or nothing for one that is.

    >>> rows = [["1", "7", "7.5"], ["2", "3", "3.5"], ["3", "5", "5.5"]]
    >>> [no_feature(name, rows, place, set()) for place, name in enumerate(["", "PassengerId", "fare"])]
    ['without a name, counts the rows', 'a different number in each row', '']
    """
    unnamed = "" if name else "without a name, "
    words = [word.lower() for word in WORD.findall(name)]
    last = words[-1] if words else ""
    identifies = not name or _ends(last, IDENTIFIERS) or words[:1] == ["id"]
    first = [cells[place] for cells in rows[:FIRST]]
    if not name and not any(first) and not any(cells[place] for cells in rows):
        return f"{unnamed}empty"
    if (len(rows) < FEW and not identifies) or len({*first}) < len(first):
        return ""
    whole = all(map(str.isdecimal, first))
    if not whole and (not missing.isdisjoint(first) or _mostly_numbers(first)):
        return ""
    column = [cells[place] for cells in rows]
    if whole and _count(column):
        return "" if _ends(last.removesuffix("s"), TIMES) else f"{unnamed}counts the rows"
    if whole and not (identifies or _ends(last, CODES)):
        return ""
    if len({*column}) < len(column):
        return ""
    if whole:
        return f"{unnamed}a different number in each row" if all(map(str.isdecimal, column)) else ""
    return f"{unnamed}a different text in each row" if missing.isdisjoint(column) else ""


def _ends(word: str, words: Set[str]) -> bool:
    """Whether a word is one of these. A Japanese one may have others before it."""
    return word in words or any(word.endswith(other) for other in words if not other.isascii())


def _count(column: Sequence[str]) -> bool:
    try:
        return all(map(eq, map(int, column), count(int(column[0]))))
    except ValueError:
        return False


def _mostly_numbers(cells: Sequence[str]) -> bool:
    """Numbers that all have spaces and none a decimal sign, as 123 456, are as good as words: those of telephones."""
    found = [cell for cell in cells if number(cell) is not None or number(cell, comma=True) is not None]
    return len(found) > len(cells) / 2 and any(number(cell) is not None or has(SIGNS, [cell]) for cell in found)
