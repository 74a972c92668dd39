"""Numbers for the names of an expression, as they are typed: `x=3`, `x=1/3`, `x=[1, 2]`, `W=[[1, 2], [3, 4]]`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from autograd.by_hand.answers.read import read
from autograd.graph.expression import parse
from autograd.graph.expression.definitions import normal
from autograd.language import say
from autograd.language.errors import ExpressionError
from autograd.language.text import pointed_at, printable
from autograd.notation.signs import in_plain_signs

SEVERAL = re.compile(r";|(?<![<>=!])=(?!=)")
NEEDLESS_ZEROS = re.compile(r", *0[0-9]{2}(?![0-9.])")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})*")
LIST = re.compile(r" *\[([^\[\]]*)\] *")
MATRIX = re.compile(r" *\[( *\[[^\[\]]*\] *(?:, *\[[^\[\]]*\] *)*)\] *")


def typed_numbers(assignments: Iterable[str]) -> dict[str, Any]:
    """The number, list or list of rows of each name. Raises `ExpressionError`."""
    variables: dict[str, Any] = {}
    for assignment in assignments:
        name, equals, text = in_plain_signs(assignment).partition("=")
        start = len(name) + 1
        name = normal(name)
        shown = printable(name)
        if assignment.strip().startswith("-"):
            raise ExpressionError(say("no such option", option=printable(assignment.strip())))
        if not equals:
            raise ExpressionError(say("no name and number", word=printable(assignment)))
        if not name.isidentifier():
            raise ExpressionError(say("no name before =", name=shown, word=printable(assignment)))
        if name in variables:
            raise ExpressionError(say("number given twice", name=shown))
        if not text.strip():
            raise ExpressionError(say("no number after =", name=shown))
        if sign := SEVERAL.search(text):
            raise ExpressionError(say("several after =", name=shown, sign=sign[0], word=printable(assignment)))
        variables[name] = _read(text, start, shown, assignment)
    return variables


def _read(text: str, start: int, name: str, assignment: str) -> Any:
    """A number, or the numbers between brackets. The text begins at column `start` of the assignment."""
    if "[" not in text:
        return _number(text, start, name, assignment)
    of_rows, of_numbers = MATRIX.fullmatch(text), LIST.fullmatch(text)
    if not of_rows and not of_numbers:
        raise ExpressionError(say("no list of numbers", name=name, word=printable(assignment)))
    if of_numbers:
        return _row(of_numbers, start, name, assignment)
    assert of_rows
    rows = [_row(row, start, name, assignment) for row in LIST.finditer(text, *of_rows.span(1))]
    if len({len(row) for row in rows}) > 1:
        raise ExpressionError(say("rows of different lengths", name=name, word=printable(assignment)))
    return rows


def _row(found: re.Match[str], start: int, name: str, assignment: str) -> list[float]:
    if _may_be_grouped(found[1]):
        raise ExpressionError(say("groups in a list", name=name, word=printable(assignment)))
    numbers, column = [], start + found.start(1)
    for cell in _cells(found[1]):
        if not cell.strip():
            raise ExpressionError(say("no list of numbers", name=name, word=printable(assignment)))
        numbers.append(_number(cell, column, name, assignment))
        column += len(cell) + 1
    return numbers


def _may_be_grouped(text: str) -> bool:
    """Whether commas may stand for thousands, as in 1,000: a blank follows some of them alone, or a number would be
    000.

    >>> [_may_be_grouped(text) for text in ("1,000", "1,234, 2,500", "1,234", "1, 234, 2, 500")]
    [True, True, False, False]
    """
    numbers = re.split(", +", text.strip())
    mixed = len(numbers) > 1 and any("," in number for number in numbers) and all(map(GROUPED.fullmatch, numbers))
    return mixed or NEEDLESS_ZEROS.search(text) is not None


def _cells(text: str) -> list[str]:
    """What stands between the commas, except commas within parentheses.

    >>> _cells("max(1, 2), 3")
    ['max(1, 2)', ' 3']
    """
    cells, start, depth = [], 0, 0
    for i, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth <= 0:
            cells.append(text[start:i])
            start = i + 1
    return [*cells, text[start:]]


def _number(text: str, start: int, name: str, assignment: str) -> float:
    number = read(text).number if "=" not in text else None
    if number is not None:
        return number
    try:
        return parse(text).data
    except ExpressionError as error:
        # a name in it is no number: that one could be given to it is no advice here
        reason = say("no value here", name=printable(error.missing)) if error.missing else error.message
        place = pointed_at(assignment, start + error.column)
        raise ExpressionError(f"{say('not a number', name=name, reason=reason)}\n{place}") from None
