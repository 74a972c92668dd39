"""The reports of `ringo mark`: a line for each file as CSV, everything as JSON, and the class as HTML or Markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from autograd.by_hand.classroom.collect.handed import Handed
from autograd.by_hand.classroom.collect.own import REPORT_BEGINS
from autograd.by_hand.classroom.feedback.page import html_page, markdown_page
from autograd.by_hand.classroom.report.findings import Findings
from autograd.by_hand.classroom.report.written import as_dict, document
from autograd.by_hand.sheet import files
from autograd.commands import UserError
from autograd.language import say
from autograd.language.text import number, path_in_a_sentence

COLUMNS = (
    *REPORT_BEGINS, "verdict right", "verdict carried", "verdict wrong",
    "verdict unreadable", "verdict blank", "column first wrong", "header asks", "header answer", "header reasons",
    "column hint", "column remarks", "column student", "column counts",
)  # fmt: skip
ENDINGS = (".html", ".csv", ".md", ".json")


def refuse(report: Path, inputs: Sequence[str], overwrite: bool) -> None:
    """Refuse a report that cannot be written, before the work is done."""
    shown = path_in_a_sentence(report)
    if report.suffix.lower() not in ENDINGS:
        raise UserError(say("no such report", path=shown))
    if any(report.resolve() == Path(path).resolve() for path in inputs):
        raise UserError(say("report is input", path=shown))
    files.require_place(report, overwrite)


def write(found: Findings, remarks: Sequence[str], report: Path, overwrite: bool) -> None:
    """Write a report in the format that its ending names."""
    match report.suffix.lower():
        case ".json":
            text = json.dumps(as_dict(found) | {"remarks": list(remarks)}, ensure_ascii=False, indent=1) + "\n"
        case ".html":
            text = html_page(document(found, remarks))
        case ".md":
            text = markdown_page(document(found, remarks))
        case _:
            text = files.csv_lines([[say(column) for column in COLUMNS], *map(_cells, found.handed)])
    files.write(text, report, overwrite, "utf-8-sig" if report.suffix.lower() == ".csv" else "utf-8")


def _cells(one: Handed) -> list[str]:
    marks, path = one.marks, one.outcome.path
    student = [one.student, say("counts yes" if one.counts else "counts no")]
    if marks is None:
        return [path, *[""] * (len(COLUMNS) - 4), "; ".join([*one.notes, one.outcome.problem]), *student]
    counts, first = marks.counts, marks.first_wrong
    unread = [f"{row.key}: {'; '.join(row.reasons)}" for row in marks.rows if row.verdict == "unreadable"]
    wrong = [first.key, first.asks, first.answer, "; ".join(first.reasons), first.hint] if first else [""] * 5
    return [
        path, f"{marks.score:.4g}", number(marks.points), number(marks.of), *map(str, counts.values()), *wrong,
        "; ".join([*one.notes, *marks.remarks, *unread]), *student,
    ]  # fmt: skip
