"""Sheets that LibreOffice and Gnumeric have opened and saved: right numbers are marked right, and wrong ones wrong.

The programs drop zeros and signs, cut digits, work out formulas, and take fractions for dates. Their tests are skipped
where they are not installed (Debian: libreoffice-calc, gnumeric).
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from autograd import Value, mark, total, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files.workbook import xlsx
from tests.conftest import takes_long, thinned

ANSWERS = [
    (0.5, "0.500", "right"),
    (0.4996, "0.500", "right"),
    (2.5, "+2.5", "right"),
    (-0.25, "-0.25", "right"),
    (-2.0, "−2", "right"),
    (0.001, "1e-3", "right"),
    (1.5e-7, "1.50×10^-7", "right"),
    (1 / 3, "0.3333333333333333", "right"),
    (0.1 + 0.2, "0.30000000000000004", "right"),
    (1 / 3, "=1/3", "right"),
    (1.5, "1 1/2", "right"),
    (1.5, "１.５", "right"),
    (0.5, "50%", "right"),
    (1234567.0, "1230000", "right"),
    (0.5, "0.51", "wrong"),
    (2 / 3, "0.67", "wrong"),
    (2 / 3, "0.666", "wrong"),
    (-0.25, "0.25", "wrong"),
    (1 / 3, "=1/4", "wrong"),
    (0.5, "half", "unreadable"),
    (0.5, "", "blank"),
]
"""The true number, what was typed, and the verdict."""
READINGS = [(0.5, "1/2"), (0.75, "3/4"), (0.4, "2/5"), (12345.5, "12,345.5")]
"""A program may make a date of a fraction; and where ; stands between cells, a comma is no sign between groups. Then
the row is unreadable, and never wrong."""
TYPED = [typed for _, typed, _ in ANSWERS] + [typed for _, typed in READINGS]


def made() -> Sheet:
    one = Value(1.0, name="one")
    numbers = [true for true, *_ in (*ANSWERS, *READINGS)]
    return worksheet(total([Value(true, name=f"a{i}") * one for i, true in enumerate(numbers, 1)]))


SHEET = made()
KEYS = [f"v{i}" for i, _ in enumerate(TYPED, 1)]


def filled() -> files.Table:
    typed = dict(zip(KEYS, TYPED, strict=True))
    table = SHEET.table()
    return table._replace(rows=[[n, key, asks, typed.get(key, "")] for n, key, asks, _ in table.rows])


def delimited(delimiter: str) -> bytes:
    """The sheet as CSV, with another sign between the cells."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(files.csv_text(filled()), newline="")))
    return out.getvalue().encode("utf-8-sig")


def write_sources(folder: Path) -> None:
    for name, delimiter in ("comma", ","), ("semicolon", ";"), ("tab", "\t"):
        (folder / f"{name}.csv").write_bytes(delimited(delimiter))
    (folder / "book.xlsx").write_bytes(xlsx(filled()))


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def misread(path: Path) -> list[str]:
    """The rows of a file whose verdict is another than it should be, and the remarks."""
    marks = mark(SHEET, path)
    rows = {row.key: row for row in marks.rows}
    allowed = [{verdict} for *_, verdict in ANSWERS] + [{"right", "unreadable"} for _ in READINGS]
    return [
        f"{path.parent.name}/{path.name}: {typed} came back as {rows[key].answer} and is {rows[key].verdict}"
        for key, typed, verdicts in zip(KEYS, TYPED, allowed, strict=True)
        if rows[key].verdict not in verdicts
    ] + [*marks.remarks]


def text(delimiter: str, special: bool = False) -> str:
    """LibreOffice's filter for CSV: the sign between cells, UTF-8, English, and whether a fraction becomes a date."""
    return f"Text - txt - csv (StarCalc):{ord(delimiter)},34,76,1,,1033,false,{str(special).lower()}"


OFFICE = [
    ("comma.csv", text(","), f"csv:{text(',', True)}"),
    ("comma.csv", text(","), "xlsx"),
    ("comma.csv", text(",", special=True), "ods"),
    ("semicolon.csv", text(";"), f"csv:{text(';', True)}"),
    ("tab.csv", text("\t"), f"csv:{text(chr(9), True)}"),
    ("tab.csv", text("\t", special=True), "xls"),
    ("book.xlsx", "", f"csv:{text(';', True)}"),
    ("book.xlsx", "", "xlsx"),
    ("book.xlsx", "", "ods"),
    ("book.xlsx", "", "xls"),
]
"""What is opened, how, and what it is saved as."""


@takes_long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_marked(tmp_path: Path) -> None:
    write_sources(tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    wrong = []
    for i, (source, opened, saved) in enumerate(OFFICE):
        folder = tmp_path / str(i)
        how = [f"--infilter={opened}"] if opened else []
        run("soffice", profile, "--headless", *how, "--convert-to", saved, "--outdir", folder, tmp_path / source)
        (path,) = folder.iterdir()
        wrong += misread(path)
    assert not wrong


GNUMERIC = [
    ("out.csv", []),
    ("out.xlsx", []),
    ("out.ods", []),
    ("out.xls", []),
    ("semicolon.csv", ["-T", "Gnumeric_stf:stf_assistant", "-O", "separator=;"]),
    ("tab.csv", ["-T", "Gnumeric_stf:stf_assistant", "-O", "separator='\t'"]),
]
"""What is saved, and how. Without its window, Gnumeric opens no CSV with other signs between the cells."""


@pytest.mark.skipif(not shutil.which("ssconvert"), reason="Gnumeric is not installed")
@pytest.mark.parametrize("source", ["comma.csv", "book.xlsx"])
def test_what_gnumeric_saves_is_marked(source: str, tmp_path: Path) -> None:
    write_sources(tmp_path)
    (tmp_path / "saved").mkdir()
    wrong = []
    for name, how in thinned(GNUMERIC):
        path = tmp_path / "saved" / name
        run("ssconvert", *how, tmp_path / source, path)
        wrong += misread(path)
    assert not wrong
