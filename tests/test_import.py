"""Importing autograd loads nothing that a program which only calculates does not need."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import autograd.record


def imported_by(statement: str) -> set[str]:
    """The modules by the names that they have today."""
    names = "{sys.modules[name].__name__ for name in set(sys.modules) - before}"
    code = f"import sys; before = set(sys.modules); {statement}; print(*{names})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_what_is_loaded_of_python() -> None:
    """`importlib.abc`, for one, brings `tempfile` and `random` along, and takes as long as autograd."""
    of_python = {name for name in imported_by("import autograd") if not name.startswith("autograd")}
    assert not {"dataclasses", "importlib.abc", "inspect", "json", "random", "tempfile"} & of_python
    assert len(of_python) <= 25, of_python


LATER = {
    "ast", "html", "linecache",
    "autograd.by_hand", "autograd.checking", "autograd.graph.expression", "autograd.graph.forward",
    "autograd.graph.operation", "autograd.notation.formulas", "autograd.notation.refusals", "autograd.program",
    "autograd.record.steps",
}  # fmt: skip
"""What a program that only calculates does not use."""


def test_what_is_loaded_of_autograd() -> None:
    """A module costs a fifth of a millisecond or more. So a new one has a reason to be here."""
    loaded = imported_by("import autograd; (autograd.Value(2.0) * 3.0 + autograd.exp(1.0)).backward()")
    assert not LATER & loaded
    assert len([name for name in loaded if name.startswith("autograd")]) <= 25, loaded


def test_what_the_command_loads() -> None:
    """`ringo` reads a number as worksheets do, and needs no worksheet for it."""
    loaded = imported_by("from autograd.__main__ import main; main(['w*x', 'w=1', 'x=2'])")
    assert "autograd.record.steps" in loaded
    assert not {"autograd.graph.forward", "json", "nn", "numpy", "subprocess", "tempfile", "viz"} & loaded
    of_worksheets = {name for name in loaded if name.startswith("autograd.by_hand.")}
    assert {name.split(".")[2] for name in of_worksheets} == {"answers"}, of_worksheets


def test_names_that_are_loaded_later() -> None:
    """All are there, and each is the same thing as in its module. A module of the same name does not hide one."""
    for package in ("autograd", "autograd.by_hand", "autograd.by_hand.answers", "autograd.notation", "autograd.record"):
        room = importlib.import_module(package)
        assert set(room.__all__) <= set(dir(room))
        assert all(getattr(room, name) is not None for name in room.__all__)
    code = (
        "import autograd.record.steps, autograd.graph.operation, autograd;"
        "assert callable(autograd.record.steps) and callable(autograd.steps) and callable(autograd.operation);"
        "import autograd.debug; assert callable(autograd.debug)"
    )
    imported_by(code)
    with pytest.raises(AttributeError, match=r"module 'autograd\.record' has no attribute 'step'"):
        autograd.record.step  # type: ignore[attr-defined]  # noqa: B018


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
