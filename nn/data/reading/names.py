"""A name for each column, each of them another: from the first row, or as they are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST = 30


def shown(names: Iterable[str]) -> str:
    """The names as a reader sees them, of a wide table the first."""
    names = list(names)
    return ", ".join(map(repr, names[:MOST])) + (f", … ({len(names)} in all)" if len(names) > MOST else "")


def completed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The header, with '' for a column that it does not name where each row has one cell more.

    R writes names of rows so: they come first, and each is another. Elsewhere a separator ends each row.

    >>> completed(["x", "y"], [["a", "1", "2"], ["b", "3", "4"]])
    ['', 'x', 'y']
    >>> completed(["x", "y"], [["1", "2", ""], ["3", "4", ""]])
    ['x', 'y', '']
    """
    if len(rows) < 2 or any(len(cells) != len(header) + 1 for cells in rows):
        return list(header)
    if not any(cells[-1] for cells in rows):
        return [*header, ""]
    if len({cells[0] for cells in rows}) == len(rows):
        return ["", *header]
    return list(header)


def apart(names: Sequence[str]) -> list[str]:
    """The names, where the second of one name has a 2 behind it, and a column without a name has its number.

    >>> apart(["x", "y", "x", "x 2", "x", ""])
    ['x', 'y', 'x 3', 'x 2', 'x 4', 'column 6']
    """
    names = [name or f"column {place}" for place, name in enumerate(names, 1)]
    taken, found = {*names}, dict[str, None]()
    for name in names:
        own, number = name, 2
        while own in found or (own in taken and own != name):
            own, number = f"{name} {number}", number + 1
        found[own] = None
    return list(found)
