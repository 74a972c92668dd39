"""The cells of a workbook as text: `python cells.py < workbook`, a process of its own that prints them.

A small file can describe a table that is too large for any memory, and then the system ends the process that reads it.
So this process is limited, and costs one file when it ends. It starts once for each file, so it imports little, and
nothing of autograd.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

MOST_MEMORY, MOST_SECONDS = 2_000_000_000, 60
"""Bytes and seconds of this process. A worksheet of 10,000 rows takes 100 MB and a second."""
LEAST_SECONDS, BYTES_A_SECOND = 2, 20_000
"""A small file has fewer seconds, since it may describe a large table: some, and one more for so many bytes."""
MOST_CHARACTERS = 10_000_000
"""The most that is printed. As CSV, a file has no more either."""
SHEET, ROW, CELL = "\x1d\x1e\x1f"
"""What is printed between sheets, rows and cells."""
FORMULA = "\x1b"
"""What is printed before a formula without a result. In what a cell holds, these four signs become blanks."""
BLANKS = str.maketrans(SHEET + ROW + CELL + FORMULA, "    ")
DIGITS = 12
"""Significant digits of a number in a cell. Programs keep 15 of them, and a formula loses the last ones to rounding."""


def cells_of(workbook: bytes) -> str:
    """The rows of each sheet, from the first row on. Raises an error for what is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    workbook = with_what_is_blank(workbook)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    except CalamineError:
        book = CalamineWorkbook.from_filelike(io.BytesIO(unindented(workbook)))
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names]
    return SHEET.join(ROW.join(CELL.join(map(typed, row)) for row in sheet) for sheet in sheets)


def with_what_is_blank(workbook: bytes) -> bytes:
    """A workbook .xlsx or .ods in which an error such as #DIV/0! is a text, and a formula that no program has worked
    out too. calamine reads them as blank cells."""
    return replaced(workbook, lambda name: name.startswith("xl/worksheets/"), *XLSX_TEXTS) or (
        replaced(workbook, lambda name: name == "content.xml", *ODS_TEXTS) or workbook
    )


XLSX_ERROR = rb"""(<(?:\w+:)?c\s(?:[^<>]*\s)?t=)(["'])e\2"""
"""An error in a cell, up to the type of the cell."""
ODS_ERROR = rb"""\soffice:string-value=""(?=(?:\s[\w:-]+="[^"<>]*"){0,9}\scalcext:value-type="error")"""
"""The blank text for which the error is seen in a cell of LibreOffice: few attributes stand between the two."""
NO_RESULT = os.urandom(16).hex()
"""What stands before a formula without a result while calamine reads it. Each process draws its own, so no workbook can
hold it."""
XLSX_FORMULA = (
    rb"""(<((?:\w+:)?)c(?:\s+(?!t=)[\w:]+=(?:"[^"<>]*"|'[^'<>]*')){0,9})\s*>\s*"""
    rb"""<\2f(?:\s[^<>]*)?(?:/>|>([^<]*)</\2f>)(?:\s*<\2v(?:\s*/>|>\s*</\2v>))?\s*</\2c>"""
)
"""A cell with a formula and no value, as libraries write it that do not calculate. A result that is a blank text has
the type of a text."""
ODS_ATTRIBUTES = rb"""(?:\s+(?!office:value-type=)[\w:.-]+="[^"<]*"){0,20}"""
ODS_FORMULA = (
    rb"""<table:table-cell(%b?\s+table:formula="(?:\w+:)?=?([^"<]*)"%b)\s*(?:/>|>\s*</table:table-cell>)"""
    % (ODS_ATTRIBUTES, ODS_ATTRIBUTES)
)
XLSX_TEXTS = (
    (XLSX_ERROR, rb"\1\2str\2"),
    (XLSX_FORMULA, rb'\1 t="str"><\2v>' + NO_RESULT.encode() + rb"=\3</\2v></\2c>"),
)
ODS_TEXTS = (
    (ODS_ERROR, b""),
    (
        ODS_FORMULA,
        rb'<table:table-cell\1 office:value-type="string"><text:p>' + NO_RESULT.encode() + rb"=\2</text:p>"
        rb"</table:table-cell>",
    ),
)


def unindented(workbook: bytes) -> bytes:
    """A workbook .ods without blanks between the tags of its table. Gnumeric writes them, and calamine refuses them."""
    between = rb">\s+<(?=/?(?:table|office)\b|text:p\b)"
    return replaced(workbook, lambda name: name == "content.xml", (between, b"><")) or workbook


def replaced(workbook: bytes, here: Callable[[str], bool], *others: tuple[bytes, bytes]) -> bytes | None:
    """The workbook with something else for each of these patterns in its parts of these names; None if none of them is
    there."""
    import re
    import zlib
    from zipfile import BadZipFile, ZipFile

    out, found, any_there = io.BytesIO(), dict[str, bytes](), False
    try:
        with ZipFile(io.BytesIO(workbook)) as old, ZipFile(out, "w") as new:
            for name in filter(here, old.namelist()):
                found[name] = old.read(name)
                for pattern, other in others:
                    found[name], many = re.subn(pattern, other, found[name])
                    any_there = any_there or many > 0
            if not any_there:
                return None
            for name in old.namelist():
                new.writestr(name, found[name] if name in found else old.read(name))
    except (BadZipFile, RuntimeError, zlib.error):  # it is an .xls, or calamine says what it is
        return None
    return out.getvalue()


def typed(cell: object) -> str:
    """What a learner sees in a cell. Of a number that was typed, a program may have dropped a sign + and zeros.

    >>> from datetime import date
    >>> typed(0.1 + 0.2), typed(1230000.0), typed(True), typed(date(2026, 1, 2)), typed("=1/3")
    ('0.3', '1230000', 'TRUE', '2026-01-02', '=1/3')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return f"{cell:.{DIGITS}g}"
    return str(cell).translate(BLANKS).replace(NO_RESULT, FORMULA)


def seconds_for(size: int) -> int:
    """The seconds of the processor for a workbook of so many bytes.

    >>> seconds_for(10_000), seconds_for(400_000), seconds_for(10_000_000)
    (2, 22, 60)
    """
    return min(MOST_SECONDS, LEAST_SECONDS + size // BYTES_A_SECOND)


def limit(seconds: int) -> None:
    """Limit the memory and the time of this process, where the system can do so."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, seconds):
        try:
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
        except (ValueError, OSError):  # a lower limit holds already, or the system knows no such limit
            continue


def main() -> None:
    workbook = sys.stdin.buffer.read()
    limit(seconds_for(len(workbook)))
    found = cells_of(workbook)
    if len(found) > MOST_CHARACTERS:
        sys.exit(1)
    sys.stdout.buffer.write(found.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
