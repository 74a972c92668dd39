"""Calls in other processes: those that fail, end their process or cannot be sent, and how the processes end."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from autograd import relu
from nn.search import parallel
from nn.search.parallel import Call, Outcome, outcomes
from tests.conftest import ROOT
from tests.nn.trials import Lost, awkward, square

posix = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")


def squares(numbers: list[Any], executor: Executor | int | None) -> list[Outcome | None]:
    return outcomes(square, [((x,), {}, 0) for x in numbers], executor, "trials")


def test_values_that_cannot_be_sent_or_read_fail_alone() -> None:
    good, unsent, unread, wrong, last = squares([2.0, lambda: 2, Lost(), "two", relu], 1)
    assert good == Outcome(4.0)
    assert "lambda" in str(unsent)
    assert "nothing_of_this_name" in str(unread)
    assert wrong is not None
    assert wrong.error == "TypeError: can't multiply sequence by non-int of type 'str'"
    assert "'function' and 'function'" in str(last)  # it arrived


@posix
@pytest.mark.parametrize(("name", "hint"), [("SIGSEGV", ""), ("SIGKILL", ", perhaps for want of memory")])
def test_the_signal_that_ended_a_process_is_told(name: str, hint: str) -> None:
    calls: list[Call] = [((signal.Signals[name],), {}, 0)]
    said = f"BrokenProcessPool: its process was ended by {name}{hint}"
    assert outcomes(signal.raise_signal, calls, 1, "trials") == [Outcome(None, said)]


def test_an_exception_that_cannot_be_read_is_told() -> None:
    assert outcomes(awkward, [((3,), {}, 0)], 1, "trials") == [Outcome(None, "AwkwardError: 3 and 3")]


@pytest.mark.parametrize("where", [None, 2, "pool"])
def test_a_function_that_cannot_be_sent_is_said_with_what_to_do(where: Any) -> None:
    executor = ProcessPoolExecutor(1, get_context("spawn")) if where == "pool" else where

    def local(x: int) -> int:
        return x

    for f in (lambda x: x, local):
        with pytest.raises(TypeError, match=r"cannot be sent to another process .*executor=0"):
            outcomes(f, [((3,), {}, 0)], executor, "trials")


def test_here_a_lambda_will_do() -> None:
    assert outcomes(lambda x: x + 1, [((3,), {}, 0)], 0, "trials") == [Outcome(4.0)]
    with ThreadPoolExecutor(1) as threads:
        assert outcomes(lambda x: x + 1, [((3,), {}, 0)], threads, "trials") == [Outcome(4.0)]


def test_what_is_no_executor_is_said() -> None:
    with pytest.raises(ValueError, match="-1 processes are not possible"):
        squares([1.0], -1)
    nothing: Any = "dask"
    with pytest.raises(TypeError, match=r"one of concurrent.futures, .* and not 'dask'"):
        squares([1.0], nothing)


class Broken(ThreadPoolExecutor):
    """An executor whose workers ended before the second call."""

    def submit(self, f: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
        if arguments[1] == (2,):
            raise BrokenExecutor("its workers ended")
        future = super().submit(f, *arguments, **keywords)
        if arguments[1] == (3,):
            future.cancel()
        return future


def test_an_executor_that_breaks_fails_the_rest() -> None:
    with Broken(1) as executor:
        first, second, third = outcomes(slowly, [((x,), {}, 0) for x in (1, 2, 3)], executor, "trials")
    assert first == Outcome(1.0)
    assert second == Outcome(None, "BrokenExecutor: its workers ended")
    assert third == Outcome(None, "its executor cancelled it")


def slowly(x: int) -> float:
    time.sleep(0.1)
    return float(x)


def test_progress_of_long_work(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    squares([1.0, "two", 3.0], 0)
    assert capsys.readouterr().err == ""  # short work says nothing
    monkeypatch.setattr(parallel, "PAUSE", 0.0)
    squares([1.0, "two", 3.0], 0)
    assert capsys.readouterr().err.splitlines() == [
        "1 of 3 trials done, 0 of them failed; about 0 s left",
        "2 of 3 trials done, 1 of them failed; about 0 s left",
    ]


def test_ctrl_c_here_keeps_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(x: int) -> int:
        if x == 2:
            raise KeyboardInterrupt
        return x

    assert outcomes(interrupted, [((x,), {}, 0) for x in (1, 2, 3)], 0, "trials") == [Outcome(1.0), None, None]
    assert capsys.readouterr().err == "stopped: 1 of 3 trials done\n"


# Whole programs, ended from outside

SCRIPT = """
import sys
from nn.search.trials import search
from tests.nn.trials import slow, square

if __name__ == "__main__":
    results = search(slow, [{"folder": sys.argv[1], "x": x} for x in range(9)], 2)
    print(results[0], len(results.failed), results[8].error)
"""


@contextlib.contextmanager
def started(script: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    (folder / "script.py").write_text(script, "utf-8")
    (folder / "running").mkdir()
    with subprocess.Popen(
        [sys.executable, "-W", "error", folder / "script.py", folder / "running"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},  # prints wait for the end
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def eventually(holds: Callable[[], Any]) -> Any:
    end = time.monotonic() + 30.0
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def workers(folder: Path) -> list[int]:
    return [int(path.name) for path in (folder / "running").iterdir()]


def alive(process: int) -> bool:
    """Whether it runs. One that ended and was not waited for, as the orphans of a container, is Z."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in ("", "Z")


@posix
def test_ctrl_c_ends_the_processes_and_keeps_what_is_done(tmp_path: Path) -> None:
    with started(SCRIPT, tmp_path) as program:
        assert eventually(lambda: len(workers(tmp_path)) == 2)
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=30)
    assert "Trial(setting={'folder'" in out
    assert "score=0.0, error='') 8 not done when stopped" in out
    assert err == "stopped: 1 of 9 trials done\n"
    assert not any(map(alive, workers(tmp_path)))


@posix
def test_ctrl_c_in_a_terminal_reaches_all_processes_and_one_answers(tmp_path: Path) -> None:
    """One process has nothing to do any more, and one is at work."""
    with started(SCRIPT.replace("range(9)", "range(2)").replace("results[8]", "results[1]"), tmp_path) as program:
        assert eventually(lambda: workers(tmp_path))
        os.killpg(program.pid, signal.SIGINT)
        out, err = program.communicate(timeout=30)
    assert out.endswith(" not done when stopped\n")
    assert re.fullmatch(r"stopped: [01] of 2 trials done\n", err)


@posix
def test_no_process_outlives_a_killed_program(tmp_path: Path) -> None:
    with started(SCRIPT, tmp_path) as program:
        assert eventually(lambda: len(workers(tmp_path)) == 2)
        program.kill()
        program.communicate(timeout=30)
    assert eventually(lambda: not any(map(alive, workers(tmp_path))))


def test_a_script_without_its_guard_is_told_so(tmp_path: Path) -> None:
    with started("from nn.search import search\nsearch(abs, [{}])\n", tmp_path) as program:
        _, err = program.communicate(timeout=60)
    assert program.returncode == 1
    assert err.splitlines()[-1].startswith("RuntimeError: no process could be started: in a script, put the call")


def test_a_program_that_is_typed_is_told_to_be_put_in_a_file() -> None:
    found = subprocess.run(
        [sys.executable, "-"],
        input="from nn.search import search\ndef f(): return 1\nsearch(f, [{}])\n",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    last = found.stderr.splitlines()[-1]
    assert last.startswith("RuntimeError: no process could be started: put the program in a file")


def test_what_a_process_printed_is_written_out(tmp_path: Path) -> None:
    guarded = "\nif __name__ == '__main__':\n    search(lingering, [{'x': 0}])\n"
    with started(
        f"from nn.search import search\nfrom tests.nn.trials import lingering\n{guarded}", tmp_path
    ) as program:
        out, err = program.communicate(timeout=60)
    assert (out, err) == ("trial 0\n", "")


def test_a_function_that_another_process_does_not_find_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that was typed in a notebook."""
    monkeypatch.setattr(sys.modules["__main__"], "typed", typed, raising=False)
    monkeypatch.setattr(typed, "__module__", "__main__")
    with pytest.raises(TypeError, match=r"another process does not find .*typed.*import it from a file"):
        outcomes(typed, [((1,), {}, 0)], 1, "trials")


def typed(x: int) -> int:
    return x
