"""Answers beside their column are not marked, and that is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, mark, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.answers.answer import USUAL
from autograd.by_hand.marking.found import answers_to
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files.written import lines_of
from autograd.language import LANGUAGES, speaking
from tests.commands.test_main import ringo

SHEET = worksheet(Value(1.5, name="x") * Value(200.0, name="y"))
KEYS = [*SHEET.at]


def saved(path: Path, lines: Sequence[Sequence[str]]) -> Path:
    """The lines as a file in the format that its name says."""
    if path.suffix == ".xlsx":
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            page = book.add_worksheet()
            for i, line in enumerate(lines):
                page.write_row(i, 0, line)
        path.write_bytes(out.getvalue())
    elif path.suffix == ".md":
        path.write_text(
            "\n".join(f"|{'|'.join(line)}|" for line in lines) + f"\n<!-- ringo {SHEET.code} -->\n", "utf-8"
        )
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".md"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_one_column_too_far_are_told(ending: str, lang: str, tmp_path: Path) -> None:
    with speaking(lang):
        headers, *lines = lines_of(SHEET.table(answers=True))
    path = saved(tmp_path / f"a{ending}", [headers, *([*line[:3], "", line[3]] for line in lines)])
    for marks in mark(SHEET, path), mark(Sheet.load(path), path):
        assert marks.counts["blank"] == len(KEYS)
        first = next(i for i, line in enumerate([headers, *lines], 1) if line[0] == "1")
        said = f"{len(KEYS)} lines have something beside the column of answers, as line {first} has 300.0"
        said = f"{said}: it is not marked"
        assert marks.remarks == (said,)
    assert said in ringo("mark", str(path)).out
    assert f"{first} 行目の 300.0 など、{len(KEYS)} 行で" in mark(SHEET, path, lang="ja").remarks[0]


@given(st.lists(st.sampled_from(["", "?", "—", "0.5", "none"]), min_size=len(KEYS), max_size=len(KEYS)), st.booleans())
def test_lines_with_something_beside_a_blank_are_counted(beside: list[str], is_answered: bool) -> None:
    entries = [
        files.Entry(i, key, "7" if is_answered and i == 2 else "", more=("", cell) if cell else ())
        for i, (key, cell) in enumerate(zip(KEYS, beside, strict=True), 2)
    ]
    told = [entry.line for entry in entries if entry.more[-1:] not in ((), ("?",), ("—",)) and not entry.answer]
    remarks = remarks_on(entries)
    assert len(remarks) == bool(told)
    if len(told) == 1:
        assert remarks[0].startswith(f"line {told[0]} has ")
    elif told:
        assert remarks[0].startswith(f"{len(told)} lines have ")
        assert f"as line {told[0]} has" in remarks[0]


def remarks_on(entries: list[files.Entry]) -> list[str]:
    return answers_to(SHEET, files.Answers(entries, ""), USUAL)[1]


def test_a_key_in_another_case_has_its_remark_too(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.csv", [["key", "answer"], ["Grad x", "", "200"], ["v1", "300"]])
    assert any(remark.startswith("line 2 has 200 beside") for remark in mark(SHEET, path).remarks)


def test_a_note_beside_an_answer_is_nobodys_mistake(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.csv", [["key", "answer"], *([key, "300", "as in the book"] for key in KEYS)])
    assert not [remark for remark in mark(SHEET, path).remarks if "beside" in remark]
