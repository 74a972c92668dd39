"""Workbooks are known by their content: one that is none or is damaged is refused in a sentence, and kept."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from autograd import mark
from autograd.by_hand import mark_files
from autograd.by_hand.sheet.files import cells
from autograd.by_hand.sheet.files.workbook import xlsx
from tests.by_hand.sheet.test_bad_files import SHEET, refused
from tests.by_hand.sheet.test_workbook_cells import book
from tests.by_hand.sheet.test_workbooks import parts
from tests.conftest import thinned
from tests.copies import ROOT


def damaged(xml: bytes) -> bytes:
    """A workbook whose first sheet has this content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts(xlsx(SHEET.table())).items():
            file.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else content)
    return out.getvalue()


def with_password() -> bytes:
    """The container that Excel puts an encrypted workbook in: a header, its table of sectors, and its folder."""
    free, last = 0xFFFFFFFF, 0xFFFFFFFE
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, last, 0, last, 0) + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", 0xFFFFFFFD, last, *[free] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        text = f"{name}\0".encode("utf-16-le")
        return text.ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", len(text), kind, 1, free, free, child, last, 0)

    return head + sectors + entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, free) + bytes(256)


SHEET_XML = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
UNREADABLE = "is no workbook that can be read"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "blank": (lambda: b" \r\n", "is empty"),
    "a text": (lambda: b"key,answer\nv1,1\n", UNREADABLE),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UNREADABLE),
    "half a workbook": (lambda: xlsx(SHEET.table())[:4000], UNREADABLE),
    "another zip": (lambda: zipped("a.txt", b"a"), UNREADABLE),
    "half an XML": (lambda: damaged(b"<worksheet><sheetData><row><c r='A1'"), UNREADABLE),
    "a password": (with_password, UNREADABLE),
    "a bomb": (
        lambda: damaged(SHEET_XML % (b"<row><c t='str'><v>%s</v></c></row>" % (b"1" * 20_000_000))),
        UNREADABLE,
    ),
    "no header": (lambda: book(lambda made, page: page.write(0, 0, "v1")), "has no line with the headers"),
    "no cell": (lambda: book(lambda made, page: None), "has no line with the headers"),
}


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("what", "ending"), thinned(product(BAD, [".xlsx", ".ods", ".xls"])))
def test_a_workbook_without_answers_is_refused_and_kept(what: str, ending: str, tmp_path: Path) -> None:
    made, said = BAD[what]
    content = made()
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    assert said in refused(path)
    assert path.read_bytes() == content


def test_the_process_that_reads_has_limits_and_may_end_without_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = SHEET.save(tmp_path / "sheet.xlsx")
    ending = tmp_path / "ending.py"
    ending.write_text("import os; print('half a', flush=True); os._exit(3)", "utf-8")
    with monkeypatch.context() as other:
        other.setattr(cells, "__file__", str(ending))
        assert UNREADABLE in refused(path)
    resource = pytest.importorskip("resource")
    code = "import resource; from autograd.by_hand.sheet.files import cells; cells.limit(7); "
    code += "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    memory, seconds = map(int, done.stdout.split())
    assert memory != resource.RLIM_INFINITY
    assert memory <= cells.MOST_MEMORY
    assert seconds == 7


def test_a_small_workbook_that_describes_a_large_table_has_little_time() -> None:
    book = (cells.LEAST_SECONDS + 1) * cells.BYTES_A_SECOND
    assert cells.seconds_for(0) == cells.seconds_for(cells.BYTES_A_SECOND - 1) == 2
    assert cells.seconds_for(book) == 2 + 3
    assert cells.seconds_for(10**9) == cells.MOST_SECONDS


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    for ending in ".xls", ".ods", ".csv", ".txt":
        path = (tmp_path / "sheet.xlsx").with_suffix(ending)
        path.write_bytes(xlsx(SHEET.table(answers=True)))
        assert mark(SHEET, path).score == 1.0
    path = tmp_path / "sheet.csv"
    path.write_bytes(zipped("a.txt", b"a"))
    assert "is no workbook" in refused(path)


def test_markdown_is_read_from_a_text_file(tmp_path: Path) -> None:
    path = SHEET.save(tmp_path / "sheet.md", answers=True).rename(tmp_path / "sheet.md.txt")
    assert mark(SHEET, path).score == 1.0


def test_files_of_all_formats_are_marked_together(tmp_path: Path) -> None:
    paths = [SHEET.save(tmp_path / f"a{ending}", answers=True) for ending in (".csv", ".xlsx", ".md", ".json")]
    (tmp_path / "bad.xlsx").write_bytes(b"PK\3\4")
    for count in (1, 2):  # here, and in processes
        outcomes = [*mark_files([*paths, tmp_path / "bad.xlsx"] * count)]
        for one in outcomes:
            if "bad" in one.path:
                assert UNREADABLE in one.problem
            else:
                assert one.marks is not None
                assert one.marks.score == 1.0
