"""Answers read from CSV in any of the encodings that spreadsheets write, from workbooks, Markdown and JSON."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.answers.answer import Unworked
from autograd.by_hand.answers.words import NAME_WORDS, NAMED_LINE, named
from autograd.by_hand.sheet.files.cells import FORMULA
from autograd.by_hand.sheet.files.workbook import sheets
from autograd.by_hand.sheet.files.written import CODE_KEY, HEADERS, meant, unmarked
from autograd.language import LANGUAGES, catalogue, say
from autograd.language.errors import WorksheetError, broken, reason_of
from autograd.language.text import path_in_a_sentence, printable

MOST_BYTES, MOST_ROWS = 10_000_000, 200_000
"""The most that is read of a file. A worksheet of 10,000 rows has less than 2 MB."""
ENCODINGS = ("utf-8-sig", "cp932")
WORKBOOKS = (".xlsx", ".ods", ".xls")
WORKBOOK_BEGINS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of a workbook, whatever its file is called: no text has them."""
TEXTS = ("", ".csv", ".txt", ".tsv", ".md", ".json")
NAME = "name"
"""The column of learners' names, among the headers."""


class Entry(NamedTuple):
    """One answer in a file: its line, the key of its row, and its text; whose it is, if a column says so; and what
    stands in the cells to the right of it, which belong to the answer in a line of a grid."""

    line: int
    key: str
    answer: str
    name: str = ""
    more: tuple[str, ...] = ()


class Answers(NamedTuple):
    """The entries of a file, and the code of its sheet, empty if there is none. A file with `;` between its cells has
    a `comma` for the decimal sign: that is why a spreadsheet writes `;`. `lang` is the language of its headers, and
    `name` the learner's name from a line above or below the table; both are empty if the file does not tell."""

    entries: Sequence[Entry]
    code: str
    comma: bool = False
    lang: str = ""
    name: str = ""


def load(path: Path) -> Answers:
    """The answers in a file of any format. Raises `WorksheetError`, with a sentence, for a file without answers."""
    return answers_in(content_of(path), path)


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises `WorksheetError` for a folder, and for a file that is too large or cannot be read."""
    shown = path_in_a_sentence(path)
    if os.path.isdir(path):  # which is false for a name that no system takes
        raise WorksheetError(say("a folder", path=shown))
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise WorksheetError(say("not read", path=shown, reason=reason_of(error))) from None
    if len(content) > MOST_BYTES:
        raise WorksheetError(say("file too large", path=shown, most=MOST_BYTES // 1_000_000))
    return content


def answers_in(content: bytes, path: Path) -> Answers:
    """The answers in the content of the file at `path`. Raises `WorksheetError` if there are none."""
    shown = path_in_a_sentence(path)
    if not content.strip():
        raise WorksheetError(say("file empty", path=shown))
    found = _found(content, path.suffix.lower(), shown)
    if found is None:
        if path.suffix.lower() not in (*WORKBOOKS, *TEXTS):
            raise WorksheetError(say("no format of answers", path=shown))
        raise WorksheetError(say("no header", path=shown, headers=", ".join(say(header) for header in HEADERS)))
    return found


def _found(content: bytes, ending: str, shown: str) -> Answers | None:
    if ending in WORKBOOKS or (ending in TEXTS and content.startswith(WORKBOOK_BEGINS)):
        return _from_workbook(content, shown)
    text = decoded(content, shown, "not text" if ending in TEXTS else "no format of answers")
    if not text.strip():
        raise WorksheetError(say("file empty", path=shown))
    try:
        found = FORMATS.get(ending, _from_csv)(text, shown)
    except WorksheetError:
        if ending in TEXTS:
            raise
        found = None  # it may be anything, such as a page
    return found or (None if ending in FORMATS else _from_markdown(text, shown))  # an editor may add .txt to a name


def decoded(content: bytes, shown: str, otherwise: str) -> str:
    """The content as text; `otherwise` is the key of the sentence for what is none."""
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise WorksheetError(say(otherwise, path=shown))


def _from_csv(text: str, shown: str) -> Answers | None:
    for delimiter in ",;\t":
        try:
            found = _entries(_csv_lines(text, delimiter), shown)
        except csv.Error as error:
            raise WorksheetError(say("not read", path=shown, reason=error)) from None
        if found:
            return found._replace(comma=delimiter == ";")
    return None


def _csv_lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in lines:
        yield lines.line_num, [meant(cell) for cell in cells]


def _from_workbook(content: bytes, shown: str) -> Answers | None:
    """The entries of the first sheet that has the headers."""
    for rows in sheets(content, shown):
        found = _entries(((i, [_of_workbook(cell) for cell in row]) for i, row in enumerate(rows, 1)), shown)
        if found:
            return found
    return None


def _of_workbook(cell: str) -> str:
    return Unworked(cell.removeprefix(FORMULA)) if cell.startswith(FORMULA) else meant(cell)


def _from_markdown(text: str, shown: str) -> Answers | None:
    def lines() -> Iterator[tuple[int, list[str]]]:
        for i, line in enumerate(text.splitlines(), 1):
            if line.lstrip().startswith("|") and line.strip(" \t|:-"):  # and is not the rule below the headers
                cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
                yield i, [html.unescape(re.sub(r"\\(.)", r"\1", cell.strip())) for cell in cells]

    found, code = _entries(lines(), shown, unmarked), re.search(rf"^<!-- {CODE_KEY} (\S+) -->", text, re.MULTILINE)
    if found and (line := next(filter(None, map(NAMED_LINE.match, text.splitlines())), None)):
        found = found._replace(name=found.name or line[1].strip(" *_"))
    return found._replace(code=code[1]) if found and code else found


def _entries(
    lines: Iterator[tuple[int, list[str]]], shown: str, plain: Callable[[str], str] = lambda answer: answer
) -> Answers | None:
    """The entries below the headers, with columns in any order; None if no line has the headers. Of answers, `plain`
    makes what they are without marks of the format.

    A formula without a result is a blank, but in the answer to a row, beside it, and as the key of an answer.
    """
    columns: dict[str, int] = {}
    known = set[int]()
    entries = []

    def more(cells: Sequence[str]) -> tuple[str, ...]:
        """What stands to the right of the answer, in columns without a header."""
        found = [cell for i, cell in enumerate(cells) if i > columns["header answer"] and i not in known]
        while found and not found[-1]:
            found.pop()
        return tuple(found)

    code: dict[str, None] = {}  # its pieces in their order, each once though a row be copied
    lang, name = "", ""
    for line, row in lines:
        formulas = {i: cell for i, cell in enumerate(row) if isinstance(cell, Unworked)}
        cells = ["" if i in formulas else cell.strip() for i, cell in enumerate(row)]
        if not columns:
            columns = _columns(cells)
            known = {i for i, cell in enumerate(cells) if cell}
            lang = _language_of(cells) if columns else ""
            name = name or ("" if columns else named(cells))
            continue
        found = {header: cells[i] if i < len(cells) else "" for header, i in columns.items()}
        key, answer = (formulas.get(columns[each], found[each]) for each in ("header key", "header answer"))
        if key == CODE_KEY and not found.get("header number"):  # else it is a row that has this name
            code[found["header answer"] or "".join(more(cells))] = None  # it may have been moved with the answers
        elif found["header key"] or found["header answer"] or (key and answer):
            beside = tuple(map(plain, more([formulas.get(i, cell) for i, cell in enumerate(cells)])))
            entries.append(Entry(line, key, plain(answer), found.get(NAME, ""), beside))
            _check_count(entries, shown)
        elif not found.get("header number"):
            name = name or named(cells)
    return Answers(entries, "".join(code), lang=lang, name=name) if columns else None


def _check_count(rows: Sequence[object], shown: str) -> None:
    if len(rows) > MOST_ROWS:
        raise WorksheetError(say("too many rows", path=shown, most=f"{MOST_ROWS:,}"))


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """The column of each header, in any language; empty unless there are a key and an answer."""
    names = _header_names()
    found = {names[cell.lower()]: i for i, cell in enumerate(cells) if cell.lower() in names}
    if not {"header key", "header answer"} <= found.keys():
        return {}
    whose = [i for i, cell in enumerate(cells) if cell.lower() in NAME_WORDS]
    return found | ({NAME: whose[0]} if whose else {})


def _language_of(headers: Sequence[str]) -> str:
    """The language of the line with the headers."""
    return next((lang for lang in LANGUAGES if catalogue(lang)["header answer"].lower() in map(str.lower, headers)), "")


@cache
def _header_names() -> dict[str, str]:
    return {catalogue(lang)[header].lower(): header for lang in LANGUAGES for header in HEADERS}


def _from_json(text: str, shown: str) -> Answers:
    """A saved worksheet, or simply `{"key": "answer", …}`."""
    try:
        content = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_no_twins)
        if not isinstance(content, dict):
            raise ValueError(say("JSON is no object"))
        rows = content.get("rows")
        if rows is None:
            rows = [{"key": key, "answer": answer} for key, answer in content.items() if key != CODE_KEY]
        _check_count(rows, shown)
        entries = []
        for i, row in enumerate(rows, 1):
            answer = row.get("answer")
            if not isinstance(row["key"], str) or not isinstance(answer, str | None):
                raise ValueError(say("JSON of a row", row=i))
            entries.append(Entry(i, row["key"], answer or ""))
        name = content.get("name", "") if "rows" in content else ""  # else it is the key of a row, or may be
        titles = {lang: catalogue(lang)["sheet title"].partition("{")[0] for lang in LANGUAGES}
        lang = next((lang for lang, title in titles.items() if str(content.get("title", "")).startswith(title)), "")
        return Answers(entries, str(content.get(CODE_KEY, "")), lang=lang, name=name if isinstance(name, str) else "")
    except WorksheetError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        reason = broken("JSON", error) if isinstance(error, json.JSONDecodeError) else f"JSON: {error}"
        raise WorksheetError(say("not read", path=shown, reason=reason)) from None


def _no_twins(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, answer in pairs:
        if key in found:
            raise ValueError(say("JSON key twice", key=printable(key)))
        found[key] = answer
    return found


FORMATS: dict[str, Callable[[str, str], Answers | None]] = {".json": _from_json, ".md": _from_markdown}
"""The readers of text by the ending of the file. Any other ending is read as CSV."""
