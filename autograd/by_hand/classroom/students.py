"""The students of a class, from a CSV file with a column of names; and a name made safe for a file."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files.written import meant
from autograd.language import LANGUAGES, say, understood
from autograd.language.errors import WorksheetError
from autograd.language.text import path_in_a_sentence, printable

COLUMNS = {
    "name": files.NAME_WORDS,
    "lang": ("lang", "language", "言語"),
    "code": ("code",),
    "id": ("id", "number", "email", "番号", "学籍番号", "学生番号"),
}
"""The columns of a list, by the words that stand above them."""
LANGUAGE_WORDS = {"english": "en", "英語": "en", "japanese": "ja", "日本語": "ja"}
"""What people write in a list for a language."""
LONGEST_NAME = 60
"""The most characters of the name of a file, which may take four bytes each."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that are devices in Windows, whatever their ending."""


class Student(NamedTuple):
    """A student's `name`, the language to speak (empty for that of the file), another word by which a file may be
    called (`id`), the line of the list, and the code of the sheet that was handed out, if the list has it."""

    name: str
    lang: str = ""
    id: str = ""
    line: int = 0
    code: str = ""


def students_in(path: Path) -> list[Student]:
    """The students of a list. Raises `WorksheetError`, with the line, for a list that cannot be used."""
    shown = path_in_a_sentence(path)
    lines = csv_table(files.decoded(files.content_of(path), shown, "not text"), COLUMNS, shown)
    if lines is None:
        raise WorksheetError(say("no column of names", path=shown))
    found, seen = list[Student](), dict[str, int]()
    for line, cells in lines:
        name, lang = cells["name"], LANGUAGE_WORDS.get(cells["lang"].strip().casefold(), cells["lang"])
        if not plain(name):
            if any(cells.values()):
                raise WorksheetError(say("student without a name", path=shown, line=line))
            continue
        if lang and not understood(lang):
            raise WorksheetError(
                say("language of a student", path=shown, line=line, lang=printable(lang), langs=", ".join(LANGUAGES))
            )
        for word in filter(None, (name, cells["id"])):  # a file may be called by either
            if before := seen.get(plain(word)):
                raise WorksheetError(say("student twice", path=shown, line=line, name=printable(word), before=before))
        seen |= dict.fromkeys((plain(name), plain(cells["id"])), line)
        seen.pop("", None)
        found.append(Student(name, understood(lang), cells["id"], line, cells["code"]))
    if not found:
        raise WorksheetError(say("no students", path=shown))
    return found


def csv_table(text: str, columns: Mapping[str, Sequence[str]], shown: str) -> list[tuple[int, dict[str, str]]] | None:
    """The lines below the headers with their numbers, and of each the cells by column. A column that is missing is
    blank; None if the first column of `columns` is missing.

    Raises `WorksheetError` for a text that is no CSV. It comes from a file that is `shown` by this name.
    """
    [first, *_] = columns
    for delimiter in ",;\t":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            lines = [(reader.line_num, [meant(cell.strip()) for cell in cells]) for cells in reader]
        except csv.Error as error:
            raise WorksheetError(say("not read", path=shown, reason=error)) from None
        headers = [cell.lower() for cell in lines[0][1]] if lines else []
        at = {
            name: next((i for i, cell in enumerate(headers) if cell in words), None) for name, words in columns.items()
        }
        if at[first] is not None:
            return [
                (line, {name: "" if i is None or i >= len(cells) else cells[i] for name, i in at.items()})
                for line, cells in lines[1:]
            ]
    return None


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name as it is compared: without case, accents' ways of writing, and signs between words. Each file of a class
    is compared with each name of the list.

    >>> plain("Anna_BERG "), plain("ａｎｎａ．berg"), plain("山田　花子")
    ('anna berg', 'anna berg', '山田 花子')
    """
    signs = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in signs).split())


def file_names(names: Iterable[str]) -> list[str]:
    """A safe name for the file of each student, without an ending: it leaves no folder, is no device or formula, and
    differs from all others, also where the case does not count.

    >>> file_names(["Anna Berg", "anna berg", "../x", "=cmd()", "CON", "花子", "..."])
    ['Anna Berg', 'anna berg 2', 'x', 'cmd', 'CON_', '花子', 'student']
    """
    made, taken = [], set[str]()
    for name in names:
        signs = unicodedata.normalize("NFC", name)
        kept = "".join(c if c.isalnum() or c in " -" or unicodedata.combining(c) else "_" for c in signs)
        base = kept.strip(" _-")[:LONGEST_NAME].strip(" _-") or "student"
        base += "_" * bool(RESERVED.fullmatch(base))
        free, count = base, 1
        while free.casefold() in taken:
            count += 1
            free = f"{base} {count}"
        taken.add(free.casefold())
        made.append(free)
    return made
