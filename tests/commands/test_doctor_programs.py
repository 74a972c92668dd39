"""`ringo doctor` on other programs: Graphviz, a browser and a C compiler that are missing, broken or fail."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from autograd.commands.about.doctor import drawing, native
from autograd.commands.about.doctor.finding import said
from tests.conftest import ROOT

# Pictures.

BROKEN = {
    "cannot be imported": ("raise ImportError('libcgraph is missing')", ""),
    "fails otherwise": ("raise OSError('pygraphviz: bad magic')", "OSError: pygraphviz: bad magic"),
    "ends the process": ("import os; os.kill(os.getpid(), 9)", "was ended by signal 9"),
    "says nothing": ("import os; os._exit(3)", "ended with exit status 3"),
}


@pytest.mark.skipif(os.name == "nt", reason="processes are ended by signals elsewhere")
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_pygraphviz(fault: str, tmp_path: Path) -> None:
    code, said = BROKEN[fault]
    (tmp_path / "pygraphviz.py").write_text(code)
    [first, *_, browser] = drawing.findings({}, [str(tmp_path), str(ROOT), *sys.path])
    if said:
        assert (first.kind, first.topic) == ("trouble", "pictures")
        assert said in first.text
    elif shutil.which("dot"):
        assert first.kind == "fine"
        assert "libcgraph is missing" in first.text
    else:
        assert "apt install graphviz" in first.text
    assert browser.topic == "browser"


def test_no_browser_and_no_font_are_no_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"pygraphviz": "", "why": "none", "graphviz": "9", "png": 1, "asked": True, "lacking": "り"}
    monkeypatch.setattr(drawing, "_drawn", lambda path: told)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(drawing, "APPLICATIONS", {})
    assert [one.kind for one in drawing.findings({}, [])] == ["fine", "missing", "missing"]


def test_a_program_that_hangs_or_fails_is_an_error() -> None:
    with pytest.raises(OSError, match="exit status 3: broken"):
        said([sys.executable, "-c", "import sys; print('broken'); sys.exit(3)"])
    with pytest.raises(OSError, match="nowhere"):
        said(["/nowhere/at-all"])


# The compiler.


@pytest.mark.skipif(os.name == "nt", reason="programs run in NumPy there")
def test_a_compiler_that_is_missing_or_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    [found] = native.findings()
    assert found.kind == "missing"
    (tmp_path / "cc").write_text("#!/bin/sh\necho broken 1.0; case $1 in --version) exit 0;; esac; exit 1\n")
    (tmp_path / "cc").chmod(0o755)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    [found] = native.findings()
    assert found.kind == "missing"
    assert "failed with exit status 1" in found.text


@pytest.mark.skipif(os.name == "nt" or shutil.which("cc") is None, reason="there is no compiler")
def test_a_cache_that_others_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiler, cache = native.findings()
    assert [compiler.kind, cache.kind] == ["fine", "fine"]
    assert "1 library, " in cache.text
    (tmp_path / "ringograd").chmod(0o777)
    _, cache = native.findings()
    assert cache.kind == "missing"
