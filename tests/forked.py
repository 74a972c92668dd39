"""Tests run in forks of a process that has imported their libraries once, in a copy of the project that may change.

Starting Python and importing what tests need takes longer than most tests. Needs `os.fork`: Linux or macOS.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from tests.copies import copy_to

LIBRARIES = (
    "_pytest.doctest", "hypothesis.strategies", "mpmath", "numpy", "onnx", "sklearn.metrics", "sympy", "torch",
    "xlsxwriter",
)  # fmt: skip
"""What tests import, and no change is made in, is imported once, if it is installed."""

OPTIONS = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
"""pytest would warn that it did not see the libraries' own assertions when they were imported."""


_seconds = itertools.count(1)


class Ended(NamedTuple):
    """pytest's exit status, or -1 if it was ended before, the seconds that it took, and what it printed."""

    status: int
    took: float
    printed: str


def settle_in(folder: str, profile: str) -> None:
    """Make a copy of the project, in `folder`, the place where this process works and imports from."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that all others belong to ends this one, by SIGTERM
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    place = Path(tempfile.mkdtemp(dir=folder))
    copy_to(place)
    os.chdir(place)
    sys.path.insert(0, str(place))
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    os.environ |= {"HYPOTHESIS_PROFILE": profile, "PYTHONPATH": str(place)}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False  # what did not change is compiled once


def import_libraries() -> None:
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    gc.freeze()  # pytest collects garbage ten times in each fork, and need not look through the libraries


def run_tests(arguments: Sequence[str], seconds: float, plugins: Sequence[object] = ()) -> Ended:
    """Run pytest in a fork of this process."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = os.fork()
        if process == 0:
            _run(arguments, plugins, output.fileno())
        ended, status = 0, 0
        try:
            while not ended and time.monotonic() - start < seconds:
                time.sleep(0.02)
                ended, status = os.waitpid(process, os.WNOHANG)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)  # and whatever the tests have started
        if not ended:
            os.waitpid(process, 0)
        output.seek(0)
        return Ended(os.waitstatus_to_exitcode(status) if ended else -1, time.monotonic() - start, output.read())


def _run(arguments: Sequence[str], plugins: Sequence[object], output: int) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # may start others
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (1, 2):
        os.dup2(output, stream)
    status = 1
    try:
        status = pytest.main([*OPTIONS, *arguments], list(plugins))
        sys.stdout.flush()
    finally:
        os._exit(status)


@contextlib.contextmanager
def changed(file: Path, text: str) -> Iterator[None]:
    """The file has another text for a while.

    Each text has a time of its own: Python takes the bytecode of a file for another's of the same size and second.
    """
    sound, stat = file.read_bytes(), file.stat()
    file.write_text(text, "utf-8")
    os.utime(file, (0, next(_seconds)))
    try:
        yield
    finally:
        file.write_bytes(sound)
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
