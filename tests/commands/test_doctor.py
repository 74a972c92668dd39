"""`ringo doctor` where something is broken: no fault stops the report, not even another autograd in our place."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograd.commands.about import doctor
from autograd.commands.about.doctor import drawing, installed, names, native, place
from autograd.commands.about.doctor.finding import Finding, shown
from autograd.language import LANGUAGES
from autograd.language.text import width
from tests.commands.distributions import METADATA, SETUP, install
from tests.commands.test_main import ringo
from tests.conftest import ROOT, thinned


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A small environment. No process is started to draw."""
    install(tmp_path, "ringograd", "1.0", {"autograd/__init__.py": ""}, *METADATA)
    found = installed.distributions([str(tmp_path)])
    monkeypatch.setattr(installed, "distributions", lambda: found)
    monkeypatch.setattr(drawing, "_drawn", lambda path: "no Graphviz")


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_has_short_lines_and_a_status(lang: str) -> None:
    status, out, err = ringo("doctor", "--lang", lang)
    assert (status, err) == (1, "")
    assert [line for line in out.splitlines() if line.startswith("  !!")]
    for line in out.splitlines():
        assert width(line) <= 80 or max(map(len, line.split())) > 50, line  # a path stays whole
    marked = ringo("doctor", "--markdown", "--lang", lang).out.splitlines()
    assert {line.count(" | ") for line in marked if line.startswith("| ok")} <= {3, 2}
    assert marked[1] == "| --- | --- | --- | --- |"


def test_where_nothing_hinders_the_status_is_0(monkeypatch: pytest.MonkeyPatch) -> None:
    fine = [("doctor: about python", iter([Finding("fine", "Python", "3"), Finding("missing", "[ja]", "not", "pip")]))]
    monkeypatch.setattr(doctor, "examined", lambda: iter(fine))
    status, out, _ = ringo("doctor")
    assert (status, out.splitlines()[-1]) == (0, "Nothing hinders. Lines with -- are optional.")


@pytest.mark.parametrize(
    ("module", "function"),
    [(place, "findings"), (installed, "findings"), (names, "findings"), (drawing, "findings"), (native, "findings")],
)
@pytest.mark.usefixtures("drawn")
def test_no_part_stops_the_others(module: object, function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> Iterator[Finding]:
        yield Finding("fine", "before", "this was found")
        raise RecursionError("a fault\nof many lines")

    monkeypatch.setattr(module, function, broken)
    status, out, err = ringo("doctor")
    assert (status, err) == (1, "")
    assert "this was found" in out
    assert "this part could not be looked at: RecursionError: a fault" in " ".join(out.split())
    assert sum(line.endswith(":") and line[0] != " " for line in filter(None, out.splitlines())) == 5


@pytest.mark.usefixtures("drawn")
def test_a_report_is_made_where_nothing_can_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[installed.Known]:
        raise PermissionError("site-packages")

    monkeypatch.setattr(installed, "distributions", broken)
    status, out, err = ringo("doctor")
    assert (status, err) == (1, "")
    assert " ".join(out.split()).count("PermissionError: site-packages") == 3
    assert "C compiler" in out


def test_a_report_does_not_tell_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", classmethod(lambda cls: tmp_path))
    assert shown(tmp_path / "a") == "~/a"
    assert shown(f"{tmp_path}else") == f"{tmp_path}else"
    assert "\x1b" not in shown("a\x1b[31m")


# Where another package has taken the place of autograd.

START = """
import sys
sys.path[:0] = [{folder!r}]
sys.path.append({root!r})
sys.argv = ["ringo", *{words!r}]
import ringograd
sys.exit(ringograd.main())
"""


@pytest.mark.parametrize(
    "theirs", thinned(["", "raise ModuleNotFoundError('numpy')", "import autograd.core", "1 / 0", "exit()"])
)
def test_the_doctor_runs_where_autograd_is_another(theirs: str, tmp_path: Path) -> None:
    install(tmp_path, "autograd", "1.9.1", {"autograd/__init__.py": theirs, "autograd/__main__.py": "main = 1\nfail"})

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        code = START.format(folder=str(tmp_path), root=str(ROOT), words=words)
        command = [sys.executable, "-P", "-c", code]
        plain = os.environ | {"PYTHONIOENCODING": "ascii" if "doctor" in words else "utf-8"}
        return subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, timeout=60, encoding="utf-8")

    refused = run("x*x", "x=1")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("ringo: something else stands in the place of Ringograd's package autograd")
    assert len(refused.stderr.splitlines()) == 1
    if not theirs:
        assert "ringo doctor だけ" in run("--lang", "ja", "x").stderr
        done = run("doctor")
        assert (done.returncode, done.stderr) == (1, "")
        assert "Python imports" in done.stdout


def test_the_command_begins_where_all_is_well() -> None:
    code = START.format(folder=str(ROOT), root=str(ROOT), words=("x*x", "x=3"))
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert SETUP["options.entry_points"]["console_scripts"].strip() == "ringo = ringograd:main"
