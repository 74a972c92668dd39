"""The report for the teacher: as a document, for HTML and Markdown, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograd.by_hand.classroom.collect.handed import Handed
from autograd.by_hand.classroom.report.doubts import Doubt
from autograd.by_hand.classroom.report.findings import STEPS, Findings, called
from autograd.by_hand.sheet.files.paper import Document, Part
from autograd.language import say
from autograd.language.text import number, path_in_a_sentence, printable

HARDEST, MOST_MISTAKES = 15, 20
"""The most rows and mistakes that are shown."""
LONGEST = 300


def document(found: Findings, remarks: Sequence[str] = ()) -> Document:
    """The report, in the language of the moment. `remarks` are sentences that stand at its head."""
    return Document(say("report title"), list(_parts(found, remarks)))


def _parts(found: Findings, remarks: Sequence[str]) -> Iterator[Part]:
    counted = [one for one in found.handed if one.counts]
    marked = [one for one in counted if one.marks]
    lines = [say("report numbers", marked=len(marked), unread=len(counted) - len(marked), missing=len(found.missing))]
    if found.missing:
        names = say("between names").join(printable(student.name) for student in found.missing)
        lines.append(say("report missing", names=printable(names, 2000)))
    yield {"kind": "lines", "lines": [[line] for line in (*lines, *remarks)]}
    if found.doubts:
        yield _heading("report doubts")
        yield {"kind": "lines", "lines": [[doubt_sentence(doubt)] for doubt in found.doubts]}
    yield _heading("report scores")
    wide = 100 // STEPS
    yield {"kind": "bars", "bars": [(f"{i * wide}–{(i + 1) * wide} %", many) for i, many in enumerate(found.scores)]}
    if found.talks:
        yield _heading("report talks")
        yield _table(["column student", "header reasons"], [[t.student, "; ".join(t.why)] for t in found.talks])
    if found.mistakes:
        yield _heading("report mistakes")
        bars = [(called(figures.name), figures.students) for figures in found.mistakes[:MOST_MISTAKES]]
        yield {"kind": "lines", "lines": [[say("report mistakes told")]]}
        yield {"kind": "bars", "bars": bars}
    yield from _rows(found)
    yield _heading("report students")
    headers = ["column student", "column file", "column points", "column of", "column first wrong", "column remarks"]
    by_student = sorted(found.handed, key=lambda one: (not one.student, one.student, not one.counts))
    yield _table(headers, [_student(one) for one in by_student])


def _rows(found: Findings) -> Iterator[Part]:
    hard = [row for row in found.rows if row.right < row.all][:HARDEST]
    if not hard:
        return
    yield _heading("report rows")
    verdicts = ["verdict right", "verdict wrong", "verdict unreadable", "verdict blank"]
    rows = []
    for row in hard:
        often = sorted(row.mistakes.items(), key=lambda item: -item[1])[:2]
        named = "; ".join(f"{called(name)} ({many})" for name, many in often)
        counts = [f"{row.right} / {row.all}", *map(str, (row.wrong, row.unreadable, row.blank))]
        rows.append([row.key, row.asks, *counts, named])
    yield _table(["header key", "header asks", *verdicts, "column mistake"], rows)


def _student(one: Handed) -> list[str]:
    marks, notes = one.marks, list(one.notes)
    if marks is None:
        notes.append(one.outcome.problem)
    else:
        notes += marks.remarks
    first = marks.first_wrong if marks else None
    points = [number(marks.points), number(marks.of)] if marks else ["", ""]
    return [one.student, path_in_a_sentence(one.outcome.path), *points, first.key if first else "", "; ".join(notes)]


def _heading(key: str) -> Part:
    return {"kind": "heading", "text": say(key)}


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Part:
    cells = [[[printable(cell, LONGEST)] for cell in row] for row in rows]
    return {"kind": "table", "columns": [1] * len(headers), "headers": [say(key) for key in headers], "rows": cells}


def doubt_sentence(doubt: Doubt) -> str:
    """What is to be said of a row in which most answers are the same other number."""
    row = printable(doubt.row)
    if doubt.mistake:
        return say("most make a mistake", row=row, many=doubt.many, of=doubt.answers, mistake=called(doubt.mistake))
    if doubt.number is None or doubt.key_number is None:
        return say("key times", row=row, many=doubt.many, of=doubt.answers, ratio=number(doubt.ratio or 0.0))
    wrote, key = number(doubt.number), number(doubt.key_number)
    return say("key in doubt", row=row, many=doubt.many, of=doubt.answers, number=wrote, key=key)


def as_dict(found: Findings) -> dict[str, Any]:
    """The report for programs: the marks of each file, and the figures of the class."""
    return {
        "files": [
            {"file": one.outcome.path, "student": one.student, "counted": one.counts, "late": one.late,
             "foreign": one.foreign, "notes": list(one.notes), "problem": one.outcome.problem}
            | (one.marks.as_dict() if one.marks else {})
            for one in found.handed
        ],
        "missing": [student.name for student in found.missing],
        "scores": found.scores,
        "rows": [row._asdict() for row in found.rows],
        "mistakes": [mistake._asdict() for mistake in found.mistakes],
        "talks": [talk._asdict() for talk in found.talks],
        "doubts": [doubt._asdict() for doubt in found.doubts],
    }  # fmt: skip
