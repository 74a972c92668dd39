"""A teacher's corrections, in a small file that is kept and applied again: CSV, or TOML with `[[correction]]`.

A line has up to four cells: `student`, `row`, `answer` and `reason`. With a student it accepts what this student wrote
in the row. With an answer alone it accepts this number in the row for all. With neither it says that the key of the
row stands, though most answers differ from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.answers.answer import agrees
from autograd.by_hand.answers.read import read
from autograd.by_hand.classroom.collect.handed import Handed
from autograd.by_hand.classroom.students import csv_table, plain
from autograd.by_hand.marking.marks import Marked, Marks
from autograd.by_hand.sheet import files
from autograd.language import say, speaking
from autograd.language.errors import WorksheetError, broken
from autograd.language.text import path_in_a_sentence, printable

COLUMNS = {
    "row": ("row", "key", "行", "項目"),
    "student": files.NAME_WORDS,
    "answer": ("answer", "number", "答え", "解答"),
    "reason": ("reason", "why", "理由"),
}


class Correction(NamedTuple):
    """One line of the file: its number, and its cells. `row` is the key of a row, or its number."""

    line: int
    row: str = ""
    student: str = ""
    answer: str = ""
    reason: str = ""

    @property
    def confirms(self) -> bool:
        """Whether it says that the key of the row stands."""
        return not self.student and not self.answer

    def is_of(self, row: Marked) -> bool:
        return self.row in (row.key, str(row.number))


def corrections_in(path: Path) -> list[Correction]:
    """The corrections in a file. Raises `WorksheetError`, with the line, for a file that cannot be used."""
    shown = path_in_a_sentence(path)
    text = files.decoded(files.content_of(path), shown, "not text")
    found = _from_toml(text, shown) if path.suffix.lower() == ".toml" else _from_csv(text, shown)
    for one in found:
        if not one.row:
            raise WorksheetError(say("correction without a row", path=shown, line=one.line))
        if one.answer and (problem := read(one.answer).problem):
            raise WorksheetError(say("correction without a number", path=shown, line=one.line, problem=problem))
    return found


def that_confirm(handed: Sequence[Handed], corrections: Sequence[Correction], path: str) -> list[str]:
    """A sentence for each line that accepts nothing, of a row that was handed in: whoever meant to accept an answer
    would not see it elsewhere."""
    shown = path_in_a_sentence(path)
    stand = [one for one in corrections if one.confirms and confirmed(handed, [one])]
    return [say("key stands", path=shown, line=one.line, row=printable(one.row)) for one in stand]


def _from_csv(text: str, shown: str) -> list[Correction]:
    lines = csv_table(text, COLUMNS, shown)
    if lines is None:
        raise WorksheetError(say("no column of rows", path=shown))
    return [Correction(line, **cells) for line, cells in lines if any(cells.values())]


def _from_toml(text: str, shown: str) -> list[Correction]:
    """The corrections in TOML. Those that are written otherwise than below `[[correction]]` have line 1."""
    at = [i for i, line in enumerate(text.splitlines(), 1) if "".join(line.split()).startswith("[[correction]]")]
    try:
        found = tomllib.loads(text).get("correction", [])
    except (ValueError, RecursionError) as error:
        raise WorksheetError(say("not read", path=shown, reason=broken("TOML", error))) from None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise WorksheetError(say("not read", path=shown, reason=say("corrections stand below")))
    entries = [dict(entry) for entry in found]
    numbered = list(zip(at if len(at) == len(entries) else [1] * len(entries), entries, strict=True))
    for line, entry in numbered:
        if other := sorted(entry.keys() - COLUMNS.keys()):
            words = printable(", ".join(other))
            raise WorksheetError(say("correction with other words", path=shown, line=line, words=words))
    return [Correction(line, **{name: str(cell).strip() for name, cell in entry.items()}) for line, entry in numbered]


def corrected(handed: Sequence[Handed], corrections: Sequence[Correction], path: str) -> tuple[list[Handed], list[str]]:
    """The same with all corrections applied, and a sentence for each correction that fits nothing."""
    found = list(handed)
    remarks = []
    for one in corrections:
        if one.confirms:
            fits = any(one.is_of(row) for each in found if each.marks for row in each.marks.rows)
        else:
            fits = False
            for i, each in enumerate(found):
                positions = _accepted(each, one)
                fits = fits or bool(positions)
                found[i] = _with(each, positions, one)
        if not fits:
            cells = " / ".join(printable(cell) for cell in one[1:4] if cell)
            remarks.append(say("correction fits nothing", path=path_in_a_sentence(path), line=one.line, cells=cells))
    return found, remarks


def confirmed(handed: Sequence[Handed], corrections: Sequence[Correction]) -> set[str]:
    """The rows of which a correction says that the key stands."""
    stand = [one for one in corrections if one.confirms]
    rows = (row for each in handed if stand and each.marks for row in each.marks.rows)
    return {row.key for row in rows if any(one.is_of(row) for one in stand)}


def _accepted(handed: Handed, one: Correction) -> list[int]:
    """The places of the rows that the correction accepts."""
    if handed.marks is None or (one.student and plain(one.student) != plain(handed.student)):
        return []
    return [i for i, row in enumerate(handed.marks.rows) if one.is_of(row) and row.answer and _fits(handed, row, one)]


def _fits(handed: Handed, row: Marked, one: Correction) -> bool:
    if not one.answer:
        return True
    number = read(one.answer).number
    how = handed.outcome.how
    usual, other = (read(row.answer, how._replace(comma=comma)) for comma in (how.comma, not how.comma))
    answer = other if row.wrote is not None and other.number == row.wrote else usual  # as marking read it
    return number is not None and agrees(answer, number)


def _with(handed: Handed, positions: Sequence[int], one: Correction) -> Handed:
    """The same with the rows at these positions accepted, in every language."""
    if not positions or handed.marks is None:
        return handed

    def accepted(marks: Marks) -> Marks:
        rows = list(marks.rows)
        with speaking(marks.lang):
            why = say("accepted because", reason=printable(one.reason, 500)) if one.reason else say("accepted")
            for i in positions:
                rows[i] = rows[i]._replace(verdict="right", mistakes=(), reasons=(why,), hint="")
        return marks._replace(rows=tuple(rows))

    of = handed.outcome
    assert of.marks
    return handed._replace(outcome=of._replace(marks=accepted(of.marks), others=tuple(map(accepted, of.others))))
