"""What a learner has answered: an answer to each row of a sheet, and remarks on whatever belongs to none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograd.by_hand.answers.answer import Answer, Reading
from autograd.by_hand.answers.read import read
from autograd.by_hand.answers.words import nothing
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.code import alike
from autograd.by_hand.sheet.sheet import Sheet
from autograd.by_hand.sheet.shown.filled import answers_in
from autograd.language import say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable


def answers_to(sheet: Sheet, found: files.Answers, how: Reading) -> tuple[dict[int, Answer], list[str]]:
    """The answer to each row that is asked for, by the row's position, and the remarks.

    Raises `WorksheetError` for answers to another sheet.
    """
    given: dict[str, Any] = {}
    remarks, twice = _remarks_on_the_code(sheet, found.code), dict[str, str]()
    how = how._replace(comma=found.comma if how.comma is None else how.comma)
    for line, key, answer in _scalar(sheet, found.entries, bool(how.comma)):
        if key not in sheet.at:
            where = say("in line", line=line) if line else ""
            remarks.append(say("no such row", where=where, key=printable(key), answer=printable(str(answer))))
        elif key not in given:
            given[key] = answer
        elif _blank(answer):
            continue
        elif _blank(given[key]) or given[key] == answer:
            given[key] = answer
        else:
            twice[key] = f"{printable(str(given[key]))}, {printable(str(answer))}"
    if found.entries and not given:
        raise WorksheetError(say("no row of this sheet", key=printable(found.entries[0].key)))
    if any(entry.line for entry in found.entries):
        remarks += _remarks_on_missing([key for key in sheet.at if key not in given])
    answers = {row.position: _read(given.get(key), how) for key, row in sheet.at.items()}
    for key, both in twice.items():
        answers[sheet.at[key].position] = Answer(given[key], problem=say("answered twice", answers=both))
    return answers, remarks


def _scalar(sheet: Sheet, entries: Iterable[files.Entry], comma: bool) -> Iterator[tuple[int, str, Any]]:
    """The line, the key and the answer of each row, also of those that are cells of a grid."""
    for line, key, answer, more in entries:
        key = key.strip()
        if key in sheet.at or key not in sheet.lines:
            yield line, key, answer
            continue
        for i, cell in answers_in(*sheet.lines[key], answer, more, comma):
            yield line, sheet.work.rows[i].key, cell


def _read(given: Any, how: Reading) -> Answer:
    return given if isinstance(given, Answer) else read(given, how)


def _blank(answer: Any) -> bool:
    return answer is None or (isinstance(answer, str) and nothing(answer))


def _remarks_on_the_code(sheet: Sheet, code: str) -> list[str]:
    """None where the code is that of the sheet, or there is none; a code that cannot be read does no harm."""
    if not code or code == sheet.code:
        return []
    try:
        same = alike(code, sheet.code)
    except WorksheetError:
        return [say("code ignored")]
    if not same:
        raise WorksheetError(say("another sheet"))
    return []


def _remarks_on_missing(keys: list[str]) -> list[str]:
    if not keys:
        return []
    number_of = "row missing" if len(keys) == 1 else "rows missing"
    return [say(number_of, n=len(keys), keys=printable(", ".join(keys), 100))]
