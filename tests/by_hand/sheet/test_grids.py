"""Grids of cells: the rows of a vector or a matrix as textbooks write them, and what people do to them."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograd import Value, mark, parse, sigmoid, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.marking.marks import Marks
from autograd.by_hand.sheet.asking.levels import LEVELS
from autograd.by_hand.sheet.files import csv_lines
from autograd.by_hand.sheet.files.workbook import sheets, xlsx
from autograd.by_hand.sheet.sheet import from_code
from autograd.by_hand.sheet.shown.grids import arranged, grids_of
from autograd.language import LANGUAGES, speaking
from nn import MLP
from tests.by_hand.sheet.test_sheets import names
from tests.by_hand.sheet.test_workbooks import parts, unlocked
from tests.conftest import takes_long

LAYER = "Y = W @ x + b; L = sum((Y - t)**2) / 2"
NUMBERS: dict[str, Any] = {"x": [1, 2, -1], "W": [[1, 3, 5], [2, 4, 6]], "b": [0, 1], "t": [0, 7]}
"""By hand: Y = (2, 5), δ = Y - t = (2, -2), ∂L/∂W = δ xᵀ, ∂L/∂b = δ, and with η = 0.5 W - η ∂L/∂W."""
TRUE = {
    "grad W": [[2, 4, -2], [-2, -4, 2]],
    "grad b": [[2, -2]],
    "new W": [[0, 1, 6], [3, 6, 5]],
    "new b": [[-1, 2]],
}
SQUARE: dict[str, Any] = {"x": [1, 2], "W": [[1, 3], [2, 4]], "b": [0, 1], "t": [6, 8]}
"""Y = (7, 11), δ = (1, 3), ∂L/∂W = ((1, 2), (3, 6))."""


def layer(numbers: dict[str, Any] = NUMBERS, **settings: Any) -> Sheet:
    return worksheet(parse(LAYER, numbers), 0.5, level="parameters", **{"grids": True, **settings})


def verdicts(marks: Marks, start: str) -> list[str]:
    return [row.verdict for row in marks.rows if row.key.startswith(start)]


def test_a_matrix_is_one_question_with_a_block_of_cells() -> None:
    table = layer().table(answers=True)
    blocks = [(key, [float(cell) for cell in cells]) for _, key, _, *cells in table.rows]
    assert blocks[:6] == [
        ("grad b", [2, -2]), ("grad W[0]", [2, 4, -2]), ("grad W[1]", [-2, -4, 2]),
        ("new W[0]", [0, 1, 6]), ("new W[1]", [3, 6, 5]), ("new b", [-1, 2]),
    ]  # fmt: skip
    assert [row[2] for row in table.rows[:4]] == [
        "∂L/∂b, a vector of 2", "∂L/∂W, a matrix of 2 x 3", "", "W after the update, a matrix of 2 x 3: W - 0.5 × ∂L/∂W"
    ]  # fmt: skip
    assert [row[0] for row in table.rows[:3]] == ["1–2", "3–5", "6–8"]
    assert "W = [[1, 3, 5], [2, 4, 6]]" in table.given
    with speaking("ja"):
        assert layer().table().rows[1][2] == "∂L/∂W、2 x 3 の行列"


def test_values_are_a_grid_with_their_formulas() -> None:
    sheet = worksheet(parse("h = tanh(a); sum(h)", {"a": [1, 2]}), grids=True)
    assert sheet.table().rows[0][:3] == ["1–2", "h", "h, a vector of 2: h[0] = tanh(a[0]); h[1] = tanh(a[1])"]


def test_the_formulas_of_many_or_long_numbers_are_left_out() -> None:
    def asked(text: str, n: int) -> str:
        given = {"a": list(range(1, n + 1)), "W": [[1] * 30] * 2, "x": [1] * 30}
        used = {name: numbers for name, numbers in given.items() if f"{name}" in text}
        table = worksheet(parse(text, used), level="everything", grids=True).table()
        return next(row[2] for row in table.rows if row[1] == "h")

    assert asked("h = tanh(a); sum(h)", 5).endswith("; h[3] = tanh(a[3]); …")
    assert not asked("h = tanh(a); sum(h)", 4).endswith("…")
    assert asked("h = W @ x; sum(h)", 1).endswith("W[0][29] * x[29]; …")


@pytest.mark.parametrize("ending", [".csv", ".md", ".json", ".xlsx"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_sheet_with_grids_comes_back_from_its_file(ending: str, lang: str, tmp_path: Path) -> None:
    sheet = layer()
    blank = sheet.save(tmp_path / f"blank{ending}", lang=lang)
    solved = sheet.save(tmp_path / f"solved{ending}", answers=True, lang=lang)
    assert Sheet.load(blank).code == sheet.code
    assert Sheet.load(solved).grids
    assert {row.verdict for row in mark(sheet, blank).rows} == {"blank"}
    for of in (sheet, layer(grids=False)):  # a grid is a way to write rows, and both ask for the same
        marks = mark(of, solved)
        assert ({row.verdict for row in marks.rows}, marks.remarks) == ({"right"}, ())


def test_the_cells_of_answers_are_the_only_ones_that_can_be_typed() -> None:
    sheet = worksheet(
        parse("sum(W @ x) + W[0, 1]", {"W": [[1, 2], [3, 4]], "x": [1, 2]}), level="parameters", grids=True
    )
    first = 3 + len(sheet.given)
    keys = [row[1] for row in sheet.table().rows]
    cells = {key: [f"{column}{first + i}" for column in "DE"] for i, key in enumerate(keys)}
    assert unlocked(parts(xlsx(sheet.table()))) == {cell for key in ("grad W[0]", "grad W[1]") for cell in cells[key]}


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


def test_the_numbers_of_a_network_are_grids() -> None:
    random.seed(1)
    network = MLP(3, [2, 2])
    loss = sum((y * y for y in network([1.0, 2.0, 3.0])), Value(0.0))
    sheet = worksheet(loss, level="parameters", grids=True)
    assert {grid.key: grid.shape for grid in sheet.blocks} == {
        "grad l1.w": ("2", "3"), "grad l1.b": ("2",), "grad l2.w": ("2", "2"), "grad l2.b": ("2",)
    }  # fmt: skip
    loss.backward()
    marks = mark(sheet, {"grad l1.w": [[w.grad for w in neuron.w] for neuron in network.layers[0].neurons]})
    assert [row.key for row in marks.rows if row.verdict == "right"] == [
        f"grad l1.n{i}.w{j}" for i in (1, 2) for j in (1, 2, 3)
    ]


DEFINITIONS = [
    ("h = tanh(W @ x + b); y = softmax(V @ h); -log(y[0])", {"W": (2, 3), "x": (3,), "b": (2,), "V": (2, 2)}),
    ("a = X @ W; z = sigmoid(a) @ V; mean(sum((z - T)**2, 1))", {"X": (2, 2), "W": (2, 3), "V": (3, 1), "T": (2, 1)}),
    ("U = conv(X, F) + b; P = relu(U); max(P)", {"X": (3, 3), "F": (2, 2), "b": ()}),
    ("o = sigmoid(W @ (W.T @ x)); sum((o - x)**2)", {"W": (2, 2), "x": (2,)}),
]  # fmt: skip


def drawn(shape: tuple[int, ...], draw: random.Random) -> Any:
    if not shape:
        return draw.randint(1, 9) / 10
    return [drawn(shape[1:], draw) for _ in range(shape[0])]


@given(st.sampled_from(DEFINITIONS), st.sampled_from([*LEVELS]), st.integers(0, 999))
@settings(max_examples=20)
def test_a_sheet_with_grids_asks_for_the_same_rows_in_an_order_of_work(of: Any, level: str, seed: int) -> None:
    text, shapes = of
    draw = random.Random(seed)
    out = parse(text, {name: drawn(shape, draw) for name, shape in shapes.items()})
    plain, sheet = worksheet(out, 0.1, level=level), worksheet(out, 0.1, level=level, grids=True)
    assert sheet.blocks
    assert {(row.key, row.answer) for row in sheet.rows} == {(row.key, row.answer) for row in plain.rows}
    seen = set[int]()
    asked = {row.position for row in sheet.rows}
    for row in sheet.rows:
        assert {i for i in sheet.work.rows[row.position].takes if i in asked} <= seen, row
        seen.add(row.position)
    cells = [row.key for line in sheet.table().rows for row in [sheet.at.get(line[1])] if row]
    assert len(cells) + sum(len(grid.rows) for grid in sheet.blocks) == len(sheet.rows)


def named(chain: bool) -> Value:
    """Numbers h[0] and h[1], of which one leads to the other in a chain."""
    x = Value(0.5, name="x")
    h = sigmoid(x)
    other = sigmoid(h if chain else x)
    h.name, other.name = "h[0]", "h[1]"
    out: Value = h * other
    return out


def test_numbers_of_which_one_leads_to_another_are_no_grid() -> None:
    assert [grid.key for grid in worksheet(named(False), grids=True).blocks] == ["h", "grad h"]
    sheet = worksheet(named(True), grids=True)
    assert sheet.blocks == []
    assert [row.key for row in sheet.rows] == [row.key for row in worksheet(named(True)).rows]


def test_a_name_with_two_meanings_makes_no_grid() -> None:
    x, y, other = Value(2.0, name="x[0]"), Value(3.0, name="x[1]"), Value(4.0, name="x")
    assert [grid.key for grid in worksheet(x * y, level="parameters").blocks] == ["grad x"]
    assert worksheet(x * y * other, level="parameters").blocks == []
    far = Value(3.0, name="x[9999]")
    assert worksheet(x * far, level="parameters").blocks == []
    again = Value(3.0, name="x[0,1]"), Value(5.0, name="x[0][1]"), Value(2.0, name="x[0][0]")
    assert worksheet(again[0] * again[1] * again[2], level="parameters").blocks == []


def test_a_cell_that_is_not_asked_for_is_marked_as_such(tmp_path: Path) -> None:
    out = parse("W[0, 0] * W[0, 1] * W[1, 1]", {"W": [[2, 3], [4, 5]]})
    sheet = worksheet(out, level="parameters", grids=True)
    assert [row[3:] for row in sheet.table(answers=True).rows] == [["15.0", "10.0"], ["—", "6.0"]]
    path = sheet.save(tmp_path / "a.xlsx", answers=True)
    assert {row.verdict for row in mark(sheet, path).rows} == {"right"}
    assert "D7" not in unlocked(parts(path.read_bytes()))


def test_the_code_tells_grids_and_codes_of_before_are_read(tmp_path: Path) -> None:
    before = (
        "eNoti8EKgCAQBf_lnRexoou_suzBg1awGVhGEf17Cp1m5jDcEXNvLOGCEA_N7mZYi4LYUldDKBVVkb8faDiDwqEi38e8pAmEuOU6-R0uet0DIfsj"
        "wFkzvvIBIgYfyQ=="
    )
    assert from_code(before).code == worksheet(parse("x * y", {"x": 2, "y": 3}), 0.5).code == before
    assert from_code(layer().code).grids
    assert layer().code != layer(grids=False).code
    other = layer(SQUARE).save(tmp_path / "other.csv")
    with pytest.raises(WorksheetError, match="another worksheet"):
        mark(layer(), other)


def block(sheet: Sheet, lines: list[list[str]]) -> list[list[str]]:
    """The lines of a file of the sheet, with answers of people in its grids."""
    typed = {"grad W[0]": ["2", "+4", "−2"], "grad W[1]": ["-2", "=-8/2", "2.00"], "grad b": ["[2, -2]"]}
    return [[*line[:3], *typed[line[1]]] if line[1:2] and line[1] in typed else line for line in lines]


def converted(program: list[str | Path], folder: Path) -> None:
    subprocess.run(program, check=True, capture_output=True, timeout=120, cwd=folder)


def filled(folder: Path) -> Sheet:
    sheet = layer()
    path = sheet.save(folder / "sheet.csv")
    lines = block(sheet, [*csv.reader(path.read_text("utf-8-sig").splitlines())])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    table = sheet.table()
    (folder / "sheet.xlsx").write_bytes(xlsx(table._replace(rows=block(sheet, [list(row) for row in table.rows]))))
    return sheet


def assert_filled(sheet: Sheet, folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        marks = mark(sheet, path)
        assert verdicts(marks, "grad") == ["right"] * 8, path
        assert set(verdicts(marks, "new")) == {"blank"}
        assert not marks.remarks


@takes_long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_block_that_libreoffice_saves_is_marked(tmp_path: Path) -> None:
    sheet = filled(tmp_path)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    conversions = [
        ("ods", "sheet.xlsx"),
        ("xls", "sheet.xlsx"),
        ("xlsx", "sheet.csv"),
        ("csv:Text - txt - csv (StarCalc):44,34,76", "sheet.xlsx"),
    ]
    for saved, source in conversions:
        how = [] if source.endswith("xlsx") else ["--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false"]
        converted(["soffice", profile, "--headless", *how, "--convert-to", saved, "--outdir", out, source], tmp_path)
    assert len([*out.iterdir()]) == len(conversions)
    assert_filled(sheet, out)


@pytest.mark.skipif(not shutil.which("ssconvert"), reason="Gnumeric is not installed")
def test_a_block_that_gnumeric_saves_is_marked(tmp_path: Path) -> None:
    sheet = filled(tmp_path)
    (tmp_path / "out").mkdir()
    for saved in ("a.xlsx", "a.ods", "a.csv"):
        converted(["ssconvert", "sheet.xlsx", f"out/{saved}"], tmp_path)
    assert_filled(sheet, tmp_path / "out")


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


def test_grids_are_arranged_by_what_they_wait_for() -> None:
    work = layer().work
    asked = [i for i, row in enumerate(work.rows) if row.kind != "given"]
    order, found = arranged(work, asked, grids_of(work, asked))
    assert sorted(order) == asked
    assert all(order.index(grid.rows[0]) + len(grid.rows) - 1 == order.index(grid.rows[-1]) for grid in found)


def test_a_workbook_shows_the_block(tmp_path: Path) -> None:
    (rows,) = sheets(layer().save(tmp_path / "a.xlsx", answers=True).read_bytes(), "a.xlsx")
    assert [row[3:] for row in rows if row[1] == "grad W[1]"] == [["-2.0", "-4.0", "2.0"]]


@given(names, st.sampled_from([".csv", ".md", ".xlsx"]), st.sampled_from(LANGUAGES))
@example("=cmd()", ".csv", "en")
@example("\u3000税\u3000", ".csv", "en")
@example("'=x", ".xlsx", "ja")
@example("a|b", ".md", "en")
def test_a_grid_of_any_name_comes_back_from_its_file(name: str, ending: str, lang: str) -> None:
    one, two = Value(3.0, name=f"{name}[0]"), Value(-0.5, name=f"{name}[1]")
    sheet = worksheet(one * two * two, 0.1, grids=True, level="parameters")
    with TemporaryDirectory() as folder:
        solved = sheet.save(Path(folder) / f"solved{ending}", answers=True, lang=lang)
        assert Sheet.load(solved).code == sheet.code
        marks = mark(sheet, solved)
    assert {row.verdict for row in marks.rows} == {"right"}
    assert not marks.remarks


@given(st.lists(st.lists(names, min_size=4, max_size=6), min_size=2, max_size=2))
def test_whatever_stands_in_cells_is_marked(cells: list[list[str]]) -> None:
    """Whatever stands in the cells, the file is marked, and nothing in it is run."""
    sheet = layer()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        lines = [["key", "answer", "", ""], ["grad W[0]", *cells[0]], ["grad W[1]", *cells[1]], ["grad b", "2", "-2"]]
        path.write_text(csv_lines(lines).replace("\0", " "), encoding="utf-8", errors="replace")
        marks = mark(sheet, path)
    assert verdicts(marks, "grad b") == ["right", "right"]
    assert not {"carried"} & set(verdicts(marks, "grad W"))


def test_a_vector_with_blanks_alone_between_its_numbers_is_read() -> None:
    """The neuron of CS231n (optimization-2): w = [2, -3, -3], x = [-1, -2], as its page rounds the gradients."""
    out = parse("z = w[0]*x[0] + w[1]*x[1] + w[2]; sigmoid(z)", {"w": [2, -3, -3], "x": [-1, -2]})
    sheet = worksheet(out, level="everything", grids=True, digits=2)
    found = mark(sheet, {"grad w": "-0.20 -0.39 0.20", "grad x": "0.39 -0.59"})
    assert found.counts["right"] == 5
    assert found.counts["blank"] == len(found.rows) - 5
