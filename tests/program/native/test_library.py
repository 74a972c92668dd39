"""Where libraries are kept, what is never loaded, and compilers that are missing, fail or hang."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import autograd
from autograd import Value, exp, sin
from autograd.program.backends.in_numpy.arrays import Arrays
from autograd.program.backends.native import library
from autograd.program.backends.native.runner import Native
from tests.conftest import PROFILE, ROOT, takes_long, thinned
from tests.program.agreement import NEEDS_COMPILER

pytestmark = [NEEDS_COMPILER, pytest.mark.skipif(os.name != "posix", reason="C is compiled on POSIX systems alone")]


PLAINLY = ("-O0", *[flag for flag in library.FLAGS if flag != "-O3"])


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and a private folder of this test. What is made for it is not made fast: that takes the
    compiler three times as long."""
    monkeypatch.setattr(library, "FLAGS", PLAINLY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "platform", "linux")
    library._private_folder.cache_clear()
    yield tmp_path / "cache" / "ringograd"
    library._private_folder.cache_clear()


def run(backend: str = "c") -> Any:
    """The runner of a small program that was found to be right."""
    x = Value(3.0)
    program = autograd.compile(x * x * x, wrt=[x], backend=backend)
    assert program() == 27.0
    assert program.gradients().tolist() == [27.0]
    return program._last


def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A compiler that is this script, the only one on PATH. What it is called with stands in a file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    calls = tmp_path / "calls"
    for name in ("sleep", "sh"):
        (folder / name).symlink_to(str(shutil.which(name)))
    path = folder / "cc"
    real = f'real() {{ PATH={os.environ["PATH"]} {shutil.which("cc") or shutil.which("gcc")} "$@"; }}'
    path.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n{real}\n{script}\n', "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return calls


def test_a_library_is_compiled_once(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = fake(tmp_path, monkeypatch, 'real "$@"')
    for _ in range(3):
        assert isinstance(run(), Native)
    assert len(calls.read_text("utf-8").splitlines()) == 3  # the version, what all programs share, the program
    assert len(list(cache.iterdir())) == 2
    assert cache.stat().st_mode & 0o777 == 0o700
    assert all(not path.stat().st_mode & 0o077 for path in cache.iterdir())


def test_programs_of_one_form_share_a_library(cache: Path) -> None:
    for number in (2.0, 5.0):
        x, y = Value(number), Value(number)
        program = autograd.compile((x - y) * exp(x), wrt=[x, y], backend="c")
        assert program() == 0.0
    assert len(list(cache.iterdir())) == 2  # what all programs share, and the program


def test_programs_of_another_form_share_none(cache: Path) -> None:
    x, y = Value(2.0), Value(5.0)
    for out in ((x - y) * exp(x), (x - y) * sin(x)):
        autograd.compile(out, wrt=[x, y], backend="c")()
    assert len(list(cache.iterdir())) == 3


def test_no_compiler(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(run("auto"), Arrays)  # and no warning, which would be an error here
    with pytest.warns(RuntimeWarning, match="runs in NumPy and not in C: none of cc, gcc, clang is on PATH"):
        assert isinstance(run(), Arrays)


@pytest.mark.parametrize(
    ("script", "why"),
    thinned(
        [
            ("exit 3", "cc failed with exit status 3: it said nothing"),
            ("echo 'error: no license'; exit 1", "cc failed with exit status 1: error: no license"),
            ('[ "$1" = --version ] || { echo "x.c:1: error: broken"; exit 1; }', "x.c:1: error: broken"),
            pytest.param('[ "$1" = --version ] || exec sleep 60', "cc took more than 0.5 seconds", marks=takes_long),
            ("sleep 60", "cc took more than 0.5 seconds"),
            ("kill -9 $$", "cc failed with exit status -9"),
            ("echo; exit 0", "no folder takes the library"),  # it makes none
        ],
        1,
    ),
    ids=thinned(["silent", "no version", "no code", "hangs", "hangs at once", "killed", "makes nothing"], 1),
)
def test_a_compiler_that_does_not_work(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    fake(tmp_path, monkeypatch, script)
    monkeypatch.setattr(library, "SECONDS", 0.5)
    monkeypatch.setattr(library, "SECONDS_TO_ANSWER", 0.5)
    start = time.monotonic()
    for backend in ("c", "auto"):
        with pytest.warns(RuntimeWarning, match=why) as warned:
            assert isinstance(run(backend), Arrays)
        assert len(warned) == 1
    assert time.monotonic() - start < 20
    assert not list(cache.glob("*")) if cache.exists() else True


def test_what_a_compiler_has_started_is_stopped(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the compiler itself has ended, and has left it the pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    begin = f"{{ echo began; exec sleep 20; }} > {pipe} &"
    fake(tmp_path, monkeypatch, f'[ "$1" = --version ] || {begin}')
    monkeypatch.setattr(library, "SECONDS", 0.5)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    start = time.monotonic()
    with pytest.warns(RuntimeWarning, match="cc took more than 0.5 seconds"):
        assert isinstance(run(), Arrays)
    os.set_blocking(reader, True)
    with open(reader, encoding="utf-8") as told:
        assert told.read() == "began\n"  # to the end of the last that could write there
    assert time.monotonic() - start < 15


def test_a_cache_folder_is_kept_tidy(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "KEPT", 3)
    cache.mkdir(mode=0o700, parents=True)
    compiler, now = str(library.compiler()), time.time()
    for name, age in (("left.part", 2 * 3600.0), ("written.part", 60.0), ("notes.txt", 1e8)):
        (cache / name).touch()
        os.utime(cache / name, (now - age, now - age))
    for i in range(3):
        library._loaded(cache / f"{i}.so", f"int f(void) {{ return {i}; }}", compiler)
        os.utime(cache / f"{i}.so", (now - 1000.0 + i,) * 2)
    assert library._loaded(cache / "0.so", "", compiler).f() == 0  # now 1.so is that of the oldest use
    library._loaded(cache / "3.so", "int f(void) { return 3; }", compiler)
    assert sorted(path.name for path in cache.iterdir()) == ["0.so", "2.so", "3.so", "notes.txt", "written.part"]


@pytest.mark.parametrize("place", thinned(["a file", "read-only", "of others", "a link", "full", "relative"]))
def test_a_cache_folder_that_does_not_serve(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The library then stands in a private folder."""
    cache.parent.mkdir()
    if place == "a file":
        cache.write_text("", "utf-8")
    elif place == "a link":
        (tmp_path / "elsewhere").mkdir()
        cache.symlink_to(tmp_path / "elsewhere")
    elif place == "relative":
        monkeypatch.setenv("XDG_CACHE_HOME", "cache")
        monkeypatch.setenv("HOME", "/dev/null")
    else:
        cache.mkdir(mode=0o700)
        cache.chmod({"read-only": 0o500, "of others": 0o777}.get(place, 0o700))
    if place in ("full", "read-only"):  # which does not keep the superuser out
        mkstemp, code = tempfile.mkstemp, errno.ENOSPC if place == "full" else errno.EACCES

        def failing(*args: Any, **named: Any) -> Any:
            if named.get("dir") == cache:
                raise OSError(code, os.strerror(code))
            return mkstemp(*args, **named)

        monkeypatch.setattr(tempfile, "mkstemp", failing)
    assert isinstance(run(), Native)
    private = library._private_folder()
    assert private is not None
    assert len(list(private.iterdir())) == 2
    assert private.stat().st_mode & 0o777 == 0o700
    if cache.is_dir():
        assert not list(cache.iterdir())


def test_a_full_disk(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, monkeypatch, '[ "$1" = --version ] || { echo "cc: No space left on device"; exit 1; }')
    with pytest.warns(RuntimeWarning, match="no folder takes the library"):
        assert isinstance(run(), Arrays)


def test_what_others_may_change_is_not_loaded(cache: Path) -> None:
    run()
    before = {path: path.read_bytes() for path in cache.iterdir()}
    for path in before:
        path.unlink()  # it is loaded, and stays as it is
        path.write_bytes(b"no library")
        path.chmod(0o722)
    assert isinstance(run(), Native)
    assert {path.read_bytes() for path in cache.iterdir()} == {b"no library"}  # and not written over


def test_what_is_no_library_is_made_anew(cache: Path) -> None:
    cache.mkdir(mode=0o700, parents=True)
    path = library._private_folder()
    assert path is not None
    library._loaded(path / "first.so", "int f(void) { return 1; }", str(library.compiler()))
    (cache / "second.so").write_bytes(b"half of a libr")
    (cache / "second.so").chmod(0o700)
    found = library._loaded(cache / "second.so", "int f(void) { return 2; }", str(library.compiler()))
    assert found.f() == 2
    assert [path.name for path in cache.iterdir()] == ["second.so"]


@pytest.mark.parametrize(
    "damage",
    [
        # First one that loads all the same, for its last byte before the seal is no code: the others end a process.
        lambda c: c[: -library.SEAL - 1] + bytes([c[-library.SEAL - 1] ^ 1]) + c[-library.SEAL :],
        lambda c: c[: len(c) // 2],
        lambda c: c[:4096] + bytes(4096) + c[8192:],
    ],
)
def test_a_damaged_library_is_made_anew(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    """The system would load it, and end the process by a signal."""
    cache.mkdir(mode=0o700, parents=True)
    source, compiler = "int f(void) { return 2; }", str(library.compiler())
    library._loaded(cache / "whole.so", source, compiler)
    damaged = damage((cache / "whole.so").read_bytes())
    (cache / "damaged.so").write_bytes(damaged)
    (cache / "damaged.so").chmod(0o700)
    assert library._loaded(cache / "damaged.so", source, compiler).f() == 2
    assert len((cache / "damaged.so").read_bytes()) == len((cache / "whole.so").read_bytes())
    assert (cache / "damaged.so").read_bytes() != damaged


@takes_long
def test_two_processes_at_once(cache: Path) -> None:
    code = (
        "import autograd; from autograd import Value; x = Value(3.0);"
        "from autograd.program.backends.native import library; library.FLAGS = "
        f"{PLAINLY};"
        "program = autograd.compile(autograd.exp(x * x) * x, wrt=[x], backend='c');"
        "print(program(), program.gradients().tolist(), type(program._last).__name__)"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2 if PROFILE == "default" else 3)
    ]
    said = {process.communicate(timeout=120)[0] for process in running}
    assert len(said) == 1
    assert "Native" in said.pop()
    assert len(list(cache.iterdir())) == 2
    assert not list(cache.glob("*.part"))
