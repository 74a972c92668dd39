"""The sign of per cent or of a currency, which all numbers of a column may have. It is told, and taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from autograd.language import say
from nn.data.reading.cells import number
from nn.data.reading.rows import Rows

CURRENCIES = "¥￥$€£₩"
BEHIND = f"%％‰円元{CURRENCIES}"
WRITTEN = re.compile(rf"([-+－＋−]?)(?:([{CURRENCIES}])\s*(\S.*)|([^{BEHIND}]*[^{BEHIND}\s])\s*([{BEHIND}]))")
ONE_WIDTH = str.maketrans("％￥", "%¥")


def without_sign(cell: str) -> tuple[str, str]:
    """The number in a cell as it is written, and its sign; any other cell as it is, and ''.

    >>> without_sign("50 %"), without_sign("-¥1,500"), without_sign("50"), without_sign("¥€$")
    (('50', '%'), ('-1,500', '¥'), ('50', ''), ('¥€$', ''))
    """
    if not (found := WRITTEN.fullmatch(cell)):
        return cell, ""
    minus, before, after_it, before_it, behind = found.groups(default="")
    bare = minus + after_it + before_it
    if number(bare) is None and number(bare, comma=True) is None:
        return cell, ""
    return bare, (before + behind).translate(ONE_WIDTH)


def have_signs(text: str) -> bool:
    """Whether there is any such sign. Most files have none, and then no cell is asked."""
    return any(sign in text for sign in BEHIND)


def sign_of(path: str, name: str, cells: Sequence[str], lines: Sequence[int], missing: Set[str]) -> str:
    """The sign that all numbers of a column have, or '' for numbers without one, and for words.

    Raises ValueError, with the line, if most cells are numbers, and one cell has not the first one's sign.

    >>> sign_of("t.csv", "rate", ["50%", "", "7.5 %"], [2, 3, 4], {""})
    '%'
    """
    if not have_signs("".join(cells)):
        return ""
    present = [
        (line, cell, *without_sign(cell)) for line, cell in zip(lines, cells, strict=True) if cell not in missing
    ]
    _, first, _, sign = next((row for row in present if row[3]), (0, "", "", ""))
    numbers = sum(number(bare) is not None or number(bare, comma=True) is not None for _, _, bare, _ in present)
    if not sign or numbers * 2 <= len(present):
        return ""
    for line, cell, _, other in present:
        if other != sign:
            raise ValueError(say("sign is missing", path=path, line=line, name=name, cell=cell, sign=sign, first=first))
    return sign


def without_signs(
    path: str, names: Sequence[str], body: Rows, ys: list[str], missing: Set[str]
) -> tuple[dict[str, str], list[list[str]], list[str]]:
    """The sign of each column that has one, with the target as the last, and all cells without these signs."""
    columns = [[cells[i] for cells in body.cells] for i in range(len(names) - 1)] + [ys]
    signs = {}
    for i, name in enumerate(names):
        if sign := sign_of(path, name, columns[i], body.lines, missing):
            signs[name] = sign
            columns[i] = [cell if cell in missing else without_sign(cell)[0] for cell in columns[i]]
    return signs, [[*cells] for cells in zip(*columns[:-1], strict=True)], columns[-1]
