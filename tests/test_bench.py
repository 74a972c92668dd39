"""The bench runs, in its quick form, so that it stays right; how fast anything is, is not asked here."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bench import __main__ as bench
from tests.bench import demo, start
from tests.bench.turns import Missing, Row, in_turns
from tests.conftest import takes_long

WORKS = (
    "demo step, NumPy", "784-32-10", "10 epochs", "an epoch of", "check_grad", "convolution network",
    "transformer's step", "compile", "memory", "an example's cost",
)  # fmt: skip


@takes_long
def test_every_row_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bench.json"
    monkeypatch.setattr(sys, "argv", ["bench", "--quick", "--json", str(file)])
    bench.main()
    printed = capsys.readouterr().out.splitlines()
    rows: list[dict[str, Any]] = json.loads(file.read_text())["rows"]
    for work in WORKS:
        assert any(row["work"].startswith(work) for row in rows)
    for row, line in zip(rows, printed[2:], strict=True):
        assert line.startswith(row["work"])
        assert row["against"] in line
        if "why" in row:
            assert row["why"] in line
        else:
            assert row["ratio"] == row["theirs"] / row["ours"] > 0.0


def test_what_is_slower_than_asked_is_told() -> None:
    row = Row("work", "theirs", 2.0, ours=0.5e-3, theirs=0.9e-3)
    assert bench.cells(row) == ["work", "theirs", "2.00", "1.80", "no", "500 µs", "900 µs"]
    assert bench.cells(row._replace(theirs=2.0))[3:] == ["4,000", "yes", "500 µs", "2 s"]
    assert bench.cells(row._replace(ours=2e5, theirs=4e5, unit="bytes"))[2:] == [
        "2.00",
        "2.00",
        "yes",
        "0.2 MB",
        "0.4 MB",
    ]
    assert bench.cells(Missing("work", "theirs", "no C")) == ["work", "theirs", "", "no C", "", "", ""]


@takes_long
def test_starts_are_measured() -> None:
    imported, command = start.rows(1, start.HERE)
    assert imported.work.startswith("import autograd")
    assert isinstance(command, Row)
    assert command.ours > 0.0
    assert "no folder" in bench.cells(list(start.rows(1, None))[1])[3]


def test_ways_take_turns() -> None:
    calls = list[str]()
    found = in_turns({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=2, turn=0.0)
    assert calls == ["a", "a", "b", "b", *["a", "a", "b", "b"] * 2]
    assert all(seconds > 0.0 for seconds in found.values())


def test_the_c_by_hand_leaves_small_numbers_as_they_are() -> None:
    """A library that was linked with -ffast-math would make the whole process take them for 0."""
    demo.in_c_by_hand([0.0] * 337, demo.drawn())
    assert sys.float_info.min * float("0.5") > 0.0
