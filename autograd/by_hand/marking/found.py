"""What a learner has answered: an answer to each row of a sheet, and remarks on whatever belongs to none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from autograd.by_hand.answers.answer import Answer, Reading, Unworked, agrees
from autograd.by_hand.answers.read import read
from autograd.by_hand.answers.words import nothing
from autograd.by_hand.mistakes.own.commas import doubted
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.code import alike
from autograd.by_hand.sheet.sheet import Sheet
from autograd.by_hand.sheet.shown.filled import in_cells
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
    entries, shifted = list[files.Entry](), list[files.Entry]()
    for entry in _with_keys_of(sheet, found.entries):
        if is_shifted := _is_shifted(sheet, entry, how):
            shifted.append(entry)
        entries.append(entry._replace(answer="", more=()) if is_shifted else entry)
    for line, key, answer in _scalar(sheet, entries, bool(how.comma)):
        if key.lower() in files.NAME_WORDS and key not in sheet.at:
            continue
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
        remarks += [*_remarks_on_shifted(shifted), *_remarks_on_cells_beside(sheet, entries)]
    answers = {row.position: _read(given.get(key), how) for key, row in sheet.at.items()}
    texts = {sheet.at[key].position: answer for key, answer in given.items() if isinstance(answer, str)}
    answers |= doubted(sheet.work, texts, how)
    for key, both in twice.items():
        answers[sheet.at[key].position] = Answer(given[key], problem=say("answered twice", answers=both))
    return answers, remarks


def _scalar(sheet: Sheet, entries: Iterable[files.Entry], comma: bool) -> Iterator[tuple[int, str, Any]]:
    """The line, the key and the answer of each row, also of those that are cells of a grid."""
    for entry in entries:
        key = entry.key
        if key in sheet.at or key not in sheet.lines:
            yield entry.line, key, entry.answer
            continue
        grid, at = sheet.lines[key]
        for i, cell in in_cells(grid, at, entry.answer, entry.more, comma):
            yield entry.line, sheet.work.rows[i].key, cell
        for j, cell in enumerate(entry.more, 1):
            if cell and j >= len(grid.lines[at].rows):
                yield entry.line, f"{key}[{j}]", cell  # which is no row


def _is_shifted(sheet: Sheet, entry: files.Entry, how: Reading) -> bool:
    """Whether the cells of a grid's line were filled in too far to the right: the first one is blank, a number stands
    beyond the last one, and no cell is right where it stands, but one is right in a cell to the left of it. Beyond the
    last cell there may also be the points that a teacher has noted."""
    if entry.key in sheet.at or entry.key not in sheet.lines or not entry.more or not nothing(entry.answer):
        return False
    grid, at = sheet.lines[entry.key]
    rows, cells = grid.lines[at].rows, [entry.answer, *entry.more]
    if not any(isinstance(cell, Unworked) or read(cell, how).number is not None for cell in cells[len(rows) :]):
        return False
    far = sum(1 for _ in takewhile(nothing, cells))
    answers = [read(cell, how) for cell in cells[: far + len(rows)]]

    def any_right(shift: int) -> bool:
        there = zip(rows, answers[shift : shift + len(rows)], strict=False)
        return any(i is not None and agrees(a, sheet.work.numbers[i], sheet.work.noise[i]) for i, a in there)

    return not any_right(0) and any(map(any_right, range(max(1, far - len(rows) + 1), far + 1)))


def _with_keys_of(sheet: Sheet, entries: Iterable[files.Entry]) -> Iterator[files.Entry]:
    """The same, with the sheet's own keys where they were typed in another case: a spreadsheet begins a cell with a
    capital."""
    in_any_case: dict[str, set[str]] = {}
    for entry in entries:
        key = entry.key.strip()
        if key not in sheet.at and key not in sheet.lines and key.lower() not in files.NAME_WORDS:
            in_any_case = in_any_case or _in_any_case(sheet)
            same = in_any_case.get(key.casefold(), set())
            key = next(iter(same)) if len(same) == 1 else key
        yield entry._replace(key=key)


def _in_any_case(sheet: Sheet) -> dict[str, set[str]]:
    """The keys of the sheet by what they are without case. W and w may be two."""
    found: dict[str, set[str]] = {}
    for key in (*sheet.at, *sheet.lines):
        found.setdefault(key.casefold(), set()).add(key)
    return found


def _read(given: Any, how: Reading) -> Answer:
    return given if isinstance(given, Answer) else read(given, how)


def learners(found: files.Answers) -> list[files.Answers]:
    """The answers of each learner in a file, which has several if a column names them. Usually there is one."""
    name = next((entry.name for entry in found.entries if entry.name), "")
    by_name: dict[str, list[files.Entry]] = {}
    for entry in found.entries:
        name = entry.name or name  # a blank stands for the name above it
        by_name.setdefault(name, []).append(entry)
    if len(by_name) < 2:
        return [found._replace(name=found.name or name)]
    return [found._replace(entries=entries, name=name) for name, entries in by_name.items()]


def name_in(sheet: Sheet, found: files.Answers) -> str:
    """The learner's name as the file tells it, else nothing. A row of the sheet that is called `name` is no name."""
    rows = ((entry.key.strip(), entry.answer) for entry in found.entries if not isinstance(entry.answer, Unworked))
    told = (str(answer) for key, answer in rows if key.lower() in files.NAME_WORDS and key not in sheet.at)
    return (found.name or next(told, "")).strip()


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


def _remarks_on_shifted(shifted: Sequence[files.Entry]) -> list[str]:
    if not shifted:
        return []
    line, answer = shifted[0].line, next(cell for cell in shifted[0].more if not nothing(cell))
    return [say("cells shifted", n=len({entry.line for entry in shifted}), line=line, answer=printable(answer, 100))]


def _remarks_on_cells_beside(sheet: Sheet, entries: Iterable[files.Entry]) -> list[str]:
    """What stands to the right of a blank answer: it may have been typed into the wrong column."""
    blank = [entry for entry in entries if entry.key in sheet.at and _blank(entry.answer)]
    beside = [(entry.line, cell) for entry in blank for cell in entry.more if not nothing(cell)]
    if not beside:
        return []
    (line, cell), *more = beside
    many = len({line for line, _ in beside})
    return [say("cells beside" if more else "cell beside", n=many, line=line, answer=printable(cell, 100))]
