"""Every planted fault has a place in the code as it is. A fault that plants nothing would test no test. One whose tests
are left out is not found."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT, takes_long
from tests.faults import FAULTS, SKIPPED, Fault, problem
from tests.forked import Ended


@cache
def code(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


def stands(fault: Fault) -> bool:
    files = [ROOT / file for file in fault.tests[0].split()]
    return code(fault.file).count(fault.right) == 1 and fault.wrong != fault.right and all(map(Path.exists, files))


def test_what_a_fault_replaces_stands_once_in_its_file() -> None:
    assert [fault for fault in FAULTS if not stands(fault)] == []


def test_each_fault_has_a_description_of_its_own() -> None:
    counts = Counter(fault.what for fault in FAULTS)
    assert [what for what, count in counts.items() if count > 1] == []


LEFT_OUT = f"SKIPPED [2] tests/test_a.py:3: {takes_long.kwargs['reason']}"
MISSING = "SKIPPED [1] tests/test_a.py:9: Node.js is not installed: JavaScript is not run"


@pytest.mark.parametrize(
    ("printed", "is_excused"),
    [
        (f"{MISSING}\n1 skipped, 7 deselected in 0.10s", True),
        (f"{LEFT_OUT}\n2 skipped, 7 deselected in 0.10s", False),
        (f"{LEFT_OUT}\n{MISSING}\n3 skipped in 0.10s", True),  # the one that is missing might have found it
        (f"{LEFT_OUT}\n1 passed, 2 skipped in 0.10s", False),
        (f"{MISSING}\n1 passed, 1 skipped in 0.10s", False),
    ],
)
def test_a_fault_whose_tests_are_left_out_is_not_found(printed: str, is_excused: bool) -> None:
    assert bool(SKIPPED.match(problem(Ended(0, 1.0, printed)))) == is_excused
