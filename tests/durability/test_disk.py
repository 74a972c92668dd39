"""A file is the old one or the new one, whenever its writer is killed, wherever nothing more fits or may be written."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROFILE, ROOT, takes_long
from tests.durability import writers
from tests.durability.disk import Trial, can_mount, tiny
from tests.durability.writers import WRITERS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed otherwise there")

QUICK = ("worksheet --save sheet.csv", "mark --keep", "nn.save")
OF_MANY = ("lab", "gallery")
"""Writers of hundreds of operations: to kill them at all of them takes minutes, and `tests.durability disk` does it."""
WITH_THREADS = "worksheet --save sheet.pdf"
"""Its library has threads of its own. In a child of a process that has used it already, it waits for them for ever."""
APART = (*OF_MANY, WITH_THREADS)
CHOSEN = QUICK if PROFILE in ("default", "first") else [name for name in WRITERS if name not in APART]
KILLED = [pytest.param(name, marks=() if name == "mark --keep" else takes_long) for name in CHOSEN]


MEMORY = "/dev/shm"


@pytest.fixture(scope="module")
def top() -> Iterator[Path]:
    """A folder that another user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """The same in memory, if it is there: each file is waited for until it is on its disk, and there are thousands."""
    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.mark.parametrize("writer", KILLED)
def test_old_or_new_whenever_it_is_killed(writer: str, top: Path) -> None:
    if "onnx" in writer:
        pytest.importorskip("onnx")
    trial = Trial(writer, top)
    assert trial.ended.status == 0
    assert trial.whole
    assert not list(trial.killed())
    assert trial.kills > 2


@pytest.mark.parametrize("writer", CHOSEN)
def test_a_sentence_where_nothing_more_fits(writer: str, top: Path) -> None:
    if not can_mount(top):
        pytest.skip("no small disk can be made here")
    assert not list(Trial(writer, top).full(tiny))


@pytest.mark.parametrize("writer", CHOSEN)
def test_a_sentence_where_nothing_may_be_written(writer: str, top: Path) -> None:
    assert not list(Trial(writer, top).read_only())


@takes_long
@pytest.mark.parametrize("writer", OF_MANY)
def test_files_of_many_operations(writer: str, in_memory: Path) -> None:
    """All in one test: what a gallery shows is made once in a process, and takes longer than to write it."""
    trial = Trial(writer, in_memory)
    assert not list(trial.killed(all_of_them=False))
    assert trial.kills > 20
    assert not list(trial.read_only())
    if can_mount(in_memory):
        assert not list(trial.full(tiny))


@takes_long
def test_a_file_of_a_library_with_threads() -> None:
    """In a process that has not used it yet."""
    command = [sys.executable, "-m", "tests.durability", "disk", "--only", WITH_THREADS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout
    assert f"✓ {WITH_THREADS}: killed" in done.stdout


def test_a_careless_writer_is_found(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes in place, so that a kill leaves half a file, and a full disk too."""

    def careless(_: Path) -> None:
        for part in (b"first", b" second"):
            with open("careless.txt", "ab") as file:
                file.write(part)

    monkeypatch.setitem(writers.WRITERS, "careless", careless)
    assert any("bytes" in told for told in Trial("careless", top).killed())
