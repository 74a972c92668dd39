"""Every planted fault has a place in the code as it is. A fault that plants nothing would test no test."""

from __future__ import annotations

from functools import cache

import pytest

from tests.conftest import ROOT
from tests.faults import FAULTS, Fault


@cache
def code(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_what_a_fault_replaces_stands_once_in_its_file(fault: Fault) -> None:
    assert code(fault.file).count(fault.right) == 1, f"{fault.right!r} in {fault.file}"
    assert fault.wrong != fault.right
    assert all((ROOT / file).exists() for file in fault.tests[0].split())
