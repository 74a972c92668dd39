"""Of two runs with one checkpoint, one has it and the other is told, until the process of the first has ended."""

import errno
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import nn
import nn.learning.training
from nn import CheckpointError, losses
from nn.files import lock
from nn.files.lock import held
from tests.conftest import PROFILE, ROOT, takes_long
from tests.nn import runs

TOLD = "cannot be used: another run writes it: wait until that has ended"
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forked processes")
needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed otherwise there")


@pytest.fixture(autouse=True)
def _python_random() -> Iterator[None]:
    """Runs seed Python's own random numbers; other tests draw what they would have drawn."""
    state = random.getstate()
    yield
    random.setstate(state)


def program(path: Path, code: str) -> "subprocess.Popen[str]":
    """Another process, which has the checkpoint from its first line of output on."""
    has = f"from nn.files.lock import held\nwith held({str(path)!r}):\n    print(flush=True)\n"
    command = [sys.executable, "-c", has + code]
    started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout
    assert started.stdout.readline() == "\n"
    return started


@takes_long
def test_two_programs_that_train_with_one_checkpoint(tmp_path: Path) -> None:
    """One ends as if it had been alone, whoever comes first; the others are told at once, or find a run that ended."""
    expected = subprocess.run(
        [sys.executable, "-m", "tests.nn.runs", str(tmp_path / "alone"), "adam"], cwd=ROOT, stdout=subprocess.PIPE
    ).stdout
    command = [sys.executable, "-m", "tests.nn.runs", str(tmp_path / "run"), "adam"]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    ended = [one.communicate() for one in both]
    assert expected in [out for out, _ in ended]
    for out, err in ended:
        assert out == expected or TOLD.encode() in err.splitlines()[-1]
    assert (tmp_path / "run").read_bytes() == (tmp_path / "alone").read_bytes()
    assert {file.name for file in tmp_path.iterdir()} == {"run", "alone"}


def test_a_second_run_and_save_are_told_and_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "run"
    runs.train(str(path), epochs=1)
    before = path.read_bytes()
    model, optimizer = runs.begin()
    numbers = [parameter.data for parameter in model.parameters()]
    data, loss = runs.examples(4, seed=1), losses.cross_entropy_from_logits
    options: dict[str, Any] = {"checkpoint": path, "progress": False}
    with program(path, "    input()"):
        with pytest.raises(CheckpointError, match=TOLD):
            nn.train(model, data, loss, optimizer, 1, **options)
        with pytest.raises(CheckpointError, match=TOLD):
            nn.save(path, model)
        nn.save(tmp_path / "another", model)
        nn.load(path, model)
        assert path.read_bytes() == before
    assert numbers != [parameter.data for parameter in model.parameters()]
    nn.save(path, model)
    assert {file.name for file in tmp_path.iterdir()} == {"run", "another"}


def test_two_threads_and_a_run_within_a_run(tmp_path: Path) -> None:
    told = list[str]()

    def second() -> None:
        with pytest.raises(CheckpointError) as error, held(tmp_path / "run"):
            pass
        told.append(str(error.value))

    (tmp_path / "link").symlink_to("run")
    with held(tmp_path / "link"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        second()
    assert [TOLD in sentence for sentence in told] == [True, True]
    with held(tmp_path / "run"):  # the refused ones have taken nothing away
        second()
    assert len(told) == 3


@needs_fork
def test_a_save_that_looks_keeps_no_run_away(tmp_path: Path) -> None:
    """A run that begins in the instant in which a save looks waits until the save has looked."""
    import fcntl

    path = tmp_path / "run"
    with held(path):
        [name] = tmp_path.iterdir()
    with open(name, "ab") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        threading.Timer(0.05, fcntl.flock, (looking, fcntl.LOCK_UN)).start()
        with held(path), pytest.raises(CheckpointError, match=TOLD):
            nn.save(path, nn.MLP(1, [1]))


@needs_fork
def test_where_there_are_no_locks_the_caller_is_warned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def refused(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    path = tmp_path / "run"
    with held(path):
        monkeypatch.setattr(fcntl, "flock", refused)
        with pytest.warns(UserWarning, match="no other run must use .*No locks available") as of_save:
            nn.save(path, nn.MLP(1, [1]))
    path.unlink()
    model, optimizer = runs.begin()
    loss = losses.cross_entropy_from_logits
    with pytest.warns(UserWarning, match="no other run must use .*No locks available") as of_train:
        nn.train(model, runs.examples(4, seed=1), loss, optimizer, 1, checkpoint=path, progress=False)
    assert {warning.filename for warning in [*of_save, *of_train]} == {__file__}


@needs_kill
def test_the_lock_of_a_program_that_was_killed_is_free(tmp_path: Path) -> None:
    path = tmp_path / "run"
    killed = program(path, "    input()")
    killed.kill()
    killed.communicate()
    assert len([*tmp_path.iterdir()]) == 1  # its empty file
    nn.save(path, nn.MLP(1, [1]))
    path.unlink()
    runs.train(str(path), epochs=1)
    assert [*tmp_path.iterdir()] == [path]


@needs_fork
def test_processes_that_were_forked_meanwhile_neither_hold_the_lock_nor_end_it(tmp_path: Path) -> None:
    path = tmp_path / "run"
    fork = "    import os, sys\n    if os.fork() == 0:\n        "
    with program(path, f"{fork}sys.exit()\n    os.wait(); print(flush=True); input()") as parent:
        assert parent.stdout
        parent.stdout.readline()  # the forked one has left the block
        with pytest.raises(CheckpointError, match=TOLD), held(path):
            pass
        parent.communicate("\n")
    with program(path, f"{fork}print(flush=True); sys.stdin.read(); os._exit(0)\n    os.wait()") as parent:
        assert parent.stdout
        parent.stdout.readline()
        parent.kill()
        parent.wait()
        with held(path):  # though the forked one lives, until its input ends
            pass


@needs_fork
def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends removes the file of its lock, even if the next run has opened that file already."""
    opened, removed = lock._open, list[str]()

    def then_removed(name: str, mode: str) -> Any:
        file = opened(name, mode)
        if not removed:
            os.unlink(name)
            removed.append(name)
        return file

    monkeypatch.setattr(lock, "_open", then_removed)
    with held(tmp_path / "run"), pytest.raises(CheckpointError, match=TOLD), held(tmp_path / "run"):
        pass


def test_many_programs_take_turns(tmp_path: Path) -> None:
    """However the file of the lock comes and goes, no two have it at once."""
    path = tmp_path / "run"
    code = f"""
import os
from nn import CheckpointError
from nn.files.lock import held
for _ in range({100 if PROFILE == "default" else 300}):
    try:
        with held({str(path)!r}):
            os.close(os.open({str(path)!r}, os.O_CREAT | os.O_EXCL))
            os.unlink({str(path)!r})
    except CheckpointError:
        pass
"""
    many = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(4)]
    assert [one.wait() for one in many] == [0] * 4
    assert not [*tmp_path.iterdir()]
