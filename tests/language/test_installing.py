"""What a sentence advises to type installs into the Python that runs this, whatever stands on PATH."""

import sys
import sysconfig
from pathlib import Path

import pytest

from autograd.language import LANGUAGES, catalogue, say
from autograd.language.names import installing
from tests.conftest import installed_by


def program(folder: Path) -> Path:
    """A program `pip` in the folder."""
    folder.mkdir(parents=True)
    file = folder / ("pip.exe" if sys.platform == "win32" else "pip")
    file.write_text("")
    file.chmod(0o755)
    return folder


def test_pip_is_named_alone_where_it_is_that_of_this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, other = program(tmp_path / "ours"), program(tmp_path / "other")
    monkeypatch.setattr(sysconfig, "get_path", {"scripts": str(ours)}.get)
    monkeypatch.setattr(sys, "executable", str(ours / "python"))
    monkeypatch.setenv("PATH", str(ours))
    assert installed_by() == "pip"
    monkeypatch.setenv("PATH", str(other))  # pip would install for another Python
    assert installed_by() == f"{ours / 'python'} -m pip"
    monkeypatch.setenv("PATH", "")
    assert installed_by() == f"{ours / 'python'} -m pip"


def test_python_is_named_as_it_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.chdir(tmp_path)
    for inside, typed in {Path(".venv/bin/python"): ".venv/bin/python", Path("a b/python"): '"a b/python"'}.items():
        monkeypatch.setattr(sys, "executable", str(tmp_path / inside))
        assert installed_by().replace("\\", "/") == f"{typed} -m pip"
    monkeypatch.setattr(sys, "executable", "")  # a program that holds Python in itself
    assert installed_by() == "pip"


def test_every_sentence_that_advises_to_install_names_this_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    for lang in LANGUAGES:
        for key, sentence in catalogue(lang).items():
            assert "pip install" not in sentence.replace("{pip}", ""), key
    monkeypatch.setattr(installing, "pip", lambda: "there/python -m pip")
    assert say("compile needs NumPy").endswith(': there/python -m pip install "ringograd[numpy]"')
