"""Every planted fault has a place in the code as it is. A fault that plants nothing would test no test."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from tests.conftest import ROOT
from tests.faults import FAULTS, Fault


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
