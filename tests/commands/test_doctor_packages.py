"""`ringo doctor` on packages: two of one import name, extras in part, old versions, and half a distribution."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograd.commands.about.doctor import installed, names
from autograd.commands.about.doctor.finding import Finding, shown
from autograd.language import LANGUAGES, catalogue
from tests.commands.distributions import EXTRAS, METADATA, install, troubles


def of_names(folder: Path) -> list[Finding]:
    return [*names.findings(installed.distributions([str(folder)]))]


def of_packages(folder: Path) -> list[Finding]:
    return [*installed.findings(installed.distributions([str(folder)]), folder / "autograd")]


# Two packages of one import name.


def test_the_second_of_one_name_is_found_and_who_stands_is_told(tmp_path: Path) -> None:
    install(tmp_path, "micrograd", "0.1.0", {"micrograd/__init__.py": "", "micrograd/engine.py": "one"})
    install(tmp_path, "micrograd-ds", "0.1.1", {"micrograd/__init__.py": "", "micrograd/engine.py": "another"})
    [found] = of_names(tmp_path)
    assert (found.kind, found.topic) == ("missing", "import micrograd")
    assert "micrograd 0.1.0, micrograd-ds 0.1.1 are all imported as micrograd" in found.text
    assert "(1)" in found.text  # the empty file is the same
    assert "belong to micrograd-ds 0.1.1;" in found.text
    assert "pip uninstall micrograd micrograd-ds" in found.advice


def test_another_autograd_over_ours_needs_the_user(tmp_path: Path) -> None:
    ours = {"autograd/__init__.py": "ours", "autograd/graph.py": "graph", "nn/__init__.py": "nn"}
    install(tmp_path, "ringograd", "1.0", ours)
    assert not troubles(of_names(tmp_path))
    install(tmp_path, "autograd", "1.9.1", {"autograd/__init__.py": "theirs", "autograd/core.py": "core"})
    [found] = of_names(tmp_path)
    assert (found.kind, found.topic) == ("trouble", "import autograd")
    assert "belong to autograd 1.9.1;" in found.text
    assert "pip uninstall autograd, then" in found.advice
    (tmp_path / "autograd/__init__.py").write_text("ours")  # the other way round, they are broken and not we
    [found] = of_names(tmp_path)
    assert "belong to ringograd " in found.text


def test_files_of_ours_that_were_changed_or_removed_are_told(tmp_path: Path) -> None:
    files = {"autograd/__init__.py": "ours", "nn/__init__.py": "nn", "viz/a.py": "a"}
    about = install(tmp_path, "ringograd", "1.0", files)
    (tmp_path / "autograd/__init__.py").unlink()  # as after pip uninstall autograd
    (tmp_path / "viz/a.py").write_text("edited")
    [found] = troubles(of_names(tmp_path))
    assert found.text.startswith("2 of 3 files are not as they were installed, such as ")
    assert found.advice == "pip install --force-reinstall --no-deps ringograd"
    (about / "direct_url.json").write_text(json.dumps({"url": (tmp_path / "a b").as_uri(), "dir_info": {}}))
    [found] = troubles(of_names(tmp_path))
    assert found.advice == "pip install --force-reinstall --no-deps " + shown(f'"{tmp_path}/a b"')


def test_rooms_that_share_a_folder_and_no_file_are_no_fault(tmp_path: Path) -> None:
    install(tmp_path, "google-one", "1", {"google/one/__init__.py": "one"})
    install(tmp_path, "google-two", "1", {"google/two/__init__.py": "two"})
    assert [one.kind for one in of_names(tmp_path)] == ["fine"]


@pytest.mark.parametrize("broken", ["no RECORD", "bytes", "no METADATA", "a folder", "nonsense"])
def test_half_a_distribution_stops_nothing(broken: str, tmp_path: Path) -> None:
    install(tmp_path, "ringograd", "1.0", {"autograd/__init__.py": "ours"})
    about = install(tmp_path, "other", "1", {"other.py": "x"})
    match broken:
        case "no RECORD":
            (about / "RECORD").unlink()
        case "bytes":
            (about / "RECORD").write_bytes(b"\xff\xfe\x00,,\n" * 3)
            (about / "METADATA").write_bytes(b"\xff\xfe\x00")
        case "no METADATA":
            (about / "METADATA").unlink()
        case "a folder":
            (about / "RECORD").unlink()
            (about / "RECORD").mkdir()
        case _:
            (about / "RECORD").write_text('"\n,,,,\n"a,b,c\n/etc/passwd,sha256=x,1\n../up.py,sha256=y,1\n')
    (about / "direct_url.json").write_text("[")
    assert not troubles(of_names(tmp_path))
    assert not troubles(of_packages(tmp_path))


# What is installed.


def test_extras_in_full_in_part_and_missing(tmp_path: Path) -> None:
    install(tmp_path, "ringograd", "1.0", {}, *METADATA)
    install(tmp_path, "tqdm", "4.70.1", {})
    install(tmp_path, "NumPy", "2.4.6", {})
    install(tmp_path, "dask", "2026.8.1", {}, 'Requires-Dist: distributed<2026.9; extra == "distributed"')
    found = {one.topic: one for one in of_packages(tmp_path)}
    assert found["Ringograd"].text == f"1.0, in {shown(tmp_path)}"
    assert found["required"] == Finding("fine", "required", "tqdm 4.70.1")
    assert found["[numpy]"] == Finding("fine", "[numpy]", "numpy 2.4.6")
    assert found["[testing]"].text == "in part: numpy 2.4.6; without mpmath"
    assert found["[testing]"].advice == 'autograd.testing: pip install "ringograd[testing]"'
    assert found["[dask]"].text == "in part: dask 2026.8.1; without distributed"
    assert not troubles([*found.values()])
    install(tmp_path, "mpmath", "1.3", {})
    assert Finding("fine", "to work on it", "test") in of_packages(tmp_path)


def test_a_version_that_is_too_old_needs_the_user(tmp_path: Path) -> None:
    install(tmp_path, "ringograd", "1.0", {}, *METADATA)
    install(tmp_path, "numpy", "1.26.4", {})
    found = {one.topic: one for one in troubles(of_packages(tmp_path))}
    assert found["[numpy]"].text == "numpy 1.26.4 does not serve: it is to be >=2"
    assert found["[numpy]"].advice == 'pip install -U "numpy>=2"'
    assert found["required"].advice == 'pip install "tqdm>=4.67"'
    assert found.keys() == {"[numpy]", "[testing]", "required"}


def test_an_editable_install_whose_folder_has_gone(tmp_path: Path) -> None:
    about = install(tmp_path, "ringograd", "1.0", {})
    told = {"dir_info": {"editable": True}, "url": (tmp_path / "la b").as_uri()}
    (about / "direct_url.json").write_text(json.dumps(told))
    (tmp_path / "la b").mkdir()
    [fine] = of_packages(tmp_path)
    assert fine.text.endswith(", editable")
    (tmp_path / "la b").rmdir()
    [_, found] = of_packages(tmp_path)
    assert found.kind == "trouble"
    assert "la b, which is not there any more" in found.text


def test_ringograd_twice_or_not_at_all(tmp_path: Path) -> None:
    [found] = of_packages(tmp_path)
    assert (found.kind, found.advice) == ("missing", f"pip install {shown(tmp_path)}")
    for version in ("0.9", "1.0"):
        install(tmp_path, "ringograd", version, {})
    assert [one.text for one in troubles(of_packages(tmp_path))] in (
        ["several are installed: 0.9, 1.0"], ["several are installed: 1.0, 0.9"],
    )  # fmt: skip


def test_an_extra_with_a_purpose_is_there() -> None:
    for lang in LANGUAGES:
        known = {key.removeprefix("extra ") for key in catalogue(lang) if key.startswith("extra ")}
        assert {"ja", "numpy", "sheets", "pdf"} < known < EXTRAS.keys()
