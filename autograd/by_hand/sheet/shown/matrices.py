"""A vector or a matrix that is typed in one cell: `[[1, 2], [3, 4]]`, `[1 2; 3 4]` or `1 2; 3 4`."""

from __future__ import annotations

import re

from autograd.notation.signs import in_plain_signs

LONGEST = 20_000
"""The most characters that are read as a matrix."""
NESTED = re.compile(r"[\[(] *(?:[\[(][^\[\]()]*[\])](?: *[,;])? *)+[\])]")
ROW = re.compile(r"[\[(]([^\[\]()]*)[\])]")
FLAT = re.compile(r"\[([^\[\]]*)\]")
LISTED = re.compile(r"[^,\[\]()0-9]*[0-9][^,\[\]()]*(?:, [^,\[\]()0-9]*[0-9][^,\[\]()]*)+")
TUPLE = re.compile(rf"\(({LISTED.pattern})\)")
"""Numbers with a comma and a blank between them: without the blank it might be a group of digits. Each text fits these
patterns in one way at most, so none takes long."""
SPACED = re.compile(r"[+-]?[0-9.]+(?: +[+-]?[0-9.]+)+")
GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
BETWEEN_NUMBERS = re.compile(r", +| +(?=[^ ])")


def matrix_in(text: str, comma: bool = False) -> list[list[str]] | None:
    """The numbers of each row, as they are written; None for a text that is no vector or matrix. A `comma` is the
    decimal sign, and then stands between no numbers unless a blank follows it.

    >>> matrix_in("[[1, 2], [3, 4]]"), matrix_in("1 2; 3 4"), matrix_in("[1, -1/2]")
    ([['1', '2'], ['3', '4']], [['1', '2'], ['3', '4']], [['1', '-1/2']])
    >>> matrix_in("(5, 7, 9)"), matrix_in("(1 + 2)")
    ([['5', '7', '9']], None)
    >>> matrix_in("1,500"), matrix_in("1 1/2"), matrix_in("0.5 (=1/2)"), matrix_in("0,5 1; 2 3", comma=True)
    (None, None, None, [['0,5', '1'], ['2', '3']])
    """
    if len(text) > LONGEST:
        return None
    plain = in_plain_signs(text.replace("\n", ";").replace("、", ",")).strip().removeprefix("=").strip().rstrip(";")
    if NESTED.fullmatch(plain):
        rows = [row[1] for row in ROW.finditer(plain[1:-1])]
    elif flat := FLAT.fullmatch(plain) or TUPLE.fullmatch(plain):
        rows = flat[1].split(";")
    elif ";" in plain or LISTED.fullmatch(plain):
        rows = plain.split(";")
    else:
        return None
    found = [_numbers(row.strip(), comma) for row in rows]
    return found if all(found) and all(number for row in found for number in row) else None


def spaced(text: str, n: int) -> list[list[str]] | None:
    """The `n` decimals of a vector that are typed with blanks alone between them; None for another text, and for one
    number with blanks between groups of its digits.

    >>> spaced("0.39 -0.59", 2), spaced("5 7 9", 3), spaced("1 500", 2), spaced("1 1/2", 2), spaced("5 7", 3)
    ([['0.39', '-0.59']], [['5', '7', '9']], None, None, None)
    """
    plain = in_plain_signs(text).strip() if len(text) <= LONGEST else ""
    found = plain.split() if SPACED.fullmatch(plain) and not GROUPS.fullmatch(plain) else []
    return [found] if found and len(found) == n else None


def _numbers(row: str, comma: bool) -> list[str]:
    if not row:
        return []
    if comma:
        return BETWEEN_NUMBERS.split(row)
    return [number.strip() for number in row.split(",")] if "," in row else row.split()
