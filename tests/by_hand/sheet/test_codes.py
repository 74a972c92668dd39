"""The code of a worksheet, damaged or made up: a whole sheet or a WorksheetError comes of it, and nothing else."""

from __future__ import annotations

import base64
import json
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from math import isqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, logsumexp, mark, softmax, total, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.sheet import code
from autograd.by_hand.sheet.asking.settings import Options
from autograd.by_hand.sheet.code import MOST_BYTES, MOST_NODES, MOST_PAIRS, alike, unpacked
from autograd.by_hand.sheet.sheet import from_code
from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.programs import run

x, y = Value(3.0, name="x"), Value(-0.5, name="りんご")
SHEET = worksheet(-(softmax([x, x * y])[1] ** 2), 0.1)
SETTINGS = {"level": "everything", "formulas": False, "rate": None}


def most_memory(work: Callable[[], Any]) -> int:
    """The bytes that Python holds at once in doing this."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).decode()


def code_of(nodes: Any, marked: Any = (), **settings: Any) -> str:
    return packed(json.dumps([1, nodes, list(marked), SETTINGS | settings]).encode())


def opened(code: str) -> Sheet | None:
    """The sheet of the code, which must then be a whole one; None if it is refused as it should be."""
    try:
        sheet = from_code(code)
    except WorksheetError:
        return None
    assert from_code(sheet.code).code == sheet.code
    assert mark(sheet, {row.key: row.answer for row in sheet.rows}).score == 1.0
    return sheet


@given(programs(steps=8), st.data())
def test_a_graph_comes_out_of_its_code_as_it_went_in(program: Program, data: st.DataObject) -> None:
    order = inputs_first([run(program)[1]])
    for node in data.draw(st.lists(st.sampled_from(order), max_size=3)):
        node.name = data.draw(st.text(max_size=3))
    marked = data.draw(st.lists(st.sampled_from(order), max_size=3))
    out, settings, again = unpacked(code.packed(order, {"level": "x"}, marked))
    copied = inputs_first([out])
    before, after = ({node: i for i, node in enumerate(nodes)} for nodes in (order, copied))
    assert [(n.data, n.name, n.op, [after[x] for x in n.inputs]) for n in copied] == [
        (n.data, n.name, n.op, [before[x] for x in n.inputs]) for n in order
    ]
    assert (settings, [after[node] for node in again]) == ({"level": "x"}, [before[node] for node in marked])


@given(st.integers(0, len(SHEET.code)), st.integers(0, 3), st.text(max_size=3))
def test_a_damaged_code_is_refused(at: int, lost: int, put: str) -> None:
    sheet = opened(SHEET.code[:at] + put + SHEET.code[at + lost :])
    assert sheet is None or sheet.code == SHEET.code


@given(st.integers(0, len(SHEET.code) - 1))
def test_half_a_code_is_refused(length: int) -> None:
    assert opened(SHEET.code[:length].rstrip("=")) is None


def test_a_whole_code_is_opened() -> None:
    sheet = opened(f" {SHEET.code}\n")
    assert sheet
    assert sheet.code == SHEET.code


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([0, 1, -1, 1e308, "x", *OPS, *SETTINGS]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*SETTINGS, "x"]), inner, max_size=3),
    max_leaves=8,
)
leaves = st.tuples(st.sampled_from([0.0, 1.0, -2.5, 1e300]), st.sampled_from([None, "x", "w", "=cmd()"])).map(list)
operations = st.tuples(
    st.sampled_from([*OPS]), st.lists(st.integers(0, 3), max_size=3), st.lists(st.floats(-2, 2), max_size=2), st.none()
).map(list)
nodes = st.lists(leaves, min_size=1, max_size=3).flatmap(
    lambda first: st.lists(operations, max_size=3).map(lambda then: [*first, *then])
)


@given(anything)
def test_a_made_up_content_is_refused(content: Any) -> None:
    assert opened(packed(json.dumps(content).encode())) is None


@given(nodes, st.lists(st.integers(-1, 3), max_size=2), anything)
def test_made_up_nodes_are_a_sheet_or_refused(nodes: list[Any], marked: list[int], anything: Any) -> None:
    opened(code_of(nodes, marked))
    opened(code_of(nodes, marked, rate=anything))
    opened(code_of([*nodes, anything]))
    opened(code_of(nodes, [anything]))


@given(st.dictionaries(st.sampled_from([*Options.__annotations__, "level", "formulas", "grids", "losses"]), anything))
def test_made_up_settings_are_a_sheet_or_refused(settings: dict[str, Any]) -> None:
    opened(code_of(SQUARE, [0], **{"rate": 0.1} | settings))
    opened(code_of(SQUARE, [0], **settings))


@given(anything, anything)
def test_a_made_up_operation_is_refused(name: Any, called: Any) -> None:
    opened(code_of([LEAF, [name, [0], [], None]]))
    opened(code_of([LEAF, ["exp", [0], [], called]]))


LEAF = [3.0, "x"]
SQUARE = [LEAF, ["mul", [0, 0], [], None]]
MADE_UP = {
    "nothing": "",
    "no code": "=cmd()",
    "not packed": base64.urlsafe_b64encode(b"[1]").decode(),
    "no JSON": packed(b"\xff\xfe"),
    "deep": packed(b"[" * 10**6),
    "a long integer": packed(b"[1,[[" + b"9" * 5000 + b',"x"]],[],{}]'),
    "another version": packed(json.dumps([3, SQUARE, [0], SETTINGS]).encode()),
    "no nodes": code_of([]),
    "a number for an operation": code_of([LEAF, [2.0, [0], [], None]]),
    "a list for an operation": code_of([LEAF, [["mul"], [0, 0], [], None]]),
    "a number for constants": code_of(SQUARE, [0], rate=0.1, optimizer="momentum", constants=0.5),
    "too many nodes": code_of([LEAF] * (MOST_NODES + 1)),
    "too many inputs": code_of([LEAF, ["logsumexp", [0] * (isqrt(MOST_PAIRS) + 1), [], None]]),
    "an operation that is none": code_of([LEAF, ["__import__", [0], [], None]]),
    "an input from the end": code_of([LEAF, ["mul", [-1, 0], [], None]]),
    "a text for an input": code_of([LEAF, ["mul", ["0", 0], [], None]]),
    "a fraction for an input": code_of([LEAF, ["mul", [0.5, 0], [], None]]),
    "an input too many": code_of([LEAF, ["exp", [0, 0], [], None]]),
    "an input too few": code_of([LEAF, ["mul", [0], [], None]]),
    "a mean of nothing": code_of([LEAF, ["mean", [], [], None]]),
    "a constant too many": code_of([LEAF, ["leaky_relu", [0], [0.1, 0.2], None]]),
    "a constant too few": code_of([LEAF, ["clamp", [0], [1.0], None]]),
    "a constant where none is": code_of([LEAF, ["exp", [0], [1.0], None]]),
    "an input of itself": code_of([LEAF, ["mul", [1, 0], [], None]]),
    "a number that is none": code_of([[float("nan"), "x"]]),
    "a name that is none": code_of([[1.0, ["x"]]]),
    "no value": code_of([[-1.0, "x"], ["log", [0], [], None]]),
    "no local gradient": code_of([[0.0, "x"], ["sqrt", [0], [], None]]),
    "a rate that is none": code_of(SQUARE, [0], rate="0.1"),
    "an endless rate": code_of(SQUARE, [0], rate=float("inf")),
    "no value after the update": code_of(SQUARE, [0], rate=1e308),
    "a level that is none": code_of(SQUARE, [0], level=["all"]),
    "a result for a parameter": code_of(SQUARE, [1], rate=0.1),
    "no place": code_of(SQUARE, [2]),
}


@pytest.mark.parametrize("what", MADE_UP)
def test_a_made_up_code_is_refused(what: str) -> None:
    assert opened(code_of(SQUARE, [0], rate=0.1))
    assert opened(MADE_UP[what]) is None


@pytest.mark.parametrize("content", [b" " * 10 * MOST_BYTES, b"[" * 10 * MOST_BYTES])
def test_a_code_that_unpacks_to_much_is_refused_before_it_is_unpacked(content: bytes) -> None:
    large = packed(content)
    assert most_memory(lambda: opened(large)) < 3 * MOST_BYTES
    assert opened(large) is None


NEURON = [Value(1.0) for _ in range(1_001)]


def test_a_code_holds_a_neuron_of_1000_inputs_and_a_network_of_20000_nodes() -> None:
    """In both directions: what is packed can be unpacked."""
    wide = [*NEURON, total(NEURON)]
    assert unpacked(code.packed(wide, {}, []))[0].data == 1_001.0
    with pytest.raises(WorksheetError, match="a node of 1,001 inputs"):  # each local gradient takes all of them
        code.packed([*NEURON, logsumexp(NEURON)], {}, [])
    with pytest.raises(WorksheetError):
        unpacked(code_of([LEAF] * 1_001 + [["logsumexp", [*range(1_001)], [], None]]))
    assert unpacked(code.packed([Value(1.0)] * 20_000, {}, []))[0].data == 1.0
    with pytest.raises(WorksheetError, match="20,001"):
        code.packed([Value(1.0)] * 20_001, {}, [])
    with pytest.raises(WorksheetError):
        unpacked(code_of([LEAF] * 20_001))


def test_a_code_unpacks_to_4_megabytes() -> None:
    content = json.dumps([1, SQUARE, [], SETTINGS]).encode()
    assert unpacked(packed(content.ljust(4_000_000)))[0].data == 9.0
    with pytest.raises(WorksheetError):
        unpacked(packed(content.ljust(4_000_001)))


@given(anything)
def test_what_is_no_code_is_like_no_other(content: Any) -> None:
    for made_up in ([1, [], [], content], [1, content, [], SETTINGS], content):
        with suppress(WorksheetError):
            assert not alike(packed(json.dumps(made_up).encode()), SHEET.code)


def test_no_decimals_are_a_setting_as_any_other_number() -> None:
    """0 is not False, and belongs to the sheet."""
    sheet = worksheet(Value(2.5, name="x") * Value(3.0, name="y"), decimals=0)
    assert from_code(sheet.code).settings.decimals == 0
    assert "decimals" in sheet.given[-1]
