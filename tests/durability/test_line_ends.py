"""Every file that is read may have the line ends of Windows, a mark of its byte order, and 16 bits for a sign."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import nn
from tests.commands.test_main import ringo
from tests.durability.writers import SUM

ENCODED: dict[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CRLF and BOM": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "UTF-16": lambda text: text.replace("\n", "\r\n").encode("utf-16"),
}
each = pytest.mark.parametrize("encoded", ENCODED.values(), ids=list(ENCODED))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@each
@pytest.mark.parametrize("ending", ["csv", "md", "json"])
def test_worksheets(ending: str, encoded: Callable[[str], bytes]) -> None:
    assert ringo("worksheet", *SUM, "--answers", "--save", f"sheet.{ending}").status == 0
    expected = ringo("mark", f"sheet.{ending}")
    assert "13 of 13 points" in expected.out
    text = Path(f"sheet.{ending}").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    Path(f"sheet.{ending}").write_bytes(encoded(text))
    assert ringo("mark", f"sheet.{ending}") == expected


@each
def test_what_a_teacher_writes(encoded: Callable[[str], bytes]) -> None:
    Path("students.csv").write_bytes(encoded("name,id\nÄiko,1\nBen,2\n"))
    assert ringo("class", "students.csv", *SUM, "--seed", "1", "--save", "class", "--format", "csv").status == 0
    assert sorted(path.name for path in Path("class", "sheets").iterdir()) == ["Ben.csv", "Äiko.csv"]
    Path("handed").mkdir()
    ringo("worksheet", *SUM, "--answers", "--save", "handed/ben.csv")
    Path("points.toml").write_bytes(encoded('[kinds]\n"gradient" = 2\n'))
    Path("corrections.csv").write_bytes(encoded("student,row,points\nben,v1,0\n"))
    options = ("--students", "students.csv", "--corrections", "corrections.csv")
    told = ringo("mark", "handed", *options, "--report", "class.csv")
    assert told.status in (0, 1), told.err
    assert "ben" in Path("class.csv").read_text("utf-8-sig").lower()
    wrong = ringo("mark", "handed", "--points", "points.toml", "--report", "again.csv")
    assert "TOML" not in wrong.err  # it was read; what it says may be refused
    shutil.rmtree("handed")


@each
def test_tables(encoded: Callable[[str], bytes]) -> None:
    Path("table.csv").write_bytes(encoded("a,b,y\n1.5,2,0\n2.5,9,1\n3.5,4,0\n"))
    sixteen = encoded("a").startswith((b"\xff", b"\xfe"))
    if sixteen:
        with pytest.raises(ValueError, match="encoding='utf-16'"):
            nn.data.csv("table.csv", target="y")
    table = nn.data.csv("table.csv", target="y", encoding="utf-16" if sixteen else "utf-8")
    assert [list(row) for row in table.xs] == [["1.5", "2"], ["2.5", "9"], ["3.5", "4"]]
