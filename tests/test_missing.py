"""A command of the project that lacks a package says which, in one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.missing import EXTRAS, sentence
from tests.places.requirements import EXTRAS as KNOWN


@pytest.mark.parametrize(
    ("package", "module", "extra"),
    [("sphinx", "docs.site", "docs"), ("cosmic_ray", "tests.mutants", "mutation"), ("PIL", "docs.film", "plots")],
)
def test_what_is_missing_is_told_with_its_extra(package: str, module: str, extra: str, tmp_path: Path) -> None:
    (tmp_path / f"{package}.py").write_text(f"raise ModuleNotFoundError({package!r}, name={package!r})", "utf-8")
    command = [sys.executable, "-m", module]
    there = {"PYTHONPATH": str(tmp_path), "PATH": ""}
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, env=there)
    assert found.stderr == f'python -m {module} needs {package}: pip install -e ".[{extra}]"\n'
    assert (found.returncode, found.stdout) == (2, "")


def test_a_package_is_brought_by_an_extra_that_there_is() -> None:
    assert set(EXTRAS.values()) - {""} <= {*KNOWN, "test"}
    assert sentence("tests.fuzz", "hypothesis") == 'python -m tests.fuzz needs hypothesis: pip install -e ".[test]"'
    assert sentence("docs.pictures", "graphviz") == "python -m docs.pictures needs graphviz: pip install -e ."
    assert sentence("tests.fuzz.search", "atheris") == "python -m tests.fuzz.search needs atheris: pip install atheris"


def test_no_test_is_told_so() -> None:
    assert sys.excepthook.__module__ != "tests.missing"
