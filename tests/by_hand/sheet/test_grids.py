"""Grids of cells: which numbers make one, and what it asks, as textbooks write vectors and matrices."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import Value, mark, parse, sigmoid, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.marking.marks import Marks
from autograd.by_hand.sheet.asking.levels import LEVELS
from autograd.by_hand.sheet.sheet import from_code
from autograd.by_hand.sheet.shown.grids import arranged, grids_of
from autograd.language import speaking
from nn import MLP

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


def test_grids_are_arranged_by_what_they_wait_for() -> None:
    work = layer().work
    asked = [i for i, row in enumerate(work.rows) if row.kind != "given"]
    order, found = arranged(work, asked, grids_of(work, asked))
    assert sorted(order) == asked
    assert all(order.index(grid.rows[0]) + len(grid.rows) - 1 == order.index(grid.rows[-1]) for grid in found)
