"""`ringo doctor` where something is broken: each fault is found, told with what to do, and stops nothing."""

from __future__ import annotations

import base64
import configparser
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd.commands.about import doctor
from autograd.commands.about.doctor import drawing, installed, names, native, place
from autograd.commands.about.doctor.finding import Finding, said, shown
from autograd.commands.about.doctor.requirement import here, order, plain, requirement
from autograd.language import LANGUAGES, catalogue
from autograd.language.text import width
from tests.commands.test_main import ringo
from tests.conftest import ROOT, thinned

SETUP = configparser.ConfigParser()
SETUP.read(ROOT / "setup.cfg", encoding="utf-8")
EXTRAS = {extra: lines.strip().splitlines() for extra, lines in SETUP["options.extras_require"].items()}
REQUIRED = SETUP["options"]["install_requires"].strip().splitlines()


def install(folder: Path, name: str, version: str, files: dict[str, str], *metadata: str) -> Path:
    """What pip writes for a distribution: its files, over those that are there, and their hashes."""
    about = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    lines = []
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
        lines.append(f"{path},sha256={digest},{len(text)}")
    about.mkdir(parents=True)
    lines.append(f"{about.name}/RECORD,,")
    (about / "RECORD").write_text("\n".join(lines) + "\n", "utf-8")
    (about / "METADATA").write_text(
        "\n".join(["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *metadata, ""])
    )
    return about


def of_names(folder: Path) -> list[Finding]:
    return [*names.findings(installed.distributions([str(folder)]))]


def of_packages(folder: Path) -> list[Finding]:
    return [*installed.findings(installed.distributions([str(folder)]), folder / "autograd")]


def troubles(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.kind == "trouble"]


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

METADATA = (
    "Requires-Dist: tqdm>=4.67",
    'Requires-Dist: numpy>=2; extra == "numpy"', 'Requires-Dist: numpy>=2; extra == "testing"',
    'Requires-Dist: mpmath>=1.3; extra == "testing"', 'Requires-Dist: dask[distributed]>=2026.8; extra == "dask"',
    'Requires-Dist: ringograd[numpy,testing]; extra == "test"', "Provides-Extra: numpy", "Provides-Extra: testing",
    "Provides-Extra: dask", "Provides-Extra: test",
)  # fmt: skip


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


# Requirements.

versions = st.builds(
    lambda numbers, end: ".".join(map(str, numbers)) + end,
    st.lists(st.integers(0, 12), min_size=1, max_size=4),
    st.sampled_from(["", "", "a1", "b2", "rc1", ".dev3", ".post1"]),
)


@example("2.10", "2.9.dev3", "~=")
@given(versions, versions, st.sampled_from([">=", "<=", ">", "<", "==", "!=", "~=", "==*", "!=*"]))
def test_versions_are_compared_as_packaging_compares_them(one: str, other: str, sign: str) -> None:
    parsed = pytest.importorskip("packaging.version").parse
    assert (order(one) < order(other)) == (parsed(one) < parsed(other))
    assert (order(one) == order(other)) == (parsed(one) == parsed(other))
    if not other.endswith("1") and not one.endswith(("1", "2", "3")):  # specifiers treat such candidates apart
        asked = f"{sign.rstrip('*')}{other}{'.*' * sign.endswith('*')}"
        numbers = re.split(r"\.?[a-z]", other)[0]
        if ("*" in sign and other != numbers) or (sign == "~=" and "." not in numbers):
            return  # no version is asked for in this way
        specifiers = pytest.importorskip("packaging.specifiers").SpecifierSet(asked, prereleases=True)
        assert requirement(f"x{asked}").met_by(one) == specifiers.contains(one)


PLACES = [
    {"implementation_name": name, "sys_platform": system, "platform_machine": machine, "python_version": version}
    for name, system, machine, version in itertools.product(
        ["cpython", "pypy"], ["linux", "darwin", "win32"], ["x86_64", "arm64", "AMD64", "riscv64"], ["3.11", "3.9"]
    )
]


def test_conditions_hold_as_packaging_says() -> None:
    read = pytest.importorskip("packaging.requirements").Requirement
    more = [
        'a; python_version >= "3.10" and python_version < "3.20"',
        'b; (extra == "x" or os_name == "nt") and extra == "x"',
        'c[d, e] (>=1,<2); sys_platform not in "win32 cygwin"', "f ~= 1.4 ; extra == 'x'", "g",
        'h; python_version ~= "3.10"', 'i; python_version == "3.*" and python_full_version != "3.9.*"',
    ]  # fmt: skip
    for text in [*REQUIRED, *more, *(line for lines in EXTRAS.values() for line in lines)]:
        if text.startswith("#"):
            continue
        own, theirs = requirement(text), read(text)
        assert own.name == plain(theirs.name)
        assert {*own.extras} == theirs.extras
        assert {*own.versions} == {str(one) for one in theirs.specifier}
        for around, extra in itertools.product(PLACES, ["", "x"]):
            everything = {**here(), **around}
            expected = theirs.marker is None or theirs.marker.evaluate({**everything, "extra": extra})
            assert own.holds(extra, everything) == expected, (text, around)


# Python, and what it imports first.


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


# All of it.


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
