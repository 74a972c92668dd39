"""`ringo doctor` on the place where it runs: what Python imports first, the terminal, and a folder that has gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograd.commands.about import doctor
from autograd.commands.about.doctor import place
from tests.commands.distributions import install, troubles
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return tmp_path


def test_a_file_in_this_folder_that_shadows_ours(folder: Path) -> None:
    ours = doctor.FOLDER
    assert [*place.shadows(ours, [str(ours.parent)])] == []
    (folder / "viz").mkdir()  # a folder without __init__.py gives way to a package
    assert [*place.shadows(ours, [str(ours.parent)])] == []
    (folder / "autograd.py").touch()
    (folder / "nn").mkdir()
    (folder / "nn/__init__.py").touch()
    first, second = place.shadows(ours, [str(folder), str(ours.parent)])
    assert (first.kind, first.topic) == ("trouble", "import autograd")
    assert first.text.startswith("in this folder, Python imports ")
    assert second.topic == "import nn"


def test_pythonpath_in_the_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "old").mkdir()
    monkeypatch.setenv("PYTHONPATH", f"{folder / 'nothing'}{os.pathsep}{folder / 'old'}")
    [found] = place.shadows(doctor.FOLDER, [])
    assert (found.kind, found.topic) == ("fine", "PYTHONPATH")
    (folder / "old/viz.py").touch()
    [found] = place.shadows(doctor.FOLDER, [])
    assert (found.kind, found.topic) == ("trouble", "import viz")
    assert found.text.startswith("PYTHONPATH has ")


def test_another_autograd_that_comes_first(folder: Path) -> None:
    install(folder / "site", "autograd", "1.9.1", {"autograd/__init__.py": ""})
    [found] = place.shadows(doctor.FOLDER, [str(folder / "site"), str(doctor.FOLDER.parent)])
    assert found.text.startswith("import autograd gives ")
    assert "pip uninstall autograd" in found.advice


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [
        ("utf-8", "fine"),
        ("cp932", "fine"),
        ("cp1252", "trouble"),
        ("ascii", "trouble"),
        (None, "trouble"),
        ("no", "trouble"),
    ],
)
def test_what_the_terminal_can_show(encoding: str | None, kind: str) -> None:
    [found] = [one for one in place.findings(doctor.FOLDER, encoding, []) if one.topic == "terminal"]
    assert found.kind == kind


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed there")
def test_a_folder_that_was_removed_and_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(Path, "home", classmethod(lambda cls: (_ for _ in ()).throw(RuntimeError("no home"))))
    assert not troubles([*place.findings(doctor.FOLDER, "utf-8", [str(doctor.FOLDER.parent)])])
    monkeypatch.chdir(ROOT)
