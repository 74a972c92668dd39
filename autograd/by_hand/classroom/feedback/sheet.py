"""The sheet that a student gets back, as a document: for HTML or for paper."""

from __future__ import annotations

from collections.abc import Iterator

from autograd.by_hand.classroom.collect.own import KEYWORD
from autograd.by_hand.marking.marks import VERDICT_NAMES, Marked, Marks
from autograd.by_hand.sheet.asking.points import worth
from autograd.by_hand.sheet.files.paper import Document, Part
from autograd.language import say, speaking
from autograd.language.text import CELL_WIDTH, number, printable

LONGEST = 500
"""Characters of a reason or a question, which may have thousands of names in it."""
SIGNS = {"right": "✓", "carried": "✓", "wrong": "✗", "unreadable": "?", "blank": "–"}
"""A sign beside each verdict, for those who do not see the colour."""


def feedback(marks: Marks, student: str) -> Document:
    """The document for a student, in the language of the marks."""
    with speaking(marks.lang):
        title = say("feedback title", name=printable(student, 80), sheet=marks.title)
        return Document(title, list(_parts(marks)), (KEYWORD,))


def _parts(marks: Marks) -> Iterator[Part]:
    yield {"kind": "lines", "lines": [[marks.summary]]}
    if first := marks.first_wrong:
        wrote = say(
            "first wrong", number=first.number, asks=printable(first.asks, LONGEST), answer=_short(first.answer)
        )
        lines = [wrote, *(printable(line, LONGEST) for line in (*first.reasons, first.hint) if line)]
        yield {"kind": "heading", "text": say("feedback first")}
        yield {"kind": "lines", "lines": [[line] for line in lines]}
    notes = [say("row not counted", rows=_short(say("between names").join(marks.apart)))] if marks.apart else []
    notes += [printable(remark, LONGEST) for remark in marks.remarks]
    if notes:
        yield {"kind": "heading", "text": say("feedback notes")}
        yield {"kind": "lines", "lines": [[note] for note in notes]}
    yield {"kind": "heading", "text": say("feedback rows")}
    headers = "header number", "header asks", "header answer", "header verdict", "header reasons"
    rows = [_row(row, marks) for row in marks.rows]
    yield {
        "kind": "table", "columns": [0, 5, 3, 2, 5], "headers": [say(header) for header in headers],
        "rows": [[[cell] for cell in row] for row in rows], "classes": [row.verdict for row in marks.rows],
    }  # fmt: skip
    if any(row.follows is not None for row in marks.rows):
        yield {"kind": "lines", "lines": [[say("follows explained")]]}


def _row(row: Marked, marks: Marks) -> list[str]:
    verdict, apart = f"{SIGNS[row.verdict]} {say(VERDICT_NAMES[row.verdict])}", row.key in marks.apart
    if marks.scale and not apart:
        points = number(marks.points_of(row)), number(worth(marks.scale, row.kind))
        verdict += say("row points", points=points[0], of=points[1])
    why = say("not counted") if apart else say("between reasons").join(_why(row))
    hint = [printable(row.hint, LONGEST)] if row.verdict == "wrong" and row.hint and not apart else []
    return [
        str(row.number),
        printable(row.asks, LONGEST),
        _short(row.answer),
        verdict,
        say("before a hint").join([why, *hint]),
    ]


def _why(row: Marked) -> Iterator[str]:
    yield from (printable(reason, LONGEST) for reason in row.reasons)
    if row.follows is not None:
        key = "which gives" if row.verdict == "carried" else "follows"
        yield say(key, number=number(row.follows))


def _short(text: str) -> str:
    return printable(text, CELL_WIDTH)
