"""What stands between the cells of a table: found by the column that has to be there, or by the number of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice

from autograd.language import say
from nn.data.reading.names import apart, shown
from nn.data.reading.rows import BLANK, Row, rows

SEPARATORS = {",": "", ";": "", "\t": "tabs", " ": "blanks"}
"""Those that are found, the first that fits, and the keys of their names. Without one a sign stands for itself."""
ENOUGH = 100_000
"""A header has no more characters."""
LOOKED_AT = 50
"""So many rows are looked at where the header does not tell."""


def of_header(path: str, text: str, target: str) -> str:
    """The separator with which the first row names the target; if none is such, the one that fits best.

    >>> of_header("t.csv", "x;y\\n1,5;2\\n", "y")
    ';'
    """
    for separator in SEPARATORS:
        first = next(_readable(path, text, separator), None)
        if first is not None and target in apart(first[1]):
            return separator
    return max(SEPARATORS, key=lambda separator: _fit(path, text, separator))


def of_rows(path: str, text: str, count: int) -> str:
    """The separator that gives so many cells in each of the first rows, where none of them is a header.

    Raises ValueError if several do.
    """
    fitting = []
    for separator in SEPARATORS:
        counts = [len(cells) for _, cells in islice(_readable(path, text, separator), LOOKED_AT)]
        if {*counts} == {count} and count > 1:
            fitting.append(separator)
    if "\t" in fitting and BLANK in fitting:  # runs of blanks are tabs here
        fitting.remove(BLANK)
    if len(fitting) > 1:
        several = reduce(lambda one, other: say("and with", one=one, other=other), map(_called, fitting))
        raise ValueError(say("several separators", path=path, count=count, several=several, separator=fitting[0]))
    return fitting[0] if fitting else max(SEPARATORS, key=lambda separator: _fit(path, text, separator))


def no_column(path: str, text: str, name: str, header: Sequence[str], separator: str) -> str:
    """That a column is missing, which there are, and what else may help."""
    key = "no such column" if separator == "," else "no such column between"
    sentence = say(key, path=path, name=name, names=shown(header), separator=_called(separator))
    first = next((line for line in text.splitlines() if line.strip()), "")
    for other in sorted({*re.findall(r"[^\w\s\"']", first)}):
        if other != separator and name in [cell.strip("\"' ") for cell in first.split(other)]:
            return say("column with another separator", sentence=sentence, other=other)
    for line, cells in islice(_readable(path, text, separator), 1, LOOKED_AT):
        if name in cells:
            return say("column named below", sentence=sentence, line=line)
    if any(re.fullmatch(r"[+-]?[0-9.]+", cell) for cell in header):
        return say("name the columns", sentence=sentence)
    return sentence


def _called(separator: str) -> str:
    key = SEPARATORS.get(separator)
    return say(key) if key else repr(separator)


def _readable(path: str, text: str, separator: str) -> Iterator[Row]:
    """The first rows, up to one that cannot be read with this separator."""
    end = text.find("\n", ENOUGH)
    try:
        yield from rows(path, text if end < 0 else text[:end], separator)
    except ValueError:
        return


def _fit(path: str, text: str, separator: str) -> tuple[bool, bool, int]:
    """Whether the first rows have the same number of cells, of which the header may have one less; whether there are
    such rows; and this number. The better a separator fits, the larger they are."""
    widths = [len(cells) for _, cells in islice(_readable(path, text, separator), LOOKED_AT)]
    alike = len({*widths[1:]}) <= 1 and (len(widths) < 2 or widths[1] - widths[0] in (0, 1))
    fits = bool(widths) and alike and widths[0] > 1
    return fits, len(widths) > 1, widths[0] if fits else 0
