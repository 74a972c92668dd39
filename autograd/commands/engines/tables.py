"""What `ringo compare` prints: a table with a row for each answer, and sentences below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograd.commands.engines.answered import Row, columns
from autograd.commands.engines.posed import Posed, titled
from autograd.commands.engines.tabled import true_numbers
from autograd.language import say
from autograd.language.text import escaped, markdown_table, number, printable, table

AT_ONCE = 6
"""So many columns of numbers stand side by side; the others follow in a table below."""
OTHER = "≠ "


def shown(posed: Posed, rows: Sequence[Row], order: int, *, markdown: bool) -> Iterator[str]:
    """The tables, then the errors; `rows` begin with ours. Calls stand last: they are the longest."""
    listed = columns(posed, order)
    tabled = markdown_table if markdown else table
    for start in range(0, len(listed), AT_ONCE):
        chosen = range(start, min(start + AT_ONCE, len(listed)))
        headers = [
            say("column engine"), *[titled(posed, listed[i]) for i in chosen], say("column from"), say("column call"),
        ]  # fmt: skip
        cells = [[*_texts(rows, column, len(listed[column]))] for column in chosen]
        cells_of_rows = [
            [row.title, *[column[i] for column in cells], say(f"from: {row.where}"), row.call]
            for i, row in enumerate(rows)
        ]
        yield tabled(headers, cells_of_rows, right=range(1, 1 + len(chosen)))
    legend = {
        "sign of another answer": any(row.differs_anywhere(rows[0]) for row in rows),
        "where live ones are from": any(row.where == "live" for row in rows),
        "where others are from": any(row.where == "table" for row in rows),
    }
    if any(legend.values()):
        yield say("between sentences").join(say(key) for key, holds in legend.items() if holds)
    lines = [say("ours refuses", why=posed.refused)] if posed.refused else []
    true = true_numbers(posed, order) if posed.refused else []
    if numbers := [f"{titled(posed, listed[i])} = {number(x)}" for i, x in enumerate(true) if x is not None]:
        lines.append(say("without rounding", numbers=say("between engines").join(numbers)))
    for row in rows[1:]:
        if row.why:
            lines.append(say("no answer", title=row.title, call=row.call, why=printable(row.why, limit=200)))
    for line in lines:
        yield escaped(line) if markdown else line


def _texts(rows: Sequence[Row], column: int, order: int) -> Iterator[str]:
    """The cells of a column, with so many digits that different answers look different."""
    own = number(x) if (x := rows[0].numbers[column]) is not None else ""
    others = [row.numbers[column] for row in rows[1:] if row.differs(rows[0], column)]
    is_close = any(number(x) == own for x in others if x is not None)
    for row in rows:
        x = row.numbers[column]
        if x is None:
            yield say("cell: refused") if row is rows[0] else say("cell: error") if order in row.failed else ""
            continue
        text = f"{x:.12g}" if is_close else number(x)
        yield OTHER + text if row is not rows[0] and row.differs(rows[0], column) else text
