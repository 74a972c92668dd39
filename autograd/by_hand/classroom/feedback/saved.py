"""A file for each student: HTML, or PDF for paper. A file that differs is never replaced unless that is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograd.by_hand.classroom.collect.handed import Handed
from autograd.by_hand.classroom.feedback.page import html_page
from autograd.by_hand.classroom.feedback.sheet import feedback
from autograd.by_hand.classroom.students import file_names
from autograd.by_hand.marking.marks import Marks
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files.paper import typeset
from autograd.language import LANGUAGES, language, speaking

FORMATS = (".html", ".pdf")


def save_feedback(
    handed: Sequence[Handed], folder: Path, ending: str = ".html", *, overwrite: bool = False
) -> Iterator[Path]:
    """Write what each student gets back, in the student's language, and give the path of each file.

    Raises `WorksheetError` for a file that is there already with another content, unless `overwrite`, before anything
    is written, and where a file cannot be written.
    """
    back = [(one, marks) for one in handed if one.counts and (marks := _spoken(one))]
    paths = [folder / f"{name}{ending}" for name in file_names(one.student for one, _ in back)]
    there = dict[Path, bytes]()
    for (one, marks), path in zip(back, paths, strict=True):
        if os.path.lexists(path):
            there[path] = _content(one, marks, ending)
            if not _is_the_same(path, there[path]):
                files.require_place(path, overwrite)
    for (one, marks), path in zip(back, paths, strict=True):
        content = there.get(path) or _content(one, marks, ending)
        if not _is_the_same(path, content):
            files.write(content, path, overwrite)
        yield path


def _content(one: Handed, marks: Marks, ending: str) -> bytes:
    document = feedback(marks, one.student)
    with speaking(marks.lang):
        return typeset(document) if ending == ".pdf" else html_page(document).encode("utf-8", "replace")


def _spoken(one: Handed) -> Marks | None:
    return one.outcome.in_language(one.lang if one.lang in LANGUAGES else language())


def _is_the_same(path: Path, content: bytes) -> bool:
    """Whether the file is there already, as after a run that was stopped."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
