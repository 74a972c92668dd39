"""A typed formula: its graph, its steps and its worksheet, as the page's front end takes them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from autograd.by_hand.answers.read import read as read_number
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.record.steps import Steps, steps
from viz.lab.inside.formulas.moved import chooses, given_leaves, signs
from viz.lab.inside.formulas.typed import calculated

if TYPE_CHECKING:
    from autograd.by_hand import Sheet


def shown(record: Steps, movable: Collection[int] | None = None) -> dict[str, Any]:
    """What the page's front end shows: its data, and the picture's text for Graphviz. `movable` are the places of the
    leaves that can be moved, by default all."""
    from viz.page.html import anew, data
    from viz.page.live import tape
    from viz.pictures.draw import draw

    found = data(record) | anew(record, tape(record))
    if movable is not None:
        found["tape"]["leaves"] = [leaf for leaf in found["tape"]["leaves"] if leaf[0] in movable]
    return {"data": found, "dot": draw(record).dot}


def learning_rate(typed: str) -> float | None:
    """The number of a typed learning rate, or None for an empty field."""
    read = read_number(typed)
    if read.problem:
        raise ExpressionError(say("no learning rate", problem=read.problem))
    return read.number


def sheet_of(text: str, values: str, rate: str) -> Sheet:
    """The worksheet of a typed formula. With a learning rate it goes on to the update of the parameters."""
    from autograd.by_hand.sheet.sheet import worksheet

    return worksheet(calculated(text, values), learning_rate(rate))


def calculation(text: str, values: str, rate: str = "") -> dict[str, Any]:
    """The graph and the steps of a typed formula, and its worksheet, if it is short.

    >>> sorted(calculation("x * y", "x=2 y=3"))
    ['data', 'dot']
    """
    from viz.page.data.answers import MOST, answers

    record = steps(calculated(text, values))
    found = shown(record, given_leaves(record, values) if chooses(record) else None)
    found["data"]["signs"] = signs(record)
    sheet = sheet_of(text, values, rate)
    if 0 < len(sheet.rows) <= MOST:
        found["data"]["answers"] = answers(sheet, mistakes=False)
    return found


def marks(text: str, values: str, answers: list[str], rate: str = "") -> list[dict[str, Any]]:
    """The marks of the answers to the worksheet of a typed formula, in its order.

    >>> [row["verdict"] for row in marks("x * y", "x=2 y=3", ["6", "3", "-3", "2", ""])]
    ['right', 'right', 'wrong', 'right', 'blank']
    """
    from autograd.by_hand import mark

    sheet = sheet_of(text, values, rate)
    given = {row.key: answer for row, answer in zip(sheet.rows, answers, strict=False)}
    found = mark(sheet, given)
    told = {} if found.alike is None else {"alike": found.alike}
    return [{"verdict": row.verdict, "said": list(row.reasons), "hint": row.hint} | told for row in found.rows]
