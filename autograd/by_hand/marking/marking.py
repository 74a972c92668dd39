"""Marking: each row is right, right from the learner's own earlier numbers, wrong, or blank.

One slip costs one mark: a row is worked out anew from what the learner wrote in the rows before it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from autograd.by_hand.answers import Answer, read
from autograd.by_hand.marking.hints import hint
from autograd.by_hand.marking.marks import Marked, Marks
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.reasons import Reason, Search, reasons_of
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.code import alike
from autograd.by_hand.sheet.names import names
from autograd.by_hand.sheet.sheet import Asked, Sheet
from autograd.language import language, say, speaking
from autograd.language.errors import WorksheetError
from autograd.language.text import number as shown
from autograd.language.text import printable


def mark(sheet: Sheet, answers: Any, *, lang: str | None = None, reveal: bool = False) -> Marks:
    """Mark the answers to a sheet: a mapping from the keys of its rows, or the path of a file.

    An answer is a text as the learner wrote it, or a number; None and "" are blank. It is right if it is the true
    number to the digits that were given, and to at least three unless the true number has fewer. It is carried if it
    is right from the learner's own earlier numbers, taken as exact as they were written. With `reveal`, hints tell
    the number.

    Raises `WorksheetError` for a file that cannot be read, and for answers to another sheet.

    >>> from autograd import Value
    >>> from autograd.by_hand.sheet.sheet import worksheet
    >>> x = Value(3.0, name="x")
    >>> marks = mark(worksheet(x * x), {"v1": "9", "local x from v1": "3", "local x from v1 #2": "3",
    ...                                 "grad x from v1": "3", "grad x from v1 #2": "3", "grad x": "3"})
    >>> marks.score, marks.first_wrong.key, marks.first_wrong.mistakes
    (0.8333333333333334, 'grad x', ('overwrote', 'forgot a path', 'value for the gradient'))
    """
    with speaking(lang):
        if isinstance(answers, Mapping):
            found = files.Answers([files.Entry(0, str(key), given) for key, given in answers.items()], "")
        elif isinstance(answers, (str, PathLike)):
            found = files.load(Path(answers))
        else:
            kind = type(answers).__name__
            raise TypeError(f"mark takes answers by row, as in {{'v1': '200'}}, or the path of a file, not {kind}")
        return marked(sheet, found, reveal)


def marked(sheet: Sheet, found: files.Answers, reveal: bool = False) -> Marks:
    """Mark what was found in a file, in the language of the moment."""
    given, remarks, twice = _by_key(sheet, found)
    answers = {row.position: read(given.get(key)) for key, row in sheet.at.items()}
    for key in twice:
        answers[sheet.at[key].position] = Answer(given[key], problem=say("answered twice", answers=twice[key]))
    own = Own(sheet.work, answers)
    search = Search(reasons_of(sheet), own)
    rows = tuple(_marked(sheet, row, answers[row.position], own, search, reveal) for row in sheet.rows)
    return Marks(sheet.title, rows, tuple(remarks), language())


def _by_key(sheet: Sheet, found: files.Answers) -> tuple[dict[str, Any], list[str], dict[str, str]]:
    """The answers by the keys of the sheet, remarks on those that have no row, and rows with two answers."""
    given: dict[str, Any] = {}
    remarks, twice = list[str](), dict[str, str]()
    if found.code and found.code != sheet.code:
        try:
            same = alike(found.code, sheet.code)
        except WorksheetError:
            remarks.append(say("code ignored"))
            same = True
        if not same:
            raise WorksheetError(say("another sheet"))
    for line, key, answer in found.entries:
        key = key.strip()
        where = say("in line", line=line) if line else ""
        if key not in sheet.at:
            remarks.append(say("no such row", where=where, key=printable(key), answer=printable(str(answer))))
        elif key in given and given[key] not in ("", None) and answer not in ("", None, given[key]):
            twice[key] = f"{printable(str(given[key]))}, {printable(str(answer))}"
        elif key not in given or answer not in ("", None):
            given[key] = answer
    if found.entries and not given:
        raise WorksheetError(say("no row of this sheet", key=printable(found.entries[0].key)))
    missing = [key for key in sheet.at if key not in given]
    if missing and any(entry.line for entry in found.entries):
        number_of = "row missing" if len(missing) == 1 else "rows missing"
        remarks.append(say(number_of, n=len(missing), keys=printable(", ".join(missing), 100)))
    return given, remarks, twice


def _marked(sheet: Sheet, row: Asked, answer: Answer, own: Own, search: Search, reveal: bool) -> Marked:
    i, verdict = row.position, own.verdict[row.position]
    mistakes, reasons = tuple[str, ...](), tuple[str, ...]()
    found = list[Reason]()
    if verdict == "carried":
        slips = own.slips(i)
        mistakes = () if slips else ("rounded",)
        reasons = (say("carried from", rows=names(sheet.work, slips)) if slips else say("rounded"),)
    elif answer.problem:
        reasons = (answer.problem,)
    elif verdict == "wrong":
        found = search.of(i)
        mistakes = tuple(reason.name for reason in found)
        reasons = (*_digits(sheet, i, answer), *map(str, found)) or (say("unexplained"),)
    advice = hint(sheet, row, own, found) if verdict in ("wrong", "blank") else ""
    if advice and reveal:
        advice = say("hint and number", hint=advice, number=shown(row.answer))
    return Marked(row.number, row.key, row.asks, answer.text, verdict, mistakes, reasons, advice)


def _digits(sheet: Sheet, i: int, answer: Answer) -> Sequence[str]:
    """What is to be said of an answer that is the true number but for its digits."""
    truth = sheet.work.numbers[i]
    if not answer.number:  # a 0 has no digits
        return ()
    if not 0.0 < answer.half_unit < math.inf or not abs(truth / answer.half_unit) < math.inf:
        return ()
    if abs(answer.number - truth) <= answer.half_unit:
        return (say("too few digits"),)
    units = truth / (2.0 * answer.half_unit)  # of the last digit
    exact = abs(units - round(units)) < 1e-6
    return (
        (say("cut off"),) if not exact and round(answer.number / (2.0 * answer.half_unit)) == math.trunc(units) else ()
    )
