"""Grids as lines of a table, each line with its cells; and the given numbers as vectors and matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from autograd.by_hand.sheet.files.written import NO_CELL
from autograd.by_hand.sheet.shown.grids import Grid, grids_of
from autograd.by_hand.sheet.shown.names import derivative_of
from autograd.by_hand.sheet.shown.updates import in_line, put
from autograd.by_hand.sheet.work import Work
from autograd.graph.expression.vectors import described
from autograd.language import say
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol

MOST_FORMULAS, LONGEST = 4, 160
"""The most formulas of single numbers that one question shows, and their characters if there are several."""


def in_grids(work: Work, grids: Iterable[Grid], rows: Mapping[int, list[str]]) -> list[list[str]]:
    """The rows of a table, by their positions in the work, with those of each grid in lines of cells. A line has the
    numbers of its rows, its key, the question of the grid if it is the first one, and its cells."""
    found, grid_at = list[list[str]](), {grid.rows[0]: grid for grid in grids}
    inside = {i for grid in grid_at.values() for i in grid.rows}
    for i, row in rows.items():
        if i in grid_at:
            found += _lines(grid_at[i], rows, question(work, grid_at[i], lambda i: rows[i][2]))
        elif i not in inside:
            found.append(row)
    return found


def _lines(grid: Grid, rows: Mapping[int, list[str]], asks: str) -> Iterator[list[str]]:
    for line in grid.lines:
        asked = [rows[i][0] for i in line.rows if i is not None]
        span = "–".join(dict.fromkeys([*asked[:1], *asked[-1:]]))
        yield [span, line.key, asks, *(NO_CELL if i is None else rows[i][3] for i in line.rows)]
        asks = ""


def question(work: Work, grid: Grid, asks: Callable[[int], str], written: Callable[[Symbol], str] = text) -> str:
    """The question of a grid, in the current language, with what `asks` for each of its rows."""
    first = work.rows[grid.rows[0]]
    array, loss = Symbol(grid.name), Symbol(work.record.label[work.pass_of(first).record.output])
    name, shape, gradient = written(array), described(grid.shape), written(derivative_of(loss, array))
    line, alike = first.line, {(c.rate, c.decay) for i in grid.rows if (c := work.rows[i].constants)}
    if grid.kind == "gradient":
        found = say("asks grid", what=gradient, shape=shape)
    elif line and len(alike) == 1:
        in_text = in_line(first, name, gradient, "⊙")
        step = in_text if written is text else written(put(first, array, derivative_of(loss, array)))
        found = say("asks updated grid", node=name, step=step, shape=shape)
        if line.sign:
            asked = say(f"asks {grid.kind}", sign=written(Symbol(line.sign)), node=name, step=step)
            found = say("asks grid", what=asked, shape=shape)
    elif grid.kind == "after":
        found = say("asks grid", what=say("asks after", node=name), shape=shape)
    else:
        return say("asks grid by number", what=name, shape=shape, each=_some(asks(i) for i in grid.rows))
    turn = first.step - (first.kind == "after")
    return found if turn == 1 else say("asks in step", asks=found, step=turn)


def _some(questions: Iterable[str]) -> str:
    """The first questions, as many as are read easily, and … for the others."""
    some, room = list[str](), LONGEST
    for question in questions:
        if some and (len(question) > room or len(some) == MOST_FORMULAS):
            return "; ".join([*some, "…"])
        some.append(question)
        room -= len(question)
    return "; ".join(some)


def given_arrays(work: Work, shown: Mapping[int, str], written: Callable[[Symbol], str] = text) -> dict[int, str]:
    """The lines of given numbers, by their positions, with one line for all numbers of a vector or a matrix.

    >>> from autograd.graph.expression import parse
    >>> from autograd.record.record import Record
    >>> work = Work(Record(parse("a * sum(W @ x)", {"a": 2, "W": [[1, 2], [3, 4]], "x": [5, 6]})))
    >>> list(given_arrays(work, {work.value[x]: x.name for x in work.record.order if not x.op}).values())
    ['a', 'W = [[1, 2], [3, 4]]', 'x = [5, 6]']
    """
    found = dict(shown)
    for grid in grids_of(work, sorted(shown)):
        if any(i is None for line in grid.lines for i in line.rows):
            continue
        rows = [listed([work.numbers[i] for i in line.rows if i is not None]) for line in grid.lines]
        array = rows[0] if len(grid.shape) == 1 else f"[{', '.join(rows)}]"
        for i in grid.rows:
            del found[i]
        found[min(grid.rows)] = f"{written(Symbol(grid.name))} = {array}"
    return dict(sorted(found.items()))


def listed(numbers: Sequence[float]) -> str:
    return f"[{', '.join(repr(x).removesuffix('.0') for x in numbers)}]"
