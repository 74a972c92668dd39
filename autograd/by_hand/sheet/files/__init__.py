"""Worksheets as files. Their content is made and judged elsewhere.

- `written`: a sheet as CSV, Markdown or JSON
- `workbook`: a sheet as .xlsx, and the cells of .xlsx, .ods and .xls
- `cells`: the process that reads these cells
- `saved`: a sheet in a file
- `moodle`: a sheet for the question bank of Moodle
- `paper`: a sheet as PDF, and other documents
- `read`: the answers in a file, whatever program wrote it
"""

from autograd.by_hand.answers.words import NAME_WORDS
from autograd.by_hand.sheet.files.moodle import Foreseen
from autograd.by_hand.sheet.files.read import (
    MOST_BYTES,
    Answers,
    Entry,
    answers_in,
    content_of,
    decoded,
    load,
)
from autograd.by_hand.sheet.files.saved import require_folder, require_place, save, write
from autograd.by_hand.sheet.files.written import (
    HEADERS,
    Table,
    csv_lines,
    csv_text,
    json_text,
    markdown,
    plain,
)

__all__ = [
    "HEADERS",
    "MOST_BYTES",
    "NAME_WORDS",
    "Answers",
    "Entry",
    "Foreseen",
    "Table",
    "answers_in",
    "content_of",
    "csv_lines",
    "csv_text",
    "decoded",
    "json_text",
    "load",
    "markdown",
    "plain",
    "require_folder",
    "require_place",
    "save",
    "write",
]
