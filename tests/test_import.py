"""Importing autograd loads nothing that a program which only calculates does not need."""

import subprocess
import sys


def imported_by(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_what_is_loaded_of_python() -> None:
    """`importlib.abc`, for one, brings `tempfile` and `random` along, and takes as long as autograd."""
    of_python = {name for name in imported_by("import autograd") if not name.startswith("autograd")}
    assert not {"dataclasses", "importlib.abc", "inspect", "json", "random", "tempfile"} & of_python
    assert len(of_python) <= 25, of_python


def test_checks_and_hypothesis_wait_until_they_are_asked_for() -> None:
    assert not {"autograd.checking.check", "hypothesis", "inspect"} & imported_by("import autograd, autograd.testing")
    assert "autograd.checking.check" in imported_by("from autograd import check_grad")


def test_a_program_brings_numpy_only_when_it_is_made() -> None:
    assert not {"numpy", "autograd.program"} & imported_by("import autograd, nn")
    assert "numpy" not in imported_by("import autograd; autograd.compile")
    assert "numpy" in imported_by("import autograd; autograd.compile(autograd.Value(1.0))")


def test_sheets_wait_for_the_packages_of_workbooks() -> None:
    loaded = imported_by("import autograd.by_hand, autograd.commands.sheets.mark, autograd.commands.sheets.worksheet")
    assert not {"python_calamine", "xlsxwriter", "zipfile"} & loaded


def test_a_network_waits_neither_for_processes_nor_for_inspection() -> None:
    assert not {"nn.search.trials", "multiprocessing", "inspect"} & imported_by("import nn")
    assert "nn.search.trials" in imported_by("import nn; nn.search.grid")
