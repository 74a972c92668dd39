"""The settings in the code of a sheet: former codes are read as they were, and made-up settings are refused."""

from __future__ import annotations

import time
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd import Value, mark, worksheet
from autograd.by_hand.sheet.code import MOST_NODES
from autograd.by_hand.sheet.sheet import from_code
from tests.by_hand.sheet.test_codes import LEAF, SQUARE, anything, code_of, opened
from tests.commands.test_main import ringo

# Codes of version 1, as sheets were handed out before there were other settings

FORMER = {
    "everything": "eNpVj90OgjAMhd_lXDdkQ_GHV1l2McLAJQPMxo_G-O52GBWv2p6vpzlVkpQSWUFYoEnlmSDcUodu8iAlSPKgqZ-850ZkklCt3NQ1"
    "85x2W47o2m5wiey3ukx3x9UXp4ppQYc_33VYbGD9-A7xBSnQZ6d2M2-c6PxzpkgpwQPeztajBJdwHy-ub0FohsBvmIiyMT5aQjCj"
    "RclfPPULe1VLgA==",
    "gradients": "eNpVj9sOgjAQRP9lnjekVfHCrzQ8lLSSJgVML2Bi_He3GBXfZufsbGaVJKVEVRMWtKR2lSDci8KQPUgJkjy0NGbvWYhKErqVa2OY"
    "72i_5YiuHyZXyGHry3I3rbmYO6Y1Hf9yt2mxgf3Tu8QXlEKfHeNm3jjT5ZcslUqDB7ydrUeDPmjj7JgiCNcp8Bc6okkhW0LQyaLh"
    "H57tC95PSrE=",
    "parameters": "eNpVj0sOgzAMRO8yawsltPTDVaIsgjAVUigo4SdVvXsdqrZ0N57nscZGkzEqKwgLLJk8U4Q1KXSTBxlFWgZL98l7ESrThGrjrq6F"
    "53TYc8T21vVtIse9r9PdccvFqRJa0OkvN_QLB_HP7xJfkAp9dup2lo0LXX_JVCk1eMDzzB4lBhdcxyOHCELTB3nDRZSN85EJwY2M"
    "Ur542hd4jUtv",
}


@pytest.mark.parametrize(("level", "rows"), [("everything", 28), ("gradients", 13), ("parameters", 6)])
def test_former_codes_are_read_as_they_were_and_written_as_they_were(level: str, rows: int) -> None:
    sheet = from_code(FORMER[level])
    assert sheet.code == FORMER[level]
    assert (len(sheet.rows), sheet.level, sheet.formulas) == (rows, level, level == "gradients")
    assert [row.key for row in sheet.rows][-2:] == ["new v6", "improvement"]
    assert [row.answer for row in sheet.rows][-2:] == [0.030106099987007702, 0.0010789074416731811]


# Settings that somebody made up

MADE_UP_SETTINGS: dict[str, dict[str, Any]] = {
    "many steps": {"rate": 0.1, "steps": 10**9},
    "steps of many nodes": {"rate": 0.1, "steps": 1000},
    "steps that are none": {"rate": 0.1, "steps": "2"},
    "steps without a rate": {"steps": 2},
    "an optimizer that is none": {"rate": 0.1, "optimizer": "__import__"},
    "constants that are none": {"rate": 0.1, "optimizer": "adam", "constants": [0.9]},
    "a constant of 1": {"rate": 0.1, "optimizer": "adam", "constants": {"beta_1": 1}},
    "a rate too many": {"rate": [0.1, 0.2, 0.3]},
    "a rate that is none": {"rate": ["0.1"]},
    "rates by name": {"rate": {"x": 0.1, "y": 1}},
    "decays that are none": {"rate": 0.1, "decay": [None]},
    "an endless decay": {"rate": 0.1, "decay": float("inf")},
    "digits that are none": {"digits": 99},
    "digits and decimals": {"digits": 3, "decimals": 3},
    "decimals below 0": {"decimals": -1},
    "keys that there are not": {"ask": ["nothing"]},
    "many keys": {"ask": ["grad*"] * 101},
    "a text of keys": {"ask": "grad x"},
    "losses that are none": {"rate": 0.1, "losses": [7]},
    "a loss from the end": {"rate": 0.1, "losses": [-1, -1]},
    "losses without a rate": {"losses": [1, 0]},
    "many losses": {"rate": 0.1, "losses": [1] * MOST_NODES},
    "another setting": {"colour": 1},
}


@pytest.mark.parametrize("what", MADE_UP_SETTINGS)
def test_made_up_settings_are_refused(what: str) -> None:
    long = [LEAF, *(["add", [i, i], [], None] for i in range(25))] if what == "steps of many nodes" else SQUARE
    assert opened(code_of(SQUARE, [0], rate=0.1, steps=3, optimizer="adam", decimals=4, ask=["moved"]))
    assert opened(code_of(long, [0], **MADE_UP_SETTINGS[what])) is None


def test_settings_that_would_take_for_ever_are_refused_at_once() -> None:
    """Each pattern would be compared with each name, and each loss has a record of its own."""
    chain = [LEAF, *(["neg", [i], [], None] for i in range(3_000))]
    leaves = [[1.0, f"w{i}"] for i in range(10_000)]
    patterns = {"w" + "*" * i: 0.1 for i in range(1_000)}
    start = time.process_time()
    assert opened(code_of(chain, [0], rate=0.1, steps=1, losses=[*range(1, 3_001)])) is None
    for name in ("rate", "decay"):
        code = code_of([*leaves, ["total", [*range(10_000)], [], None]], range(10_000), **{"rate": 0.1, name: patterns})
        assert opened(code) is None
    assert time.process_time() - start < 5.0


def test_fewer_steps_than_losses_travel_in_the_code() -> None:
    w = Value(1.0, name="w")
    for steps in (1, 2, 3):
        sheet = worksheet([w * 2.0, w * 3.0], 0.1, steps=steps, parameters=[w])
        again = from_code(sheet.code)
        assert [row.key for row in again.rows] == [row.key for row in sheet.rows]
        assert sum(row.kind == "updated" for row in again.rows) == steps


@given(
    st.sampled_from(["steps", "optimizer", "constants", "decay", "rate", "losses", "ask", "digits", "exercise"]),
    anything,
)
def test_any_setting_is_a_sheet_or_refused(name: str, content: Any) -> None:
    opened(code_of(SQUARE, [0], **{"rate": 0.1, name: content}))


# Decimals that leave 0 of numbers that are not 0


@given(
    st.sampled_from([0.0004, 0.003, 0.04, 0.05, 0.06, 0.3, 2.0, 0.0]),
    st.sampled_from([0.0004, 0.3, 2.0]),
    st.integers(0, 4),
)
@example(0.001, 2.0, 1)
def test_decimals_that_leave_0_are_warned_of(x: float, w: float, decimals: int) -> None:
    """Where 0 is written for every number, it is right just there, and warned of unless the number is 0."""
    made = partial(worksheet, Value(x, name="x") * Value(w, name="w"), decimals=decimals)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        sheet = made()
        from_code(sheet.code)  # which a teacher has not made anew
    zeros = [row for row in sheet.rows if mark(sheet, {row.key: "0"}).rows[row.number - 1].verdict == "right"]
    lost = [row for row in zeros if row.answer]
    assert len(warned) == bool(lost)
    if lost:
        said = str(warned[0].message)
        assert f", {len(lost)} of 5 rows {'asks' if len(lost) == 1 else 'ask'} for 0 although" in said
        assert warned[0].filename == __file__


def test_the_commands_warn_of_decimals_that_leave_0(tmp_path: Path) -> None:
    formula = "y=x*w", "x=0.001", "w=2"
    told = "ringo: to 1 decimal, 3 of 5 rows ask for 0 although their numbers are not 0: ask for more decimals, or for"
    found = ringo("worksheet", *formula, "--decimals", "1", "--save", str(tmp_path / "dec.csv"))
    assert (found.status, found.err) == (0, f"{told} significant digits\n")
    assert "UserWarning" not in found.err
    (tmp_path / "class.csv").write_text("name\nAnna\n", "utf-8")
    typed = "--seed", "1", "--save", str(tmp_path / "class")
    assert told in ringo("class", str(tmp_path / "class.csv"), *formula, "--decimals", "1", *typed).err
    assert ringo("worksheet", *formula, "--decimals", "4").err == ""
    assert ringo("worksheet", *formula, "--digits", "1").err == ""
