"""The version stands once, each file of others has its licence, and both archives are the same whoever builds them."""

from __future__ import annotations

import json
import re
import runpy
import tarfile
from collections.abc import Mapping
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

import autograd
import viz
from autograd import Value
from tests.conftest import PROFILE, ROOT
from tests.places.requirements import EXTRAS
from tests.release import materials
from tests.release.building import differences, tracked
from tests.release.installed import PROMISED
from viz.lab.licences import licences

SETUP = runpy.run_path(str(ROOT / "setup.py"))
SETTINGS = ConfigParser()
SETTINGS.read(ROOT / "setup.cfg", encoding="utf-8")
OF_OURS = re.compile(
    r"""(?i)\b(?:ringograd|ringo|__version__|^version(?= =))["')]*\s*(?:[-=:@ ]|==|is)\s*["']?v?\d+\.\d+""",
    re.MULTILINE,
)
"""A version beside a name of ours."""
TOLD = {"CHANGELOG.md", "autograd/__init__.py", "tests/release/test_release.py"}


def stated(texts: Mapping[str, str]) -> list[str]:
    """The places where a version of ours stands."""
    return [f"{name}: {found[0]}" for name, text in texts.items() for found in OF_OURS.finditer(text)]


def test_the_version_stands_in_one_place_and_in_the_log_of_changes() -> None:
    released = re.findall(r"^## (\d[\w.]*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert autograd.__version__ == released[0]
    assert SETTINGS["metadata"]["version"] == "attr: autograd.__version__"
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: git tells which files are the repository's")
    texts = {name: (ROOT / name).read_text("utf-8", "replace") for name in tracked() if name not in TOLD}
    assert not stated(texts)


@pytest.mark.parametrize("text", ["ringograd-1.0.0.tar.gz", "Ringograd 1.0", "version = 1.2.3", '__version__ = "0.1"'])
def test_a_second_version_is_found(text: str) -> None:
    assert stated({"docs/page.md": f"a line\n{text}\n"})


VENDORS = {"page": ROOT / "viz/page/assets/vendor", "lab": ROOT / "viz/lab/assets/vendor"}


def unlicensed(folder: str, names: set[str], known: dict[str, Any]) -> list[str]:
    """Files of others that no text of a licence is for."""
    texts = {name for name, about in known.items() if "of" in about}
    covered = {path for about in known.values() for work in about.get("of", ()) for path in work["in"]}
    return sorted(name for name in names - texts - {"versions.json"} if f"{folder}/vendor/{name}" not in covered)


@pytest.mark.parametrize("folder", VENDORS)
def test_each_file_of_others_has_its_licence_beside_it(folder: str) -> None:
    known = json.loads((VENDORS[folder] / "versions.json").read_text("utf-8"))
    names = {path.name for path in VENDORS[folder].iterdir()}
    assert not unlicensed(folder, names, known)
    assert unlicensed(folder, {*names, "other.js"}, known) == ["other.js"]
    for about in known.values():
        for work in about.get("of", ()):
            assert work["purl"].startswith("pkg:")
            assert work["source"].startswith("https://")


def test_the_wheel_names_the_licences_of_what_it_holds() -> None:
    named = {path for line in SETTINGS["metadata"]["license_files"].split() for path in ROOT.glob(line)}
    spoken = set(SETTINGS["metadata"]["license_expression"].split(" AND "))
    found = {"MIT"}
    for folder in VENDORS.values():
        known = json.loads((folder / "versions.json").read_text("utf-8"))
        for name, about in known.items():
            if any("/vendor/" in path for work in about.get("of", ()) for path in work["in"]):
                assert folder / name in named
                found.add(about["licence"])
    assert spoken == found


def test_a_page_holds_the_licences_of_what_it_contains(tmp_path: Path) -> None:
    text = viz.page(Value(2, name="x") * 3, tmp_path / "x.html").read_text("utf-8")
    ours = (ROOT / "LICENSE").read_text("utf-8")
    assert (ROOT / "viz/page/assets/LICENSE").read_text("utf-8") == ours
    assert ours in text
    assert (VENDORS["page"] / "lit-html.LICENSE").read_text("utf-8") in text


def test_the_folder_of_a_lab_tells_whose_each_part_is() -> None:
    told = licences()
    for folder, vendor in VENDORS.items():
        for name in json.loads((vendor / "versions.json").read_text("utf-8")):
            assert f"{folder}/vendor/{name}" in told
    assert "CC BY 4.0" in told
    assert all(name in told for name in ("zlib", "bzip2", "libffi", "libmpdec", "HACL*", "Emscripten"))


def test_a_file_of_an_archive_tells_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1580601600")
    for found, kept in ((0o600, 0o644), (0o666, 0o644), (0o700, 0o755), (0o775, 0o755)):
        file = tarfile.TarInfo("x")
        file.mode, file.uid, file.gid, file.uname, file.gname, file.mtime = found, 1000, 1000, "me", "us", 2e9
        plain = SETUP["plain"](file)
        assert (plain.mode, plain.uid, plain.gid, plain.uname, plain.gname) == (kept, 0, 0, "", "")
        assert plain.mtime == 1580601600


@pytest.mark.skipif(PROFILE in ("default", "first"), reason="three builds take 20 seconds: in the profile thorough")
def test_the_archives_are_the_same_whoever_builds_them(tmp_path: Path) -> None:
    pytest.importorskip("setuptools", "77")
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: git tells which files are the repository's")
    sources, wheel, wrong = differences(tmp_path)
    assert not wrong
    assert sources.exists()
    assert wheel.exists()


def test_an_index_of_packages_gets_no_picture_that_it_cannot_find() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    plain = SETUP["without_pictures"](readme)
    assert not re.search(r"<img|<picture|!\[|\]\((?!https?:|#)", plain)
    assert re.findall(r"^#.*", plain, re.MULTILINE) == re.findall(r"^#.*", readme, re.MULTILINE)
    assert re.findall(r"```.*?```", plain, re.DOTALL) == re.findall(r"```.*?```", readme, re.DOTALL)


def test_a_program_runs_for_each_extra() -> None:
    assert set(PROMISED) == {"", *EXTRAS}


def test_the_list_of_materials_has_the_work_of_others() -> None:
    own = {"name": "ringograd", "version": "1", "bom-ref": "us", "externalReferences": [{"url": "file:///here"}]}
    tqdm = {"name": "tqdm", "bom-ref": "tqdm"}
    listed = {"components": [tqdm, own], "dependencies": [{"ref": "us", "dependsOn": ["tqdm"]}], "metadata": {}}
    full = materials.completed(listed, "0" * 64)
    names = {one["name"] for one in full["components"]}
    assert names == {"tqdm", "lit-html", "@hpcc-js/wasm-graphviz", "Graphviz", "Expat"}
    [edges] = [one["dependsOn"] for one in full["dependencies"] if one["ref"] == "us"]
    assert edges == sorted(["tqdm", *(one["bom-ref"] for one in full["components"] if one["name"] != "tqdm")])
    assert "file:///here" not in json.dumps(full)
