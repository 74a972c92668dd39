"""The level "nodes": what people fill in of a network, and rows that are asked for by key or kind."""

from __future__ import annotations

import random
from typing import Any

import pytest

import nn
from autograd import Value, dot, log_softmax, mark, mean, parse, relu, sigmoid, softmax, tanh, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.sheet.sheet import from_code
from autograd.language import speaking
from tests.by_hand.learner import printed


def keys(sheet: Sheet) -> list[str]:
    return [row.key for row in sheet.rows]


def network(shape: list[int], activation: Any = sigmoid, **options: Any) -> Any:
    random.seed(1)
    model = nn.MLP(2, shape, activation=activation, **options)
    x = [Value(0.5, name="x1"), Value(-1.0, name="x2")]
    y = model(x)
    outputs = y if isinstance(y, list) else [y]
    return mean([(out - Value(0.3, name=f"t{i}")) ** 2 for i, out in enumerate(outputs, 1)])


@pytest.mark.parametrize("expand", [False, True])
def test_a_2_2_1_network_asks_for_what_textbooks_have(expand: bool) -> None:
    sheet = worksheet(network([2, 1], expand=expand), 0.1, level="nodes")
    neurons = ["l1.n1", "l1.n2", "l2.n1"]
    parameters = [f"{neuron}.{p}" for neuron in neurons for p in ("w1", "w2", "b")]
    nodes = ["l1.n1.z", "l1.n1.h", "l1.n2.z", "l1.n2.h", "l2.n1.z", "L"]
    expected = [*nodes, *(f"grad {neuron}.z" for neuron in neurons), *(f"grad {p}" for p in parameters)]
    expected += [*(f"new {p}" for p in parameters), *(f"new {node}" for node in nodes)]
    assert sorted(keys(sheet)) == sorted(expected)
    assert len(sheet.rows) <= 0.55 * len(worksheet(network([2, 1]), 0.1).rows)
    kinds = {row.key: row.kind for row in sheet.rows}
    assert [kinds[key] for key in ("l1.n1.z", "grad l1.n1.z", "grad l1.n1.w1", "new l1.n1.w1", "new L")] == [
        "value", "delta", "gradient", "updated", "after",
    ]  # fmt: skip


def test_mazurs_133_rows_become_a_third() -> None:
    w = [Value(n, name=f"w{i}") for i, n in enumerate((0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55), 1)]
    b = [Value(n, name=f"b{i}") for i, n in enumerate((0.35, 0.60), 1)]
    x = [Value(n, name=f"i{i}") for i, n in enumerate((0.05, 0.10), 1)]
    h = [sigmoid(w[j] * x[0] + w[j + 1] * x[1] + b[0]) for j in (0, 2)]
    o = [sigmoid(w[j] * h[0] + w[j + 1] * h[1] + b[1]) for j in (4, 6)]
    loss = (0.01 - o[0]) ** 2 / 2 + (0.99 - o[1]) ** 2 / 2
    everything, nodes = (worksheet(loss, 0.5, level=level) for level in ("everything", "nodes"))
    assert len(everything.rows) == 133
    assert len(nodes.rows) <= len(everything.rows) / 3
    kinds = [row.kind for row in nodes.rows]
    assert [kinds.count(kind) for kind in ("value", "delta", "gradient", "updated", "after")] == [9, 4, 10, 10, 9]


def test_nodes_with_a_name_are_asked_for_and_shown_in_formulas() -> None:
    w, x, b, v = (Value(n, name=name) for n, name in ((0.5, "w"), (2.0, "x"), (0.1, "b"), (0.7, "v")))
    z1 = w * x + b
    z1.name = "z1"
    h = tanh(z1)
    h.name = "h"
    loss = (v * h - 1.0) ** 2 / 2
    sheet = worksheet(loss, level="nodes")
    asked = {row.key: row.asks for row in sheet.rows}
    assert asked["z1"] == "z1 = w * x + b"
    assert asked["h"] == "h = tanh(z1)"
    assert asked["L"] == "L = (v2 - 1) ** 2 / 2"
    assert asked["grad z1"] == "δ of z1: ∂L/∂z1"
    assert asked["grad w"] == "gradient ∂L/∂w"
    with speaking("ja"):
        assert sheet.rows[sheet.at["grad z1"].number - 1].asks == "z1 の誤差 δ = ∂L/∂z1"


def test_what_is_not_asked_for_and_used_twice_has_a_line_of_its_own() -> None:
    a, b = Value(2.0, name="a"), Value(3.0, name="b")
    square = (a.exp() - b.exp()) ** 2
    sheet = worksheet(square * square.exp(), level="nodes")
    assert [line for line in sheet.given if "=" in line] == ["a = 2", "b = 3", "v4 = (exp(a) - exp(b)) ** 2"]
    assert sheet.rows[0].asks == "L = v4 * exp(v4)"


def test_the_sum_of_a_named_activation_and_the_activation_of_a_named_sum_have_names() -> None:
    w, x = Value(0.5, name="w"), Value(2.0, name="x")
    h = relu(w * x)
    h.name = "h1"
    z = w * h
    z.name = "z2"
    assert keys(worksheet(sigmoid(z) ** 2, level="nodes"))[:5] == ["h1.z", "h1", "z2", "z2.h", "L"]


def test_softmax_and_a_batch_keep_each_name_once() -> None:
    layer = nn.Layer(2, 3, activation=None, name="l1.")
    loss = mean([-log_softmax(layer([x, -x]))[1] for x in (0.5, -0.2)]) * 1.0
    found = keys(worksheet(loss, 0.1, level="nodes"))
    assert len(found) == len({*found})
    assert {"l1.n2.z", "l1.n2.z#2", "grad l1.n2.z", "grad l1.n2.z#2"} <= {*found}
    shares = softmax([dot([Value(1.0, name=f"w{i}")], [2.0]) for i in (1, 2)])
    assert len([row for row in worksheet(shares[0], level="nodes").rows if row.kind == "value"]) == 3


def test_a_sheet_of_nodes_comes_back_from_its_code_and_right_numbers_are_right() -> None:
    for shape in ([2, 1], [3, 2, 2]):
        sheet = worksheet(network(shape, tanh), 0.1, level="nodes", steps=2)
        again = from_code(sheet.code)
        assert keys(again) == keys(sheet)
        assert again.given == sheet.given
        assert mark(again, {row.key: printed(row.answer, 4) for row in sheet.rows}).score == 1.0


def test_follow_through_goes_through_the_rows_that_are_not_asked_for() -> None:
    """A wrong δ of the output: all that is worked out from it is carried."""
    sheet = worksheet(network([2, 1]), 0.1, level="nodes")
    wrong = 3.0 * sheet.at["grad l2.n1.z"].answer
    answers = {row.key: row.answer for row in sheet.rows}
    for key in ("grad l1.n1.z", "grad l1.n2.z", "grad l2.n1.w1"):
        answers[key] *= 3.0
    answers["grad l2.n1.z"] = wrong
    verdicts = {row.key: row.verdict for row in mark(sheet, {k: printed(n, 9) for k, n in answers.items()}).rows}
    assert verdicts["grad l2.n1.z"] == "wrong"
    assert [verdicts[key] for key in ("grad l1.n1.z", "grad l1.n2.z", "grad l2.n1.w1")] == ["carried"] * 3


# Rows by key and kind


@pytest.mark.parametrize("asked", ["grad W[0][1]", "grad W[0, 1]", "grad W[0,1]", "grad W[*, 1]"])
def test_an_entry_of_a_matrix_is_asked_for_as_it_may_be_written(asked: str) -> None:
    out = parse("sum(W @ x)", {"W": [[1.0, 2.0]], "x": [3.0, 4.0]})
    assert [row.key for row in worksheet(out, ask=[asked]).rows if row.kind != "given"] == ["grad W[0][1]"]


def test_rows_are_asked_for_by_key_pattern_and_kind() -> None:
    loss = network([2, 1])
    sheet = worksheet(loss, 0.1, level="nodes", ask=["delta", "new l2.*", "L"])
    deltas = [f"grad {n}.z" for n in ("l1.n1", "l1.n2", "l2.n1")]
    new = [f"new l2.n1.{p}" for p in ("w1", "w2", "b", "z")]
    assert sorted(keys(sheet)) == sorted(["L", *deltas, *new])
    assert keys(from_code(sheet.code)) == keys(sheet)
    matrix = Value(1.0, name="W[0,1]") * Value(2.0, name="W[1,1]")
    assert keys(worksheet(matrix, ask=["grad W[0,1]"])) == ["grad W[0,1]"]


def test_a_row_that_there_is_not_is_told_with_the_kinds() -> None:
    with pytest.raises(WorksheetError, match="the key or the kind 'deltas': the kinds here are value, local"):
        worksheet(network([2, 1]), ask=["deltas"])
    with pytest.raises(WorksheetError, match="takes from 1 to 100"):
        worksheet(network([2, 1]), ask=["L"] * 101)
    with pytest.raises(TypeError, match="list of keys"):
        worksheet(network([2, 1]), ask="delta")


def test_a_parameter_as_large_as_a_sum_has_no_delta() -> None:
    w, x, b, t = (Value(number, name=name) for name, number in (("w", 0.5), ("x", 1.0), ("b", 0.0), ("t", 1.0)))
    sheet = worksheet((sigmoid(w * x + b) - t) ** 2, 0.1, level="nodes")  # z = 0.5 = w
    kinds = {row.key: row.kind for row in sheet.rows}
    assert (kinds["grad w"], kinds["grad v2"]) == ("gradient", "delta")
