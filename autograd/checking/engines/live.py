"""Asks an engine, in a process of its own: numbers, or the class and the first line of the error.

The process may be run by another Python, so that each engine can have an environment of its own. An engine that hangs
or dies costs one answer, and is started again for the others.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from autograd.checking.engines.engine import Engine

INSIDE = Path(__file__).parent / "inside.py"
Order = Literal[0, 1, 2]

START_LIMIT = 180.0
"""Seconds that an engine may take until it tells its version. TensorFlow needs many."""


class EngineMissingError(LookupError):
    """An engine that does not start where it was looked for, said in one sentence.

    `why` is what it said, and `absent` tells that it is not installed, and did not break.
    """

    def __init__(self, sentence: str, why: str = "", *, absent: bool = False) -> None:
        super().__init__(sentence)
        self.why, self.absent = why, absent


@dataclass(frozen=True)
class Asked:
    """One question: calls one after the other, each with the name of its result; the inputs by name, numbers or lists
    of numbers; the order of the derivatives, 0 for the value; and which of the engine's ways makes the inputs."""

    steps: tuple[tuple[str, str], ...]
    inputs: Mapping[str, float | Sequence[float]]
    order: Order = 1
    leaf: int = 0


@dataclass(frozen=True)
class Told:
    """What the engine says: all derivatives as a flat list, the Hessian row by row; or an error. A number that is no
    number is NaN."""

    numbers: tuple[float, ...] = ()
    error: str = ""


def interpreter(engine: Engine, environments: Path | None = None) -> tuple[str, Path | None]:
    """The Python that runs the engine, and the folder in which it is run: that of the engine's own environment in
    `environments`, if there is one, else this Python.

    On Windows the Python of an environment is `Scripts/python.exe`. An environment without Python is one of npm.
    """
    if environments is not None:
        home = environments / engine.name
        for python in (home / "bin" / "python", home / "Scripts" / "python.exe"):
            if python.exists():
                return str(python.absolute()), home
        if home.is_dir():
            return sys.executable, home
    return sys.executable, None


class Process:
    """The engine's process: started with questions, read answer by answer. It ends when its standard input does, and so
    with whoever has started it."""

    def __init__(self, engine: Engine, asked: Sequence[Asked], environments: Path | None) -> None:
        python, folder = interpreter(engine, environments)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `end`)
        self.lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        told = json.dumps({"spelled": str(engine.file.absolute()), "asked": [asdict(one) for one in asked]})
        self.talk = threading.Thread(target=self._talk, args=(told.encode() + b"\n",), daemon=True)
        self.process: subprocess.Popen[bytes] | None = None
        try:
            self.process = subprocess.Popen(
                [python, "-I", "-B", str(INSIDE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                cwd=folder or sys.prefix, start_new_session=True,
            )  # fmt: skip
            self.talk.start()
        except OSError as error:  # of a file that is no Python
            self.lines.put(json.dumps({"missing": error.strerror}).encode() + b"\n")

    def _talk(self, told: bytes) -> None:
        assert self.process
        assert self.process.stdin
        assert self.process.stdout
        with contextlib.suppress(OSError):  # the process has ended, which its exit status tells
            self.process.stdin.write(told)
            self.process.stdin.flush()
        with self.process.stdout as stdout:
            for line in stdout:
                self.lines.put(line)
        self.lines.put(b"")

    def next(self, seconds: float) -> dict[str, Any]:
        """The next line, or what has become of the process."""
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            return {"error": f"no answer in {seconds:g} s", "ended": True}
        if line.endswith(b"\n"):
            return dict(json.loads(line))
        assert self.process
        code = self.process.wait()  # nothing, or half a line
        return {"error": f"its process ended with {_signal(code)}", "ended": True}

    def end(self) -> None:
        """Ends the process, and those that it has started."""
        if self.process is not None:
            if self.process.returncode is None:  # before it is waited for, its number is not another's
                self._kill(self.process)
            self.process.wait()
            self.talk.join()  # the end of all of them is the end of what they say
            with contextlib.suppress(OSError):  # what was not sent is lost
                self.process.stdin.close()  # type: ignore[union-attr]
        self.errors.close()

    @staticmethod
    def _kill(process: subprocess.Popen[bytes]) -> None:
        if hasattr(os, "killpg"):
            with contextlib.suppress(PermissionError, ProcessLookupError):  # which macOS says of one that has ended
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()

    def last_words(self) -> str:
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _signal(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit status {code}"


def version_of(process: Process, engine: Engine, environments: Path | None) -> str:
    """The engine's version, which the process tells first. Raises `EngineMissingError`."""
    first = process.next(START_LIMIT)
    if "version" not in first:
        where = f"in {environments / engine.name}" if environments else "in this Python"
        why = first.get("missing") or process.last_words() or first["error"]
        sentence = f"{engine.title} does not start {where} ({why}): {engine.installed_by} installs it there"
        raise EngineMissingError(sentence, why, absent="missing" in first)
    return str(first["version"]).partition("+")[0]


@contextlib.contextmanager
def started(engine: Engine, asked: Sequence[Asked], environments: Path | None) -> Iterator[tuple[Process, str]]:
    """The process, once it has told the engine's version. Raises `EngineMissingError`."""
    process = Process(engine, asked, environments)
    try:
        yield process, version_of(process, engine, environments)
    finally:
        process.end()


def version(engine: Engine, environments: Path | None = None) -> str:
    """The version of the engine that is installed. Raises `EngineMissingError`."""
    with started(engine, [], environments) as (_, told):
        return told


def answers(
    engine: Engine, asked: Sequence[Asked], environments: Path | None = None, seconds: float = 60.0
) -> Iterator[Told]:
    """What the engine says to each question, in order, as soon as it is known. Each may take that many seconds.

    Raises `EngineMissingError` if the engine is not installed.
    """
    left = list(asked)
    while left:
        with started(engine, left, environments) as (process, _):
            while left:
                line = process.next(seconds)
                left.pop(0)
                yield Told(tuple(map(float, line.get("numbers", ()))), line.get("error", ""))
                if "ended" in line:
                    break
