"""Files of answers in every format, and the codes of worksheets.

What is packed in a file is changed before it is packed: else hardly an input would come further than a checksum.
"""

from __future__ import annotations

import base64
import functools
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from autograd import Value, sigmoid, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files import cells, read
from autograd.by_hand.sheet.files.workbook import xlsx
from autograd.by_hand.sheet.sheet import from_code
from tests.fuzz.beside import Beside
from tests.fuzz.target import Target

REFUSALS = (WorksheetError,)
WORDS = [
    "key", "answer", "#", "name", "code", "項目", "答え", "名前", '"', '""', ",", ";", "\t", "\r\n", "|", "\\|", "---",
    "<!-- code ", " -->", "{", "}", "[", "]", "null", '"rows"', '"answer"', "\ufeff", "Name: ", "&amp;", "\0", "\x1d",
]  # fmt: skip
XML = [
    "<row ", "</row>", "<c ", "</c>", "<v>", "</v>", ' t="s"', ' t="str"', ' t="e"', ' t="b"', ' r="A1"', "<f>",
    ' s="1"', "<table:table-cell", "<text:p>", ' table:number-columns-repeated="3"', ' office:value="1"', "&#x0;",
    "<!--", "<is><t>",
]  # fmt: skip


@functools.cache
def sheet() -> Sheet:
    w, x, b = Value(0.5, name="w"), Value(2.0, name="x"), Value(-0.25, name="b")
    return worksheet((sigmoid(w * x + b) - 0.3) ** 2, 0.1, level="nodes", grids=True)


def texts(made: Callable[[files.Table], str]) -> list[bytes]:
    """The sheet, empty and filled in, with a learner's name and without a code."""
    filled = sheet().table(answers=True, student="Anna")
    return [made(table).encode() for table in (sheet().table(), filled, filled._replace(code=""))]


def reader(name: str, ending: str, seeds: Sequence[bytes]) -> Target:
    def answers(content: bytes) -> None:
        read.answers_in(content, Path(f"a{ending}"))

    return Target(name, answers, REFUSALS, seeds, WORDS, 4096)


def _csv() -> Target:
    [first, *rest] = texts(files.csv_text)
    other = [first.replace(b",", b";"), first.decode().encode("utf-16"), "項目,答え\r\nv1,２\r\n".encode("cp932")]
    return reader("csv", ".csv", [first, *rest, *other, b"key\tanswer\nv1\t2\n", b"key,answer,name\nv1,2,Anna\n"])


def _markdown() -> Target:
    return reader(
        "markdown", ".md", [*texts(files.markdown), b"| key | answer |\n|---|---|\n| v1 | 2 |\n\nName: Anna\n"]
    )


def _json() -> Target:
    return reader("json", ".json", [*texts(files.json_text), b'{"v1": "2", "v2": 3.5, "code": ""}'])


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, part in parts.items():
            book.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _workbook(name: str, parts: Mapping[str, bytes], changed: Sequence[str]) -> Target:
    """A reader of workbooks with one part changed, which the first byte chooses; or else of any bytes at all. Whatever
    ends the process that reads cells is one refusal, as in `sheets`; but it must end."""
    beside = Beside()

    def found(content: bytes, shown: str) -> list[list[list[str]]]:
        printed = beside.cells_of(content)
        if printed is None:
            raise WorksheetError(f"{shown} is no workbook")
        return [[row.split(cells.CELL) for row in each.split(cells.ROW)] for each in printed.split(cells.SHEET)]

    def answers(content: bytes) -> None:
        which = content[:1]
        if which.isdigit() and int(which) < len(changed):
            content = packed({**parts, changed[int(which)]: content[1:]})
        with patch.object(read, "sheets", found):
            read.answers_in(content, Path(f"a.{name}"))

    seeds = [str(i).encode() + parts[each] for i, each in enumerate(changed)]
    return Target(name, answers, REFUSALS, [*seeds, packed(parts)], [*XML, *WORDS], 8192)


def _xlsx() -> Target:
    with zipfile.ZipFile(io.BytesIO(xlsx(sheet().table(answers=True)))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    names = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml")
    return _workbook("xlsx", parts, [*names, "xl/_rels/workbook.xml.rels", "[Content_Types].xml"])


def _ods() -> Target:
    row = "".join
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'.format
    number = '<table:table-cell office:value-type="float" office:value="2.5"><text:p>2.5</text:p></table:table-cell>'
    rows = [row(map(cell, ("#", "key", "asks", "answer"))), cell("1") + cell("v1") + cell("w * x") + number]
    table = "".join(f"<table:table-row>{each}</table:table-row>" for each in rows)
    spaces = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{table}</table:table></office:spreadsheet>'
    content = f"<office:document-content{spaces}>{body}</office:body></office:document-content>"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content.encode()}
    return _workbook("ods", parts, ["content.xml", "META-INF/manifest.xml"])


def _code() -> Target:
    def unpacked(code: str) -> bytes:
        return zlib.decompress(base64.urlsafe_b64decode(code))

    def made(content: bytes) -> None:
        if content[:1] == b"[":
            content = base64.urlsafe_b64encode(zlib.compress(content, 1))
        from_code(content.decode("latin-1"))

    a, b = Value(2.0, name="a"), Value(3.0, name="b")
    others = [worksheet(a * b), worksheet([a * b, a + b], 0.1, optimizer="adam", steps=3), worksheet(a**2.0, digits=2)]
    codes = [each.code for each in (sheet(), *others)]
    names = re.findall(rb'"[a-z_]+"', b"".join(map(unpacked, codes)))
    return Target(
        "code", made, REFUSALS, [*map(unpacked, codes), codes[1].encode()], sorted({n.decode() for n in names}), 2048
    )


TARGETS = {"csv": _csv, "markdown": _markdown, "json": _json, "xlsx": _xlsx, "ods": _ods, "code": _code}
