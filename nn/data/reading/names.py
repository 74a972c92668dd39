"""A name for each column, each of them another: from the first row, or as they are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from autograd.language import say
from autograd.language.text import printable
from nn.data.reading.cells import number
from nn.data.reading.units import without_sign

MOST = 30
FEW = 10
"""In fewer rows it may be chance that the first cells count up."""


def shown(names: Iterable[str]) -> str:
    """The names as a reader sees them, of a wide table the first."""
    names = list(names)
    first = ", ".join(map(repr, names[:MOST]))
    return say("names in all", names=first, count=len(names)) if len(names) > MOST else first


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


def _first_decimal(cells: Sequence[str]) -> str:
    """The first two cells that may be one number with a decimal comma; '' if there are none."""
    written = (f"{whole},{part}" for whole, part in pairwise(cells) if part[:1].isdecimal())
    return next((both for both in written if number(without_sign(both)[0], comma=True) is not None), "")


def counts_up(cells: Sequence[str]) -> bool:
    """Whether whole numbers go up by one.

    >>> counts_up(["7", "8", "9"]), counts_up(["7", "9"]), counts_up(["7.0", "8.0"])
    (True, False, False)
    """
    return all(map(str.isdecimal, cells)) and all(int(b) - int(a) == 1 for a, b in pairwise(cells))


def require_whole_numbers_of_rows(path: str, line: int, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Raise ValueError where the first cells may be numbers of rows, and any row may have a decimal comma instead.

    It is asked of a table with commas between cells, whose header has one name less. Names of rows are texts or count
    up by one. In a few rows, decimal numbers such as 1,5 and 2,5 do so, too, if no other column comes before them.

    >>> require_whole_numbers_of_rows("t.csv", 1, ["x", "y"], [["1", "5.5", "a"], ["2", "7.5", "b"]])
    """
    if any(len(cells) != len(header) + 1 for cells in rows) or not any(cells[-1] for cells in rows):
        return
    if any(number(without_sign(cells[0])[0]) is None for cells in rows) or (
        len(rows) >= FEW and counts_up([row[0] for row in rows])
    ):
        return
    with_comma = [_first_decimal(cells) for cells in rows]
    if all(with_comma):
        raise ValueError(
            say(
                "one name less",
                path=path,
                line=line,
                names=len(header),
                cells=len(header) + 1,
                number=printable(with_comma[0]),
                name=printable(header[0]),
            )
        )


def require_names(path: str, line: int, header: Sequence[str], target: str) -> None:
    """Raise ValueError if most names of columns are numbers, as in a first row that is no header.

    Whole numbers that count up by one are names, such as those of years or of the pixels of an image.

    >>> require_names("t.csv", 1, ["label", "0", "1", "2"], "label")
    """
    numbers = [name for name in header if number(name) is not None]
    others = [name for name in header if name != target]
    if sum(name in numbers for name in others) * 2 > len(others) and (len(numbers) < 2 or not counts_up(numbers)):
        raise ValueError(
            say(
                "names are numbers",
                path=path,
                line=line,
                names=shown(header),
                count=len(header),
                number=printable(numbers[0]),
            )
        )


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
