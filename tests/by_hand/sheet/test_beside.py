"""Answers beside their column are not marked, and that is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from html import escape
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
from tests.by_hand.sheet.test_grids import layer
from tests.by_hand.sheet.test_workbook_cells import ods
from tests.commands.test_main import ringo

SHEET = worksheet(Value(1.5, name="x") * Value(200.0, name="y"))
KEYS = [*SHEET.at]
STRING = 'office:value-type="string"'


def saved(path: Path, lines: Sequence[Sequence[str]], code: str = SHEET.code) -> Path:
    """The lines as a file in the format that its name says."""
    if path.suffix == ".xlsx":
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            page = book.add_worksheet()
            for i, line in enumerate(lines):
                page.write_row(i, 0, line)
        path.write_bytes(out.getvalue())
    elif path.suffix == ".md":
        path.write_text("\n".join(f"|{'|'.join(line)}|" for line in lines) + f"\n<!-- ringo {code} -->\n", "utf-8")
    elif path.suffix == ".ods":
        cells = [
            [f"<table:table-cell {STRING}><text:p>{escape(c)}</text:p></table:table-cell>" for c in l] for l in lines
        ]
        path.write_bytes(ods("".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)))
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


GRIDS = layer()
"""Six lines of two or three cells, and two of one cell."""


def in_grids(lang: str, shift: Callable[[int], int]) -> list[list[str]]:
    """The lines of a file of right answers, each line of cells so far to the right."""
    with speaking(lang):
        headers, *lines = lines_of(GRIDS.table(answers=True))
    keys = [row[1] for row in GRIDS.table().rows]
    far = [shift(keys.index(line[1])) if line[0] else 0 for line in lines]
    return [[*headers], *([*line[:3], *[""] * k, *line[3:]] for line, k in zip(lines, far, strict=True))]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".md"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_cells_one_column_too_far_are_told_once(ending: str, lang: str, tmp_path: Path) -> None:
    lines = in_grids(lang, lambda line: 1)
    path = saved(tmp_path / f"a{ending}", lines, GRIDS.code)
    marks = mark(GRIDS, path)
    assert {row.verdict for row in marks.rows} == {"blank"}
    first = next(i for i, line in enumerate(lines, 1) if line[0] and i > 1)
    alone, cell = next((i, line[4]) for i, line in enumerate(lines, 1) if line[0] and i > 1 and line[1] in GRIDS.at)
    said = f"6 lines begin too far to the right, as line {first} with 2.0, and are not marked: "
    assert marks.remarks == (
        f"{said}the first answer of a line belongs in the column of answers",
        f"2 lines have something beside the column of answers, as line {alone} has {cell}: it is not marked",
    )
    shifted, beside = mark(GRIDS, path, lang="ja").remarks
    assert f"{first} 行目の 2.0 など、6 行で答えが右にずれている" in shifted
    assert f"{alone} 行目の {cell} など、2 行で答えの列の右" in beside


@given(st.lists(st.integers(0, 4), min_size=8, max_size=8))
def test_lines_that_are_shifted_are_blank_and_the_others_are_marked(shifts: list[int]) -> None:
    _, *lines = in_grids("en", shifts.__getitem__)
    entries = [files.Entry(i, line[1], line[3], more=(*line[4:],)) for i, line in enumerate(lines, 2) if line[0]]
    answers, remarks = answers_to(GRIDS, files.Answers(entries, ""), USUAL)
    rows = {line.key: line.rows for grid in GRIDS.blocks for line in grid.lines}
    rows |= {key: (row.position,) for key, row in GRIDS.at.items()}
    blank = {i for entry, shift in zip(entries, shifts, strict=True) if shift for i in rows[entry.key]}
    assert {i for i, answer in answers.items() if answer.blank} == blank
    of_grids = {bool(shift) for entry, shift in zip(entries, shifts, strict=True) if entry.key not in GRIDS.at}
    alone = {bool(shift) for entry, shift in zip(entries, shifts, strict=True) if entry.key in GRIDS.at}
    assert len(remarks) == any(of_grids) + any(alone)


def test_a_row_with_a_comment_beside_it_is_told_for_itself(tmp_path: Path) -> None:
    lines = [["key", "answer", "", "", ""], ["grad b", "", "2", "-2"], ["grad W[0][0]", "", "see page 2"]]
    remarks = mark(GRIDS, saved(tmp_path / "a.csv", lines)).remarks
    assert remarks[-2:] == (
        "1 line begins too far to the right, as line 2 with 2, and is not marked: "
        "the first answer of a line belongs in the column of answers",
        "line 3 has see page 2 beside the column of answers: it is not marked",
    )


@pytest.mark.parametrize("cells", [["-", "2", "-2"], ["", "2.00", "-3"], ["?", "", "2", "-2"], ["", "", "2", "7"]])
def test_a_line_is_shifted_if_an_answer_is_right_to_the_left(cells: list[str], tmp_path: Path) -> None:
    marks = mark(GRIDS, saved(tmp_path / "a.csv", [["key", "answer", "", "", ""], ["grad b", *cells]]))
    assert {row.verdict for row in marks.rows if row.key.startswith("grad b")} == {"blank"}
    assert any("1 line begins too far" in remark for remark in marks.remarks)


def test_points_beside_wrong_answers_do_not_shift_them(tmp_path: Path) -> None:
    marks = mark(GRIDS, saved(tmp_path / "a.csv", [["key", "answer", "", "", ""], ["grad b", "", "5", "0"]]))
    assert [row.verdict for row in marks.rows if row.key.startswith("grad b")] == ["blank", "wrong"]
    assert not any("too far" in remark for remark in marks.remarks)


@pytest.mark.parametrize(
    "cells",
    [["", "-2"], ["2", "-2", "7"], ["?", "-2", "7"], ["", "-2", "as in the book"], ["", "-2", "1"], ["", "-2", "-2"]],
)
def test_other_lines_are_not_shifted(cells: list[str], tmp_path: Path) -> None:
    lines = [["key", "answer", "", ""], ["grad b", *cells]]
    marks = mark(GRIDS, saved(tmp_path / "a.csv", lines))
    assert [row.verdict for row in marks.rows if row.key.startswith("grad b")][1] == "right"
    assert not any("too far" in remark for remark in marks.remarks)
