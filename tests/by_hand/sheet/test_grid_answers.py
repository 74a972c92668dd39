"""What people type in grids: one cell after another, or a block in one cell, transposed or of another size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograd import mark, parse, worksheet
from tests.by_hand.sheet.test_grids import LAYER, NUMBERS, SQUARE, TRUE, layer, verdicts


def test_a_slip_in_one_cell_costs_one_mark() -> None:
    marks = mark(layer(), {"grad W[0]": 2, "grad W": [[2, 4, -2], [-2, -4, -2]], "new W": [[0, 1, 6], [3, 6, 7]]})
    assert verdicts(marks, "grad W") == ["right"] * 5 + ["wrong"]
    assert verdicts(marks, "new W") == ["right"] * 5 + ["carried"]


WRITTEN = [
    "[[2, 4, -2], [-2, -4, 2]]", "[[2,4,-2],[-2,-4,2]]", "2 4 -2; -2 -4 2", "[2, 4, -2; -2, -4, 2]",
    "2, 4, -2\n-2, -4, 2",
    "［［２，４，−２］，［−２，−４，２］］", "((2, 4, -2), (-2, -4, 2))",
    "[[4/2, 2*2, -2], [-2, -4, √4]]", "=[[2, 4, -2], [-2, -4, 2]]",
    [[2, 4, -2], [-2, -4, 2]], ((2.0, "4", -2), ("-2", -4, 2)),
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("grids", [True, False])
def test_a_matrix_can_be_typed_in_one_cell(written: Any, grids: bool) -> None:
    marks = mark(layer(grids=grids), {"grad W": written})
    assert verdicts(marks, "grad W") == ["right"] * 6
    assert not marks.remarks


@pytest.mark.parametrize("written", ["[2, -2]", "2, -2", "[2; -2]", "[[2], [-2]]", "2; -2", [2, -2]])
def test_a_vector_can_be_typed_in_one_cell(written: Any) -> None:
    assert verdicts(mark(layer(), {"grad b": written}), "grad b") == ["right"] * 2


def test_a_line_can_be_typed_in_its_first_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('key,answer,,\ngrad W[1],"[-2, -4, 2]",,\ngrad W[0],2,4,-2\n', "utf-8")
    assert verdicts(mark(layer(), tmp_path / "a.csv"), "grad W") == ["right"] * 6


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[[2, -2], [4, -4], [-2, 2]]", "is transposed: a matrix of 2 x 3 is asked for, and it is a matrix of 3 x 2"),
        ("[[2, 4], [-2, -4]]", "is a matrix of 2 x 2, and a matrix of 2 x 3 is asked for"),
        ("[[2, 4, -2], [-2, -4]]", "have different lengths, and a matrix of 2 x 3 is asked for"),
        ([[2, 4]], "is a matrix of 1 x 2, and a matrix of 2 x 3 is asked for"),
    ],
)
def test_a_block_that_does_not_fit_is_told_and_costs_no_other_row(written: Any, said: str) -> None:
    marks = mark(layer(), {"grad W": written, "new W": TRUE["new W"]})
    assert verdicts(marks, "grad W") == ["unreadable"] * 6
    assert all(said in row.reasons[0] for row in marks.rows if row.key.startswith("grad W"))
    assert verdicts(marks, "new W") == ["right"] * 6


def test_a_transposed_matrix_is_told() -> None:
    sheet = layer(SQUARE)
    marks = mark(sheet, {"grad W": [[1, 3], [2, 6]]})
    assert verdicts(marks, "grad W") == ["right", "wrong", "wrong", "right"]
    wrong = [row for row in marks.rows if row.verdict == "wrong"]
    assert {row.reasons for row in wrong} == {
        ("the matrix is transposed: its numbers are right with rows and columns swapped",)
    }
    assert {row.mistakes for row in wrong} == {("matrix turned",)}
    for other in ([[1, 3], [2, 5]], [[1, 4], [2, 6]], [["", 3], [2, 6]]):
        found = mark(sheet, {"grad W": other}, lang="en")
        assert not any("transposed" in reason for row in found.rows for reason in row.reasons), other


@pytest.mark.parametrize("answer", ["1 1/2", "1,500", "0.5 (=1/2)", "about 2", "1, or so"])
def test_one_number_stays_one_number(answer: str, tmp_path: Path) -> None:
    """In the first cell of a line: what follows in it is no second number."""
    (tmp_path / "a.csv").write_text(f'key,answer,,\ngrad b,"{answer}",\n', "utf-8")
    assert verdicts(mark(layer(), tmp_path / "a.csv"), "grad b")[1] == "blank"


def test_a_comma_is_the_decimal_sign_where_it_is_said() -> None:
    numbers = {"x": [1, 2], "W": [[0.5, 0], [0, 0]], "b": [0, 0], "t": [0, 0]}  # δ = (0.5, 0)
    marks = mark(layer(numbers), {"grad W": "0,5 1; 0 0", "grad b": "[0,5; 0]"}, comma=True)
    assert verdicts(marks, "grad") == ["right"] * 6


def test_what_stands_beside_a_row_is_no_answer_to_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key,answer,,remark\ngrad b,2,-2,9\nL,1,5,\n", "utf-8")
    marks = mark(worksheet(parse(LAYER, NUMBERS)), tmp_path / "a.csv")
    assert verdicts(marks, "grad b") == ["right", "right"]
    assert [row.verdict for row in marks.rows if row.key == "L"] == ["wrong"]


def test_a_cell_too_many_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key,answer,,,,\ngrad b,2,-2,,7\ngrad W[0],2,4,-2\ngrad W[1],-2,-4,2\n", "utf-8")
    marks = mark(layer(), tmp_path / "a.csv")
    assert verdicts(marks, "grad") == ["right"] * 8
    assert [remark for remark in marks.remarks if "'7'" in remark] == [
        "line 2: this worksheet has no row 'grad b[3]'; the answer '7' is not marked"
    ]


def test_a_vector_with_blanks_alone_between_its_numbers_is_read() -> None:
    """The neuron of CS231n (optimization-2): w = [2, -3, -3], x = [-1, -2], as its page rounds the gradients."""
    out = parse("z = w[0]*x[0] + w[1]*x[1] + w[2]; sigmoid(z)", {"w": [2, -3, -3], "x": [-1, -2]})
    sheet = worksheet(out, level="everything", grids=True, digits=2)
    found = mark(sheet, {"grad w": "-0.20 -0.39 0.20", "grad x": "0.39 -0.59"})
    assert found.counts["right"] == 5
    assert found.counts["blank"] == len(found.rows) - 5
