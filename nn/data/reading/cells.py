"""What a cell says: nothing, a number, or a word. A decimal comma is read where the column can have no other."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from autograd.language import say

MISSING = frozenset({"", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", "-", "?"})
"""The texts of a cell without a value, from spreadsheets, R, pandas, databases, Python and people."""

NUMBER = re.compile(r"[+-]?(([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]+)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
LARGEST = 1e150

FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋－ｅＥ−", "0123456789.,+-eE-")
"""The characters of numbers from a Japanese keyboard, and the minus sign as it is printed, and the plain ones."""
COMMAS = ",，"
SIGNS = COMMAS + ".．"
SWAPPED = str.maketrans(",.", ".,")
SPACED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?P<space>[ \u00a0\u202f])[0-9]{3}((?P=space)[0-9]{3})*(\.[0-9]*)?")
"""A number with the spaces between groups of digits that French and ISO 31 have, after its decimal comma is a point."""


def number(cell: str, comma: bool = False) -> float | None:
    """The number in a cell; None for a word, and for a number so large that its distance from the mean might
    overflow. With `comma` the comma is the decimal sign, and points or spaces stand between groups of digits.

    >>> number("1,234.5"), number("1.234,5", comma=True), number("1,5"), number("1 234,5", comma=True)
    (1234.5, 1234.5, None, 1234.5)
    """
    cell = cell.translate(FULL_WIDTH)
    if comma:
        cell = cell.translate(SWAPPED)
        if spaced := SPACED.fullmatch(cell):
            cell = cell.replace(spaced["space"], "")
    found = float(cell.replace(",", "")) if NUMBER.fullmatch(cell) else math.inf
    return found if abs(found) < LARGEST else None


class Signs(NamedTuple):
    """Of a column of numbers: the place of the first that has a decimal comma for sure, and of the first that has a
    point; and of one that might have either, such as 1,234 or, if there is no such, 1.234."""

    comma: int | None
    point: int | None
    either: int | None


def decimal_commas(
    columns: Mapping[str, Sequence[str]], missing: Set[str], path: str, lines: Sequence[int]
) -> frozenset[str]:
    """The columns whose numbers have a decimal comma, of a table in which no comma stands between cells.

    Raises ValueError, with the line, for both signs in a column, and where all numbers with a sign may be read in two
    ways and no other column tells.

    >>> decimal_commas({"x": ["1,5", "2"], "y": ["1.234", "7"]}, MISSING, "t.csv", [2, 3]) == {"x", "y"}
    True
    """
    if not any(has(COMMAS, cells) for cells in columns.values()):
        return frozenset()
    signed = {name: cells for name, cells in columns.items() if has(SIGNS, cells)}
    signs = {name: found for name, cells in signed.items() if (found := _signs(cells, missing)) is not None}
    for name, (comma, point, _) in signs.items():
        if comma is not None and point is not None:
            raise ValueError(
                say(
                    "both decimal signs",
                    path=path,
                    line=lines[max(comma, point)],
                    name=name,
                    comma=columns[name][comma],
                    point=columns[name][point],
                )
            )
    commas = {name for name, found in signs.items() if found.comma is not None}
    points = any(found.point is not None for found in signs.values())
    for name, (comma, point, either) in signs.items():
        if comma is None and point is None and either is not None:
            if bool(commas) == points and (commas or has(COMMAS, [columns[name][either]])):
                raise ValueError(
                    say("either decimal sign", path=path, line=lines[either], name=name, cell=columns[name][either])
                )
            if commas and not points:
                commas.add(name)
    return frozenset(commas)


def unsure(columns: Mapping[str, Sequence[str]], missing: Set[str]) -> frozenset[str]:
    """The columns that do not show their own decimal sign: no number in them can be read with one of the signs alone.

    >>> unsure({"x": ["1,5", "2"], "y": ["1.234", "7"], "z": ["8"]}, MISSING) == {"y", "z"}
    True
    """

    def shows_it(cell: str) -> bool:
        if cell in missing or not has(SIGNS, [cell]):
            return False
        return (number(cell) is None) != (number(cell, comma=True) is None)

    return frozenset(name for name, cells in columns.items() if not any(map(shows_it, cells)))


def read_both_ways(cells: Sequence[str], missing: Set[str]) -> int | None:
    """The place of the first cell that is a number with either decimal sign, and not the same one."""
    for place, cell in enumerate(cells):
        by_comma, by_point = number(cell, comma=True), number(cell)
        if cell not in missing and None not in (by_comma, by_point) and by_comma != by_point:
            return place
    return None


def has(signs: str, cells: Sequence[str]) -> bool:
    return any(sign in cell for sign in signs for cell in cells)


def _signs(cells: Sequence[str], missing: Set[str]) -> Signs | None:
    """None for a column of words."""
    comma = point = either = None
    numbers = words = 0
    for place, cell in enumerate(cells):
        if cell in missing:
            continue
        by_comma, by_point = number(cell, comma=True), number(cell)
        numbers += by_comma is not None or by_point is not None
        words += by_comma is by_point is None
        if not has(SIGNS, [cell]):
            continue
        if by_point is None and by_comma is not None:
            comma = place if comma is None else comma
        elif by_comma is None and by_point is not None:
            point = place if point is None else point
        elif by_comma != by_point:
            either = place if either is None or has(COMMAS, [cell]) > has(COMMAS, [cells[either]]) else either
    return Signs(comma, point, either) if numbers > words else None
