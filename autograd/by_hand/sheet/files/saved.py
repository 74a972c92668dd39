"""Worksheets saved in the format that a path names, whole or not at all; an existing file is kept."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from autograd.by_hand.sheet.files.moodle import moodle
from autograd.by_hand.sheet.files.paper.printed import printed
from autograd.by_hand.sheet.files.workbook import xlsx
from autograd.by_hand.sheet.files.written import csv_text, json_text, markdown
from autograd.language import say
from autograd.language.errors import FileIsThereError, WorksheetError, reason_of
from autograd.language.text import path_in_a_sentence
from autograd.language.whole import write_whole


def save(sheet: Any, path: Path, answers: bool, overwrite: bool, student: str = "") -> Path:
    """Write a sheet in the format that the ending of `path` names. Raises `WorksheetError` if that cannot be done."""
    match path.suffix.lower():
        case ".csv":
            return write(csv_text(sheet.table(answers, student=student)), path, overwrite, "utf-8-sig")
        case ".md":
            return write(markdown(sheet.table(answers, student=student)), path, overwrite)
        case ".json":
            return write(json_text(sheet.table(answers, grids=False, student=student)), path, overwrite)
        case ".xlsx":
            return write(xlsx(sheet.table(answers, student=student)), path, overwrite)
        case ".pdf":
            return write(printed(sheet, answers, student), path, overwrite)
        case ".xml":
            return write(moodle(sheet, student), path, overwrite)
        case ".html":
            return write(_page(sheet), path, overwrite)
    raise WorksheetError(say("no such format", path=path_in_a_sentence(path)))


def _page(sheet: Any) -> str:
    """The page of the calculation. `viz` makes it, which stands above this package and is asked for by name."""
    made: str = import_module("viz.page.html").html_of(sheet.work.record.output)
    return made


def require_folder(folder: Path) -> None:
    """Raise `WorksheetError` unless files can be written into this folder, which need not be there yet. Whatever takes
    long asks for it before, and not at its end."""
    around = next(filter(os.path.lexists, (folder, *folder.parents)), Path())
    if not around.exists():
        raise WorksheetError(say("not written", path=path_in_a_sentence(folder), reason=say("no such file")))
    if not around.is_dir():
        raise WorksheetError(say("a file instead of a folder", path=path_in_a_sentence(around)))
    if not os.access(around, os.W_OK):
        raise WorksheetError(say("not written", path=path_in_a_sentence(folder), reason=say("not allowed")))


def require_place(path: Path, overwrite: bool) -> None:
    """Raise `WorksheetError` unless a file can be written here: an existing one stays, unless `overwrite`."""
    if path.is_dir():
        raise WorksheetError(say("a folder instead of a file", path=path_in_a_sentence(path)))
    if os.path.lexists(path) and not overwrite:
        raise FileIsThereError(path_in_a_sentence(path))
    require_folder(path.parent)


def write(content: str | bytes, path: Path, overwrite: bool, encoding: str = "utf-8") -> Path:
    """Write a file whole or not at all; an existing one is kept unless `overwrite`."""
    shown = path_in_a_sentence(path)
    try:
        encoded = content.encode(encoding, "replace") if isinstance(content, str) else content
        write_whole(path, encoded, overwrite=overwrite)
    except FileExistsError:
        raise FileIsThereError(shown) from None
    except (OSError, ValueError) as error:
        raise WorksheetError(say("not written", path=shown, reason=reason_of(error))) from None
    return path
